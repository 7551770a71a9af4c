"""Logs that would fill the machine, that deny what they hold, and that are damaged."""

import gzip
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests import console
from timetax.findings import InputError
from timetax.read.limits import ALWAYS
from timetax.read.logs.mistakes import MOST_OF_A_TEXT
from timetax.read.logs.request import LogRequest, opened
from timetax.read.parquet_pages import MOST_OF_A_PAGE, extent_of

NAMES = ("subject", "form", "time", "event")
ROW = ("ann", "form-a", "2024-03-01T10:00:00Z", "submit")
LINE = '{"subject": "a", "form": "f", "time": "2024-03-01T10:00:00Z", "event": "submit"}\n'


def parquet(path: Path, rows: int = 60, compression: str = "zstd", **texts: str) -> Path:
    """Write a log whose columns have one text each."""
    one = {**dict(zip(NAMES, ROW, strict=True)), **texts}
    codes = pa.array([0] * rows, pa.int32())
    table = {
        name: pa.DictionaryArray.from_arrays(codes, pa.array([text], pa.large_string()))
        for name, text in one.items()
    }
    pq.write_table(pa.table(table), path, compression=compression)
    return path


def refused(path: Path, **how: Any) -> str:
    with pytest.raises(InputError) as caught, opened(LogRequest((str(path),), **how)) as log:
        assert log.engine
        log.engine.own("SELECT count(*) FROM events")
    return str(caught.value)


@pytest.mark.parametrize(
    ("size", "compression", "message"),
    [
        (ALWAYS, "zstd", "it unpacks to more than 64 MB"),
        (MOST_OF_A_PAGE, "snappy", "one page of it unpacks to 128 MB"),
        (MOST_OF_A_TEXT + 1, "zstd", "event: holds a text of more than 64 KB"),
    ],
)
def test_a_log_of_very_long_texts_is_refused_with_the_option_that_reads_it(
    tmp_path: Path, size: int, compression: str, message: str
) -> None:
    path = parquet(tmp_path / "log.parquet", compression=compression, event="e" * size)
    assert f"log.parquet: error: {message}" in refused(path)
    assert "--no-limits reads it all the same" in refused(path)


def test_what_a_parquet_file_holds_counts_and_not_what_its_end_says(tmp_path: Path) -> None:
    data = parquet(tmp_path / "log.parquet", event="e" * (1 << 20)).read_bytes()
    size = pq.read_metadata(io.BytesIO(data)).row_group(0).column(3).total_uncompressed_size
    told = _number(size)
    lying = data.replace(told, _number(100, len(told)))
    assert pq.read_metadata(io.BytesIO(lying)).row_group(0).column(3).total_uncompressed_size == 100
    assert extent_of(io.BytesIO(lying), len(lying)).unpacked > 1 << 20


def _number(value: int, length: int = 1) -> bytes:
    """Return a number as the end of a Parquet file has it, in so many bytes at least."""
    value <<= 1
    made = bytearray()
    while value > 0x7F or len(made) < length - 1:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*made, value])


def test_a_file_cannot_say_that_its_values_are_unknown(tmp_path: Path) -> None:
    path = parquet(tmp_path / "log.parquet", compression="none")
    data = bytearray(path.read_bytes())
    place = data.rindex(b"\x36\x00(\x06submit")  # no unknown value, and the largest
    data[place + 1 : place + 2] = _number(60)
    path.write_bytes(data)
    assert "says that a column has no values, and holds some" in refused(path, unlimited=True)


def test_a_packed_log_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    row = ",".join(ROW) + "\n"
    text = ",".join(NAMES) + "\n" + row * (ALWAYS // len(row) + 1)
    (tmp_path / "log.csv.gz").write_bytes(gzip.compress(text.encode()))
    assert "it unpacks to more than 64 MB" in refused(tmp_path / "log.csv.gz")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", LINE + '{"subject"\n', "a.jsonl:2:1: error: this line is no valid JSON"),
        ("a.jsonl", LINE + "{" + "[" * 5_000, "a.jsonl:2:1: error: this line is no valid JSON"),
        ("a.jsonl", LINE + "\udcff\n", "a.jsonl:2:1: error: this line is no UTF-8"),
        ("a.csv", ",".join(NAMES) + '\na,"b,c,d\n', "a.csv:2:1: error: a quote that is opened"),
        ("a.csv", f"{','.join(NAMES)}\na,{'b' * (3 << 20)},c,d\n", "longer than 2 MB"),
        ("a.parquet", "PAR1, and no more", "it is cut, or another kind of file"),
        ("a.parquet", "PAR1" + "x" * 90 + "PAR1", "it is damaged, or the columns of its files"),
        ("a.csv.gz", "subject,form", "it is cut or damaged, or not packed by gzip"),
    ],
)
def test_a_damaged_log_is_refused_in_our_words(
    tmp_path: Path, name: str, data: str, message: str
) -> None:
    (tmp_path / name).write_bytes(data.encode(errors="surrogateescape"))
    assert message in refused(tmp_path / name)


PAGES = "page,visits,avg_session_duration\nx.gov/a/1,3,4\nx.gov/a/done,3,4\n"
MAP = 'timetax: 1\nforms: [{form: a, pages: "x.gov/a/*", last: "*/done"}]\n'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", PAGES + "x.gov/a/2, or so,3,4\n", "a.csv:4:1: error: this row has 4 cells"),
        ("a.jsonl", '{"page": "x", "visits": 1, "avg_seconds": 1}\n[1]\n', "a.jsonl:2:1: error"),
    ],
)
def test_a_damaged_table_of_pages_is_refused_with_its_line(
    tmp_path: Path, name: str, data: str, message: str
) -> None:
    (tmp_path / name).write_text(data)
    (tmp_path / "map.yaml").write_text(MAP)
    assert message in refused(tmp_path / name, forms=tmp_path / "map.yaml")


def test_a_form_of_which_no_case_is_finished_has_no_minutes(tmp_path: Path) -> None:
    row = ("ann", "form-a", "2024-03-01T10:00:00Z", "start")
    lines = [",".join((f"{row[0]}{each}", *row[1:])) for each in range(20)]
    (tmp_path / "log.csv").write_text("\n".join([",".join(NAMES), *lines, ""]))
    done = console.run("timetax measure log.csv", cwd=tmp_path)
    assert "form-a: too few finished to say what it takes." in done.stdout
