"""JSON whose objects are rows and their keys headings: one on each line, or a list of them.

The list may stand below a key of an object, as services answer: `{"count": 2, "results": [...]}`.
"""

import json
import re
from array import array
from collections.abc import Iterator
from typing import Any, TypeAlias

from timetax.files.json import HALF_OF_A_CHARACTER, may_hold_half, path_to_half
from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.among import Among, chosen, others_left_out
from timetax.read.tabular.delimited import decoded
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Cell, Places, Row, Sheet, TableOptions
from timetax.read.tabular.scale import scale_said
from timetax.wording.hints import shown

_LIST = re.compile(r"\[\s*(\{|\]\s*$)")
_SPACE = re.compile(r"\s*")
_WHAT = "list"
_DEEPEST = 4
"""Objects inside one another in which lists are looked for."""

_Found: TypeAlias = tuple[int, int, dict[str, Any] | tuple[str, str]]
"""Line, column, and the object there, or the rule and message of what is wrong."""


def _recognises(start: Start, options: TableOptions) -> str:
    text = start.text.lstrip()
    if _LIST.match(text):
        return "it is a list of objects"
    if lists := _lists_below_keys(text):
        return f"it has a list of objects below {shown(lists[0].name)}"
    line = next(iter(start.lines), "").strip()
    if line.startswith("{") and _is_a_record(line, len(text)):
        return "its first line is an object"
    return ""


def _is_a_record(line: str, head: int) -> bool:
    """Return whether a line is an object of its own, and no beginning of a catalogue in JSON."""
    if len(line) >= head:  # it may go on beyond what was read of it
        return '"timetax"' not in line
    try:
        return "timetax" not in json.loads(line)
    except (ValueError, RecursionError):
        return False


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    """Return the objects as rows under the keys that any of them has.

    A list becomes `a; b` and a mapping `a: 1; b: 2`, as in a cell of a spreadsheet.

    Raises:
        InputError: something is not a JSON object, or holds a key twice.
    """
    text = decoded(data, name)
    lines = array("I")
    objects: list[dict[str, Any]] = []
    findings: list[Finding] = []
    beside: list[tuple[int, str]] = []
    lists = _lists_below_keys(text, beside)
    notes: tuple[str, ...] = ()
    if lists:
        read = chosen(lists, _WHAT, name, options)
        notes = others_left_out(lists, read, _WHAT, name)
        values = _in_list(text, read.lines[0])
    elif text.lstrip().startswith("["):
        values = _in_list(text, text.index("["))
    else:
        values = _on_lines(text)
    for number, column, value in values:
        if isinstance(value, dict):
            objects.append(value)
            lines.append(number)
        else:
            rule, message = value
            findings.append(Finding(Position(name, number, column), rule, message))
    header = tuple({key: None for each in objects for key in each})
    halves = may_hold_half(text)
    for index, value in enumerate(objects):
        for key, content in value.items():
            if isinstance(content, list | dict) and _nested(content):
                position = Position(name, lines[index], header.index(key) + 1)
                message = f"{key}: a list or mapping inside another cannot stand in a cell"
                findings.append(Finding(position, "value", message))
        if halves and (path := path_to_half(value)) is not None:
            position = Position(name, lines[index], header.index(path[0]) + 1 if path else 1)
            findings.append(Finding(position, "value", HALF_OF_A_CHARACTER))
    if findings:
        findings.sort(key=lambda each: (each.position.line, each.position.column))
        raise InputError(findings)
    said = tuple((Position(name, line, 1), each) for line, each in beside)
    return Sheet(Places(name, lines), _rows(objects, header), header, notes, said=said)


def _on_lines(text: str) -> Iterator[_Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.isspace():
            yield _decoded(line, 0, number)[0]


def _lists_below_keys(text: str, said: list[tuple[int, str]] | None = None) -> list[Among]:
    """Return the lists of objects in an object, each with its first object and where it begins.

    There are none where further objects follow, each on its line, or if it is no object. A text
    that is cut off, as the beginning of a file is, has those that begin in it.
    """
    begin = _end_of_space(text, 0)
    if text[begin : begin + 1] != "{":
        return []
    found: list[Among] = []
    try:
        end = _walk(text, begin, (), found, [] if said is None else said)
    except (ValueError, IndexError, RecursionError, _RepeatedKeyError):
        return found  # it is cut off, or what is wrong in it is said when it is read
    return found if _end_of_space(text, end) == len(text) else []


def _walk(
    text: str, at: int, path: tuple[str, ...], found: list[Among], said: list[tuple[int, str]]
) -> int:
    """Gather the lists of objects in the object that begins at a place; return where it ends.

    Texts beside them that speak of a scale are gathered with their line.
    """
    at = _end_of_space(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _end_of_space(text, at)
        if text[at] != ":":
            raise ValueError
        at = _end_of_space(text, at + 1)
        inside = (*path, str(key))
        if text[at] == "{" and len(inside) < _DEEPEST:
            at = _walk(text, at, inside, found, said)
        else:
            if _LIST.match(text, at) and text[_end_of_space(text, at + 1)] == "{":
                first, _ = _DECODER.raw_decode(text, _end_of_space(text, at + 1))
                line = text.count("\n", 0, at) + 1
                found.append(Among(".".join(inside), line, [tuple(first)], [at]))
            value, end = _DECODER.raw_decode(text, at)
            if isinstance(value, str) and scale_said(f"{key}: {value}"):
                said.append((text.count("\n", 0, at) + 1, f"{key}: {value}"))
            at = end
        at = _end_of_space(text, at)
        if text[at] == ",":
            at = _end_of_space(text, at + 1)
        elif text[at] != "}":
            raise ValueError
    return at + 1


def _in_list(text: str, at: int) -> Iterator[_Found]:
    """Yield what stands in the list that begins at a place, until something cannot be read."""
    at += 1
    number, counted = text.count("\n", 0, at) + 1, at
    while True:
        at = _end_of_space(text, at)
        number, counted = number + text.count("\n", counted, at), at
        if text[at : at + 1] == "]":
            return
        found, at = _decoded(text, at, number)
        yield found
        if at < 0:
            return
        at = _end_of_space(text, at)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != "]":
            yield number, 1, ("syntax", "not JSON: the list goes on without a comma, or has no end")
            return


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _decoded(text: str, at: int, number: int) -> tuple[_Found, int]:
    """Return the value that begins at a place, or what is wrong there, and where it ends."""
    try:
        at = _end_of_space(text, at)
        value, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        line = number + text.count("\n", at, error.pos)
        return (line, error.colno, ("syntax", f"not JSON from here on ({error.msg})")), -1
    except RecursionError:
        return (number, 1, ("syntax", "not JSON that can be read: nested too deep")), -1
    except _RepeatedKeyError as error:
        return (number, 1, ("duplicate-key", f"the key {str(error)!r} is given twice")), -1
    if not isinstance(value, dict):
        message = 'a row must be a JSON object, such as {"title": "..."}'
        return (number, 1, ("syntax", message)), -1
    return (number, 1, value), end


class _RepeatedKeyError(Exception):
    """An object has a key twice."""


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for i, key in enumerate(keys) if key in keys[:i]))
    return value


def _nested(content: Any) -> bool:
    values = content.values() if isinstance(content, dict) else content
    return any(isinstance(each, list | dict) for each in values)


def _rows(objects: list[dict[str, Any]], header: tuple[str, ...]) -> Iterator[Row]:
    for value in objects:
        row = list(map(value.get, header))
        for index, cell in enumerate(row):
            if type(cell) is not str and cell is not None:
                row[index] = _text(cell)
        yield row


def _text(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_text(each) or "" for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(each) or ''}" for key, each in value.items())
    return None if value is None else str(value)


_DECODER = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_distinct
)
FORMAT = SheetFormat("JSON", _recognises, _open)
