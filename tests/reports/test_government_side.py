"""Government's own hours and costs are accounts beside the public's, and in no sum of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import timetax
from tests.made import bundled
from tests.write.roads import catalogue_of
from timetax.engine.scenario.comparison import compare
from timetax.engine.scenario.settings import with_settings
from timetax.engine.totals import total
from timetax.render.formats import json as json_format
from timetax.reports.collection_budget import requests_in
from timetax.reports.report import Report
from timetax.tables.saved_reading import tables_in

SAMPLE = Path(__file__).parents[1] / "read/us_reginfo/samples/0503-0007_201708-0503-002.xml"


def report_of(tables: timetax.Tables) -> Report:
    return timetax.report_on(timetax.with_burden(tables))


def test_the_annual_federal_cost_of_an_inventory_is_an_account_of_its_own() -> None:
    report = report_of(timetax.tabulate(timetax.load(SAMPLE)))
    assert report.section("accounts").rows == (
        ("what it costs the federal government", None, None, 1, 62_810),
    )
    assert report.total is not None
    assert report.total.cost == 0


FORMS = [
    {"id": each, "title": each, "agency": "G", "responses": 60, "minutes_per_response": 60}
    | {"affected_public": public, "previous_hours": 50}
    for each, public in (
        ("a", "individuals"),
        ("b", "federal"),
        ("c", ["federal", "individuals"]),
    )
]


def tables_with(**head: object) -> timetax.Tables:
    return timetax.tabulate(catalogue_of({"timetax": 1, **head, "forms": FORMS}))


def test_a_catalogue_may_set_internal_customers_apart_from_the_headline_on() -> None:
    report = report_of(tables_with(internal_customers="apart"))
    assert report.headline == "120 hours a year on 2 forms."
    assert report.lead[0] == (
        "Beside them, 60 hours a year of the federal government's own people on 1 form: an account "
        "of their own, not added."
    )
    assert report.notes[0] == "Not in the total: 1 form that the federal government alone fills in."
    assert [row[:3] for row in report.section("accounts").rows] == [
        ("the public", 2, 120),
        ("of these, with the federal government", 1, 60),
        ("internal customers: the federal government alone", 1, 60),
    ]


def test_a_catalogue_without_federal_forms_has_one_account_and_says_nothing_of_others() -> None:
    report = report_of(timetax.tabulate(bundled()))
    assert "accounts" not in [each.key for each in report.sections]


def test_the_total_holds_every_form_and_says_what_of_it_is_of_internal_customers() -> None:
    report = report_of(tables_with())
    assert report.headline.startswith("180 hours a year on 3 forms")
    assert report.lead[0] == (
        "Of these, 60 are hours of the federal government's own people, and 120 of the public."
    )


def test_a_catalogue_of_internal_customers_alone_says_so_and_not_that_it_is_empty() -> None:
    tables = tables_with(internal_customers="apart")
    alone = replace(tables, forms=tables.forms[tables.forms["form"] == "b"])
    report = report_of(alone)
    assert report.headline == "No form of the public is counted."
    assert report.lead[0].startswith("Beside them, 60 hours a year of the federal government's own")


def test_published_totals_hold_internal_customers_and_are_compared_with_all() -> None:
    report = report_of(tables_with(internal_customers="apart", covers="us-federal-selection"))
    section = report.section("published_totals")
    row = dict(zip([column.key for column in section.columns], section.rows[0], strict=True))
    assert row["share"] == 180 / row["published_hours"]
    assert "compared with 180 hours: those of the public and 60 of its own" in section.notes[1]
    assert "of all of government with its own people" in report.lead[1]


def test_the_official_budget_holds_internal_customers() -> None:
    changes = requests_in(timetax.with_burden(tables_with(internal_customers="apart")))
    assert [(each.hours, each.previous_hours) for each in changes] == [(60, 50)] * 3


def test_a_reform_of_internal_customers_changes_no_hours_of_the_public() -> None:
    tables = tables_with(internal_customers="apart")
    made = compare(tables, with_settings([], ["b.minutes_per_response=30"]))
    assert [each.total.burden_hours for each in made.cases] == [120]


def test_a_report_saved_before_accounts_could_be_parted_counts_all_forms_when_it_is_read() -> None:
    apart = report_of(tables_with(internal_customers="apart"))
    content = json.loads("".join(json_format.render(apart)))
    now = total(timetax.with_burden(tables_in("r", json.dumps(content).encode())))
    assert (now.burden_hours, now.internal_customers_hours) == (120, 60)
    counted = json.loads("".join(json_format.render(report_of(tables_with()))))
    del counted["tables"]["internal_customers"]
    before = total(timetax.with_burden(tables_in("r", json.dumps(counted).encode())))
    assert (before.burden_hours, before.internal_customers_hours) == (180, 0)


@pytest.mark.parametrize("order", [("apart", "counted"), ("counted", "apart")])
def test_files_that_count_internal_customers_differently_are_refused_in_any_order(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    for said in order:
        (tmp_path / f"{said}.yaml").write_text(f"timetax: 1\ninternal_customers: {said}\n")
    with pytest.raises(timetax.InputError, match=f"{order[1]!r} is not the {order[0]!r} of"):
        timetax.load(*(tmp_path / f"{said}.yaml" for said in order))


def test_a_table_counts_all_its_rows_as_its_own_totals_do_and_says_whose_they_are(
    tmp_path: Path,
) -> None:
    table = tmp_path / "forms.csv"
    rows = ("A,G,Individuals or Households,60,60", "B,G,Federal Government,60,60")
    table.write_text("\n".join(("title,agency,affected public,responses,minutes", *rows)))
    report = report_of(timetax.tabulate(timetax.load(table)))
    assert report.headline == "120 hours a year on 2 forms."
    assert report.lead[0] == (
        "Of these, 60 are hours of the federal government's own people, and 60 of the public."
    )
