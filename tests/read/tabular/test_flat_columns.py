"""The road by columns of flat Parquet files gives what that by the catalogue gives, or None."""

import io
import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import made_inventory
from tests.read.tabular.tables import assert_same_tables
from tests.write import made
from timetax.bundle import bundled
from timetax.catalogue.catalogue import Catalogue, merged
from timetax.catalogue.validation import validated
from timetax.files.yaml import Document, File
from timetax.findings import InputError
from timetax.read.inputs import Blob, read_inputs
from timetax.read.options import ReadOptions
from timetax.read.tabular.flat_columns import tables_of
from timetax.read.tabular.flat_reading import FlatReading
from timetax.read.to_catalogue import load
from timetax.tables.tabulate import tabulate
from timetax.write.formats.parquet import as_parquet

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "good").glob("*.yaml"))
ROWS: dict[str, list[str | float | None]] = {
    "timetax_record": ["catalogue", "agency", "agency", "life_event", "request", "form", "form"],
    "id": [None, "A", "B", "birth", "r1", "a", "b"],
    "title": ["All", None, None, None, "A request", "One", "Zw\u00f6lf \u00e9"],
    "name": [None, "The A", "The B", "Birth of a child", None, None, None],
    "parent": [None, None, "A", None, None, None, None],
    "agency": [None, None, None, None, "B", "A", "B"],
    "life_events": [None, None, None, None, None, "birth: 0.5", None],
    "affected_public": [None, None, None, None, None, "individuals; federal", None],
    "obligation": [None, None, None, None, None, "mandatory", None],
    "estimate_year": [None, None, None, None, None, "2024", None],
    "expires": [None, None, None, None, "2027-06", None, "2027"],
    "responses": [None, None, None, None, 7.0, 12.0, 1 / 3],
    "minutes_per_response": [None, None, None, None, None, 30.0, 0.5],
    "published_change": [None, None, None, None, None, -3.0, math.nan],
    "basis": [None, None, None, None, None, None, "minutes_per_response: inferred"],
    "source_title": [None, None, None, "A list", None, None, "A page"],
    "source_url": [None, None, None, None, None, None, "https://example.org/a"],
    "notes": ["Careful.; Twice.", None, None, None, None, None, None],
}


def parquet(table: pa.Table) -> bytes:
    data = io.BytesIO()
    pq.write_table(table, data)
    return data.getvalue()


def quickly(data: bytes) -> Any:
    (only,) = read_inputs([Blob("flat.parquet", data)], ReadOptions())
    return tables_of(only.columns) if isinstance(only.columns, FlatReading) else None


def slowly(data: bytes) -> Any:
    try:
        return tabulate(load(Blob("flat.parquet", data)))
    except InputError:
        return None


def same(data: bytes, *, taken: bool) -> Any:
    """Return the tables of the long road, which are those of the other one if that is `taken`."""
    fast, slow = quickly(data), slowly(data)
    assert (fast is not None) is taken
    if fast is not None:
        assert slow is not None
        assert_same_tables(fast, slow)
    return slow


def catalogue_of(value: Mapping[str, Any]) -> Catalogue:
    return merged([validated(Document(File("made.yaml", ""), value))])


@cache
def inventory() -> pa.Table:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "inventory.xml"
        made_inventory.write(path, requests=40)
        return pq.read_table(io.BytesIO(as_parquet(load(path))))


def rows(**cells: list[str | float | None]) -> bytes:
    return parquet(pa.table(ROWS | cells))


@pytest.mark.parametrize("path", [bundled(), *EXAMPLES], ids=lambda path: Path(path).name)
def test_both_roads_agree_on_every_example(path: Path) -> None:
    data = as_parquet(load(path))
    same(data, taken=quickly(data) is not None)


def test_an_inventory_takes_the_road_by_columns() -> None:
    made = same(parquet(inventory()), taken=True)
    assert len(made.forms) > 40
    assert len(made.requests) == 40


def test_a_file_with_a_record_of_each_kind_takes_it() -> None:
    made = same(rows(), taken=True)
    assert made.forms["minutes_basis"].tolist() == ["given", "inferred"]
    assert made.notes == ("Careful.", "Twice.")


@pytest.mark.parametrize("column", sorted(ROWS.keys() - {"timetax_record", "id", "agency"}))
def test_a_column_may_be_missing_where_no_record_needs_it(column: str) -> None:
    data = parquet(pa.table({name: cells for name, cells in ROWS.items() if name != column}))
    same(data, taken=slowly(data) is not None)


@pytest.mark.parametrize("chosen", [[5, 6], [6, 5, 4, 3, 2, 1, 0], [5, 1, 6, 2, 4, 3, 0]])
def test_the_order_of_records_is_kept(chosen: list[int]) -> None:
    same(parquet(pa.table(ROWS).take(chosen)), taken=True)


def test_a_file_with_large_texts_as_pandas_writes_them_takes_the_road_by_columns() -> None:
    data = io.BytesIO()
    table = pa.table(ROWS)
    large = [
        field.with_type(pa.large_string()) if pa.types.is_string(field.type) else field
        for field in table.schema
    ]
    pq.write_table(table.cast(pa.schema(large)), data)
    same(data.getvalue(), taken=True)


def test_row_groups_make_no_difference() -> None:
    data = io.BytesIO()
    pq.write_table(pa.table(ROWS), data, row_group_size=2)
    same(data.getvalue(), taken=True)


@pytest.mark.parametrize(
    ("column", "row", "cell"),
    [
        ("timetax_record", 5, "from"),
        ("timetax_record", 5, None),
        ("timetax_record", 5, " form"),
        ("timetax_record", 1, "catalogue"),
        ("id", 6, "a"),
        ("id", 6, None),
        ("id", 6, ""),
        ("id", 6, " a"),
        ("id", 2, "A"),
        ("title", 5, " One"),
        ("title", 5, "One\x1c\u00e9\x1c"),
        ("title", 5, None),
        ("title", 2, "no title"),
        ("agency", 4, "C"),
        ("agency", 5, "The A"),
        ("parent", 1, "B"),
        ("life_events", 6, "death"),
        ("life_events", 6, "birth: 2"),
        ("affected_public", 6, "everybody"),
        ("obligation", 6, "perhaps"),
        ("estimate_year", 6, "1066"),
        ("expires", 4, "soon"),
        ("expires", 5, " 2027"),
        ("responses", 4, -1.0),
        ("responses", 5, math.inf),
        ("responses", 5, -0.0),
        ("responses", 5, 1e16),
        ("responses", 5, 1e-16),
        ("published_change", 5, -math.inf),
        ("published_change", 5, -1e16),
        ("basis", 5, "minutes_per_response: guessed"),
        ("source_title", 6, None),
        ("source_title", 3, ""),
    ],
)
def test_what_is_doubtful_is_left_to_the_other_road(
    column: str, row: int, cell: str | float | None
) -> None:
    same(rows(**{column: [*ROWS[column][:row], cell, *ROWS[column][row + 1 :]]}), taken=False)


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("overlaps", [None] * 6 + ["a"]),
        ("replaces", [None] * 6 + ["old"]),
        ("change", [None] * 6 + ['{"cause": "statute"}']),
        ("responses_low", [None] * 5 + [10.0, None]),
        ("responses", [None] * 5 + ["12", "1/3"]),
        ("estimate_year", [None] * 5 + [2024.0, None]),
        ("colour", [None] * 6 + ["red"]),
    ],
)
def test_columns_out_of_the_common_are_left_to_the_other_road(
    column: str, cells: list[Any]
) -> None:
    same(rows(**{column: cells}), taken=False)


def test_a_repeated_column_is_left_to_the_other_road() -> None:
    same(parquet(pa.table([*ROWS.values(), ROWS["id"]], names=[*ROWS, "id"])), taken=False)


def test_ids_that_differ_by_their_guard_alone_are_the_same() -> None:
    assert same(rows(id=[*ROWS["id"][:5], "'=1", "=1"]), taken=False) is None


def test_texts_that_are_guarded_are_read_without_the_guard() -> None:
    made = same(rows(title=["'=All", None, None, None, "'@x", "''a", "-1"]), taken=True)
    assert made.forms["title"].tolist() == ["'a", "-1"]


def test_a_text_in_no_encoding_is_a_mistake() -> None:
    bad = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")]
    )
    data = parquet(pa.table({"timetax_record": ["form"], "id": bad, "title": ["x"]}))
    (only,) = read_inputs([Blob("flat.parquet", data)], ReadOptions())
    assert "no Parquet file that can be read" in str(only.findings[0])


CELLS: Mapping[str, Any] = {
    "string": st.sampled_from(
        ["", "a", "'=1", "=1", " x", "\u00e9", "2024", "a; b", "a: 0.5", "[", "form", "request"]
    ),
    "double": st.sampled_from([0.0, -0.0, 1.0, 1 / 3, math.nan, math.inf, -1.0, 1e15, 1e-16]),
}


@given(st.data())
def test_both_roads_agree_on_an_inventory_of_which_cells_were_changed(data: st.DataObject) -> None:
    table = inventory()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, table.num_columns - 1))
        cells = table.column(place).to_pylist()
        row, other = (data.draw(st.integers(0, len(cells) - 1)) for _ in range(2))
        drawn = CELLS[str(table.schema.types[place])] | st.sampled_from([None, cells[other]])
        cells[row] = data.draw(drawn)
        field = table.schema.field(place)
        table = table.set_column(place, field, pa.array(cells, field.type))
    changed = parquet(table)
    same(changed, taken=quickly(changed) is not None)


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """Return a catalogue without what leads from form to form, and without ranges."""
    value.pop("journeys", None)
    left_out = ("change", "replaces", "overlaps")
    for form in value["forms"]:
        for key in [*form]:
            if key in left_out or (isinstance(form[key], dict) and "likely" in form[key]):
                del form[key]
    return value


@pytest.mark.parametrize("change", [dict, _plain], ids=["whatever", "plain"])
@given(st.data())
def test_both_roads_agree_on_any_catalogue(
    change: Callable[[dict[str, Any]], dict[str, Any]], data: st.DataObject
) -> None:
    value = change(data.draw(made.values()))
    written = as_parquet(catalogue_of(value))
    fast = quickly(written)
    same(written, taken=fast is not None)
    assert fast is not None or change is dict or not value["forms"]
