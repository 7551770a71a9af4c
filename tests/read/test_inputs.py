"""Files are known by their content: whatever its name, a file is read as what it holds."""

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import timetax
from tests.console import run
from timetax.read.content import Content, content_of
from timetax.read.options import read_options

CATALOGUE = (
    "timetax: 1\nforms:\n  - {id: a, title: A, agency: X, responses: 60, minutes_per_response: 1}\n"
)
TABLE = "Form title,Agency,# of respondents,Minutes per response\nA,X,60,1\n"
RECORDS = '{"title": "A", "agency": "X", "responses": 60, "minutes per response": 1}\n'


@pytest.mark.parametrize(
    ("head", "content"),
    [
        (CATALOGUE, Content.YAML),
        ("# a comment, with a comma\ntimetax: 1\n", Content.YAML),
        ("- a, b\n- c, d\n", Content.YAML),
        ('{"timetax": 1, "forms": []}\n', Content.YAML),
        ("{\n  timetax: 1,\n  forms: []\n}\n", Content.YAML),
        ("", Content.YAML),
        (TABLE, Content.CSV),
        (TABLE.replace(",", ";"), Content.CSV),
        ("City of Springfield: forms,,,\n" + TABLE, Content.CSV),
        ("Forms of the city\n\n" + TABLE, Content.CSV),
        (TABLE.replace(",", "\t"), Content.TSV),
        (RECORDS, Content.JSONL),
        ('<?xml version="1.0"?>\n<InformationCollectionRequestList/>', Content.XML),
        ("\ufeff<html>", Content.XML),
    ],
)
def test_the_first_lines_say_what_a_text_is(head: str, content: Content) -> None:
    assert content_of(head.encode()) is content


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_does_not_hide_what_a_text_is(encoding: str) -> None:
    assert content_of(TABLE.encode(encoding)) is Content.CSV


def hours(path: Path) -> float:
    return timetax.total(timetax.with_burden(timetax.tabulate(timetax.load(path)))).burden_hours


@pytest.mark.parametrize("text", [CATALOGUE, TABLE, RECORDS])
def test_the_name_of_a_file_says_nothing(text: str, tmp_path: Path) -> None:
    path = tmp_path / "inventory.dat"
    path.write_text(text, encoding="utf-8")
    assert hours(path) == 1


def packed_with_gzip(path: Path, text: str) -> None:
    path.write_bytes(gzip.compress(text.encode()))


def packed_with_zip(path: Path, text: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inside.txt", text)


@pytest.mark.parametrize("pack", [packed_with_gzip, packed_with_zip])
@pytest.mark.parametrize("text", [CATALOGUE, TABLE])
def test_a_packed_file_is_read_as_what_is_inside(
    pack: Callable[[Path, str], None], text: str, tmp_path: Path
) -> None:
    pack(tmp_path / "packed", text)
    assert hours(tmp_path / "packed") == 1


def test_an_archive_of_several_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.yaml", CATALOGUE)
        archive.writestr("b.yaml", CATALOGUE)
    with pytest.raises(timetax.InputError, match="holds 2 files"):
        timetax.load(path)


@pytest.mark.parametrize("data", [b"\x1f\x8bbroken", b"PK\x03\x04broken", b"PAR1broken"])
def test_a_damaged_file_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "damaged"
    path.write_bytes(data)
    done = run(f"timetax report {path}")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith(f"{path}: error: ")


def test_a_table_can_come_from_standard_input() -> None:
    done = run("timetax report - --format json", stdin=TABLE)
    assert json.loads(done.stdout)["total"]["burden_hours"] == 1


def test_tables_and_catalogues_are_merged(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "b.csv").write_text(TABLE.replace("A,X", "B,X"), encoding="utf-8")
    done = run("timetax report a.yaml b.csv --format json", cwd=tmp_path)
    assert json.loads(done.stdout)["total"]["forms"] == 2


def test_headings_are_mapped_one_by_one_or_by_a_file(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("Was: title\nWer: agency\n", encoding="utf-8")
    options = read_options([str(path), "Dauer = minutes_per_response"], None, None, False, None)
    assert options.tables.mapping == {
        "Was": "title",
        "Wer": "agency",
        "Dauer": "minutes_per_response",
    }


@pytest.mark.parametrize("unit", ["days", "Hours"])
def test_a_unit_is_hours_or_minutes(unit: str) -> None:
    with pytest.raises(timetax.InputError, match="hours or minutes"):
        read_options([], unit, None, False, None)


def test_a_unit_that_nobody_names_is_asked_for_and_can_be_given(tmp_path: Path) -> None:
    table = TABLE.replace("Minutes per response", "Time per response")
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    refused = run("timetax report t.csv", cwd=tmp_path)
    assert refused.returncode == 2
    assert "--map" in refused.stderr
    done = run("timetax report t.csv --unit hours --format json", cwd=tmp_path)
    assert json.loads(done.stdout)["total"]["burden_hours"] == 60


def test_rows_with_mistakes_can_be_left_out_and_every_report_says_so(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE + "B,X,many,1\n", encoding="utf-8")
    refused = run("timetax report t.csv", cwd=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.startswith("t.csv:3:3: error: ")
    for command in ("report t.csv", "whatif --set a.responses=1 -c t.csv"):
        done = run(f"timetax {command} --keep-going --format json", cwd=tmp_path)
        assert "t.csv:3" in " ".join(json.loads(done.stdout)["notes"]), command


def test_convert_writes_a_catalogue_that_reads_the_same(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.csv", "c.yaml"):
        done = run(f"timetax convert -o {tmp_path / name}")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert hours(tmp_path / name) == hours(timetax.bundled())


def test_convert_refuses_an_ending_that_names_no_format(tmp_path: Path) -> None:
    done = run(f"timetax convert -o {tmp_path / 'a.doc'}")
    assert done.returncode == 2
    assert not (tmp_path / "a.doc").exists()


def test_convert_without_an_output_shows_how_headings_are_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    done = run("timetax convert t.csv --format csv", cwd=tmp_path)
    assert "Form title,title," in done.stdout


def test_convert_of_a_catalogue_without_an_output_says_that_it_has_no_headings() -> None:
    done = run("timetax convert data/forms.yaml")
    assert done.returncode == 2
    assert "has no headings" in done.stderr
