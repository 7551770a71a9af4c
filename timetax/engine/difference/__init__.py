"""What differs between two versions of a catalogue, and why: `Tables` x 2 to `Difference`.

Everything is on one grid of floats, so that the changes of the forms, the causes and the groups
each add up to the change of the whole to the last bit.
"""
