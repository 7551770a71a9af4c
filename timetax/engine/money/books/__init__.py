"""The books: a module each, found by its place."""
