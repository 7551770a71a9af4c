"""A file cannot vouch for itself: every command says the same hours of the same Parquet file."""

import io
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

import timetax
from tests import console
from tests.write.rich import RICH
from tests.write.roads import catalogue_of
from timetax.read.inputs import Blob
from timetax.read.options import AS_THEY_ARE
from timetax.read.to_tables import tables_at
from timetax.write.formats.parquet import as_parquet

WRITTEN = as_parquet(catalogue_of(RICH))


def hours(make: object, data: bytes) -> float | None:
    """Return the hours by a road, or None if it refuses the bytes."""
    try:
        tables = make(Blob("forms", data))  # type: ignore[operator]
    except timetax.InputError:
        return None
    return timetax.total(timetax.with_burden(tables)).burden_hours


def by_tables(blob: Blob) -> timetax.Tables:
    return tables_at([blob], AS_THEY_ARE)


def by_catalogue(blob: Blob) -> timetax.Tables:
    return timetax.tabulate(timetax.load(blob))


def rewritten(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def test_the_file_holds_the_flat_table_and_its_version_alone() -> None:
    metadata = pq.read_metadata(io.BytesIO(WRITTEN)).metadata
    assert metadata.keys() <= {b"timetax", b"ARROW:schema"}


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 4))
def test_a_damaged_file_is_refused_or_has_the_same_hours_by_every_road(
    seed: int, flips: int
) -> None:
    random, data = Random(seed), bytearray(WRITTEN)
    for _ in range(flips):
        data[random.randrange(len(data))] = random.randrange(256)
    assert hours(by_tables, bytes(data)) == hours(by_catalogue, bytes(data))


@given(
    place=st.integers(0, 40),
    column=st.integers(0, 60),
    value=st.none() | st.floats() | st.sampled_from(["", "9", "form", "birth", "-1", "1e300"]),
)
def test_a_changed_cell_is_refused_or_has_the_same_hours_by_every_road(
    place: int, column: int, value: float | str | None
) -> None:
    table = pq.read_table(io.BytesIO(WRITTEN))
    column %= table.num_columns
    cells = table.column(column).to_pylist()
    cells[place % len(cells)] = value
    field = table.schema.field(column)
    try:
        made = pa.array(cells, field.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return
    data = rewritten(table.set_column(column, field, made))
    assert hours(by_tables, data) == hours(by_catalogue, data)


def test_finished_tables_that_a_file_brings_are_not_looked_at(tmp_path: Path) -> None:
    table = pq.read_table(io.BytesIO(WRITTEN))
    other = {"timetax_tables": '{"version": "1"}', "timetax_checksum": "0" * 64}
    data = rewritten(table.replace_schema_metadata({**(table.schema.metadata or {}), **other}))
    assert hours(by_tables, data) == hours(by_catalogue, WRITTEN)


def test_report_explain_and_convert_say_the_same_hours(tmp_path: Path) -> None:
    (tmp_path / "forms.parquet").write_bytes(WRITTEN)
    console.run("timetax convert forms.parquet -o forms.yaml", cwd=tmp_path)
    for command in ("report {}", "explain derived -c {}"):
        one, other = (
            console.run(f"timetax {command.format(f'forms.{end}')}", cwd=tmp_path)
            for end in ("parquet", "yaml")
        )
        assert one.returncode == 0
        assert one.stdout.splitlines()[:2] == other.stdout.splitlines()[:2]
