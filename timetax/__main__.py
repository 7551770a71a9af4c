"""Runs the command line as `python -m timetax`."""

from timetax.cli import main

main()
