"""How wide text is, and where it breaks, without a font at hand."""

import re
from unicodedata import east_asian_width

from timetax.wording.terminal import safe

_NARROW = {
    0.28: "ijl'|",
    0.32: " .,It",
    0.36: "fr:;-/\\!()[]J",
    0.46: '"',
    0.52: "cksvxyz",
    0.56: "Fag?",
}
_WIDE = {
    0.70: "BCDEKPRSTVXYZA",
    0.75: "GHNU~",
    0.80: "OQw&+=<>",
    0.90: "M▲▼",
    1.00: "mW%@—…",
}
_WIDTHS = {
    each: width for table in (_NARROW, _WIDE) for width, some in table.items() for each in some
}
_OTHERS = 0.64
_BOLD = 1.16
_ELLIPSIS = "…"
_FORBIDDEN = re.compile("[\ud800-\udfff\ufffe\uffff]")


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide text of this size is at most, in the widest of the usual fonts."""
    ems = sum(
        _WIDTHS.get(each) or (1.05 if east_asian_width(each) in "WF" else _OTHERS) for each in text
    )
    return ems * size * (_BOLD if bold else 1.0)


def plain(text: str) -> str:
    """Return text on one line, without what no XML may hold or what could turn its direction."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", safe(" ".join(text.split())))


def wrapped(text: str, room: float, size: float, most: int = 3, *, bold: bool = False) -> list[str]:
    """Return text in lines that fit into `room`; after `most` lines it is cut, with a mark."""
    lines = [""]
    for word in _broken(plain(text), room, size, bold):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, bold=bold) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(last + _ELLIPSIS, size, bold=bold) > room:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], last + _ELLIPSIS]


def _broken(text: str, room: float, size: float, bold: bool) -> list[str]:
    """Return the words of a text, those in parts that are too long for a line."""
    words = []
    for word in text.split():
        part = ""
        for character in word:
            if part and width_of(part + character, size, bold=bold) > room:
                words.append(part)
                part = ""
            part += character
        words.append(part)
    return words
