"""One pass over the events of a YAML text, with the place of each value and the limits of ours.

The library takes longer to import than a small file to read, so this is imported when one is read.
"""

import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeAlias

import yaml

from timetax.files.escapes import as_meant, readable
from timetax.files.syntax import syntax_finding
from timetax.findings import Finding, Position

_Path: TypeAlias = tuple[str | int, ...]

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

    values: dict[_Path, tuple[yaml.Mark, yaml.Mark | None]] = field(default_factory=dict)
    keys: dict[_Path, tuple[yaml.Mark, yaml.Mark | None]] = field(default_factory=dict)
    styled: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Walked:
    """What came of a text: its value and its marks if it is `whole`, and its mistakes."""

    value: Any
    marks: Marks | None
    findings: tuple[Finding, ...]
    whole: bool


def walked(name: str, text: str, *, positions: bool) -> Walked:
    """Return what came of a text; with `positions`, where everything stands too."""
    walk = _Walk(name, Marks() if positions else None)
    try:
        value = walk.run(text)
        return Walked(value, walk.marks, tuple(walk.findings), whole=True)
    except _BrokenOffError:
        findings = walk.findings
    except yaml.MarkedYAMLError as error:
        why = syntax_finding(name, text, error)
        findings = _findings_before(name, text, error) or [*walk.findings, why]
    return Walked(None, None, tuple(findings), whole=False)


def marks_in(name: str, text: str) -> Marks:
    """Return where everything stands in a text, as far as it can be read."""
    marks = Marks()
    with suppress(_BrokenOffError, yaml.YAMLError):
        _Walk(name, marks).run(text)
    return marks


def _findings_before(name: str, text: str, error: yaml.MarkedYAMLError) -> list[Finding]:
    """Return what breaks a text off in front of an error of the library's, if anything does.

    The library looks ahead, so that a limit of its own comes before ours on what stands earlier.
    """
    mark = error.problem_mark
    walk = _Walk(name, None)
    with suppress(yaml.YAMLError):
        try:
            walk.run(text[: mark.index] if mark else "")
        except _BrokenOffError:
            return walk.findings
    return []


class _Open:
    """A mapping or list whose end has not been read yet."""

    __slots__ = (
        *("anchor", "key", "key_lines", "key_path"),
        *("merge_position", "path", "size_before", "value"),
    )

    def __init__(
        self, value: dict[str, Any] | list[Any], anchor: str | None, size: int, path: _Path = ()
    ) -> None:
        self.path = path
        self.value = value
        self.anchor = anchor
        self.size_before = size
        self.key: Any = _NO_KEY
        self.key_path: _Path = ()
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

    def path(self, here: _Open) -> _Path:
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
