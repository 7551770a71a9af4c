"""Writes a catalogue: a module a format."""
