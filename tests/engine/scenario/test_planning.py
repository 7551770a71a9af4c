"""What is found when a scenario is laid out over tables."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import timetax
from tests.made import catalogue
from timetax.engine.scenario.planning import plan
from timetax.findings import InputError

AGENCIES = [
    {"id": "TREAS", "name": "Treasury"},
    {"id": "IRS", "name": "Internal Revenue Service", "parent": "TREAS"},
    {"id": "VA", "name": "Veterans Affairs"},
]
FORMS: list[dict[str, Any]] = [
    {"id": "tax", "agency": "IRS", "life_events": ["work"], "obligation": "mandatory"},
    {"id": "tax-2", "agency": "IRS", "life_events": ["old"], "obligation": "mandatory"},
    {"id": "pension", "agency": "VA", "life_events": ["old"], "obligation": "voluntary"},
    {"id": "trip", "agency": "VA", "unit": "trip"},
    {"id": "shared", "agency": "VA", "life_events": {"old": 0.5}},
]
TABLES = timetax.tabulate(
    catalogue(
        [{**form, "responses": 10, "minutes_per_response": 6} for form in FORMS],
        agencies=AGENCIES,
        life_events=[{"id": "work", "name": "Work"}, {"id": "old", "name": "Growing old"}],
    )
)
HALF = {"minutes_per_response": {"multiply": 0.5}}
ONE = {"responses": "sum", "minutes_per_response": "mean"}


def applied(*changes: dict[str, Any], tables: timetax.Tables = TABLES) -> timetax.Tables:
    made = timetax.make_scenario({"name": "N", "changes": list(changes)})
    return timetax.apply_scenario(tables, made)


def rows(*changes: dict[str, Any]) -> dict[str, Any]:
    return {row["form"]: row for row in applied(*changes).forms.to_dict("records")}


def ids(*changes: dict[str, Any]) -> list[str]:
    return list(applied(*changes).forms["form"])


def changed(where: Mapping[str, Any]) -> set[str]:
    forms = applied({"where": where, **HALF, "optional": True}).forms
    return set(forms.loc[forms["minutes_per_response"] == 3, "form"])


def mistakes(*changes: dict[str, Any]) -> list[str]:
    with pytest.raises(InputError) as error:
        applied(*changes)
    return [f.message for f in error.value.findings]


def merged(forms: list[str], **keys: Any) -> dict[str, Any]:
    return {"where": {"form": forms}, "merge": {"id": "new", "title": "New", **ONE, **keys}}


def added(**keys: Any) -> dict[str, Any]:
    return {"add": {"id": "new", "title": "New", "agency": "VA", **keys}}


# Which forms


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"form": "tax"}, {"tax"}),
        ({"form": "TAX*"}, {"tax", "tax-2"}),
        ({"form": ["tax", "trip"]}, {"tax", "trip"}),
        ({"agency": "TREAS"}, {"tax", "tax-2"}),
        ({"department": "Treasury"}, {"tax", "tax-2"}),
        ({"agency": "VA", "life_event": "old"}, {"pension", "shared"}),
        ({"life_event": "growing*"}, {"tax-2", "pension", "shared"}),
        ({"any": [{"form": "tax"}, {"form": "trip"}]}, {"tax", "trip"}),
        ({"any": {"form": "tax"}}, {"tax"}),
        ({"all": [{"agency": "VA"}, {"obligation": "voluntary"}]}, {"pension"}),
        ({"not": {"agency": "VA"}}, {"tax", "tax-2"}),
        ({"not": [{"form": "tax"}, {"form": "trip"}]}, {"tax-2", "pension", "shared"}),
        ({"not": {"agency": "VA", "life_event": "old"}}, {"tax", "tax-2", "trip"}),
        ({"agency": "VA", "not": {"form": "trip"}}, {"pension", "shared"}),
        (
            {"any": [{"agency": "VA", "not": {"life_event": "old"}}, {"all": {"form": "tax"}}]},
            {"trip", "tax"},
        ),
        ({"not": {"not": {"form": "tax"}}}, {"tax"}),
        ({"form": "tax", "agency": "VA"}, set()),
    ],
)
def test_a_condition_selects_these_forms(where: dict[str, Any], expected: set[str]) -> None:
    assert changed(where) == expected


def test_a_name_that_no_form_has_is_refused_with_the_nearest_one() -> None:
    assert mistakes({"where": {"form": "pensoin"}, **HALF}) == [
        "no form has form 'pensoin'; did you mean 'pension'?"
    ]
    assert mistakes({"where": {"agency": "Treasurry"}, **HALF}) == [
        "no form has agency 'Treasurry'; did you mean 'TREAS'?"
    ]


def test_names_that_no_form_has_are_all_told_at_once_each_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "timetax: 1\nname: N\nchanges:\n"
        "  - where: {form: [tax, nope]}\n"
        "    exempt: 0.5\n"
        "  - where:\n"
        "      any:\n"
        "        - {agency: zzz}\n"
        "        - {not: {form: [tax, pensio]}}\n"
        "    exempt: 0.5\n"
        "  - {where: {life_event: older}, exempt: 0.5}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        timetax.apply_scenario(TABLES, timetax.load_scenario(path))
    assert [(f.position.line, f.position.column, f.path) for f in error.value.findings] == [
        (4, 25, "$.changes[0].where.form[1]"),
        (8, 20, "$.changes[1].where.any[0].agency"),
        (9, 30, "$.changes[1].where.any[1].not.form[1]"),
        (11, 26, "$.changes[2].where.life_event"),
    ]


def test_a_change_that_matches_no_form_is_refused_unless_it_is_optional() -> None:
    where = {"form": "tax", "agency": "VA"}
    assert mistakes({"where": where, **HALF}) == [
        "no form matches all of this; `optional: yes` lets it match none"
    ]
    assert applied({"where": where, **HALF, "optional": True}) is TABLES


def test_an_optional_change_may_name_what_no_form_has() -> None:
    assert applied({"where": {"form": "nope"}, **HALF, "optional": True}) is TABLES
    assert applied({**merged(["nope", "nor-this"]), "optional": True}) is TABLES


def test_a_form_that_was_taken_away_cannot_be_changed_any_more() -> None:
    remove = {"where": {"form": "tax"}, "remove": True}
    assert mistakes(remove, {"where": {"form": "tax"}, **HALF}) == [
        "the forms that it matches were taken away by a change before it"
    ]
    assert mistakes(merged(["tax", "tax-2"]), remove) == [
        "the forms that it matches were taken away by a change before it"
    ]
    assert "tax" not in ids(remove, {**remove, "optional": True})


def test_a_glob_changes_only_the_forms_that_are_still_there() -> None:
    after = rows(
        {"where": {"form": "tax"}, "remove": True},
        {"where": {"form": "tax*"}, **HALF},
    )
    assert "tax" not in after
    assert after["tax-2"]["minutes_per_response"] == 3


def test_a_change_sees_the_forms_that_those_before_it_made() -> None:
    after = rows(added(minutes_per_response=8), {"where": {"form": "new"}, **HALF})
    assert after["new"]["minutes_per_response"] == 4
    after = rows(merged(["tax", "tax-2"]), {"where": {"agency": "IRS"}, **HALF})
    assert after["new"]["minutes_per_response"] == 3


def test_a_change_does_not_see_the_forms_that_those_after_it_make() -> None:
    assert mistakes({"where": {"form": "new"}, **HALF}, added())[0].startswith("no form has form")


def test_the_findings_of_all_changes_are_told_at_once() -> None:
    found = mistakes({"where": {"form": "a-a"}, **HALF}, added(agency="b"), merged(["tax", "c-c"]))
    assert len(found) == 3


# Adding


def test_an_added_form_stands_after_the_others_with_the_names_of_its_agency() -> None:
    after = applied(added(agency="IRS", life_events=["old"], responses=5))
    assert list(after.forms["form"])[-1] == "new"
    row = after.forms.iloc[-1]
    assert (row["agency_name"], row["department"], row["department_name"]) == (
        "Internal Revenue Service",
        "TREAS",
        "Treasury",
    )
    events = after.life_events
    assert events[events["form"] == "new"]["life_event_name"].tolist() == ["Growing old"]


def test_an_id_that_is_taken_is_refused() -> None:
    assert mistakes(added(id="tax")) == ["the id 'tax' is taken by a form that is there"]
    assert mistakes(added(), added()) == ["the id 'new' is taken by a form that is there"]


def test_an_id_is_free_after_its_form_was_taken_away() -> None:
    assert ids({"where": {"form": "tax"}, "remove": True}, added(id="tax"))[-1] == "tax"


def test_an_added_form_names_an_agency_of_the_catalogue() -> None:
    assert mistakes(added(agency="Internal Revenue Servic")) == [
        "the catalogue has no agency 'Internal Revenue Servic'; did you mean 'IRS'?"
    ]


def test_an_added_form_names_life_events_that_forms_have() -> None:
    assert mistakes(added(agency="XX", life_events=["odl", "old"])) == [
        "the catalogue has no agency 'XX'",
        "no form has the life event 'odl'; did you mean 'old'?",
    ]


def test_an_unknown_life_event_has_its_place_in_a_list_and_in_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "timetax: 1\nname: N\nchanges:\n"
        "  - add: {id: x, title: X, agency: VA, life_events: [old, odl]}\n"
        "  - add: {id: y, title: Y, agency: VA, life_events: {old: 0.1, odl: 0.2}}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        timetax.apply_scenario(TABLES, timetax.load_scenario(path))
    assert [(f.position.line, f.position.column) for f in error.value.findings] == [
        (4, 59),
        (5, 69),
    ]


def test_overlaps_of_an_added_form_are_kept_and_name_forms_that_are_there() -> None:
    pairs = applied(added(overlaps={"tax": "The same"})).overlaps
    assert pairs.to_dict("records") == [{"form": "new", "other": "tax", "reason": "The same"}]
    assert mistakes(added(overlaps=["tx"])) == [
        "the form overlaps 'tx', and no form is; did you mean 'tax'?"
    ]
    assert mistakes(added(overlaps=["new"])) == ["the form overlaps itself"]


# Merging


def test_a_merge_takes_the_forms_away_and_adds_one() -> None:
    assert ids(merged(["tax", "tax-2"])) == ["pension", "trip", "shared", "new"]


def test_a_merge_of_one_form_is_refused() -> None:
    assert mistakes(merged(["tax"])) == ["a merge takes two forms or more, and here is 'tax' alone"]


def test_a_merge_of_forms_that_count_different_things_is_refused() -> None:
    assert mistakes(merged(["pension", "trip"])) == [
        "forms that count different things cannot be merged: "
        "pension counts a response, trip counts trip"
    ]


def test_a_merge_of_several_agencies_says_whose_the_new_form_is() -> None:
    assert mistakes(merged(["tax", "pension"])) == [
        "the forms are those of IRS, VA: say whose the new one is"
    ]
    assert rows(merged(["tax", "pension"], agency="TREAS"))["new"]["agency"] == "TREAS"
    assert mistakes(merged(["tax", "pension"], agency="IRSS")) == [
        "the catalogue has no agency 'IRSS'; did you mean 'IRS'?"
    ]


def test_a_merge_of_forms_with_shares_of_life_events_says_which_the_new_form_has() -> None:
    assert mistakes(merged(["pension", "shared"])) == [
        "a form gives its life events shares; say which the new form has"
    ]
    after = applied(merged(["pension", "shared"], life_events={"old": 0.75}))
    events = after.life_events[after.life_events["form"] == "new"]
    assert events["share"].tolist() == [0.75]
    assert mistakes(merged(["pension", "shared"], life_events=["odl"])) == [
        "no form has the life event 'odl'; did you mean 'old'?"
    ]


def test_a_merged_form_has_what_all_agree_on_and_the_life_events_of_all() -> None:
    after = applied(merged(["tax", "tax-2"]))
    row = after.forms.set_index("form").loc["new"]
    assert (row["agency"], row["department"], row["obligation"]) == ("IRS", "TREAS", "mandatory")
    events = after.life_events
    assert events[events["form"] == "new"]["life_event"].tolist() == ["work", "old"]
    other = rows(merged(["tax", "pension"], agency="VA"))["new"]
    assert other["obligation"] != other["obligation"]


def test_what_a_merge_gives_comes_before_what_the_forms_say() -> None:
    row = rows(merged(["tax", "tax-2"], obligation="voluntary", form_number="7", online="full"))[
        "new"
    ]
    assert (row["obligation"], row["form_number"], row["online"]) == ("voluntary", "7", "full")


def test_the_id_of_a_merged_form_may_be_that_of_one_of_them_and_of_no_other() -> None:
    after = applied(merged(["tax", "tax-2"], id="tax"))
    assert list(after.forms["form"]) == ["pension", "trip", "shared", "tax"]
    events = after.life_events
    assert events[events["form"] == "tax"]["life_event"].tolist() == ["work", "old"]
    assert mistakes(merged(["tax", "tax-2"], id="trip")) == [
        "the id 'trip' is taken by a form that is there"
    ]


def test_merging_again_under_the_same_id_keeps_each_life_event_once() -> None:
    first = merged(["tax", "tax-2"], id="tax")
    after = applied(first, merged(["tax", "pension"], id="tax", agency="VA"))
    events = after.life_events
    assert sorted(events[events["form"] == "tax"]["life_event"]) == ["old", "work"]


def test_a_form_that_was_replaced_leaves_nothing_of_its_own_to_a_merge() -> None:
    after = applied(
        {"where": {"form": "shared"}, "remove": True},
        added(id="shared", life_events=["work"], responses=1, minutes_per_response=1),
        merged(["shared", "pension"]),
    )
    events = after.life_events
    assert events[events["form"] == "new"]["life_event"].tolist() == ["old", "work"]


def test_a_merged_form_is_of_the_source_of_the_change() -> None:
    assert rows({**merged(["tax", "tax-2"]), "source": "The law"})["new"]["source"] == "The law"


# The plan


def test_a_plan_keeps_ranges_as_parameters_that_say_where_they_stand() -> None:
    wide = {"low": 1, "likely": 2, "high": 3}
    made = timetax.make_scenario(
        {
            "name": "N",
            "parameters": {"p": wide},
            "changes": [
                {
                    "where": {"form": "tax"},
                    "responses": {"multiply": wide, "cap": "$p"},
                    "move": {"share": 0.5, "minutes_per_response": wide},
                    "transition_minutes": wide,
                }
            ],
        }
    )
    assert set(plan(TABLES, made).parameters) == {
        "p",
        "change 1: responses multiply",
        "change 1: move minutes_per_response",
        "change 1: transition_minutes",
    }


def test_laying_out_changes_neither_the_scenario_nor_the_tables() -> None:
    made = timetax.make_scenario({"name": "N", "changes": [merged(["tax", "tax-2"])]})
    before = TABLES.forms.copy()
    plan(TABLES, made)
    assert plan(TABLES, made).universe.forms["form"].tolist()[-1] == "new"
    assert TABLES.forms.equals(before)


def test_a_selection_of_forms_can_be_reformed() -> None:
    part = timetax.select(TABLES, [timetax.parse_selection("agency=VA")])
    after = applied(added(responses=5), {"where": {"form": "trip"}, "remove": True}, tables=part)
    assert list(after.forms["form"]) == ["pension", "shared", "new"]
