"""What each operation does to the inputs of a form; expectations are worked out by hand."""

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest

import timetax
from tests.made import catalogue
from timetax.findings import InputError
from timetax.tables.layouts import INPUTS

FORM = {
    "respondents": 100,
    "responses_per_respondent": 2,
    "minutes_per_response": 30,
    "cost_per_response": 5,
}
WIDE = {"low": 1, "likely": 2, "high": 4}


def tabulated(*forms: dict[str, Any], **sections: Any) -> timetax.Tables:
    return timetax.tabulate(catalogue(list(forms), **sections))


def applied(forms: list[dict[str, Any]], *changes: dict[str, Any], **keys: Any) -> timetax.Tables:
    made = timetax.make_scenario({"name": "N", **keys, "changes": list(changes)})
    return timetax.apply_scenario(tabulated(*forms), made)


def on(change: dict[str, Any]) -> dict[str, Any]:
    return {"where": {"form": "form-*"}, **change}


def row(form: dict[str, Any], change: dict[str, Any], **keys: Any) -> dict[str, Any]:
    (made,) = applied([form], on(change), **keys).forms.to_dict("records")
    return made


def figures(form: dict[str, Any], change: dict[str, Any], **keys: Any) -> tuple[Any, ...]:
    """Return respondents, frequency, responses, minutes and cost; None where not known."""
    made = row(form, change, **keys)
    return tuple(None if math.isnan(made[figure]) else made[figure] for figure in INPUTS)


def mistakes(forms: list[dict[str, Any]], *changes: dict[str, Any], **keys: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        applied(forms, *changes, **keys)
    return [f.message for f in error.value.findings]


# One operation on one figure

BEFORE = (100, 2, 200, 30, 5)


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"respondents": 50}, (50, 2, 100, 30, 5)),
        ({"respondents": {"multiply": 0.5}}, (50, 2, 100, 30, 5)),
        ({"respondents": {"add": -20}}, (80, 2, 160, 30, 5)),
        ({"respondents": {"cap": 40}}, (40, 2, 80, 30, 5)),
        ({"respondents": {"floor": 400}}, (400, 2, 800, 30, 5)),
        ({"respondents": 0}, (0, 2, 0, 30, 5)),
        ({"responses_per_respondent": "1/2"}, (100, 0.5, 50, 30, 5)),
        ({"responses_per_respondent": {"multiply": 3}}, (100, 6, 600, 30, 5)),
        ({"responses_per_respondent": {"add": 1}}, (100, 3, 300, 30, 5)),
        ({"responses_per_respondent": {"cap": 1}}, (100, 1, 100, 30, 5)),
        ({"responses_per_respondent": {"floor": 4}}, (100, 4, 400, 30, 5)),
        ({"responses": 50}, (100, 0.5, 50, 30, 5)),
        ({"responses": {"multiply": 2}}, (100, 4, 400, 30, 5)),
        ({"responses": {"add": -100}}, (100, 1, 100, 30, 5)),
        ({"responses": {"cap": 50}}, (100, 0.5, 50, 30, 5)),
        ({"responses": {"floor": 300}}, (100, 3, 300, 30, 5)),
        ({"minutes_per_response": 20}, (100, 2, 200, 20, 5)),
        ({"minutes_per_response": {"multiply": 0.5}}, (100, 2, 200, 15, 5)),
        ({"minutes_per_response": {"add": -5}}, (100, 2, 200, 25, 5)),
        ({"minutes_per_response": {"cap": 10}}, (100, 2, 200, 10, 5)),
        ({"minutes_per_response": {"floor": 45}}, (100, 2, 200, 45, 5)),
        ({"cost_per_response": {"add": 1}}, (100, 2, 200, 30, 6)),
        ({"cost_per_response": 0}, (100, 2, 200, 30, 0)),
        ({"exempt": 0.25}, (75, 2, 150, 30, 5)),
        ({"exempt": 1}, (0, 2, 0, 30, 5)),
        ({"prefill": 0.5}, (100, 2, 200, 15, 5)),
        ({"published_hours": 50}, (100, 2, 200, 15, 5)),
        ({"published_cost": 50}, (100, 2, 200, 30, 0.25)),
        ({"move": {"share": 0.25, "minutes_per_response": 10}}, (100, 2, 200, 25, 5)),
        (
            {"move": {"share": 0.5, "minutes_per_response": 10, "cost_per_response": 1}},
            (100, 2, 200, 20, 3),
        ),
        ({"move": {"share": 1, "minutes_per_response": 0.1}}, (100, 2, 200, 0.1, 5)),
        ({"responses": {"set": 100, "multiply": 2, "cap": 150}}, (100, 1.5, 150, 30, 5)),
        ({"responses": {"cap": 150, "multiply": 2, "set": 100}}, (100, 1, 100, 30, 5)),
        ({"exempt": 0.5, "responses": 50}, (50, 1, 50, 30, 5)),
        ({"responses": 50, "exempt": 0.5}, (50, 0.5, 25, 30, 5)),
        ({"minutes_per_response": WIDE}, (100, 2, 200, 2, 5)),
    ],
)
def test_an_operation_makes_these_figures(change: dict[str, Any], after: tuple[float, ...]) -> None:
    assert figures(FORM, {"optional": True, "minutes_per_response": {"cap": 30}}) == BEFORE
    assert figures(FORM, change) == after


@pytest.mark.parametrize("figure", INPUTS)
@pytest.mark.parametrize(
    "operation", [{"cap": 1e9}, {"floor": 0}, {"add": 0}, {"multiply": 1}, {"cap": 1e9, "floor": 0}]
)
def test_an_operation_that_does_not_bite_changes_nothing(
    figure: str, operation: dict[str, Any]
) -> None:
    odd = {"respondents": 7, "responses": 0.1 + 0.2, "minutes_per_response": 1 / 3}
    tables = tabulated({**odd, "cost_per_response": 0.7, "published_hours": 99})
    made = timetax.make_scenario({"name": "N", "changes": [on({figure: operation})]})
    assert timetax.apply_scenario(tables, made) is tables


def test_half_of_the_respondents_who_respond_seven_times_in_three_make_half_of_the_responses() -> (
    None
):
    form = {"respondents": 3, "responses": 7}
    assert figures(form, {"respondents": {"multiply": 0.5}})[:3] == (1.5, 7 / 3, 3.5)


# What is not known


@pytest.mark.parametrize(
    "change",
    [
        *({figure: {"multiply": 2}} for figure in INPUTS),
        *({figure: {how: 7}} for how in ("add", "cap", "floor") for figure in INPUTS[2:]),
        *({"respondents": {how: 7}} for how in ("add", "cap", "floor")),
        {"exempt": 0.5},
        {"prefill": 0.5},
        {"move": {"share": 0.5, "minutes_per_response": 5, "cost_per_response": 5}},
    ],
    ids=str,
)
def test_what_is_not_known_stays_unknown(change: dict[str, Any]) -> None:
    assert figures({}, change) == (None,) * 5
    assert row({"published_hours": 7}, change)["published_hours"] == 7


def test_what_is_not_known_can_be_set() -> None:
    assert figures({}, {"respondents": 5, "minutes_per_response": 6}) == (5, 1, 5, 6, None)
    assert figures({}, {"responses": 5, "cost_per_response": 6}) == (None, None, 5, None, 6)


def test_respondents_scale_the_responses_even_if_they_are_not_known() -> None:
    form = {"responses": 200}
    assert figures(form, {"respondents": {"multiply": 0.5}})[:3] == (None, None, 100)
    assert figures(form, {"responses_per_respondent": {"multiply": 3}})[:3] == (None, None, 600)
    assert figures(form, {"exempt": 0.25})[:3] == (None, None, 150)


@pytest.mark.parametrize("how", ["set", "add", "cap", "floor"])
def test_respondents_that_are_not_known_cannot_be_set_beside_responses(how: str) -> None:
    forms = [{"responses": 200}, {"responses": 7}, FORM]
    assert mistakes(forms, on({"respondents": {how: 5}})) == [
        "the respondents of 'form-0' (and of 1 more) are not known, so they cannot be set; "
        "change its `responses`"
    ]


def test_published_hours_without_responses_are_the_hours() -> None:
    made = timetax.with_burden(applied([{}], on({"published_hours": 5})))
    assert timetax.total(made).burden_hours == timetax.total(made).as_published_hours == 5


def test_a_published_cost_without_responses_is_the_cost() -> None:
    made = timetax.with_burden(applied([{}], on({"published_cost": 5})))
    assert made.forms["cost"].tolist() == [5]


@pytest.mark.parametrize(
    ("change", "cost"), [({"responses": 10, "cost_per_response": 3}, 30), ({"responses": 10}, 5)]
)
def test_a_published_cost_gives_way_to_what_follows_from_the_factors_of_a_scenario(
    change: dict[str, float], cost: float
) -> None:
    made = applied([{"published_cost": 5}], on(change))
    assert timetax.with_burden(made).forms["cost"].tolist() == [cost]


def test_published_hours_are_those_of_one_form() -> None:
    (message,) = mistakes([FORM, FORM], on({"published_hours": 5}))
    assert message == "published_hours is that of one form, and here are 2; name one"


def test_published_hours_of_a_form_without_responses_leave_its_minutes() -> None:
    form = {"responses": 0, "minutes_per_response": 30}
    assert figures(form, {"published_hours": 5})[3] == 30


def test_the_minutes_of_an_added_form_follow_from_its_published_hours() -> None:
    new = {"id": "n", "title": "N", "agency": "A", "responses": "$p", "published_hours": 60}
    reform = applied([FORM], {"add": new}, parameters={"p": 120})
    assert reform.forms["minutes_per_response"].tolist()[-1] == 30


def test_a_figure_that_grows_beyond_all_bounds_is_an_error() -> None:
    much = on({"responses": {"multiply": 1e15}})
    message, *_ = mistakes([FORM], much, much)
    assert message == "responses of 'form-0' would be 2e+17, above 1e+15"


# Mistakes that only the figures show


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"responses": {"add": -201}},
            "responses of 'form-0' would be -1, below zero",
        ),
        (
            {"minutes_per_response": {"add": -31}},
            "minutes_per_response of 'form-0' would be -1, below zero",
        ),
        ({"minutes_per_response": "$p"}, "minutes_per_response of 'form-0' would be -5, below"),
        ({"minutes_per_response": {"multiply": "$p"}}, "$p is -5, below zero"),
        ({"respondents": {"multiply": "$p"}}, "$p is -5, below zero"),
        ({"published_hours": "$p"}, "$p is -5, below zero"),
        ({"published_cost": "$p"}, "$p is -5, below zero"),
        ({"move": {"share": 1, "minutes_per_response": "$p"}}, "$p is -5, below zero"),
        (
            {"move": {"share": 1, "minutes_per_response": 1, "cost_per_response": "$p"}},
            "$p is -5, below zero",
        ),
        ({"exempt": "$p"}, "the share $p is -5; it must be from 0 to 1"),
        ({"prefill": "$p"}, "the share $p is -5; it must be from 0 to 1"),
        (
            {"move": {"share": "$p", "minutes_per_response": 1}},
            "the share $p is -5; it must be from 0 to 1",
        ),
    ],
)
def test_a_figure_below_zero_and_a_share_that_is_none_are_refused(
    change: dict[str, Any], message: str
) -> None:
    parameters = {"p": -5} if "$p" in str(change) else {}
    (found,) = mistakes([FORM], on(change), parameters=parameters)
    assert found.startswith(message)


def test_a_parameter_as_a_share_is_refused_with_its_ends_too() -> None:
    wide = {"low": 0.5, "likely": 0.9, "high": 1.5}
    assert mistakes([FORM], on({"exempt": "$p"}), parameters={"p": wide}) == [
        "the share $p is 1.5; it must be from 0 to 1"
    ]


def test_a_refusal_names_the_first_form_and_counts_the_others() -> None:
    forms = [{"responses": 300}, {"responses": 5}, {"responses": 7}, {}]
    assert mistakes(forms, on({"responses": {"add": -10}})) == [
        "responses of 'form-1' (and 1 more) would be -5, below zero"
    ]


def test_a_refusal_stands_where_the_operation_does(tmp_path: Any) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "timetax: 1\nname: N\nparameters: {p: 2}\nchanges:\n"
        "  - where: {form: form-0}\n"
        "    responses: {multiply: 2, add: -500}\n"
        "    exempt: $p\n"
        "  - where: {form: form-0}\n"
        "    move: {share: $p, minutes_per_response: 5}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        timetax.apply_scenario(tabulated(FORM), timetax.load_scenario(path))
    assert [(f.position.line, f.position.column, f.path) for f in error.value.findings] == [
        (6, 35, "$.changes[0].responses.add"),
        (7, 13, "$.changes[0].exempt"),
        (9, 19, "$.changes[1].move.share"),
    ]


def test_a_parameter_is_given_another_value_as_the_scenario_is_applied() -> None:
    made = timetax.make_scenario(
        {"name": "N", "parameters": {"p": 0.5}, "changes": [on({"prefill": "$p"})]}
    )
    after = timetax.apply_scenario(tabulated(FORM), made, p=0.9)
    assert after.forms["minutes_per_response"].tolist() == [30 * (1 - 0.9)]
    with pytest.raises(KeyError, match="q"):
        timetax.apply_scenario(tabulated(FORM), made, q=1)


# What was said of the figures before


def test_a_changed_form_loses_what_was_published_of_it_and_the_others_keep_it() -> None:
    form = {**FORM, "published_hours": 100}
    change = {"where": {"form": "form-0"}, "minutes_per_response": 5}
    after = applied([form, form], change).forms
    assert after["published_hours"].isna().tolist() == [True, False]
    assert after["minutes_basis"].tolist() == ["scenario", "given"]


def test_the_basis_of_minutes_changes_only_with_the_minutes() -> None:
    assert row(FORM, {"responses": 5})["minutes_basis"] == "given"
    assert row(FORM, {"prefill": 0.5})["minutes_basis"] == "scenario"
    basis = row({}, {"responses": 5})["minutes_basis"]
    assert basis != basis


def test_a_changed_or_removed_form_loses_its_ranges_and_the_others_keep_them() -> None:
    form = {"respondents": WIDE, "minutes_per_response": WIDE}
    after = applied(
        [form, form, form],
        {"where": {"form": "form-0"}, "minutes_per_response": 5},
        {"where": {"form": "form-2"}, "remove": True},
    ).ranges
    assert after["form"].tolist() == ["form-1", "form-1"]


def test_an_added_form_brings_its_ranges() -> None:
    new = {"id": "new", "title": "New", "agency": "A", "responses": WIDE}
    after = applied([{"responses": WIDE}], {"add": new}).ranges
    assert after[["form", "figure"]].to_numpy().tolist() == [
        ["form-0", "responses"],
        ["new", "responses"],
    ]


def test_what_followed_from_the_inputs_does_not_outlive_them() -> None:
    tables = timetax.with_burden(tabulated(FORM))
    made = timetax.make_scenario({"name": "N", "changes": [on({"prefill": 0.5})]})
    after = timetax.apply_scenario(tables, made)
    assert "burden_hours" not in after.forms
    assert timetax.total(timetax.with_burden(after)).burden_hours == 50


def test_an_excluded_form_is_changed_and_stays_excluded() -> None:
    after = timetax.with_burden(
        applied([FORM, {**FORM, "excluded": "Twice"}], on({"minutes_per_response": 60}))
    )
    assert after.forms["burden_hours"].tolist() == [200, 200]
    assert timetax.total(after).burden_hours == 200
    assert timetax.total(after).excluded == 1


# Forms that come and go


def test_a_removed_form_is_gone() -> None:
    change = {"where": {"form": "form-1"}, "remove": True}
    after = applied([FORM, FORM, FORM], change)
    assert list(after.forms["form"]) == ["form-0", "form-2"]
    assert list(after.forms.index) == [0, 1]


def test_all_forms_can_be_removed() -> None:
    after = timetax.with_burden(applied([FORM], on({"remove": True})))
    assert set(asdict(timetax.total(after)).values()) == {0}


def added(**keys: Any) -> dict[str, Any]:
    return {"add": {"id": "new", "title": "New", "agency": "A", **keys}}


@pytest.mark.parametrize(
    ("new", "after"),
    [
        ({"respondents": "$p"}, (8, 1, 8, None, None)),
        ({"respondents": "$p", "responses_per_respondent": 3}, (8, 3, 24, None, None)),
        ({"respondents": 3, "responses_per_respondent": "$p"}, (3, 8, 24, None, None)),
        ({"respondents": "$p", "responses_per_respondent": "$p"}, (8, 8, 64, None, None)),
        ({"respondents": "$p", "responses": 16}, (8, 2, 16, None, None)),
        ({"respondents": "$p", "responses": "$p"}, (8, 1, 8, None, None)),
        ({"respondents": 4, "responses": "$p"}, (4, 2, 8, None, None)),
        ({"responses": "$p", "minutes_per_response": "$p"}, (None, None, 8, 8, None)),
        ({"responses": 5, "cost_per_response": "$p"}, (None, None, 5, None, 8)),
    ],
)
def test_a_parameter_is_a_figure_of_an_added_form(
    new: dict[str, Any], after: tuple[Any, ...]
) -> None:
    last = applied([FORM], added(**new), parameters={"p": 8}).forms.iloc[-1]
    assert tuple(None if math.isnan(last[each]) else last[each] for each in INPUTS) == after


def test_an_added_form_keeps_what_was_written_of_it() -> None:
    last = applied([FORM], added(responses=6, published_hours=2)).forms.iloc[-1]
    assert (last["minutes_per_response"], last["minutes_basis"]) == (20, "derived")
    assert last["published_hours"] == 2


MERGED = [
    {"responses": 10, "minutes_per_response": 30, "cost_per_response": 2},
    {"responses": 30, "minutes_per_response": 10, "cost_per_response": 4},
]


def merge(**keys: Any) -> dict[str, Any]:
    return on({"merge": {"id": "new", "title": "New", **keys}})


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ({"responses": "sum", "minutes_per_response": "mean"}, (None, None, 40, 15, 3.5)),
        ({"responses": "max", "minutes_per_response": "sum"}, (None, None, 30, 40, 6)),
        ({"responses": 25, "minutes_per_response": "max"}, (None, None, 25, 30, 4)),
        ({"responses": "sum", "minutes_per_response": 29}, (None, None, 40, 29, None)),
        (
            {"responses": "sum", "minutes_per_response": 29, "cost_per_response": "mean"},
            (None, None, 40, 29, 3.5),
        ),
        (
            {"responses": "sum", "minutes_per_response": "max", "cost_per_response": 1},
            (None, None, 40, 30, 1),
        ),
        (
            {"respondents": 20, "responses": "sum", "minutes_per_response": 5},
            (20, 2, 40, 5, None),
        ),
        (
            {"respondents": 0, "responses": "sum", "minutes_per_response": 5},
            (0, None, 40, 5, None),
        ),
    ],
)
def test_a_merge_makes_these_figures(keys: dict[str, Any], after: tuple[Any, ...]) -> None:
    assert figures_of_merged(MERGED, **keys) == after


def figures_of_merged(forms: list[dict[str, Any]], **keys: Any) -> tuple[Any, ...]:
    (made,) = applied(forms, merge(**keys)).forms.to_dict("records")
    return tuple(None if math.isnan(made[figure]) else made[figure] for figure in INPUTS)


def test_a_merge_of_what_is_not_known_is_not_known() -> None:
    forms = [{"responses": 5}, {"minutes_per_response": 5}]
    keys = {"responses": "sum", "minutes_per_response": "mean"}
    assert figures_of_merged(forms, **keys)[2:] == (None, None, None)


@pytest.mark.parametrize(
    ("unknown", "keys", "message"),
    [
        ({"minutes_per_response": 5}, {}, "the responses of 'form-2' are not known"),
        ({"responses": 5}, {"responses": 5}, "the minutes per response of 'form-2' are not known"),
    ],
)
def test_a_merge_in_which_known_hours_would_be_lost_is_refused(
    unknown: dict[str, Any], keys: dict[str, Any], message: str
) -> None:
    change = merge(**({"responses": "sum", "minutes_per_response": "mean"} | keys))
    (found,) = mistakes([*MERGED, unknown], change)
    assert found.startswith(message)


def test_the_mean_of_forms_without_responses_is_not_known() -> None:
    forms = [{"responses": 0, "minutes_per_response": 5}] * 2
    keys = {"responses": "sum", "minutes_per_response": "mean"}
    assert figures_of_merged(forms, **keys)[2:] == (0, None, None)


def test_a_merge_does_not_change_the_hours_where_nothing_is_lost() -> None:
    change = merge(responses="sum", minutes_per_response="mean")
    after = timetax.with_burden(applied(MERGED, change))
    assert timetax.total(after).burden_hours == timetax.total(
        timetax.with_burden(tabulated(*MERGED))
    ).burden_hours == 10  # fmt: skip


def test_a_parameter_below_zero_is_refused_in_a_merge() -> None:
    change = merge(responses="$p", minutes_per_response=5)
    assert mistakes(MERGED, change, parameters={"p": -1}) == ["$p is -1, below zero"]


# Known answers


def known() -> Iterator[tuple[dict[str, Any], dict[str, Any], float]]:
    form = {"responses": 152_460, "minutes_per_response": 11.72 * 60}
    yield form, {"responses": 125_009, "minutes_per_response": 12.23 * 60}, 125_009 * 12.23
    yield {"responses": 11_763_831}, {"published_hours": 16_665_427}, 16_665_427
    digital = {"responses": 468_800, "published_hours": 358_925}
    yield digital, {"responses": 501_012, "published_hours": 187_880}, 187_880


@pytest.mark.parametrize(("form", "change", "hours"), list(known()))
def test_a_reform_as_it_was_published_is_reproduced(
    form: dict[str, Any], change: dict[str, Any], hours: float
) -> None:
    after = timetax.total(timetax.with_burden(applied([form], on(change))))
    assert after.burden_hours == pytest.approx(hours, rel=1e-12)
