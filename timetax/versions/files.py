"""Operands that are files as they are now: no revision is asked for, and git is not needed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from timetax.engine.burden import with_burden
from timetax.engine.difference.model import Version
from timetax.files.folders import is_folder
from timetax.read.inputs import Blob
from timetax.read.options import ReadOptions
from timetax.versions.comparable import require_comparable
from timetax.versions.content import is_scenario, tables_from
from timetax.versions.papers import papers_beside
from timetax.versions.places import places_in


def versions_of_files(operands: Sequence[str], options: ReadOptions) -> list[Version] | None:
    """Return the versions that operands stand for; None unless all are files of catalogues.

    Raises:
        InputError: one of them cannot be read, or is in another currency.
    """
    if len(operands) < 2 or not all(map(_is_kept, operands)) or any(map(is_scenario, operands)):
        return None
    made = [version_of_paths(each, (each,), options) for each in operands]
    require_comparable(made)
    return made


def version_of_paths(name: str, paths: Sequence[str | Blob], options: ReadOptions) -> Version:
    """Return the version that is at paths.

    Raises:
        InputError: one of them cannot be read or holds mistakes.
    """
    return Version(
        name,
        with_burden(tables_from(paths, options)),
        places=partial(places_in, paths, options),
        paper=papers_beside(paths),
    )


def _is_kept(path: str) -> bool:
    """Return whether a file or folder is at a path, and no pipe that can be read only once."""
    return is_there(path) and (Path(path).is_file() or is_folder(path))


def is_there(path: str) -> bool:
    """Return whether there is anything at a path."""
    try:
        return path != "" and Path(path).exists()
    except (OSError, ValueError):  # such as a name that is too long for any file
        return False


def parted(operand: str) -> tuple[str, str]:
    """Return the revision and the path in `REV:PATH`; a colon in braces is part of the former."""
    depth = 0
    for place, character in enumerate(operand):
        depth += (character == "{") - (character == "}")
        if character == ":" and place and not depth:
            return operand[:place], operand[place + 1 :]
    return operand, ""
