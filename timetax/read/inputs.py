"""Reads whatever holds an inventory, known by its content and not by its name."""

import gzip
import io
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from timetax.files.yaml import (
    STDIN,
    Document,
    File,
    Reading,
    files_in,
    parse_bytes,
    read_file,
)
from timetax.findings import Finding, Position, option_error
from timetax.read.content import HEAD, Content, content_of
from timetax.read.options import ReadOptions

if TYPE_CHECKING:
    from timetax.catalogue.validation import Validated
    from timetax.read.tabular.model import ColumnMapping


@dataclass(frozen=True)
class Blob:
    """The bytes of a file that is not on the disk, such as one of a revision.

    `name` is what messages call it.
    """

    name: str
    data: bytes


@dataclass(frozen=True)
class Input:
    """What came of reading one file.

    Attributes:
        name: what messages call it.
        findings: its mistakes.
        file: its text and positions, if it could be read.
        document: its plain content, for the schema to validate; None if `content` is there.
        content: its content, valid already; both are None if it could not be read.
        notes: what every report made from it must say.
    """

    name: str
    findings: tuple[Finding, ...]
    file: File | None = None
    document: Document | None = None
    content: "Validated | None" = None
    notes: tuple[str, ...] = ()


def read_inputs(
    paths: Iterable[str | Path | Blob], options: ReadOptions, *, positions: bool = False
) -> list[Input]:
    """Return what came of reading each file at `paths`, in order; directories hold YAML files.

    With `positions`, where everything stands is kept, for many findings to come.
    """
    made: dict[str, Input] = {}
    for path in paths:
        if isinstance(path, Blob):
            stream = io.BytesIO(path.data)
            made[path.name] = _of_stream(stream, path.name, None, options, positions)
            continue
        inside = files_in(str(path))
        if isinstance(inside, Reading):
            made[str(path)] = _of_reading(inside)
            continue
        for name in inside:
            if name not in made:
                made[name] = _read(name, options, positions)
    return list(made.values())


def mapping_of_table(path: str | Path, options: ReadOptions) -> "tuple[ColumnMapping, ...]":
    """Return what each column of the table at `path` is taken for.

    Raises:
        InputError: it cannot be read, or is no table of people's own.
    """
    from timetax.read.tabular.model import TableKind
    from timetax.read.tabular.reading import proposed_mapping

    try:
        with Path(path).open("rb") as stream:
            content = content_of(stream.read(HEAD))
    except OSError as error:
        raise option_error(str(path), f"cannot be read: {error.strerror}") from error
    kind = TableKind.__members__.get("XLSX" if content is Content.ZIP else content.name)
    mapping = proposed_mapping(Path(path), None, str(path), kind, options.tables) if kind else ()
    if not mapping:
        raise option_error(str(path), f"is {content.value} and has no headings to read")
    return mapping


def _read(path: str, options: ReadOptions, positions: bool) -> Input:
    name = "<stdin>" if path == STDIN else path
    try:
        if path == STDIN:
            return _of_stream(io.BytesIO(sys.stdin.buffer.read()), name, None, options, positions)
        if Path(path).is_dir():
            return _of_reading(read_file(path, positions=positions))
        with Path(path).open("rb") as stream:
            return _of_stream(stream, name, Path(path), options, positions)
    except (OSError, ValueError):
        return _of_reading(read_file(path, positions=positions))


def _of_stream(
    stream: IO[bytes], name: str, path: Path | None, options: ReadOptions, positions: bool
) -> Input:
    head = stream.read(HEAD)
    content = content_of(head)
    stream.seek(0)
    if content is Content.YAML:
        return _of_reading(parse_bytes(name, stream.read(), positions=positions))
    if content is Content.GZIP:
        return _of_packed(
            io.BufferedReader(gzip.GzipFile(fileobj=stream)), name, options, positions
        )
    if content is Content.ZIP:
        return _of_archive(stream, name, path, options, positions)
    if content is Content.XML:
        return _inventory(stream, name, _size(path), options)
    data = None if path else stream.read()
    return _table(path, data, name, content, options)


def _size(path: Path | None) -> int:
    return path.stat().st_size if path else 0


def _of_packed(stream: IO[bytes], name: str, options: ReadOptions, positions: bool) -> Input:
    try:
        head = stream.read(HEAD)
        if content_of(head) is Content.XML:
            stream.seek(0)
            return _inventory(stream, name, 0, options)
        whole = io.BytesIO(head + stream.read())
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        return _failed(name, f"cannot be unpacked: {error}")
    return _of_stream(whole, name, None, options, positions)


def _of_archive(
    stream: IO[bytes], name: str, path: Path | None, options: ReadOptions, positions: bool
) -> Input:
    try:
        archive = zipfile.ZipFile(stream)
        members = [each for each in archive.namelist() if not each.endswith("/")]
        if "xl/workbook.xml" in members:
            stream.seek(0)
            data = None if path else stream.read()
            return _table(path, data, name, Content.XLSX, options)
        if len(members) != 1:
            return _failed(name, f"this archive holds {len(members)} files; give one of them")
        with archive.open(members[0]) as member:
            return _of_packed(member, f"{name}/{members[0]}", options, positions)
    except (zipfile.BadZipFile, RuntimeError, OSError, zlib.error) as error:
        return _failed(name, f"cannot be unpacked: {error}")


def _table(
    path: Path | None, data: bytes | None, name: str, content: Content, options: ReadOptions
) -> Input:
    from timetax.read.tabular.model import TableKind
    from timetax.read.tabular.reading import read_table

    table = read_table(path, data, name, TableKind[content.name], options.tables)
    return replace(_of_reading(table.reading), notes=table.notes)


def _inventory(stream: IO[bytes], name: str, size: int, options: ReadOptions) -> Input:
    from timetax.read.life_event_map import load_map
    from timetax.read.us_reginfo.reading import read_inventory

    tell = options.progress

    def done(count: int) -> None:
        if tell and size:
            tell(count / size)

    events = load_map(options.life_event_map)
    try:
        content = read_inventory(_chunks(stream), name, events=events, progress=done)
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        return _failed(name, f"cannot be unpacked: {error}")
    return Input(name, (), content.file, content=content)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(1 << 18):
        yield chunk


def _of_reading(reading: Reading) -> Input:
    return Input(reading.name, reading.findings, reading.file, reading.document)


def _failed(name: str, message: str) -> Input:
    return Input(name, (Finding(Position(name), "input", message),))
