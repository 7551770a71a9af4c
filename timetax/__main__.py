"""Runs the command line as `python -m timetax`."""

from timetax.cli.main import run

run()
