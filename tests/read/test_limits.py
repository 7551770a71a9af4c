"""A small file cannot fill the machine: what unpacks to very much is refused until asked for."""

import gzip
import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

import timetax
from tests import console
from timetax.read.inputs import Blob
from timetax.read.limits import ALWAYS
from timetax.read.options import read_options

TABLE = b"title,agency,responses,minutes per response\nA,X,60,3\n"


def bomb(unit: bytes, total: int, head: bytes = TABLE) -> bytes:
    """Return `head` and very many bytes as gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(head)]
    parts += [packer.compress(unit * (1 << 20)) for _ in range(total >> 20)]
    return b"".join([*parts, packer.flush()])


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(timetax.InputError) as caught:
        timetax.load(Blob("file", data))
    return str(caught.value)


@pytest.mark.parametrize("head", [TABLE, b"timetax: 1\nforms: []\n", b"<?xml version='1.0'?>\n<a>"])
def test_a_packed_file_that_unpacks_to_very_much_is_refused(head: bytes) -> None:
    assert "--no-limits" in refused(bomb(b"#", ALWAYS + (2 << 20), head))


def test_an_archive_that_unpacks_to_very_much_is_refused() -> None:
    assert "--no-limits" in refused(archive({"a.csv": TABLE + bytes(ALWAYS)}))


def test_a_bomb_in_a_packed_file_has_no_more_room_than_the_first() -> None:
    inner = bomb(b"#", ALWAYS + (2 << 20))
    assert "--no-limits" in refused(gzip.compress(inner))
    assert "--no-limits" in refused(archive({"a.gz": inner}))


def test_what_is_packed_many_times_over_is_refused() -> None:
    data = TABLE
    for _ in range(6):
        data = gzip.compress(data)
    assert "times over" in refused(data)
    twice = gzip.compress(gzip.compress(TABLE))
    assert len(timetax.load(Blob("file", twice)).forms) == 1


def workbook(cells: dict[str, object], folder: Path) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for number, text in enumerate(("title", "agency", "responses", "minutes per response"), 1):
        sheet.cell(1, number, text)
    for number, value in enumerate(("A", "X", 60, 3), 1):
        sheet.cell(2, number, value)
    for place, value in cells.items():
        sheet[place] = value
    book.save(folder / "a.xlsx")
    return (folder / "a.xlsx").read_bytes()


@pytest.mark.parametrize("place", ["A1048576", "D900000"])
def test_a_workbook_that_reaches_far_is_refused(tmp_path: Path, place: str) -> None:
    assert "--no-limits" in refused(workbook({place: 1}, tmp_path))


def test_a_workbook_whose_parts_unpack_to_very_much_is_refused(tmp_path: Path) -> None:
    data = workbook({}, tmp_path)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    assert "--no-limits" in refused(archive(parts | {"xl/other.xml": bytes(ALWAYS)}))


@pytest.mark.parametrize(("texts", "rows"), [(80, 1), (1, 100)])
def test_texts_of_a_parquet_file_that_are_very_long_together_are_refused(
    texts: int, rows: int
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    note = pa.array(["x" * (texts << 20)])
    codes = pa.array([0] * rows, pa.int32())
    columns = {"title": ["A"] * rows, "agency": ["X"] * rows, "responses": [1.0] * rows,
               "note": pa.DictionaryArray.from_arrays(codes, note)}  # fmt: skip
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer, compression="zstd")
    assert "it unpacks to more than 64 MB" in refused(buffer.getvalue())


def shared_beginnings(table: dict[str, Any], path: Path) -> Path:
    """Write a Parquet file whose texts are what differs from the one before."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = pa.table(table)
    ways = {
        each.name: "DELTA_BYTE_ARRAY" if each.type == pa.string() else "PLAIN"
        for each in made.schema
    }
    pq.write_table(made, path, use_dictionary=False, column_encoding=ways, compression="zstd")
    return path


def test_texts_of_a_parquet_file_that_share_their_beginnings_are_read_within_bounds(
    tmp_path: Path,
) -> None:
    columns = {"title": ["A", "AB"], "agency": ["X", "X"], "responses": [60.0, 60.0]}
    read = timetax.load(shared_beginnings(columns, tmp_path / "a.parquet"))
    assert [each.title for each in read.forms] == ["A", "AB"]
    bomb = {**columns, "note": ["x" * (34 << 20)] * 2}
    assert "it unpacks to more than 64 MB" in refused(
        shared_beginnings(bomb, tmp_path / "c.parquet").read_bytes()
    )


def test_a_parquet_file_with_very_many_rows_is_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    column = pa.nulls(1_000_000, pa.string())
    names = ("title", "agency", "responses", "minutes per response", *(f"c{i}" for i in range(20)))
    pq.write_table(pa.table(dict.fromkeys(names, column)), path)
    assert "--no-limits" in refused(path.read_bytes())


def test_an_option_lifts_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timetax.read.limits.ALWAYS", 1_000)
    data = gzip.compress(TABLE + b"," * 50_000)
    assert "--no-limits" in refused(data)
    options = read_options(no_limits=True)
    assert len(timetax.load(Blob("file", data), options=options).forms) == 1


def test_the_command_line_has_the_option(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(TABLE))
    done = console.run("timetax report a.csv.gz --no-limits", cwd=tmp_path)
    assert "3 hours" in done.stdout
