"""Keeps few people from being seen: small cells are merged, small forms are left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from timetax.engine.measured.histogram import Cases, Histogram, merged

MERGED = "(merged)"
"""The group of cells that are too small to stand alone."""


@dataclass(frozen=True)
class Shown:
    """What may be shown of a histogram.

    Attributes:
        forms: the forms that have cases enough.
        groups: their cells, small ones merged.
        left_out: the forms that have too few.
        merged: how many cells were merged.
    """

    forms: tuple[Cases, ...]
    groups: tuple[Cases, ...]
    left_out: tuple[str, ...]
    merged: int


def shown(histogram: Histogram, least: int) -> Shown:
    """Return what may be shown if no cell is to hold fewer than `least` cases.

    Cells of a form that are smaller are merged into one; where these are still too few, or a single
    one, the next smallest joins them: what is missing could be told from the total of the form.
    """
    forms = tuple(each for each in histogram.forms if each.cases >= least)
    left_out = tuple(each.form for each in histogram.forms if each.cases < least)
    kept: list[Cases] = []
    count = 0
    for form in forms:
        own = [each for each in histogram.groups if each.form == form.form]
        apart, small = _divided(own, least)
        kept += apart
        if small:
            count += len(small)
            kept.append(merged(form.form, (MERGED,) * len(histogram.by), small))
    return Shown(forms, tuple(kept), left_out, count)


def _divided(cells: Sequence[Cases], least: int) -> tuple[list[Cases], list[Cases]]:
    by_size = sorted(cells, key=lambda each: (each.cases, each.groups))
    small = [each for each in by_size if each.cases < least]
    rest = by_size[len(small) :]
    while small and rest and (len(small) == 1 or sum(each.cases for each in small) < least):
        small.append(rest.pop(0))
    together = set(map(id, small))
    return [each for each in cells if id(each) not in together], small
