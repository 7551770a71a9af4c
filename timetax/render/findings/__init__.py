"""Writes the findings of checks: a module a format."""
