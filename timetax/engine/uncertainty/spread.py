"""How sure the totals of tables and of scenarios over them are, all from the same draws."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from timetax.engine.scenario.planning import Plan
from timetax.engine.totals import known_fields
from timetax.engine.uncertainty.deviations import deviations
from timetax.engine.uncertainty.intervals import Interval, Rows, effect, interval
from timetax.engine.uncertainty.model import modelled
from timetax.engine.uncertainty.sampling import DEFAULT, Sampling
from timetax.engine.uncertainty.swings import Swing, moves, swings
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats: TypeAlias = npt.NDArray[np.float64]
    Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Effect:
    """How sure the result of one scenario is.

    Attributes:
        hours: of the reform.
        change: hours of the reform less those that it is measured against, in the same draws.
        swings: what moves the change, the widest first; inputs that do not move it are left out.
    """

    hours: Interval
    change: Interval
    swings: tuple[Swing, ...]


@dataclass(frozen=True)
class Spread:
    """How sure totals are.

    Attributes:
        sampling: how the inputs were drawn.
        ranged_figures: how many inputs of counted forms are ranges; costs apart, as no hours follow
            from them.
        ranged_forms: how many counted forms have such an input.
        baseline: the hours of the baseline.
        baseline_swings: what moves them, the widest first.
        effects: one for each scenario.
        by: for each of the fields asked for, rows as `totals_by` makes them: the fields, each with
            its name column where it has one, then `baseline_low`, `baseline_middle` and
            `baseline_high`, quantiles as in an interval. With scenarios also `reform_low` and so
            on, the hours of the first one, and `change_low` and so on, its change. NaN where a row
            has forms and none of them is estimated; a row that has no form there has 0 hours.
    """

    sampling: Sampling
    ranged_figures: int
    ranged_forms: int
    baseline: Interval
    baseline_swings: tuple[Swing, ...]
    effects: tuple[Effect, ...]
    by: "Mapping[tuple[str, ...], pd.DataFrame]"


def spread(
    tables: Tables,
    plans: Sequence[Plan] = (),
    sampling: Sampling = DEFAULT,
    *,
    against: Plan | None = None,
    by: Sequence[tuple[str, ...]] = (),
    progress: Callable[[float], None] | None = None,
) -> Spread | None:
    """Return how sure the hours of tables are, and those of scenarios planned for the same tables.

    A range is drawn from a triangular distribution or from a PERT one: a beta distribution with the
    shapes 1 + 4 x (likely - low) / (high - low) and 1 + 4 x (high - likely) / (high - low), scaled
    (Malcolm and others, Operations Research 7(5), 1959; Vose, Risk Analysis, 3rd ed., 2008). Inputs
    of sources that say so err together: their draws have the same ranks. All others are
    independent, which makes the interval of a sum of many narrow. Where the minutes of a form were
    derived from published hours, these are what is known: in each draw the minutes follow from them
    and from the responses.

    Args:
        tables: tables of inputs.
        plans: scenarios laid out over these tables.
        sampling: how the inputs are drawn.
        against: the scenario that changes are measured against, instead of the baseline. Where
            scenarios have a parameter of the same name, it is the same unknown in all of them.
        by: the fields of each table of rows to make.
        progress: called with the share of the work that is done.

    Returns:
        None if no input of the counted forms and no parameter that hours depend on is a range.

    Raises:
        InputError: at an end of its range, or in a draw, an input gives what cannot be: a share
            outside 0 to 1 or a figure below zero; or a field is unknown or given twice.
    """
    fields = [known_fields(each) for each in by]
    model = modelled(tables, [*plans, *([] if against is None else [against])])
    if not model.variables:
        return None
    names, moved = moves(model)
    hours = [model.likely_hours(laid) for laid in (None, *model.laid)]
    reference = 0 if against is None else len(model.laid)
    shown = sorted({0, 1, reference}) if plans else [0]
    rows = [Rows(tables, model, each, shown, hours) for each in fields]

    # Group 0 is all forms, and then come the rows of each table.
    members = {node: [(0, 1.0)] for component in model.components for node in component.tolist()}
    places: list[tuple[Rows, int]] = []
    for each in rows:
        for node, row, weight in each.members:
            if node in members:
                members[node].append((1 + len(places) + row, weight))
        places += [(each, row) for row in range(each.size)]
    layers = [range(len(hours)), *[shown] * len(places)]
    whole = dict.fromkeys(layers[0], _nothing(sampling))
    for group, sums in deviations(model, members, layers, sampling, progress):
        if group == 0:
            whole = sums
        else:
            table, row = places[group - 1]
            table.fill(row, sums)

    totals = {layer: _total(*each) for layer, each in enumerate(hours)}
    effects = []
    for layer in range(1, 1 + len(plans)):
        reform, change = effect(totals, whole, layer, reference)
        change_moved = moved[layer] - moved[reference] if reference else moved[layer]
        effects.append(Effect(interval(*reform), interval(*change), swings(names, change_moved)))
    ranged = [node for node in model.ranged if node < model.size and model.counted[node]]
    return Spread(
        sampling=sampling,
        ranged_figures=sum(len(model.ranged[node]) for node in ranged),
        ranged_forms=len(ranged),
        baseline=interval(totals[0], whole[0]),
        baseline_swings=swings(names, moved[0]),
        effects=tuple(effects),
        by={each: table.frame() for each, table in zip(fields, rows, strict=True)},
    )


def _nothing(sampling: Sampling) -> "Floats":
    import numpy as np

    return np.zeros(sampling.draws)


def _total(hours: "Floats", here: "Mask") -> float:
    import numpy as np

    return math.fsum(hours[here & ~np.isnan(hours)])
