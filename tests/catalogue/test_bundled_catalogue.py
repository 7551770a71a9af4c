"""The bundled catalogue against the facts that it was built from, figure by figure."""

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest

import timetax

_LINES = (
    (Path(__file__).parents[1] / "data" / "form_facts.csv").read_text(encoding="utf-8").splitlines()
)
FACTS = {row["id"]: row for row in csv.DictReader(_LINES)}
CATALOGUE = timetax.load()
FORMS = {form.id: form for form in CATALOGUE.forms}
TABLES = timetax.with_burden(timetax.tabulate(CATALOGUE))


def fact(row: dict[str, str], key: str) -> Fraction | None:
    return Fraction(row[key]) if row[key] else None


def independent_hours(row: dict[str, str]) -> Fraction | None:
    """Return the hours of a fact: its product where minutes were published, else its total."""
    if row["minutes_basis"] == "derived" and row["id"] != "ssa-8":
        return fact(row, "published_burden_hours")
    factors = [
        fact(row, key)
        for key in ("respondents", "responses_per_respondent", "minutes_per_response")
    ]
    known = [factor for factor in factors if factor is not None]
    return math.prod(known, start=Fraction(1)) / 60 if len(known) == len(factors) else None


def independent_total(agency: str | None = None) -> Fraction:
    return sum(
        (
            independent_hours(row) or Fraction(0)
            for row in FACTS.values()
            if row["include_in_totals"] == "yes" and agency in (None, row["agency"])
        ),
        Fraction(0),
    )


def test_it_holds_every_fact_under_its_id_in_order() -> None:
    assert list(FORMS) == list(FACTS)
    assert len(FORMS) == 141


def test_the_total_equals_an_independent_sum_over_the_facts() -> None:
    whole = timetax.total(TABLES)
    assert whole.burden_hours == pytest.approx(float(independent_total()), rel=1e-15)
    assert whole.burden_hours == pytest.approx(3.76e9, abs=0.005e9)
    assert (whole.forms, whole.not_estimated, whole.excluded) == (123, 1, 18)


def test_the_treasury_has_the_share_that_the_facts_give_it() -> None:
    departments = timetax.totals_by(TABLES, "department").set_index("department")
    hours = departments.loc["TREAS", "burden_hours"]
    assert hours == pytest.approx(float(independent_total("TREAS")), rel=1e-15)
    assert hours == pytest.approx(3.33e9, abs=0.005e9)


@pytest.mark.parametrize("form", FORMS)
def test_each_figure_is_that_of_the_fact(form: str) -> None:
    made, row = FORMS[form], FACTS[form]
    count = made.respondents if row["count_basis"] == "respondents" else made.responses
    frequency = made.responses_per_respondent or 1
    if made.respondents and made.responses:
        frequency = round(made.responses / made.respondents, 4)
    assert count == (float(row["respondents"]) if row["respondents"] else None)
    if row["responses_per_respondent"]:
        assert frequency == float(row["responses_per_respondent"])
    assert made.published_hours == (
        float(row["published_burden_hours"]) if row["published_burden_hours"] else None
    )
    assert made.published_cost == (
        float(row["annual_cost_usd"]) if row["annual_cost_usd"] else None
    )
    if row["minutes_basis"] == "published":
        assert made.minutes_per_response == float(row["minutes_per_response"])
    assert [event for event, _ in made.life_events] == row["life_events"].split(";")
    assert (made.control_number or "") == row["omb_control_number"]
    assert (made.form_number or "") == row["form_number"]
    assert str(made.estimate_year or "") == row["estimate_year"]
    assert bool(made.excluded) == (row["include_in_totals"] == "no")


@pytest.mark.parametrize("form", FORMS)
def test_minutes_are_published_or_derived_as_in_the_fact(form: str) -> None:
    basis = TABLES.forms.set_index("form").loc[form, "minutes_basis"]
    wanted = FACTS[form]["minutes_basis"]
    assert basis == wanted if wanted else basis != basis


@pytest.mark.parametrize("form", FORMS)
def test_derived_minutes_give_back_the_published_hours(form: str) -> None:
    made = TABLES.forms.set_index("form").loc[form]
    if FORMS[form].minutes_per_response is None and made["minutes_basis"] == "derived":
        assert made["burden_hours"] == pytest.approx(made["published_hours"], rel=2**-52)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_source_with_an_address(form: str) -> None:
    source = FORMS[form].source
    assert source is not None
    assert source.url is not None
    assert source.url.startswith(("https://", "http://"))


def test_every_form_has_the_year_of_its_estimate_but_one_whose_source_has_none() -> None:
    assert [form.id for form in CATALOGUE.forms if not form.estimate_year] == [
        "dol-ui-reemployment"
    ]


def test_only_the_one_published_total_that_adds_other_time_does_not_reproduce() -> None:
    report = timetax.report_on(TABLES)
    missed = next(section for section in report.sections if section.key == "not_reproduced")
    assert [row[0] for row in missed.rows] == ["ssa-8"]


def test_every_overlap_of_the_facts_between_counted_forms_is_declared() -> None:
    declared = {(form.id, other) for form in CATALOGUE.forms for other, _ in form.overlaps}
    assert declared == {
        ("ssa-issi", "ssa-benefits"),
        ("ssa-issi", "ssa-8001"),
        ("fsa-online-loan", "fsa-direct-loan"),
        ("osha-electronic-300", "osha-300"),
        ("fsa-578", "rma-acrsi"),
        ("fws-3-200-19-paper", "fws-3-200-19-online"),
    }


def test_the_five_designated_life_experiences_come_first() -> None:
    assert list(CATALOGUE.life_events)[:5] == [
        "approaching-retirement",
        "recovering-from-disaster",
        "military-to-civilian",
        "birth-early-childhood",
        "financial-shock",
    ]
    assert all(event.description and event.source for event in CATALOGUE.life_events.values())


def test_every_declared_agency_and_life_event_is_used() -> None:
    used = {form.agency for form in CATALOGUE.forms}
    parents = {agency.parent for agency in CATALOGUE.agencies.values()}
    assert set(CATALOGUE.agencies) == used | (parents - {None})
    assert set(CATALOGUE.life_events) == {
        event for form in CATALOGUE.forms for event, _ in form.life_events
    }
