"""Reads a YAML file into plain text values, each with its position.

Every scalar stays text: the schema decides the type of a value, not its spelling. (A YAML loader
would read agency code `0503` as 323 and `no` as False.)
"""

import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from timetax.files.encoding import marked, no_meaning
from timetax.files.folders import is_folder, parts_of
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
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass
class Marks:
    """Where the values and keys of a file begin and end; a mapping or list only where it begins."""

    values: dict[KeyPath, tuple[yaml.Mark, yaml.Mark | None]] = field(default_factory=dict)
    keys: dict[KeyPath, tuple[yaml.Mark, yaml.Mark | None]] = field(default_factory=dict)


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
    findings = _control_characters(file)
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
        findings = _findings_before(file, error) or [*walk.findings, _syntax_finding(file, error)]
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
    lines = _LINE_END.split(before)
    return Position(name, len(lines), len(lines[-1]) + 1)


_PAIR = re.compile("([\ue000-\ue3ff])([\ue400-\ue7ff])")
_WRITTEN_PAIR = re.compile(
    r"\\\\|\\u[dD]([89abAB])([0-9a-fA-F]{2})\\u[dD]([c-fC-F])([0-9a-fA-F]{2})"
)
_WRITTEN_STAND_IN = re.compile(r"\\ue([0-3])(\w\w)\\ue([4-7])(\w\w)")
_STAND_IN = re.compile(r"[\ue000-\ue7ff]|\\u[eE][0-7]")


def _readable(text: str) -> tuple[str, bool]:
    """Return text as libyaml reads it, and whether escapes in it stand for others.

    JSON writes a character beyond U+FFFF as two escapes, which libyaml refuses one by one. Two that
    nobody has given a meaning take their places, in as many characters, where the text has none.
    """
    if not _WRITTEN_PAIR.search(text) or _STAND_IN.search(text):
        return text, False
    return _WRITTEN_PAIR.sub(_stand_in, text), True


def _stand_in(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0]
    first, second = int(match[1], 16) - 8, int(match[3], 16) - 8
    return f"\\ue{first}{match[2]}\\ue{second}{match[4]}"


def _as_it_was(text: str) -> str:
    """Return text in which a backslash is no escape, as it was before others took its place."""
    return _WRITTEN_STAND_IN.sub(
        lambda match: f"\\ud{int(match[1]) + 8:x}{match[2]}\\ud{int(match[3]) + 8:x}{match[4]}",
        text,
    )


def _character(match: re.Match[str]) -> str:
    first, second = (ord(each) - ord("\ue000") for each in match.groups())
    return chr(0x10000 + (first << 10) + second - 0x400)


class _Open:
    """A mapping or list whose end has not been read yet."""

    __slots__ = ("anchor", "key", "key_lines", "merge_position", "path", "size_before", "value")

    def __init__(
        self, value: dict[str, Any] | list[Any], anchor: str | None, size: int, path: KeyPath = ()
    ) -> None:
        self.path = path
        self.value = value
        self.anchor = anchor
        self.size_before = size
        self.key: Any = _NO_KEY
        self.key_lines: dict[str, int] = {}
        self.merge_position: Position | None = None


class _BrokenOffError(Exception):
    """The rest of the file cannot be read."""


def _control_characters(file: File) -> list[Finding]:
    if not _CONTROL_CHARACTER.search(file.text):
        return []
    found = [
        (Position(file.name, number, match.start() + 1), match.group())
        for number, line in enumerate(_LINE_END.split(file.text), start=1)
        for match in _CONTROL_CHARACTER.finditer(line)
    ]
    for position, character in found:
        if character == "\x00":
            message = "a NUL: this is a binary file (or UTF-16 without its mark), not YAML text"
            return [Finding(position, "encoding", message)]
    return [
        Finding(position, "encoding", f"control character U+{ord(character):04X}; take it out")
        for position, character in found
    ]


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
        text, paired = _readable(text)
        next_event = _Loader(text).get_event
        here, stack, marks = self.root, self.stack, self.marks
        anchors: dict[str, tuple[Any, int] | None] = {}
        size = aliased = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value = event.value
                if paired:
                    quoted = event.style == '"'
                    value = _PAIR.sub(_character, value) if quoted else _as_it_was(value)
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
        else:
            here.key = key = sys.intern(key)
            here.key_lines[key] = line
            if key == _MERGE and type(event) is yaml.ScalarEvent and event.implicit[0]:
                here.merge_position = self.position(event)
            if self.marks is not None:
                self.marks.keys[self.path(here)] = (event.start_mark, None)

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
        return (*here.path, here.key if isinstance(here.value, dict) else len(here.value))

    def position(self, event: Any) -> Position:
        return Position(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def report_tag(self, event: Any) -> None:
        message = f"the tag {event.tag!r} is not used here; write the plain value"
        self.findings.append(Finding(self.position(event), "syntax", message))

    def stop(self, event: Any, message: str) -> NoReturn:
        self.findings.append(Finding(self.position(event), "syntax", message))
        raise _BrokenOffError


# Words that libyaml and PyYAML have in common, and ours; {opened} is the line of what is not over.
_IN_OUR_WORDS = {
    "mapping values are not allowed": "a ':' is not expected here; "
    "put text that has a colon in quotes",
    "sequence entries are not allowed": "a '-' is not expected here; "
    "begin a list on a line of its own, or put text in quotes",
    "mapping keys are not allowed": "a '?' is not expected here; put text that begins with it in "
    "quotes",
    "expected ':'": "a ':' is missing after the key on line {opened}, or the text that begins "
    "there is not indented",
    "escape character": "a backslash in double quotes begins an escape that YAML does not know; "
    "write it twice, or use single quotes",
    "end of stream": "the quote that opens on line {opened} is not closed",
    "unexpected document": "the quote that opens on line {opened} is not closed",
    "expected ',' or": "the list or mapping that opens on line {opened} is not closed, or a ',' is "
    "missing here",
    "node content": "a value is missing here",
    "tag handle": "a tag is not used here; write the plain value",
    "alphabetic or numeric": "a name is missing after '&' or '*'; put text that begins with it in "
    "quotes",
    "document start": "nothing but '---' can stand here",
    "block mapping": "neither a key of the mapping that begins on line {opened} nor part of the "
    "value before it; look at indentation and quotes",
    "block collection": "neither an item of the list that begins on line {opened} nor part of the "
    "item before it; look at indentation and quotes",
}


def _syntax_finding(file: File, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Finding(Position(file.name), "syntax", "not valid YAML")
    problem = f"{error.problem} {error.context}"
    lines = file.text.splitlines()
    character = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
    if character == "\t" and ("start any token" in problem or "tab" in problem):
        message = "a tab cannot be used here; indent with spaces"
    elif "cannot start any token" in problem:
        message = f"{character!r} cannot start a value; put the value in quotes"
    else:
        ours = (ours for words, ours in _IN_OUR_WORDS.items() if words in problem)
        message = next(ours, "this is not valid YAML")
    opened = (error.context_mark or mark).line + 1
    position = Position(file.name, mark.line + 1, mark.column + 1)
    return Finding(position, "syntax", message.format(opened=opened))
