"""Changes bytes a little: most mutants of a good seed can still be read."""

import re
from random import Random

_FIGURE = re.compile(rb"\d+(?:\.\d+)?")
_VALUE = re.compile(
    rb"""(?<!timetax: )(?<!timetax_baseline": )"""
    rb"""(?<=[\s:,;=>\[{(|"'])\d+(?:\.\d+)?(?=[\s,;<\]})|"'%]|$)"""
)
"""A figure that stands alone: no part of a name or a date, and no version of a format."""
_FIGURES = (
    b"0",
    b"1",
    b"-1",
    b"7.5",
    b"1e3",
    b"1/3",
    b"1e15",
    b"1e16",
    b"5e-324",
    b"0503",
    b"9" * 400,
)
_PIECES = (
    b"\n",
    b"\0",
    b"\x1b",
    b"::error::",
    b'"',
    b",",
    b";",
    b"\xff",
    b"\\ud800",
    b"  ",
    b"\t",
    b"=1",
)


def mutated(data: bytes, random: Random) -> bytes:
    """Return data with one to three changes: mostly of a value, else of whatever stands there."""
    gentle = random.random() < 0.75
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        change = random.choice((_value, _value, _value, _value, _line) if gentle else _ROUGH)
        data = change(data, random)
    return data


def _value(data: bytes, random: Random) -> bytes:
    """Put another figure of the same size in the place of one."""
    found = list(_VALUE.finditer(data))
    if not found:
        return _figure(data, random)
    at = random.choice(found)
    digits = (b"%d" % random.randrange(1, 10) if c in b"123456789" else bytes([c]) for c in at[0])
    return data[: at.start()] + b"".join(digits) + data[at.end() :]


def _figure(data: bytes, random: Random) -> bytes:
    found = list(_FIGURE.finditer(data))
    if not found:
        return data
    at = random.choice(found)
    figure = random.choice((*_FIGURES, str(random.randrange(10_000)).encode()))
    return data[: at.start()] + figure + data[at.end() :]


def _line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    place = random.randrange(len(lines) or 1)
    lines[place : place + 1] = lines[place : place + 1] * random.choice((0, 2))
    return b"".join(lines)


def _byte(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data) or 1)
    return data[:place] + bytes([random.randrange(256)]) + data[place + 1 :]


def _piece(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(_PIECES) + data[place:]


_ROUGH = (_figure, _figure, _figure, _line, _byte, _piece)
