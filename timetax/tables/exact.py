"""Sums that are rounded once, and grids on which they are exact."""

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]


_FEW = 1_000
"""Values that are added up one by one as quickly as in slices."""
_LARGE = 2.0**900
"""What slices of many values have no room above."""
RESOLUTION = 2.0**-46
"""The part of its operands below which a difference is only what rounding left of them."""


def settled(difference: float, *operands: float) -> float:
    """Return a difference, or 0 if it is below the resolution of its operands."""
    return 0.0 if abs(difference) <= RESOLUTION * max(map(abs, operands)) else difference


def unit_of(sizes: Iterable[float]) -> float:
    """Return a unit so fine that it hardly matters, and in which sums of such values are exact.

    It is the last digit of the sum of the sizes: no sum or difference of them needs more digits
    than a float has.
    """
    return math.ulp(math.fsum(sizes))


def on_grid(values: "Floats", unit: float) -> "Floats":
    """Return values rounded to whole units; NaN stays."""
    import numpy as np

    return np.asarray(np.rint(values / unit) * unit)


def exact_sum(values: "Floats") -> float:
    """Return the sum of the values, rounded once; NaN, which is not known, adds nothing."""
    import numpy as np

    known = values[~np.isnan(values)]
    if len(known) < _FEW or np.abs(known).max() > _LARGE:
        return math.fsum(known.tolist())
    return math.fsum(float(each.sum()) for each in _slices(known, len(known)))


def exact_sums(
    values: "np.ndarray[Any, Any]", groups: "np.ndarray[Any, Any]", count: int
) -> "np.ndarray[Any, Any]":
    """Return the sum of the values of each of `count` groups, rounded once.

    Only the last step rounds, which adds up the slices.
    """
    import numpy as np

    sums = np.bincount(groups, values, minlength=count)
    sizes = np.bincount(groups, minlength=count)
    # The sum of one value or two is rounded once whoever adds them; nor can infinity be sliced.
    finite = np.isfinite(sums)
    many = np.flatnonzero((sizes > 2) & finite)
    if not len(many):
        return sums
    if not finite.all():
        values = np.where(finite[groups], values, 0.0)
    slices = [
        np.bincount(groups, each, minlength=count)[many]
        for each in _slices(values, int(sizes.max()))
    ]
    sums[many] = [math.fsum(parts) for parts in np.transpose(slices).tolist()] if slices else 0.0
    return sums


def _slices(values: "Floats", together: int) -> "Iterator[Floats]":
    """Yield slices of the digits of values, of which no sum of so many is rounded.

    What a slice takes of them are multiples of one power of two (Rump, Ogita and Oishi, "Accurate
    floating-point summation", 2008).
    """
    import numpy as np

    room = 2 ** (together + 2).bit_length()
    while (largest := float(np.abs(values).max())) > 0:
        anchor = room * 2.0 ** math.frexp(largest)[1]
        taken = (anchor + values) - anchor
        yield taken
        values = values - taken
