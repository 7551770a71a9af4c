"""The plain values of a column: each distinct text is converted once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from timetax.catalogue.declaration import ChoiceType, keys_of
from timetax.catalogue.form import Form
from timetax.findings import Finding
from timetax.read.tabular.cells import (
    dates,
    form_numbers,
    lines,
    lists,
    numbers,
    times,
    words,
)
from timetax.read.tabular.cells.reader import HARD, CellError, Reader, Whole
from timetax.read.tabular.column_options import map_option
from timetax.read.tabular.headings import FIGURES, FREQUENCY, MONEY, SIGNED_FIGURES, TIME
from timetax.read.tabular.layout import Column, without_unit
from timetax.read.tabular.model import IGNORE, Cell, Places, Unit
from timetax.read.tabular.plan import Question
from timetax.read.tabular.texts import Texts
from timetax.tables.coded import mapped
from timetax.wording.hints import shown

_MANY = 5
_READERS: dict[str, Callable[[str], Any]] = {
    "form_number": form_numbers.form_number,
    "control_number": form_numbers.control_number,
    "life_events": lists.life_events,
    "affected_public": words.affected_public,
    "obligation": words.obligation,
    "online": words.online,
    "estimate_year": dates.year,
    "overlaps": lists.names,
}
_READERS |= {
    key.name: words.one_of(key.type.words, {})
    for key in keys_of(Form).values()
    if isinstance(key.type, ChoiceType)
    if key.type.shape == "value" and key.name not in _READERS
}
"""How texts are read of keys that are not plain texts; a choice of words by its declaration."""
_VOCABULARIES = frozenset(
    {"affected_public", "obligation", "online"}
    | {key for key, reader in _READERS.items() if reader.__module__ == words.__name__}
)
"""Keys of a few words, on which no hours hang."""
_WHOLE: Mapping[str, Whole] = {
    "form_number": form_numbers.easy_form_numbers,
    "control_number": form_numbers.easy_control_numbers,
}


@dataclass(frozen=True)
class Mistake:
    """A cell that cannot be read, or is missing."""

    row: int
    column: int
    key: str
    rule: str
    message: str


@dataclass
class Conversion:
    """Converts columns, and gathers what cannot be converted.

    Attributes:
        places: where rows and columns stand.
        header: the row of the headings.
        headings: their texts.
        commas: whether a comma is the decimal mark.
        figures_in_words: whether a column of frequencies may hold figures.
        findings: columns of which nothing can be read.
        questions: columns of times without a unit.
        mistakes: cells that cannot be read.
    """

    places: Places
    header: int
    headings: Sequence[str]
    commas: bool = False
    figures_in_words: bool = False
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def values(
        self, column: Column, texts: Texts, out: Collection[int] = (), units: Texts | None = None
    ) -> Sequence[Any]:
        """Return the plain values of a column; rows that are `out` may say anything."""
        if units is not None:
            return self.times_with_units(column, texts, out, units)
        known = texts.texts
        asked = without_unit(
            column,
            (text for text in known if not lines.is_unknown(text)),
            self.headings,
            self.places,
            self.header,
        )
        if asked is not None:
            self.questions.append(asked)
            return [None] * len(texts.cells)
        read, easy = self.reader(column, known)
        hard = (
            []
            if all(easy)
            else [text for text, value in zip(known, easy, strict=True) if value is HARD]
        )
        if not hard and texts.distinct is texts.cells:
            if len(known) == len(texts.cells):
                return easy
            following = iter(easy)
            return [next(following) if cell and cell.strip() else None for cell in texts.cells]
        values: dict[Cell, Any] = dict(zip(known, easy, strict=True))
        wrong: dict[Cell, str] = {}
        right = len(known) - len(hard)
        for text in hard:
            try:
                value = values[text] = read(lines.unquoted(text))
                right += value is not None
            except CellError as error:
                wrong[text] = str(error)
                values[text] = None
        if wrong:
            self.report_wrong(column, texts, wrong, right, out)
        return mapped(texts.cells, values.get)

    def times_with_units(
        self, column: Column, texts: Texts, out: Collection[int], units: Texts
    ) -> list[Any]:
        """Return times whose unit stands in a column beside them."""
        made: list[Any] = []
        for row, cell in enumerate(texts.cells):
            text, unit = (cell or "").strip(), times.unit_of_time(units.text(row))
            value = None
            if text and row not in out:
                own: Unit | None = unit or column.unit
                if unit and column.unit and unit != column.unit:
                    message = (
                        f"{column.heading} was said to be in {column.unit}, and "
                        f"{shown(units.text(row))} stands beside it; leave out --unit"
                    )
                    self.mistakes.append(Mistake(row, column.index, column.key, "value", message))
                elif own is None and not lines.is_unknown(text) and not times.names_its_unit(text):
                    beside = units.text(row)
                    why = f"{shown(beside)} beside it is none" if beside else "nothing is beside it"
                    message = (
                        f"{column.heading}: {shown(text)} has no unit, as {why}; write hours, "
                        "minutes or seconds"
                    )
                    self.mistakes.append(Mistake(row, column.index, column.key, "value", message))
                else:
                    try:
                        value = times.minutes(own, commas=self.commas, times=column.scale)(text)
                    except CellError as error:
                        message = f"{column.heading}: {error}"
                        self.mistakes.append(
                            Mistake(row, column.index, column.key, "value", message)
                        )
            made.append(value)
        return made

    def report_wrong(
        self,
        column: Column,
        texts: Texts,
        wrong: Mapping[Cell, str],
        right: int,
        out: Collection[int],
    ) -> None:
        """Report the cells that cannot be read, or the column if none of its cells can be."""
        rows = [(row, texts.cells[row]) for row in texts.rows_of(wrong) if row not in out]
        left_out = map_option(self.headings, column.index, IGNORE)
        if not right and rows and (len(rows) > _MANY or column.key in _VOCABULARIES):
            message = (
                f"{column.heading}: none of its {len(rows):,} texts can be read as {column.key}; "
                f"the first: {wrong[rows[0][1]]}; say what the column is, or leave it out with "
                f"`{left_out}`"
            )
            self.findings.append(
                Finding(self.places.cell(self.header, column.index), "value", message)
            )
            return
        way = f"; `{left_out}` leaves the column out" if column.key in _VOCABULARIES else ""
        self.mistakes += [
            Mistake(row, column.index, column.key, "value", f"{column.heading}: {wrong[cell]}{way}")
            for row, cell in rows
        ]

    def reader(self, column: Column, texts: Sequence[str]) -> tuple[Reader, list[Any]]:
        """Return the reader of one text of a column, and what is read of texts that are easy."""
        key = column.key
        none_easy = [HARD] * len(texts)
        if key in FIGURES or key in SIGNED_FIGURES:
            easy = numbers.easy_money(texts) if key in MONEY else numbers.easy_figures(texts)
            if self.commas or column.scale != 1 or (key == TIME and column.unit != "minutes"):
                easy = none_easy
            if key == TIME:
                clock = column.unit == "hours" and times.are_clock_times(texts)
                read = times.minutes(
                    column.unit, commas=self.commas, clock=clock, times=column.scale
                )
                return read, easy
            if key in SIGNED_FIGURES:
                return numbers.signed_figure(commas=self.commas, times=column.scale), easy
            if key == "published_hours" or key == "previous_hours":
                return times.hours(commas=self.commas, times=column.scale), easy
            return self.figure(column), easy
        if key in {"expires", "source.date"}:
            return dates.date(dates.day_first(texts)), none_easy
        if key == "frequency":
            return self.frequency_reader(texts), none_easy
        if key in _READERS:
            return _READERS[key], _WHOLE[key](texts) if key in _WHOLE else none_easy
        return lines.one_line, lines.easy_lines(texts)

    def figure(self, column: Column) -> Reader:
        """Return the reader of figures; how often one responds may be a word."""
        figure = numbers.figure(
            commas=self.commas, money=column.key in MONEY, times=Fraction(column.scale)
        )
        if column.key != FREQUENCY:
            return figure
        return lambda text: words.times_a_year(text) or figure(words.of_a_share(text))

    def frequency_reader(self, texts: Sequence[str]) -> Callable[[str], Any]:
        """Return a reader of words, or of figures if there are figures and no other column has."""
        if not self.figures_in_words or not any(map(is_figure, texts)):
            return lines.one_line
        figure = numbers.figure(commas=self.commas)
        return lambda text: words.times_a_year(text) or figure(text)


def is_figure(text: str) -> bool:
    """Return whether a text is a number."""
    try:
        return numbers.number(text) is not None
    except CellError:
        return False
