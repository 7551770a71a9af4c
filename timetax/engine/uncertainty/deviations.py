"""Deviations of the draws from the likely values, added up by group."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.formulas import in_hours
from timetax.engine.uncertainty.blocks import Block, blocks, columns_of, cuts, parameters
from timetax.engine.uncertainty.model import Model
from timetax.engine.uncertainty.sampling import Sampling, draws

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.intp]

Parameters: TypeAlias = "dict[str, float | Floats]"

GROUP_BYTES = 64 * 2**20
"""Sums by group are kept for as many groups at a time as fit in this."""

Members: TypeAlias = Mapping[int, Sequence[tuple[int, float]]]
"""For a node the groups that its form is in, each with a weight."""

Sums: TypeAlias = "dict[tuple[int, int], Floats]"
"""For a group and layer the sum of deviations in each draw."""


def deviations(
    model: Model,
    members: Members,
    layers: Sequence[Sequence[int]],
    sampling: Sampling,
    progress: Callable[[float], None] | None = None,
) -> "Iterator[tuple[int, dict[int, Floats]]]":
    """Yield each group, and by how many hours each draw differs from the likely values.

    The hours are by layer: 0 is the baseline, and 1 and more what each plan changes; `layers` has
    those that a group needs. A group is let go as soon as its last form is in, so that those by
    form need no memory. Groups for which there is no room wait for the next pass over the draws.
    The forms are added one by one, so that blocks change no bit.
    """
    import numpy as np

    room = GROUP_BYTES // (8 * sampling.draws)
    done, everything = 0, sum(map(len, members.values()))
    while members:
        components = [
            each for each in model.components if not members.keys().isdisjoint(each.tolist())
        ]
        missing = Counter(group for groups in members.values() for group, _ in groups)
        sums: Sums = {}
        later: set[int] = set()
        for block, begin, end, values, given in drawn(model, components, sampling):
            found = block.deviations(end - begin + 1, values, given)
            here = [members.get(node, ()) for node in block.nodes.tolist()]
            forms = Counter(group for groups in here for group, _ in groups)
            for group in forms:
                if group in later or (group, 0) in sums:
                    continue
                if sums and len(sums) + len(layers[group]) > room:
                    later.add(group)
                else:
                    sums |= {(group, layer): np.zeros(sampling.draws) for layer in layers[group]}
            for layer, (places, minutes) in enumerate(found):
                for place, row in zip(places.tolist(), minutes, strict=True):
                    for group, weight in here[place]:
                        if (group, layer) in sums:
                            sums[group, layer][begin:end] += row if weight == 1.0 else weight * row
            if end < sampling.draws:
                continue
            missing.subtract(forms)
            for group in forms.keys() - later:
                done += forms[group]
                if not missing[group]:
                    minutes_by = {layer: sums.pop((group, layer)) for layer in layers[group]}
                    yield group, {layer: in_hours(each) for layer, each in minutes_by.items()}
            if progress is not None:
                progress(done / everything)
        left = {node: [each for each in of if each[0] in later] for node, of in members.items()}
        members = {node: groups for node, groups in left.items() if groups}


def drawn(
    model: Model, components: "Sequence[Ints]", sampling: Sampling
) -> "Iterator[tuple[Block, int, int, dict[str, Floats], list[Parameters]]]":
    """Yield blocks, from which to which draw, the figures before any change, and parameters.

    Figures are as `Block.values` has them and parameters, of each plan, as `parameters` does: the
    first case has the likely values, and the draws follow.
    """
    everything = [(0, sampling.draws)]
    whole = [
        {name: next(draws(each, sampling, everything)) for name, each in laid.parameters.items()}
        for laid in model.laid
    ]
    for block in blocks(model, components, [sampling.draws] * len(components)):
        parts = cuts(sampling.draws, columns_of(len(block.nodes)))
        streams = [draws(each, sampling, parts) for _, _, each in block.inputs]
        for begin, end in parts:
            instead = (
                (place, figure, slice(1, None), next(stream))
                for (place, figure, _), stream in zip(block.inputs, streams, strict=True)
            )
            given = [
                parameters(laid, {name: each[begin:end] for name, each in own.items()})
                for laid, own in zip(model.laid, whole, strict=True)
            ]
            yield block, begin, end, block.values(end - begin + 1, instead), given
