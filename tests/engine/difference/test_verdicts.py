"""What becomes of a gate; expectations are worked out by hand."""

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import timetax
from tests.made import tables
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.difference.gates import Gate, Kind, parse_gate, parse_gates
from timetax.engine.difference.model import Difference, Version
from timetax.engine.difference.verdicts import FormChange, Result, Verdict, evaluated, exit_code
from timetax.findings import InputError

AGENCIES = [
    {"id": "TREAS", "name": "Department of the Treasury", "acronym": "TREAS"},
    {"id": "IRS", "name": "Internal Revenue Service", "parent": "TREAS"},
    {"id": "HUD", "name": "Department of Housing and Urban Development"},
]
EVENTS = [
    {"id": "birth-early-childhood", "name": "Birth and early childhood"},
    {"id": "birthday", "name": "Birthday"},
    {"id": "retirement", "name": "Retirement"},
]


def form(id_: str, hours: float | None, agency: str = "IRS", **more: Any) -> dict[str, Any]:
    """Return a form of so many hours; None leaves out its minutes."""
    figures = {"responses": 100} if hours is None else hours_of(hours)
    return {"id": id_, "title": f"Form {id_}", "agency": agency, **figures, **more}


def hours_of(hours: float) -> dict[str, float]:
    return {"responses": hours, "minutes_per_response": 60}


def compared(
    before: list[dict[str, Any]], now: list[dict[str, Any]], **sections: Any
) -> Difference:
    sections = {"agencies": AGENCIES, "life_events": EVENTS, **sections}
    old, new = (tables(forms, **sections) for forms in (before, now))
    return difference_between(Version("before", old), Version("now", new))


def verdict(gate: str, before: list[dict[str, Any]], now: list[dict[str, Any]]) -> Verdict:
    (made,) = evaluated([parse_gate(gate)], compared(before, now))
    return made


def result(gate: str, before: list[dict[str, Any]], now: list[dict[str, Any]]) -> str:
    return str(verdict(gate, before, now).status)


def reason(gate: str, before: float, now: float) -> str:
    return verdict(gate, [form("a", before)], [form("a", now)]).reason


# What fits neither version


def test_a_pattern_that_matches_no_form_of_either_version_is_refused_with_the_nearest() -> None:
    gates = parse_gates(["agency:IRZ,IRS increase > 0", "form:b,c increase > 0"])
    with pytest.raises(InputError) as caught:
        evaluated(gates, compared([form("a", 1)], [form("b", 1)]))
    assert [str(each) for each in caught.value.findings] == [
        "fail-on agency:IRZ,IRS increase > 0 hours: error: "
        "no form has agency 'IRZ'; did you mean 'IRS'? [option]",
        "fail-on form:b,c increase > 0 hours: error: no form has form 'c' [option]",
    ]


def test_a_pattern_may_match_in_one_version_only() -> None:
    assert result("form:a increase > 0", [form("a", 5)], [form("b", 9)]) == "passed"
    assert result("form:b increase > 0", [form("a", 5)], [form("b", 9)]) == "broken"


def test_a_currency_that_is_not_the_catalogues_is_refused() -> None:
    with pytest.raises(InputError, match="costs are in USD, and not in EUR"):
        verdict("increase > 5 EUR", [form("a", 5)], [form("a", 5)])


# Increases and decreases


@pytest.mark.parametrize(
    ("gate", "broken"),
    [
        ("increase > 9", True),
        ("increase > 10", False),
        ("increase >= 10", True),
        ("increase > 9%", True),
        ("increase > 10%", False),
        ("increase >= 10%", True),
        ("increase >= 10.1%", False),
        ("decrease > 0", False),
        ("decrease >= 0", False),
    ],
)
def test_an_increase_is_what_the_hours_now_are_above_those_before(gate: str, broken: bool) -> None:
    before, now = [form("a", 60), form("b", 40)], [form("a", 75), form("b", 35)]
    assert result(gate, before, now) == ("broken" if broken else "passed")


@pytest.mark.parametrize(
    ("gate", "broken"),
    [
        ("decrease > 9", True),
        ("decrease > 10", False),
        ("decrease >= 10", True),
        ("decrease > 9.9%", True),
        ("decrease > 10%", False),
        ("decrease >= 10%", True),
        ("increase > 0", False),
    ],
)
def test_a_decrease_is_measured_the_same_way(gate: str, broken: bool) -> None:
    assert result(gate, [form("a", 100)], [form("a", 90)]) == ("broken" if broken else "passed")


def test_a_share_is_of_the_hours_of_the_scope_before() -> None:
    before, now = [form("a", 100), form("b", 900, "HUD")], [form("a", 104), form("b", 900, "HUD")]
    assert result("increase > 1%", before, now) == "passed"
    made = verdict("agency:IRS increase > 1%", before, now)
    assert (made.status, made.figure, made.limit, made.unit) == ("broken", 0.04, 0.01, "share")


def test_percentages_are_those_that_are_written_and_not_the_floats_nearest_to_them() -> None:
    percents = range(1, 100)
    before = [form(f"f{percent}", 100) for percent in percents]
    now = [form(f"f{percent}", 100 + percent) for percent in percents]
    found = compared(before, now)
    for sign, status in ((">", "passed"), (">=", "broken")):
        gates = parse_gates([f"form:f{each} increase {sign} {each}%" for each in percents])
        assert {str(made.status) for made in evaluated(gates, found)} == {status}
    for percent in (1, 7, 29, 57, 58):
        before, now = [form("a", 100)], [form("a", 100 + percent)]
        assert result(f"increase > {percent}%", before, now) == "passed"
        assert result(f"increase >= {percent}%", before, now) == "broken"
    assert result("increase >= 0.1%", [form("a", 3000)], [form("a", 3003)]) == "broken"


def test_where_there_were_no_hours_any_increase_is_more_than_any_share() -> None:
    made = verdict("increase > 50%", [form("a", 0)], [form("a", 1)])
    assert (made.status, made.figure) == (Result.BROKEN, None)


@pytest.mark.parametrize(
    "gate", ["increase > 0%", "increase >= 1%", "decrease >= 1%", "increase >= 0", "decrease >= 0%"]
)
def test_where_nothing_changes_no_gate_is_broken(gate: str) -> None:
    assert result(gate, [form("a", 0)], [form("a", 0)]) == "passed"
    assert result(gate, [form("a", 7)], [form("a", 7)]) == "passed"


def test_new_and_removed_forms_count() -> None:
    before, now = [form("a", 5), form("b", 7)], [form("b", 7), form("c", 9)]
    assert verdict("increase > 4", before, now).figure == 4
    assert result("increase > 3", before, now) == "broken"


def test_a_form_that_moves_into_the_scope_counts() -> None:
    before, now = [form("a", 5, "HUD"), form("b", 1)], [form("a", 5), form("b", 1)]
    assert result("increase > 0", before, now) == "passed"
    assert verdict("agency:IRS increase > 0", before, now).figure == 5
    assert verdict("agency:HUD decrease > 0", before, now).figure == -5


def test_a_form_that_is_left_out_of_totals_never_counts() -> None:
    before, now = [form("a", 5)], [form("a", 5), form("b", 9, excluded="twice")]
    assert result("increase > 0", before, now) == "passed"
    assert result("form:b increase > 0", before, now) == "passed"


def test_an_agency_takes_those_below_it_along() -> None:
    before, now = [form("a", 5)], [form("a", 6)]
    for scope in ("agency:TREAS", "department:treas", "agency:Internal Revenue Service"):
        assert result(f"{scope} increase > 0", before, now) == "broken"


def test_selections_that_are_joined_must_all_hold() -> None:
    before = [form("a", 5), form("b", 5, "HUD"), form("c", 5, life_events=["retirement"])]
    now = [form("a", 6), form("b", 7, "HUD"), form("c", 9, life_events=["retirement"])]
    assert verdict("agency:IRS and life_event:retirement increase > 0", before, now).figure == 4
    assert verdict("agency:IRS,HUD and form:a,b increase > 0", before, now).figure == 3


def test_responses_and_cost_can_be_limited_too() -> None:
    before = [form("a", 10, cost_per_response=2)]
    now = [form("a", 30, minutes_per_response=1, cost_per_response=2)]
    assert verdict("increase > 5 responses", before, now).figure == 20
    made = verdict("increase > 5 usd", before, now)
    assert (made.status, made.figure, made.unit) == ("broken", 40, "USD")
    assert verdict("increase > 5 cost", before, now).figure == 40


# Shares of life events


def test_a_form_with_shares_counts_by_its_share() -> None:
    events = {"birth-early-childhood": 0.25, "retirement": 0.5}
    before, now = [form("a", 100, life_events=events)], [form("a", 140, life_events=events)]
    assert verdict("life_event:birth-early-childhood increase > 0", before, now).figure == 10
    assert verdict("life_event:Retirement increase > 0", before, now).figure == 20
    assert verdict("life_event:birth*,retirement increase > 0", before, now).figure == 30
    assert verdict("increase > 0", before, now).figure == 40


def test_an_event_without_a_share_claims_the_form_in_full() -> None:
    events = ["birth-early-childhood", "birthday"]
    before, now = [form("a", 100, life_events=events)], [form("a", 140, life_events=events)]
    assert verdict("life_event:birth* increase > 0", before, now).figure == 40


def test_a_share_that_changes_is_a_change() -> None:
    before = [form("a", 100, life_events={"retirement": 0.25})]
    now = [form("a", 100, life_events={"retirement": 0.75})]
    assert verdict("life_event:retirement increase > 49", before, now).forms == (
        FormChange("a", "Form a", 50),
    )
    assert result("increase > 0", before, now) == "passed"


# Crossing a line


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (99, 100, "broken"),
        (99, 101, "broken"),
        (99, 99.5, "passed"),
        (100, 101, "passed"),
        (101, 99, "passed"),
    ],
)
def test_a_line_is_crossed_from_below_when_it_is_reached(
    before: float, now: float, expected: str
) -> None:
    made = verdict("crosses 100", [form("a", before)], [form("a", now)])
    assert (made.status, made.figure, made.limit, made.unit) == (expected, now, 100, "hours")


def test_a_scope_can_cross_a_line() -> None:
    before, now = [form("a", 5), form("b", 95, "HUD")], [form("a", 15), form("b", 95, "HUD")]
    assert result("agency:IRS crosses 10", before, now) == "broken"
    assert result("agency:HUD crosses 10", before, now) == "passed"


# What is not known

KNOWN, UNKNOWN = form("a", 100), form("b", None)
NEW_UNKNOWN = [KNOWN], [KNOWN, UNKNOWN]
REMOVED_UNKNOWN = [KNOWN, UNKNOWN], [KNOWN]
NEWLY_KNOWN = [KNOWN, UNKNOWN], [KNOWN, form("b", 20)]
NO_LONGER_KNOWN = [KNOWN, form("b", 20)], [KNOWN, UNKNOWN]
CHANGED_UNKNOWN = [KNOWN, UNKNOWN], [KNOWN, {**UNKNOWN, "responses": 200}]
UNCHANGED_UNKNOWN = [KNOWN, UNKNOWN], [form("a", 110), UNKNOWN]


@pytest.mark.parametrize(
    ("gate", "versions", "expected"),
    [
        # A new form can only add.
        ("increase > 0", NEW_UNKNOWN, "unknown"),
        ("increase > 50%", NEW_UNKNOWN, "unknown"),
        ("decrease > 0", NEW_UNKNOWN, "passed"),
        ("crosses 101", NEW_UNKNOWN, "unknown"),
        ("crosses 100", NEW_UNKNOWN, "passed"),
        # One that is gone can only take away.
        ("increase > 0", REMOVED_UNKNOWN, "passed"),
        ("decrease > 0", REMOVED_UNKNOWN, "unknown"),
        ("decrease > 50%", REMOVED_UNKNOWN, "unknown"),
        ("crosses 101", REMOVED_UNKNOWN, "passed"),
        ("crosses 100", REMOVED_UNKNOWN, "passed"),
        # What became known adds no more than all of it.
        ("increase > 20", NEWLY_KNOWN, "passed"),
        ("increase > 19", NEWLY_KNOWN, "unknown"),
        ("increase > 20%", NEWLY_KNOWN, "passed"),
        ("decrease > 0", NEWLY_KNOWN, "unknown"),
        ("crosses 120", NEWLY_KNOWN, "unknown"),
        ("crosses 121", NEWLY_KNOWN, "passed"),
        # What is no longer known takes away no more than all of it.
        ("increase > 0", NO_LONGER_KNOWN, "unknown"),
        ("decrease > 20", NO_LONGER_KNOWN, "passed"),
        ("decrease > 19", NO_LONGER_KNOWN, "unknown"),
        ("crosses 120", NO_LONGER_KNOWN, "passed"),
        ("crosses 121", NO_LONGER_KNOWN, "unknown"),
        # What is known in neither can have gone both ways,
        ("increase > 0", CHANGED_UNKNOWN, "unknown"),
        ("decrease > 0", CHANGED_UNKNOWN, "unknown"),
        # but not where it did not change; then it is in neither total.
        ("increase > 10", UNCHANGED_UNKNOWN, "passed"),
        ("increase > 9", UNCHANGED_UNKNOWN, "broken"),
        ("increase > 9%", UNCHANGED_UNKNOWN, "broken"),
        ("decrease > 0", UNCHANGED_UNKNOWN, "passed"),
        ("crosses 110", UNCHANGED_UNKNOWN, "broken"),
        ("crosses 111", UNCHANGED_UNKNOWN, "passed"),
    ],
)
def test_a_gate_is_unknown_unless_its_outcome_is_certain(
    gate: str, versions: tuple[list[dict[str, Any]], list[dict[str, Any]]], expected: str
) -> None:
    assert result(gate, *versions) == expected


def test_an_increase_that_is_too_large_already_stays_broken_whatever_a_new_form_adds() -> None:
    before, now = [form("a", 100)], [form("a", 150), UNKNOWN]
    made = verdict("increase > 49", before, now)
    assert (made.status, made.figure) == (Result.BROKEN, 50)
    assert made.reason == (
        "+50 hours at least, more than the 49 allowed; "
        "that the hours of b are not known in the newer version changes nothing"
    )
    assert result("crosses 150", before, now) == "broken"


def test_an_increase_is_not_certain_if_a_form_that_is_gone_may_have_been_larger() -> None:
    assert result("increase > 49", [form("a", 100), UNKNOWN], [form("a", 150)]) == "unknown"
    assert result("crosses 150", [form("a", 100), UNKNOWN], [form("a", 150)]) == "unknown"


def test_a_decrease_that_is_large_enough_stays_broken_whatever_a_removed_form_took_along() -> None:
    made = verdict("decrease > 40%", [form("a", 100), UNKNOWN], [form("a", 50)])
    assert made.status is Result.BROKEN
    assert made.reason.startswith("-50.0% (-50 hours) at least, more than the 40% allowed; ")


def test_a_figure_that_was_known_can_have_fallen_to_nothing() -> None:
    before, now = [form("a", 100), form("b", 20)], [form("a", 150), UNKNOWN]
    assert verdict("increase > 29", before, now).figure == 30
    assert result("increase > 30", before, now) == "unknown"


def test_a_gate_that_cannot_be_told_names_the_forms_that_are_not_known() -> None:
    before, now = [form("a", 100), form("b", 20)], [form("a", 105), UNKNOWN, form("c", None)]
    made = verdict("increase > 10", before, now)
    assert (made.status, made.figure, made.limit) == (Result.UNKNOWN, 5, 10)
    assert made.forms == (FormChange("b", "Form b", None), FormChange("c", "Form c", None))
    assert made.reason == (
        "+5 hours so far as is known; the hours of b and c are not known in the newer version"
    )


def test_many_forms_that_are_not_known_are_counted() -> None:
    now = [form(f"n{number:02}", None) for number in range(12)]
    made = verdict("increase > 10", [form("a", 1)], [form("a", 1), *now])
    assert [each.form for each in made.forms] == [f"n{number:02}" for number in range(10)]
    assert made.forms_in_all == 12
    assert "the hours of n00, n01, n02 and 9 more are not known" in made.reason


def test_only_what_is_not_known_in_the_scope_is_in_the_way() -> None:
    before, now = [form("a", 1)], [form("a", 2), form("b", None, "HUD")]
    assert result("agency:IRS increase > 1", before, now) == "passed"
    assert result("agency:HUD increase > 1", before, now) == "unknown"


def test_an_unknown_form_that_moves_into_the_scope_is_in_the_way() -> None:
    before, now = [form("a", None, "HUD"), form("b", 1)], [form("a", None), form("b", 1)]
    assert result("agency:IRS increase > 0", before, now) == "unknown"
    assert result("agency:IRS decrease > 0", before, now) == "passed"
    assert result("agency:HUD decrease > 0", before, now) == "unknown"
    assert result("increase > 0", before, now) == "passed"


def test_an_unknown_form_that_is_left_out_of_totals_is_not_in_the_way() -> None:
    excluded = form("b", None, excluded="twice")
    assert result("increase > 0", [form("a", 1)], [form("a", 1), excluded]) == "passed"


def test_an_unknown_form_with_another_id_did_not_change() -> None:
    same = {"control_number": "1545-0001", "form_number": "7"}
    before = [form("a", 1), form("old", None, **same)]
    now = [form("a", 1), form("new", None, **same)]
    assert result("increase > 0", before, now) == "passed"


def test_a_cost_that_is_not_known_is_no_zero() -> None:
    before, now = [form("a", 10)], [form("a", 10, cost_per_response=1)]
    assert result("increase > 9 cost", before, now) == "unknown"
    assert result("increase > 10 cost", before, now) == "passed"
    assert result("increase > 0", before, now) == "passed"


# Which forms broke it


def test_the_forms_that_broke_a_gate_are_named_the_largest_first() -> None:
    before = [form("a", 10), form("b", 10), form("c", 10), form("d", 10), form("e", 3)]
    now = [form("a", 12), form("b", 19), form("c", 1), form("d", 12), form("f", 4)]
    made = verdict("increase > 0", before, now)
    assert made.forms == (
        FormChange("b", "Form b", 9),
        FormChange("f", "Form f", 4),
        FormChange("a", "Form a", 2),
        FormChange("d", "Form d", 2),
    )
    made = verdict("decrease > 1", before, now[1:3])
    assert [(each.form, each.change) for each in made.forms] == [
        ("a", -10),
        ("d", -10),
        ("c", -9),
        ("e", -3),
    ]


def test_ten_forms_are_kept_and_all_are_counted() -> None:
    before = [form(f"n{number}", 1) for number in range(12)]
    now = [form(f"n{number}", 2 + number) for number in range(12)]
    made = verdict("crosses 13", before, now)
    assert [each.form for each in made.forms] == [f"n{number}" for number in range(11, 1, -1)]
    assert made.forms_in_all == 12


def test_a_gate_that_is_passed_names_no_forms() -> None:
    made = verdict("increase > 5", [form("a", 1)], [form("a", 2)])
    assert (made.forms, made.forms_in_all) == ((), 0)


def test_a_renamed_form_is_one_form() -> None:
    same = {"control_number": "1545-0001", "form_number": "7"}
    made = verdict("increase > 0", [form("old", 10, **same)], [form("new", 12, **same)])
    assert made.forms == (FormChange("new", "Form new", 2),)


def test_forms_that_were_merged_are_one() -> None:
    before = [form("a", 10), form("b", 20), form("c", 1)]
    now = [form("ab", 35, replaces=["a", "b"]), form("c", 1)]
    made = verdict("increase > 0", before, now)
    assert made.forms == (FormChange("ab", "Form ab", 5),)


def test_a_form_that_was_split_is_one() -> None:
    before = [form("ab", 35), form("c", 1)]
    now = [form("a", 20, replaces=["ab"]), form("b", 20, replaces=["ab"]), form("c", 1)]
    made = verdict("increase > 0", before, now)
    assert made.forms == (FormChange("a, b", "Form a", 5),)


def test_what_is_left_out_of_totals_is_no_part_of_a_split() -> None:
    before = [form("ab", None), form("c", 1)]
    now = [
        form("a", None, replaces=["ab"]),
        form("b", 9, replaces=["ab"], excluded="twice"),
        form("c", 1),
    ]
    assert result("increase > 0", before, now) == "passed"
    now[0] |= {"responses": 200}
    assert verdict("increase > 0", before, now).forms == (FormChange("a", "Form a", None),)


# Why, in words


@pytest.mark.parametrize(
    ("gate", "before", "now", "sentence"),
    [
        ("increase > 10000", 1e6, 1_063_755, "+63,755 hours, more than the 10,000 allowed"),
        ("increase > 0", 5, 6, "+1 hour, where no increase is allowed"),
        ("increase >= 5", 5, 10, "+5 hours, where only less than 5 is allowed"),
        ("increase > 9", 5, 10, "+5 hours, within the 9 allowed"),
        ("increase >= 9", 5, 10, "+5 hours, less than 9"),
        ("increase > 9", 10, 5, "-5 hours, no increase"),
        ("increase > 9", 10, 10, "no change"),
        ("decrease > 3", 10, 5, "-5 hours, more than the 3 allowed"),
        ("decrease > 9", 5, 10, "+5 hours, no decrease"),
        ("increase > 1%", 1e6, 1_012_000, "+1.2% (+12,000 hours), more than the 1% allowed"),
        ("increase > 1%", 1e6, 1_010_400, "+1.04% (+10,400 hours), more than the 1% allowed"),
        ("increase > 1%", 1e6, 1_009_600, "+0.96% (+9,600 hours), within the 1% allowed"),
        ("increase > 1%", 0, 5, "+5 hours where there were none, more than the 1% allowed"),
        ("increase > 1%", 2, 1e6, "+999,998 hours where there were 2, more than the 1% allowed"),
        ("increase > 2 million", 0, 2_000_100, "+2,000,100 hours, more than the 2 million allowed"),
        ("crosses 9.5 billion", 9e9, 9.6e9,
         "9.60 billion hours, which crosses 9.5 billion; before it was 9.00 billion"),
        ("crosses 9.5 billion", 9e9, 9_499_999_999, "9,499,999,999 hours, below 9.5 billion"),
        ("crosses 9.5 billion", 9.7e9, 9.6e9,
         "9.60 billion hours, and 9.70 billion before, not below 9.5 billion either"),
    ],
)  # fmt: skip
def test_a_verdict_says_why(gate: str, before: float, now: float, sentence: str) -> None:
    assert reason(gate, before, now) == sentence


def test_what_may_be_more_is_told_as_the_least() -> None:
    made = verdict("decrease > 5", [form("a", 1)], [form("a", 3), UNKNOWN])
    assert made.reason.startswith("+2 hours at least, no decrease; that the hours of b are not")
    made = verdict("increase > 5", [form("a", 3), UNKNOWN], [form("a", 1)])
    assert made.reason.startswith("-2 hours at least, no increase; that the hours of b are not")
    made = verdict("increase > 5", [form("a", 1), UNKNOWN], [form("a", 3)])
    assert made.reason.startswith("+2 hours at most, within the 5 allowed; that the hours of b")


# The exit code


@pytest.mark.parametrize(
    ("texts", "allow_unknown", "code"),
    [
        ((), False, 0),
        (("decrease > 0",), False, 0),
        (("decrease > 0", "crosses 1000"), False, 2),
        (("decrease > 0", "crosses 1000"), True, 0),
        (("crosses 1000", "increase > 0"), False, 1),
        (("crosses 1000", "increase > 0"), True, 1),
    ],
)
def test_broken_gates_are_one_and_unknown_ones_two_unless_they_are_allowed(
    texts: tuple[str, ...], allow_unknown: bool, code: int
) -> None:
    found = compared([form("a", 1)], [form("a", 2), UNKNOWN])
    assert exit_code(evaluated(parse_gates(texts), found), allow_unknown) == code


# What must always hold

AMOUNTS = st.floats(1e-6, 1e12) | st.integers(0, 1000).map(float)


def of_hours(amounts: list[float]) -> timetax.Tables:
    made = tables([form(f"f{number}", 1) for number in range(len(amounts))], agencies=AGENCIES)
    forms = made.forms.drop(columns=["burden_hours", "cost"]).assign(responses=amounts)
    return timetax.with_burden(timetax.Tables(**{**vars(made), "forms": forms}))


def exact(amounts: list[float]) -> Fraction:
    return sum(map(Fraction, amounts), Fraction())


@given(
    pairs=st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6),
    limit=AMOUNTS,
    or_equal=st.booleans(),
)
@example(pairs=[(0.1, 0.4), (0.2, 0.2)], limit=0.3, or_equal=False)
@example(pairs=[(0.0, 1e12), (0.0, 2.0**-20)], limit=1e12, or_equal=False)
def test_an_increase_is_broken_if_and_only_if_the_exact_change_is_above_the_limit(
    pairs: list[tuple[float, float]], limit: float, or_equal: bool
) -> None:
    before, now = ([pair[side] for pair in pairs] for side in (0, 1))
    found = difference_between(Version("before", of_hours(before)), Version("now", of_hours(now)))
    change = exact(now) - exact(before)
    gates = [Gate((), kind, limit, or_equal) for kind in (Kind.INCREASE, Kind.DECREASE)]
    for made, towards in zip(evaluated(gates, found), (change, -change), strict=True):
        above = towards > limit or (or_equal and towards == limit > 0)
        assert made.status is (Result.BROKEN if above else Result.PASSED)
        assert made.figure == float(change)


@given(before=st.lists(AMOUNTS, max_size=4), now=st.lists(AMOUNTS, max_size=4), limit=AMOUNTS)
def test_what_a_version_adds_the_way_back_takes_away(
    before: list[float], now: list[float], limit: float
) -> None:
    old, new = (Version("v", of_hours([1.0, *amounts])) for amounts in (before, now))
    (there,) = evaluated([Gate((), Kind.INCREASE, limit)], difference_between(old, new))
    (back,) = evaluated([Gate((), Kind.DECREASE, limit)], difference_between(new, old))
    assert there.status is back.status
    assert there.figure is not None and back.figure is not None
    assert math.isclose(there.figure, -back.figure, abs_tol=0.0)


@given(
    pairs=st.lists(
        st.tuples(*[st.none() | st.integers(0, 30)] * 2).filter(lambda pair: pair != (None, None)),
        min_size=1,
        max_size=4,
    ),
    text=st.sampled_from(
        ["increase > 20", "decrease >= 10", "increase > 50%", "decrease > 25%", "crosses 40"]
    ),
    fillings=st.lists(st.integers(0, 60), min_size=8, max_size=8),
)
def test_what_is_certain_holds_whatever_the_unknown_figures_turn_out_to_be(
    pairs: list[tuple[int | None, int | None]], text: str, fillings: list[int]
) -> None:
    def forms(side: int, *, filled: bool) -> list[dict[str, Any]]:
        return [
            form(f"f{place}", fillings[2 * place + side] if filled and hours is None else hours)
            for place, hours in enumerate(pair[side] for pair in pairs)
        ]

    certain = result(text, forms(0, filled=False), forms(1, filled=False))
    if certain != "unknown":
        assert certain == result(text, forms(0, filled=True), forms(1, filled=True))


@given(
    before=st.lists(st.just(0.0) | st.floats(1e-6, 1e15), min_size=1, max_size=3),
    now=st.lists(st.just(0.0) | st.floats(1e-6, 1e15), min_size=1, max_size=3),
    number=st.floats(1e-9, 99),
)
@example(before=[5e-324], now=[1e15], number=1.0)
def test_a_share_of_any_size_can_be_put_into_words(
    before: list[float], now: list[float], number: float
) -> None:
    found = difference_between(Version("before", of_hours(before)), Version("now", of_hours(now)))
    kinds = (Kind.INCREASE, Kind.DECREASE)
    for made in evaluated([Gate((), kind, number, is_share=True) for kind in kinds], found):
        assert made.reason
