"""The published models of the time that a form takes, a module each."""
