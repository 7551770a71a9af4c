"""Forms and tariffs for tests of money, costed by a book from plain catalogues."""

from fractions import Fraction
from typing import Any

from tests import made
from timetax.engine.money.arithmetic import exact, half_up
from timetax.engine.money.book import book_named, terms_of
from timetax.engine.money.costing import costs_of
from timetax.engine.money.model import Costs


def tariff(name: str, wage: Any, **given: Any) -> dict[str, Any]:
    """Return a tariff of the United States, unless it says otherwise."""
    about = {"id": name, "jurisdiction": "US", "currency": "USD", "base_period": "2012"}
    return about | {"hourly_wage": wage} | given


def costed(
    book: str, forms: list[dict[str, Any]], tariffs: list[dict[str, Any]], **given: Any
) -> Costs:
    """Return what forms cost by a book; `price_year`, `rate`, `horizon` and `index` are terms."""
    asked = {
        key: given.pop(key) for key in ("price_year", "rate", "horizon", "index") if key in given
    }
    if "rate" in asked:
        asked["rate"] = exact(asked["rate"])
    rules = book_named(book)
    tables = made.tables(forms, **given, **({"tariffs": tariffs} if tariffs else {}))
    return costs_of(tables, rules, terms_of(rules, **asked))


def labour(hours: str, *priced: tuple[str, str]) -> Fraction:
    """Return the value of hours, each a part of them at a wage, by a catalogue and its book."""
    share = [
        {"tariff": f"t{i}", "minutes_per_response": float(Fraction(part) * 60)}
        for i, (part, _) in enumerate(priced)
    ]
    tariffs = [tariff(f"t{i}", float(wage)) for i, (_, wage) in enumerate(priced)]
    form = {"responses": float(Fraction(hours)), "cost": {"recurring": share}}
    amount = costed("us-pra", [form], tariffs).total.accounts["value_of_time"]
    assert amount is not None
    return amount


def cents(amount: Fraction | None) -> str:
    """Return an amount as it is printed to the cent."""
    assert amount is not None
    return f"{float(half_up(amount, 2)):,.2f}"


def whole(amount: Fraction | None) -> str:
    """Return an amount as it is printed without decimals."""
    assert amount is not None
    return f"{int(half_up(amount, 0)):,}"
