"""Reads a YAML file into plain text values, each with its position.

Every scalar stays text: the schema decides the type of a value, not its spelling. (A YAML loader
would read agency code `0503` as 323 and `no` as False.)
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.files.encoding import marked, no_meaning
from timetax.files.folders import is_folder, parts_of
from timetax.files.syntax import LINE_END, control_characters
from timetax.findings import Finding, Position

if TYPE_CHECKING:
    import yaml

    from timetax.files.yaml_walk import Marks

KeyPath: TypeAlias = tuple[str | int, ...]

STDIN = "-"


@dataclass(frozen=True)
class File:
    """The text of one file; finds the position of anything in it when asked.

    `marks` are those positions, where it was known when reading that many would be asked for.
    """

    name: str
    text: str
    marks: "Marks | None" = field(default=None, compare=False, repr=False)

    def position(self, path: KeyPath) -> Position:
        """Return where the value at `path` stands, or the nearest enclosing value that is there."""
        return self._nearest(self._marks.values, path)

    def key_position(self, path: KeyPath) -> Position:
        """Return where the last key of `path` stands."""
        return self._nearest(self._marks.keys, path)

    def span(self, path: KeyPath) -> tuple[int, int] | None:
        """Return from where to where in the text the scalar at `path` is written, if it is one."""
        begin, end = self._marks.values.get(path, (None, None))
        return (begin.index, end.index) if begin and end else None

    def styled(self) -> list[tuple[int, int, str]]:
        """Return from where to where each text is written that is quoted or a block; its style."""
        return self._marks.styled

    def _nearest(
        self, marks: "dict[KeyPath, tuple[yaml.Mark, yaml.Mark | None]]", path: KeyPath
    ) -> Position:
        while path and path not in marks:
            path, marks = path[:-1], self._marks.values
        if path not in marks:
            return Position(self.name, 1, 1)
        begin, _ = marks[path]
        return Position(self.name, begin.line + 1, begin.column + 1)

    @cached_property
    def _marks(self) -> "Marks":
        if self.marks is not None:
            return self.marks
        from timetax.files.yaml_walk import marks_in

        # Errors are rare and marks are many: a second walk costs less than keeping them.
        return marks_in(self.name, self.text)


def json_path(path: KeyPath) -> str:
    """Return a path inside a document as people and tools write it: `$.forms[3].title`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f"${''.join(steps)}"


@dataclass(frozen=True)
class Document:
    """A file and its plain content: mappings, lists, text, and None for an empty value."""

    file: File
    value: Any


@dataclass(frozen=True)
class Reading:
    """What came of reading one file: its text and document as far as it got, and its mistakes."""

    name: str
    file: File | None
    document: Document | None
    findings: tuple[Finding, ...]


def read(paths: Iterable[str | Path], *, positions: bool = False) -> list[Reading]:
    """Return what came of reading the files at `paths`, in order.

    With `positions`, keep where everything stands; it saves a second walk if many are asked for.

    A path is a file, a directory of YAML files, or `-` for standard input. A document whose only
    mistakes leave its structure whole, such as a repeated key, is there beside its findings.
    """
    readings: dict[str, Reading] = {}
    for path in map(str, paths):
        inside = files_in(path)
        if isinstance(inside, Reading):
            readings[path] = inside
            continue
        for name in inside:
            if name not in readings:
                readings[name] = read_file(name, positions=positions)
    return list(readings.values())


def files_in(path: str) -> list[str] | Reading:
    """Return the files that a path stands for: itself, or the YAML files of a directory."""
    if path == STDIN or not is_folder(path):
        return [path]
    inside, findings = parts_of(Path(path))
    if findings:
        return Reading(path, None, None, tuple(findings))
    return inside or _failed(path, "input", "this directory holds no .yaml file")


def parse(file: File, *, positions: bool = False) -> Reading:
    """Return what came of reading the text of `file`; `positions` as in `read`."""
    from timetax.files.yaml_walk import walked

    if findings := control_characters(file.name, file.text):
        return Reading(file.name, file, None, tuple(findings))
    found = walked(file.name, file.text, positions=positions)
    document = None
    if found.whole:
        file = replace(file, marks=found.marks)
        document = Document(file, found.value)
    return Reading(file.name, file, document, found.findings)


def read_file(path: str, *, positions: bool = False) -> Reading:
    """Return what came of reading the YAML file at `path`; `positions` as in `read`."""
    name = "<stdin>" if path == STDIN else path
    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except (OSError, ValueError) as error:
        return _failed(name, "input", f"cannot be read: {why_not_opened(error)}")
    return parse_bytes(name, data, positions=positions)


def parse_bytes(name: str, data: bytes, *, positions: bool = False) -> Reading:
    """Return what came of reading the bytes of a YAML file; `positions` as in `read`."""
    mark, encoding = marked(data)
    data = data.removeprefix(mark)
    try:
        return parse(File(name, data.decode(encoding)), positions=positions)
    except UnicodeDecodeError as error:
        message = f"{no_meaning(error, encoding)}; save the file as UTF-8"
        before = data[: error.start].decode(encoding, "replace")
        finding = Finding(_position_after(name, before), "encoding", message)
        return Reading(name, None, None, (finding,))


def why_not_opened(error: OSError | ValueError) -> str:
    """Return why a file cannot be opened: a path that none can have is said in our own words."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return "its name holds a character that the name of no file can"


def _failed(name: str, rule: str, message: str) -> Reading:
    return Reading(name, None, None, (Finding(Position(name), rule, message),))


def _position_after(name: str, before: str) -> Position:
    lines = LINE_END.split(before)
    return Position(name, len(lines), len(lines[-1]) + 1)
