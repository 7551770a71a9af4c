"""Form numbers and control numbers, and what spreadsheets make of them."""

import re
from collections.abc import Sequence
from typing import Any

from timetax.read.tabular.cells.dates import DATE
from timetax.read.tabular.cells.lines import all_match, easy_lines, text_or_none, tidy
from timetax.read.tabular.cells.reader import HARD, CellError
from timetax.wording.hints import shown

_SPOILT = re.compile(rf"(?:{DATE.pattern})|[0-9](?:[.,][0-9]+)?E\+[0-9]{{1,3}}", re.IGNORECASE)
"""What a spreadsheet makes of a form number: a date, or a number in powers of ten."""
_CONTROL = re.compile(r"(?:OMB)?[ A-Za-z.:#]*([0-9]{4})-?([0-9]{4})", re.IGNORECASE)
_CONTROL_PLAIN = re.compile("[0-9]{4}-[0-9]{4}")
_CONTROLS_PLAIN = re.compile(rf"(?:{_CONTROL_PLAIN.pattern}\n)*+")
_NONE_SPOILT = re.compile(
    rf"(?:(?!(?=[0-9]|[^\W\d_]{{3}})(?:{_SPOILT.pattern})\n)[^\n]*\n)*+", re.IGNORECASE
)
"""Lines of which none is so: these begin with a digit, or a name of three letters and more."""


def form_number(value: str) -> str | None:
    """Return a form number; a date is one that a spreadsheet has spoilt."""
    plain = text_or_none(value)
    if plain is not None and _SPOILT.fullmatch(plain) and not plain.isdigit():
        kind = "a date" if DATE.fullmatch(plain) else "a number in powers of ten"
        raise CellError(
            f"{shown(plain)} is {kind}, which a spreadsheet has made of it; format the column as "
            "text and type the number again"
        )
    return plain


def control_number(value: str) -> str | None:
    """Return an OMB control number with its zeros and hyphen."""
    plain = text_or_none(tidy(value))
    if plain is None:
        return None
    if found := _CONTROL.fullmatch(plain):
        return f"{found[1]}-{found[2]}"
    if plain.isdigit() and len(plain) < 8:
        eight = plain.rjust(8, "0")
        raise CellError(
            f"{shown(plain)} has lost its zeros or part of it; "
            f"write it as text, such as {eight[:4]}-{eight[4:]}"
        )
    if DATE.fullmatch(plain) or re.fullmatch("[0-9]+[.][0-9]+|[0-9.]+[eE][+]?[0-9]+", plain):
        raise CellError(
            f"{shown(plain)} is a date or number that a spreadsheet has made of it; "
            "write it as text, NNNN-NNNN"
        )
    return plain


def easy_form_numbers(texts: Sequence[str]) -> list[Any]:
    """Return form numbers; HARD for those that may be dates or say that there is none."""
    lines = easy_lines(texts)
    if all(lines) and all_match(_NONE_SPOILT, "\n".join(lines), len(lines)):
        return lines
    is_date = _SPOILT.fullmatch
    return [HARD if line is HARD or is_date(line) else line for line in lines]


def easy_control_numbers(texts: Sequence[str]) -> list[Any]:
    """Return control numbers that are written as they must be, and HARD for others."""
    if all_match(_CONTROLS_PLAIN, "\n".join(texts), len(texts)):
        return list(texts)
    is_plain = _CONTROL_PLAIN.fullmatch
    return [text if is_plain(text) else HARD for text in texts]
