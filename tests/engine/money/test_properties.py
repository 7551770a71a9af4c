"""What always holds of money, whatever the figures."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import made
from tests.drawing import among
from tests.engine.money.given import costed, tariff
from timetax.engine.money.arithmetic import (
    annuity,
    capital_recovery,
    exact,
    half_up,
    present_value,
)
from timetax.engine.money.book import ACCOUNTS, BOOKS, book_named, terms_of
from timetax.engine.money.costing import costs_of
from timetax.engine.money.grouping import groups_of
from timetax.engine.money.prices import price_index

RATES = st.integers(0, 300).map(lambda permille: Fraction(permille, 1000))
YEARS = st.integers(1, 40)
TIMINGS = st.sampled_from(["start", "end"])
AMOUNTS = st.integers(-(10**9), 10**9).map(lambda cents: Fraction(cents, 100))
LAND = {
    "us-pra": ("US", "USD"),
    "ca-rtrr": ("CA", "CAD"),
    "au-rbm": ("AU", "AUD"),
    "uk-eandcb": ("UK", "GBP"),
    "de-erfuellungsaufwand": ("DE", "EUR"),
    "eu-scm": ("EU", "EUR"),
}
CENTS = st.integers(1, 20_000).map(lambda cents: cents / 100)
ENTRIES = st.fixed_dictionaries(
    {"tariff": st.sampled_from(["one", "two"]), "minutes_per_response": CENTS},
    optional={
        "share_of_responses": st.sampled_from([0.0, 0.25, 1.0]),
        "purchases_per_response": CENTS,
        "duty": st.sampled_from(["reporting", "recordkeeping"]),
    },
)
FORMS = st.lists(
    st.builds(
        lambda respondents, entries, usual: {
            "respondents": respondents,
            "affected_public": "private-sector",
            "cost": {"recurring": entries, "business_as_usual": usual},
        },
        st.integers(0, 10**6),
        st.lists(ENTRIES, min_size=1, max_size=3),
        st.sampled_from([0.0, 0.25]),
    ),
    min_size=1,
    max_size=4,
)


def in_book(book: str, forms: list[dict[str, Any]], wages: tuple[float, float]) -> Any:
    land, currency = LAND[book]
    about = {"jurisdiction": land, "currency": currency}
    tariffs = [tariff("one", wages[0], **about), tariff("two", wages[1], **about)]
    return costed(book, forms, tariffs, currency=currency)


@given(YEARS, TIMINGS)
def test_without_a_rate_a_year_is_one_of_n(years: int, timing: Any) -> None:
    assert capital_recovery(Fraction(), years, timing) == Fraction(1, years)


@given(RATES, YEARS, TIMINGS, AMOUNTS)
def test_annuity_and_present_value_are_inverse(
    rate: Fraction, years: int, timing: Any, amount: Fraction
) -> None:
    value = present_value([amount] * years, rate, timing)
    assert value * capital_recovery(rate, years, timing) == amount
    assert value == amount * annuity(rate, years, timing)


@given(RATES, YEARS)
def test_the_start_of_a_year_is_worth_a_year_more_than_its_end(rate: Fraction, years: int) -> None:
    assert annuity(rate, years, "start") == annuity(rate, years, "end") * (1 + rate)


@given(AMOUNTS, st.integers(2000, 2023), st.integers(2000, 2023))
def test_there_and_back_in_prices_is_where_one_was(amount: Fraction, start: int, end: int) -> None:
    index = price_index("US", "gdp_deflator_bea")
    assert index.moved(index.moved(amount, start, end), end, start) == amount


@given(st.integers(-(10**9), 10**9))
def test_a_half_goes_away_from_zero(thousandths: int) -> None:
    rounded = half_up(Fraction(thousandths, 1000), 2)
    assert abs(rounded - Fraction(thousandths, 1000)) <= Fraction(5, 1000)
    assert half_up(Fraction(-thousandths, 1000), 2) == -rounded


@given(st.integers(0, 10**12), st.integers(1, 999))
def test_a_figure_is_the_number_that_it_was_written_as(digits: int, below: int) -> None:
    assert exact(float(f"{digits / 1000:.3f}")) == Fraction(f"{digits / 1000:.3f}")
    assert exact(1 / below) == Fraction(1, below)


@pytest.mark.parametrize("book", BOOKS)
@among(len(BOOKS))
@given(forms=FORMS)
def test_a_total_is_the_sum_of_the_forms(book: str, forms: list[dict[str, Any]]) -> None:
    costs = in_book(book, forms, (30.0, 41.03))
    assert not costs.not_costed
    total = costs.total
    for account in ACCOUNTS:
        known = [each.amounts.accounts[account] for each in costs.forms]
        given = [each for each in known if each is not None]
        assert total.accounts[account] == (sum(given) if given else None)
    for key in ("annualised", "over_horizon", "hours"):
        given = [each for form in costs.forms if (each := getattr(form.amounts, key)) is not None]
        assert getattr(total, key) == (sum(given) if given else None)


@pytest.mark.parametrize("book", BOOKS)
@among(len(BOOKS))
@given(forms=FORMS, factor=st.integers(2, 9))
def test_a_wage_moves_labour_by_its_factor_and_nothing_else(
    book: str, forms: list[dict[str, Any]], factor: int
) -> None:
    before = in_book(book, forms, (30.0, 41.0)).total
    after = in_book(book, forms, (30.0 * factor, 41.0 * factor)).total
    assert after.accounts["value_of_time"] == before.accounts["value_of_time"] * factor
    assert after.accounts["out_of_pocket"] == before.accounts["out_of_pocket"]
    assert after.hours == before.hours


@given(FORMS)
def test_kinds_of_duty_add_up_to_the_total(forms: list[dict[str, Any]]) -> None:
    tariffs = [tariff("one", 30), tariff("two", 41.03)]
    tables = made.tables(forms, tariffs=tariffs)
    book = book_named("us-pra")
    costs = costs_of(tables, book, terms_of(book))
    groups = groups_of(costs, tables, ["duty"])
    for account in ("value_of_time", "out_of_pocket"):
        parts = [each.amounts.accounts[account] for each in groups]
        known = [each for each in parts if each is not None]
        assert (sum(known) if known else None) == costs.total.accounts[account]


@given(FORMS)
def test_prices_there_and_back_leave_every_amount(forms: list[dict[str, Any]]) -> None:
    tariffs = [tariff("one", 30), tariff("two", 41.03)]
    there = costed("us-pra", forms, tariffs, price_year=2020).total
    here = costed("us-pra", forms, tariffs, price_year=2012).total
    index = price_index("US", "cpi_u")
    for account in ("value_of_time", "out_of_pocket"):
        amount = there.accounts[account]
        back = None if amount is None else index.moved(amount, 2020, 2012)
        assert back == here.accounts[account]
