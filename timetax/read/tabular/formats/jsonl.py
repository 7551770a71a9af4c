"""Reads JSON Lines: an object on each line, whose keys are headings."""

import json
from array import array
from collections.abc import Iterator
from typing import Any

from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.model import Cell, Places, Row, Sheet


def open_jsonl(text: str, name: str) -> Sheet:
    """Return the objects in `text` as rows under the keys that any of them has.

    A list becomes `a; b` and a mapping `a: 1; b: 2`, as in a cell of a spreadsheet.

    Raises:
        InputError: a line is not a JSON object, or holds a key twice.
    """
    lines = array("I")
    objects: list[dict[str, Any]] = []
    findings: list[Finding] = []
    decoder = json.JSONDecoder(
        parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_distinct
    )
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.isspace():
            continue
        try:
            value = decoder.decode(line)
        except json.JSONDecodeError as error:
            message = "not valid JSON; a line must be one JSON object"
            findings.append(Finding(Position(name, number, error.colno), "syntax", message))
            continue
        except RecursionError:
            message = "not JSON that can be read: nested too deep"
            findings.append(Finding(Position(name, number, 1), "syntax", message))
            continue
        except _RepeatedKeyError as error:
            message = f"the key {str(error)!r} is given twice"
            findings.append(Finding(Position(name, number, 1), "duplicate-key", message))
            continue
        if not isinstance(value, dict):
            message = 'a line must be a JSON object, such as {"title": "..."}'
            findings.append(Finding(Position(name, number, 1), "syntax", message))
            continue
        objects.append(value)
        lines.append(number)
    header = tuple({key: None for each in objects for key in each})
    for index, value in enumerate(objects):
        for key, content in value.items():
            if isinstance(content, list | dict) and _nested(content):
                position = Position(name, lines[index], header.index(key) + 1)
                message = f"{key}: a list or mapping inside another cannot stand in a cell"
                findings.append(Finding(position, "value", message))
    if findings:
        findings.sort(key=lambda each: (each.position.line, each.position.column))
        raise InputError(findings)
    return Sheet(Places(name, lines), _rows(objects, header), header)


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
