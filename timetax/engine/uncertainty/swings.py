"""Which inputs a result hangs on: each is moved to its ends, with all others at the likely values.

Components do not depend on each other, so that inputs of different ones are moved in the same case;
those that reach all forms, as parameters do, have cases of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.formulas import in_hours
from timetax.engine.uncertainty.blocks import Block, blocks, columns_of, cuts, parameters
from timetax.engine.uncertainty.model import Laid, Model

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.intp]

Unit: TypeAlias = tuple[bool, str]
Positions: TypeAlias = Mapping[Unit, int]
"""The places of the cases in which units are moved."""


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


def moves(model: Model) -> "tuple[list[str], Floats]":
    """Return the names of what moves by itself, and by how many hours it moves each layer.

    The array is (layers, names, 2): the baseline and the change of each plan; low and high.
    """
    import numpy as np

    names = {each.unit: each.together or each.label for each in model.variables}
    units = {unit: place for place, unit in enumerate(names)}
    moved = np.zeros((1 + len(model.laid), len(units), 2))
    common = dict.fromkeys(each.unit for each in model.parameters)
    cases = [
        2 * (len(common) + sum(len(model.ranged.get(node, ())) for node in component.tolist()))
        for component in model.components
    ]
    for block in blocks(model, model.components, cases):
        positions = _positions(block, list(common))
        size = max(1, columns_of(len(block.nodes)) // 2)
        for begin, end in cuts(max(map(len, positions)), size):
            _move(block, positions, range(begin, end), units, moved)
    return list(names.values()), in_hours(moved)


def swings(names: Sequence[str], moved: "Floats") -> tuple[Swing, ...]:
    """Return what moves a result, the widest first."""
    found = [
        Swing(name, low, high)
        for name, (low, high) in zip(names, moved.tolist(), strict=True)
        if low or high
    ]
    return tuple(sorted(found, key=lambda each: (-each.width, each.name)))


def _positions(block: Block, common: Sequence[Unit]) -> list[dict[Unit, int]]:
    """Return the positions of the units of each component; those of `common` come first in all."""
    positions = [
        {unit: place for place, unit in enumerate(common)} for _ in range(block.owner[-1] + 1)
    ]
    for place, _, each in block.inputs:
        own = positions[block.owner[place]]
        own.setdefault(each.unit, len(own))
    return positions


def _move(
    block: Block,
    positions: Sequence[Positions],
    here: range,
    units: Mapping[Unit, int],
    moved: "Floats",
) -> None:
    """Add what the units at some positions move."""
    drawn = [
        (place, figure, slice(column, column + 2), (each.low, each.high))
        for place, figure, each in block.inputs
        if (position := positions[block.owner[place]][each.unit]) in here
        for column in [1 + 2 * (position - here.start)]
    ]
    given = [parameters(laid, _ends(laid, positions[0], here)) for laid in block.model.laid]
    moving = [
        (component, position - here.start, units[unit])
        for component, each in enumerate(positions)
        for unit, position in each.items()
        if position in here
    ]
    width = 1 + 2 * len(here)
    found = block.deviations(width, block.values(width, drawn), given)
    for into, (places, minutes) in zip(moved, found, strict=True):
        _tally(into, minutes, block.owner[places], moving)


def _ends(laid: Laid, positions: Positions, here: range) -> "dict[str, Floats]":
    import numpy as np

    values = {}
    for name, each in laid.parameters.items():
        values[name] = np.full(2 * len(here), each.likely)
        if (position := positions[each.unit]) in here:
            column = 2 * (position - here.start)
            values[name][column : column + 2] = each.low, each.high
    return values


def _tally(
    into: "Floats", minutes: "Floats", owner: "Ints", moving: Sequence[tuple[int, int, int]]
) -> None:
    """Add to each unit (component, position, unit) what it moves in the forms of the component."""
    import numpy as np

    owners = set(owner.tolist())
    moving = [each for each in moving if each[0] in owners]
    if not moving:
        return
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    sums = np.zeros((owner[-1] + 1, minutes.shape[1]))
    sums[owner[begins]] = np.add.reduceat(minutes, begins, axis=0)
    component, position, unit = np.array(moving).T
    for end in (0, 1):
        np.add.at(into[:, end], unit, sums[component, 2 * position + end])
