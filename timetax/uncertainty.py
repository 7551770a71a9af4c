"""How sure a total is: inputs that are known as ranges are drawn at random, and intervals follow.

Each ranged input has random numbers of its own, keyed by the seed and its name. So the baseline and
every scenario see the same draws, and another form or range changes none of them. What is added up
are deviations: what a form takes in a draw less what it takes at the likely values. So a form
without a range adds nothing at all, and closed ranges give the total itself.
"""

import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.burden import burden_hours
from timetax.findings import did_you_mean, option_error
from timetax.ranges import Range
from timetax.scenario.applying import State, at_start, likely, run
from timetax.scenario.model import Add, Merge, Parameter
from timetax.scenario.planning import Plan, Step
from timetax.table import FIGURES, Tables
from timetax.totals import (
    SEVERAL,
    _columns,
    _exact_sums,
    _known_fields,
    _memberships,
    _repeated,
    counted,
    ranked,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.intp]
    Mask: TypeAlias = npt.NDArray[np.bool_]

QUANTILES = (0.05, 0.5, 0.95)
MIN_DRAWS, MAX_DRAWS = 100, 1_000_000
BLOCK_BYTES = 16 * 2**20
"""Forms are computed in blocks of about this size, so that memory does not grow with them."""

GROUP_BYTES = 32 * 2**20
"""Sums by group are kept for as many groups at a time as fit in this."""

_ARRAYS = 15
"""How many arrays of a block are in memory at a time: inputs before and after, and what is made."""

_DRAWN = ("respondents", "responses_per_respondent", "responses", "minutes_per_response")


class Distribution(StrEnum):
    """How an input is distributed between its low and its high value."""

    PERT = "pert"
    TRIANGULAR = "triangular"


@dataclass(frozen=True)
class Sampling:
    """How the inputs are drawn.

    Attributes:
        draws: how often.
        seed: where the random numbers start; the same seed gives the same bits.
        distribution: PERT or triangular, for all inputs.

    Raises:
        InputError: there are too few draws or too many, or the seed is negative.
    """

    draws: int = 10_000
    seed: int = 1
    distribution: Distribution = Distribution.PERT

    def __post_init__(self) -> None:
        if not MIN_DRAWS <= self.draws <= MAX_DRAWS:
            limits = f"{MIN_DRAWS:,} to {MAX_DRAWS:,}"
            raise option_error("draws", f"must be {limits}, and here is {self.draws:,}")
        if self.seed < 0:
            raise option_error("seed", f"must be 0 or more, and here is {self.seed}")


DEFAULT = Sampling()


def sampling(draws: int, seed: int, distribution: str) -> Sampling:
    """Return how the inputs are drawn, from options.

    Raises:
        InputError: one of them cannot be used.
    """
    known = [str(each) for each in Distribution]
    if distribution not in known:
        hint = did_you_mean(distribution, known) or f"; there are {', '.join(known)}"
        raise option_error("distribution", f"unknown distribution {distribution!r}{hint}")
    return Sampling(draws, seed, Distribution(distribution))


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


@dataclass(frozen=True)
class Swing:
    """By how many hours a year one input moves the result, with all others at their likely values.

    Attributes:
        name: the input, or the source of those that err together and move as one.
        low, high: how the result differs from the likely one with the input at its low and its high
            value.
    """

    name: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """The distance in hours between the least and the most, with the likely result in it."""
        return max(self.low, self.high, 0.0) - min(self.low, self.high, 0.0)


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
    """

    sampling: Sampling
    ranged_figures: int
    ranged_forms: int
    baseline: Interval
    baseline_swings: tuple[Swing, ...]
    effects: tuple[Effect, ...]


def spread(
    tables: Tables,
    plans: Sequence[Plan] = (),
    sampling: Sampling = DEFAULT,
    *,
    against: Plan | None = None,
    progress: Callable[[float], None] | None = None,
) -> Spread | None:
    """Return how sure the hours of tables are, and those of scenarios planned for the same tables.

    A range is drawn from a triangular distribution or from a PERT one: a beta distribution with the
    shapes 1 + 4 x (likely - low) / (high - low) and 1 + 4 x (high - likely) / (high - low), scaled
    (Malcolm and others, Operations Research 7(5), 1959; Vose, Risk Analysis, 3rd ed., 2008). Inputs
    of sources that say so err together: their draws have the same ranks. All others are
    independent, which makes the interval of a sum of many narrow.

    Args:
        tables: tables of inputs.
        plans: scenarios laid out over these tables.
        sampling: how the inputs are drawn.
        against: the scenario that changes are measured against, instead of the baseline. Where
            scenarios have a parameter of the same name, it is the same unknown in all of them.
        progress: called with the share of the work that is done.

    Returns:
        None if no input of the counted forms and no parameter that hours depend on is a range.

    Raises:
        InputError: at an end of its range, or in a draw, an input gives what cannot be: a share
            outside 0 to 1 or a figure below zero.
    """
    every = [*plans, *([] if against is None else [against])]
    model = _model(tables, every)
    if not model.units:
        return None
    moves, moved = _moves(model)
    members = {node: [(0, 1.0)] for node in range(len(model.counted))}
    sums, changed = _deviations(model, model.components, members, 1, sampling, progress)
    deviations, changes = sums[0], changed[:, 0]
    total = _total(*_likely_hours(model, None))
    totals = [_total(*_likely_hours(model, laid)) for laid in model.laid]
    reference = total
    relative = changes
    if against is not None:
        reference, relative, moved = totals[-1], changes - changes[-1], moved - moved[-1]
    ranged = [n for n in model.ranged if n < model.size and model.counted[n]]
    return Spread(
        sampling=sampling,
        ranged_figures=sum(len(model.ranged[node]) for node in ranged),
        ranged_forms=len(ranged),
        baseline=_interval(total, deviations),
        baseline_swings=_swings(model.units, moves),
        effects=tuple(
            Effect(
                hours=_interval(totals[place], deviations + changes[place]),
                change=_interval(totals[place] - reference, relative[place]),
                swings=_swings(model.units, moved[place]),
            )
            for place in range(len(plans))
        ),
    )


def intervals_by(
    tables: Tables,
    plan: Plan | None,
    by: str | Sequence[str],
    sampling: Sampling = DEFAULT,
) -> "pd.DataFrame":
    """Return one row for each combination of the values of `by`, as `totals_by` makes them.

    Returns:
        Columns: the fields of `by`, each with its name column where it has one, then
        `baseline_low`, `baseline_middle` and `baseline_high`: the 5 %, 50 % and 95 % quantiles of
        burden hours a year. With a plan also `reform_low` and so on, of the hours of the reform,
        and `change_low` and so on, of the change in the same draws. NaN where a row has forms and
        none of them is estimated; a row that has no form there has 0 hours. The most hours come
        first.

    Raises:
        InputError: a field is unknown or given twice; or as for `spread`.
    """
    import numpy as np

    fields = _known_fields(by)
    model = _model(tables, [] if plan is None else [plan])
    rows = _rows_by(tables, model, fields)
    groups = rows.groupby(list(fields), sort=False, dropna=False).ngroup().to_numpy().astype("intp")
    columns = [column for field in fields for column in _columns(field)]
    result = rows[columns][~_repeated(groups)].reset_index(drop=True)
    grouped = _Grouped(rows["node"].to_numpy(), groups, rows["weight"].to_numpy(), len(result))
    points = [grouped.sums(*_likely_hours(model, laid)) for laid in (None, *model.laid)]
    ends = np.empty((len(result), 3, len(QUANTILES)))
    for begin, end, members in grouped.batches(sampling.draws * (1 + len(model.laid))):
        components = _components_of(model, members)
        sums, changes = _deviations(model, components, members, end - begin, sampling, None)
        for group in range(begin, end):
            baseline, drawn = points[0][group], sums[group - begin]
            ends[group, 0] = _quantiles(baseline, drawn)
            if plan is not None:
                reform, changed = points[1][group], changes[0, group - begin]
                ends[group, 1] = _quantiles(reform, drawn + changed)
                ends[group, 2] = _quantiles(_difference(reform, baseline), changed)
    for place, what in enumerate(("baseline", "reform", "change")[: 1 if plan is None else 3]):
        for column, name in enumerate(("low", "middle", "high")):
            result[f"{what}_{name}"] = ends[:, place, column]
    return ranked(result, "baseline_middle")


def _difference(reform: float, baseline: float) -> float:
    """Return reform - baseline, where what is not estimated counts nothing, as in totals."""
    if math.isnan(reform) and math.isnan(baseline):
        return math.nan
    return (0.0 if math.isnan(reform) else reform) - (0.0 if math.isnan(baseline) else baseline)


def _total(hours: "Floats", here: "Mask") -> float:
    import numpy as np

    return math.fsum(hours[here & ~np.isnan(hours)])


def _quantiles(likely: float, deviations: "Floats") -> "Floats":
    import numpy as np

    return likely + np.quantile(deviations, QUANTILES)


def _interval(likely: float, deviations: "Floats") -> Interval:
    low, middle, high = _quantiles(likely, deviations).tolist()
    mean = likely + float(deviations.mean())
    return Interval(likely, low, middle, high, mean, float(deviations.std(ddof=1)))


def _swings(names: Sequence[str], moves: "Floats") -> tuple[Swing, ...]:
    swings = [
        Swing(name, low, high)
        for name, (low, high) in zip(names, moves.tolist(), strict=True)
        if low or high
    ]
    return tuple(sorted(swings, key=lambda each: (-each.width, each.name)))


# What is computed: the inputs that are ranges, and the forms whose hours depend on them.


@dataclass(frozen=True, slots=True)
class _Input:
    """An input that is known as a range.

    Attributes:
        stream: the name that its random numbers are keyed by.
        unit: the place in the model's `units` of the input, or of those that err together with it.
        together: the source of those that err together, or None.
        low, likely, high: the range.
    """

    stream: str
    unit: int
    together: str | None
    low: float
    likely: float
    high: float


@dataclass(frozen=True)
class _Laid:
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
    parameters: Mapping[str, _Input]


@dataclass(frozen=True)
class _Model:
    """The forms of the baseline, and after them those that each plan adds: each of them is a node.

    Attributes:
        size: how many forms the baseline has.
        start: for each of `FIGURES` the likely value at each node.
        counted: for each node whether its form counts.
        follows: for each node whether its responses follow from other inputs that are ranges.
        laid: the plans.
        ranged: for a node each figure that is a range.
        units: names of what is moved by itself: an input, or all those that err together.
        components: nodes that have to be computed, those together that a merge links.
    """

    size: int
    start: "Mapping[str, Floats]"
    counted: "Mask"
    follows: "Mask"
    laid: tuple[_Laid, ...]
    ranged: Mapping[int, Mapping[str, _Input]]
    units: Sequence[str]
    components: "Sequence[Ints]"


class _Units:
    """Gives each input its unit: a place of its own, or that of those that err together."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.places: dict[tuple[bool, str], int] = {}

    def ranged(
        self, stream: str, label: str, together: str | None, range_: tuple[float, float, float]
    ) -> _Input:
        key = (together is not None, together or stream)
        if key not in self.places:
            self.places[key] = len(self.names)
            self.names.append(together or label)
        return _Input(stream, self.places[key], together, *range_)


def _model(tables: Tables, plans: Sequence[Plan]) -> _Model:
    import numpy as np
    import pandas as pd

    size = len(tables.forms)
    ids = tables.forms["form"].tolist()
    if any(plan.baseline.forms["form"].tolist() != ids for plan in plans):
        raise ValueError("a plan was laid out over other tables")
    forms = pd.concat([tables.forms, *(plan.universe.forms[size:] for plan in plans)])
    nodes = _nodes(plans, size)
    streams = [_streams(plan) for plan in plans]
    is_counted = forms["excluded"].isna().to_numpy()
    ranges = _ranges(tables, plans, nodes)
    moved = _moved_by_parameters(plans, nodes, streams, len(forms))
    moved[ranges["node"]] = True
    component = _linked(plans, nodes, len(forms))
    needed = np.isin(component, component[moved]) & np.isin(component, component[is_counted])
    ranges = ranges[needed[ranges["node"]]]
    follows = np.zeros(len(forms), dtype=bool)
    follows[ranges["node"][ranges["makes_responses"]]] = True
    units = _Units()
    return _Model(
        size=size,
        start={name: forms[name].to_numpy(dtype="float64") for name in FIGURES},
        counted=is_counted,
        follows=follows,
        ranged=_ranged(ranges, units),
        laid=tuple(
            _Laid(plan, own, _touched(plan, own, len(forms)), _ranged_parameters(plan, all_, units))
            for plan, own, all_ in zip(plans, nodes, streams, strict=True)
        ),
        units=units.names,
        components=_components(component, needed),
    )


def _nodes(plans: Sequence[Plan], size: int) -> "list[Ints]":
    """Return for each plan the node of each row of its universe."""
    import numpy as np

    nodes, end = [], size
    for plan in plans:
        begin, end = end, end + len(plan.universe.forms) - size
        nodes.append(np.append(np.arange(size), np.arange(begin, end)))
    return nodes


def _rows(step: Step) -> "Ints":
    """Return the rows of the universe that a step changes or adds."""
    import numpy as np

    rows = np.flatnonzero(step.rows)
    return rows if step.made is None else np.append(rows, step.made)


def _touched(plan: Plan, nodes: "Ints", count: int) -> "Mask":
    import numpy as np

    touched = np.zeros(count, dtype=bool)
    for step in plan.steps:
        touched[nodes[_rows(step)]] = True
    return touched


def _moved_by_parameters(
    plans: Sequence[Plan],
    nodes: "Sequence[Ints]",
    streams: Sequence[Mapping[str, str]],
    count: int,
) -> "Mask":
    """Return for each node whether a step changes it by an amount that is a range."""
    import numpy as np

    moved = np.zeros(count, dtype=bool)
    for plan, own, ranged in zip(plans, nodes, streams, strict=True):
        for step in plan.steps:
            if not ranged.keys().isdisjoint(_parameters(step)):
                moved[own[_rows(step)]] = True
    return moved


def _linked(plans: Sequence[Plan], nodes: "Sequence[Ints]", count: int) -> "Ints":
    """Return for each node the number of its component: what merges link has the same one."""
    import numpy as np

    component = np.arange(count)
    for plan, own in zip(plans, nodes, strict=True):
        for step in plan.steps:
            if any(isinstance(operation, Merge) for operation in step.change.operations):
                linked = np.unique(component[own[_rows(step)]])
                component[np.isin(component, linked)] = linked[:1]
    return component


def _components(component: "Ints", needed: "Mask") -> "list[Ints]":
    import numpy as np

    nodes = np.flatnonzero(needed)
    nodes = nodes[np.argsort(component[nodes], kind="stable")]
    begins = np.flatnonzero(np.diff(component[nodes])) + 1
    return np.split(nodes, begins) if len(nodes) else []


def _parameters(step: Step) -> Iterator[str]:
    """Yield the names of the parameters that inputs of forms depend on in a step."""
    for operation in step.change.operations:
        new = operation.figures if isinstance(operation, Add) else ()
        for amount in (*vars(operation).values(), *(each.amount for each in new)):
            if isinstance(amount, Parameter):
                yield amount.name


def _streams(plan: Plan) -> dict[str, str]:
    """Return for each parameter that is a range and is used what its random numbers are keyed by.

    That is its name; for a range without one, which stands in a change, its place in its scenario.
    """
    return {
        name: name if name in plan.scenario.parameters else f"{step.change.scenario}: {name}"
        for step in plan.steps
        for name in _parameters(step)
        if isinstance(plan.parameters[name], Range)
    }


def _ranged_parameters(plan: Plan, streams: Mapping[str, str], units: _Units) -> dict[str, _Input]:
    inputs = {}
    for name, stream in streams.items():
        value = plan.parameters[name]
        assert isinstance(value, Range)
        label = str(Parameter(name)) if name in plan.scenario.parameters else name
        range_ = (value.low, float(value), value.high)
        inputs[name] = units.ranged(stream, label, plan.together.get(name), range_)
    return inputs


def _ranges(tables: Tables, plans: Sequence[Plan], nodes: "Sequence[Ints]") -> "pd.DataFrame":
    """Return the ranges of the inputs that hours follow from, with the node of each form."""
    import numpy as np
    import pandas as pd

    parts = [(tables.ranges, tables.forms["form"], np.arange(len(tables.forms)))]
    for plan, own in zip(plans, nodes, strict=True):
        added = plan.universe.forms["form"][plan.forms :]
        parts.append((plan.universe.ranges, added, own[plan.forms :]))
    found = []
    for ranges, forms, own in parts:
        node = dict(zip(forms.tolist(), own.tolist(), strict=True))
        here = ranges[ranges["form"].isin(node) & ranges["figure"].isin(_DRAWN)]
        found.append(here.assign(node=here["form"].map(node).astype("int64")))
    return pd.concat(found, ignore_index=True)


def _ranged(ranges: "pd.DataFrame", units: _Units) -> dict[int, dict[str, _Input]]:
    ranged: dict[int, dict[str, _Input]] = {}
    names = ("node", "form", "figure", "together", "low", "likely", "high")
    for node, form, figure, source, *range_ in zip(
        *(ranges[n].tolist() for n in names), strict=True
    ):
        together = source if isinstance(source, str) else None
        label = f"{form}: {figure.replace('_', ' ')}"
        made = units.ranged(f"{form}.{figure}", label, together, (range_[0], range_[1], range_[2]))
        ranged.setdefault(node, {})[figure] = made
    return ranged


def _likely_hours(model: _Model, laid: _Laid | None) -> "tuple[Floats, Mask]":
    """Return hours at the likely values for each node, and which nodes are there and count."""
    import numpy as np

    hours = np.full(len(model.counted), np.nan)
    here = np.zeros(len(model.counted), dtype=bool)
    if laid is None:
        nodes = np.arange(model.size)
        figures = {name: values[: model.size] for name, values in model.start.items()}
        here[nodes] = model.counted[nodes]
    else:
        nodes = laid.nodes
        state = at_start(laid.plan)
        run(laid.plan, state, laid.plan.steps, likely(laid.plan.parameters))
        figures = state.figures
        here[nodes] = state.present & model.counted[nodes]
    hours[nodes] = burden_hours(figures["responses"], figures["minutes_per_response"])
    return hours, here


# How it is computed: in blocks of forms, each with a column for every case, the first the likely.


class _Block:
    """Some components, to be computed at once.

    Attributes:
        nodes: their nodes, rising.
        owner: for each node the place of its component in the block.
        order: the places of the nodes, component by component.
        inputs: each input of a form that is a range: the place of its node, figure and range.
    """

    def __init__(self, model: _Model, components: "Sequence[Ints]") -> None:
        import numpy as np

        nodes = np.concatenate(components)
        owner = np.repeat(np.arange(len(components)), [len(each) for each in components])
        rising = np.argsort(nodes)
        self.nodes, self.owner = nodes[rising], owner[rising]
        self.order = self.in_order(np.arange(len(nodes)))
        self.inputs = [
            (place, figure, each)
            for place, node in enumerate(self.nodes.tolist())
            for figure, each in model.ranged.get(node, {}).items()
        ]

    def in_order(self, places: "Ints") -> "Ints":
        """Return the indexes that sort places of nodes by component."""
        import numpy as np

        return np.argsort(self.owner[places], kind="stable")


def _columns_of(rows: int) -> int:
    """Return how many columns of a block of so many rows fit in memory."""
    return max(1, BLOCK_BYTES // (8 * _ARRAYS * rows) - 1)


def _blocks(
    model: _Model, components: "Sequence[Ints]", cases: Iterable[int]
) -> "Iterator[list[int]]":
    """Yield the places of the components to compute at once, given the cases that each needs."""
    here: list[int] = []
    rows = most = 0
    for place, (component, count) in enumerate(zip(components, cases, strict=True)):
        rows, most = rows + len(component), max(most, count)
        if here and most > _columns_of(rows):
            yield here
            here, rows, most = [], len(component), count
        here.append(place)
    if here:
        yield here


def _cuts(count: int, size: int) -> list[tuple[int, int]]:
    return [(begin, min(begin + size, count)) for begin in range(0, count, size)]


def _values(
    model: _Model, block: _Block, width: int, drawn: "Iterable[tuple[int, str, Any, Any]]"
) -> "dict[str, Floats]":
    """Return the figures of a block before any change: `width` columns, or one if all are alike.

    Each of `drawn` is a place, a figure, columns and what stands there instead of the likely value.
    """
    import numpy as np

    values = {name: model.start[name][block.nodes][:, np.newaxis] for name in FIGURES}
    follows = np.flatnonzero(model.follows[block.nodes])
    several = {figure for _, figure, _ in block.inputs} | ({"responses"} if len(follows) else set())
    for name in several:
        values[name] = np.repeat(values[name], width, axis=1)
    for place, figure, columns, instead in drawn:
        values[figure][place, columns] = instead
    if len(follows):
        people, frequency = values["respondents"], values["responses_per_respondent"]
        values["responses"][follows] = people[follows] * frequency[follows]
    return values


def _minutes(
    model: _Model,
    block: _Block,
    values: "Mapping[str, Floats]",
    parameters: "Sequence[Mapping[str, float | Floats]]",
    width: int,
) -> "tuple[Floats, list[tuple[Ints, Floats]]]":
    """Return minutes a year before any change, and for each plan places and what it changes there.

    Both are deviations from the first column, which holds the likely values, and without it.
    """
    import numpy as np

    here = model.counted[block.nodes] & (block.nodes < model.size)
    before = _product(values, here, width)
    changes = []
    for laid, given in zip(model.laid, parameters, strict=True):
        places = np.flatnonzero(laid.touched[block.nodes])
        after = np.empty((0, width))
        if len(places):
            rows = np.searchsorted(laid.nodes, block.nodes[places])
            figures = {name: _wide(values[name][places], width) for name in FIGURES}
            state = State(rows, figures, rows < model.size)
            run(laid.plan, state, laid.plan.steps, given)
            counts = state.present & model.counted[block.nodes[places]]
            after = _product(state.figures, counts, width) - before[places]
        changes.append((places, _from_first(after)))
    return _from_first(before), changes


def _wide(values: "Floats", width: int) -> "Floats":
    import numpy as np

    return values if values.shape[1] == width else np.repeat(values, width, axis=1)


def _product(figures: "Mapping[str, Floats]", here: "Mask", width: int) -> "Floats":
    import numpy as np

    product = figures["responses"] * figures["minutes_per_response"]
    product[np.isnan(product)] = 0.0
    product[~here] = 0.0
    return _wide(product, width)


def _from_first(minutes: "Floats") -> "Floats":
    return minutes[:, 1:] - minutes[:, :1]


# Draws: each input has a stream of random numbers of its own.


def _generator(seed: int, name: str) -> "np.random.Generator":
    import numpy as np

    return np.random.Generator(np.random.SFC64([seed, zlib.crc32(name.encode())]))


def _draw(
    generator: "np.random.Generator", ranged: _Input, count: int, distribution: Distribution
) -> "Floats":
    import numpy as np

    low, likely_, high = ranged.low, ranged.likely, ranged.high
    width = high - low
    if width == 0:
        return np.full(count, likely_)
    if distribution is Distribution.TRIANGULAR:
        drawn = generator.triangular(low, likely_, high, count)
    else:
        rise, fall = (likely_ - low) / width, (high - likely_) / width
        drawn = generator.beta(1 + 4 * rise, 1 + 4 * fall, count)
        drawn *= width
        drawn += low
    return np.clip(drawn, low, high, out=drawn)


@lru_cache(maxsize=8)
def _shared_ranks(seed: int, source: str, draws: int) -> "Ints":
    """Return the ranks of the draws of all inputs that err together by a source."""
    return _generator(seed, f"together: {source}").permutation(draws)


def _parts(
    ranged: _Input, sampling: Sampling, cuts: Iterable[tuple[int, int]]
) -> "Iterator[Floats]":
    """Yield the draws of an input, cut; they are the same for any cuts."""
    generator = _generator(sampling.seed, ranged.stream)
    for begin, end in cuts:
        if ranged.together is None:
            yield _draw(generator, ranged, end - begin, sampling.distribution)
        else:
            yield _ranked_draws(ranged, sampling)[begin:end]


def _ranked_draws(ranged: _Input, sampling: Sampling) -> "Floats":
    assert ranged.together is not None
    generator = _generator(sampling.seed, ranged.stream)
    drawn = _draw(generator, ranged, sampling.draws, sampling.distribution)
    drawn.sort()
    return drawn[_shared_ranks(sampling.seed, ranged.together, sampling.draws)]


Members: TypeAlias = Mapping[int, Sequence[tuple[int, float]]]
"""For a node the groups that its form is in, each with a weight."""


def _deviations(
    model: _Model,
    components: "Sequence[Ints]",
    members: Members,
    groups: int,
    sampling: Sampling,
    progress: Callable[[float], None] | None,
) -> "tuple[Floats, Floats]":
    """Return by how many hours each draw differs from the likely values, for each group.

    The first array is of the baseline, (groups, draws); the second, (plans, groups, draws), is of
    the change that each plan makes. The forms are added one by one, so blocks change no bit.
    """
    import numpy as np

    draws = sampling.draws
    sums = np.zeros((groups, draws))
    changed = np.zeros((len(model.laid), groups, draws))
    parameters = [
        {name: next(_parts(each, sampling, [(0, draws)])) for name, each in laid.parameters.items()}
        for laid in model.laid
    ]
    done = 0
    for places in _blocks(model, components, [draws] * len(components)):
        block = _Block(model, [components[place] for place in places])
        cuts = _cuts(draws, _columns_of(len(block.nodes)))
        streams = [_parts(each, sampling, cuts) for _, _, each in block.inputs]
        for begin, end in cuts:
            drawn = (
                (place, figure, slice(1, None), next(stream))
                for (place, figure, _), stream in zip(block.inputs, streams, strict=True)
            )
            width = end - begin + 1
            values = _values(model, block, width, drawn)
            given = [
                _with_draws(laid, own, begin, end)
                for laid, own in zip(model.laid, parameters, strict=True)
            ]
            before, changes = _minutes(model, block, values, given, width)
            _add(sums[:, begin:end], before, block.nodes, block.order, members)
            for into, (at, change) in zip(changed, changes, strict=True):
                _add(into[:, begin:end], change, block.nodes[at], block.in_order(at), members)
        done += len(places)
        if progress is not None:
            progress(done / len(components))
    sums /= 60.0
    changed /= 60.0
    return sums, changed


def _with_draws(
    laid: _Laid, drawn: "Mapping[str, Floats]", begin: int, end: int
) -> "dict[str, float | Floats]":
    """Return the values of a plan's parameters: of a range the likely one and then draws."""
    import numpy as np

    values: dict[str, float | Floats] = dict(likely(laid.plan.parameters))
    for name, each in laid.parameters.items():
        values[name] = np.append(each.likely, drawn[name][begin:end])
    return values


def _add(
    sums: "Floats", deviations: "Floats", nodes: "Ints", order: "Ints", members: Members
) -> None:
    for node, deviation in zip(nodes[order].tolist(), deviations[order], strict=True):
        for group, weight in members.get(node, ()):
            sums[group] += deviation if weight == 1.0 else weight * deviation


# Swings: each unit has two cases, in which it is at its low and at its high value.


def _moves(model: _Model) -> "tuple[Floats, Floats]":
    """Return by how many hours each unit moves the baseline and the change that each plan makes.

    The arrays are (units, 2) and (plans, units, 2); the last axis is low and high. Components do
    not depend on each other, so that units of different components are moved in the same case;
    those that reach all forms, as parameters do, have cases of their own.
    """
    import numpy as np

    moves = np.zeros((len(model.units), 2))
    moved = np.zeros((len(model.laid), *moves.shape))
    common = sorted({each.unit for laid in model.laid for each in laid.parameters.values()})
    local = [_local_units(model, component, common) for component in model.components]
    cases = [2 * (len(units) + len(common)) for units in local]
    for places in _blocks(model, model.components, cases):
        block = _Block(model, [model.components[place] for place in places])
        most = max(len(local[place]) for place in places)
        positions = [
            {unit: at for at, unit in enumerate(local[place])}
            | {unit: most + at for at, unit in enumerate(common)}
            for place in places
        ]
        size = max(1, _columns_of(len(block.nodes)) // 2)
        for begin, end in _cuts(most + len(common), size):
            _move(model, block, positions, range(begin, end), moves, moved)
    moves /= 60.0
    moved /= 60.0
    return moves, moved


def _local_units(model: _Model, component: "Ints", common: Sequence[int]) -> list[int]:
    units = {
        each.unit: None
        for node in component.tolist()
        for each in model.ranged.get(node, {}).values()
    }
    return [unit for unit in units if unit not in common]


def _move(
    model: _Model,
    block: _Block,
    positions: Sequence[Mapping[int, int]],
    here: range,
    moves: "Floats",
    moved: "Floats",
) -> None:
    """Add what the units at some positions move; `positions` has those of each component."""
    width = 1 + 2 * len(here)
    drawn = [
        (place, figure, slice(column, column + 2), (each.low, each.high))
        for place, figure, each in block.inputs
        if (position := positions[block.owner[place]][each.unit]) in here
        for column in [1 + 2 * (position - here.start)]
    ]
    values = _values(model, block, width, drawn)
    given = [_with_ends(laid, positions[0], here) for laid in model.laid]
    before, changes = _minutes(model, block, values, given, width)
    units = [
        (component, position - here.start, unit)
        for component, each in enumerate(positions)
        for unit, position in each.items()
        if position in here
    ]
    _tally(moves, before, block.owner, units)
    for into, (at, change) in zip(moved, changes, strict=True):
        _tally(into, change, block.owner[at], units)


def _with_ends(
    laid: _Laid, positions: Mapping[int, int], here: range
) -> "dict[str, float | Floats]":
    import numpy as np

    values: dict[str, float | Floats] = dict(likely(laid.plan.parameters))
    for name, each in laid.parameters.items():
        ends = np.full(1 + 2 * len(here), each.likely)
        if (position := positions[each.unit]) in here:
            column = 1 + 2 * (position - here.start)
            ends[column : column + 2] = each.low, each.high
        values[name] = ends
    return values


def _tally(
    into: "Floats", minutes: "Floats", owner: "Ints", units: Sequence[tuple[int, int, int]]
) -> None:
    """Add to each unit (component, position, unit) what it moves in the forms of the component."""
    import numpy as np

    if not len(owner) or not units:
        return
    order = np.argsort(owner, kind="stable")
    begins = np.flatnonzero(np.diff(owner[order], prepend=-1))
    sums = np.zeros((owner.max() + 1, minutes.shape[1]))
    sums[owner[order][begins]] = np.add.reduceat(minutes[order], begins, axis=0)
    component, position, unit = np.array([each for each in units if each[0] < len(sums)]).T
    for end in (0, 1):
        np.add.at(into[:, end], unit, sums[component, 2 * position + end])


# Groups.


@dataclass(frozen=True)
class _Grouped:
    """Which forms are in which group: arrays of nodes, groups and weights, and how many groups."""

    nodes: "Ints"
    groups: "Ints"
    weights: "Floats"
    count: int

    def sums(self, hours: "Floats", here: "Mask") -> "Floats":
        """Return the hours of each group; NaN where it has forms and none is estimated."""
        import numpy as np

        there = here[self.nodes]
        known = there & ~np.isnan(hours[self.nodes])
        values = (hours[self.nodes] * self.weights)[known]
        added = _exact_sums(values, self.groups[known], self.count)
        forms, estimated = (
            np.bincount(self.groups[each], minlength=self.count) for each in (there, known)
        )
        return np.where((forms > 0) & (estimated == 0), np.nan, added)

    def batches(self, numbers: int) -> Iterator[tuple[int, int, Members]]:
        """Yield from which to which group to compute at once, so many numbers for each of them."""
        import numpy as np

        order = np.argsort(self.groups, kind="stable")
        groups, nodes, weights = self.groups[order], self.nodes[order], self.weights[order]
        for begin, end in _cuts(self.count, max(1, GROUP_BYTES // (8 * numbers))):
            here = slice(*np.searchsorted(groups, [begin, end]))
            members: dict[int, list[tuple[int, float]]] = {}
            rows = zip(
                nodes[here].tolist(), groups[here].tolist(), weights[here].tolist(), strict=True
            )
            for node, group, weight in rows:
                members.setdefault(node, []).append((group - begin, weight))
            yield begin, end, members


def _components_of(model: _Model, members: Members) -> "list[Ints]":
    return [each for each in model.components if not members.keys().isdisjoint(each.tolist())]


def _rows_by(tables: Tables, model: _Model, fields: Sequence[str]) -> "pd.DataFrame":
    """Return a row a form and value of the fields, with its node and weight."""
    import numpy as np
    import pandas as pd

    parts = [_weighted(tables, np.arange(model.size), fields)]
    for laid in model.laid:
        _, here = _likely_hours(model, laid)
        new = here[laid.nodes] & (laid.nodes >= model.size)
        parts.append(_weighted(_only(laid.plan, new), laid.nodes[new], fields))
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _only(plan: Plan, rows: "Mask") -> Tables:
    """Return the tables of some rows of a plan's universe."""
    universe, owners = plan.universe, plan.owners
    events, public = (owners[name] for name in ("life_events", "affected_public"))
    return replace(
        universe,
        forms=universe.forms[rows],
        life_events=universe.life_events[(events >= 0) & rows[events]],
        affected_public=universe.affected_public[(public >= 0) & rows[public]],
    )


def _weighted(tables: Tables, nodes: "Ints", fields: Sequence[str]) -> "pd.DataFrame":
    rows = counted(replace(tables, forms=tables.forms.assign(node=nodes, weight=1.0))).forms
    for field in SEVERAL:
        if field in fields:
            rows = rows.merge(_memberships(tables, field), on="form", suffixes=("", "_here"))
            rows = rows.assign(weight=rows["weight"] * rows["weight_here"])
            rows = rows.drop(columns="weight_here")
    return rows
