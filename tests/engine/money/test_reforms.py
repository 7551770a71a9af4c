"""What reforms change in money."""

from typing import Any

import pytest

import timetax
from tests import made
from tests.catalogue.test_money import CLERK, ITEMISED
from timetax.engine.money.book import book_named, terms_of
from timetax.engine.money.reforms import Reforms, reforms_in_money
from timetax.engine.money.spread import money_spread
from timetax.engine.scenario.comparison import compare
from timetax.engine.scenario.reading import make_scenario
from timetax.engine.uncertainty.sampling import Sampling
from timetax.reports.whatif import whatif_report
from timetax.reports.whatif_money import with_money

HOW = Sampling(draws=1000)


def reformed(change: dict[str, Any], form: dict[str, Any] = ITEMISED) -> Reforms:
    tables = timetax.tabulate(made.catalogue([form], tariffs=[CLERK]))
    scenario = make_scenario({"name": "A reform", "changes": [{"where": {"agency": "A"}} | change]})
    book = book_named("us-pra")
    return reforms_in_money(compare(tables, [scenario]), book, terms_of(book))


def accounts(reforms: Reforms) -> tuple[dict[str, Any], dict[str, Any]]:
    ((_, _, after),) = reforms.cases
    return dict(reforms.before.total.accounts), dict(after.total.accounts)


def test_minutes_of_entries_move_with_those_of_their_form() -> None:
    before, after = accounts(reformed({"minutes_per_response": 37.5}))
    assert after == before | {"value_of_time": before["value_of_time"] / 2}


def test_respondents_move_all_that_they_do_and_pay() -> None:
    before, after = accounts(reformed({"respondents": 200}))
    assert after == {
        name: amount * (1 if name == "government" else 2) for name, amount in before.items()
    }


def test_no_reform_changes_nothing() -> None:
    before, after = accounts(reformed({"minutes_per_response": 75}))
    assert after == before


def test_a_form_that_a_reform_adds_is_costed_by_its_own_entries() -> None:
    form = {
        "id": "new",
        "title": "A new form",
        "agency": "A",
        "responses": 60,
        "cost": {"recurring": {"tariff": "clerk", "minutes_per_response": 1}},
    }
    tables = timetax.tabulate(made.catalogue([ITEMISED], tariffs=[CLERK]))
    scenario = make_scenario({"name": "A reform", "changes": [{"add": form}]})
    book = book_named("us-pra")
    reforms = reforms_in_money(compare(tables, [scenario]), book, terms_of(book))
    before, after = accounts(reforms)
    assert float(after["value_of_time"] - before["value_of_time"]) == 45.906


def test_a_form_that_takes_the_id_of_one_that_is_gone_keeps_the_minutes_of_its_entries() -> None:
    entry = {"tariff": "clerk", "minutes_per_response": 1}
    form = {"id": "form-0", "title": "Anew", "agency": "A", "minutes_per_response": 5}
    form |= {"responses": 60, "cost": {"recurring": entry}}
    tables = timetax.tabulate(made.catalogue([ITEMISED], tariffs=[CLERK]))
    steps = [{"where": {"form": "form-0"}, "remove": "yes"}, {"add": form}]
    scenario = make_scenario({"name": "A reform", "changes": steps})
    book = book_named("us-pra")
    _, after = accounts(reforms_in_money(compare(tables, [scenario]), book, terms_of(book)))
    assert float(after["value_of_time"]) == 45.906


def test_a_cost_that_is_set_beside_itemised_purchases_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="the costs of form-0 are itemised"):
        reformed({"cost_per_response": 3})


def ranged(change: dict[str, Any], form: dict[str, Any] = ITEMISED) -> Reforms:
    clerk = CLERK | {"hourly_wage": {"low": 15, "likely": 20, "high": 40}}
    tables = timetax.tabulate(made.catalogue([form], tariffs=[clerk]))
    scenario = make_scenario({"name": "A reform", "changes": [{"where": {"agency": "A"}} | change]})
    book = book_named("us-pra")
    comparison = compare(tables, [scenario], sampling=HOW)
    return reforms_in_money(comparison, book, terms_of(book), HOW)


def test_a_tariff_that_is_a_range_has_the_same_draws_before_and_after() -> None:
    reforms = ranged({"minutes_per_response": 37.5})
    spread = money_spread(reforms.before, reforms.tables, HOW)
    assert spread
    assert spread == reforms.spread
    whole, change = spread.accounts["value_of_time"], reforms.spreads[0].change
    ends = (change["value_of_time"].low, change["value_of_time"].high)
    assert ends == pytest.approx((-whole.high / 2, -whole.low / 2), rel=1e-12)


def test_the_report_has_the_ends_of_each_account_and_of_its_change() -> None:
    form = ITEMISED | {"respondents": {"low": 50, "likely": 100, "high": 120}}
    tables = timetax.tabulate(made.catalogue([form], tariffs=[CLERK]))
    change = {"where": {"agency": "A"}, "minutes_per_response": 37.5}
    comparison = compare(tables, [make_scenario({"name": "A reform", "changes": [change]})])
    book = book_named("us-pra")
    reforms = reforms_in_money(comparison, book, terms_of(book), HOW)
    report = with_money(whatif_report(comparison), reforms, "us-pra")
    (money,) = [each for each in report.sections if each.key == "money"]
    keys = [each.key for each in money.columns]
    time, paid, *_, government, _ = [dict(zip(keys, row, strict=True)) for row in money.rows]
    assert time["before_low"] / 2 == pytest.approx(time["after_low"]) == -time["high"]
    assert (paid["low"], paid["high"]) == (0, 0)
    assert (government["low"], government["high"]) == (None, None)
    found = report.data["money"]
    assert found["before"]["ranges"]["value_of_time"]["low"] == time["before_low"]
    assert found["scenarios"][0]["change_range"]["value_of_time"]["low"] == time["low"]
    assert any(note.startswith("A range of money holds nine in ten") for note in report.notes)
