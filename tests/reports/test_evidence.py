"""A report says what its total rests on, and what it is of the whole."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

import timetax
from tests import made
from tests.console import run
from tests.made import bundled_tables
from timetax.bundle import bundled
from timetax.reports.links import links_report
from timetax.reports.published_totals import published_report
from timetax.reports.report import Report

SOURCE = {"title": "A notice", "date": 2024}
FORMS = [
    {"id": "a", "responses": 600, "minutes_per_response": 10, "source": SOURCE},
    {"id": "b", "responses": 60, "published_hours": 200, "source": SOURCE, "status": "requested"},
    {"id": "c", "responses": 60, "minutes_per_response": 300, "estimate_year": 2010},
    {"id": "d", "responses": 60, "minutes_per_response": 400, "estimate_year": 2021},
    {"id": "e", "responses": 60, "minutes_per_response": 9_000, "excluded": "Gone"},
]


def evidence(report: Report) -> dict[str, tuple[int, float]]:
    (section,) = [each for each in report.sections if each.key == "evidence"]
    return {row[0]: (row[2], row[3]) for row in section.rows}


def test_each_part_of_the_hours_is_that_of_the_counted_forms() -> None:
    report = timetax.report_on(made.tables(FORMS))
    assert report.total is not None
    assert report.total.burden_hours == 1000
    assert evidence(report) == {
        "published": (1, 100),
        "requested": (1, 200),
        "old": (1, 300),
        "form:d": (1, 400),
        "form:c": (1, 300),
        "form:b": (1, 200),
    }


def test_the_report_leads_with_them_in_words() -> None:
    report = timetax.report_on(made.tables(FORMS))
    assert report.lead == (
        "Of the hours 10.0% rest on published minutes, 20.0% are requested and not yet approved "
        "and 30.0% are estimates of before 2011; d, c and b are 90.0%.",
    )
    assert report.lead[0] in " ".join(timetax.format_report(report).split())


def test_what_is_not_there_is_not_said() -> None:
    forms = [{"id": "a", "responses": 60, "minutes_per_response": 60}]
    assert timetax.report_on(made.tables(forms)).lead == (
        "Of the hours none rest on published minutes.",
    )
    assert timetax.report_on(made.tables([{"id": "a"}])).lead == ()


def test_the_bundled_report_has_the_shares_of_an_independent_sum() -> None:
    tables = bundled_tables()
    forms = tables.forms[tables.forms["excluded"].isna() & tables.forms["burden_hours"].notna()]
    hours = {row["form"]: Fraction(row["burden_hours"]) for row in forms.to_dict("records")}
    requested = forms["form"][forms["status"].eq("requested").fillna(value=False)]
    found = evidence(timetax.report_on(tables))
    assert found["requested"] == (
        len(requested),
        pytest.approx(float(sum(hours[each] for each in requested)), rel=1e-15),
    )
    whole = sum(hours.values())
    heaviest = sorted(hours.values())[-3:]
    assert float(sum(heaviest) / whole) == pytest.approx(0.5934, abs=0.0005)


def test_a_selection_is_set_beside_the_newest_total_of_a_whole_year() -> None:
    tables = made.tables(FORMS, covers="us-federal-selection")
    report = timetax.report_on(tables)
    assert report.lead[0].startswith(
        "As much as <0.1% of all of government: 10.5 billion in fiscal year 2023 (OMB). Also said"
    )
    (section,) = [each for each in report.sections if each.key == "published_totals"]
    share = [column.key for column in section.columns].index("share")
    assert [row[share] for row in section.rows if row[0] == "2023"] == [1000 / 10_503_000_000]
    assert "obligation" not in {each.key for each in report.sections}


def test_each_published_figure_stands_by_itself_with_its_source() -> None:
    report = published_report()
    (section,) = report.sections
    path = bundled().with_name("government-wide-totals.csv")
    facts = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert [(row[0], row[2], row[-1]) for row in section.rows] == [
        (each["as_of"], float(each["hours_millions"]) * 1e6, each["url"]) for each in facts[::-1]
    ]
    assert all(each["source"] and "://" in each["url"] for each in facts)
    for words in ("bove 9 billion", "10.34 billion", "10.5 billion", "11.3 billion"):
        assert words in report.headline


def test_published_is_a_command_in_every_format() -> None:
    data = json.loads(run("timetax published --format json").stdout)
    assert data["timetax_published"] == 1
    assert len(data["sections"][0]["rows"]) == 21
    assert run("timetax published --top 0").returncode == 2


def test_links_lists_each_source_with_its_copy(tmp_path: Path) -> None:
    sources = [
        {"title": "A", "url": "https://a.example", "copy": "https://b.example"},
        {"title": "B", "copy": "https://b.example"},
        {"title": "C"},
    ]
    catalogue = made.catalogue([{"source": each} for each in sources] + [{}])
    report = links_report(catalogue)
    assert report.headline == (
        "Sources of 4 forms: 1 with an official address, 1 of these read in a copy; 1 with the "
        "address of a copy alone; 1 without an address; 1 without a source."
    )
    assert [row[:5] for row in report.sections[0].rows] == [
        ("form-0", "A", None, "https://a.example", "https://b.example"),
        ("form-1", "B", None, None, "https://b.example"),
        ("form-2", "C", None, None, None),
        ("form-3", None, None, None, None),
    ]


def test_links_is_an_option_of_check() -> None:
    data = json.loads(run("timetax check --links --format json").stdout)
    assert len(data["sections"][0]["rows"]) == 413
    done = run("timetax check --links --format sarif")
    assert (done.returncode, "sources are written as text or json" in done.stderr) == (2, True)
