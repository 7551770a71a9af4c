"""What a scenario costs by a book as a function of its parameters."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from timetax.engine.burden import with_burden
from timetax.engine.money.book import Book, Terms
from timetax.engine.money.costing import costs_of
from timetax.engine.money.model import Costs
from timetax.engine.money.reforms import following
from timetax.engine.scenario.applying import at_start, reformed, run
from timetax.engine.scenario.planning import Plan
from timetax.engine.sweeps.axes import Axis
from timetax.engine.sweeps.grid import require_parameters
from timetax.findings import option_error

MOST_POINTS = 1_000
"""A sweep over more points is refused: every form is costed anew at each."""


@dataclass(frozen=True)
class CostedPoints:
    """What forms cost before a scenario, and with it at each combination of values.

    Attributes:
        before: the costs of the baseline.
        points: the values of the parameters, and the costs there.
    """

    before: Costs
    points: tuple[tuple[tuple[float, ...], Costs], ...]


def swept_in_money(
    plan: Plan,
    axes: Sequence[Axis],
    book: Book,
    terms: Terms,
    progress: Callable[[float], None] | None = None,
) -> CostedPoints:
    """Return what a scenario costs at each combination of values of some of its parameters.

    The costs at a point are exactly those of the scenario with these values.

    Raises:
        InputError: a parameter is unknown or there twice, there are more than `MOST_POINTS` points,
            the scenario cannot be applied at one, or the forms cannot be costed.
    """
    names = [axis.name for axis in axes]
    require_parameters(plan, names, "sweep")
    count = math.prod(len(axis.values) for axis in axes)
    if count > MOST_POINTS:
        message = f"this makes {count:,} points, and {MOST_POINTS:,} are the most beside --book"
        raise option_error("sweep", f"{message}; take fewer values or parameters")
    made = []
    for done, values in enumerate(product(*(axis.values for axis in axes)), start=1):
        state = at_start(plan)
        given = dict(zip(names, values, strict=True))
        run(plan, state, plan.steps, {**plan.parameters, **given})
        tables = following(with_burden(reformed(plan, state)), plan)
        made.append((values, costs_of(tables, book, terms)))
        if progress is not None:
            progress(done / count)
    return CostedPoints(costs_of(with_burden(plan.baseline), book, terms), tuple(made))
