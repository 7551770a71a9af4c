"""How numbers and names are put into words."""
