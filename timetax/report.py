"""What a report says: titles, sections, rows of raw values and notes; no formatting, no output."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from timetax.figures import NOTHING, Kind, written
from timetax.notebook import html_table
from timetax.totals import Total

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Column:
    """A column: its key in data, its heading for people, what its values are, and who sees it.

    `shown` is `always`, `wide` (where there is room) or `data` (in CSV and JSON only); `absent` is
    what people read where a text is not there.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    shown: Literal["always", "wide", "data"] = "always"
    absent: str = NOTHING


Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True)
class Section:
    """A table of raw values with its notes.

    Attributes:
        key: a stable name.
        title: what the table shows.
        by: the fields whose values tell the rows apart.
        columns: what stands in each place of a row.
        rows: the rows, in order; an unknown value is None.
        rest: the rows that were cut, added up, or None.
        total: the grand total, or None where rows are no parts of it.
        notes: what a reader must know.
        nested_in: the key of the section whose rows head groups of these rows, or None.
        for_people: whether it only repeats other sections in a shape that people read.
    """

    key: str
    title: str
    by: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    rest: Row | None = None
    total: Row | None = None
    notes: tuple[str, ...] = ()
    nested_in: str | None = None
    for_people: bool = False

    def _repr_html_(self) -> str:
        columns = [(i, each) for i, each in enumerate(self.columns) if each.shown != "data"]
        rows = [
            [written(row[i], column.kind) for i, column in columns]
            for row in (*self.rows, self.rest, self.total)
            if row is not None
        ]
        right = [column.kind.is_number for _, column in columns]
        return html_table(self.title, [column.heading for _, column in columns], rows, right)


@dataclass(frozen=True)
class Report:
    """Everything that a report says, ready to be rendered; shows as tables in a notebook.

    Attributes:
        title: the name of what is reported.
        headline: the answer in one sentence.
        description: what the catalogue covers and what it does not, or None.
        total: what the counted forms add up to, or None where the report is about one form.
        sections: the tables.
        notes: what the figures are and are not.
        currency: the currency of costs.
    """

    title: str
    headline: str
    description: str | None
    total: Total | None
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    currency: str

    def nested(self, section: Section) -> Section | None:
        """Return the section whose rows stand in groups under the rows of `section`, if any."""
        return next((each for each in self.sections if each.nested_in == section.key), None)

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        tables = "".join(section._repr_html_() for section in self.sections)
        head = f"<h3>{escape(self.title)}</h3><p><b>{escape(self.headline)}</b></p>"
        head += f"<p>{escape(self.description)}</p>" if self.description else ""
        return f"{head}{tables}<ul>{notes}</ul>"


def rows_of(rows: "pd.DataFrame", columns: Iterable[Column]) -> tuple[Row, ...]:
    """Return the rows of a frame as tuples in the order of `columns`, unknown values as None."""
    import pandas as pd

    lists = [
        [None if pd.isna(value) else value for value in rows[column.key].tolist()]
        for column in columns
    ]
    return tuple(zip(*lists, strict=True))
