"""The columns that numbers are computed on."""
