"""What a report on reforms says: the verdict, the parts, who is touched, and how sure it is."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

import timetax
from tests.made import bundled, catalogue
from timetax.cli.request import parse_years
from timetax.reports.report import Report, Section
from timetax.reports.whatif import groupings

FORMS: list[dict[str, Any]] = [
    {"id": "short", "agency": "A", "responses": 600, "minutes_per_response": 10},
    {"id": "long", "agency": "A", "responses": 60, "minutes_per_response": 300},
    {"id": "other", "agency": "B", "responses": 60, "minutes_per_response": 600},
    {"id": "unknown", "agency": "B", "responses": 60},
]
HALF = {"where": {"form": "long"}, "minutes_per_response": {"multiply": 0.5}, "because": "Half"}


def scenario(*changes: dict[str, Any], **keys: Any) -> timetax.Scenario:
    return timetax.make_scenario({"name": "A reform", "changes": list(changes), **keys})


def report(*scenarios: timetax.Scenario, forms: Any = None, **options: Any) -> Report:
    tables = timetax.tabulate(catalogue(forms or FORMS))
    against = options.pop("against", None)
    sampling = timetax.Sampling(draws=200)
    by = groupings(options.get("by", ()))
    made = timetax.compare(tables, scenarios, against, sampling, by)
    return timetax.whatif_report(made, **options)


def section(made: Report, key: str) -> Section:
    return next(each for each in made.sections if each.key == key)


def rows(made: Report, key: str) -> list[dict[str, Any]]:
    found = section(made, key)
    return [dict(zip([c.key for c in found.columns], row, strict=True)) for row in found.rows]


def test_the_verdict_gives_hours_and_their_share_of_the_forms_touched_and_of_all() -> None:
    made = report(scenario(HALF))
    assert made.headline == (
        "A reform: 150 hours a year less, -50.0% of the hours of the forms that it is about, "
        "-15.0% of all."
    )


def test_more_hours_are_called_more() -> None:
    made = report(scenario({"where": {"form": "short"}, "responses": {"multiply": 2}}))
    assert made.headline.startswith("A reform: 100 hours a year more, +100.0%")


def test_no_change_is_one_sentence() -> None:
    assert report(scenario()).headline == "A reform: no hours change."


def test_of_several_scenarios_the_verdict_names_the_one_that_saves_the_most() -> None:
    less = timetax.make_scenario({"name": "Less", "changes": [HALF]})
    none = timetax.make_scenario({"name": "None", "changes": []})
    assert report(none, less).headline == (
        "Of 2 scenarios, Less saves the most: 150 hours a year less (-15.0% of all)."
    )


def test_only_rows_that_change_are_shown_unless_all_are_asked_for() -> None:
    assert [row["agency"] for row in rows(report(scenario(HALF), by=["agency"]), "agency")] == ["A"]
    made = report(scenario(HALF), by=["agency"], everything=True)
    assert [row["agency"] for row in rows(made, "agency")] == ["A", "B"]


def test_the_rows_that_are_not_shown_are_counted() -> None:
    notes = section(report(scenario(HALF), by=["agency"]), "agency").notes
    assert "Unchanged and not shown: 1 row." in notes


def test_a_form_that_is_added_had_no_hours_before() -> None:
    new = {"id": "new", "title": "New", "agency": "B", "responses": 60, "minutes_per_response": 1}
    (row,) = rows(report(scenario({"add": new}), by=["form"]), "form")
    assert (row["baseline_hours"], row["burden_hours"], row["change_hours"]) == (0, 1, 1)
    assert row["change_share"] is None


def test_a_form_that_is_removed_has_no_hours_after() -> None:
    made = report(scenario({"where": {"form": "long"}, "remove": "yes"}), by=["form"])
    (row,) = rows(made, "form")
    assert (row["baseline_hours"], row["burden_hours"], row["change_share"]) == (300, 0, -1)


def test_a_form_that_becomes_known_is_said_and_its_change_is_not_a_number() -> None:
    change = {"where": {"form": "unknown"}, "minutes_per_response": 60}
    made = report(scenario(change), by=["form"])
    (row,) = rows(made, "form")
    assert (row["baseline_hours"], row["burden_hours"], row["change_hours"]) == (None, 60, None)
    assert any("1 form not estimated in the baseline is estimated" in n for n in made.notes)


def test_a_form_that_stays_unknown_is_said_to_have_no_effect() -> None:
    made = report(scenario({"where": {"form": "unknown"}, "exempt": 0.5}))
    said = "Not estimated before and after, and so without effect: 1 form."
    assert said in made.notes


def test_the_baseline_can_be_another_scenario() -> None:
    third = {"where": {"form": "long"}, "minutes_per_response": {"multiply": 0.25}}
    more = timetax.make_scenario({"name": "More", "changes": [third]})
    made = report(more, against=scenario(HALF))
    assert made.headline.startswith("More: 75 hours a year less than with A reform")
    assert made.data["baseline"]["burden_hours"] == 850


def test_sources_are_listed_with_the_changes_that_they_are_for() -> None:
    own = {**HALF, "source": "A study"}
    notes = report(scenario(HALF, own, source="An order")).notes
    assert "Source of change 1: An order." in notes
    assert "Source of change 2: A study." in notes


def test_a_change_without_a_source_is_said() -> None:
    assert "No source is given for change 1." in report(scenario(HALF)).notes


def test_without_ranges_the_report_says_that_it_knows_nothing_of_certainty() -> None:
    made = report(scenario(HALF))
    assert any(note.startswith("No figure here is a range") for note in made.notes)
    assert "low" not in rows(made, "scenarios")[0]
    assert made.data["draws"] is None


RANGED = {
    "where": {"form": "long"},
    "minutes_per_response": {"multiply": {"low": 0.4, "likely": 0.5, "high": 0.6}},
}


def test_a_range_gives_an_interval_and_the_seed_of_its_draws() -> None:
    made = report(scenario(RANGED))
    (row,) = rows(made, "scenarios")
    assert -180 < row["low"] < row["change_hours"] < row["high"] < -120
    assert any("200 draws (PERT distribution, seed 1)" in note for note in made.notes)
    assert "Nine draws in ten lie between" in made.headline


def test_a_row_that_no_range_touches_has_none() -> None:
    change = {"where": {"form": "other"}, "exempt": 0.5}
    made = report(scenario(RANGED, change), by=["agency"])
    by_agency = {row["agency"]: row for row in rows(made, "agency")}
    assert by_agency["B"]["low"] is None
    assert by_agency["A"]["low"] < by_agency["A"]["high"]


def test_the_last_table_ranks_what_the_uncertainty_comes_from() -> None:
    (row,) = rows(report(scenario(RANGED)), "swings")
    assert row["name"] == "change 1: minutes_per_response multiply"
    assert (row["low"], row["high"]) == pytest.approx((-30, 30))


def test_phase_in_and_learning_are_counted_year_by_year() -> None:
    change = {**HALF, "transition_minutes": 60}
    made = report(
        scenario(change, start=2027, end=2030, phase_in=[0.1, 0.5, 1]), years=(2026, 2031)
    )
    found = [(r["year"], r["change_hours"], r["learning_hours"]) for r in rows(made, "years")]
    assert [year for year, _, _ in found] == [2026, 2027, 2028, 2029, 2030, 2031]
    assert [hours for _, hours, _ in found] == pytest.approx([0, -15, -75, -150, -150, 0])
    assert [once for _, _, once in found] == pytest.approx([0, 6, 24, 30, 0, 0])


def test_years_without_a_start_have_the_full_effect() -> None:
    made = report(scenario(HALF), years=(2026, 2027))
    assert [row["change_hours"] for row in rows(made, "years")] == [-150, -150]


def test_ten_years_are_shown_from_the_start_unless_asked_otherwise() -> None:
    assert len(rows(report(scenario(HALF, start=2027)), "years")) == 10


@pytest.mark.parametrize("text", ["2027", "2030:2027", "2027:3000", "a:b", ":"])
def test_years_that_are_no_years_are_an_error(text: str) -> None:
    with pytest.raises(timetax.InputError):
        parse_years(text)


def test_json_holds_what_other_programs_read() -> None:
    made = json.loads(timetax.format_report(report(scenario(HALF)), "json"))
    assert made["timetax_whatif"] == 1
    assert made["baseline"]["burden_hours"] == 1000
    (only,) = made["scenarios"]
    assert (only["name"], only["burden_hours"], only["change_hours"]) == ("A reform", 850, -150)
    assert only["changes"][0]["change_hours"] == -150
    assert {each["key"] for each in made["sections"]} >= {"scenarios", "changes", "department"}


def test_several_scenarios_stand_in_columns() -> None:
    made = report(scenario(HALF), scenario(), by=["agency"])
    (row,) = rows(made, "agency")
    assert (row["change_hours_1"], row["change_hours_2"]) == (-150, 0)


def test_the_total_line_is_the_change_of_all_forms() -> None:
    found = section(report(scenario(HALF), by=["agency"]), "agency")
    assert found.total is not None
    assert (
        dict(zip([c.key for c in found.columns], found.total, strict=True))["change_hours"] == -150
    )


def test_the_empty_scenario_gives_the_baseline_to_the_last_bit() -> None:
    tables = timetax.tabulate(bundled())
    only = timetax.compare(tables, [scenario()]).cases[0]
    whole = timetax.total(timetax.with_burden(tables))
    assert only.total == whole
    assert only.change.hours == 0


def test_bundled_scenarios_are_computed_from_the_catalogue_that_they_name() -> None:
    (only,) = (timetax.load_scenario("lifeline-national-verifier"),)
    assert only.catalogue is not None
    tables = timetax.tabulate(timetax.load(only.catalogue))
    case = timetax.compare(tables, [only]).cases[0]
    assert case.change.hours == pytest.approx(8_531_854 - 21_102_135, abs=1e-6)


def test_an_interval_around_no_change_is_told_in_both_directions(tmp_path: Path) -> None:
    either = {
        "where": {"form": "long"},
        "minutes_per_response": {"multiply": {"low": 0.5, "likely": 0.99, "high": 1.5}},
    }
    assert " less and " in report(scenario(either)).headline


def test_a_likely_value_outside_the_interval_is_said() -> None:
    forms = [
        {
            "id": f"f{i}",
            "responses": 60,
            "minutes_per_response": {"low": 10, "likely": 10, "high": 100},
        }
        for i in range(30)
    ]
    made = report(scenario({"where": {"form": "f*"}, "prefill": 0.5}), forms=forms)
    (row,) = rows(made, "scenarios")
    assert not row["low"] <= row["change_hours"] <= row["high"]
    assert any("lies outside of its range" in note for note in made.notes)
    assert math.isclose(row["change_hours"], -150)
