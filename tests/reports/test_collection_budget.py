"""The report on the information collection budget, as people and programs get it."""

import csv
import json
from pathlib import Path

import pytest

import timetax
from tests.console import run
from timetax.reports.collection_budget import budget_report, bundled_requests

KEYS = {
    "agency",
    "previous_hours",
    "statute_hours",
    "discretion_hours",
    "adjustment_hours",
    "violation_hours",
    "hours",
    "remainder_hours",
}


def test_json_has_each_figure_of_each_row() -> None:
    data = json.loads(run("timetax icb --format json").stdout)
    budget, missed = data["sections"]
    assert data["timetax_icb"] == 1
    assert all(row.keys() >= KEYS for row in budget["rows"])
    assert [(row["request"], row["remainder_hours"]) for row in missed["rows"]] == [
        ("202001-0910-005", -660)
    ]


def test_csv_is_the_budget() -> None:
    rows = list(csv.DictReader(run("timetax icb --format csv").stdout.splitlines()))
    assert rows
    assert rows[0].keys() >= KEYS


def test_the_headline_names_what_does_not_add_up() -> None:
    assert budget_report(bundled_requests()).headline == (
        "507 requests of 1981 to 2026: 157 give all four causes, and 156 of these add up. Not "
        "202001-0910-005 by -660 hours."
    )


def test_a_year_has_a_total_and_several_have_none() -> None:
    requests = bundled_requests()
    assert budget_report(requests, year=2020).sections[0].total is not None
    assert budget_report(requests).sections[0].total is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--fiscal-year 1776", "no request was made in 1776; they are of 1981 to 2026"),
        ("--agency IRSS", "no such request is of 'IRSS'; did you mean 'IRS'?"),
        ("--status granted", "'granted' is neither requested nor approved"),
        ("data/agency-codes.csv", ""),
        ("tests/examples/good/dog-licence.yaml", "gives no hours before"),
        ("a b c", "one or two can be named, not 3"),
        (
            "tests/examples/versions/2025.yaml tests/examples/versions/2026.yaml --status approved",
            "--fiscal-year, --agency and --status are for requests",
        ),
    ],
)
def test_what_cannot_be_done_is_said(arguments: str, message: str) -> None:
    done = run(f"timetax icb {arguments}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr


def test_two_catalogues_make_it_by_agency() -> None:
    versions = "examples/2025.yaml examples/2026.yaml"
    data = json.loads(run(f"timetax icb {versions} --format json").stdout)
    (budget,) = data["sections"]
    for path, key in zip(versions.split(), ("previous_hours", "hours"), strict=True):
        whole = timetax.total(timetax.with_burden(timetax.tabulate(timetax.load(path))))
        added = sum(row[key] for row in budget["rows"])
        assert added == pytest.approx(whole.burden_hours, rel=1e-12)


def test_an_official_inventory_makes_it_from_its_previous_totals(tmp_path: Path) -> None:
    sample = "tests/read/us_reginfo/samples/0503-0007_201708-0503-002.xml"
    (budget,) = json.loads(run(f"timetax icb {sample} --format json").stdout)["sections"][:1]
    (row,) = budget["rows"]
    request = timetax.load(sample).requests[0]
    assert (row["previous_hours"], row["hours"]) == (request.previous_hours, request.hours)
    assert row["statute_hours"] is None
