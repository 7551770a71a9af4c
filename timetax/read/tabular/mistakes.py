"""Mistakes in the cells of a table: errors of a run, or, when going on, what they cost."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from timetax.findings import Finding
from timetax.read.tabular.body import Body
from timetax.read.tabular.conversion import Mistake
from timetax.read.tabular.figures import Figures
from timetax.read.tabular.headings import FIGURES, LEVELS
from timetax.read.tabular.plan import Inference, LeftOut

_DECIDING = FIGURES | {"title", "agency", *LEVELS}
"""Keys of which a mistake costs the row."""


@dataclass(frozen=True)
class Costs:
    """What mistakes cost.

    Attributes:
        rows: the rows that go because of them.
        findings: the errors of the run.
        left_out: the rows, when going on.
        inferences: cells that are taken as unknown, when going on.
    """

    rows: set[int]
    findings: Sequence[Finding] = ()
    left_out: Sequence[LeftOut] = ()
    inferences: Sequence[Inference] = ()


def costs_of(
    body: Body, mistakes: Iterable[Mistake], out: Collection[int], figures: Figures
) -> Costs:
    """Return what mistakes cost in rows that are not `out`.

    When going on, a cell costs itself alone, unless the hours of its row hang on it.
    """
    known = sorted(
        {
            (each.row, each.column, each.key, each.rule, each.message)
            for each in mistakes
            if each.row not in out
        }
    )
    if not body.options.keep_going:
        findings = [
            Finding(body.place(row, column), rule, message)
            for row, column, _, rule, message in known
        ]
        return Costs({row for row, *_ in known}, findings)
    lost = {row for row, _, key, _, _ in known if key in _DECIDING}
    left_out = []
    for row in sorted(lost):
        hours = figures.of.get("published_hours", figures.hours)[row]
        said = "hours unknown" if hours is None else f"{hours:,.10g} hours"
        left_out.append(LeftOut(body.named(row), "with mistakes", "", (("lost", said),)))
    inferences = [
        Inference("unknown", f"{key} is taken as unknown at {body.place(row, column)}", message)
        for row, column, key, _, message in known
        if row not in lost
    ]
    return Costs(lost, (), left_out, inferences)


def without(
    key: str,
    column: Sequence[Any],
    place: int,
    body: Body,
    out: Collection[int],
    mistakes: Iterable[Mistake],
) -> list[Mistake]:
    """Return a mistake for each form without what each must have, and of which none is known."""
    if all(column):
        return []
    reported = {(each.row, each.column) for each in mistakes}
    return [
        Mistake(
            row,
            place,
            key,
            "missing-key",
            f"the row has no {key}; if it is no form, "
            f"leave it out with `--rows drop:{body.number(row)}`",
        )
        for row, value in enumerate(column)
        if value is None and row not in out and (row, place) not in reported
    ]
