"""What a report says: titles, sections, rows of raw values and notes; no formatting, no output."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from timetax.engine.totals import Total
from timetax.findings import option_error
from timetax.reports import writing
from timetax.reports.chart import Chart
from timetax.tables.saved_writing import KEY, VERSION
from timetax.wording import notebooks
from timetax.wording.numbers import Kind, for_people, plural
from timetax.wording.summaries import named, summary

if TYPE_CHECKING:
    import pandas as pd

    from timetax.tables.layouts import Tables


Shown: TypeAlias = Literal["always", "wide", "people", "people-wide", "people-spare", "data"]


@dataclass(frozen=True)
class Column:
    """A column: its key in data, its heading for people, what its values are, and who sees it.

    `shown` is `always`, `wide` (where there is room), `people` or `people-wide` (the same, and not
    in CSV and JSON), `people-spare` (the same, before all others the first to go for want of room)
    or `data` (in CSV and JSON only); `absent` is what people read where a value is
    None; without it a figure is unknown, and text a dash. NaN is a figure that is unknown.

    A figure is shown whole or not at all, so columns go where a table has no room for them: the
    wide ones first, the last of them before the others; then those that can be spared, the highest
    number first, and those of one number together. The others stay. Text in a terminal has at most
    so many `lines`.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    shown: Shown = "always"
    absent: str | None = None
    spare: int = 0
    lines: int | None = None

    @property
    def is_wide(self) -> bool:
        """Whether it is shown only where there is room."""
        return self.shown in ("wide", "people-wide")


Row: TypeAlias = tuple[Any, ...]

NESTED = 5
"""How many rows of a group people see at once."""


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
        key_to_letters: what those must know who see what letters draw, where no figure does.
        nested_in: the key of the section whose rows head groups of these rows, or None.
        only_for_people: whether it only repeats other sections in a shape that people read.
        folded: whether a page that can fold it away does so.
        essential: whether it stays whole where others are cut for want of room.
        chart: how it is drawn, or None.
    """

    key: str
    title: str
    by: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    rest: Row | None = None
    total: Row | None = None
    notes: tuple[str, ...] = ()
    key_to_letters: tuple[str, ...] = ()
    nested_in: str | None = None
    only_for_people: bool = False
    folded: bool = False
    essential: bool = False
    chart: Chart | None = None

    def place(self, key: str) -> int:
        """Return the place of the column of a key. Raises KeyError if there is none."""
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise KeyError(f"{key!r} is none of {', '.join(each.key for each in self.columns)}")

    def column(self, key: str) -> Column:
        """Return the column of a key. Raises KeyError if there is none."""
        return self.columns[self.place(key)]

    def for_data(self) -> "Section":
        """Return the section as programs see it, without the columns that only people see."""
        places = [
            i for i, column in enumerate(self.columns) if not column.shown.startswith("people")
        ]
        if len(places) == len(self.columns):
            return self

        def kept(row: Row) -> Row:
            return tuple(row[place] for place in places)

        return replace(
            self,
            columns=kept(self.columns),
            rows=tuple(map(kept, self.rows)),
            rest=self.rest and kept(self.rest),
            total=self.total and kept(self.total),
            key_to_letters=(),
        )

    def for_people(self, nested: "Section | None" = None, *, wide: bool = True) -> "Table":
        """Return the section as people see it, the rows of `nested` in groups under its own."""
        places = [
            place
            for place, column in enumerate(self.columns)
            if column.shown in ("always", "people", "people-spare") or (wide and column.is_wide)
        ]
        return Table(
            key=self.key,
            title=nested.title if nested else self.title,
            columns=tuple(self.columns[place] for place in places),
            lines=tuple(self._lines(nested, places)),
            notes=(*self.key_to_letters, *self.notes),
            key_to_letters=self.key_to_letters,
            folded=self.folded,
            essential=self.essential,
        )

    def _lines(self, nested: "Section | None", places: list[int]) -> Iterator["Line"]:
        def line(row: Row, rank: Rank) -> Line:
            blank = rank in ("rest", "total")
            cells = tuple(_cell(row[i], self.columns[i], blank) for i in places)
            return Line(cells, rank, tuple(row[i] for i in places))

        for row in self.rows:
            yield line(row, "row")
            if nested is not None:
                # A nested row begins with the cells of the row it stands under; its own follow.
                depth = len(nested.columns) - len(self.columns)
                inside = [each[depth:] for each in nested.rows if each[0] == row[0]]
                if [each[:1] for each in inside] != [row[:1]]:
                    yield from (line(each, "nested") for each in inside[:NESTED])
                    if len(inside) > NESTED:
                        yield _more(len(inside) - NESTED, nested.by[-1], len(places))
        if self.rest is not None:
            yield line(self.rest, "rest")
        if self.total is not None:
            yield line(self.total, "total")

    def to_frame(self) -> "pd.DataFrame":
        """Return the rows as a DataFrame of raw values, a column a key; neither rest nor total."""
        import pandas as pd

        section = self.for_data()
        return pd.DataFrame(list(section.rows), columns=[each.key for each in section.columns])

    def __repr__(self) -> str:
        return summary(named("Section", self.title), plural(len(self.rows), "row"))

    def _repr_html_(self) -> str:
        return notebooks.show(self)


def _more(count: int, field: str, cells: int) -> "Line":
    return Line((f"{count:,} more (--by {field})", *[""] * (cells - 1)), "nested")


@dataclass(frozen=True)
class Report:
    """Everything that a report says; prints as text, and shows as a page in a notebook.

    Attributes:
        title: the name of what is reported.
        headline: the answer in one sentence.
        description: what the catalogue covers and what it does not, or None.
        total: what the counted forms add up to, or None where the report is about one form.
        sections: the tables.
        notes: what the figures are and are not.
        currency: the currency of costs.
        format: the name and version of the shape that its data has in JSON.
        data: what a program reads of it besides the sections: plain values by name.
        tidy: the key of the section that CSV is made of; the first if None.
        leading: how many of the notes stand in a short report, too.
        compact: whether a page that can fold folds the notes and keeps below its limit of size.
        tables: the tables that it is about, which its JSON carries along; or None.
        lead: what people must know with the headline, in sentences; sections have it as data.
        explains: the tables, with burden, of the forms that a page takes apart; or None.
        explained_as: which state of the forms these are, where there are several.
        unmade: how many further sections there are, which were not asked for.
    """

    title: str
    headline: str
    description: str | None
    total: Total | None
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    currency: str
    format: tuple[str, int] = (KEY, VERSION)
    data: Mapping[str, Any] = field(default_factory=dict)
    tidy: str | None = None
    leading: int = 0
    compact: bool = False
    tables: "Tables | None" = field(default=None, compare=False, repr=False)
    lead: tuple[str, ...] = ()
    explains: "Tables | None" = field(default=None, compare=False, repr=False)
    explained_as: str = ""
    unmade: int = 0

    def for_people(self, *, wide: bool = True) -> Iterator["Table"]:
        """Yield the sections that have rows, as people see them; `wide` shows all their columns."""
        for section in self.sections:
            if section.nested_in is None and section.rows:
                nested = [each for each in self.sections if each.nested_in == section.key]
                yield section.for_people(nested[0] if nested else None, wide=wide)

    def section(self, key: str) -> Section:
        """Return the section of a key. Raises KeyError if the report has none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(f"{key!r} is none of {', '.join(each.key for each in self.sections)}")

    @property
    def main(self) -> Section | None:
        """The section that CSV and `to_frame` are made of, or None without any."""
        wanted = (each for each in self.sections if each.key == self.tidy)
        return next(wanted, self.sections[0] if self.sections else None)

    def to_frame(self, key: str | None = None) -> "pd.DataFrame":
        """Return the rows of one section as a DataFrame of raw values, as CSV has them.

        Args:
            key: the key of the section; without, that which CSV is made of.

        Raises:
            KeyError: the report has no such section.
        """
        import pandas as pd

        chosen = self.main if key is None else self.section(key)
        return chosen.to_frame() if chosen else pd.DataFrame()

    def to_markdown(self) -> str:
        """Return the report as GitHub-flavoured Markdown."""
        return writing.write(self, "markdown")

    def __str__(self) -> str:
        return writing.write(self, "text").removesuffix("\n")

    def __repr__(self) -> str:
        tables = plural(len(self.sections), "table")
        return summary(named("Report", self.title), self.headline.removesuffix("."), tables)

    def _repr_html_(self) -> str:
        return notebooks.show(self)


def require_rows(top: int | None) -> None:
    """Raise InputError unless `top`, how many rows a section shows, is 1 or more, or None."""
    if top is not None and top < 1:
        raise option_error("top", f"the number of rows must be 1 or more, not {top}")


def more_note(more: int, rows: int) -> tuple[str, ...]:
    """Return the note that `more` of `rows` rows are not shown, if there are any."""
    return (f"{more:,} more; --top {rows} shows them.",) if more else ()


Rank: TypeAlias = Literal["row", "nested", "rest", "total"]


@dataclass(frozen=True)
class Line:
    """A row of text and its rank: a plain row, one nested under it, the rest, or the total.

    `values` are what the texts were made of; a line that only counts others has none.
    """

    cells: tuple[str, ...]
    rank: Rank = "row"
    values: Row = ()


@dataclass(frozen=True)
class Table:
    """A section as people see it, by the key of the section."""

    key: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    key_to_letters: tuple[str, ...] = ()
    folded: bool = False
    essential: bool = False


def _cell(value: object, column: Column, blank: bool) -> str:
    if value is None and blank:
        return ""
    if value is None and column.absent is not None:
        return column.absent
    return for_people(value, column.kind)


def rows_of(rows: "pd.DataFrame", columns: Iterable[Column]) -> tuple[Row, ...]:
    """Return the rows of a frame as tuples in the order of `columns`, unknown values as None."""
    lists = []
    for column in columns:
        values = rows[column.key]
        missing = values.isna()
        lists.append(
            [None if none else value for value, none in zip(values.tolist(), missing, strict=True)]
        )
    return tuple(zip(*lists, strict=True))
