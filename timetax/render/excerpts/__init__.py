"""A finding as its formats show it: its rule, its lines, and the part of a line around it."""
