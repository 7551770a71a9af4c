"""The command line: parse, call, render, exit. Nothing else."""
