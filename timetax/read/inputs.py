"""Reads whatever holds an inventory, known by its content and not by its name, and only once."""

import gzip
import io
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from timetax.bundle import bundled_catalogues, catalogue_called
from timetax.catalogue.declaration import keys_of
from timetax.catalogue.document import CatalogueFile
from timetax.files.yaml import (
    STDIN,
    Document,
    File,
    Reading,
    files_in,
    parse_bytes,
    why_not_opened,
)
from timetax.findings import Finding, InputError, Position
from timetax.read.content import GZIP, HEAD, XML, YAML, ZIP, Content, content_of
from timetax.read.limits import Bounded, room_of, unpacks_to_too_much
from timetax.read.options import ReadOptions
from timetax.read.parts import parts_of_head
from timetax.read.tabular.format import Start
from timetax.wording.hints import did_you_mean

if TYPE_CHECKING:
    from timetax.catalogue.validation import Validated
    from timetax.read.tabular.flat_reading import FlatReading
    from timetax.read.tabular.plan import ReadingPlan
    from timetax.read.tabular.reading import ColumnReading

MOST_TIMES_PACKED = 3


@dataclass(frozen=True)
class Blob:
    """The bytes of a file that is not on the disk, such as one of a revision.

    `name` is what messages call it.
    """

    name: str
    data: bytes


@dataclass(frozen=True)
class Input:
    """What came of reading one file: a document, columns or forms.

    Attributes:
        name: what messages call it.
        findings: its mistakes.
        file: its text and positions, if it could be read.
        document: plain content, for the schema to validate: of YAML and of flat files.
        columns: the forms of a sheet that people keep, or a flat catalogue, as columns.
        forms: content that is valid already: that of an official inventory.
        notes: what every report made from it must say.
        content: what it was taken for; None where it could not be opened.
        told: how its table was read, and why.
    """

    name: str
    findings: tuple[Finding, ...]
    file: File | None = None
    document: Document | None = None
    columns: "ColumnReading | FlatReading | None" = None
    forms: "Validated | None" = None
    notes: tuple[str, ...] = ()
    content: Content | None = None
    told: "ReadingPlan | None" = None

    @cached_property
    def plan(self) -> "ReadingPlan | None":
        """How it was read, and why: as its table tells, or what it was taken for."""
        from timetax.read.tabular.plan import ReadingPlan

        if self.told is None and self.content is not None:
            return ReadingPlan(self.name, self.content.title, self.content.why)
        return self.told

    @cached_property
    def plain(self) -> Document | None:
        """The content as a document, also that of columns."""
        return self.columns.document() if self.columns else self.document

    @property
    def unread(self) -> bool:
        """Whether it holds nothing that could be validated."""
        return not (self.document or self.columns or self.forms)


def read_inputs(
    paths: Iterable[str | Path | Blob],
    options: ReadOptions,
    *,
    positions: bool = False,
) -> list[Input]:
    """Return what came of reading each file at `paths`, in order; directories hold YAML files.

    With `positions`, where everything stands is kept, for many findings to come.
    """
    how = _How(options, positions)
    made: dict[str, Input] = {}
    paths = list(paths)
    names = [path.name for path in paths if isinstance(path, Blob)]
    for path in paths:
        if isinstance(path, Blob):
            read = _of_stream(io.BytesIO(path.data), path.name, 0, how)
            made[path.name] = _with_parts_among(names, read)
            continue
        inside = files_in(catalogue_called(str(path)))
        if isinstance(inside, Reading):
            made[str(path)] = _of_reading(inside, None)
            continue
        for name in inside:
            if name not in made:
                _read_whole(name, how, made)
    return list(made.values())


def _read_whole(name: str, how: "_How", made: dict[str, Input]) -> None:
    """Add what came of reading a file to the inputs, and of the parts that it names."""
    head = made[name] = _read(name, how)
    if head.document is None:
        return
    if name == STDIN:
        made[name] = _with_parts_among([], head)
        return
    parts, findings = parts_of_head(head.document)
    for part in parts:
        inside = files_in(str(Path(name).parent / part))
        if isinstance(inside, Reading):
            findings += inside.findings
            continue
        for file in inside:
            if file not in made:
                made[file] = _without_parts(_read(file, how))
    made[name] = replace(head, findings=(*head.findings, *findings))


def _with_parts_among(names: Sequence[str], head: Input) -> Input:
    """Return an input whose parts are to be found under these names, with a finding if not."""
    parts, findings = parts_of_head(head.document) if head.document else ([], [])
    folder = head.name[: max(head.name.rfind("/"), head.name.rfind(":")) + 1]
    for part in parts:
        whole = folder + part
        if not any(name == whole or name.startswith(f"{whole}/") for name in names):
            message = f"its part {part!r} is not given with it; give the path of the file"
            findings.append(_about_parts(head, message))
    return replace(head, findings=(*head.findings, *findings))


def _without_parts(read: Input) -> Input:
    """Return a part, with a finding if it names parts of its own."""
    if read.document is None or not any(parts_of_head(read.document)):
        return read
    message = "a part names no parts of its own; name them all in the head of the catalogue"
    return replace(read, findings=(*read.findings, _about_parts(read, message)))


def _about_parts(read: Input, message: str) -> Finding:
    assert read.document is not None
    position = read.document.file.key_position(("parts",))
    return Finding(position, "schema", message, path="$.parts")


@dataclass(frozen=True)
class _How:
    """How inputs are read, and how much room is left for what is in packed files."""

    options: ReadOptions
    positions: bool
    room: int | None = None
    packed: int = 0

    def inside(self, size: int) -> "_How":
        """Return how to read what is in a packed file of a size: within the room of the first."""
        unlimited = self.options.tables.unlimited
        room = None if unlimited else room_of(size) if self.room is None else self.room
        return replace(self, room=room, packed=self.packed + 1)


def _read(path: str, how: _How) -> Input:
    name = "<stdin>" if path == STDIN else path
    try:
        if path == STDIN:
            return _of_stream(io.BytesIO(sys.stdin.buffer.read()), name, 0, how)
        with Path(path).open("rb") as file:
            if file.seekable():
                return _of_stream(file, path, Path(path).stat().st_size, how)
            return _of_stream(io.BytesIO(file.read()), path, 0, how)
    except InputError:
        raise
    except (OSError, ValueError) as error:
        hint = did_you_mean(name, list(bundled_catalogues())) if "." not in name else ""
        return _failed(name, f"cannot be read: {why_not_opened(error)}{hint}")


def _of_stream(stream: IO[bytes], name: str, size: int, how: _How) -> Input:
    """Return what came of reading a stream; `size` is that of an inventory, to show progress."""
    head = stream.read(HEAD)
    stream.seek(0)
    try:
        content = content_of(Start(head, _members(stream, head)), how.options)
        if content.name == GZIP:
            return _of_packed(
                io.BufferedReader(gzip.GzipFile(fileobj=stream)), name, how.inside(_size(stream))
            )
        if content.name == ZIP:
            return _of_archive(stream, name, how)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error) as error:
        return _failed(name, _not_unpacked(error))
    stream.seek(0)
    if head.startswith(b"PK\x03\x04") and not how.options.tables.unlimited:
        room = room_of(_size(stream))
        if sum(each.file_size for each in zipfile.ZipFile(stream).infolist()) > room:
            return _failed(name, f"cannot be unpacked: {unpacks_to_too_much(room)}")
        stream.seek(0)
    if content.name == XML:
        return _inventory(stream, name, size, content, how)
    if content.name == YAML:
        return _catalogue(parse_bytes(name, stream.read(), positions=how.positions), content)
    return _sheet(stream.read(), name, content, how)


def _size(stream: IO[bytes]) -> int:
    place = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(place)
    return size


def _members(stream: IO[bytes], head: bytes) -> frozenset[str]:
    if not head.startswith(b"PK\x03\x04"):
        return frozenset()
    return frozenset(zipfile.ZipFile(stream).namelist())


def _of_packed(stream: IO[bytes], name: str, how: _How) -> Input:
    if how.packed > MOST_TIMES_PACKED:
        return _failed(name, f"it is packed more than {MOST_TIMES_PACKED} times over")
    if how.room is not None:
        stream = io.BufferedReader(Bounded(stream, how.room))
    try:
        head = stream.read(HEAD)
        packed = head[:2] in (b"\x1f\x8b", b"PK")
        if not packed and content_of(Start(head), how.options).name == XML:
            stream.seek(0)  # it is large, and need not be held
            return _of_stream(stream, name, 0, how)
        whole = io.BytesIO(head + stream.read())
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        return _failed(name, _not_unpacked(error))
    return _of_stream(whole, name, 0, how)


def _of_archive(stream: IO[bytes], name: str, how: _How) -> Input:
    stream.seek(0)
    archive, size = zipfile.ZipFile(stream), _size(stream)
    members = [each for each in archive.namelist() if not each.endswith("/")]
    if len(members) != 1:
        return _failed(name, f"this archive holds {len(members)} files; give one of them")
    with archive.open(members[0]) as member:
        return _of_packed(member, f"{name}/{members[0]}", how.inside(size))


def _catalogue(reading: Reading, content: Content) -> Input:
    made = _of_reading(reading, content)
    value = reading.document.value if reading.document else None
    is_catalogue = isinstance(value, dict) and not value.keys().isdisjoint(keys_of(CatalogueFile))
    if not content.doubtful or is_catalogue or isinstance(value, list):
        return made  # what is wrong with it as a catalogue says more
    hint = (
        f"it was taken for YAML, for {content.why}; if it is a table, `--input csv` reads it as one"
    )
    if not made.findings:
        return replace(made, document=None, findings=(Finding(Position(made.name), "input", hint),))
    first, *others = made.findings
    return replace(made, findings=(replace(first, message=f"{first.message}; {hint}"), *others))


def _sheet(data: bytes, name: str, content: Content, how: _How) -> Input:
    from timetax.read.tabular.opening import sheet_format

    try:
        sheet = sheet_format(content.name).open(data, name, how.options.tables)
    except InputError as error:
        return Input(name, error.findings, content=content)
    del data  # what is open has its own copy, and a large file is not kept twice
    if sheet.table is not None:
        from timetax.read.tabular.flat_reading import FlatReading

        flat = FlatReading(sheet)
        return Input(name, (), flat.file, columns=flat, notes=flat.notes, content=content)
    from timetax.read.tabular.reading import TableReading, read_opened

    read = read_opened(sheet, name, how.options.tables)
    if isinstance(read, TableReading):
        return replace(_of_reading(read.reading, content), notes=read.notes)
    plan = replace(read.plan, taken_for=content.title, why=content.why)
    columns = read if read.columns is not None else None
    return Input(name, read.findings, read.file, columns=columns, notes=read.notes, told=plan)


def _inventory(stream: IO[bytes], name: str, size: int, content: Content, how: _How) -> Input:
    from timetax.read.life_event_map import load_map
    from timetax.read.us_reginfo.reading import read_inventory

    tell = how.options.progress

    def done(count: int) -> None:
        if tell and size:
            tell(count / size)

    events = load_map(how.options.life_event_map)
    try:
        forms = read_inventory(_chunks(stream), name, events=events, progress=done)
    except (EOFError, zlib.error, OSError, zipfile.BadZipFile) as error:
        return _failed(name, _not_unpacked(error))
    return Input(name, (), forms.file, forms=forms, content=content)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(1 << 18):
        yield chunk


def _of_reading(reading: Reading, content: Content | None) -> Input:
    return Input(reading.name, reading.findings, reading.file, reading.document, content=content)


def _not_unpacked(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be unpacked: {error.strerror}"
    return "cannot be unpacked: it is cut, damaged, or packed as is not read here"


def _failed(name: str, message: str) -> Input:
    return Input(name, (Finding(Position(name), "input", message),))
