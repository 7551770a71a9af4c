"""Reads text with delimiters: comma, semicolon, tab or bar, quoted as RFC 4180 has it."""

import csv
import io
import re
from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain, islice
from typing import Any

from timetax.files.yaml import BYTE_ORDER_MARKS
from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.layout import ROWS_BEFORE_HEADINGS, best_row
from timetax.read.tabular.model import Places, Row, Sheet

_DELIMITERS = (",", ";", "\t", "|")
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\x0b\x0c"))
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\n]")
_ENOUGH_TO_SEE = 1 << 16
_LONGEST_CELL = 1 << 20
_CHUNK = 1_000
"""Rows that are read at once: so few that their cells are still in the processor's cache after."""
_PIECE = 1 << 18
"""Characters of the text that are laid out for the csv module at once, or some more."""


def decoded(data: bytes, name: str) -> str:
    """Return the text in `data`: UTF-8, or what its byte order mark says.

    Raises:
        InputError: it is something else, or holds characters that no text has.
    """
    encoding = "utf-8"
    for mark, of_encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], of_encoding
            break
    else:
        if data.startswith((b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0")):
            _fail(Position(name), "this is a workbook or another binary file, not text")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = _after(name, data[: error.start].decode(encoding, "replace"))
        byte = f"byte 0x{data[error.start]:02x}"
        like = _as_windows(data, error.start) if encoding == "utf-8" else ""
        _fail(at, f"not {encoding.upper()} text: {byte} has no meaning here{like}; "
                  "save the file as UTF-8 (in Excel: CSV UTF-8)")  # fmt: skip
    if encoding != "utf-8" or any(byte in data for byte in _CONTROL):
        found = _CONTROL_CHARACTER.search(text)
        if found and found.group() == "\x00":
            at = _after(name, text[: found.start()])
            _fail(at, "a NUL: this is a binary file, or UTF-16 without its mark; save it as UTF-8")
        if found:
            at = _after(name, text[: found.start()])
            _fail(at, f"control character U+{ord(found.group()):04X}; take it out")
    return text


def _as_windows(data: bytes, at: int) -> str:
    try:
        character = data[at : at + 1].decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return f" (it would be {character!r} in Windows-1252)"


def _fail(position: Position, message: str) -> None:
    raise InputError([Finding(position, "encoding", message)])


def _after(name: str, before: str) -> Position:
    lines = _LINE_END.split(before)
    return Position(name, len(lines), len(lines[-1]) + 1)


def open_delimited(text: str, name: str, tabs: bool, mapping: Mapping[str, str]) -> Sheet:
    """Return the rows in `text`; with `tabs` they are between tabs, else the headings tell.

    The delimiter is that with which a row holds the most headings that are known.
    """
    delimiter = "\t" if tabs else _delimiter(text, mapping)
    lines = array("L" if len(text) >= 1 << 32 else "I")
    return Sheet(
        Places(name, lines, delimiter=delimiter),
        chain.from_iterable(_chunks(text, name, delimiter, lines)),
    )


def _chunks(text: str, name: str, delimiter: str, lines: "array[int]") -> Iterator[list[Row]]:
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
    return chain.from_iterable(io.StringIO(piece, newline="") for piece in _pieces(text))


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


def _delimiter(text: str, mapping: Mapping[str, str]) -> str:
    start = text[:_ENOUGH_TO_SEE]
    best, most = ",", (0, 0)
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
        width = len(rows[index]) if rows else 0
        if (known, width) > most:
            best, most = delimiter, (known, width)
    return best
