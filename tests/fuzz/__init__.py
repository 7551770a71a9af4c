"""Mutated inputs: each is read right or refused, and none ends in an exception not ours."""
