"""What a command says, as a value."""
