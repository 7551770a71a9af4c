"""A module a kind of input: its `SEEDS`, and what `read` makes of the bytes of a mutant."""
