"""What the operands of `timetax diff` mean, and the tables of each: `Version`s to compare."""
