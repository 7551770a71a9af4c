import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

import timetax
from tests.write.made import values
from tests.write.roads import EXAMPLES, catalogue_of
from timetax.read import stored_parquet as stored
from timetax.read.stored import tables_of
from timetax.tables import layouts
from timetax.write.convert import convert

RICH: dict[str, Any] = {
    "timetax": "1",
    "title": "All there is",
    "currency": "EUR",
    "covers": "us-federal-government",
    "agencies": [{"id": "A", "name": "Above"}, {"id": "B", "name": "Below", "parent": "A"}],
    "requests": [{"id": "r", "agency": "B", "hours": "1/3", "previous_hours": "2"}],
    "forms": [
        {
            "id": "ranged",
            "title": "Ranged",
            "agency": "B",
            "respondents": {"low": "1", "likely": "2", "high": "4"},
            "minutes_per_response": {"low": "0.1", "likely": "1/3", "high": "7"},
            "life_events": {"birth": "0.4", "death": "1/3"},
            "affected_public": ["individuals", "private-sector"],
            "overlaps": {"derived": "the same pages"},
            "source": {"title": "A survey", "correlated": "yes"},
            "icr_reference": "r",
            "replaces": ["before"],
            "change": {"cause": "statute", "hours": "-1/3", "note": "A new law", "source": "Page"},
            "estimate_year": "1999",
        },
        {
            "id": "derived",
            "title": "Derived",
            "agency": "A",
            "responses": "7",
            "published_hours": "1/3",
            "published_cost": "10",
            "life_events": ["death"],
        },
        {"id": "unknown", "title": "Unknown", "agency": "A"},
        {"id": "out", "title": "Out", "agency": "B", "responses": "3", "excluded": "counted there"},
    ],
}


def written(catalogue: timetax.Catalogue, folder: Path) -> Path:
    path = folder / "forms.parquet"
    convert(catalogue, path)
    return path


def assert_as_loaded(path: Path) -> None:
    """Assert that the stored tables are those of the loaded catalogue, and add up to the same."""
    tables, loaded = tables_of(path.read_bytes()), timetax.tabulate(timetax.load(path))
    assert tables is not None
    for field in dataclasses.fields(timetax.Tables):
        mine, theirs = getattr(tables, field.name), getattr(loaded, field.name)
        if isinstance(mine, pd.DataFrame):
            pd.testing.assert_frame_equal(mine, theirs, check_exact=True)
        else:
            assert mine == theirs
    one, other = timetax.with_burden(tables), timetax.with_burden(loaded)
    assert repr(timetax.total(one)) == repr(timetax.total(other))
    for by in timetax.FIELDS:
        pd.testing.assert_frame_equal(
            timetax.totals_by(one, by), timetax.totals_by(other, by), check_exact=True
        )
    assert timetax.report_on(one) == timetax.report_on(other)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_tables_of_an_example_are_those_of_loading_it(path: Path, tmp_path: Path) -> None:
    assert_as_loaded(written(timetax.load(path), tmp_path))


def test_the_tables_of_the_bundled_catalogue_are_those_of_loading_it(tmp_path: Path) -> None:
    assert_as_loaded(written(timetax.load(), tmp_path))


def test_ranges_shares_overlaps_requests_and_exclusions_are_kept(tmp_path: Path) -> None:
    path = written(catalogue_of(RICH), tmp_path)
    assert_as_loaded(path)
    tables = tables_of(path.read_bytes())
    assert tables is not None
    frames = [getattr(tables, field.name) for field in dataclasses.fields(tables)]
    assert all(len(frame) for frame in frames if isinstance(frame, pd.DataFrame))


@given(value=values())
def test_the_tables_of_whatever_a_catalogue_holds_are_those_of_loading_it(
    value: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert_as_loaded(written(catalogue_of(value), tmp_path_factory.mktemp("made")))


def test_what_was_said_of_the_catalogue_before_is_kept(tmp_path: Path) -> None:
    catalogue = catalogue_of(RICH | {"notes": ["So many are missing."]})
    (file,) = catalogue.files
    noted = dataclasses.replace(file, notes=("Read from an inventory.",))
    path = written(dataclasses.replace(catalogue, files=(noted,)), tmp_path)
    assert_as_loaded(path)
    tables = tables_of(path.read_bytes())
    assert tables is not None
    assert tables.notes == ("So many are missing.", "Read from an inventory.")


def test_the_frames_can_be_written_to(tmp_path: Path) -> None:
    tables = tables_of(written(timetax.load(), tmp_path).read_bytes())
    assert tables is not None
    tables.forms.loc[0, ["title", "responses", "estimate_year"]] = ["another", 1.5, 2001]
    assert tables.forms["responses"].to_numpy()[0] == 1.5


def _first_rows(table: Any) -> Any:
    return table.slice(0, len(table) - 1)


def _renamed(table: Any) -> Any:
    return table.rename_columns(
        ["note" if name == "title" else name for name in table.column_names]
    )


def _kept(table: Any) -> Any:
    return table


CHANGES: list[Callable[[Any], Any]] = [_first_rows, _renamed, _kept]


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_another_program_wrote_anew_holds_no_tables(
    change: Callable[[Any], Any], tmp_path: Path
) -> None:
    path = written(timetax.load(), tmp_path)
    pq.write_table(change(pq.read_table(path)), path, compression="zstd")
    assert tables_of(path.read_bytes()) is None


@pytest.mark.parametrize("change", [_first_rows, _renamed])
def test_tables_that_were_carried_over_to_a_changed_file_are_not_taken(
    change: Callable[[Any], Any], tmp_path: Path
) -> None:
    path = written(timetax.load(), tmp_path)
    changed, metadata = change(pq.read_table(path)), pq.read_metadata(path).metadata
    with pq.ParquetWriter(path, changed.schema, compression="zstd") as writer:
        writer.write_table(changed)
        writer.add_key_value_metadata(metadata)
    assert pq.read_metadata(path).metadata[stored.TABLES_KEY.encode()]
    assert tables_of(path.read_bytes()) is None


def test_the_same_tables_carried_over_to_the_same_rows_are_taken(tmp_path: Path) -> None:
    path = written(timetax.load(), tmp_path)
    table, metadata = pq.read_table(path), pq.read_metadata(path).metadata
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(metadata)
    assert tables_of(path.read_bytes()) is not None


@pytest.mark.parametrize("place", [0, 1, 100, -1, -6, -2000])
def test_a_damaged_file_holds_no_tables(place: int, tmp_path: Path) -> None:
    path = written(timetax.load(), tmp_path)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert tables_of(path.read_bytes()) is None


def test_a_cut_or_an_empty_file_holds_no_tables(tmp_path: Path) -> None:
    path = written(timetax.load(), tmp_path)
    data = path.read_bytes()
    for end in (0, 3, 4, 12, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:end])
        assert tables_of(path.read_bytes()) is None


def test_tables_of_another_version_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(timetax.load(), tmp_path)
    monkeypatch.setattr("timetax.read.stored.__version__", "0.0.0")
    assert tables_of(path.read_bytes()) is None


def test_tables_of_another_layout_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(timetax.load(), tmp_path)
    monkeypatch.setitem(layouts.LAYOUTS, "overlaps", {"form": "str", "other": "str"})
    assert tables_of(path.read_bytes()) is None


def test_another_file_and_nothing_hold_no_tables(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.parquet"
    pq.write_table(pa.table({"title": ["Dog licence"], "agency": ["City"]}), foreign)
    yaml = Path("tests/examples/good/dog-licence.yaml")
    for data in (foreign.read_bytes(), yaml.read_bytes(), b""):
        assert tables_of(data) is None


def test_what_is_stored_is_text_as_all_readers_of_parquet_want(tmp_path: Path) -> None:
    metadata = pq.read_metadata(written(timetax.load(), tmp_path)).metadata
    assert metadata[stored.TABLES_KEY.encode()].isascii()
