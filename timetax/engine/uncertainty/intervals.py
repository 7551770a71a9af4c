"""Where hours lie: quantiles of the draws, of a total and by groups of forms."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.engine.ranking import ranked
from timetax.engine.scenario.planning import Plan
from timetax.engine.totals import grouped, weighted_rows
from timetax.engine.uncertainty.model import Model
from timetax.tables.exact import exact_sums
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats: TypeAlias = npt.NDArray[np.float64]
    Mask: TypeAlias = npt.NDArray[np.bool_]

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Interval:
    """Where burden hours a year, or a change of them, lie.

    Attributes:
        likely: at the likely value of every input: the total without any draw.
        low, middle, high: the 5 %, 50 % and 95 % quantiles of the draws.
        mean, deviation: mean and standard deviation of the draws.
    """

    likely: float
    low: float
    middle: float
    high: float
    mean: float
    deviation: float


def interval(likely: float, deviations: "Floats") -> Interval:
    """Return the interval of likely hours and how the draws deviate from them."""
    low, middle, high = quantiles(likely, deviations).tolist()
    mean = likely + float(deviations.mean())
    return Interval(likely, low, middle, high, mean, float(deviations.std(ddof=1)))


def quantiles(likely: float, deviations: "Floats") -> "Floats":
    """Return the 5 %, 50 % and 95 % quantiles of likely hours and deviations from them."""
    import numpy as np

    return likely + np.quantile(deviations, QUANTILES)


def effect(
    likely: Mapping[int, float], sums: "Mapping[int, Floats]", layer: int, reference: int
) -> "tuple[tuple[float, Floats], tuple[float, Floats]]":
    """Return likely hours and deviations of a reform and of its change.

    Args:
        likely: the hours of each layer: 0 is the baseline, and NaN is not estimated.
        sums: deviations of the baseline, and of what each layer changes of it.
        layer: the reform.
        reference: the layer that the change is measured against.
    """
    after, before = likely[layer], likely[reference]
    if math.isnan(after) and math.isnan(before):
        change = math.nan
    else:
        change = math.fsum(each for each in (after, -before) if not math.isnan(each))
    moved = sums[layer] - sums[reference] if reference else sums[layer]
    return (after, sums[0] + sums[layer]), (change, moved)


class Rows:
    """Rows of intervals: one for each combination of the values of fields, as in totals.

    Attributes:
        members: a node, the place of its row and its weight there.
        size: how many rows there are.
    """

    def __init__(
        self,
        tables: Tables,
        model: Model,
        fields: Sequence[str],
        layers: Sequence[int],
        hours: "Sequence[tuple[Floats, Mask]]",
    ) -> None:
        """Make rows for a baseline and up to two plans, `layers`, with likely hours by node."""
        import numpy as np

        rows = _forms(tables, model, fields, layers)
        self.groups, self.keys = grouped(rows, fields)
        self.nodes, self.weights = rows["node"].to_numpy(), rows["weight"].to_numpy()
        self.size = len(self.keys)
        self.layers = layers
        self.likely = {layer: self._likely(*hours[layer]) for layer in layers}
        self.ends = np.empty((self.size, 1 if len(layers) == 1 else 3, len(QUANTILES)))
        for row in range(self.size):
            self.fill(row, dict.fromkeys(layers, np.zeros(1)))

    @property
    def members(self) -> Iterator[tuple[int, int, float]]:
        """Each form's node, with the place and weight of a row that it is in."""
        arrays = (self.nodes, self.groups, self.weights)
        return zip(*(array.tolist() for array in arrays), strict=True)

    def fill(self, row: int, sums: "Mapping[int, Floats]") -> None:
        """Set the ends of a row from its deviations by layer."""
        likely = {layer: float(hours[row]) for layer, hours in self.likely.items()}
        found = [(likely[0], sums[0])]
        if len(self.layers) > 1:
            reference = self.layers[2] if len(self.layers) > 2 else 0
            found += effect(likely, sums, self.layers[1], reference)
        for into, (hours, deviations) in zip(self.ends[row], found, strict=True):
            into[:] = quantiles(hours, deviations) if deviations.any() else hours

    def frame(self) -> "pd.DataFrame":
        """Return the rows, those with the most hours first."""
        ends = {
            f"{what}_{end}": self.ends[:, place, column]
            for place, what in enumerate(("baseline", "reform", "change")[: self.ends.shape[1]])
            for column, end in enumerate(("low", "middle", "high"))
        }
        return ranked(self.keys.assign(**ends), "baseline_middle")

    def _likely(self, hours: "Floats", here: "Mask") -> "Floats":
        """Return the hours of each row; NaN where it has forms and none is estimated."""
        import numpy as np

        there = here[self.nodes]
        known = there & ~np.isnan(hours[self.nodes])
        values = (hours[self.nodes] * self.weights)[known]
        added = exact_sums(values, self.groups[known], self.size)
        forms, estimated = (
            np.bincount(self.groups[each], minlength=self.size) for each in (there, known)
        )
        return np.where((forms > 0) & (estimated == 0), np.nan, added)


def _forms(
    tables: Tables, model: Model, fields: Sequence[str], layers: Sequence[int]
) -> "pd.DataFrame":
    """Return a row a form and value of the fields, with its node and weight."""
    import numpy as np
    import pandas as pd

    nodes = np.arange(model.size)
    found = [weighted_rows(replace(tables, forms=tables.forms.assign(node=nodes)), fields)]
    for laid in (model.laid[layer - 1] for layer in layers[1:]):
        _, here = model.likely_hours(laid)
        new = here[laid.nodes] & (laid.nodes >= model.size)
        if new.any():
            made = _only(laid.plan, new)
            made = replace(made, forms=made.forms.assign(node=laid.nodes[new]))
            found.append(weighted_rows(made, fields))
    return pd.concat(found, ignore_index=True)


def _only(plan: Plan, rows: "Mask") -> Tables:
    """Return the tables of some rows of a plan's universe."""
    universe, owners = plan.universe, plan.owners
    owned: Any = {
        name: getattr(universe, name)[(each >= 0) & rows[each]] for name, each in owners.items()
    }
    return replace(universe, forms=universe.forms[rows], **owned)
