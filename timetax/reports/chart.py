"""What of a section is drawn, and how: a declaration over its columns, and nothing drawn yet."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Part: TypeAlias = Literal["row", "level", "step", "aside", "aside away", "skip"]
"""What a row is in a waterfall: a level it starts from or ends at, a step between two, one that is
no change but comes on top or goes away, or nothing that is drawn. Elsewhere each is a plain row."""


@dataclass(frozen=True)
class Chart:
    """How a section is drawn: the kind of figure, and the columns that it shows.

    Attributes:
        kind: the name of a module in `render/figures/kinds/`.
        values: the keys of the columns that are drawn, each a series.
        names: the keys of the columns that name a row; without, its first texts.
        ends: for each series the keys of its low and its high end, where it has them.
        at: the key of the column that says where a row stands on a line: a date, year or number.
        title: what the figure shows; without, the unit and the title of the section.
        unit: what the values are counted in.
        parts: what each row is; without, all are rows.
        groups: to which series each row belongs, where a series is not a column.
        joined: whether the points of a line are one after another, so that a line joins them.
        start: a level before the first row, with its name.
        end: a level after the last.
    """

    kind: str
    values: tuple[str, ...]
    names: tuple[str, ...] = ()
    ends: tuple[tuple[str, str], ...] = ()
    at: str | None = None
    title: str | None = None
    unit: str = "hours a year"
    parts: tuple[Part, ...] = ()
    groups: tuple[str, ...] = ()
    joined: bool = True
    start: tuple[str, Any] | None = None
    end: tuple[str, Any] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of all columns that it needs."""
        ends = (key for pair in self.ends for key in pair)
        return (*self.values, *self.names, *ends, *([self.at] if self.at else []))
