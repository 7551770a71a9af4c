import datetime
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import ModuleType
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from tests.read.tabular.tables import column, forms, mistakes, places, read_csv, valid
from timetax.read.tabular.reading import TableReading, read_table


def jsonl(text: str) -> TableReading:
    return read_table(text.encode(), "forms.jsonl", "json")


def parquet(columns: Mapping[str, list[Any]]) -> TableReading:
    data = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(dict(columns)), data)
    return read_table(data.getvalue(), "forms.parquet", "parquet")


def test_objects_on_lines_are_forms() -> None:
    table = jsonl(
        '{"title": "A", "agency": "X", "responses": 12000, "minutes_per_response": 0.10}\n'
        "\n"
        '{"agency": "X", "title": "B", "life_events": ["a", "b"]}\n'
        '{"agency": "X", "title": "C", "life_events": {"a": 0.4, "b": 0.6}, "responses": null}\n'
    )
    assert column("responses", table) == ["12000", None, None]
    assert column("minutes_per_response", table) == ["0.10", None, None]
    assert column("life_events", table) == [None, ["a", "b"], {"a": "0.4", "b": "0.6"}]
    file = valid(table).file
    assert str(file.position(("forms", 1, "agency"))) == "forms.jsonl:3:2"


def test_every_line_that_is_no_object_is_an_error() -> None:
    table = jsonl(
        '{"title": "A"\n[1]\n{"title": "A", "title": "B"}\n{"agency": {"a": [1]}}\n' + "[" * 100_000
    )
    assert places(table) == [
        "forms.jsonl:1:14", "forms.jsonl:2:1", "forms.jsonl:3:1", "forms.jsonl:4:1",
        "forms.jsonl:5:1",
    ]  # fmt: skip


def test_a_value_on_a_line_that_is_wrong_is_an_error_with_its_line() -> None:
    table = jsonl('{"title": "A", "agency": "X", "responses": -5}\n')
    assert mistakes(table) == ["forms.jsonl:1:3: error: responses: '-5' is negative [value]"]


def test_a_parquet_file_is_read_with_its_types() -> None:
    table = parquet(
        {
            "Title": ["A", "B"],
            "Agency": ["X", "X"],
            "Responses": [12_000, None],
            "Hours per response": [0.25, float("nan")],
            "Total annual hours": [Decimal("3000.50"), None],
            "Expires": [datetime.date(2027, 6, 30), None],
            "Life events": [["a", "b"], None],
        }
    )
    first, second = forms(table)
    assert first == {
        "id": "a", "title": "A", "agency": "X", "responses": "12000", "minutes_per_response": "15",
        "published_hours": "3000.5", "expires": "2027-06-30", "life_events": ["a", "b"],
    }  # fmt: skip
    assert second == {"id": "b", "title": "B", "agency": "X"}
    valid(table)


def test_a_row_of_a_parquet_file_is_a_line() -> None:
    table = parquet({"Title": ["A", "B"], "Agency": ["X", "X"], "Responses": [5.0, -5.0]})
    assert places(table) == ["forms.parquet:2:3"]


def test_what_is_no_parquet_file_is_an_error() -> None:
    (message,) = mistakes(read_table(b"PAR1xxxxPAR1", "x.parquet", "parquet"))
    assert message.startswith("x.parquet: error: no Parquet file that can be read: ")


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert mistakes(read_table(b"", "x.parquet", "parquet")) == [
        "x.parquet: error: reading Parquet files needs pyarrow: "
        "pip install 'timetax[parquet]' [input]"
    ]


def test_the_layout_of_our_own_is_read_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def document_of(
        header: list[str], rows: Iterable[list[str | None]]
    ) -> tuple[dict[str, Any], Callable[[Any], tuple[int, int] | None]]:
        content = [list(row) for row in rows]
        return {"header": header, "rows": content}, lambda path: (1, 2) if path else None

    stub = ModuleType("timetax.read.tabular.flat")
    stub.document_of = document_of  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "timetax.read.tabular.flat", stub)
    table = read_csv("timetax_record,title,agency\nform,A,X\nform,,X\n")
    assert table.reading.document is not None
    assert table.reading.document.value == {
        "header": ["timetax_record", "title", "agency"],
        "rows": [["form", "A", "X"], ["form", None, "X"]],
    }
    assert table.reading.file is not None
    assert str(table.reading.file.position(("forms", 1, "agency"))) == "forms.csv:3:3"
    assert str(table.reading.file.position(())) == "forms.csv:1:1"


def test_the_layout_of_our_own_becomes_a_catalogue() -> None:
    table = read_csv("timetax_record,id,title,agency,responses\nform,a,A,X,5\nform,b,B,X,-1\n")
    assert json.dumps(column("id", table)) == '["a", "b"]'
