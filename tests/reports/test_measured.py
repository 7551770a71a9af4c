"""The report on measured minutes, and what it writes for catalogues."""

import csv
import json
from pathlib import Path

import pytest

from tests.console import run
from timetax.catalogue.catalogue import Catalogue
from timetax.engine.measured.histogram import Histogram, histogram_of
from timetax.engine.measured.privacy import shown
from timetax.read.to_catalogue import load
from timetax.reports.measured_cases import CasesMethod, cases_report
from timetax.reports.report import Report

HOW = CasesMethod("events", 1_800, 300, least=10)


def rows(form: str, group: str, finished: int, bars: dict[int, int]) -> list[tuple[object, ...]]:
    return [
        (form, group, finished, at, count, *[at * count * 1_000_000] * 4, 0, 1)
        for at, count in bars.items()
    ]


def made(*parts: list[tuple[object, ...]]) -> Histogram:
    return histogram_of([row for part in parts for row in part], ("device",))


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    path = tmp_path / "forms.yaml"
    forms = [
        {"id": "a", "title": "A", "agency": "X", "responses": 600, "minutes_per_response": 4},
        {"id": "b", "title": "B", "agency": "X", "responses": 600, "minutes_per_response": 1},
    ]
    path.write_text(json.dumps({"timetax": 1, "forms": forms}), encoding="utf-8")
    return load(str(path))


@pytest.fixture
def report(catalogue: Catalogue) -> Report:
    histogram = made(
        rows("a", "mobile", 1, {60: 10, 120: 10}),
        rows("a", "desktop", 1, {180: 20}),
        rows("a", "desktop", 0, {3_600: 2}),
        rows("b", "mobile", 1, {90: 10}),
        rows("c", "mobile", 1, {90: 9}),
    )
    return cases_report(histogram, HOW, catalogue)


def test_a_row_has_the_mean_and_the_typical_person_apart(report: Report) -> None:
    a, b = report.data["forms"]
    assert (a["cases"], a["finished"], a["completion_rate"]) == (42, 40, 40 / 42)
    assert (a["mean_minutes"], a["typical_minutes"], a["typical_method"]) == (2.25, 2.5, "median")
    assert (b["mean_minutes"], b["typical_method"]) == (1.5, "geometric mean")
    assert (a["given_up_hours"], a["given_up_hours_high"]) == (2, 2 + 2 * 300 / 3_600)


def test_the_verdict_comes_first_and_is_no_stronger_than_the_interval(report: Report) -> None:
    assert report.headline == "2 forms measured: 1 above the claim and 1 below it."
    assert [each["verdict"] for each in report.data["forms"]] == ["below", "above"]


def test_few_people_are_left_out_and_small_cells_are_merged(
    report: Report, catalogue: Catalogue
) -> None:
    assert report.data["left_out"] == ["c"]
    assert "Left out, with fewer than 10 cases (--least): c." in report.notes
    histogram = made(
        rows("a", "mobile", 1, {60: 4}),
        rows("a", "tablet", 1, {60: 40}),
        rows("a", "desktop", 1, {60: 12}),
    )
    # A single small cell would follow from the total of the form: the next smallest joins it.
    assert [(each.groups, each.cases) for each in shown(histogram, 10).groups] == [
        (("tablet",), 40),
        (("(merged)",), 16),
    ]
    empty = cases_report(made(rows("a", "x", 1, {60: 9})), HOW, catalogue)
    assert empty.headline == "Nothing is shown: 1 form with fewer than 10 cases."


def write_log(path: Path, people: int = 12) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["subject", "form", "time", "event"])
        for person in range(people):
            writer.writerow([person, "26-1880", "2024-03-01T10:00:00Z", "start"])
            writer.writerow([person, "26-1880", f"2024-03-01T10:04:{person:02}Z", "submit"])


def test_what_was_measured_goes_into_a_catalogue_and_into_a_scenario(tmp_path: Path) -> None:
    write_log(tmp_path / "log.csv")
    for arguments in ("-o m.yaml --source 'VA, web log'", "-o s.yaml --as-scenario"):
        done = run(f"timetax measure log.csv {arguments}", cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (form,) = load(str(tmp_path / "m.yaml")).forms
    (measured,) = form.measured
    assert (form.id, float(measured.minutes), measured.cases) == ("va-26-1880", 4.0917, 12)
    assert measured.source is not None
    assert (measured.period, measured.cap, measured.source.title) == (
        "2024-03-01",
        300,
        "VA, web log",
    )
    done = run("timetax whatif s.yaml --format json", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["headline"].startswith(
        "Measured minutes: 65,904 hours a year less"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("nowhere.csv", "there is no such file"),
        ("log.csv --engine duckbd", "there is no engine 'duckbd'; did you mean 'duckdb'?"),
        ("log.csv --engine postgres://127.0.0.1:1/x", "Ibis is not installed|is not reachable"),
        ("log.csv --by person", "the log has no column 'person' to group by"),
        ("log.csv --map zeit=time", "no column is called 'zeit'"),
        ("log.csv --map time=when", "there is no key 'when'"),
        ("log.csv --cap 0", "must be 1 or more"),
        ("log.csv --timezone Mars/Olympus", "there is no time zone 'Mars/Olympus'"),
        ("log.csv --as-scenario", "is written to a file"),
        ("log.csv --forms map.yaml", "no column is known as page"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: str, message: str
) -> None:
    write_log(tmp_path / "log.csv")
    (tmp_path / "map.yaml").write_text(
        'timetax: 1\nforms: [{form: a, pages: "x/*"}]\n', encoding="utf-8"
    )
    done = run(f"timetax measure {arguments} -o out.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert any(each in done.stderr for each in message.split("|"))
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.json").exists()


def test_cases_of_a_single_moment_are_reported_without_a_picture(catalogue: Catalogue) -> None:
    report = cases_report(made(rows("a", "", 1, {0: 20})), HOW, catalogue, ())
    assert "spread" not in [each.key for each in report.sections if each.rows]
    assert any("Of a single moment: 20" in each for each in report.notes)
