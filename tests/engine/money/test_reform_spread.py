"""How sure money is before and after a reform: in each draw, both are costed by the book."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests import made
from tests.catalogue.test_money import CLERK, ITEMISED
from tests.drawing import among
from tests.engine.money.given import tariff
from tests.engine.test_uncertainty import SHARES, between, ends, own_draws
from timetax.engine.money.book import ACCOUNTS, book_named, terms_of
from timetax.engine.money.model import Costs
from timetax.engine.money.reforms import Reforms, reforms_in_money
from timetax.engine.money.spread import money_spread
from timetax.engine.scenario.comparison import compare
from timetax.engine.scenario.reading import make_scenario
from timetax.engine.uncertainty import blocks
from timetax.engine.uncertainty.intervals import Interval
from timetax.engine.uncertainty.sampling import Sampling

FEW = Sampling(draws=200)
WAGES = {"clerk": between(15, 20, 40), "other": between(10, 30, 35)}
PEOPLE = {"affected_public": "individuals", "estimate_year": 2015}
FORMS: list[dict[str, Any]] = [
    ITEMISED | {"respondents": between(50, 100, 300), "minutes_per_response": between(30, 75, 90)},
    ITEMISED | {"minutes_per_response": between(30, 75, 90)},
    ITEMISED,
    PEOPLE
    | {
        "respondents": between(10, 20, 60),
        "responses_per_respondent": between(1, 1, 3),
        "minutes_per_response": between(10, 20, 60),
        "cost_per_response": between(0, 2, 9),
    },
    PEOPLE | {"responses": between(50, 100, 300), "published_hours": 70},
    PEOPLE | {"published_hours": 90, "published_cost": 12},
    {
        "respondents": between(10, 20, 60),
        "responses_per_respondent": between(1, 2, 3),
        "minutes_per_response": 30,
        "cost_per_response": between(2, 4, 9),
        "estimate_year": 2015,
        "cost": {
            "recurring": [
                {"tariff": "other", "respondents": 7, "minutes_per_response": 5},
                {"tariff": "other", "share_of_responses": 0.25},
                {"tariff": "clerk", "minutes_per_respondent": 9, "purchases_per_response": 3},
            ],
            "government": [{"tariff": "clerk", "minutes_per_response": 4, "purchases": 900}],
        },
    },
    PEOPLE | {"responses": between(5, 6, 9), "minutes_per_response": 6},
]
ADDED = PEOPLE | {
    "id": "new",
    "title": "New",
    "agency": "A",
    "responses": 60,
    "minutes_per_response": 30,
    "cost": {"recurring": {"tariff": "other", "purchases_per_response": 2}},
}
AMOUNTS = {
    "factor": between(0.2, 0.9, 1),
    "share": between(0, 0, 0.2),
    "cut": between(10, 20, 25),
    "hours": between(30, 40, 90),
}


def changes(factor: Any, share: Any, cut: Any, hours: Any) -> dict[str, Any]:
    return {
        "name": "A reform",
        "parameters": {"factor": factor, "share": share, "cut": cut},
        "changes": [
            {"where": {"form": ["form-0", "form-3"]}, "minutes_per_response": "$cut"},
            {"where": {"form": "form-1"}, "prefill": "$share"},
            {
                "where": {"form": "form-6"},
                "cost_per_response": {"multiply": "$factor"},
                "respondents": {"multiply": "$factor"},
            },
            {"where": {"form": "form-7"}, "remove": "yes"},
            {"where": {"form": "form-5"}, "published_hours": hours},
            {"add": ADDED},
            {"where": {"form": "new"}, "minutes_per_response": {"add": "$cut"}},
        ],
    }


def in_money(
    forms: list[dict[str, Any]],
    wages: dict[str, Any],
    scenarios: list[dict[str, Any]],
    how: Sampling | None = None,
    against: dict[str, Any] | None = None,
    price_year: int | None = None,
) -> Reforms:
    tariffs = [CLERK | {"hourly_wage": wages["clerk"]}, tariff("other", wages["other"])]
    tables = timetax.tabulate(made.catalogue(forms, tariffs=tariffs))
    book = book_named("us-pra")
    other = make_scenario(against) if against else None
    comparison = compare(
        tables, [make_scenario(each) for each in scenarios], other, how or Sampling(100)
    )
    return reforms_in_money(comparison, book, terms_of(book, price_year=price_year), how)


def accounts(costs: Costs) -> list[float]:
    return [float(costs.total.accounts[name] or 0) for name in ACCOUNTS]


def is_range(value: Any) -> bool:
    return isinstance(value, dict) and "low" in value


def agrees(found: Interval, amounts: Any) -> None:
    assert found.mean == pytest.approx(np.mean(amounts), rel=1e-9)
    assert found.deviation == pytest.approx(np.std(amounts, ddof=1), rel=1e-9)
    assert ends(found) == pytest.approx(np.quantile(amounts, SHARES).tolist(), rel=1e-9)


@pytest.mark.parametrize(("measured_against", "price_year"), [(False, None), (True, 2020)])
def test_each_draw_is_what_the_catalogue_and_the_reform_with_the_drawn_values_cost(
    measured_against: bool, price_year: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timetax.engine.uncertainty.sampling.MIN_DRAWS", 12)
    how = Sampling(draws=12, seed=5)
    shorter = {"where": {"form": "form-2"}, "minutes_per_response": "$cut"}
    other = {"name": "Another", "parameters": {"cut": AMOUNTS["cut"]}, "changes": [shorter]}
    wages = {each: own_draws(f"tariff {each}", wage, how) for each, wage in WAGES.items()}
    streams = dict.fromkeys(AMOUNTS) | {"hours": "A reform: change 5: published_hours"}
    amounts = {name: own_draws(streams[name] or name, AMOUNTS[name], how) for name in AMOUNTS}
    figures = {
        (place, key): own_draws(f"form-{place}.{key}", value, how)
        for place, form in enumerate(FORMS)
        for key, value in form.items()
        if is_range(value)
    }
    before, after = [], []
    for draw in range(how.draws):
        forms = [
            form | {key: float(each[draw]) for (at, key), each in figures.items() if at == place}
            for place, form in enumerate(FORMS)
        ]
        drawn = {name: float(each[draw]) for name, each in amounts.items()}
        alone = other | {"parameters": {"cut": drawn["cut"]}} if measured_against else None
        reforms = in_money(
            forms,
            {name: float(each[draw]) for name, each in wages.items()},
            [changes(**drawn)],
            against=alone,
            price_year=price_year,
        )
        before.append(accounts(reforms.before))
        after.append(accounts(reforms.cases[0][2]))
    alone = other if measured_against else None
    found = in_money(FORMS, WAGES, [changes(**AMOUNTS)], how, alone, price_year)
    assert found.spread
    (reform,) = found.spreads
    for place, name in enumerate(ACCOUNTS):
        was, now = (np.array(each)[:, place] for each in (before, after))
        assert set(found.spread.accounts) == set(reform.after) == set(reform.change)
        agrees(found.spread.accounts[name], was)
        agrees(reform.after[name], now)
        agrees(reform.change[name], now - was)


def test_the_size_of_blocks_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = in_money(FORMS, WAGES, [changes(**AMOUNTS)], FEW)
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 5_000)
    found = in_money(FORMS, WAGES, [changes(**AMOUNTS)], FEW)
    assert (found.spread, found.spreads) == (usual.spread, usual.spreads)


RANGES = st.tuples(*[st.integers(1, 1000)] * 3).map(lambda three: between(*sorted(three)))
FIGURES = st.one_of(st.integers(1, 1000), RANGES)
CATALOGUES = st.lists(
    st.fixed_dictionaries(
        {"respondents": FIGURES, "minutes_per_response": FIGURES},
        optional={
            "cost_per_response": FIGURES,
            "cost": st.sampled_from(
                [
                    {"recurring": [{"tariff": "clerk"}]},
                    {"recurring": [{"tariff": "other", "minutes_per_response": 5}]},
                    {"one_off": [{"tariff": "clerk", "minutes_per_respondent": 9}]},
                ]
            ),
        },
    ).map(lambda form: PEOPLE | form),
    min_size=1,
    max_size=3,
)
PRICES = st.fixed_dictionaries({"clerk": FIGURES, "other": FIGURES})
ANY = among(4)


def reform(**change: Any) -> dict[str, Any]:
    return {"name": "A reform", "changes": [{"where": {"form": "*"}} | change]}


@ANY
@given(CATALOGUES, PRICES)
def test_before_a_reform_money_is_as_sure_as_without_one(
    forms: list[dict[str, Any]], wages: dict[str, Any]
) -> None:
    found = in_money(forms, wages, [reform(respondents={"multiply": between(0.5, 0.7, 1)})], FEW)
    alone = money_spread(found.before, timetax.with_burden(found.tables), FEW)
    assert found.spread
    assert set(found.spread.accounts) == set(alone.accounts if alone else ())
    for name, each in found.spread.accounts.items():
        assert alone
        assert ends(each) == pytest.approx(ends(alone.accounts[name]), rel=1e-12)
        assert each.likely == alone.accounts[name].likely


@ANY
@given(CATALOGUES, PRICES)
def test_a_reform_that_changes_nothing_changes_exactly_nothing_in_each_draw(
    forms: list[dict[str, Any]], wages: dict[str, Any]
) -> None:
    found = in_money(forms, wages, [reform(minutes_per_response={"multiply": 1})], FEW)
    if not found.spread:
        return
    assert found.spreads[0].after == found.spread.accounts
    assert set(found.spreads[0].change) == set(found.spread.accounts)
    assert set(found.spreads[0].change.values()) <= {Interval(0, 0, 0, 0, 0, 0)}


@ANY
@given(CATALOGUES, PRICES, st.sampled_from([0.25, 0.5, 2, 8]))
def test_ranges_scale_with_the_people(
    forms: list[dict[str, Any]], wages: dict[str, Any], factor: float
) -> None:
    found = in_money(forms, wages, [reform(respondents={"multiply": factor})], FEW)
    if not found.spread:
        return
    for name, each in found.spread.accounts.items():
        assert ends(found.spreads[0].after[name]) == pytest.approx(
            [end * factor for end in ends(each)], rel=1e-12
        )
        change = sorted(end * (factor - 1) for end in ends(each))
        assert ends(found.spreads[0].change[name]) == pytest.approx(change, rel=1e-9)


@ANY
@given(CATALOGUES, PRICES)
def test_without_ranges_the_point_stands_alone(
    forms: list[dict[str, Any]], wages: dict[str, Any]
) -> None:
    found = in_money([*map(likely, forms)], likely(wages), [reform(respondents=9)], FEW)
    assert found.spread is None
    assert found.spreads == ()


def likely(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value["likely"] if is_range(value) else value for key, value in given.items()}
