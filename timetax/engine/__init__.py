"""Every number that is not an input."""
