"""What an operand's file holds, by its content: a scenario, a saved report, or a catalogue."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.files.yaml import STDIN, parse_bytes
from timetax.read.content import HEAD, YAML, content_of
from timetax.read.inputs import Blob
from timetax.read.options import AS_THEY_ARE, ReadOptions
from timetax.read.tabular.format import Start
from timetax.read.to_tables import tables_at
from timetax.tables.saved_writing import holds_report

if TYPE_CHECKING:
    from timetax.tables.layouts import Tables

_CHANGES = re.compile(rb"""changes["']?\s*:""")


def tables_from(paths: Sequence[str | Blob], options: ReadOptions) -> "Tables":
    """Return the tables of inputs of catalogues, inventories, or of one saved report.

    Raises:
        InputError: one of them cannot be read or holds mistakes.
    """
    if len(paths) == 1:
        found = paths[0] if isinstance(paths[0], Blob) else _text_at(paths[0])
        if found is not None and holds_report(found.data):
            from timetax.tables.saved_reading import tables_in

            return tables_in(found.name, found.data)
    return tables_at(paths, options)


def is_scenario(path: str) -> bool:
    """Return whether the file at a path is a scenario: YAML with `changes` and without forms."""
    found = _text_at(path)
    return found is not None and holds_scenario(found)


def holds_scenario(found: Blob) -> bool:
    """Return whether these bytes are a scenario."""
    if _content(found.data[:HEAD]) != YAML or holds_report(found.data):
        return False
    if not any(_is_key(found.data, match.start()) for match in _CHANGES.finditer(found.data)):
        return False  # which is known sooner than what the file holds
    document = parse_bytes(found.name, found.data).document
    value = document.value if document else None
    return isinstance(value, dict) and "changes" in value and "forms" not in value


def _content(head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    return content_of(Start(head), AS_THEY_ARE).name


def _is_key(data: bytes, place: int) -> bool:
    """Return whether what begins at a place may be a key: first in its line, or in braces."""
    line = data[data.rfind(b"\n", 0, place) + 1 : place].strip(b" \"'")
    return not line or line.endswith((b"{", b","))


def _text_at(path: str) -> Blob | None:
    """Return the file at a path if it may be YAML or JSON; all others may be large."""
    if path == STDIN:
        return None
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD)
            if _content(head) not in (YAML, "json"):
                return None
            return Blob(path, head + file.read())
    except (OSError, ValueError):  # whoever reads it will say why not
        return None
