"""Whether the operands of a difference are forms, and no versions of a catalogue."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePath

from timetax.read.tabular.opening import FORMATS
from timetax.versions.files import parted

_HEAD = 4096
_NEVER = {"", ".yaml", ".yml", ".gz", *(f".{name}" for name in FORMATS)} - {".json", ".html"}
"""Endings that no form has: to import what reads forms takes a tenth of a small run."""


def are_forms(operands: Sequence[str]) -> bool:
    """Return whether all operands of a difference are forms, by ending or content."""
    return bool(operands) and all(map(_is_form, operands))


def _is_form(operand: str) -> bool:
    _, path = parted(operand)
    suffix = PurePath(path or operand).suffix.casefold()
    if suffix in _NEVER:
        return False
    from timetax.read.instruments.counting import form_kinds, kind_of

    if suffix == ".json":
        with suppress(OSError, ValueError):
            if Path(operand).is_file():  # reading a pipe would empty it
                with Path(operand).open("rb") as stream:
                    head = stream.read(_HEAD)
                return kind_of(head) is not None and b'"timetax' not in head
        return False
    return any(suffix in kind.suffixes for kind in form_kinds())
