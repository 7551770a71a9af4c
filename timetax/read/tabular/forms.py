"""Makes forms of the rows of a table: what is no form is left out, the rest converted by column."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import Any

from timetax.findings import Finding, Position
from timetax.read.tabular.body import Body
from timetax.read.tabular.conversion import Conversion, Mistake
from timetax.read.tabular.counted_once import (
    FROM_HOURS,
    NEEDED,
    once_or_as_printed,
    put_from_hours,
)
from timetax.read.tabular.decimal_mark import decimal_mark
from timetax.read.tabular.factors import Factors
from timetax.read.tabular.figures import Figures, numbers_of
from timetax.read.tabular.form_columns import FormColumns
from timetax.read.tabular.form_ids import MADE_FROM, ids_of
from timetax.read.tabular.frequencies import (
    cases_each_time,
    frequencies_in_words,
    unknown_frequencies,
    with_times_in_words,
)
from timetax.read.tabular.group_names import GroupNames
from timetax.read.tabular.headings import FIGURES, FREQUENCY, LEVELS, SIGNED_FIGURES, SOURCES
from timetax.read.tabular.joined import join_columns
from timetax.read.tabular.layout import Column, Layout
from timetax.read.tabular.levels import agencies_of, settled_levels
from timetax.read.tabular.mistakes import costs_of, without
from timetax.read.tabular.model import FormPlaces, Places, Row, TableOptions
from timetax.read.tabular.money import money_questions
from timetax.read.tabular.no_hours import no_hours
from timetax.read.tabular.one_factor import off_by_a_factor
from timetax.read.tabular.plan import Inference, LeftOut, Proof, Question
from timetax.read.tabular.repeats import repeated_rows, years_of
from timetax.read.tabular.rows import RowsLeftOut
from timetax.read.tabular.shape import out_of_shape
from timetax.read.tabular.texts import Grid, gathered
from timetax.read.tabular.totals import totals_of
from timetax.read.tabular.unclear import settled
from timetax.read.tabular.unread import unread_in, without_rows
from timetax.tables.coded import Coded
from timetax.wording.lists import listing, some
from timetax.wording.numbers import plural

_LISTED = 20


@dataclass(frozen=True)
class Made:
    """Forms, where they stand, and what must be said; no columns if there are none.

    Attributes:
        columns: the forms.
        form_places: where they stand.
        findings: mistakes in cells.
        notes: what must be said besides the plan.
        left_out: rows that are no forms.
        proofs: the file's own sums.
        inferences: what was concluded.
        questions: what cannot be told.
        rekeyed: what columns are in the end, by their place, where their headings say otherwise.
    """

    columns: FormColumns | None
    form_places: FormPlaces | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    proofs: tuple[Proof, ...] = ()
    inferences: tuple[Inference, ...] = ()
    questions: tuple[Question, ...] = ()
    rekeyed: Mapping[int, str] = field(default_factory=dict)


def forms_of(
    rows: Iterator[Row],
    table: Layout,
    places: Places,
    header: int,
    width: int,
    options: TableOptions,
    grid: Grid | None = None,
) -> Made:
    """Return the document that holds the forms in `rows`, which follow the row `header`.

    `grid` has the cells of all these rows, if they have been gathered already.
    """
    making = _Making(table, places, header, width, options)
    return making.run(gathered(rows, width, making.fitted) if grid is None else grid)


class _Making:
    def __init__(
        self, table: Layout, places: Places, header: int, width: int, options: TableOptions
    ) -> None:
        self.table, self.places, self.header, self.width = table, places, header, width
        self.options = options
        self.columns = {column.key: column for column in table.columns}
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.left_out: list[LeftOut] = []
        self.proofs: Sequence[Proof] = ()
        self.inferences: list[Inference] = []
        self.questions: list[Question] = list(table.questions)
        self.beside: list[int] = []
        self.too_wide: list[Mistake] = []
        self.rekeyed: dict[int, str] = {}
        self.conversion = Conversion(places, header, table.headings)

    def run(self, grid: Grid) -> Made:
        if self.beside:
            self.notes.append(f"Cells beside the table left out, in {self.listed(self.beside)}.")
        self.body = Body(grid, self.table, self.columns, self.places, self.header, self.options)
        self.findings += out_of_shape(self.body)
        self.conversion.mistakes += join_columns(self.body)
        names = GroupNames(self.body)
        self.rows = RowsLeftOut(self.body, names)
        self.rows.find()
        notation = decimal_mark(self.body, self.rows.out)
        self.conversion.commas = notation.mark == ","
        self.questions += notation.questions
        self.inferences += notation.inferences
        values = {
            key: self.conversion.values(
                column, grid.columns[column.index], self.rows.out, self.units(grid, column)
            )
            for key, column in self.columns.items()
            if key in FIGURES | SIGNED_FIGURES
        }
        figures = Figures(
            {key: numbers_of(each) for key, each in values.items() if key in FIGURES}, grid.count
        )
        if notation.questions:
            self.conversion.mistakes.clear()
            self.questions += [each.question for each in self.table.unclear]
        else:
            figures = self.settle_unclear(figures, values)
            often = with_times_in_words(figures, self.body)
            totals = totals_of(self.body, names, self.rows, often)
            self.proofs = totals.proofs
            self.rows.questions += totals.questions
            self.settle_factors(figures, values)
        if self.rows.out:
            kept = [row not in self.rows.out for row in range(grid.count)]
            for column in self.columns.values():
                grid.columns[column.index].keep(kept)
        self.conversion.figures_in_words = FREQUENCY not in self.columns
        for key, column in self.columns.items():
            if key not in values:
                values[key] = self.conversion.values(column, grid.columns[column.index])
        self.questions += [*self.conversion.questions, *self.rows.questions]
        self.findings += [*self.conversion.findings, *self.rows.findings]
        if self.findings or self.questions:
            self.report_mistakes(figures)
            return self.made(None, None)
        return self.finish(values, figures)

    def finish(self, values: dict[str, Sequence[Any]], figures: Figures) -> Made:
        count = self.body.grid.count
        self.fill(values, count, self.options.fill.keys() - {FREQUENCY})
        blank = self.blank_rows(values, count)
        self.ask(unknown_frequencies(self.body, values))
        self.inferences += frequencies_in_words(self.columns.get("frequency"), values)
        gone = self.rows.out | blank
        rows = [row for row in range(count) if row not in gone] if gone else range(count)
        self.ask(cases_each_time(self.body, values, rows))
        self.settle_once(values, rows)
        if not self.questions:
            heading = self.places.cell(self.header, 0)
            self.questions += off_by_a_factor(
                figures, values, rows, self.columns, self.table.headings, heading
            )
        self.questions += settled_levels(
            values, self.columns, rows, self.options.levels, self.body.place
        )
        inferred: list[str] = []
        agencies = agencies_of(values, self.columns, self.rows.out | blank, inferred)
        if inferred:
            self.inferences.append(
                Inference("levels", f"agencies are as in other rows: {'; '.join(inferred[:5])}")
            )
        self.inferences += no_hours(self.places.name, values, self.table.mapping)
        self.sources(values)
        keys = self.places_of_keys()
        for key in ("title", "agency"):
            self.conversion.mistakes += without(
                key, values[key], keys[key], self.body, blank | self.rows.out, self.mistakes
            )
        whole = list(self.findings)
        wrong = self.report_mistakes(figures)
        out = blank | self.rows.out | wrong
        years, question = years_of(values, out, self.columns, self.options.years, self.body.place)
        out |= years.rows
        self.left_out += [LeftOut(self.body.named(row), years.reason) for row in sorted(years.rows)]
        self.questions += question
        self.inferences += repeated_rows(self.body.grid, values, out, figures, self.body.named)
        self.questions += money_questions(
            self.table, self.columns, figures, out, self.places, self.header
        )
        if self.questions or whole:
            return self.made(None, None)
        first = self.header + 1
        places: Iterable[int] = range(first, first + count)
        if out:
            kept = [row not in out for row in range(count)]
            places = compress(places, kept)
            values = {key: each.kept(kept) if isinstance(each, Coded) else
                      list(compress(each, kept)) for key, each in values.items()}  # fmt: skip
        self.make_ids(values)
        form_places = FormPlaces(
            self.places,
            self.header,
            array("L", places),
            keys,
            [(first + row, column) for _, row, column in agencies],
        )
        return self.made(FormColumns([entry for entry, _, _ in agencies], values), form_places)

    def ask(self, question: Question | None) -> None:
        self.questions += [question] if question else []

    def made(self, columns: FormColumns | None, form_places: FormPlaces | None) -> Made:
        return Made(
            columns,
            form_places,
            tuple(self.findings),
            tuple(self.notes),
            (*self.rows.left_out, *self.left_out),
            tuple(self.proofs),
            tuple(self.inferences),
            tuple(self.questions),
            self.rekeyed,
        )

    @property
    def mistakes(self) -> list[Mistake]:
        return [*self.too_wide, *self.conversion.mistakes]

    def units(self, grid: Grid, column: Column) -> Any:
        return None if column.units is None else grid.columns[column.units]

    def settle_unclear(self, figures: Figures, values: dict[str, Sequence[Any]]) -> Figures:
        """Take columns whose headings do not say enough for what they are proved to be, or ask."""
        if not self.table.unclear:
            return figures
        often = with_times_in_words(figures, self.body)
        made = settled(self.table.unclear, self.body, often, commas=self.conversion.commas)
        self.inferences += made.inferences
        self.questions += made.questions
        of = dict(figures.of)
        for column in made.columns:
            texts = self.body.grid.columns[column.index]
            values[column.key] = self.conversion.values(column, texts, self.rows.out)
            of[column.key] = numbers_of(values[column.key])
            self.columns[column.key] = column
            self.rekeyed[column.index] = column.key
        return Figures(of, figures.count)

    def settle_factors(self, figures: Figures, values: dict[str, Sequence[Any]]) -> None:
        """Decide what columns of figures are that the headings do not tell, or ask."""
        out = self.rows.out
        unread, questions = unread_in(self.body, out, commas=self.conversion.commas)
        of = {key: without_rows(numbers, out) for key, numbers in figures.of.items()}
        settled = Factors(
            self.columns,
            unread,
            Figures(of, figures.count),
            self.places,
            self.header,
            self.table.headings,
            filled=FREQUENCY in self.options.fill,
        ).settle()
        self.inferences += settled.inferences
        self.questions += [*questions, *settled.questions]
        for key, other in settled.rekeyed.items():
            column = self.columns.pop(key)
            values[other] = values.pop(key)
            self.columns[other] = replace(column, key=other)
            self.rekeyed[column.index] = other
        for index, key in settled.adopted.items():
            column = Column(index, self.table.headings[index], key)
            self.columns[key] = column
            values[key] = self.conversion.values(column, self.body.grid.columns[index], out)
            self.rekeyed[index] = key

    def fitted(self, row: Row, number: int) -> Row:
        """Return a row as wide as the headings."""
        if len(row) < self.width:
            return [*row, *[None] * (self.width - len(row))]
        if any(cell and not cell.isspace() for cell in row[self.width :]):
            if self.places.sheet is not None:
                self.beside.append(number)
                return row[: self.width]
            message = (
                f"the row has {len(row)} cells, and the headings are {self.width}; "
                "put a text that has the delimiter in it in quotes"
            )
            self.too_wide.append(Mistake(number, self.width, "title", "value", message))
        return row[: self.width]

    def report_mistakes(self, figures: Figures) -> set[int]:
        """Report cells that cannot be read; return the rows that go because of them."""
        costs = costs_of(self.body, self.mistakes, self.rows.out, figures)
        self.findings += costs.findings
        self.left_out += costs.left_out
        self.inferences += costs.inferences
        return costs.rows

    def listed(self, rows: Sequence[int]) -> str:
        named = [self.places.row(self.header + 1 + row) for row in rows[:_LISTED]]
        return f"{plural(len(rows), 'row')}: {some(named, _LISTED, in_all=len(rows))}"

    def settle_once(self, values: dict[str, Sequence[Any]], rows: Sequence[int]) -> None:
        """Fill in how often one responds, or ask where printed hours are not those of once."""
        if self.options.fill.get(FREQUENCY) != FROM_HOURS:
            self.fill(values, self.body.grid.count, {FREQUENCY})
            people = self.columns.get("respondents")
            heading = self.places.cell(self.header, people.index if people else 0)
            self.ask(once_or_as_printed(values, rows, heading))
            return
        if any(key not in values for key in NEEDED):
            message = f"{FREQUENCY} follows from {listing(NEEDED, 'and')}, which are not all there"
            self.findings.append(
                Finding(Position(f"--fill {FREQUENCY}={FROM_HOURS}"), "option", message)
            )
            return
        self.inferences.append(put_from_hours(values, rows))

    def fill(self, values: dict[str, Sequence[Any]], count: int, keys: Collection[str]) -> None:
        """Give rows that do not say the values that hold for all of them."""
        for key, text in self.options.fill.items():
            if key not in keys:
                continue
            column = Column(0, "--fill", key, asked=True)
            made = Conversion(self.places, self.header, (), self.conversion.commas)
            grid = gathered(iter([[text]]), 1, lambda row, _: row)
            (value,) = made.values(column, grid.columns[0])
            self.findings += [
                Finding(Position(f"--fill {key}={text}"), "option", each.message)
                for each in made.mistakes
            ]
            texts = values.get(key)
            if texts is None:
                values[key] = Coded([value], array("q", bytes(8 * count)))
            else:
                values[key] = [value if each is None else each for each in texts]

    def blank_rows(self, values: Mapping[str, Sequence[Any]], count: int) -> set[int]:
        """Return the rows in which nothing is known."""
        columns = [each for key, each in values.items() if key not in self.options.fill]
        if any(map(all, columns)):
            return set()
        candidates: Iterable[int] = range(count)
        for column in columns:
            candidates = [row for row in candidates if column[row] is None]
        wrong = {each.row for each in (*self.too_wide, *self.conversion.mistakes)}
        return set(candidates) - wrong

    def sources(self, values: dict[str, Sequence[Any]]) -> None:
        """Put the source of each form into `values`, with its address and date."""
        given = [key for key in SOURCES if key in values]
        if given in ([], ["source"]):
            return
        none = [None] * len(values[given[0]])
        rows = Coded.of(zip(*(values.pop(key, none) for key in SOURCES), strict=True))
        values["source"] = rows.mapped(_source)

    def places_of_keys(self) -> dict[str, int]:
        columns = {key: column.index for key, column in self.columns.items()}
        levels = [columns[key] for key in LEVELS if key in columns]
        sources = [columns[key] for key in SOURCES if key in columns]
        columns.setdefault(FREQUENCY, columns.get("frequency", 0))
        columns["agency"] = levels[-1] if levels else 0
        return columns | ({"source": sources[0]} if sources else {})

    def make_ids(self, values: dict[str, Sequence[Any]]) -> None:
        """Put an id for each form into `values`."""
        ids = ids_of(values)
        given = values.pop("id", None)
        names = [key.replace("_", " ") + "s" for key in MADE_FROM if key in values]
        if ids and ids is not given:
            self.inferences.append(Inference("ids", f"ids were made from {listing(names, 'or')}"))
        values["id"] = ids


def _source(told: tuple[str | None, str | None, str | None]) -> dict[str, str] | None:
    title, url, date = told
    source = {"title": title or url or date, "url": url, "date": date}
    return {key: each for key, each in source.items() if each} or None
