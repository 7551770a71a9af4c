"""What a change of money is made of: hours at the rate before, and the rate at the hours now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from timetax.engine.difference.gates import Gate
from timetax.engine.difference.model import Difference, Version
from timetax.engine.money.arithmetic import added
from timetax.engine.money.book import ACCOUNTS, Book, Terms
from timetax.engine.money.costing import costs_of
from timetax.engine.money.model import Costs, FormCost
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PARTS = ("hours", "rate", "new", "removed")
"""What a change in the value of time is made of, without a remainder.

Hours are valued at the rate before, and the rate at the hours now, as volume and time are of hours
(IRS, ICR 202103-1545-016, supporting statement, item 15).
"""


@dataclass(frozen=True)
class FormMoney:
    """What becomes of the value of time of a form, or of several that went together.

    Attributes:
        form, title: those of the newer version, or else of the older one.
        before, now: the value of time a year; None if it is not known or no form is there.
        parts: the change by `PARTS`; empty where it is not known in one of the versions.
    """

    form: str
    title: str
    before: Fraction | None
    now: Fraction | None
    parts: Mapping[str, Fraction]

    @property
    def change(self) -> Fraction | None:
        """What it adds; None if that is not known."""
        return added(list(self.parts.values()))


@dataclass(frozen=True)
class MoneyDifference:
    """What differs in money between two versions.

    Attributes:
        before, now: what the forms of the versions cost.
        forms: the forms whose value of time is another, the largest change first.
        parts: the change in the value of time by `PARTS`; they add up to it.
        became_known, no_longer_known: the value of time of forms that is known in one version only;
            that is no change.
    """

    before: Costs
    now: Costs
    forms: tuple[FormMoney, ...]
    parts: Mapping[str, Fraction]
    became_known: Fraction
    no_longer_known: Fraction

    @property
    def change(self) -> Fraction:
        """The change in the value of time a year."""
        return sum(self.parts.values(), Fraction())

    def account(self, name: str) -> tuple[Fraction | None, Fraction | None]:
        """Return what an account adds up to before and now."""
        return self.before.total.accounts[name], self.now.total.accounts[name]


def money_between(difference: Difference, book: Book, terms: Terms) -> MoneyDifference:
    """Return what differs in money between the versions of a difference, by a book.

    Raises:
        InputError: the forms of a version cannot be costed by the book.
    """
    subjects = difference.subjects
    before, now = (costs_of(each.tables, book, terms) for each in (difference.old, difference.new))
    old = _by_subject(before, difference.old.tables, subjects.old)
    new = _by_subject(now, difference.new.tables, subjects.new)
    forms, parts = [], dict.fromkeys(PARTS, Fraction())
    became = no_longer = Fraction()
    for subject in sorted({*old, *new}):
        was, is_now = old.get(subject, []), new.get(subject, [])
        one, other = _value(was), _value(is_now)
        made = _parts(was, is_now)
        for name, amount in made.items():
            parts[name] += amount
        if not made and one is not None:
            no_longer += one
        if not made and other is not None:
            became += other
        if one != other:
            named = (is_now or was)[0]
            forms.append(FormMoney(named.form, named.title, one, other, made))
    forms.sort(key=lambda each: (-abs(each.change or Fraction()), each.form))
    return MoneyDifference(before, now, tuple(forms), parts, became, no_longer)


def _by_subject(
    costs: Costs, tables: Tables, subjects: "npt.NDArray[np.intp]"
) -> dict[int, list[FormCost]]:
    of_form = dict(zip(tables.forms["form"].tolist(), subjects.tolist(), strict=True))
    made: dict[int, list[FormCost]] = {}
    for each in costs.forms:
        made.setdefault(of_form[each.form], []).append(each)
    return made


def _value(forms: Sequence[FormCost]) -> Fraction | None:
    """Return the value of time of forms that went together; None unless it is known of each."""
    values = [each.amounts.accounts["value_of_time"] for each in forms]
    return None if None in values else added(values)


def _parts(was: Sequence[FormCost], is_now: Sequence[FormCost]) -> dict[str, Fraction]:
    """Return a change by its parts; nothing where it is not known."""
    before, now = _value(was), _value(is_now)
    if not was:
        return {} if now is None else {"new": now}
    if not is_now:
        return {} if before is None else {"removed": -before}
    if before is None or now is None:
        return {}
    hours_before, hours_now = _hours(was), _hours(is_now)
    if hours_before == 0:
        return {"hours": now - before, "rate": Fraction()}
    of_hours = (hours_now - hours_before) * before / hours_before
    return {"hours": of_hours, "rate": now - before - of_hours}


def _hours(forms: Sequence[FormCost]) -> Fraction:
    return added([each.amounts.hours for each in forms]) or Fraction()


def for_gates(difference: Difference, money: MoneyDifference) -> Difference:
    """Return a difference whose versions have the accounts as columns of their forms, for gates."""

    def with_accounts(version: Version, costs: Costs) -> Version:
        by_form = {each.form: each.amounts.accounts for each in costs.forms}
        forms = version.tables.forms
        columns = {
            name: [
                float("nan") if amount is None else float(amount)
                for form in forms["form"]
                for amount in [by_form.get(form, {}).get(name)]
            ]
            for name in ACCOUNTS
        }
        tables = replace(
            version.tables, forms=forms.assign(**columns), currency=costs.book.currency
        )
        return replace(version, tables=tables)

    return replace(
        difference,
        old=with_accounts(difference.old, money.before),
        new=with_accounts(difference.new, money.now),
    )


def of_money(gate: Gate) -> Gate:
    """Return a gate as it is meant beside a book: plain money is the value of time."""
    plain = gate.measure == "cost" and bool(gate.currency)
    return replace(gate, measure="value_of_time") if plain else gate
