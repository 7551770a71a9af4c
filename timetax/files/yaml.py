"""Reads a YAML file into plain text values, each with its position.

Every scalar stays text: the schema decides the type of a value, not its spelling. (A YAML loader
would read agency code `0503` as 323 and `no` as False.)
"""

import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from timetax.files.encoding import marked, no_meaning
from timetax.files.escapes import as_meant, readable
from timetax.files.folders import is_folder, parts_of
from timetax.files.syntax import LINE_END, control_characters, syntax_finding
from timetax.findings import Finding, Position

KeyPath: TypeAlias = tuple[str | int, ...]

STDIN = "-"
MAX_DEPTH = 100
MAX_ALIASED_VALUES = 100_000
CHARACTERS_OF_A_VALUE = 100
"""Text longer than this counts as several values when aliases repeat it."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE = "<<"
_NO_KEY = object()


@dataclass
class Marks:
    """Where the values and keys of a file begin and end; a mapping or list only where it begins.

    `styled` has from where to where each text is written that is quoted or a block, and its style.
    """

    values: dict[KeyPath, tuple[yaml.Mark, yaml.Mark | None]] = field(default_factory=dict)
    keys: dict[KeyPath, tuple[yaml.Mark, yaml.Mark | None]] = field(default_factory=dict)
    styled: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class File:
    """The text of one file; finds the position of anything in it when asked.

    `marks` are those positions, where it was known when reading that many would be asked for.
    """

    name: str
    text: str
    marks: Marks | None = field(default=None, compare=False, repr=False)

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
        self, marks: dict[KeyPath, tuple[yaml.Mark, yaml.Mark | None]], path: KeyPath
    ) -> Position:
        while path and path not in marks:
            path, marks = path[:-1], self._marks.values
        if path not in marks:
            return Position(self.name, 1, 1)
        begin, _ = marks[path]
        return Position(self.name, begin.line + 1, begin.column + 1)

    @cached_property
    def _marks(self) -> Marks:
        if self.marks is not None:
            return self.marks
        # Errors are rare and marks are many: a second walk costs less than keeping them.
        marks = Marks()
        with suppress(_BrokenOffError, yaml.YAMLError):
            _Walk(self.name, marks).run(self.text)
        return marks


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
    findings = control_characters(file.name, file.text)
    if findings:
        return Reading(file.name, file, None, tuple(findings))
    walk = _Walk(file.name, Marks() if positions else None)
    document = None
    try:
        value = walk.run(file.text)
        file = replace(file, marks=walk.marks)
        document = Document(file, value)
    except _BrokenOffError:
        pass
    except yaml.MarkedYAMLError as error:
        why = syntax_finding(file.name, file.text, error)
        findings = _findings_before(file, error) or [*walk.findings, why]
        return Reading(file.name, file, None, tuple(findings))
    return Reading(file.name, file, document, tuple(walk.findings))


def _findings_before(file: File, error: yaml.MarkedYAMLError) -> list[Finding]:
    """Return what breaks the file off in front of an error of the library's, if anything does.

    The library looks ahead, so that a limit of its own comes before ours on what stands earlier.
    """
    mark = error.problem_mark
    walk = _Walk(file.name, None)
    with suppress(yaml.YAMLError):
        try:
            walk.run(file.text[: mark.index] if mark else "")
        except _BrokenOffError:
            return walk.findings
    return []


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


class _Open:
    """A mapping or list whose end has not been read yet."""

    __slots__ = (
        *("anchor", "key", "key_lines", "key_path"),
        *("merge_position", "path", "size_before", "value"),
    )

    def __init__(
        self, value: dict[str, Any] | list[Any], anchor: str | None, size: int, path: KeyPath = ()
    ) -> None:
        self.path = path
        self.value = value
        self.anchor = anchor
        self.size_before = size
        self.key: Any = _NO_KEY
        self.key_path: KeyPath = ()
        self.key_lines: dict[str, int] = {}
        self.merge_position: Position | None = None


class _BrokenOffError(Exception):
    """The rest of the file cannot be read."""


class _Walk:
    """One pass over the events of a YAML text."""

    def __init__(self, name: str, marks: Marks | None) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.marks = marks
        self.documents: list[Any] = []
        self.root = _Open(self.documents, None, 0)
        self.stack: list[_Open] = []

    def run(self, text: str) -> Any:
        text, paired = readable(text)
        next_event = _Loader(text).get_event
        here, stack, marks = self.root, self.stack, self.marks
        anchors: dict[str, tuple[Any, int] | None] = {}
        size = aliased = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value, style = event.value, event.style
                if paired:
                    value = as_meant(value, quoted=style == '"')
                if style and marks is not None:
                    place = event.start_mark.index, event.end_mark.index
                    marks.styled.append((*place, style))
                weight = 1 + len(value) // CHARACTERS_OF_A_VALUE
                size += weight
                if event.implicit[0]:
                    if value in _NULL:
                        value = None
                elif event.tag is not None:
                    self.report_tag(event)
                if event.anchor:
                    anchors[event.anchor] = (value, weight)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.tag is not None:
                    self.report_tag(event)
                if len(stack) == MAX_DEPTH:
                    self.stop(event, f"nested more than {MAX_DEPTH} levels deep")
                if type(here.value) is dict and here.key is _NO_KEY:
                    self.stop(event, "a key must be plain text, not a list or mapping")
                if event.anchor:
                    anchors[event.anchor] = None
                if marks is not None:
                    path = self.path(here)
                    marks.values[path] = (event.start_mark, None)
                else:
                    path = ()
                stack.append(here)
                content: Any = {} if kind is yaml.MappingStartEvent else []
                here = _Open(content, event.anchor, size, path)
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = here.value
                if isinstance(value, dict) and here.merge_position is not None:
                    self.merge(value, here.merge_position)
                if here.anchor:
                    anchors[here.anchor] = (value, size - here.size_before + 1)
                here = stack.pop()
                self.attach(here, value)
                size += 1
                continue
            elif kind is yaml.AliasEvent:
                anchored = anchors.get(event.anchor)
                if anchored is None:
                    inside = event.anchor in anchors
                    self.stop(
                        event,
                        f"*{event.anchor} stands inside &{event.anchor} itself"
                        if inside
                        else f"*{event.anchor} refers to an anchor that is not defined before it",
                    )
                value, alias_size = anchored
                size += alias_size
                aliased += alias_size
                if aliased > MAX_ALIASED_VALUES:
                    self.stop(event, f"aliases repeat more than {MAX_ALIASED_VALUES:,} values")
            elif kind is yaml.StreamEndEvent:
                return self.documents[0] if self.documents else None
            elif kind is yaml.DocumentStartEvent and self.documents:
                message = "a second document starts here; put it into a file of its own"
                self.findings.append(Finding(self.position(event), "syntax", message))
                return self.documents[0]
            else:
                continue

            if type(here.value) is dict and here.key is _NO_KEY:
                self.start_entry(here, value, event)
            else:
                if marks is not None:
                    end = event.end_mark if kind is yaml.ScalarEvent else None
                    marks.values[self.path(here)] = (event.start_mark, end)
                self.attach(here, value)

    def start_entry(self, here: _Open, key: Any, event: Any) -> None:
        if not isinstance(key, str):
            self.stop(event, "a key must be plain text, and here it is empty or not text")
        line = event.start_mark.line + 1
        if key in here.key_lines:
            message = f"the key {key!r} is given twice (first on line {here.key_lines[key]})"
            self.findings.append(Finding(self.position(event), "duplicate-key", message))
            here.key = None
            here.key_path = (*here.path, here.key)
        else:
            here.key = key = sys.intern(key)
            here.key_lines[key] = line
            if key == _MERGE and type(event) is yaml.ScalarEvent and event.implicit[0]:
                here.merge_position = self.position(event)
            if self.marks is not None:
                here.key_path = (*here.path, key)
                self.marks.keys[here.key_path] = (event.start_mark, None)

    def attach(self, here: _Open, value: Any) -> None:
        if isinstance(here.value, list):
            here.value.append(value)
            return
        if here.key is not None:
            here.value[here.key] = value
        here.key = _NO_KEY

    def merge(self, mapping: dict[str, Any], position: Position) -> None:
        merged = mapping.pop(_MERGE)
        for other in merged if isinstance(merged, list) else [merged]:
            if not isinstance(other, dict):
                message = f"{_MERGE} takes a mapping, such as an alias of one"
                self.findings.append(Finding(position, "syntax", message))
                continue
            for key, value in other.items():
                mapping.setdefault(key, value)

    def path(self, here: _Open) -> KeyPath:
        if here is self.root:
            return ()
        if type(here.value) is list:
            return (*here.path, len(here.value))
        return here.key_path

    def position(self, event: Any) -> Position:
        return Position(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def report_tag(self, event: Any) -> None:
        message = f"the tag {event.tag!r} is not used here; write the plain value"
        self.findings.append(Finding(self.position(event), "syntax", message))

    def stop(self, event: Any, message: str) -> NoReturn:
        self.findings.append(Finding(self.position(event), "syntax", message))
        raise _BrokenOffError
