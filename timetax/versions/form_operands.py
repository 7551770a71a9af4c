"""Whether the operands of a difference are forms, and no versions of a catalogue."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePath

from timetax.files.encoding import decoded
from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.opening import FORMATS
from timetax.versions.files import parted

_HEAD = 4096
_NEVER = {"", ".yaml", ".yml", ".gz", *(f".{name}" for name in FORMATS)} - {".json", ".html"}
"""Endings that no form has: to import what reads forms takes a tenth of a small run."""

_PAGES = {".html", ".htm", ".xhtml"}
_TABLE, _FORM = (re.compile(rb"<%s[\s/>]" % tag, re.IGNORECASE) for tag in (b"table", b"form"))


_SEARCH = 1
"""So many questions has what only searches a page."""


def are_forms(operands: Sequence[str]) -> bool:
    """Return whether all operands of a difference are forms, by ending or content.

    Raises:
        InputError: a page could be a form, or hold a table of forms.
    """
    return bool(operands) and all(map(_is_form, operands))


def _is_form(operand: str) -> bool:
    _, path = parted(operand)
    suffix = PurePath(path or operand).suffix.casefold()
    if suffix in _NEVER:
        return False
    from timetax.read.instruments.counting import form_kinds, kind_of

    if suffix == ".json":
        head = _data(operand, _HEAD)
        return kind_of(head) is not None and b'"timetax' not in head
    if suffix in _PAGES and _is_table(operand, _data(operand)):
        return False
    return any(suffix in kind.suffixes for kind in form_kinds())


def _is_table(name: str, page: bytes) -> bool:
    """Return whether a page holds a table of forms, and no form but one that searches it."""
    if _TABLE.search(page) is None:
        return False
    if _FORM.search(page) is None:
        return True
    from timetax.read.instruments.html_page import Page
    from timetax.read.instruments.kind import NoFormError
    from timetax.read.tabular.formats.html import holds_forms

    text = decoded(page)
    if not holds_forms(text):
        return False
    try:
        questions = len(Page(text).fields)
    except NoFormError:  # which is said where the form is read
        return False
    if questions > _SEARCH:
        message = (
            f"holds a table of forms, and a form that asks {questions} questions; `--input html` "
            "reads the table; to compare the form, leave the table out of the page"
        )
        raise InputError([Finding(Position(name), "input", message)])
    return True


def _data(path: str, most: int = -1) -> bytes:
    """Return what a file holds; nothing of what is none, for reading a pipe would empty it."""
    with suppress(OSError, ValueError):
        if Path(path).is_file():
            with Path(path).open("rb") as stream:
                return stream.read(most)
    return b""
