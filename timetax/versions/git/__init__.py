"""Asks git, and only for what it has: commits, names of files, and their bytes."""
