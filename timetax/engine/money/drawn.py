"""What one form costs in each draw: its items at the figures of the form that are drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue.formulas import MINUTES_PER_HOUR, cost_a_year, hours_a_year
from timetax.catalogue.ranges import Range
from timetax.engine.money.items import Entry
from timetax.engine.money.model import Costs, FormCost, Item
from timetax.engine.money.rates import Rate, in_prices_of, loaded_wage, plain
from timetax.engine.uncertainty.sampling import Sampling, Variable, draws
from timetax.tables.layouts import COST_FROM, HOURS_FROM, Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]

Figures: TypeAlias = "Mapping[str, Floats]"
"""Figures of a form, or by what they were multiplied: a number for each case, or one for all."""

Rates: TypeAlias = "Mapping[str, Floats]"
"""What an hour costs in each case, by the tariffs that are ranges."""


def ranged_tariffs(costs: Sequence[Costs]) -> dict[str, Rate]:
    """Return the rates of the tariffs that are used and are ranges."""
    rates = (item.rate for each in costs for form in each.forms for item in form.items if item.rate)
    return {
        each.tariff.id: each
        for each in rates
        if isinstance(each.tariff.hourly_wage, Range) and each.amount is not None
    }


def drawn_rate(rate: Rate, costs: Costs, sampling: Sampling) -> "Floats":
    """Return what an hour costs: at the likely wage, and then in each draw of it.

    The loaded hour is a straight line in the wage: what stands beside the wage does not move.
    """
    import numpy as np

    wage, name = rate.tariff.hourly_wage, f"tariff {rate.tariff.id}"
    assert isinstance(wage, Range)
    assert rate.amount is not None
    likely = float(wage)
    variable = Variable(name, name, None, wage.low, likely, wage.high)
    (wages,) = draws(variable, sampling, [(0, sampling.draws)])
    none, one = (loaded_wage(replace(rate.tariff, hourly_wage=each)) for each in (0.0, 1.0))
    slope, _ = in_prices_of(one - none, rate.year, costs.terms)
    assert slope is not None
    return float(rate.amount) + float(slope) * np.append(0.0, wages - likely)


def priced(form: FormCost, rates: Rates) -> "Iterator[tuple[str, Floats]]":
    """Yield accounts and amounts of a form that only tariffs move: its hours at their rates."""
    for item in form.items:
        if item.rate and item.rate.tariff.id in rates and item.hours is not None:
            hours = float(item.hours * _kept(form, item))
            yield _account(item, "value_of_time"), hours * rates[item.rate.tariff.id]


class Entries:
    """What the tables of a catalogue say of the costs of its forms, before they follow reforms."""

    def __init__(self, tables: Tables, costs: Costs) -> None:
        self.tables = tables
        self.costs = costs

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        return _by_form(self.tables.costs)

    @cached_property
    def _costed(self) -> dict[str, list[Entry]]:
        return _by_form(self.tables.costed)

    @cached_property
    def _years(self) -> dict[str, int | None]:
        return {row["form"]: row["estimate_year"] for row in _rows(self.tables.forms)}

    def amounts(
        self, form: FormCost, at: Figures, moved: Figures, rates: Rates
    ) -> "Iterator[tuple[str, float | Floats]]":
        """Yield accounts and amounts of a form, item by item; NaN where they are not known.

        Args:
            form: what it costs at the likely values.
            at: its figures in each case.
            moved: by what a reform multiplied its minutes and its cost per response, with which
                those of its entries move.
            rates: of tariffs that are ranges.
        """
        import numpy as np

        entries = self._entries.get(form.form, [])
        own: Entry = {}
        for item, entry in zip(form.items, chain(entries, repeat(own)), strict=False):
            kept = float(_kept(form, item))
            if item.works and item.labour is not None and item.rate:
                assert item.rate.amount is not None
                rate = rates.get(item.rate.tariff.id, float(item.rate.amount))
                yield _account(item, "value_of_time"), kept * _hours(item, entry, at, moved) * rate
            if item.pays and item.paid is not None:
                paid = _paid(item, entry, at, moved)
                if item.timing != "government" and np.any(paid != 0):
                    paid = paid * self._price(form, item)
                yield _account(item, "out_of_pocket"), kept * paid

    def _price(self, form: FormCost, item: Item) -> float:
        """Return what 1 that is paid beside an item is in the prices asked for; NaN if unknown."""
        costed = next(iter(self._costed.get(form.form, [])), {})
        book, terms = self.costs.book, self.costs.terms
        if (costed.get("currency") or self.tables.currency) != book.currency:
            return float("nan")
        if terms.price_year is None:
            return 1.0
        year = costed.get("price_year") or (item.rate and item.rate.year) or self._years[form.form]
        moved, _ = in_prices_of(Fraction(1), year, terms)
        return float("nan") if moved is None else float(moved)


def _rows(frame: Any) -> Iterator[dict[str, Any]]:
    return (plain(row) for row in frame.to_dict("records"))


def _by_form(frame: Any) -> dict[str, list[Entry]]:
    made: dict[str, list[Entry]] = {}
    for row in _rows(frame):
        made.setdefault(row["form"], []).append(row)
    return made


def _account(item: Item, a_year: str) -> str:
    return item.timing if item.timing in ("one_off", "government") else a_year


def _kept(form: FormCost, item: Item) -> Fraction:
    return Fraction(1) if item.timing == "government" else form.kept


def _count(what: str, entry: Entry, at: Figures) -> "Floats | float":
    """Return how many responses or respondents an entry is about, as `items.About.count` does."""
    import numpy as np

    given, share = entry.get("respondents"), entry.get("share")
    count: Any = at[what] if given is None else given
    if given is not None and what == "responses":
        each = at["responses_per_respondent"]
        count = count * np.where(np.isnan(each), 1.0, each)
    return count if share is None else count * share  # type: ignore[no-any-return]


def _hours(item: Item, entry: Entry, at: Figures, moved: Figures) -> "Floats | float":
    if entry.get("hours") is not None:
        return float(entry["hours"])
    if not item.counts:  # the hours of the form, known only as published
        share = entry.get("share")
        hours: Floats = hours_a_year(*(at[name] for name in HOURS_FROM))
        return hours if share is None else hours * share
    if item.of_form:
        minutes: Any = at["minutes_per_response"]
    else:
        yearly = entry["minutes_per_response"] is None
        minutes = entry["minutes_per_respondent" if yearly else "minutes_per_response"]
        if item.timing == "recurring":
            minutes = minutes * moved["minutes_per_response"]
    return _count(item.counts, entry, at) * minutes / MINUTES_PER_HOUR  # type: ignore[no-any-return]


def _paid(item: Item, entry: Entry, at: Figures, moved: Figures) -> "Floats | float":
    if item.timing == "government":
        assert item.paid is not None
        return float(item.paid)
    if not item.pays_by:  # the cost of the form, in all
        paid: Floats = cost_a_year(*(at[name] for name in COST_FROM))
        return paid
    assert item.each is not None
    delay = item.timing == "delay"
    each = float(item.each) if delay else entry[f"purchases_per_{item.pays_by[:-1]}"]
    if each == 0:
        return 0.0  # nothing is nothing for any number of people
    if item.timing == "recurring":
        each = each * moved["cost_per_response"]
    return _count(item.pays_by, entry, at) * each
