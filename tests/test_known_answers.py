"""Figures that were published, reproduced from their published factors."""

from fractions import Fraction

import pytest

import timetax
from tests.made import bundled_tables, tables


@pytest.fixture(scope="module")
def bundled() -> timetax.Tables:
    return bundled_tables()


def hours(**form: object) -> float:
    return float(tables([form]).forms["burden_hours"][0])


def test_the_passport_application_of_2016_takes_85_minutes(bundled: timetax.Tables) -> None:
    """ICR 201607-1405-002: 16,665,427 hours on 11,763,831 responses."""
    form = bundled.forms.set_index("form").loc["state-ds11"]
    assert form["minutes_per_response"] == 85
    assert form["responses"] == 11_763_831
    assert form["published_hours"] * 60 / form["responses"] == pytest.approx(85.0, abs=0.05)
    assert form["burden_hours"] == pytest.approx(form["published_hours"], abs=0.5)


def test_published_hours_over_responses_give_the_minutes_of_the_passport_form() -> None:
    forms = tables([{"responses": 11_763_831, "published_hours": 16_665_427}]).forms
    assert forms["minutes_per_response"][0] == pytest.approx(85.0, abs=0.05)


def test_the_veterans_application_of_1995_takes_372426_hours(bundled: timetax.Tables) -> None:
    """60 FR 45523: 248,284 respondents, 90 minutes, 372,426 hours."""
    assert hours(respondents=248_284, minutes_per_response=90) == 372_426
    form = bundled.forms.set_index("form").loc["va-21-526-1995"]
    assert form["burden_hours"] == form["published_hours"] == 372_426


def test_the_snap_application_of_2015_takes_3556686_46_hours() -> None:
    """ICR 201511-0584-006: 11,209,223 responses of 0.3173 hours, 3,556,686.46 hours."""
    minutes = float(Fraction("0.3173") * 60)
    product = hours(responses=11_209_223, minutes_per_response=minutes)
    assert product == pytest.approx(3_556_686.46, abs=0.005)


def test_irs_form_1045_does_not_reproduce_and_both_figures_are_shown() -> None:
    """Published 828,947 hours; 65,220 responses of 12.7 hours make 828,294."""
    form = {
        "id": "irs-1045",
        "responses": 65_220,
        "minutes_per_response": 762,
        "published_hours": 828_947,
        "source": "IRS Form 1045",
    }
    assert hours(**form) == 828_294
    from tests.made import catalogue

    made = catalogue([form])
    explained = timetax.explain_form(made, timetax.with_burden(timetax.tabulate(made)), "irs-1045")
    factors = next(section for section in explained.sections if section.key == "factors")
    values = {row[0]: row[1] for row in factors.rows}
    assert values["= burden hours"] == 828_294
    assert values["published hours"] == 828_947
    assert factors.notes == ("Computed are 653 hours fewer than published (-0.1%).",)
