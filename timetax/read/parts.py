"""The files that a catalogue's head names as its parts."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from timetax.files.folders import is_folder, is_part
from timetax.files.yaml import Document, Reading, files_in, parse_bytes
from timetax.findings import Finding

_KEY = re.compile(rb"""^[{ \t]*["']?parts["']?\s*:""", re.M)


def parts_of_head(document: Document) -> tuple[list[str], list[Finding]]:
    """Return the parts that a document names, seen from its folder, and what is wrong with others.

    A part is a YAML file, or a folder of them, in the folder of the head or below it: so whoever
    reads that folder reads the same catalogue.
    """
    made, findings = [], []
    for place, name in _named(document.value):
        if mistake := _mistake(name):
            position = document.file.position(place)
            findings.append(Finding(position, "schema", mistake, path="$.parts"))
        else:
            made.append(PurePosixPath(name).as_posix())
    return made, findings


def parts_in(name: str, data: bytes) -> list[str]:
    """Return the parts that the bytes of a head name, seen from its folder."""
    if not _KEY.search(data):
        return []  # which is known sooner than what the file holds
    document = parse_bytes(name, data).document
    return parts_of_head(document)[0] if document else []


def whole_in(path: str) -> list[str] | Reading:
    """Return the files that a path stands for, as `files_in` does, and the parts of a head."""
    files = files_in(path)
    if isinstance(files, Reading) or is_folder(path):
        return files
    try:
        parts = parts_in(path, Path(path).read_bytes())
    except OSError:  # whoever reads it says so
        return files
    for part in parts:
        inside = files_in(str(Path(path).parent / part))
        if isinstance(inside, Reading):
            return inside
        files += inside
    return files


def _named(value: Any) -> Iterator[tuple[tuple[str, int] | tuple[str], str]]:
    parts = value.get("parts") if isinstance(value, dict) else None
    if isinstance(parts, str):
        yield ("parts",), parts
    elif isinstance(parts, list):
        yield from ((("parts", i), each) for i, each in enumerate(parts) if isinstance(each, str))


def _mistake(name: str) -> str | None:
    path = PurePosixPath(name)
    outside = path.is_absolute() or PureWindowsPath(name).drive or ".." in path.parts
    if outside or "\0" in name or not path.parts:
        return f"{name!r} is not in the folder of this file or below it, where its parts are"
    if not is_part(path if path.suffix else path / "all.yaml"):
        return f"{name!r} is no part of a catalogue: name a .yaml file or a folder of them"
    return None
