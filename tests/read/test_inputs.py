"""Files are known by their content: whatever its name, a file is read as what it holds."""

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import timetax
from tests.console import run
from tests.read.tabular.tables import xlsx_of
from tests.read.us_reginfo.inventories import collection, inventory, request
from timetax.cli.app import app
from timetax.read.content import content_of
from timetax.read.options import AS_THEY_ARE, read_options
from timetax.read.tabular.format import Start
from timetax.write.convert import convert

CATALOGUE = (
    "timetax: 1\nforms:\n  - {id: a, title: A, agency: X, responses: 60, minutes_per_response: 1}\n"
)
TABLE = "Form title,Agency,# of respondents,Minutes per response\nA,X,60,1\n"
RECORDS = '{"title": "A", "agency": "X", "responses": 60, "minutes per response": 1}\n'


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (CATALOGUE, "yaml"),
        ("# a comment, with a comma\ntimetax: 1\n", "yaml"),
        ("- a, b\n- c, d\n", "yaml"),
        ('{"timetax": 1, "forms": []}\n', "yaml"),
        ("{\n  timetax: 1,\n  forms: []\n}\n", "yaml"),
        ("title: A list, of forms\nforms:\n- {id: a, title: A, agency: X}\n", "yaml"),
        ("", "yaml"),
        (TABLE, "csv"),
        (TABLE.replace(",", ";"), "csv"),
        ("City of Springfield: forms,,,\n" + TABLE, "csv"),
        ("Forms of the city\n\n" + TABLE, "csv"),
        ("# made by a program, on a day\n" + TABLE, "csv"),
        ("Source: the city\n" + TABLE, "csv"),
        ("---\n" + TABLE, "csv"),
        (",Form title,Agency\n0,A,X\n", "csv"),
        ("# of forms:,3\nName,Office,Count\nA,X,3\nB,X,4\n", "csv"),
        (TABLE.replace(",", "\t"), "tsv"),
        (RECORDS, "json"),
        (f"[{RECORDS}]", "json"),
        ("[\n  {\n", "json"),
        ('<?xml version="1.0"?>\n<InformationCollectionRequestList/>', "xml"),
        ("\ufeff<other>", "xml"),
        ("\ufeff<html>", "html"),
        ('<?xml version="1.0"?>\n<!-- saved --><html>', "html"),
    ],
)
def test_the_first_lines_say_what_a_text_is(head: str, name: str) -> None:
    assert content_of(Start(head.encode()), AS_THEY_ARE).name == name


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_does_not_hide_what_a_text_is(encoding: str) -> None:
    assert content_of(Start(TABLE.encode(encoding)), AS_THEY_ARE).name == "csv"


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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "Title: titel\n",
            "map.yaml:1:8: error: 'titel' is no key of a form; did you mean 'title'?",
        ),
        ("Title: title\nTime: minutes_per_response\n", "map.yaml:2:7: error: no column has"),
        (
            "Title: title\nAgency: {a: b}\n",
            "map.yaml:2:9: error: 'Agency': a heading means one key",
        ),
        ("- Title\n", "map.yaml:1:1: error: must be a mapping of headings to keys"),
        ("Title: [\n", "map.yaml:2:1: error: "),
    ],
)
def test_a_mistake_in_a_file_of_headings_is_said_of_it(
    tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "map.yaml").write_text(content, encoding="utf-8")
    (tmp_path / "b.csv").write_text("Title,Agency,Responses\nA,X,1\n", encoding="utf-8")
    done = run("timetax report b.csv --map map.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)


@pytest.mark.parametrize("unit", ["days", "Hours"])
def test_a_unit_is_hours_minutes_or_seconds(unit: str) -> None:
    with pytest.raises(timetax.InputError, match="hours, minutes or seconds"):
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


def workbook(path: Path) -> None:
    rows = [line.split(",") for line in TABLE.splitlines()]
    path.write_bytes(xlsx_of(rows))


def flat(path: Path) -> None:
    source = path.with_name("source.yaml")
    source.write_text(CATALOGUE, encoding="utf-8")
    convert(timetax.load(source), path, "csv")


def parquet(path: Path) -> None:
    flat(path)
    convert(timetax.load(path), path, "parquet")


def text(content: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(content, encoding="utf-8") and None


KINDS: dict[str, Callable[[Path], None]] = {
    "a catalogue": text(CATALOGUE),
    "commas": text(TABLE),
    "tabs": text(TABLE.replace(",", "\t")),
    "records on lines": text(RECORDS),
    "a list of records": text(f"[{RECORDS}]"),
    "a workbook": workbook,
    "our own flat layout": flat,
    "our own Parquet": parquet,
    "a table, packed with gzip": lambda path: packed_with_gzip(path, TABLE),
    "a table in an archive": lambda path: packed_with_zip(path, TABLE),
    "an inventory": lambda path: path.write_text(inventory(request(collection()))) and None,
}
COMMANDS = ("report", "check", "explain a -c", "convert", "convert -o out.yaml")


def invoke(command: str) -> None:
    """Run a command in this process; raises InputError or exits where it cannot do it."""
    assert app(command.split(), standalone_mode=False) in (None, 0, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_command_reads_every_kind(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    KINDS[kind](tmp_path / "input")
    for command in COMMANDS:
        if kind != "an inventory" or "explain" not in command:  # its ids are its own
            invoke(f"{command} input")
    assert timetax.load("out.yaml").forms == timetax.load("input").forms


@pytest.mark.parametrize("kind", KINDS)
def test_the_reading_plan_has_the_total_of_the_report(
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    KINDS[kind](tmp_path / "input")
    made = []
    for command in ("report", "convert"):
        capsys.readouterr()
        invoke(f"{command} input --format json")
        made.append(json.loads(capsys.readouterr().out))
    report, plan = made
    assert plan["total"] == report["total"]
    assert plan["inputs"][0]["taken_for"]
    assert plan["left_out"] == plan["proofs"] == plan["questions"] == []


def test_there_is_no_plan_of_what_is_not_there(tmp_path: Path) -> None:
    done = run("timetax convert nothing.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nothing.csv: error: cannot be read")


def test_a_question_is_shown_with_its_answers_and_ends_with_2(tmp_path: Path) -> None:
    table = TABLE.replace("Minutes per response", "Time per response")
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    done = run("timetax convert t.csv --format json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "")
    plan = json.loads(done.stdout)
    (question,) = plan["questions"]
    assert plan["total"]["burden_hours"] is None
    assert {each["option"].split("=")[-1] for each in question["answers"]} >= {
        "minutes_per_response",
        "hours_per_response",
    }


def test_a_reading_plan_is_made_of_standard_input() -> None:
    plan = json.loads(run("timetax convert - --format json", stdin=TABLE).stdout)
    assert plan["total"]["burden_hours"] == 1
    assert plan["inputs"][0]["file"] == "<stdin>"


def test_what_is_taken_for_yaml_by_its_looks_says_so_and_how_to_overrule_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "t.csv").write_text("Was: dies\nWer: jene\n", encoding="utf-8")
    done = run("timetax report t.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "taken for YAML, for its first line reads 'Was: dies'" in done.stderr
    assert "`--input csv`" in done.stderr


def test_what_an_input_is_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "t").write_text("title: agency\nA: X\n", encoding="utf-8")
    assert run("timetax report t --input csv", cwd=tmp_path).returncode == 2
    (tmp_path / "t").write_text(TABLE.replace(",", "\t"), encoding="utf-8")
    for command in ("report t", "check t", "explain a -c t", "forms -c t"):
        assert run(f"timetax {command} --input tsv", cwd=tmp_path).returncode == 0, command
    refused = run("timetax report t --input doc", cwd=tmp_path)
    assert refused.returncode == 2
    assert "use yaml, xml, csv, " in refused.stderr


def test_a_life_event_map_that_cannot_be_read_is_the_mistake_that_is_reported(
    tmp_path: Path,
) -> None:
    (tmp_path / "map.yaml").write_text("[", encoding="utf-8")
    (tmp_path / "i.xml").write_text(inventory(request(collection())), encoding="utf-8")
    done = run("timetax report i.xml --life-event-map map.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("map.yaml:")
