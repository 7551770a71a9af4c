"""Changes bytes a little: most mutants of a good seed can still be read."""

import re
from random import Random

_FIGURE = re.compile(rb"\d+(?:\.\d+)?")
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
    """Return data with one to three changes: mostly of a figure, else of a line or a byte."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        data = random.choice((_figure, _figure, _figure, _line, _byte, _piece))(data, random)
    return data


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
