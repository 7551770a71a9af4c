"""How sure money is: ranges of forms, of tariffs and of reforms drawn, and carried to accounts.

What is drawn is what the hours are made of, by the same streams: in each draw, a catalogue and its
reforms with these figures are costed by the book.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.engine.money.book import ACCOUNTS
from timetax.engine.money.drawn import Entries, Figures, drawn_rate, priced, ranged_tariffs
from timetax.engine.money.model import Costs, FormCost
from timetax.engine.uncertainty.sampling import Sampling
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from timetax.engine.scenario.planning import Plan
    from timetax.engine.scenario.state import State
    from timetax.engine.uncertainty.blocks import Block
    from timetax.engine.uncertainty.intervals import Interval
    from timetax.engine.uncertainty.model import Model

    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.intp]

_FOLLOWED = ("minutes_per_response", "cost_per_response")
"""The figures of a form that those of its entries follow."""


@dataclass(frozen=True)
class MoneySpread:
    """How sure the accounts of a catalogue are.

    Attributes:
        sampling: how the ranges were drawn.
        accounts: where each account lies that has a range; others have none.
        ranged_tariffs: how many tariffs that are used are ranges.
        ranged_forms: how many costed forms have an input that is one.
    """

    sampling: Sampling
    accounts: "Mapping[str, Interval]"
    ranged_tariffs: int
    ranged_forms: int


@dataclass(frozen=True)
class ReformSpread:
    """How sure the accounts are after a reform, and their changes.

    Attributes:
        after: where each account lies that has a range.
        change: where the change of each account lies that has a range before or after: in each
            draw what it is after, less what it is before.
    """

    after: "Mapping[str, Interval]"
    change: "Mapping[str, Interval]"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: what forms cost, as they are or after a reform.

    Attributes:
        costs: at the likely values.
        tables: the tables of this side, in which entries of costs do not follow a reform yet.
        plan: the reform, laid out over the inputs; None where these stand as they are.
    """

    costs: Costs
    tables: Tables
    plan: "Plan | None" = None

    @cached_property
    def forms(self) -> Mapping[str, FormCost]:
        """What each form costs, by its id."""
        return {each.form: each for each in self.costs.forms}

    @cached_property
    def entries(self) -> Entries:
        """What the tables say of the costs of forms."""
        return Entries(self.tables, self.costs)


def money_spread(costs: Costs, tables: Tables, sampling: Sampling) -> MoneySpread | None:
    """Return how sure the accounts are, or None where nothing in them is a range.

    A tariff that is a range is drawn once for all forms that name it, so that they err together.
    Minutes and responses of a form are those draws that its hours have.
    """
    found = reform_spreads(Side(costs, tables), (), tables, sampling)
    return found and found[0]


def reform_spreads(
    before: Side, after: Sequence[Side], inputs: Tables, sampling: Sampling
) -> tuple[MoneySpread, tuple[ReformSpread, ...]] | None:
    """Return how sure the accounts are before reforms and after each, all from the same draws.

    Args:
        before: what reforms are measured against.
        after: the reforms.
        inputs: the tables that all plans are laid out over.
        sampling: how the ranges are drawn.

    Returns:
        None where nothing in the accounts is a range.

    Raises:
        InputError: in a draw, a reform gives what cannot be.
    """
    sides = (before, *after)
    plans = [side.plan for side in sides if side.plan]
    tariffs = ranged_tariffs([side.costs for side in sides])
    if not (plans or tariffs or len(inputs.ranges)):
        return None
    from timetax.engine.uncertainty.model import DRAWN, modelled

    model = modelled(inputs, plans, (*DRAWN, "cost_per_response"))
    if not (model.variables or tariffs):
        return None
    rates = {name: drawn_rate(each, before.costs, sampling) for name, each in tariffs.items()}
    was, *now = _deviations(model, inputs, sides, rates, sampling)
    ids = inputs.forms["form"].tolist()
    spread = MoneySpread(
        sampling=sampling,
        accounts=_intervals(before.costs.total.accounts, was),
        ranged_tariffs=len(tariffs),
        ranged_forms=sum(node < model.size and ids[node] in before.forms for node in model.ranged),
    )
    return spread, tuple(
        ReformSpread(_intervals(side.costs.total.accounts, each), _changes(before, side, was, each))
        for side, each in zip(after, now, strict=True)
    )


def _intervals(
    totals: Mapping[str, Fraction | None], deviations: "Mapping[str, Floats]"
) -> "dict[str, Interval]":
    """Return the intervals of the accounts that are known and that some draw moves."""
    from timetax.engine.uncertainty.intervals import interval

    return {
        name: interval(float(amount), deviations[name])
        for name, amount in totals.items()
        if amount is not None and _moves(deviations[name])
    }


def _moves(deviations: "Floats") -> bool:
    """Return whether some draw moves an amount; one that is unknown in a draw has no range."""
    import numpy as np

    return bool(deviations.any() and not np.isnan(deviations).any())


def _changes(
    before: Side, after: Side, was: "Mapping[str, Floats]", now: "Mapping[str, Floats]"
) -> "dict[str, Interval]":
    import numpy as np

    from timetax.engine.uncertainty.intervals import interval

    made = {}
    for name in ACCOUNTS:
        earlier, later = (side.costs.total.accounts[name] for side in (before, after))
        change = now[name] - was[name]
        if earlier is None or later is None or np.isnan(change).any():
            continue
        if was[name].any() or now[name].any():
            made[name] = interval(float(later - earlier), change)
    return made


def _deviations(
    model: "Model",
    inputs: Tables,
    sides: Sequence[Side],
    rates: "Mapping[str, Floats]",
    sampling: Sampling,
) -> "list[dict[str, Floats]]":
    """Return for each side by how much each draw of an account differs from the likely one."""
    import numpy as np

    from timetax.engine.uncertainty.deviations import drawn

    sums = [{name: np.zeros(sampling.draws) for name in ACCOUNTS} for _ in sides]
    done: list[set[str]] = [set() for _ in sides]
    laid = iter(range(len(model.laid)))
    places = [next(laid) if side.plan else None for side in sides]
    ids = _ids(model, inputs)
    for block, begin, end, values, given in drawn(model, model.components, sampling):
        cases = np.r_[0, 1 + begin : 1 + end]
        here = {name: each[cases] for name, each in rates.items()}
        for side, place, into, found in zip(sides, places, sums, done, strict=True):
            after = place is not None and block.reformed(
                model.laid[place], len(cases), values, given[place]
            )
            for node, at, moved in _figures(block, values, after or None):
                name = ids[node]
                if form := side.forms.get(name):
                    found.add(name)
                    amounts = side.entries.amounts(form, at, moved, here)
                    _add(into, form, amounts, slice(begin, end))
    for side, into, found in zip(sides, sums, done, strict=True):
        for form in side.costs.forms if rates else ():
            if form.form not in found:
                _add(into, form, priced(form, rates), slice(None))
    return sums


def _ids(model: "Model", inputs: Tables) -> list[str]:
    """Return the id of the form of each node."""
    made: list[str] = inputs.forms["form"].tolist()
    for laid in model.laid:
        made += laid.plan.universe.forms["form"][model.size :].tolist()
    return made


def _figures(
    block: "Block", values: "Mapping[str, Floats]", after: "tuple[Ints, State] | None"
) -> Iterator[tuple[int, Figures, Figures]]:
    """Yield the nodes of a block that are there, their figures, and how their entries move.

    `values` are the figures before any reform; `after` is what `Block.reformed` returns of one.
    """
    import numpy as np

    unmoved = dict.fromkeys(_FOLLOWED, np.ones(1))
    touched, state = after or ([], None)
    rows = {place: row for row, place in enumerate(list(touched))}
    size = block.model.size
    for place, node in enumerate(block.nodes.tolist()):
        if state is None or place not in rows:
            if node < size:
                yield node, {name: each[place] for name, each in values.items()}, unmoved
        elif state.present[rows[place]]:
            at = {name: each[rows[place]] for name, each in state.figures.items()}
            moved = {name: _moved(values[name][place], at[name]) for name in _FOLLOWED}
            yield node, at, moved if node < size else unmoved


def _moved(was: "Floats", now: "Floats") -> "Floats":
    """Return by what a figure was multiplied in each case, and 1 where there was none."""
    import numpy as np

    return np.divide(now, was, out=np.ones_like(now), where=was > 0)


def _add(
    into: "Mapping[str, Floats]",
    form: FormCost,
    amounts: "Iterator[tuple[str, Any]]",
    draws: slice,
) -> None:
    """Add what a form costs in each draw less what it costs at the likely values."""
    import numpy as np

    from timetax.engine.uncertainty.blocks import ROUNDING

    together: dict[str, Any] = {}
    for account, amount in amounts:
        together[account] = together.get(account, 0.0) + amount
    for account, amount in together.items():
        if form.amounts.accounts[account] is None or np.ndim(amount) == 0 or len(amount) == 1:
            continue
        deviations = amount[1:] - amount[0]
        deviations[np.abs(deviations) <= ROUNDING * abs(amount[0])] = 0.0
        into[account][draws] += deviations
