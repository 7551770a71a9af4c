"""Products rounded once, minutes that give published hours back, grids on which sums are exact."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


MINUTES = 60.0
"""Minutes of an hour."""


def minutes_that_give(hours: "Floats", responses: "Floats") -> "Floats":
    """Return the minutes per response with which responses take these hours.

    Of hours x 60 / responses and the floats beside it, it is the first that gives the hours back to
    the last bit; where none does, the first. Without responses 0 for no hours, else NaN.
    """
    import numpy as np

    divisor = np.where(responses > 0, responses, np.nan)
    with np.errstate(over="ignore", invalid="ignore"):
        minutes = np.asarray(hours * MINUTES / divisor)
        for beside in (np.nextafter(minutes, 0.0), np.nextafter(minutes, np.inf)):
            off = product_over(divisor, minutes, MINUTES) != hours
            exact = product_over(divisor, beside, MINUTES) == hours
            minutes = np.where(off & exact, beside, minutes)
    return np.where((responses == 0) & (hours == 0), 0.0, minutes)


def product_over(a: "Floats", b: "Floats", divisor: float) -> "Floats":
    """Return a x b / divisor, rounded once: the quotient is corrected by its exact remainder."""
    product, product_rest = _exact_product(a, b)
    quotient = product / divisor
    back, back_rest = _exact_product(quotient, divisor)
    return quotient + (((product - back) - back_rest) + product_rest) / divisor


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


def _exact_product(a: "Floats", b: "Floats | float") -> "tuple[Floats, Floats]":
    """Return a x b rounded, and what the rounding lost (Dekker, Numerische Mathematik 18, 1971)."""
    product = a * b
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    rest = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, rest


def _halves(a: "Floats | float") -> "tuple[Floats | float, Floats | float]":
    spread = 134217729.0 * a
    high = spread - (spread - a)
    return high, a - high


def exact_sums(
    values: "np.ndarray[Any, Any]", groups: "np.ndarray[Any, Any]", count: int
) -> "np.ndarray[Any, Any]":
    """Return the sum of the values of each of `count` groups, rounded once.

    Values are added in slices of their digits (Rump, Ogita and Oishi, "Accurate floating-point
    summation", 2008). What a slice takes of them are multiples of one power of two, so large that
    no sum of them within a group is rounded; only the last step, which adds up the slices, rounds.
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
    room = 2 ** int(sizes.max() + 2).bit_length()
    slices: list[np.ndarray[Any, Any]] = [np.zeros(len(many))]
    while (largest := float(np.abs(values).max())) > 0:
        anchor = room * 2.0 ** math.frexp(largest)[1]
        taken = (anchor + values) - anchor
        slices.append(np.bincount(groups, taken, minlength=count)[many])
        values = values - taken
    sums[many] = [math.fsum(parts) for parts in np.transpose(slices).tolist()]
    return sums
