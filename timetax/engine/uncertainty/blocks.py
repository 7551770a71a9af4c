"""Forms computed in blocks: a column for every case, of which the first has the likely values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue.formulas import burden_minutes, in_minutes, responses_of
from timetax.engine.scenario.applying import likely, run
from timetax.engine.scenario.state import State
from timetax.engine.uncertainty.model import Laid, Model
from timetax.tables.layouts import FIGURES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.intp]
    Mask: TypeAlias = npt.NDArray[np.bool_]

BLOCK_BYTES = 16 * 2**20
"""Forms are computed in blocks of about this size, so that memory does not grow with them."""

ARRAYS = 15
"""How many arrays of a block are in memory at a time: inputs before and after, and what is made."""

ROUNDING = 1e-12
"""Hours that follow from published ones and differ by less than this part are the same."""


class Block:
    """Some components, to be computed at once.

    Attributes:
        nodes: their nodes, component by component.
        owner: for each node the place of its component in the block, rising.
        inputs: each input of a form that is a range: the place of its node, figure and range.
    """

    def __init__(self, model: Model, components: "Sequence[Ints]") -> None:
        import numpy as np

        self.model = model
        self.nodes = np.concatenate(components)
        self.owner = np.repeat(np.arange(len(components)), [len(each) for each in components])
        self.inputs = [
            (place, figure, each)
            for place, node in enumerate(self.nodes.tolist())
            for figure, each in model.ranged.get(node, {}).items()
        ]

    def values(
        self, width: int, drawn: "Iterable[tuple[int, str, Any, Any]]"
    ) -> "dict[str, Floats]":
        """Return the figures before any change.

        Args:
            width: how many cases there are; a figure without any range has one column for all.
            drawn: places, figures, columns, and what stands there instead of the likely value.
        """
        import numpy as np

        start, nodes = self.model.start, self.nodes
        values = {name: start[name][nodes][:, np.newaxis] for name in FIGURES}
        responses = np.flatnonzero(self.model.responses_follow[nodes])
        minutes = np.flatnonzero(self.model.minutes_follow[nodes])
        several = {figure for _, figure, _ in self.inputs}
        several |= {"responses"} if len(responses) else set()
        several |= {"minutes_per_response"} if len(minutes) else set()
        for name in several:
            values[name] = np.repeat(values[name], width, axis=1)
        for place, figure, columns, instead in drawn:
            values[figure][place, columns] = instead
        if len(responses):
            people, frequency = values["respondents"], values["responses_per_respondent"]
            values["responses"][responses] = responses_of(people[responses], frequency[responses])
        if len(minutes):
            there, each = values["responses"][minutes, 1:], values["minutes_per_response"]
            whole = burden_minutes(values["responses"][minutes, :1], each[minutes, :1])
            each[minutes, 1:] = np.divide(whole, there, where=there > 0, out=each[minutes, 1:])
        return values

    def deviations(
        self,
        width: int,
        values: "Mapping[str, Floats]",
        parameters: "Sequence[Mapping[str, float | Floats]]",
    ) -> "list[tuple[Ints, Floats]]":
        """Return places and minutes a year: of the baseline, and then what each plan changes.

        The minutes are those of each case less those of the first, which is left out. `parameters`
        are for each plan the values of its parameters, a number or one for each case.
        """
        import numpy as np

        model, nodes = self.model, self.nodes
        here = model.counted[nodes] & (nodes < model.size)
        before = self._minutes(values, np.arange(len(nodes)), here, width)
        found = [(np.arange(len(nodes)), _from_first(before))]
        for laid, given in zip(model.laid, parameters, strict=True):
            places, state = self.reformed(laid, width, values, given)
            change = np.empty((0, width))
            if len(places):
                counts = state.present & model.counted[nodes[places]]
                change = self._minutes(state.figures, places, counts, width) - before[places]
            found.append((places, _from_first(change)))
        return found

    def reformed(
        self,
        laid: Laid,
        width: int,
        values: "Mapping[str, Floats]",
        given: "Mapping[str, float | Floats]",
    ) -> "tuple[Ints, State]":
        """Return the places that a plan touches, and their inputs after it, in each case."""
        import numpy as np

        places = np.flatnonzero(laid.touched[self.nodes])
        rows = np.searchsorted(laid.nodes, self.nodes[places])
        figures = {name: _wide(values[name][places], width) for name in FIGURES}
        state = State(rows, figures, rows < self.model.size)
        if len(places):
            run(laid.plan, state, laid.plan.steps, given)
        return places, state

    def _minutes(
        self, figures: "Mapping[str, Floats]", places: "Ints", here: "Mask", width: int
    ) -> "Floats":
        """Return minutes a year at some places: none where a form is not there or not estimated."""
        import numpy as np

        product = burden_minutes(figures["responses"], figures["minutes_per_response"])
        product = np.where(np.isnan(product), in_minutes(figures["published_hours"]), product)
        product[np.isnan(product)] = 0.0
        product[~here] = 0.0
        follows = self.model.minutes_follow[self.nodes]
        if follows.any():
            published = np.isin(self.owner, self.owner[follows])[places]
            first = product[published, :1]
            same = np.abs(product[published] - first) <= ROUNDING * first
            product[published] = np.where(same, first, product[published])
        return _wide(product, width)


def blocks(model: Model, components: "Sequence[Ints]", cases: Iterable[int]) -> Iterator[Block]:
    """Yield the blocks to compute components in, given the number of cases that each needs."""
    here: list[Ints] = []
    rows = most = 0
    for component, count in zip(components, cases, strict=True):
        rows, most = rows + len(component), max(most, count)
        if here and most > columns_of(rows):
            yield Block(model, here)
            here, rows, most = [], len(component), count
        here.append(component)
    if here:
        yield Block(model, here)


def columns_of(rows: int) -> int:
    """Return how many columns of a block of so many rows fit in memory."""
    return max(1, BLOCK_BYTES // (8 * ARRAYS * rows) - 1)


def cuts(count: int, size: int) -> list[tuple[int, int]]:
    """Return where so many cases begin and end if they are cut to a size."""
    return [(begin, min(begin + size, count)) for begin in range(0, count, size)]


def parameters(laid: Laid, values: "Mapping[str, Floats]") -> "dict[str, float | Floats]":
    """Return the values of a plan's parameters: of a range the likely one and then `values`."""
    import numpy as np

    ranged = {name: np.append(each.likely, values[name]) for name, each in laid.parameters.items()}
    return likely(laid.plan.parameters) | ranged


def _wide(values: "Floats", width: int) -> "Floats":
    import numpy as np

    return values if values.shape[1] == width else np.repeat(values, width, axis=1)


def _from_first(minutes: "Floats") -> "Floats":
    return minutes[:, 1:] - minutes[:, :1]
