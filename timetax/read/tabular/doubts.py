"""Rows of which it cannot be told whether they are forms or sums of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Doubt:
    """Rows of which it cannot be told whether they are sums or forms.

    Attributes:
        rows: their numbers.
        label: whether their label says that they are sums; if not, arithmetic does.
        of: the rows that they would sum.
        key: the figure that tells.
        stated: that figure.
        blocks: whether each of the rows would sum a block of its own.
    """

    rows: Sequence[int]
    label: bool
    of: Sequence[int] = ()
    key: str = ""
    stated: float = 0.0
    blocks: bool = False


def doubt_of(rows: Sequence[int], of: Sequence[int], stated: Mapping[str, float]) -> Doubt:
    """Return the doubt about rows whose figures, which they state, are the sum of others."""
    key, value = next(iter(stated.items()))
    return Doubt(rows, False, of, key, value)
