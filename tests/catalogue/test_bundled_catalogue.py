"""The bundled catalogue against the facts that it was built from, figure by figure."""

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest

import tests.made
import timetax
from timetax.bundle import bundled, seen_from_here

_DATA = Path(__file__).parents[1] / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))


BEFORE = {row["id"]: row for row in rows_of("form_facts.csv")}
MORE = {row["id"]: row for row in rows_of("more_form_facts.csv")}
UPDATES = {row["replaces_row"]: row for row in rows_of("updates.csv")}
FACTS = BEFORE | MORE | UPDATES
CATALOGUE = tests.made.bundled()
FORMS = {form.id: form for form in CATALOGUE.forms}
TABLES = tests.made.bundled_tables()


AS_PUBLISHED = ("ftc-mail-order-rule", "irs-1099-k", "irs-ss4", "sec-nport")
"""The counted facts with hours and without responses."""


def fact(row: dict[str, str], key: str) -> Fraction | None:
    return Fraction(row[key]) if row[key] else None


def independent_hours(row: dict[str, str]) -> Fraction | None:
    """Return the hours of a fact: its product where minutes were published, else its total."""
    if row["id"] in AS_PUBLISHED:
        return fact(row, "published_burden_hours")
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


COUNTED = [row for row in FACTS.values() if row["include_in_totals"] == "yes"]


def test_it_holds_every_fact_under_its_id() -> None:
    assert sorted(FORMS) == sorted(FACTS)
    assert (len(BEFORE), len(MORE), len(UPDATES), len(FORMS)) == (141, 272, 14, 413)


def test_each_part_holds_the_forms_of_its_departments_alone() -> None:
    files = {file.file.name: file.content for file in CATALOGUE.files}
    departments = [
        {CATALOGUE.department(form.agency).id for form in content.forms}
        for content in files.values()
    ]
    assert not files[str(seen_from_here(bundled()))].forms
    assert sum(map(len, departments)) == len(set().union(*departments))


def test_the_total_equals_an_independent_sum_over_the_facts() -> None:
    whole = timetax.total(TABLES)
    assert whole.burden_hours == pytest.approx(float(independent_total()), rel=1e-15)
    assert whole.burden_hours == pytest.approx(6.335e9, abs=0.0005e9)
    assert (whole.forms, whole.not_estimated, whole.excluded) == (319, 0, 94)


def test_hours_without_responses_are_in_the_total_as_published() -> None:
    whole, forms = timetax.total(TABLES), TABLES.forms.set_index("form")
    published = sum(fact(FACTS[form], "published_burden_hours") or 0 for form in AS_PUBLISHED)
    counts = forms["as_published"] & forms["excluded"].isna()
    assert sorted(forms.index[counts]) == sorted(AS_PUBLISHED)
    assert published == 10_479_092
    assert (whole.as_published, whole.as_published_hours) == (4, float(published))
    assert whole.burden_hours - float(published) == pytest.approx(6324219782.646133, rel=1e-15)


def test_it_is_three_fifths_of_the_government_wide_total() -> None:
    assert [row["id"] for row in COUNTED if independent_hours(row) is None] == []
    assert timetax.total(TABLES).burden_hours / 10.4e9 == pytest.approx(0.61, abs=0.005)


def test_the_treasury_has_the_share_that_the_facts_give_it() -> None:
    departments = timetax.totals_by(TABLES, "department").set_index("department")
    hours = departments.loc["TREAS", "burden_hours"]
    assert hours == pytest.approx(float(independent_total("TREAS")), rel=1e-15)
    assert hours == pytest.approx(4.322e9, abs=0.0005e9)


# Each of these goes through all forms: a test of its own for each of 413 forms takes ten times as
# long as what it looks at.


def test_each_figure_is_that_of_the_fact() -> None:
    for form, made in FORMS.items():
        row = FACTS[form]
        count = made.respondents if row["count_basis"] == "respondents" else made.responses
        frequency = made.responses_per_respondent or 1
        if made.respondents and made.responses:
            frequency = round(made.responses / made.respondents, 4)
        assert count == number(row["respondents"]), form
        if row["responses_per_respondent"]:
            assert frequency == float(row["responses_per_respondent"]), form
        assert made.published_hours == number(row["published_burden_hours"]), form
        assert made.published_cost == number(row["annual_cost_usd"]), form
        if row["minutes_basis"] == "published":
            assert made.minutes_per_response == float(row["minutes_per_response"]), form
        events = [event for event, _ in made.life_events]
        assert events == [*filter(None, row["life_events"].split(";"))], form
        assert (made.control_number or "") == row["omb_control_number"], form
        assert (made.form_number or "") == row["form_number"], form
        assert str(made.estimate_year or "") == row["estimate_year"], form
        assert bool(made.excluded) == (row["include_in_totals"] == "no"), form


def number(text: str) -> float | None:
    return float(text) if text else None


def test_minutes_are_published_or_derived_as_in_the_fact() -> None:
    bases = dict(zip(TABLES.forms["form"], TABLES.forms["minutes_basis"], strict=True))
    for form in FORMS:
        basis, wanted = bases[form], FACTS[form]["minutes_basis"]
        assert basis == wanted if wanted else basis != basis, form


def test_derived_minutes_give_back_the_published_hours() -> None:
    for made in TABLES.forms.to_dict("records"):
        if FORMS[made["form"]].minutes_per_response is None and made["minutes_basis"] == "derived":
            exact = pytest.approx(made["published_hours"], rel=2**-52)
            assert made["burden_hours"] == exact, made["form"]


def test_every_form_has_a_source_with_an_address_or_says_where_the_text_was_read() -> None:
    for form, made in FORMS.items():
        assert made.source is not None, form
        address = made.source.url or made.source.copy
        if FACTS[form]["source_url"]:
            assert address is not None, form
            assert address.startswith(("https://", "http://")), form
        else:
            assert address or "read in" in made.source.title, form


def test_no_address_stands_twice_in_a_source() -> None:
    sources = [form.source for form in CATALOGUE.forms if form.source]
    assert not [each.title for each in sources if each.url and each.url == each.copy]


def test_no_source_names_a_copy_of_which_the_official_address_is_known() -> None:
    copies = [form.id for form in CATALOGUE.forms if form.source and not form.source.url]
    with_copy = {form.id for form in CATALOGUE.forms if form.source and form.source.copy}
    assert set(copies) & with_copy == {"state-ds5501", "acf-hs-pir", "acf-hs-enrollment"}


def test_every_counted_form_has_the_year_of_its_estimate_but_three_whose_sources_have_none() -> (
    None
):
    counted = [form for form in CATALOGUE.forms if not form.excluded]
    assert {form.id for form in counted if not form.estimate_year} == {
        "acf-hs-enrollment",
        "acf-hs-pir",
        "dol-ui-reemployment",
    }


def test_what_is_requested_and_not_approved_is_data() -> None:
    status = {form.id: form.status for form in CATALOGUE.forms if not form.excluded}
    new = [form for form, each in status.items() if each == "requested" and form in MORE]
    assert len(new) == 78
    assert {status["irs-1040"], status["ocr-hipaa-privacy"], status["irs-941"]} == {"requested"}
    assert "historical" not in status.values()


def test_minutes_without_counts_are_kept_and_counted_nowhere() -> None:
    claims = [
        form
        for form in CATALOGUE.forms
        if form.excluded and form.excluded.startswith("Not estimated")
    ]
    assert len(claims) == 32
    assert all(form.minutes_per_response for form in claims)
    assert not any(form.total_responses for form in claims)


def test_life_events_that_were_concluded_say_so() -> None:
    new = [form for form in CATALOGUE.forms if form.id in MORE]
    assert sum(not form.life_events for form in new) == 63
    assert {form.basis_of("life_events") for form in new} == {None, "inferred"}


def test_only_two_published_totals_do_not_reproduce() -> None:
    report = timetax.report_on(TABLES)
    missed = next(section for section in report.sections if section.key == "not_reproduced")
    assert [row[0] for row in missed.rows] == ["ssa-3380", "ssa-8"]


def test_every_overlap_in_hours_of_the_facts_between_counted_forms_is_declared() -> None:
    declared = {(form.id, other) for form in CATALOGUE.forms for other, _ in form.overlaps}
    assert declared == {
        ("ssa-issi", "ssa-benefits"),
        ("ssa-issi", "ssa-8001"),
        ("fsa-online-loan", "fsa-direct-loan"),
        ("osha-electronic-300", "osha-300"),
        ("fsa-578", "rma-acrsi"),
        ("fws-3-200-19-paper", "fws-3-200-19-online"),
        ("acf-hs-eligibility", "acf-head-start"),
        ("epa-ghg-revision", "epa-ghg"),
        ("epa-lcrr", "epa-dbp-chem-rads"),
        ("irs-basis-reporting", "irs-1099-b"),
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
    events = {event for form in CATALOGUE.forms for event, _ in form.life_events}
    events |= {journey.life_event for journey in CATALOGUE.journeys}
    assert set(CATALOGUE.life_events) == events
