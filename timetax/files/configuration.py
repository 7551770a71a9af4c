"""Finds the file that configures the program, and the table in it."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timetax.files.toml import read_toml
from timetax.findings import InputError

if TYPE_CHECKING:
    from timetax.files.yaml import KeyPath

FILE = "timetax.toml"
PROJECT_FILE = "pyproject.toml"
TABLE = ("tool", "timetax")


def find(start: Path) -> Path | None:
    """Return the configuration file nearest to `start`, a file or folder, in it or above it.

    It is `timetax.toml`, or `pyproject.toml` if that has a `[tool.timetax]` table.
    """
    folder = start.resolve()
    for each in (folder, *folder.parents):
        project = each / PROJECT_FILE
        if (own := each / FILE).is_file():
            return _seen_from_here(own)
        if project.is_file() and _configures(project, project.read_bytes()):
            return _seen_from_here(project)
    return None


@lru_cache
def _configures(project: Path, content: bytes) -> bool:
    """Return whether a file has the table; each command asks often, and it is large as a rule."""
    try:
        return isinstance(value_at(read_toml(project).value, TABLE), dict)
    except InputError:
        # Its mistake is told when it is loaded, if it seems to be meant for this program.
        return b"tool.timetax" in content


def _seen_from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def value_at(value: Any, path: "KeyPath") -> Any:
    """Return the value at a path of keys; None if it is not there."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
