"""Reads a YAML file into plain text values, each with its position.

Every scalar stays text: the schema decides the type of a value, not its spelling. (A YAML loader
would read agency code `0503` as 323 and `no` as False.)
"""

import codecs
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from timetax.findings import Finding, Position

KeyPath: TypeAlias = tuple[str | int, ...]

STDIN = "-"
MAX_DEPTH = 100
MAX_ALIASED_VALUES = 100_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE = "<<"
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass
class _Marks:
    values: dict[KeyPath, Position] = field(default_factory=dict)
    keys: dict[KeyPath, Position] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """The text of one file; finds the position of anything in it when asked."""

    name: str
    text: str

    def position(self, path: KeyPath) -> Position:
        """Return where the value at `path` stands, or the nearest enclosing value that is there."""
        return self._nearest(self._marks.values, path)

    def key_position(self, path: KeyPath) -> Position:
        """Return where the last key of `path` stands."""
        return self._nearest(self._marks.keys, path)

    def _nearest(self, marks: dict[KeyPath, Position], path: KeyPath) -> Position:
        while path:
            if path in marks:
                return marks[path]
            path, marks = path[:-1], self._marks.values
        return self._marks.values.get((), Position(self.name, 1, 1))

    @cached_property
    def _marks(self) -> _Marks:
        # Errors are rare and marks are many: a second walk costs less than keeping them.
        marks = _Marks()
        with suppress(_BrokenOffError, yaml.YAMLError):
            _Walk(self.name, marks).run(self.text)
        return marks


@dataclass(frozen=True)
class Document:
    """A file and its plain content: mappings, lists, text, and None for an empty value."""

    file: File
    value: Any


def read(paths: Iterable[str | Path]) -> tuple[list[Document], list[Finding]]:
    """Return the documents at `paths`, and the mistakes that kept others from being read.

    A path is a file, a directory of YAML files, or `-` for standard input. A document whose only
    mistakes leave its structure whole, such as a repeated key, is among the documents as well.
    """
    documents: list[Document] = []
    findings: list[Finding] = []
    for name in _file_names(paths, findings):
        text = _read_text(name, findings)
        if text is not None:
            document, mistakes = parse(File("<stdin>" if name == STDIN else name, text))
            findings += mistakes
            if document is not None:
                documents.append(document)
    return documents, findings


def parse(file: File) -> tuple[Document | None, list[Finding]]:
    """Return the document in `file`, or None where it breaks off, and the mistakes of its YAML."""
    findings = _control_characters(file)
    if findings:
        return None, findings
    walk = _Walk(file.name, None)
    try:
        return Document(file, walk.run(file.text)), walk.findings
    except _BrokenOffError:
        return None, walk.findings
    except yaml.MarkedYAMLError as error:
        return None, [*walk.findings, _syntax_finding(file, error)]


def _file_names(paths: Iterable[str | Path], findings: list[Finding]) -> list[str]:
    names: dict[str, None] = {}
    for path in paths:
        if str(path) != STDIN and Path(path).is_dir():
            inside = sorted(
                child
                for child in Path(path).rglob("*.y*ml")
                if child.suffix in {".yaml", ".yml"}
                and not any(part.startswith(".") for part in child.relative_to(path).parts)
            )
            if not inside:
                findings.append(
                    Finding(Position(str(path)), "input", "this directory holds no .yaml file")
                )
            names |= dict.fromkeys(map(str, inside))
        else:
            names[str(path)] = None
    return list(names)


def _read_text(name: str, findings: list[Finding]) -> str | None:
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        findings.append(Finding(Position(name), "input", f"cannot be read: {reason}"))
        return None
    shown_name = "<stdin>" if name == STDIN else name
    encoding = "utf-8"
    for mark, of_encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], of_encoding
            break
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        message = (
            f"not {encoding.upper()} text: byte 0x{data[error.start]:02x} has no meaning here; "
            "save the file as UTF-8"
        )
        findings.append(Finding(_position_after(shown_name, before), "encoding", message))
        return None


def _position_after(name: str, before: str) -> Position:
    lines = before.splitlines(keepends=True)
    if not lines or lines[-1].endswith(("\n", "\r")):
        return Position(name, len(lines) + 1, 1)
    return Position(name, len(lines), len(lines[-1]) + 1)


class _Open:
    """A mapping or list whose end has not been read yet."""

    __slots__ = ("anchor", "key", "key_lines", "size_before", "value")

    def __init__(self, value: dict[str, Any] | list[Any], anchor: str | None, size: int) -> None:
        self.value = value
        self.anchor = anchor
        self.size_before = size
        self.key: Any = _Open
        self.key_lines: dict[str, int] = {}


class _BrokenOffError(Exception):
    """The rest of the file cannot be read."""


def _control_characters(file: File) -> list[Finding]:
    found = list(_CONTROL_CHARACTER.finditer(file.text))
    if any(match.group() == "\x00" for match in found):
        found = [match for match in found if match.group() == "\x00"][:1]
    return [
        Finding(
            _position_after(file.name, file.text[: match.start()]),
            "encoding",
            "a NUL: this is a binary file (or UTF-16 without its mark), not YAML text"
            if match.group() == "\x00"
            else f"control character U+{ord(match.group()):04X}; take it out",
        )
        for match in found
    ]


class _Walk:
    """One pass over the events of a YAML text."""

    def __init__(self, name: str, marks: _Marks | None) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.marks = marks
        self.documents: list[Any] = []
        self.root = _Open(self.documents, None, 0)
        self.stack: list[_Open] = []

    def run(self, text: str) -> Any:
        next_event = _Loader(text).get_event
        here, stack, marks = self.root, self.stack, self.marks
        anchors: dict[str, tuple[Any, int] | None] = {}
        size = aliased = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value = event.value
                if event.implicit[0]:
                    if value in _NULL:
                        value = None
                elif event.tag is not None:
                    self.report_tag(event)
                if event.anchor:
                    anchors[event.anchor] = (value, 1)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.tag is not None:
                    self.report_tag(event)
                if len(stack) == MAX_DEPTH:
                    self.stop(event, f"nested more than {MAX_DEPTH} levels deep")
                if type(here.value) is dict and here.key is _Open:
                    self.stop(event, "a key must be plain text, not a list or mapping")
                if event.anchor:
                    anchors[event.anchor] = None
                if marks is not None:
                    marks.values.setdefault(self.path(here), self.position(event))
                stack.append(here)
                here = _Open({} if kind is yaml.MappingStartEvent else [], event.anchor, size)
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = here.value
                if isinstance(value, dict) and _MERGE in value:
                    self.merge(value, event)
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
                size += alias_size - 1
                aliased += alias_size
                if aliased > MAX_ALIASED_VALUES:
                    self.stop(event, f"aliases repeat more than {MAX_ALIASED_VALUES:,} values")
            elif kind is yaml.StreamEndEvent:
                return self.documents[0] if self.documents else None
            elif kind is yaml.DocumentStartEvent and self.documents:
                self.stop(event, "a second document starts here; put it into a file of its own")
            else:
                continue

            size += 1
            if type(here.value) is dict and here.key is _Open:
                self.start_entry(here, value, event)
            else:
                if marks is not None:
                    marks.values.setdefault(self.path(here), self.position(event))
                self.attach(here, value)

    def start_entry(self, here: _Open, key: Any, event: Any) -> None:
        if not isinstance(key, str):
            self.stop(event, "a key must be plain text, and here it is empty or not text")
        line = event.start_mark.line + 1
        if key in here.key_lines:
            message = f"the key {key!r} is given twice (first on line {here.key_lines[key]})"
            self.findings.append(Finding(self.position(event), "duplicate-key", message))
            here.key = None
        else:
            here.key = key = sys.intern(key)
            here.key_lines[key] = line
            if self.marks is not None:
                self.marks.keys[self.path(here)] = self.position(event)

    def attach(self, here: _Open, value: Any) -> None:
        if isinstance(here.value, list):
            here.value.append(value)
            return
        if here.key is not None:
            here.value[here.key] = value
        here.key = _Open

    def merge(self, mapping: dict[str, Any], event: Any) -> None:
        merged = mapping.pop(_MERGE)
        for other in merged if isinstance(merged, list) else [merged]:
            if not isinstance(other, dict):
                self.stop(event, f"{_MERGE} takes a mapping, such as an alias of one")
            for key in other.keys() - mapping.keys():
                mapping[key] = other[key]

    def path(self, here: _Open) -> KeyPath:
        inner = [*self.stack, here][1:]
        return tuple(
            each.key if isinstance(each.value, dict) else len(each.value) for each in inner
        )

    def position(self, event: Any) -> Position:
        return Position(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def report_tag(self, event: Any) -> None:
        message = f"the tag {event.tag!r} is not used here; write the plain value"
        self.findings.append(Finding(self.position(event), "syntax", message))

    def stop(self, event: Any, message: str) -> NoReturn:
        self.findings.append(Finding(self.position(event), "syntax", message))
        raise _BrokenOffError


def _syntax_finding(file: File, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Finding(Position(file.name), "syntax", str(error))
    problem = error.problem or error.context or "not valid YAML"
    lines = file.text.splitlines()
    character = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
    if "cannot start any token" in problem and character == "\t":
        message = "a tab cannot be used here; indent with spaces"
    elif "cannot start any token" in problem:
        message = f"{character!r} cannot start a value; put the value in quotes"
    elif "mapping values are not allowed" in problem:
        message = "a ':' is not expected here; put text that has a colon in quotes"
    else:
        message = " ".join(filter(None, [problem, error.context]))
    return Finding(Position(file.name, mark.line + 1, mark.column + 1), "syntax", message)
