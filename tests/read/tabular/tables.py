"""Small tables for tests, written as people keep them."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import openpyxl
import pandas as pd

from tests.frames import assert_same_frame
from timetax.catalogue.validation import Validated, validated
from timetax.read.tabular.model import TableOptions
from timetax.read.tabular.reading import TableReading, read_table
from timetax.tables.layouts import Tables

HEADINGS = ("Title", "Agency", "Annual responses", "Minutes per response")


def assert_same_tables(ours: Tables, theirs: Tables) -> None:
    """Assert that both are the same to the bit; their catalogue stands behind one road alone."""
    for each in fields(Tables):
        if each.name == "catalogue":
            continue
        one, other = getattr(ours, each.name), getattr(theirs, each.name)
        if isinstance(other, pd.DataFrame):
            assert_same_frame(one, other, each.name)
        else:
            assert one == other


def csv_of(rows: Sequence[Sequence[Any]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def xlsx_of(
    rows: Sequence[Sequence[Any]], *, sheet: str = "Sheet1", others: Mapping[str, Any] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = sheet
    for row in rows:
        first.append(list(row))
    for title, content in (others or {}).items():
        more = book.create_sheet(title)
        for row in content:
            more.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read_csv(data: bytes | str, **options: Any) -> TableReading:
    data = data.encode() if isinstance(data, str) else data
    return read_table(data, "forms.csv", "csv", TableOptions(**options))


def read_xlsx(data: bytes, **options: Any) -> TableReading:
    return read_table(data, "book.xlsx", "xlsx", TableOptions(**options))


def mistakes(table: TableReading) -> list[str]:
    return [str(finding) for finding in table.reading.findings]


def places(table: TableReading) -> list[str]:
    return [str(finding.position) for finding in table.reading.findings]


def forms(table: TableReading) -> list[dict[str, Any]]:
    assert mistakes(table) == []
    assert table.reading.document is not None
    content: list[dict[str, Any]] = table.reading.document.value["forms"]
    return content


def valid(table: TableReading) -> Validated:
    assert mistakes(table) == []
    assert table.reading.document is not None
    made = validated(table.reading.document)
    assert made.findings == ()
    return made


def one_column(heading: str, *cells: str, **options: Any) -> TableReading:
    rows = [["Title", "Agency", heading]] + [[f"T{i}", "A", cell] for i, cell in enumerate(cells)]
    return read_csv(csv_of(rows), **options)


def column(key: str, table: TableReading) -> list[Any]:
    return [form.get(key) for form in forms(table)]
