"""What is wrong with the files of a log that an engine does not read, found without its words."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from timetax.findings import Finding, InputError, Position
from timetax.read.limits import LIFTED, room_of, unpacks_to_too_much
from timetax.read.logs.files import LogFiles, delimiter_in, headings_of_text, is_address
from timetax.read.parquet_pages import extent_of, why_not
from timetax.wording.numbers import plural

MOST_OF_A_TEXT = 1 << 16
"""A text of a log has at most so many bytes: names of forms, pages, people and events."""
_MOST_OF_A_LINE = 2 << 20
_LOOKED_THROUGH = 8 << 20
"""Of a packed log so much is looked through: the rest is of its kind, and is never held whole."""
_MARK = b"PAR1"
DAMAGED = "cannot be read as a log: it is damaged, or the columns of its files have different types"


def require_room(files: LogFiles, *, unlimited: bool) -> None:
    """See that no file of a log unpacks to very much more than it holds, or denies what it holds.

    Raises:
        InputError: one does.
    """
    paths = [Path(path) for path in files.paths if not is_address(path)]
    why = {path: _why_not(path, unlimited=unlimited) for path in paths}
    if any(why.values()):
        raise InputError(
            Finding(Position(str(path)), "input", each) for path, each in why.items() if each
        )


def _why_not(path: Path, *, unlimited: bool) -> str:
    with path.open("rb") as file:
        if file.read(len(_MARK)) == _MARK:
            size = path.stat().st_size
            return why_not(extent_of(file, size), size, unlimited=unlimited)
        file.seek(0)
        begin = file.read(_LOOKED_THROUGH) if _is_packed(str(path)) and not unlimited else b""
    room, unpacked = room_of(len(begin)), 0
    with suppress(OSError, EOFError, zlib.error), gzip.open(io.BytesIO(begin)) as stream:
        while unpacked <= room and (chunk := stream.read(1 << 20)):
            unpacked += len(chunk)
    return unpacks_to_too_much(room) if unpacked > room else ""


def too_long(column: str) -> str:
    """Return the message on a column with a text that is longer than any."""
    return f"{column}: holds a text of more than {MOST_OF_A_TEXT >> 10} KB; {LIFTED}"


def not_read(files: LogFiles, otherwise: str = DAMAGED) -> InputError:
    """Return what is wrong with the first file of a log that cannot be read.

    Where nothing is found in those of this machine, it is said `otherwise`.
    """
    found = (_wrong(path, files.format) for path in files.paths if not is_address(path))
    general = Finding(Position(files.name), "input", otherwise)
    return InputError([next((each for each in found if each), general)])


def _wrong(path: str, kind: str) -> Finding | None:
    try:
        with _opened(path) as file:
            if kind == "parquet":
                return _of_parquet(path, file)
            lines = _of_csv(path, file) if kind == "csv" else _of_json(path, file)
            return next(lines, None)
    except (OSError, EOFError, zlib.error):
        return Finding(Position(path), "input", "cannot be unpacked: it is cut or damaged")


def _is_packed(path: str) -> bool:
    return path.casefold().endswith(".gz")


def _opened(path: str) -> IO[bytes]:
    return gzip.open(path) if _is_packed(path) else Path(path).open("rb")  # type: ignore[return-value]


def _of_parquet(path: str, file: IO[bytes]) -> Finding | None:
    begin = file.read(4)
    end = file.seek(0, 2)
    file.seek(max(end - 4, 0))
    if begin == file.read() == _MARK and end > 2 * len(_MARK):
        return None
    message = "no Parquet file that can be read: it is cut, or another kind of file"
    return Finding(Position(path), "input", message)


def _lines(path: str, file: IO[bytes]) -> Iterator[tuple[int, str | Finding]]:
    """Yield the lines with their number, or what is wrong with one."""
    number = 0
    while line := file.readline(_MOST_OF_A_LINE):
        number += 1
        position = Position(path, number, 1)
        if len(line) == _MOST_OF_A_LINE and not line.endswith(b"\n"):
            message = f"this line is longer than {_MOST_OF_A_LINE >> 20} MB"
            yield number, Finding(position, "input", message)
            return
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            yield number, Finding(position, "input", "this line is no UTF-8; save the file as such")
            return


def _of_json(path: str, file: IO[bytes]) -> Iterator[Finding]:
    for number, line in _lines(path, file):
        if isinstance(line, Finding):
            yield line
            return
        try:
            if not line.strip() or isinstance(json.loads(line), dict):
                continue
            message = "this line is no JSON object; a log in JSON has one a line"
        except RecursionError:
            message = "this line is nested too deep"
        except ValueError:
            message = "this line is no valid JSON; a log in JSON has an object a line"
        yield Finding(Position(path, number, 1), "input", message)


def _of_csv(path: str, file: IO[bytes]) -> Iterator[Finding]:
    width = len(headings_of_text(path, "csv"))
    wrong: list[Finding] = []

    def texts() -> Iterator[str]:
        for _, line in _lines(path, file):
            if isinstance(line, Finding):
                wrong.append(line)
                return
            yield line

    rows = csv.reader(texts(), delimiter=delimiter_in(path), strict=True)
    begin = 1
    try:
        for row in rows:
            if row and len(row) != width:
                message = f"this row has {plural(len(row), 'cell')}, and the headings are {width}"
                yield Finding(Position(path, begin, 1), "input", message)
            begin = rows.line_num + 1
    except csv.Error:
        message = "a quote that is opened in this row is never closed, or ends before its cell does"
        wrong.append(Finding(Position(path, begin, 1), "input", message))
    yield from wrong
