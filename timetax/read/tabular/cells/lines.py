"""Texts of cells on one line, and those that say nothing."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import is_normalized, normalize

from timetax.read.tabular.cells.reader import HARD, CellError
from timetax.wording.hints import shown

_UNKNOWN = {
    "", "n/a", "na", "n.a.", "n.a", "#n/a n/a", "-", "--", "---", "tbd", "tba", "tbc", "unknown",
    "not available", "not known", "not reported", "not applicable", "pending", "null", "nan", "?",
    "??", ".", "..", "...", "n/k", "nil known", "to be determined",
    "varies", "various", "variable", "vary", "see note", "see notes", "see footnote",
}  # fmt: skip
_ODD = _UNKNOWN | {"none"}
_ODD_LINE = re.compile(rf"\n(?:{'|'.join(map(re.escape, sorted(_ODD - {''})))})(?=\n)")
_LONGEST_UNKNOWN = max(map(len, _UNKNOWN))
_ASCII_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f"
"""White space besides the space and the end of a line."""
_SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u3000\t\n\r", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2019", "'")
    | dict.fromkeys("\u200b\ufeff", None)
)
_QUOTED = re.compile(r'="(.*)"', re.DOTALL)
ERROR_VALUE = re.compile(r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|N/A|SPILL!|CALC!)")


def tidy(text: str) -> str:
    """Return `text` with plain spaces and hyphens, and none of them around it."""
    return text.strip() if text.isascii() else text.translate(_SPACES).strip()


def unquoted(text: str) -> str:
    """Return the text between the quotes of `="..."`, by which files keep zeros and hyphens."""
    found = _QUOTED.fullmatch(text.strip())
    return found[1].replace('""', '"') if found else text


def is_unknown(text: str) -> bool:
    """Return whether `text` is a way of writing that something is not known."""
    return len(text) <= _LONGEST_UNKNOWN and tidy(text).casefold() in _UNKNOWN


def unknown_among(texts: Iterable[str | None]) -> set[str | None]:
    """Return the texts that say nothing, or that something is not known."""
    short = [text for text in texts if not text or len(text) <= _LONGEST_UNKNOWN]
    return {text for text in short if not text or is_unknown(text)}


def one_line(value: str) -> str | None:
    """Return `value` on one line."""
    plain = normalize("NFC", " ".join(value.split()))
    if ERROR_VALUE.fullmatch(plain):
        raise CellError(f"{shown(plain)} is an error of the spreadsheet; mend its formula")
    return None if is_unknown(plain) else plain


def text_or_none(value: str) -> str | None:
    """Return `value` on one line; the word `None` says that there is none."""
    plain = one_line(value)
    return None if plain is not None and plain.casefold() == "none" else plain


def easy_lines(texts: Sequence[str]) -> list[Any]:
    """Return texts on one line; HARD for those that may say something else."""
    joined = "\n".join(texts)
    if not is_normalized("NFC", joined):  # what looks the same is the same
        texts = [normalize("NFC", text) for text in texts]
        joined = "\n".join(texts)
    lines = list(texts) if _are_lines(texts, joined) else [" ".join(text.split()) for text in texts]
    quoted = '="' in joined
    if "#" not in joined and not quoted and not _any_odd(lines):
        return lines
    return [
        line
        if line[0] != "#"
        and not (quoted and line.startswith('="'))
        and (len(line) > _LONGEST_UNKNOWN or not _is_odd(line))
        else HARD
        for line in lines
    ]


def _are_lines(texts: Sequence[str], joined: str) -> bool:
    """Return whether each text is on one line, with single spaces inside and none around it."""
    return (
        "  " not in joined
        and _has_no_other_space(joined)
        and joined.count("\n") < len(texts)
        and list(map(str.strip, texts)) == texts
    )


def _has_no_other_space(joined: str) -> bool:
    """Return whether there is no white space but spaces and ends of lines."""
    if joined.isascii():
        return not any(space in joined for space in _ASCII_SPACES)
    return joined.replace("\n", "").isprintable()  # of white space, only a space is


def _any_odd(lines: Sequence[str]) -> bool:
    short = "\n".join([line for line in lines if len(line) <= _LONGEST_UNKNOWN])
    return not short.isascii() or _ODD_LINE.search(f"\n{short.casefold()}\n") is not None


def _is_odd(line: str) -> bool:
    return line.casefold() in _ODD or not line.isascii()


def all_match(lines: re.Pattern[str], joined: str, count: int) -> bool:
    """Return whether the `count` texts that are joined are all lines that match."""
    return joined.count("\n") == count - 1 and lines.fullmatch(f"{joined}\n") is not None
