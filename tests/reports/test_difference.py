"""What a report on a difference says: the verdict, why, by whom, and the forms."""

import csv
import io
import json
import math
from typing import Any

import pytest
from hypothesis import given

import timetax
from tests.engine.difference.versions import catalogues, version
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.difference.gates import parse_gate
from timetax.engine.difference.model import PARTS, Difference
from timetax.engine.difference.verdicts import FormChange, Result, Verdict
from timetax.reports.difference import difference_report
from timetax.reports.report import Report, Section
from timetax.wording.numbers import NOTHING

FORM = {"id": "a", "title": "A form", "responses": 600, "minutes_per_response": 10}
LONGER = FORM | {"minutes_per_response": 12}
UNKNOWN = {"id": "a", "title": "A form", "responses": 600}
OTHER = {"id": "b", "title": "Other", "responses": 60, "minutes_per_response": 60}


def between(old: list[dict[str, Any]], new: list[dict[str, Any]], **sections: Any) -> Difference:
    before = version(*old, name="old.yaml", **sections)
    return difference_between(before, version(*new, name="new.yaml", **sections))


def report(
    old: list[dict[str, Any]], new: list[dict[str, Any]], *by: str, **options: Any
) -> Report:
    sections = options.pop("sections", {})
    return difference_report(between(old, new, **sections), by, **options)


def section(made: Report, key: str) -> Section:
    return next(each for each in made.sections if each.key == key)


def rows(made: Report, key: str) -> list[dict[str, Any]]:
    found = section(made, key)
    return [dict(zip([c.key for c in found.columns], row, strict=True)) for row in found.rows]


def only(made: Report) -> dict[str, Any]:
    (row,) = rows(made, "form")
    return row


def verdict(status: Result = Result.BROKEN) -> Verdict:
    forms = tuple(FormChange(name, "A form", 20.0) for name in "abcd")
    gate = parse_gate("increase > 1%")
    return Verdict(gate, status, 0.2, 0.01, "share", forms, 12, "+20.0%, more than the 1% allowed")


# The verdict


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([FORM], [LONGER], "20 hours a year more (+20.0%): 1 form longer."),
        ([LONGER], [FORM], "20 hours a year less (-16.7%): 1 form shorter."),
        (
            [FORM],
            [FORM | {"responses": 1200}],
            "100 hours a year more (+100.0%): 1 form with more responses.",
        ),
        (
            [FORM],
            [FORM | {"responses": 300}],
            "50 hours a year less (-50.0%): 1 form with fewer responses.",
        ),
        (
            [FORM],
            [FORM | {"responses": 300, "minutes_per_response": 20}],
            "No hours added or taken away: 1 form changed without more or less hours.",
        ),
        ([], [FORM], "100 hours a year more: 1 new form."),
        ([FORM], [], "100 hours a year less (-100.0%): 1 form gone."),
        ([FORM, OTHER], [LONGER], "40 hours a year less (-25.0%): 1 form longer, 1 gone."),
        (
            [FORM, OTHER],
            [FORM | {"id": "c", "replaces": ["a", "b"]}],
            "60 hours a year less (-37.5%): 2 forms merged into 1.",
        ),
        (
            [FORM],
            [FORM | {"unit": "a trip", "responses": 300}],
            "50 hours a year less (-50.0%): 1 form counted otherwise.",
        ),
        ([UNKNOWN], [FORM], "No hours added or taken away: 1 form now known."),
        ([FORM], [UNKNOWN], "No hours added or taken away: 1 form no longer known."),
        (
            [UNKNOWN],
            [UNKNOWN | {"responses": 700}],
            "No hours added or taken away: 1 form changed whose hours are not known.",
        ),
        ([FORM], [FORM], "No change: 1 form takes 100 hours a year."),
        ([FORM, OTHER], [OTHER, FORM], "No change: 2 forms take 160 hours a year."),
        ([], [], "No change: 0 forms take 0 hours a year."),
    ],
)
def test_the_verdict_is_one_line(
    old: list[dict[str, Any]], new: list[dict[str, Any]], said: str
) -> None:
    assert report(old, new).headline == said


def test_a_renamed_form_is_said_to_be_renamed() -> None:
    same = {"control_number": "1545-0074", "form_number": "1040"}
    made = report([FORM | same], [FORM | same | {"id": "new-a"}])
    assert made.headline == "No hours added or taken away: 1 form renamed."
    assert (only(made)["mark"], only(made)["id"], only(made)["what"]) == ("=", "new-a", "was a")


def test_without_a_change_people_read_one_line() -> None:
    made = report([FORM], [FORM])
    text = timetax.format_report(made, "text")
    assert text == "No change: 1 form takes 100 hours a year.\n"
    assert list(made.for_people()) == []


def test_without_a_change_csv_still_has_its_header() -> None:
    by_form = timetax.format_report(report([FORM], [FORM]), "csv")
    by_agency = timetax.format_report(report([FORM], [FORM], "agency"), "csv")
    assert by_form.startswith("form,was,title,") and by_form.count("\n") == 1
    assert by_agency.startswith("agency,agency_name,old_hours,") and by_agency.count("\n") == 1


# Why


def test_the_parts_stand_between_before_and_now_and_those_that_are_nothing_are_left_out() -> None:
    why = rows(report([FORM, OTHER], [LONGER]), "why")
    assert [row["part"] for row in why] == [
        "Before",
        "Time per response",
        "Removed forms",
        "Change",
        "Now",
    ]
    assert [row["change_hours"] for row in why] == [None, 20, -60, -40, None]
    assert [row["hours"] for row in why] == [160, None, None, None, 120]


def test_what_became_known_is_told_beside_the_change() -> None:
    why = rows(report([UNKNOWN, OTHER], [FORM]), "why")
    assert [row["part"] for row in why][-3:] == [
        "Change",
        "Known only now, and so no change",
        "Now",
    ]
    assert (why[-2]["hours"], why[-2]["change_hours"]) == (100, None)


def test_responses_are_told_apart_into_respondents_and_how_often() -> None:
    people = {"id": "a", "respondents": 100, "responses_per_respondent": 1}
    old = people | {"minutes_per_response": 60}
    made = report([old], [old | {"respondents": 90, "responses_per_respondent": 2}])
    table = next(table for table in made.for_people() if table.title == "Why it changed")
    nested = [line.cells for line in table.lines if line.rank == "nested"]
    assert [cells[0] for cells in nested] == ["respondents", "responses per respondent"]
    assert [cells[2] for cells in nested] == ["▼ -10", "▲ +90"]


def test_what_a_source_prints_otherwise_is_said_beside_the_reasons() -> None:
    old = {"id": "a", "responses": 314, "minutes_per_response": 60}
    new = {"id": "a", "responses": 18_866, "minutes_per_response": 60, "published_change": 18_852}
    (note,) = section(report([old], [new]), "why").notes
    assert "+18,852" in note and "+18,552" in note


# The account by cause


def test_the_account_is_there_only_if_causes_are_named() -> None:
    assert not [each for each in report([FORM], [LONGER]).sections if each.key == "accounts"]
    made = report([FORM], [LONGER | {"change": {"cause": "statute"}}])
    accounts = {row["cause"]: row["hours"] for row in rows(made, "accounts")}
    assert accounts == {"Before": 100, "Change due to new statute": 20, "Now": 120}
    table = next(each for each in made.for_people() if each.title.startswith("The account by"))
    assert [line.cells[-1] for line in table.lines] == ["100", "▲ +20", "120"]
    assert made.data["accounts"]["hours"]["statute"] == 20


# Groups


AGENCIES = {
    "agencies": [{"id": "A", "name": "Office A"}, {"id": "B", "name": "Office B"}],
    "life_events": [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}],
}


def test_groups_that_change_are_shown_largest_first_and_the_others_counted() -> None:
    in_b = OTHER | {"agency": "B"}
    made = report([FORM, in_b], [LONGER, in_b], sections=AGENCIES)
    (row,) = rows(made, "department")
    assert (row["department"], row["old_hours"], row["new_hours"]) == ("A", 100, 120)
    assert (row["change_hours"], row["change_share"]) == (20, 0.2)
    assert "Unchanged and not shown: 1 row." in section(made, "department").notes


def test_a_form_that_moves_to_another_agency_moves_its_hours() -> None:
    made = report([FORM], [LONGER | {"agency": "B"}], "agency", sections=AGENCIES)
    assert {row["agency"]: row["change_hours"] for row in rows(made, "agency")} == {
        "A": -100,
        "B": 120,
    }


def test_a_form_known_in_one_version_only_is_left_out_of_the_groups_and_said() -> None:
    made = report([UNKNOWN, OTHER], [FORM, OTHER | {"minutes_per_response": 30}], "agency")
    (row,) = rows(made, "agency")
    assert (row["old_hours"], row["new_hours"], row["change_hours"]) == (60, 30, -30)
    assert "Without 1 form whose change is not known." in section(made, "agency").notes


def test_life_events_are_a_group_where_there_are_any_and_overlaps_are_said() -> None:
    both = {"life_events": ["one", "two"]}
    made = report([FORM | both], [LONGER | both], sections=AGENCIES)
    assert [row["change_hours"] for row in rows(made, "life_event")] == [20, 20]
    assert any(note.startswith("Rows overlap") for note in section(made, "life_event").notes)
    assert "life_event" not in [each.key for each in report([FORM], [LONGER]).sections]


def test_rows_that_are_cut_are_added_up() -> None:
    forms = [FORM | {"id": f"f{i}", "agency": f"A{i}"} for i in range(5)]
    longer = [form | {"minutes_per_response": 10 + 6 * i} for i, form in enumerate(forms, start=1)]
    made = report(forms, longer, "agency", top=2)
    for key in ("agency", "form"):
        found = section(made, key)
        assert len(found.rows) == 2
        assert found.rest is not None and "3 more" in found.rest
        assert 60 + 120 + 180 in found.rest


def test_fields_and_numbers_of_rows_that_make_no_sense_are_refused() -> None:
    with pytest.raises(timetax.InputError):
        report([FORM], [LONGER], "agent")
    with pytest.raises(timetax.InputError):
        report([FORM], [LONGER], top=0)


@given(catalogues(), catalogues())
def test_groups_add_up_to_the_change(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    made = report(old, new, "agency")
    change = made.data["change_hours"]
    found = math.fsum(row["change_hours"] or 0 for row in rows(made, "agency"))
    size = made.data["old"]["burden_hours"] + made.data["new"]["burden_hours"]
    assert found == pytest.approx(change, rel=1e-9, abs=1e-9 * (1 + size))


# The forms


@pytest.mark.parametrize(
    ("old", "new", "mark", "what"),
    [
        ([FORM], [LONGER], "~", "minutes 10 → 12"),
        (
            [FORM],
            [FORM | {"responses": 10_200_000}],
            "~",
            "responses 600 → 10.2 million",
        ),
        (
            [FORM | {"responses": 10_200_000}],
            [FORM | {"responses": 10_200_001}],
            "~",
            "responses 10200000 → 10200001",
        ),
        ([], [FORM], "+", "new; minutes 10; responses 600"),
        ([FORM], [], "-", "gone; minutes 10; responses 600"),
        ([UNKNOWN], [FORM], "~", "minutes now known: 10"),
        ([FORM], [UNKNOWN], "~", "minutes no longer known, were 10"),
        ([FORM], [FORM | {"excluded": "x"}], "~", "no longer counted; minutes 10; responses 600"),
        ([FORM], [LONGER | {"unit": "a trip"}], "~", "minutes 10 → 12; counts forms → a trip"),
    ],
)
def test_what_changed_of_a_form_is_said_in_a_few_words(
    old: list[dict[str, Any]], new: list[dict[str, Any]], mark: str, what: str
) -> None:
    row = only(report(old, new))
    assert (row["mark"], row["what"].replace(",", "")) == (mark, what.replace(",", ""))


def test_unknown_and_absent_hours_are_never_a_zero() -> None:
    new, gone = only(report([], [FORM])), only(report([FORM], []))
    known = only(report([UNKNOWN], [FORM]))
    assert (new["before"], gone["now"], known["before"]) == (NOTHING, NOTHING, None)
    assert (new["old_hours"], gone["new_hours"], known["old_hours"]) == (None, None, None)
    assert (known["change"], known["change_hours"]) == ("now known", None)


def test_of_many_forms_that_became_one_people_read_a_few() -> None:
    old = [FORM | {"id": f"old-{i}"} for i in range(9)]
    row = only(report(old, [FORM | {"replaces": [each["id"] for each in old]}]))
    assert row["what"].endswith("was old-0, old-1, old-2 and 6 more")
    assert row["was"] == ", ".join(each["id"] for each in old)


def test_unchanged_forms_are_only_counted() -> None:
    made = report([FORM, OTHER], [LONGER, OTHER])
    assert len(section(made, "form").rows) == 1
    assert "Unchanged and not shown: 1 form." in section(made, "form").notes


def test_a_long_list_of_forms_is_folded() -> None:
    forms = [FORM | {"id": f"f{i}"} for i in range(26)]
    assert section(report([], forms), "form").folded
    assert not section(report([], forms[:25]), "form").folded


# Gates


def test_gates_come_first_and_broken_ones_before_others() -> None:
    verdicts = [verdict(Result.PASSED), verdict(Result.UNKNOWN), verdict()]
    made = report([FORM], [LONGER], verdicts=verdicts)
    assert made.sections[0].key == "gates"
    found = rows(made, "gates")
    assert [row["status"] for row in found] == ["BROKEN", "not evaluated", "passed"]
    assert found[0]["forms"] == "a +20, b +20, c +20 and 9 more"
    assert found[2]["forms"] is None
    assert made.data["gates"][2]["forms"][0] == {"form": "a", "title": "A form", "change": 20}


def test_a_gate_that_did_not_pass_is_shown_even_without_a_change() -> None:
    failed = report([FORM], [FORM], verdicts=[verdict(Result.UNKNOWN)])
    assert [table.title for table in failed.for_people()] == ["Gates"]
    assert not list(report([FORM], [FORM], verdicts=[verdict(Result.PASSED)]).for_people())


# For programs


def test_json_holds_what_other_programs_read() -> None:
    made = report([FORM, UNKNOWN | {"id": "u"}], [LONGER, OTHER, FORM | {"id": "u"}])
    data = json.loads(timetax.format_report(made, "json"))
    assert data["timetax_diff"] == 1
    assert (data["old"]["name"], data["new"]["name"]) == ("old.yaml", "new.yaml")
    assert (data["old"]["burden_hours"], data["new"]["burden_hours"]) == (100, 280)
    assert (data["change_hours"], data["newly_known_hours"]) == (80, 100)
    assert data["causes"] == dict.fromkeys(PARTS, 0) | {"time": 20, "new": 60}
    forms = {each["id"]: each for each in data["forms"]}
    assert (forms["a"]["status"], forms["a"]["old_hours"], forms["a"]["new_hours"]) == (
        "changed",
        100,
        120,
    )
    assert (forms["b"]["status"], forms["b"]["old_hours"]) == ("new", None)
    assert (forms["u"]["status"], forms["u"]["change_hours"]) == ("newly-known", None)
    assert data["counts"]["unchanged"] == 0
    assert [each["key"] for each in data["sections"]] == ["department"]


@given(catalogues(), catalogues())
def test_causes_in_json_add_up_to_the_change_exactly(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    data = json.loads(timetax.format_report(report(old, new), "json"))
    assert math.fsum(data["causes"].values()) == data["change_hours"]
    assert math.fsum(data["volume"].values()) == data["causes"]["volume"]


def test_csv_gives_the_forms_and_with_fields_the_groups() -> None:
    made = timetax.format_report(report([FORM], [LONGER]), "csv")
    assert made == timetax.format_report(report([FORM], [LONGER], "form"), "csv")
    (row,) = csv.DictReader(io.StringIO(made))
    assert (row["form"], row["status"], row["old_hours"]) == ("a", "changed", "100")
    assert not {"mark", "what", "before"} & row.keys()
    (row,) = csv.DictReader(
        io.StringIO(timetax.format_report(report([FORM], [LONGER], "agency"), "csv"))
    )
    assert (row["agency"], row["change_hours"]) == ("A", "20")


def test_by_form_there_are_no_other_groups() -> None:
    keys = [each.key for each in report([FORM], [LONGER], "form").sections]
    assert keys == ["why", "volume", "form", "coverage"] or keys == ["why", "form", "coverage"]


def test_notes_of_both_catalogues_are_told_once() -> None:
    notes = report([FORM], [LONGER]).notes
    assert len(notes) == len(set(notes))
    assert notes[0] == "Before: old.yaml." and notes[1] == "Now: new.yaml."


def test_text_of_a_catalogue_is_harmless_in_every_format() -> None:
    nasty = "[red]x[/red] | <script> `a` \x1b[31m @you #1"
    made = report([FORM | {"title": nasty}], [LONGER | {"title": nasty}])
    assert "\x1b" not in timetax.format_report(made, "text", width=160)
    assert "[red]x[/red]" in " ".join(timetax.format_report(made, "text", width=300).split())
    assert "\\<script\\>" in timetax.format_report(made, "markdown")
