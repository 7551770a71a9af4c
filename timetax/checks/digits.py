"""In how many digits a figure is written, which says how exact it is."""

import re

from timetax.files.yaml import File, KeyPath

_DECIMALS = re.compile(r"\d\.(\d+)['\"]?")


def decimals_written(file: File, path: KeyPath) -> int:
    """Return in how many decimals the figure at a path is written; 0 where it is no such text."""
    span = file.span(path)
    found = _DECIMALS.search(file.text, *span) if span else None
    return len(found[1]) if found and span and found.end() == span[1] else 0
