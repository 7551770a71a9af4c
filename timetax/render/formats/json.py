"""A report as JSON, versioned: the raw numbers, and the format that reports are exchanged in."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from timetax.engine.burden import full_time_years
from timetax.render.format import Format
from timetax.reports.report import Report, Section
from timetax.tables.saved_writing import TABLES, as_json
from timetax.wording.numbers import raw


def render(report: Report) -> str:
    """Return the report as a JSON object; an unknown figure is null."""
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
    content["sections"] = [_section(each) for each in report.sections if not each.only_for_people]
    content["notes"] = list(report.notes)
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2)
    if report.tables is not None:
        members = text.removesuffix("\n}")
        text = f'{members},\n  "{TABLES}": {as_json(report.tables)}\n}}'
    return f"{text}\n"


def _section(whole: Section) -> dict[str, Any]:
    section = whole.for_data()
    keys = [column.key for column in section.columns]

    def named(row: tuple[Any, ...]) -> dict[str, Any]:
        return dict(zip(keys, map(raw, row), strict=True))

    return {
        "key": section.key,
        "title": section.title,
        "by": list(section.by),
        "rows": [named(row) for row in section.rows],
        "rest": named(section.rest) if section.rest else None,
        "notes": list(section.notes),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return raw(value)


FORMAT = Format(write=render, suffix=".json")
