"""Writes a report: a module a format."""
