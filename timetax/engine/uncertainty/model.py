"""Which inputs are ranges, and which forms have hours that depend on them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.formulas import hours_a_year
from timetax.catalogue.ranges import Range
from timetax.catalogue.vocabulary import Basis
from timetax.engine.scenario.applying import at_start, likely, run
from timetax.engine.scenario.model import Parameter
from timetax.engine.scenario.planning import Plan, Step
from timetax.engine.uncertainty.sampling import Variable
from timetax.tables.layouts import FIGURES, HOURS_FROM, Tables
from timetax.tables.members import among

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.intp]
    Mask: TypeAlias = npt.NDArray[np.bool_]

DRAWN = ("respondents", "responses_per_respondent", "responses", "minutes_per_response")
"""The figures that hours follow from."""


@dataclass(frozen=True)
class Laid:
    """A plan in a model.

    Attributes:
        plan: the plan.
        nodes: the node of each row of its universe, rising.
        touched: for each node of the model whether the plan adds or changes it.
        parameters: those of its parameters that are ranges and that inputs of forms depend on.
    """

    plan: Plan
    nodes: "Ints"
    touched: "Mask"
    parameters: Mapping[str, Variable]


@dataclass(frozen=True)
class Model:
    """The forms of the baseline, and after them those that each plan adds: each of them is a node.

    Attributes:
        size: how many forms the baseline has.
        start: for each of `FIGURES` the likely value at each node.
        counted: for each node whether its form counts.
        responses_follow: for each node whether its responses follow from other inputs in a draw.
        minutes_follow: for each node whether its hours were published, so that in a draw its
            minutes follow from them and from its responses.
        laid: the plans.
        ranged: for a node each figure that is a range.
        components: nodes that have to be computed, those together that a merge links.
    """

    size: int
    start: "Mapping[str, Floats]"
    counted: "Mask"
    responses_follow: "Mask"
    minutes_follow: "Mask"
    laid: tuple[Laid, ...]
    ranged: Mapping[int, Mapping[str, Variable]]
    components: "Sequence[Ints]"

    @property
    def parameters(self) -> list[Variable]:
        """All parameters of plans that are ranges."""
        return [each for laid in self.laid for each in laid.parameters.values()]

    @property
    def variables(self) -> list[Variable]:
        """All inputs that are ranges."""
        figures = (each for figures in self.ranged.values() for each in figures.values())
        return [*figures, *self.parameters]

    def likely_hours(self, laid: Laid | None) -> "tuple[Floats, Mask]":
        """Return hours at the likely values for each node, and which nodes are there and count.

        Without a plan they are those of the baseline.
        """
        import numpy as np

        hours = np.full(len(self.counted), np.nan)
        here = np.zeros(len(self.counted), dtype=bool)
        if laid is None:
            nodes = np.arange(self.size)
            figures = {name: values[: self.size] for name, values in self.start.items()}
            here[nodes] = self.counted[nodes]
        else:
            nodes = laid.nodes
            state = at_start(laid.plan)
            run(laid.plan, state, laid.plan.steps, likely(laid.plan.parameters))
            figures = state.figures
            here[nodes] = state.present & self.counted[nodes]
        hours[nodes] = hours_a_year(*(figures[name] for name in HOURS_FROM))
        return hours, here


def modelled(tables: Tables, plans: Sequence[Plan], figures: Collection[str] = DRAWN) -> Model:
    """Return the forms of tables and plans, with what is a range among the figures that are drawn.

    Raises:
        ValueError: a plan was laid out over other tables.
    """
    import numpy as np
    import pandas as pd

    size = len(tables.forms)
    ids = tables.forms["form"].tolist()
    if any(plan.baseline.forms["form"].tolist() != ids for plan in plans):
        raise ValueError("a plan was laid out over other tables")
    forms = pd.concat([tables.forms, *(plan.universe.forms[size:] for plan in plans)])
    laid = _laid(plans, size, len(forms))
    ranges = _ranges(tables, laid, figures)
    moved = _moved_by_parameters(laid, len(forms))
    moved[ranges["node"]] = True
    counted = forms["excluded"].isna().to_numpy()
    component = _linked(laid, len(forms))
    needed = np.isin(component, component[moved]) & np.isin(component, component[counted])
    ranges = ranges[needed[ranges["node"]]]
    responses_follow = _at(ranges[ranges["makes_responses"]], len(forms))
    vary = responses_follow | _at(ranges[ranges["figure"] == "responses"], len(forms))
    published = forms["minutes_basis"].eq(str(Basis.DERIVED)).to_numpy(dtype=bool)
    return Model(
        size=size,
        start={name: forms[name].to_numpy(dtype="float64") for name in FIGURES},
        counted=counted,
        responses_follow=responses_follow,
        minutes_follow=vary & published,
        laid=laid,
        ranged=_ranged(ranges),
        components=_components(component, needed),
    )


def _laid(plans: Sequence[Plan], size: int, count: int) -> tuple[Laid, ...]:
    import numpy as np

    laid, end = [], size
    for plan in plans:
        begin, end = end, end + len(plan.universe.forms) - size
        nodes = np.append(np.arange(size), np.arange(begin, end))
        touched = np.zeros(count, dtype=bool)
        for step in plan.steps:
            touched[nodes[_rows(step)]] = True
        laid.append(Laid(plan, nodes, touched, _ranged_parameters(plan)))
    return tuple(laid)


def _rows(step: Step) -> "Ints":
    """Return the rows of the universe that a step changes or adds."""
    import numpy as np

    rows = np.flatnonzero(step.rows)
    return rows if step.made is None else np.append(rows, step.made)


def _parameters(step: Step) -> Iterator[str]:
    """Yield the names of the parameters that inputs of forms depend on in a step."""
    for operation in step.change.operations:
        yield from (parameter.name for parameter in operation.parameters())


def _ranged_parameters(plan: Plan) -> dict[str, Variable]:
    """Return the parameters that are ranges and are used.

    The random numbers of one are keyed by its name; those of a range without a name, which stands
    in a change, by its place in its scenario.
    """
    ranged = {}
    for step in plan.steps:
        for name in _parameters(step):
            value = plan.parameters[name]
            if not isinstance(value, Range):
                continue
            named = name in plan.scenario.parameters
            ranged[name] = Variable(
                stream=name if named else f"{step.change.scenario}: {name}",
                label=str(Parameter(name)) if named else name,
                together=plan.together.get(name),
                low=value.low,
                likely=float(value),
                high=value.high,
            )
    return ranged


def _moved_by_parameters(plans: Sequence[Laid], count: int) -> "Mask":
    """Return for each node whether a step changes it by an amount that is a range."""
    import numpy as np

    moved = np.zeros(count, dtype=bool)
    for laid in plans:
        for step in laid.plan.steps:
            if not laid.parameters.keys().isdisjoint(_parameters(step)):
                moved[laid.nodes[_rows(step)]] = True
    return moved


def _linked(plans: Sequence[Laid], count: int) -> "Ints":
    """Return for each node the number of its component: what merges link has the same one."""
    import numpy as np

    component = np.arange(count)
    for laid in plans:
        for step in laid.plan.steps:
            if any(operation.combines for operation in step.change.operations):
                linked = np.unique(component[laid.nodes[_rows(step)]])
                component[np.isin(component, linked)] = linked[:1]
    return component


def _components(component: "Ints", needed: "Mask") -> "list[Ints]":
    import numpy as np

    nodes = np.flatnonzero(needed)
    nodes = nodes[np.argsort(component[nodes], kind="stable")]
    begins = np.flatnonzero(np.diff(component[nodes])) + 1
    return np.split(nodes, begins) if len(nodes) else []


def _ranges(tables: Tables, plans: Sequence[Laid], figures: Collection[str]) -> "pd.DataFrame":
    """Return the ranges of some figures, with the node of each form."""
    import numpy as np
    import pandas as pd

    size = len(tables.forms)
    parts = [(tables.ranges, tables.forms["form"], np.arange(size))]
    for laid in plans:
        universe = laid.plan.universe
        parts.append((universe.ranges, universe.forms["form"][size:], laid.nodes[size:]))
    found = []
    for ranges, forms, nodes in parts:
        node = dict(zip(forms.tolist(), nodes.tolist(), strict=True))
        here = ranges[among(ranges["form"], node) & among(ranges["figure"], figures)]
        found.append(here.assign(node=here["form"].map(node).astype("int64")))
    return pd.concat(found, ignore_index=True)


def _at(ranges: "pd.DataFrame", count: int) -> "Mask":
    """Return for each node whether one of the ranges is of its form."""
    import numpy as np

    mask = np.zeros(count, dtype=bool)
    mask[ranges["node"]] = True
    return mask


def _ranged(ranges: "pd.DataFrame") -> dict[int, dict[str, Variable]]:
    ranged: dict[int, dict[str, Variable]] = {}
    for row in ranges.to_dict("records"):
        ranged.setdefault(row["node"], {})[row["figure"]] = Variable(
            stream=f"{row['form']}.{row['figure']}",
            label=f"{row['form']}: {row['figure'].replace('_', ' ')}",
            together=row["together"] if isinstance(row["together"], str) else None,
            low=row["low"],
            likely=row["likely"],
            high=row["high"],
        )
    return ranged
