"""What a report on costs says to programs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from functools import cached_property
from typing import Any

from timetax.engine.money.arithmetic import added
from timetax.engine.money.book import ACCOUNTS, Book
from timetax.engine.money.model import Amounts, Costs, FormCost
from timetax.engine.money.spread import MoneySpread


class Later(Mapping[str, Any]):
    """What a program reads, made when it is read: people read none of it."""

    def __init__(self, made: Callable[[], dict[str, Any]]) -> None:
        self._make = made

    @cached_property
    def _made(self) -> dict[str, Any]:
        return self._make()

    def __getitem__(self, key: str) -> Any:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def cost_data(costs: Costs, name: str, add: Sequence[str] = ()) -> dict[str, Any]:
    """Return what a program reads of it."""
    terms, total = costs.terms, costs.total
    return {
        "book": name,
        "currency": costs.book.currency,
        "price_year": costs.price_year,
        "price_index": terms.index and terms.price_year and terms.index.title,
        "discount_rate": None if costs.book.rate is None else float(terms.rate),
        "horizon": terms.horizon,
        **_amounts(total, costs.book),
        **({"sum": _sum_data(costs, add)} if add else {}),
        "hours_left": in_float(costs.hours_left),
        "annualised_is": costs.book.annualised_is or None,
        "total_over_horizon_is": costs.book.over_horizon_is or None,
        "unknown": {account: len(costs.unknown(account)) for account in ACCOUNTS},
        "costed": len(costs.forms) - len(costs.not_costed),
        "not_costed": [{"form": each.form, "reason": each.not_costed} for each in costs.not_costed],
        "default_tariffs": [
            {"tariff": tariff, "forms": forms, "why": default.why}
            for tariff, (default, forms) in costs.defaults.items()
        ],
        "forms": [_form_data(each, costs.book) for each in costs.forms],
    }


def _form_data(cost: FormCost, book: Book) -> dict[str, Any]:
    return {
        "form": cost.form,
        "title": cost.title,
        **_amounts(cost.amounts, book),
        "not_costed": cost.not_costed or None,
        "unknown": dict(cost.problems),
    }


def _amounts(amounts: Amounts, book: Book) -> dict[str, Any]:
    return {
        "accounts": {name: in_float(amounts.accounts[name]) for name in ACCOUNTS},
        "hours": in_float(amounts.hours),
        "annualised": in_float(amounts.annualised),
        "total_over_horizon": in_float(amounts.over_horizon),
    }


def in_float(amount: Fraction | None) -> float | None:
    """Return the float nearest to an amount."""
    return None if amount is None else float(amount)


def ranges_data(spread: MoneySpread | None) -> dict[str, Any]:
    """Return what a program reads of how sure the accounts are."""
    if spread is None:
        return {}
    return {"ranges": {name: asdict(each) for name, each in spread.accounts.items()}}


def _sum_data(costs: Costs, add: Sequence[str]) -> dict[str, Any]:
    amount = added([costs.total.accounts[each] for each in add])
    return {"accounts": list(add), "amount": in_float(amount)}
