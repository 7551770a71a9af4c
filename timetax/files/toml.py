"""Reads a TOML file with the place of each key and value, which `tomllib` does not tell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timetax.files.encoding import no_meaning
from timetax.findings import Finding, InputError, Position

if TYPE_CHECKING:
    from timetax.files.yaml import KeyPath

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\r\n]*")
_BETWEEN_PARTS = re.compile(r"[ \t]*(\.?)[ \t]*")
_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True)
class TomlFile:
    """A TOML file and its values; finds the position of anything in it when asked."""

    name: str
    text: str
    value: dict[str, Any]

    def position(self, path: "KeyPath") -> Position:
        """Return where the value at `path` stands, or the nearest enclosing one that is there."""
        return self._nearest(self._places.values, path)

    def key_position(self, path: "KeyPath") -> Position:
        """Return where the last key of `path` stands."""
        return self._nearest(self._places.keys, path)

    def _nearest(self, places: dict["KeyPath", int], path: "KeyPath") -> Position:
        while path not in places:
            if not path:
                return Position(self.name, 1, 1)
            path, places = path[:-1], self._places.values
        return _position(self.name, self.text, places[path])

    @cached_property
    def _places(self) -> "_Places":
        places = _Places()
        _Scan(self.text, places).run()
        return places


def read_toml(path: Path) -> TomlFile:
    """Return the TOML file at `path`.

    Raises:
        InputError: it cannot be read or is not valid TOML.
    """
    from tomllib import loads

    name = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return TomlFile(name, text, loads(text))
    except OSError as error:
        position, message = Position(name), f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        position = _position(name, before, len(before))
        message = no_meaning(error, "utf-8")
    except RecursionError:
        position, message = Position(name), "not valid TOML: nested too deep"
    except ValueError as error:
        position, message = _explained(name, text, str(error))
    raise InputError([Finding(position, "configuration", message)])


_IN_OUR_WORDS = {
    "Expected '='": "a '=' is missing after the key",
    "Invalid value": "a value is missing here, or quotes around text",
    "Cannot overwrite": "this is given twice",
    "Cannot declare": "this is given twice",
    "Duplicate": "this is given twice",
    "Expected \"'": "a quote is not closed",
    "Illegal character": "a quote is not closed, or a control character stands here",
    "Unescaped": "a backslash in double quotes begins an escape that TOML does not know; "
    "write it twice, or use single quotes",
    "Unterminated": "a quote is not closed",
    "Unclosed": "the list or table that opens here is not closed, or a ',' is missing",
}
"""Words that tell what `tomllib` has found, and ours."""


def _explained(name: str, text: str, problem: str) -> tuple[Position, str]:
    place = _ERROR_PLACE.search(problem)
    ours = (ours for words, ours in _IN_OUR_WORDS.items() if words in problem)
    message = f"not valid TOML: {next(ours, 'this cannot stand here')}"
    if place is None:
        return Position(name), message
    if place[1] is None:
        return _position(name, text, len(text.rstrip("\n"))), message
    return Position(name, int(place[1]), int(place[2])), message


def _position(name: str, text: str, at: int) -> Position:
    return Position(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


@dataclass
class _Places:
    """Where keys and their values begin."""

    keys: dict["KeyPath", int] = field(default_factory=dict)
    values: dict["KeyPath", int] = field(default_factory=dict)


class _Scan:
    """One pass over a text that is known to be valid TOML, so that it need not check anything."""

    def __init__(self, text: str, places: _Places) -> None:
        self.text = text
        self.places = places
        self.at = 0
        self.lengths: dict[KeyPath, int] = {}

    def run(self) -> None:
        table: KeyPath = ()
        while self.next_character():
            start = self.at
            brackets = 2 if self.text.startswith("[[", start) else 1
            if self.text[start] != "[":
                self.entry(table)
                continue
            self.at += brackets
            self.next_character()
            table = self.header(self.key(), start, is_item=brackets == 2)
            self.at = self.text.index("]", self.at) + brackets

    def next_character(self) -> str:
        """Skip white space and comments; return the character there, or nothing at the end."""
        self.skip(_BLANK)
        return self.text[self.at : self.at + 1]

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        assert match is not None, "the text is valid TOML"
        self.at = match.end()
        return match[0]

    def header(self, parts: list[tuple[str, int]], start: int, *, is_item: bool) -> "KeyPath":
        path: KeyPath = ()
        for place, (name, _) in enumerate(parts, start=1):
            path = (*path, name)
            self.mark(path, start, start)
            if is_item and place == len(parts):
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
                self.mark(path, start, start)
        return path

    def entry(self, table: "KeyPath") -> None:
        parts = self.key()
        self.at = self.text.index("=", self.at) + 1
        self.next_character()
        path = table
        for name, start in parts:
            path = (*path, name)
            self.mark(path, start, self.at)
        self.value(path)

    def key(self) -> list[tuple[str, int]]:
        """Return the parts of a dotted key, each with where it starts."""
        from tomllib import loads

        parts = []
        dot = True
        while dot:
            start = self.at
            quoted = self.text[start] in "\"'"
            part = self.skip(_STRING if quoted else _BARE_KEY)
            parts.append((loads(f"key = {part}")["key"] if quoted else part, start))
            dot = "." in self.skip(_BETWEEN_PARTS)
        return parts

    def value(self, path: "KeyPath") -> None:
        first = self.text[self.at]
        if first in "\"'":
            self.skip(_STRING)
        elif first == "[":
            for index, _ in enumerate(self.items("]")):
                self.mark((*path, index), self.at, self.at)
                self.value((*path, index))
        elif first == "{":
            for _ in self.items("}"):
                self.entry(path)
        else:
            self.skip(_BARE_VALUE)

    def items(self, end: str) -> Iterable[str]:
        """Yield at the start of each item of an array or inline table, and pass over its end."""
        self.at += 1
        while (character := self.next_character()) != end:
            if character == ",":
                self.at += 1
            else:
                yield character
        self.at += 1

    def mark(self, path: "KeyPath", key: int, value: int) -> None:
        self.places.keys.setdefault(path, key)
        self.places.values.setdefault(path, value)
