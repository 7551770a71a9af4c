"""Lists the files of a folder that are part of a catalogue."""

import os
import stat
from pathlib import Path, PurePath

from timetax.findings import Finding, Position

BESIDE = ("scenarios", "life-event-map.yaml")
"""Folders and files of these names inside a catalogue's directory are no part of it."""

_SUFFIXES = (".yaml", ".yml")
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def is_folder(path: str) -> bool:
    """Return whether there is a folder at a path; what is no path at all is none."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def is_part(path: PurePath) -> bool:
    """Return whether the file at `path`, seen from a catalogue's directory, is a part of it."""
    return path.suffix in _SUFFIXES and all(map(_is_seen, path.parts))


def parts_of(folder: Path) -> tuple[list[str], list[Finding]]:
    """Return the YAML files in a folder and below it, in order, and what cannot be read there."""
    findings: list[Finding] = []

    def failed(error: OSError) -> None:
        # A folder that has gone since its name was read is no part of the catalogue any more.
        if not isinstance(error, FileNotFoundError) or error.filename == str(folder):
            message = f"cannot be read: {error.strerror}"
            findings.append(Finding(Position(str(error.filename)), "input", message))

    found = []
    for here, folders, names in os.walk(folder, onerror=failed):
        found += [Path(here, name) for name in (*folders, *names) if _is_seen(name)]
        folders[:] = filter(_is_seen, folders)
    files = sorted(path for path in found if path.suffix in _SUFFIXES)
    for path in files:
        kind = _kind(path)
        if kind:
            message = f"this is {kind} and no file; take it out of the folder"
            findings.append(Finding(Position(str(path)), "input", message))
    return list(map(str, files)), findings


def _is_seen(name: str) -> bool:
    return not name.startswith(".") and name not in BESIDE


def _kind(path: Path) -> str | None:
    try:
        return _KINDS.get(stat.S_IFMT(path.stat().st_mode))
    except OSError:  # such as a link that leads nowhere: whoever reads it says so
        return None
