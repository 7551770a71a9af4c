"""What must hold of every measure, whichever are declared."""

import math
from dataclasses import fields

import pytest

import timetax
from tests.made import tables
from timetax.engine.measures import BY_WORD, HOURS, IN_ROWS, MEASURES, Measure

FORMS = [
    {"respondents": 100, "responses_per_respondent": 2, "minutes_per_response": 30},
    {"responses": 7, "published_hours": 3, "cost_per_response": 1.5, "agency": "B"},
    {"responses": 7},
    {"responses": 9, "minutes_per_response": 1, "excluded": "counted elsewhere"},
]
every = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: str(measure.word))


def test_no_two_measures_share_a_column_or_a_word() -> None:
    assert len({each.key for each in MEASURES}) == len(BY_WORD) == len(MEASURES)


@every
def test_a_measure_is_a_column_of_tables_with_burden_and_follows_from_others(
    measure: Measure,
) -> None:
    forms = tables(FORMS).forms
    figures = {name: forms[name].to_numpy() for name in measure.inputs}
    assert forms[measure.key].to_list() == pytest.approx(measure.of(figures).tolist(), nan_ok=True)


@every
def test_a_measure_is_a_field_of_totals_and_their_sum_over_estimated_forms(
    measure: Measure,
) -> None:
    made = tables(FORMS)
    forms = made.forms[made.forms["excluded"].isna() & made.forms[HOURS.key].notna()]
    total = timetax.total(made)
    assert measure.key in {field.name for field in fields(total)}
    assert getattr(total, measure.key) == math.fsum(forms[measure.key].dropna())
    if not measure.with_hours:
        assert getattr(total, measure.unknown) == forms[measure.key].isna().sum()


@every
def test_a_measure_that_is_known_with_hours_stands_in_rows_and_adds_up(measure: Measure) -> None:
    made = tables(FORMS)
    rows = timetax.totals_by(made, "agency")
    assert (measure.key in rows) == (measure in IN_ROWS)
    if measure in IN_ROWS:
        assert math.fsum(rows[measure.key].dropna()) == getattr(timetax.total(made), measure.key)


@every
def test_a_gate_may_name_a_measure_by_each_of_its_spellings(measure: Measure) -> None:
    for spelling in (measure.word, *measure.spellings):
        assert timetax.parse_gate(f"increase > 5 {spelling}").measure == measure.word
