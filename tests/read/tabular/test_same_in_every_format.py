"""The same table gives the same reading plan and the same forms, however it is stored."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from tests.read.tabular.tables import HEADINGS, csv_of, xlsx_of
from tests.read.tabular.test_workbooks import ods_of
from timetax.read.tabular.reading import ColumnReading, read_sheet

CASES = sorted((Path(__file__).parent / "cases").rglob("*.csv"))
MADE: dict[str, list[Sequence[str]]] = {
    "plain": [HEADINGS, ["Dog licence", "CLERK", "1200", "15"], ["Permit", "CLERK", "5", "30.5"]],
    "text in figures": [HEADINGS, ["Dog licence", "CLERK", "1,200", "about 15"]],
    "a title above": [["My inventory"], [], HEADINGS, ["Dog licence", "CLERK", "12", "15"]],
    "a column nobody knows": [[*HEADINGS, "Colour"], ["Dog licence", "CLERK", "12", "15", "red"]],
    "a total": [HEADINGS, ["A", "X", "12", "15"], ["B", "X", "8", "15"], ["Total", "", "20", ""]],
}
_PLAIN_NUMBER = re.compile(r"(0|[1-9]\d{0,14})(\.\d{0,6}[1-9])?")

Rows = Sequence[Sequence[str]]


def typed(rows: Rows) -> list[list[Any]]:
    """Return rows as a workbook has them: numbers, and texts without the formula around them."""

    def cell(text: str) -> Any:
        if _PLAIN_NUMBER.fullmatch(text):
            return float(text)
        return text[2:-1] if text.startswith('="') else text or None

    return [list(map(cell, row)) for row in rows]


def json_of(rows: Rows) -> bytes:
    header, *others = rows
    return json.dumps([dict(zip(header, row, strict=False)) for row in others]).encode()


def lines_of(rows: Rows) -> bytes:
    header, *others = rows
    objects = (dict(zip(header, row, strict=False)) for row in others)
    return "".join(f"{json.dumps(each)}\n" for each in objects).encode()


def parquet_of(rows: Rows) -> bytes:
    header, *others = rows
    full = [[*row, *[""] * (len(header) - len(row))] for row in others]
    columns = {name: [row[i] or None for row in full] for i, name in enumerate(header)}
    data = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), data)
    return data.getvalue()


FREE: dict[str, tuple[str, Callable[[Rows], bytes]]] = {
    "TSV": ("tsv", lambda rows: csv_of(rows, "\t")),
    "semicolons": ("csv", lambda rows: csv_of(rows, ";")),
    "Excel": ("xlsx", lambda rows: xlsx_of(typed(rows))),
    "OpenDocument": ("ods", lambda rows: ods_of(typed(rows))),
}
"""Formats that hold any rows."""
WITH_KEYS: dict[str, tuple[str, Callable[[Rows], bytes]]] = {
    "JSON": ("json", json_of),
    "JSON lines": ("json", lines_of),
    "Parquet": ("parquet", parquet_of),
}
"""Formats in which the headings are keys: they have nothing above, and none twice."""


def rows_in(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig")
    first = text.splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def known(rows: Rows, kind: str, make: Callable[[Rows], bytes]) -> dict[str, Any]:
    """Return all that a reading says, without the places, which each format has of its own."""
    read = read_sheet(make(rows), "forms", kind)
    if not isinstance(read, ColumnReading):
        return {"findings": sorted({each.rule for each in read.reading.findings})}
    plan = read.plan
    return {
        "columns": [(each.heading, each.key, each.unit) for each in plan.columns],
        "left out": [(each.reason, each.label, each.figures) for each in plan.left_out],
        "proofs": [(each.what, each.stated, each.found, each.agrees) for each in plan.proofs],
        "inferences": [each.what for each in plan.inferences],
        "questions": [
            [re.sub(r"(?<=keep:|drop:)[\d,]+", "N", answer.option) for answer in each.answers]
            for each in plan.questions
        ],
        "findings": [each.rule for each in read.findings],
        "forms": read.columns and {key: list(each) for key, each in read.columns.values.items()},
    }


def tables() -> list[Any]:
    made = [pytest.param(rows, id=name) for name, rows in MADE.items()]
    return made + [
        pytest.param(rows_in(path), id=f"{path.parent.name}/{path.name}") for path in CASES
    ]


def has_keys(rows: Rows) -> bool:
    header, *others = rows
    first = read_sheet(csv_of(rows), "forms", "csv")
    heading = first.plan.heading_rows if isinstance(first, ColumnReading) else ()
    distinct = len(set(header)) == len(header) and all(header)
    return distinct and heading == (1,) and all(0 < len(row) <= len(header) for row in others)


@pytest.mark.parametrize("rows", tables())
@pytest.mark.parametrize("name", [*FREE, *WITH_KEYS])
def test_a_table_is_read_the_same_in_every_format(name: str, rows: Rows) -> None:
    if name in WITH_KEYS and not has_keys(rows):
        pytest.skip("its headings are no keys")
    expected = known(rows, "csv", csv_of)
    assert known(rows, *(FREE | WITH_KEYS)[name]) == expected
