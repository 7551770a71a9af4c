"""What is said of one person's journey."""

import json
from pathlib import Path
from typing import Any

import pytest

import timetax
from tests.engine.journeys.made import DOG, catalogue, journey
from tests.made import bundled
from timetax.catalogue.catalogue import Catalogue
from timetax.findings import InputError
from timetax.render.formats.json import render
from timetax.reports.journey import journey_report
from timetax.reports.journey_list import list_journeys
from timetax.tables.tabulate import tabulate

KINDS = ("learning", "form", "gathering", "waiting", "travel", "interview")


def data(made: Catalogue, name: str, *given: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(render(journey_report(made, tabulate(made), name, given)))
    return value


def headline(made: Catalogue, *given: str) -> str:
    return journey_report(made, tabulate(made), made.journeys[0].id, given).headline


def test_the_data_of_a_journey_have_the_names_that_programs_read() -> None:
    made = data(catalogue(DOG), "getting-a-pet", "dog=old")
    assert made["timetax_journey"] == 1
    assert made["journey"] == "getting-a-dog"
    assert [each["title"] for each in made["steps"]][:2] == ["Dog licence", "Visit the clerk"]
    assert [each["form"] for each in made["steps"]] == ["dog-licence", None, None, None]
    assert [each["share"] for each in made["steps"]] == [1, 0.5, 1, 1]
    minutes = [[each[f"{kind}_minutes"] for kind in KINDS] for each in made["steps"]]
    none = [None] * 6
    assert minutes == [
        [None, 12, *none[2:]],
        [None, None, None, 25, 60, None],
        [None, None, 30, *none[3:]],
        [10, *none[1:]],
    ]
    wanted = {
        "active_minutes": 52,
        "active_minutes_low": 47,
        "active_minutes_high": 72,
        "waiting_minutes": 12.5,
        "travel_minutes": 30,
        "steps": 4,
        "steps_not_known": 0,
        "agencies": 1,
    }
    assert {key: made["total"][key] for key in wanted} == wanted


def test_a_step_names_the_services_that_its_form_belongs_to_and_how_they_are_rated() -> None:
    steps = {each["form"]: each for each in data(bundled(), "travelling-abroad")["steps"]}
    assert steps["state-ds11"]["services"] == ["state-passport-help"]
    report = journey_report(bundled(), tabulate(bundled()), "travelling-abroad")
    section = next(each for each in report.sections if each.key == "services")
    names = [column.key for column in section.columns]
    row = dict(zip(names, section.rows[0], strict=True))
    assert row["provider_name"] == "Bureau of Consular Affairs"
    assert row["feedback"].startswith("satisfaction 4.4 of 5 or 4.5 of 5")


def test_without_services_a_journey_has_none() -> None:
    made = catalogue(DOG)
    assert data(made, "getting-a-pet")["steps"][0]["services"] == []
    report = journey_report(made, tabulate(made), "getting-a-pet")
    assert "services" not in [each.key for each in report.sections]


def test_a_provider_that_is_not_declared_has_the_name_that_the_service_says(tmp_path: Path) -> None:
    path = tmp_path / "forms.yaml"
    path.write_text(
        "timetax: 1\nlife_events: [{id: moving, name: Moving}]\n"
        "forms: [{id: a, title: A, agency: X}]\n"
        "journeys: [{id: move, life_event: moving, steps: {form: a}}]\n"
        "services: [{id: s, name: Removal, provider: The movers, forms: [a]}]\n"
    )
    made = timetax.load(path)
    sections = journey_report(made, tabulate(made), "move").sections
    (section,) = (each for each in sections if each.key == "services")
    names = [column.key for column in section.columns]
    assert dict(zip(names, section.rows[0], strict=True))["provider_name"] == "The movers"


def test_what_is_not_known_is_null_in_a_step_and_in_the_total() -> None:
    made = data(journey("{form: unknown, condition: {dog: old}}", "{dog: [puppy, old]}"), "e")
    (step,) = made["steps"]
    assert (step["share"], step["form_minutes"], step["known"]) == (None, None, False)
    total = made["total"]
    assert (total["active_minutes"], total["travel_minutes"]) == (None, None)
    assert (total["steps_not_known"], total["steps_open"]) == (1, 1)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("{form: dog-licence}", "About 12 minutes of work, across 1 agency."),
        ("{form: ranged, times: 6}", "About 2 hours of work (between 60 minutes and 6 hours), "),
        ("{form: unknown}", "The minutes of work are not known, across 1 agency. Of 1 step 1 has"),
        ("{form: unknown}, {title: B, form_minutes: 0}", "No minutes of work are known but of"),
        ("{title: A, form_minutes: 5, elapsed_days: 35}", "5 minutes of work over 5 weeks."),
        (
            "{title: A, form_minutes: 5, questions: 112, asked_before: 38}",
            "38 of 112 questions asked before.",
        ),
        (
            "{title: A, form_minutes: 5, fee: 12.5, times: 3, building_blocks: visit}",
            "About 15 minutes of work, 38 USD and 3 visits.",
        ),
    ],
)
def test_the_first_sentence_says_what_a_journey_comes_to(steps: str, said: str) -> None:
    assert said in headline(journey(steps))


def test_the_first_sentence_says_how_many_steps_it_leaves_out() -> None:
    said = headline(
        journey(
            "{form: unknown}, {title: Call}, {form: dog-licence, condition: {dog: old}}",
            "{dog: [puppy, old]}",
        )
    )
    assert said.endswith(
        "Of 3 steps 1 depends on who one is and 2 have no known minutes, and the figures leave "
        "them out."
    )


def test_a_rating_stands_beside_the_minutes_and_in_no_figure() -> None:
    rated = "{title: A, form_minutes: 5, rating: {value: 4, scale: 1 to 5}}"
    made = journey_report(journey(rated), tabulate(journey(rated)), "e")
    assert made.section("evidence").rows[0][6] == "4 on 1 to 5"
    plain = data(journey("{title: A, form_minutes: 5}"), "e")
    assert data(journey(rated), "e")["total"] == plain["total"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("getting-a-pett", "is no life event or journey; did you mean 'getting-a-pet'?"),
        ("x", "is no life event or journey; there are getting-a-pet"),
    ],
)
def test_a_journey_that_is_not_there_is_told_with_the_nearest(name: str, message: str) -> None:
    made = catalogue(DOG)
    with pytest.raises(InputError) as caught:
        journey_report(made, tabulate(made), name)
    assert caught.value.findings[0].message == message


def test_of_several_journeys_of_a_life_event_one_is_named() -> None:
    two = DOG + DOG.partition("\n")[2].partition("\n")[2].replace("getting-a-dog", "again")
    made = catalogue(two)
    with pytest.raises(InputError, match="name one: getting-a-dog or again"):
        journey_report(made, tabulate(made), "getting-a-pet")
    assert data(made, "again")["journey"] == "again"


def test_journeys_are_listed_with_what_they_depend_on() -> None:
    made = catalogue(DOG)
    (row,) = list_journeys(made, tabulate(made)).sections[0].rows
    assert row[:3] == ("getting-a-pet", "getting-a-pet", "getting-a-dog")
    assert row[-1] == "dog=puppy|old"
    assert not list_journeys(made, tabulate(made), "passport").sections[0].rows
    assert list_journeys(made, tabulate(made), "rabies shot").sections[0].rows
