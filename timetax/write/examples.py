"""Writes the example files that come with the program."""

import os
from pathlib import Path

from timetax.bundle import example_files
from timetax.files.writing import write_whole
from timetax.findings import Finding, InputError, Position, option_error


def write_examples(folder: Path) -> list[Path]:
    """Write the example files into a folder, which is made if it is not there; return their paths.

    Raises:
        InputError: a file of such a name is there already, or one cannot be written; nothing was
            written over.
    """
    examples = {folder / each.name: each.read_bytes() for each in example_files()}
    there = [path for path in examples if os.path.lexists(path)]
    if there:
        message = "is there already, and nothing was written; give another folder"
        raise InputError(Finding(Position(str(path)), "option", message) for path in there)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise option_error(str(folder), f"cannot be made: {error.strerror}") from error
    for path, data in examples.items():
        write_whole(path, data)
    return list(examples)
