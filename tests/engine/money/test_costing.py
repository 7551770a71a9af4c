"""What fills an account of a book, what does not, and what is refused."""

import re
from fractions import Fraction
from typing import Any

import pytest

import timetax
from tests import made as making
from tests.catalogue.test_money import CLERK, ITEMISED
from tests.engine.money.given import costed, tariff
from timetax.catalogue.declaration import as_plain
from timetax.engine.money.book import BOOKS, book_named, terms_of
from timetax.engine.money.model import FormCost
from timetax.tables.money import tariff_in

PUBLISHED = {"responses": 60, "minutes_per_response": 1}


def only(book: str, form: dict[str, Any], tariffs: Any = (), **given: Any) -> FormCost:
    (made,) = costed(book, [form], list(tariffs), **given).forms
    return made


def test_an_itemised_form_fills_four_accounts() -> None:
    made = only("us-pra", ITEMISED, [CLERK])
    rate = Fraction("21.86") * Fraction("2.1")
    assert made.amounts.accounts == {
        "value_of_time": 100 * Fraction("1.125") * rate * Fraction(3, 4),
        "out_of_pocket": 100 * Fraction("0.5") * Fraction("2.5") * Fraction(3, 4),
        "one_off": (100 * 4 * rate + 100 * 800) * Fraction(3, 4),
        "government": 20 * Fraction("41.52"),
    }
    assert made.amounts.annualised == Fraction("93.75") + 100 * 800 * Fraction(3, 4) / 3


def test_what_is_not_given_is_not_zero() -> None:
    made = only("us-pra", PUBLISHED | {"affected_public": "individuals"})
    assert made.amounts.accounts["value_of_time"] == Fraction("31.48")
    assert made.amounts.accounts["out_of_pocket"] is None
    assert made.amounts.accounts["one_off"] is None
    assert made.amounts.annualised is None


@pytest.mark.parametrize(
    ("cost", "hours"),
    [({}, 30), ({"cost": {"recurring": {"tariff": "clerk", "share_of_responses": 0.5}}}, 15)],
)
def test_hours_that_are_known_only_as_published_are_costed(
    cost: dict[str, Any], hours: int
) -> None:
    form = {"published_hours": 30, "affected_public": "individuals"}
    made = only("us-pra", form | cost, [CLERK] if cost else [])
    assert made.hours == 30
    assert made.amounts.hours == hours
    rate = Fraction("21.86") * Fraction("2.1") if cost else Fraction("31.48")
    assert made.amounts.accounts["value_of_time"] == hours * rate


def test_money_out_of_pocket_that_was_published_is_kept_to_the_cent() -> None:
    made = only("us-pra", {"responses": 3_000_007, "published_cost": 105_221_555})
    assert made.amounts.accounts["out_of_pocket"] == 105_221_555


def test_itemised_purchases_take_the_place_of_a_published_cost() -> None:
    cost = {"recurring": {"purchases_per_response": 2}}
    made = only("us-pra", {"responses": 10, "published_cost": 999, "cost": cost})
    assert made.amounts.accounts["out_of_pocket"] == 20


def test_recordkeepers_are_counted_by_the_year() -> None:
    """797 recordkeepers x 6 hours (201810-9000-007)."""
    keeping = {
        "tariff": "clerk",
        "duty": "recordkeeping",
        "respondents": 797,
        "minutes_per_respondent": 360,
    }
    made = only("us-pra", {"responses": 32_470, "cost": {"recurring": keeping}}, [CLERK])
    assert made.amounts.hours == 4782


def test_a_form_of_several_publics_and_no_tariff_is_not_costed() -> None:
    publics = {"affected_public": ["individuals", "private-sector"]}
    assert only("us-pra", PUBLISHED | publics).not_costed == (
        "it names no tariff, and affects individuals or households and private sector in parts "
        "that are not known"
    )


def test_a_tariff_of_another_country_leaves_a_form_not_costed() -> None:
    made = only("au-rbm", ITEMISED, [CLERK])
    assert re.fullmatch(
        r"the tariff 'clerk' \(.+:\d+:\d+\) is of US in USD, and the book counts AU in AUD",
        made.not_costed,
    )


def test_a_tariff_in_another_currency_than_its_country_is_an_error() -> None:
    with pytest.raises(timetax.InputError, match="currencies are never mixed") as caught:
        only("us-pra", ITEMISED, [CLERK | {"currency": "EUR"}])
    (finding,) = caught.value.findings
    assert finding.position.line


def test_money_in_another_currency_fills_no_account() -> None:
    cost = {"currency": "CAD", "recurring": {"purchases_per_response": 2}}
    made = only("us-pra", {"responses": 10, "cost": cost})
    assert made.amounts.accounts["out_of_pocket"] is None
    assert made.not_costed == "what is paid is in CAD, and the book counts USD"


def test_a_form_of_another_country_has_no_default_tariff() -> None:
    agencies = [{"id": "A", "name": "A", "jurisdiction": "CA"}]
    form = PUBLISHED | {"affected_public": "individuals"}
    assert only("us-pra", form, agencies=agencies).not_costed == (
        "it is a form of CA, and the book is of US"
    )


def test_the_time_of_german_citizens_is_hours_and_never_money() -> None:
    form = PUBLISHED | {"affected_public": "individuals", "cost_per_response": 0.5}
    made = only("de-erfuellungsaufwand", form, currency="EUR")
    assert made.amounts.hours == 1
    assert made.amounts.accounts["value_of_time"] is None
    assert made.amounts.accounts["out_of_pocket"] == 30
    assert (made.not_costed, dict(made.problems)) == ("", {})


@pytest.mark.parametrize("book", ["ca-rtrr", "uk-eandcb"])
def test_books_of_business_leave_people_out(book: str) -> None:
    form = PUBLISHED | {"affected_public": "individuals"}
    assert only(book, form).not_costed == "the book does not count individuals or households"


def test_delay_is_an_account_of_australia_alone() -> None:
    delay = {"application_days": 1, "approval_days": 1, "cost_per_day": 5}
    form = {"respondents": 2, "cost": {"delay": delay}}
    assert only("us-pra", form).not_costed == "the book does not count delay"
    assert only("au-rbm", form, currency="AUD").amounts.accounts["out_of_pocket"] == 20


def test_a_monetised_burden_beside_the_value_of_its_time_is_refused() -> None:
    cost = {
        "recurring": {"tariff": "clerk", "minutes_per_response": 60},
        "published": {"amount": 2453, "kind": "monetised-burden"},
    }
    with pytest.raises(timetax.InputError, match="would be counted twice"):
        only("us-pra", PUBLISHED | {"cost": cost}, [CLERK])


def test_a_monetised_burden_alone_is_no_value_of_time() -> None:
    cost = {"published": {"amount": 2453, "kind": "monetised-burden"}}
    made = only("us-pra", PUBLISHED | {"affected_public": "individuals", "cost": cost})
    assert made.not_costed == (
        "its monetised burden holds money out of pocket, which is not known by itself"
    )


def test_published_money_that_a_book_does_not_know_is_counted_as_not_costed() -> None:
    cost = {"published": {"amount": 1, "kind": "eandcb"}}
    assert only("us-pra", {"cost": cost}).not_costed == (
        "the book does not know its published money (eandcb)"
    )


def test_prices_of_no_known_year_cannot_be_moved() -> None:
    form = {"responses": 10, "cost": {"recurring": {"purchases_per_response": 2}}}
    assert only("us-pra", form, price_year=2020).not_costed == (
        "what is paid is in prices of no known year, so it cannot be moved to 2020"
    )


def test_a_year_without_an_index_is_an_error_that_says_which_there_are() -> None:
    with pytest.raises(timetax.InputError, match=r"no index for 1980: .* has 2000 to 2025"):
        terms_of(book_named("us-pra"), price_year=1980)


def test_options_that_have_no_place_in_a_book_are_refused_together() -> None:
    with pytest.raises(timetax.InputError) as caught:
        terms_of(book_named("eu-scm"), price_year=2020, rate=Fraction(1, 20), horizon=5)
    assert [each.position.file for each in caught.value.findings] == [
        "discount-rate",
        "horizon",
        "price-year",
    ]


def test_another_rate_spreads_start_up_by_its_annuity() -> None:
    made = only("us-pra", ITEMISED, [CLERK], rate=0.07, horizon=10)
    assert made.amounts.annualised is not None
    spread = (made.amounts.annualised - Fraction("93.75")) / 60_000
    assert round(float(spread), 9) == 0.142377503


def test_a_load_of_the_total_is_the_same_for_an_hour() -> None:
    load = {"fringe": 0.33, "applies_to": "total"}
    once = only("us-pra", ITEMISED, [CLERK | {"load": load}])
    each = only("us-pra", ITEMISED, [CLERK | {"load": load | {"applies_to": "wage"}}])
    assert once.amounts.accounts == each.amounts.accounts


@pytest.mark.parametrize("book", BOOKS)
def test_every_book_states_its_manual_section_by_section(book: str) -> None:
    headings = [rule.heading for rule in book_named(book).manual]
    for wanted in (
        "What is counted",
        "One-off and recurring",
        "Horizon, discount rate and timing",
        "Price base",
        "Rounding",
        "What stays out",
        "Who is monetised",
    ):
        assert wanted in headings


def test_a_tariff_of_a_table_is_the_one_that_was_declared() -> None:
    wage = {"low": 10, "likely": 20, "high": 40}
    catalogue = making.catalogue([{}], tariffs=[CLERK, tariff("ranged", wage)])
    rows = timetax.tabulate(catalogue).tariffs.to_dict("records")
    back = {row["tariff"]: tariff_in(row) for row in rows}
    assert {name: as_plain(each) for name, each in back.items()} == {
        name: as_plain(each) for name, each in catalogue.tariffs.items()
    }
