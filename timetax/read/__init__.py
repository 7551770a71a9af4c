"""Files in, tables or a catalogue out."""
