"""What reforms change in money: their tables costed by the same book as the baseline."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timetax.engine.money.book import Book, Terms
from timetax.engine.money.costing import costs_of
from timetax.engine.money.model import Costs
from timetax.engine.money.spread import MoneySpread, ReformSpread, Side, reform_spreads
from timetax.engine.scenario.comparison import Comparison
from timetax.engine.scenario.planning import Plan
from timetax.engine.uncertainty.sampling import Sampling
from timetax.findings import option_error
from timetax.tables.layouts import Tables
from timetax.wording.lists import some

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_MINUTES = ("minutes_per_response", "minutes_per_respondent")
_PURCHASES = ("purchases_per_response", "purchases_per_respondent")
_NAMED = 3


@dataclass(frozen=True)
class Reforms:
    """What the forms cost before reforms, and after each of them.

    Attributes:
        before: the costs of the baseline.
        cases: the name of each scenario, the tables that it makes, and what they cost.
        tables: those of the baseline.
        spread: how sure the accounts of the baseline are, or None where nothing is a range.
        spreads: how sure those of each case are, and their changes; none where nothing is a range.
    """

    before: Costs
    cases: tuple[tuple[str, Tables, Costs], ...]
    tables: Tables
    spread: MoneySpread | None = None
    spreads: tuple[ReformSpread, ...] = ()


def reforms_in_money(
    comparison: Comparison, book: Book, terms: Terms, sampling: Sampling | None = None
) -> Reforms:
    """Return what scenarios beside a baseline cost by a book.

    Minutes and purchases of entries move with those of their forms, by the same factor: in each
    draw by that of this draw. Without `sampling` nothing is drawn.

    Raises:
        InputError: the forms cannot be costed, or the entries of a form cannot follow a reform.
    """
    inputs = comparison.inputs
    against = comparison.plan_against
    base = following(comparison.tables, against) if against else comparison.tables
    before = costs_of(base, book, terms)
    cases = tuple(
        (each.scenario.name, tables, costs_of(tables, book, terms))
        for each in comparison.cases
        for tables in [following(each.tables, each.plan)]
    )
    made = Reforms(before, cases, base)
    sides = [
        Side(costs, each.tables, each.plan)
        for each, (_, _, costs) in zip(comparison.cases, cases, strict=True)
    ]
    start = Side(before, comparison.tables, against)
    found = sampling and reform_spreads(start, sides, inputs, sampling)
    return replace(made, spread=found[0], spreads=found[1]) if found else made


def following(reformed: Tables, plan: Plan) -> Tables:
    """Return reformed tables in which the entries of costs follow what became of their forms.

    Raises:
        InputError: a form itemises what a reform sets for the first time, or from nothing.
    """
    costs = reformed.costs.reset_index(drop=True)
    recurs = (costs["timing"] == "recurring").to_numpy()
    if not recurs.any():
        return reformed
    columns = {}
    for figure, entries in (("minutes_per_response", _MINUTES), ("cost_per_response", _PURCHASES)):
        factors = _factors(reformed, plan, figure, costs["form"].tolist())
        itemised = costs[list(entries)].notna().to_numpy().any(axis=1) & recurs
        _refuse_unknown(costs["form"][itemised & (factors != factors)].tolist(), figure)
        moved = itemised & (factors != 1.0)
        for name in entries if moved.any() else ():
            columns[name] = costs[name].mask(moved, costs[name] * factors)
    return replace(reformed, costs=costs.assign(**columns)) if columns else reformed


def _factors(
    reformed: Tables, plan: Plan, figure: str, forms: list[str]
) -> "npt.NDArray[np.float64]":
    """Return by what the figure of each form was multiplied; NaN where that cannot be told."""
    import numpy as np

    was, is_now = (
        dict(zip(tables.forms["form"].tolist(), tables.forms[figure].tolist(), strict=True))
        for tables in (plan.baseline, reformed)
    )
    added = set(plan.universe.forms["form"].tolist()[plan.forms :])

    def factor(form: str) -> float:
        if form in added or form not in was or form not in is_now:
            return 1.0  # added, maybe by an id that one had that is gone, or taken away
        before, now = was[form], is_now[form]
        if before == now or (before != before and now != now):
            return 1.0
        return now / before if before > 0 else float("nan")

    return np.array([factor(form) for form in forms], dtype="float64")


def _refuse_unknown(forms: list[str], figure: str) -> None:
    if forms:
        named = some(dict.fromkeys(forms), _NAMED)
        message = (
            f"the costs of {named} are itemised, and a scenario sets {figure} where there was "
            "none: say in the entries what becomes of them, in a catalogue of its own, and use diff"
        )
        raise option_error("book", message)
