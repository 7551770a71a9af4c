"""A report as JSON, versioned: the raw numbers, and the format that reports are exchanged in.

It is written piece by piece: the rows of a large report as one text would take as much memory as
all that was read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

from timetax.engine.burden import full_time_years
from timetax.render.format import Format
from timetax.reports.report import Report, Row, Section
from timetax.tables.saved_writing import TABLES, as_json_parts
from timetax.wording.numbers import raw
from timetax.wording.terminal import printable_json

_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=2).encode
_on_a_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_AT_ONCE = 512
"""Rows that are one piece."""


def render(report: Report) -> str:
    """Return the report as a JSON object; an unknown figure is null."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the pieces of the report as a JSON object; an unknown figure is null."""
    return map(printable_json, _pieces(report))


def _pieces(report: Report) -> Iterator[str]:
    content: dict[str, Any] = {
        report.format[0]: report.format[1],
        "title": report.title,
        "headline": report.headline,
        "description": report.description,
        "currency": report.currency,
    }
    if report.total is not None:
        content["total"] = {key: raw(value) for key, value in asdict(report.total).items()} | {
            "minutes_per_response": raw(report.total.minutes_per_response),
            "full_time_years": raw(full_time_years(report.total.burden_hours)),
        }
    content |= _plain(report.data)
    yield _encoded(content).removesuffix("\n}")
    yield ',\n  "sections": '
    yield from _list((_section(each) for each in report.sections if not each.only_for_people), 2)
    yield f',\n  "notes": {_at(2, _encoded(list(report.notes)))}'
    if report.tables is not None:
        yield f',\n  "{TABLES}": '
        yield from _joined(as_json_parts(report.tables))
    yield "\n}\n"


def _section(whole: Section) -> Iterator[str]:
    section = whole.for_data()
    keys = [_on_a_line(column.key) for column in section.columns]

    def named(row: Row, indent: int) -> str:
        values = (_on_a_line(raw(value)) for value in row)
        members = (f"{key}: {value}" for key, value in zip(keys, values, strict=True))
        return _at(indent, "{\n  " + ",\n  ".join(members) + "\n}")

    head = {"key": section.key, "title": section.title, "by": list(section.by)}
    yield _at(4, _encoded(head).removesuffix("\n}"))
    yield ',\n      "rows": '
    yield from _joined(_list((iter([named(row, 8)]) for row in section.rows), 6))
    yield f',\n      "rest": {named(section.rest, 6) if section.rest else "null"}'
    yield f',\n      "notes": {_at(6, _encoded(list(section.notes)))}\n    }}'


def _list(items: Iterable[Iterator[str]], indent: int) -> Iterator[str]:
    """Yield the parts of a list of items that are given in parts, its end at an indent."""
    before, end = "[", "[]"
    for item in items:
        yield f"{before}\n{' ' * (indent + 2)}"
        yield from item
        before, end = ",", f"\n{' ' * indent}]"
    yield end


def _at(indent: int, text: str) -> str:
    """Return the text of a value with its lines but the first at an indent."""
    return text.replace("\n", f"\n{' ' * indent}")


def _joined(parts: Iterator[str]) -> Iterator[str]:
    while piece := "".join(islice(parts, _AT_ONCE)):
        yield piece


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return raw(value)


FORMAT = Format(write=render, pieces=pieces, suffixes=(".json",))
