"""What a change can do to forms: a module an operation, found by its place."""
