"""What reforms change for one person."""

from fractions import Fraction
from typing import Any

import pytest

from tests.engine.journeys.made import catalogue
from timetax.engine.journeys.amount import Span
from timetax.engine.journeys.reform import Reformed, reformed_journey
from timetax.engine.journeys.traits import settled
from timetax.engine.scenario.comparison import compare
from timetax.engine.scenario.reading import make_scenario
from timetax.tables.tabulate import tabulate


def reformed(steps: str, change: dict[str, Any], *given: str, traits: str = "{}") -> Reformed:
    made = catalogue(
        f"journeys:\n  - {{id: j, life_event: e, traits: {traits}, steps: [{steps}]}}\n"
    )
    scenario = make_scenario({"name": "Reform", "changes": [change]})
    comparison = compare(tabulate(made), [scenario])
    journey = made.journeys[0]
    return reformed_journey(comparison, made, journey, settled(journey, given))


def active(made: Reformed) -> tuple[Fraction | None, Fraction | None]:
    before, after = made.before.total.active, made.after["Reform"].total.active
    return (before and before.likely, after and after.likely)


PREFILL = {"where": {"form": "dog-licence"}, "prefill": 0.25}


def test_time_that_a_form_saves_is_saved_by_one_person() -> None:
    made = reformed("{form: dog-licence, times: 2}, {title: B, learning_minutes: 5}", PREFILL)
    assert active(made) == (29, 23)


def test_minutes_that_a_step_gives_itself_change_as_those_of_its_form() -> None:
    assert active(reformed("{form: dog-licence, form_minutes: 40}", PREFILL)) == (40, 30)


def test_a_form_that_is_removed_takes_its_step_along() -> None:
    change = {"where": {"form": "dog-licence"}, "remove": "yes"}
    made = reformed("{form: dog-licence, travel_minutes: 60}, {form: hours-alone}", change)
    assert active(made) == (32, 20)
    assert made.after["Reform"].total.travel == Span(Fraction(), Fraction(), Fraction())


def test_who_is_exempt_does_not_take_the_step() -> None:
    change = {"where": {"form": "dog-licence"}, "exempt": 0.25}
    made = reformed("{form: dog-licence, travel_minutes: 60}", change)
    assert active(made) == (12, 9)
    assert made.after["Reform"].steps[0].share == Fraction(3, 4)


def test_more_respondents_are_other_people() -> None:
    change = {"where": {"form": "dog-licence"}, "responses": {"multiply": 2}}
    assert active(reformed("{form: dog-licence}", change)) == (12, 12)


def test_of_forms_that_become_one_the_first_step_takes_it_and_nobody_the_others() -> None:
    change = {
        "where": {"form": ["dog-licence", "hours-alone"]},
        "merge": {
            "id": "one",
            "title": "One form",
            "agency": "CITY",
            "responses": "max",
            "minutes_per_response": 25,
        },
    }
    made = reformed("{form: dog-licence}, {form: hours-alone, travel_minutes: 10}", change)
    assert active(made) == (32, 25)
    assert [each.title for each in made.after["Reform"].steps] == ["One form", "One form"]
    assert made.after["Reform"].total.travel == Span(Fraction(), Fraction(), Fraction())


def test_a_form_that_holds_other_parties_shows_no_change() -> None:
    made = reformed("{form: lenders-too}", {"where": {"form": "lenders-too"}, "prefill": 0.5})
    assert active(made) == (None, None)


@pytest.mark.parametrize(("given", "before"), [([], None), (["dog=old"], 12)])
def test_a_step_that_is_open_stays_open(given: list[str], before: int | None) -> None:
    made = reformed(
        "{form: dog-licence, condition: {dog: old}}",
        PREFILL,
        *given,
        traits="{dog: [puppy, old]}",
    )
    assert active(made)[0] == before
    after = made.after["Reform"].total.active
    assert after is not None
    assert after.high == 9
