"""Writes a catalogue as a file: a module a format."""
