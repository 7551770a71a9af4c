"""Which files a log consists of, and what their columns are called."""

import csv
import glob
import gzip
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from timetax.files.encoding import marked
from timetax.files.yaml import STDIN
from timetax.findings import Finding, InputError, Position
from timetax.wording.hints import shown
from timetax.wording.lists import repeated

_SUFFIXES = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
}
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_START = 1 << 16
DELIMITERS = ",\t;|"


@dataclass(frozen=True)
class LogFiles:
    """The files of one log, all of one format: `parquet`, `csv` or `json`."""

    paths: tuple[str, ...]
    format: str

    @property
    def name(self) -> str:
        """How messages call it: the first file, for what is wrong there is in most of them."""
        return self.paths[0]


def log_files(names: Sequence[str]) -> LogFiles:
    """Return the files that paths, folders and patterns stand for, in order.

    An address such as s3://bucket/log/ is taken as it is.

    Raises:
        InputError: there is none, one is of no format that is known, or they are of several.
    """
    mistakes: list[Finding] = []
    paths: list[str] = []
    for name in names:
        found = _files_of(name)
        if not found:
            mistakes.append(Finding(Position(name), "input", _nothing_at(name)))
        paths += found
    formats = {path: _format_of(path) for path in paths}
    for path, kind in formats.items():
        if not kind:
            mistakes.append(Finding(Position(path), "input", _of_no_format(path)))
    if mistakes:
        raise InputError(mistakes)
    kinds = sorted(set(formats.values()))
    if len(kinds) > 1:
        first, other = (
            next(p for p, kind in formats.items() if kind == each) for each in kinds[:2]
        )
        message = f"is {kinds[1]}, and {first} is {kinds[0]}; measure logs of one format at a time"
        raise InputError([Finding(Position(other), "input", message)])
    return LogFiles(tuple(dict.fromkeys(paths)), kinds[0])


def is_address(name: str) -> bool:
    """Return whether a name is an address of object storage, and no path."""
    return "://" in name


def _files_of(name: str) -> list[str]:
    if is_address(name):
        return [name]
    path = Path(name)
    if path.is_dir():
        return sorted(str(each) for each in path.rglob("*") if each.is_file() and _suffix(each))
    if path.is_file():
        return [name]
    return sorted(each for each in glob.glob(name, recursive=True) if Path(each).is_file())  # noqa: PTH207


def _nothing_at(name: str) -> str:
    if Path(name).is_dir():
        return f"this directory holds no file that ends in {', '.join(_SUFFIXES)}"
    if name == STDIN or Path(name).exists():
        return "is no regular file, and a log is read more than once; save it as a file"
    return "there is no such file"


def _of_no_format(path: str) -> str:
    message = "is no Parquet, CSV or JSON-lines file"
    if Path(path).suffix.casefold() in _WORKBOOKS:
        message += ": save the sheet of a workbook as CSV, and measure that"
    return message


def _suffix(path: Path) -> str:
    suffixes = [each.casefold() for each in path.suffixes if each.casefold() != ".gz"]
    return _SUFFIXES.get(suffixes[-1], "") if suffixes else ""


def _format_of(path: str) -> str:
    known = _suffix(Path(path.rstrip("/")))
    if known or is_address(path):
        return known or "parquet"
    start = _start_of(path)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.lstrip().startswith(b"{"):
        return "json"
    return "csv" if start and b"\x00" not in start else ""


def _start_of(path: str) -> bytes:
    try:
        if path.casefold().endswith(".gz"):
            with gzip.open(path) as packed:
                return packed.read(_START)
        with Path(path).open("rb") as file:
            return file.read(_START)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        why = getattr(error, "strerror", None) or "it is cut or damaged, or not packed by gzip"
        message = f"cannot be read: {why}"
        raise InputError([Finding(Position(path), "input", message)]) from error


def headings_of_text(path: str, kind: str) -> list[str]:
    """Return the names of the columns of a CSV or JSON-lines file, by its first line.

    Raises:
        InputError: it cannot be read, is empty, or its first line has none.
    """
    _, encoding = marked(_start_of(path))
    if not encoding.startswith("utf-8"):
        message = f"is {encoding.upper()}; save it as UTF-8"
        raise InputError([Finding(Position(path), "input", message)])
    first = _first_line(path)
    if kind == "json":
        try:
            found = json.loads(first)
        except ValueError:
            found = None
        if isinstance(found, dict):
            return list(found)
        message = "the first line is no JSON object; a log in JSON has one a line"
        raise InputError([Finding(Position(path, 1), "input", message)])
    headings = next(csv.reader([first], delimiter=delimiter_of(first)), [])
    if not any(each.strip() for each in headings):
        raise InputError([Finding(Position(path), "input", "the file is empty")])
    if twice := [name for _, name in repeated(headings)]:
        message = f"the column {shown(twice[0])} stands there twice; give each a name of its own"
        raise InputError([Finding(Position(path, 1), "columns", message)])
    return headings


def shared_headings(paths: Sequence[str]) -> list[str]:
    """Return the names of the columns of CSV files.

    Raises:
        InputError: a file has others than the first, or in another order.
    """
    first, *others = paths
    headings = headings_of_text(first, "csv")
    mistakes = [
        Finding(Position(each, 1), "columns", f"its columns are not those of {first}, in order")
        for each in others
        if headings_of_text(each, "csv") != headings
    ]
    if mistakes:
        raise InputError(mistakes)
    return headings


def delimiter_in(path: str) -> str:
    """Return the delimiter of a CSV file, by its first line."""
    return delimiter_of(_first_line(path))


def _first_line(path: str) -> str:
    data = _start_of(path)
    mark, encoding = marked(data)
    lines = data.removeprefix(mark).decode(encoding, "replace").splitlines()
    return next((each for each in lines if each.strip()), "")


def delimiter_of(line: str) -> str:
    """Return the delimiter that stands most often in a line of headings."""
    return max(DELIMITERS, key=line.count)
