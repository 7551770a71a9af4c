"""Reads text with delimiters: comma, semicolon, tab or bar, quoted as RFC 4180 has it."""

import csv
import io
import re
from array import array
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from itertools import chain, islice
from typing import Any

from timetax.files.encoding import in_windows_1252, marked, no_meaning
from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.at_once import grid_at_once
from timetax.read.tabular.format import Start
from timetax.read.tabular.layout import ROWS_BEFORE_HEADINGS, best_row
from timetax.read.tabular.model import Places, Row, Sheet
from timetax.read.tabular.texts import Grid

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_DELIMITERS = tuple(_NAMES)
_ENOUGH_HEADINGS = 2
_NO_ROW: Row = ()
YAML_LINE = re.compile(r"\s*(-\s|-$|---|[%&*!|>@`{}\[\]]|['\"]?[\w.<$-]+['\"]?\s*:(\s|$))")
"""A line that no table begins with: a key, or an item of a list."""
MARKDOWN_RULE = re.compile(
    r"^ {0,3}(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$\n?", re.MULTILINE
)
"""The line below the headings of a table in Markdown."""
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\x0b\x0c"))
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\n]")
_OTHER_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Where `str.splitlines` ends a line, and such a text does not; it is the quicker way without."""
_ENOUGH_TO_SEE = 1 << 16
_LONGEST_CELL = 1 << 20
_CHUNK = 200
"""Rows that are read at once: so few that their cells are still in the processor's cache after."""
_PIECE = 1 << 18
"""Characters of the text that are looked at, or laid out for the csv module, at once."""


def decoded(data: bytes, name: str) -> str:
    """Return the text in `data`: UTF-8, or what its byte order mark says.

    Raises:
        InputError: it is something else, or holds characters that no text has.
    """
    mark, encoding = marked(data)
    data = data.removeprefix(mark)
    if not mark and data.startswith((b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0")):
        _fail(Position(name), "this is a workbook or another binary file, not text")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = _after(name, data[: error.start].decode(encoding, "replace"))
        like = _as_windows(data, error.start) if encoding == "utf-8" else ""
        _fail(at, f"{no_meaning(error, encoding)}{like}; "
                  "save the file as UTF-8 (in Excel: CSV UTF-8)")  # fmt: skip
    if encoding != "utf-8" or _has_control(data):
        found = _CONTROL_CHARACTER.search(text)
        if found and found.group() == "\x00":
            at = _after(name, text[: found.start()])
            _fail(at, "a NUL: this is a binary file, or UTF-16 without its mark; save it as UTF-8")
        if found:
            at = _after(name, text[: found.start()])
            _fail(at, f"control character U+{ord(found.group()):04X}; take it out")
    return text


def _has_control(data: bytes) -> bool:
    pieces = (data[begin : begin + _PIECE] for begin in range(0, len(data), _PIECE))
    return any(len(piece.translate(None, _CONTROL)) < len(piece) for piece in pieces)


def _as_windows(data: bytes, at: int) -> str:
    character = in_windows_1252(data[at : at + 1])
    return "" if character == "\ufffd" else f" (it would be {character!r} in Windows-1252)"


def _fail(position: Position, message: str) -> None:
    raise InputError([Finding(position, "encoding", message)])


def _after(name: str, before: str) -> Position:
    lines = _LINE_END.split(before)
    return Position(name, len(lines), len(lines[-1]) + 1)


def open_delimited(
    text: str, name: str, delimiter: str | None, mapping: Mapping[str, str]
) -> Sheet:
    """Return the rows in `text`; without a delimiter, the headings tell which it is.

    The delimiter is that with which a row holds the most headings that are known.
    """
    delimiter = delimiter or _delimiter(text, mapping)[0]
    lines = array("L" if len(text) >= 1 << 32 else "I")
    chunks = _chunks(text, name, delimiter, lines)

    def at_once(first: int, width: int) -> Grid | None:
        nonlocal text
        grid = grid_at_once(text, delimiter, first, width)
        if grid is not None:
            lines.extend(range(len(lines) + 1, first + grid.count + 1))
            chunks.close()
            text = ""  # its cells are there, and a large one is not kept beside them
        return grid

    return Sheet(
        Places(name, lines, delimiter=delimiter),
        chain.from_iterable(chunks),
        at_once=at_once,
    )


def known_by(start: Start, mapping: Mapping[str, str]) -> tuple[str, str]:
    """Return between what the cells of a text stand, and by what it is known as such a text.

    A row with headings that are known says so whatever stands above it; without one, most lines
    have a delimiter and are not as YAML has them. The reason is empty if it is no such text.
    """
    if not start.lines or start.text.lstrip()[:1] in "{[<":
        return "", ""
    if MARKDOWN_RULE.search(start.text) and "|" in start.text:
        return "", ""
    delimiter, headings, known = _delimiter(start.text, mapping)
    named = _NAMES[delimiter]
    if known >= _ENOUGH_HEADINGS and not YAML_LINE.match(delimiter.join(map(str, headings))):
        return delimiter, f"it has headings that are known, between {named}"
    lines = start.lines[:ROWS_BEFORE_HEADINGS]
    if 2 * sum(map(bool, map(YAML_LINE.match, lines))) >= len(lines):
        return "", ""
    if not any(delimiter in line for line in lines):
        return "", ""
    return delimiter, f"its lines have {named}"


def _chunks(
    text: str, name: str, delimiter: str, lines: "array[int]"
) -> Generator[list[Row], None, None]:
    # The limit of the csv module is one for all readers; it is only ever raised here.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    reader = _reader(text, delimiter)
    line = 1
    try:
        while rows := list(islice(reader, _CHUNK)):
            if reader.line_num == line + len(rows) - 1:
                lines.extend(range(line, line + len(rows)))
            else:
                for row in rows:
                    lines.append(line)
                    line += 1 + sum(_line_ends(cell) for cell in row)
            line = reader.line_num + 1
            yield rows
    except csv.Error as error:
        if "field larger" in str(error) or "unexpected end" in str(error):
            message = "a quote that is opened in this row is never closed"
        else:
            message = (
                "a quote ends before its cell does; write a quote inside a quoted cell twice, and "
                "see that every quote that is opened in this row is closed"
            )
        position = Position(name, _line_of_error(text, delimiter), 1)
        raise InputError([Finding(position, "syntax", message)]) from None


def _reader(text: str, delimiter: str) -> Any:
    return csv.reader(_lines(text), delimiter=delimiter, strict=True)


def _lines(text: str) -> Iterator[str]:
    if any(end in text for end in _OTHER_ENDS):
        return chain.from_iterable(io.StringIO(piece, newline="") for piece in _pieces(text))
    return chain.from_iterable(piece.splitlines(keepends=True) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _PIECE) + 1 or len(text)
        yield text[begin:end]
        begin = end


def _line_ends(cell: str) -> int:
    ends = cell.count("\n")
    return ends if "\r" not in cell else ends + cell.count("\r") - cell.count("\r\n")


def _line_of_error(text: str, delimiter: str) -> int:
    reader, line = _reader(text, delimiter), 1
    with suppress(csv.Error):
        for _ in reader:
            line = reader.line_num + 1
    return line


def _delimiter(text: str, mapping: Mapping[str, str]) -> tuple[str, Row, int]:
    """Return the delimiter, the row of the headings, and how many of them are known."""
    start = text[:_ENOUGH_TO_SEE]
    best, most, headings = ",", (0, 0), _NO_ROW
    for delimiter in _DELIMITERS:
        if delimiter not in start:
            continue
        rows: list[Row] = []
        try:
            reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
            rows.extend(islice(reader, ROWS_BEFORE_HEADINGS))
        except csv.Error:
            pass
        index, known = best_row(rows, mapping)
        row = rows[index] if rows else _NO_ROW
        if (known, len(row)) > most:
            best, most, headings = delimiter, (known, len(row)), row
    return best, headings, most[0]
