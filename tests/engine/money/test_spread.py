"""How sure money is where tariffs or figures of forms are ranges."""

from typing import Any

import pytest

from tests import made
from tests.catalogue.test_money import CLERK, ITEMISED
from tests.engine.money.given import tariff
from timetax.engine.money.book import book_named, terms_of
from timetax.engine.money.costing import costs_of
from timetax.engine.money.spread import MoneySpread, money_spread
from timetax.engine.uncertainty.sampling import Sampling
from timetax.engine.uncertainty.spread import spread

WAGE = {"low": 15, "likely": 20, "high": 40}
HOW = Sampling(draws=1000)


def spreads(form: dict[str, Any], tariffs: list[dict[str, Any]]) -> MoneySpread | None:
    tables = made.tables([form], **({"tariffs": tariffs} if tariffs else {}))
    book = book_named("us-pra")
    return money_spread(costs_of(tables, book, terms_of(book)), tables, HOW)


def test_without_ranges_nothing_is_drawn() -> None:
    assert spreads(ITEMISED, [CLERK]) is None


def test_a_tariff_moves_all_labour_that_it_prices_together() -> None:
    ranged = spreads(ITEMISED, [CLERK | {"hourly_wage": WAGE}])
    assert ranged
    assert set(ranged.accounts) == {"value_of_time", "one_off"}
    time, once = ranged.accounts["value_of_time"], ranged.accounts["one_off"]
    labour_of_once = 400 * 20 * 2.1 * 0.75
    assert time.low / time.likely - 1 == pytest.approx(
        (once.low - once.likely) / labour_of_once, rel=1e-9
    )
    assert time.low < time.likely < time.high
    assert time.likely * 15 / 20 < time.low
    assert time.high < time.likely * 40 / 20


def test_what_stands_beside_a_wage_does_not_move_with_it() -> None:
    work = {"responses": 60, "cost": {"recurring": {"tariff": "t", "minutes_per_response": 60}}}
    alone = spreads(work, [tariff("t", WAGE)])
    beside = spreads(work, [tariff("t", WAGE, hourly_benefits=10)])
    assert alone
    assert beside
    one, other = alone.accounts["value_of_time"], beside.accounts["value_of_time"]
    assert other.likely - one.likely == 600
    assert other.high - other.likely == pytest.approx(one.high - one.likely)


def test_minutes_are_the_same_draws_that_hours_have() -> None:
    form = {
        "responses": 60,
        "affected_public": "individuals",
        "minutes_per_response": {"low": 10, "likely": 20, "high": 60},
    }
    ranged, hours = spreads(form, []), spread(made.tables([form]), (), HOW)
    assert ranged
    assert hours
    time = ranged.accounts["value_of_time"]
    for end in ("low", "middle", "high"):
        wanted = getattr(hours.baseline, end) * 31.48
        assert getattr(time, end) == pytest.approx(wanted, rel=1e-9)


def test_the_same_seed_gives_the_same_bits() -> None:
    tariffs = [CLERK | {"hourly_wage": WAGE}]
    assert spreads(ITEMISED, tariffs) == spreads(ITEMISED, tariffs)


def test_a_range_is_the_likely_value_where_one_number_is_asked_for() -> None:
    tables = made.tables([ITEMISED], tariffs=[CLERK | {"hourly_wage": WAGE}])
    book = book_named("us-pra")
    (cost,) = costs_of(tables, book, terms_of(book)).forms
    assert cost.amounts.accounts["value_of_time"] == 112.5 * 42 * 0.75
