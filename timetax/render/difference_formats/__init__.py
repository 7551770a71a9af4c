"""Writes a report on a difference, and no other: a module a format."""
