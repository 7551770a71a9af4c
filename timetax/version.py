"""The version of the program, and where it is kept."""

__version__ = "0.1.0"

REPOSITORY = "https://github.com/OWNER/timetax"
"""The address of the repository on GitHub: the one setting that everything else follows from.

OWNER stands for an account until there is one. `.ci/update` writes what is set here into the pages.
"""
