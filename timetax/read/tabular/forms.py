"""Makes forms of the rows of a table: what is no form is left out, the rest converted by column."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import Any

from timetax.catalogue.document import FORMAT_VERSION
from timetax.findings import Finding, Position
from timetax.read.tabular import factors
from timetax.read.tabular.cells.ids import slugs
from timetax.read.tabular.cells.lines import is_unknown
from timetax.read.tabular.cells.words import times_a_year
from timetax.read.tabular.column_options import map_option
from timetax.read.tabular.conversion import Conversion, Mistake, is_figure
from timetax.read.tabular.figures import Figures, numbers_of
from timetax.read.tabular.headings import FIGURES, FREQUENCY, LEVELS, SIGNED_FIGURES, SOURCES
from timetax.read.tabular.layout import NO_HEADING, NOT_KNOWN, Column, Layout, missing
from timetax.read.tabular.levels import agencies_of, settled_levels
from timetax.read.tabular.model import IGNORE, Cell, FormPlaces, Places, Row, TableOptions
from timetax.read.tabular.money import money_questions
from timetax.read.tabular.plan import Answer, Inference, LeftOut, Proof, Question
from timetax.read.tabular.repeats import repeated_rows, years_of
from timetax.read.tabular.rows import RowsLeftOut
from timetax.read.tabular.texts import Grid, Texts, gathered
from timetax.tables.coded import Coded, distinct, mapped
from timetax.wording.hints import shown
from timetax.wording.lists import listing, some
from timetax.wording.numbers import plural

_LISTED = 20
_MADE_FROM = ("form_number", "control_number", "title")
_HOW_OFTEN = {"responses", "frequency", FREQUENCY}
_NEEDED = {"title", "agency"}


@dataclass(frozen=True)
class FormColumns:
    """Plain forms column by column, and the agencies that they declare.

    Attributes:
        agencies: those to declare, none where forms name them as they are.
        values: the values of each key, one of each form in order, None where it is not known.
    """

    agencies: Sequence[dict[str, str]]
    values: Mapping[str, Sequence[Any]]

    def document(self, forms: Sequence[Mapping[str, Any]] | None = None) -> dict[str, Any]:
        """Return the value of a document with these forms, or with others in their place."""
        made: dict[str, Any] = {"timetax": str(FORMAT_VERSION)}
        if self.agencies:
            made["agencies"] = self.agencies
        return made | {"forms": _dicts(self.values) if forms is None else forms}


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
) -> Made:
    """Return the document that holds the forms in `rows`, which follow the row `header`."""
    return _Making(table, places, header, width, options).run(rows)


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
        self.proofs: list[Proof] = []
        self.inferences: list[Inference] = []
        self.questions: list[Question] = list(table.questions)
        self.beside: list[int] = []
        self.too_wide: list[Mistake] = []
        self.rekeyed: dict[int, str] = {}
        self.undecided = False
        self.conversion = Conversion(places, header, table.headings)

    def run(self, rows: Iterator[Row]) -> Made:
        self.require_columns()
        grid = gathered(rows, self.width, self.fitted)
        if self.beside:
            self.notes.append(f"Cells beside the table left out, in {self.listed(self.beside)}.")
        self.join_columns(grid)
        self.rows = RowsLeftOut(
            grid, self.table, self.columns, self.places, self.header, self.options
        )
        self.rows.find_structure()
        self.settle_notation(grid)
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
        if self.undecided:
            self.conversion.mistakes.clear()
        else:
            self.rows.find_sums(figures)
            self.settle_factors(grid, figures, values)
        kept = [row not in self.rows.out for row in range(grid.count)]
        if self.rows.out:
            for column in self.columns.values():
                grid.columns[column.index].keep(kept)
        self.conversion.figures_in_words = FREQUENCY not in self.columns
        for key, column in self.columns.items():
            if key not in values:
                values[key] = self.conversion.values(column, grid.columns[column.index])
        self.gather_findings()
        if self.findings or self.questions:
            self.report_mistakes(values, figures)
            return self.made(None, None)
        return self.finish(grid, values, figures)

    def finish(self, grid: Grid, values: dict[str, Sequence[Any]], figures: Figures) -> Made:
        count = grid.count
        self.fill(values, count)
        blank = self.blank_rows(values, count)
        self.frequencies(values)
        rows = [row for row in range(count) if row not in self.rows.out and row not in blank]
        first = self.header + 1
        self.questions += settled_levels(
            values,
            self.columns,
            rows,
            self.options.levels,
            lambda row, column: self.places.cell(first + row, column),
        )
        inferred: list[str] = []
        agencies = agencies_of(values, self.columns, self.rows.out | blank, inferred)
        if inferred:
            self.inferences.append(
                Inference("levels", f"agencies are as in other rows: {'; '.join(inferred[:5])}")
            )
        self.sources(values)
        for key in ("title", "agency"):
            self.require(key, values[key], blank | self.rows.out)
        whole = list(self.findings)
        wrong = self.report_mistakes(values, figures)
        out = blank | self.rows.out | wrong
        years, question = years_of(values, out, self.columns, self.options.years, self.place)
        out |= years.rows
        self.left_out += [
            LeftOut(self.places.row(first + row), years.reason) for row in sorted(years.rows)
        ]
        self.questions += question
        self.inferences += repeated_rows(grid, values, out, figures, self.place_of_row)
        self.questions += money_questions(
            self.table, self.columns, figures, out, self.places, self.header
        )
        if self.questions or whole:
            return self.made(None, None)
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
            self.places_of_keys(),
            [(first + row, column) for _, row, column in agencies],
        )
        return self.made(FormColumns([entry for entry, _, _ in agencies], values), form_places)

    def made(self, columns: FormColumns | None, form_places: FormPlaces | None) -> Made:
        return Made(
            columns,
            form_places,
            tuple(self.findings),
            tuple(self.notes),
            (*self.rows.left_out, *self.left_out),
            tuple(self.rows.proofs),
            (*self.rows.inferences, *self.inferences),
            tuple(self.questions),
            self.rekeyed,
        )

    def join_columns(self, grid: Grid) -> None:
        """Put the cells of columns that the user said are the same into the first of them."""
        for column in self.columns.values():
            if not column.also:
                continue
            joined: list[Cell] = list(grid.columns[column.index].cells)
            for index in column.also:
                for row, cell in enumerate(grid.columns[index].cells):
                    text, own = (cell or "").strip(), (joined[row] or "").strip()
                    if not text or (own and not text.strip("0.,")):
                        continue
                    if own.strip("0.,") and own != text:
                        message = (
                            f"{column.heading} is {shown(own)} here, and "
                            f"{shown(self.table.headings[index])}, which is the same, {shown(text)}"
                        )
                        self.conversion.mistakes.append(
                            Mistake(row, index, column.key, "value", message)
                        )
                    joined[row] = cell
            texts = Texts()
            texts.extend(joined)
            grid.columns[column.index] = texts

    def place(self, row: int, column: int) -> Position:
        return self.places.cell(self.header + 1 + row, column)

    def place_of_row(self, row: int) -> str:
        return self.places.row(self.header + 1 + row)

    def require_columns(self) -> None:
        heading = self.places.cell(self.header, 0)
        for key, any_of in (("title", ("title",)), ("agency", LEVELS)):
            if not any(each in self.columns or each in self.options.fill for each in any_of):
                self.findings.append(missing(key, self.table.mapping, heading))

    def units(self, grid: Grid, column: Column) -> Any:
        return None if column.units is None else grid.columns[column.units]

    def settle_notation(self, grid: Grid) -> None:
        """Decide the decimal mark of the file, or ask."""
        decimal, asked, said = self.rows.notation()
        self.conversion.commas, self.undecided = decimal == ",", bool(asked)
        self.questions += asked
        self.inferences += said

    def settle_factors(
        self, grid: Grid, figures: Figures, values: dict[str, Sequence[Any]]
    ) -> None:
        """Decide what columns of figures are that the headings do not tell, or ask."""
        unread = []
        for line in self.table.mapping:
            if line.key is None and line.why in (NOT_KNOWN, NO_HEADING):
                texts = grid.columns[line.column]
                if self.rows.out:
                    texts = Texts()
                    texts.extend(self.without_those_out(grid.columns[line.column].cells))
                known = [text for text in texts.texts if not is_unknown(text)]
                if factors.is_figures(known):
                    column = Column(line.column, line.heading, FREQUENCY)
                    plain = Conversion(self.places, self.header, (), self.conversion.commas)
                    numbers = numbers_of(plain.values(column, texts, self.rows.out))
                    unread.append(factors.Unread(line.column, line.heading, self.of_forms(numbers)))
                elif factors.frequency_words(known) and not self.columns.keys() & _HOW_OFTEN:
                    self.questions.append(self.ask_how_often(line.column))
        of = {key: self.of_forms(numbers) for key, numbers in figures.of.items()}
        settled = factors.Factors(
            self.columns,
            unread,
            Figures(of, figures.count),
            self.places,
            self.header,
            self.table.headings,
        ).settle()
        self.inferences += settled.inferences
        self.questions += settled.questions
        for key, other in settled.rekeyed.items():
            column = self.columns.pop(key)
            values[other] = values.pop(key)
            self.columns[other] = replace(column, key=other)
            self.rekeyed[column.index] = other
        for index, key in settled.adopted.items():
            column = Column(index, self.table.headings[index], key)
            self.columns[key] = column
            values[key] = self.conversion.values(column, grid.columns[index], self.rows.out)
            self.rekeyed[index] = key

    def ask_how_often(self, index: int) -> Question:
        headings = self.table.headings
        return Question(
            self.places.cell(self.header, index),
            "heading",
            f"{shown(headings[index])} seems to say how often one responds, "
            "which decides the total",
            (
                Answer(map_option(headings, index, "frequency"), "how often, in words"),
                Answer(map_option(headings, index, IGNORE), "something else"),
            ),
        )

    def without_those_out(self, texts: Sequence[Cell]) -> list[Cell]:
        return [None if row in self.rows.out else cell for row, cell in enumerate(texts)]

    def of_forms(self, numbers: Sequence[float | None]) -> Sequence[float | None]:
        if not self.rows.out:
            return numbers
        return [None if row in self.rows.out else each for row, each in enumerate(numbers)]

    def gather_findings(self) -> None:
        self.questions += [*self.conversion.questions, *self.rows.questions]
        self.findings += [*self.conversion.findings, *self.rows.findings]

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

    def report_mistakes(self, values: Mapping[str, Sequence[Any]], figures: Figures) -> set[int]:
        """Report cells that cannot be read; return the rows that go because of them.

        When going on, a cell costs itself alone, unless the hours of its row hang on it.
        """
        first = self.header + 1
        mistakes = sorted(
            {
                (each.row, each.column, each.key, each.rule, each.message)
                for each in (*self.too_wide, *self.conversion.mistakes)
                if each.row not in self.rows.out
            }
        )
        if not self.options.keep_going:
            self.findings += [
                Finding(self.places.cell(first + row, column), rule, message)
                for row, column, _, rule, message in mistakes
            ]
            return {row for row, *_ in mistakes}
        decide = _NEEDED | FIGURES | set(LEVELS)
        lost = {row for row, _, key, _, _ in mistakes if key in decide}
        for row in sorted(lost):
            hours = figures.of.get("published_hours", figures.hours)[row]
            said = "hours unknown" if hours is None else f"{hours:,.10g} hours"
            self.left_out.append(
                LeftOut(self.places.row(first + row), "with mistakes", "", (("lost", said),))
            )
        for row, column, key, _, message in mistakes:
            if row not in lost:
                place = self.places.cell(first + row, column)
                self.inferences.append(
                    Inference("unknown", f"{key} is taken as unknown at {place}", message)
                )
        return lost

    def listed(self, rows: Sequence[int]) -> str:
        named = [self.places.row(self.header + 1 + row) for row in rows[:_LISTED]]
        return f"{plural(len(rows), 'row')}: {some(named, _LISTED, in_all=len(rows))}"

    def fill(self, values: dict[str, Sequence[Any]], count: int) -> None:
        """Give rows that do not say the values that hold for all of them."""
        for key, text in self.options.fill.items():
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

    def frequencies(self, values: dict[str, Sequence[Any]]) -> None:
        """Settle whether a column of frequencies holds figures, words, or words for figures."""
        column = self.columns.get("frequency")
        if column is None or FREQUENCY in values:
            return
        words = values["frequency"]
        if any(map(is_figure, filter(None, dict.fromkeys(distinct(words))))):
            values[FREQUENCY] = values.pop("frequency")
            self.inferences.append(
                Inference(
                    "heading", f"{shown(column.heading)} was read as responses per respondent"
                )
            )
            return
        if "responses" in values or "respondents" not in values:
            return
        known = {word: times_a_year(word) for word in distinct(words) if word}
        values[FREQUENCY] = mapped(words, known.get)
        inferred = {FREQUENCY: "inferred"}
        values["basis"] = mapped(words, lambda word: inferred if known.get(word) else None)
        self.inferences.append(
            Inference(
                "frequency", f"responses per respondent were inferred from {shown(column.heading)}"
            )
        )
        others = [word for word, figure in known.items() if figure is None]
        if others:
            count = sum(1 for word in words if word and known[word] is None)
            self.inferences.append(
                Inference(
                    "frequency",
                    f"no figure is known for {', '.join(map(shown, others[:3]))} under "
                    f"{shown(column.heading)}: {count:,} rows count one response a respondent",
                )
            )

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

    def require(self, key: str, column: Sequence[Any], out: set[int]) -> None:
        if all(column):
            return
        place = self.places_of_keys()[key]
        reported = {(each.row, each.column) for each in (*self.too_wide, *self.conversion.mistakes)}
        for row, value in enumerate(column):
            if value is None and row not in out and (row, place) not in reported:
                number = self.place(row, 0).line
                self.conversion.mistakes.append(
                    Mistake(
                        row,
                        place,
                        key,
                        "missing-key",
                        f"the row has no {key}; if it is no form, "
                        f"leave it out with `--rows drop:{number}`",
                    )
                )

    def places_of_keys(self) -> dict[str, int]:
        columns = {key: column.index for key, column in self.columns.items()}
        levels = [columns[key] for key in LEVELS if key in columns]
        sources = [columns[key] for key in SOURCES if key in columns]
        columns.setdefault(FREQUENCY, columns.get("frequency", 0))
        columns["agency"] = levels[-1] if levels else 0
        return columns | ({"source": sources[0]} if sources else {})

    def make_ids(self, values: dict[str, Sequence[Any]]) -> None:
        """Put an id for each form into `values`, made of what is there if none is given."""
        given = values.pop("id", None)
        if given is not None and None not in given:
            values["id"] = given
            return
        bases = [values[key] for key in _MADE_FROM if key in values]
        texts = bases[0]
        if None in texts:
            texts = [next(filter(None, row)) for row in zip(*bases, strict=True)]
        ids = slugs(texts)
        if given is not None:
            ids = [own or made for own, made in zip(given, ids, strict=True)]
        if len(set(ids)) < len(ids):
            ids = _numbered(ids, given or [None] * len(ids))
        values["id"] = ids
        names = [key.replace("_", " ") + "s" for key in _MADE_FROM if key in values]
        if ids:
            self.inferences.append(Inference("ids", f"ids were made from {listing(names, 'or')}"))


def _source(told: tuple[str | None, str | None, str | None]) -> dict[str, str] | None:
    title, url, date = told
    source = {"title": title or url or date, "url": url, "date": date}
    return {key: each for key, each in source.items() if each} or None


def _numbered(ids: Sequence[str], given: Sequence[str | None]) -> list[str]:
    """Return `ids` with a number behind each that is there before; those given stay."""
    taken = set(filter(None, given))
    times: dict[str, int] = {}
    unique = []
    for name, own in zip(ids, given, strict=True):
        made = name
        while own is None and made in taken:
            times[name] = times.get(name, 1) + 1
            made = f"{name}-{times[name]}"
        taken.add(made)
        unique.append(made)
    return unique


def _dicts(values: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    full = {key: each for key, each in values.items() if None not in each}
    keys = tuple(full)
    forms: list[dict[str, Any]] = [
        dict(zip(keys, row, strict=True)) for row in zip(*full.values(), strict=True)
    ]
    for key, column in values.items():
        if key not in full:
            for form, value in zip(forms, column, strict=True):
                if value is not None:
                    form[key] = value
    return forms
