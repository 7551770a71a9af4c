"""Opens sheets: a module a format."""
