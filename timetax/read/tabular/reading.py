"""A table that people keep, read into the plain document that a YAML catalogue is."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from timetax.files.yaml import Document, Reading
from timetax.findings import Finding, InputError
from timetax.read.tabular.flat_reading import FlatReading, flat_file
from timetax.read.tabular.form_columns import FormColumns
from timetax.read.tabular.forms import forms_of
from timetax.read.tabular.heading_rows import heading_rows
from timetax.read.tabular.layout import (
    FLAT_LAYOUT,
    ROWS_BEFORE_HEADINGS,
    Layout,
    best_row,
    headings_of,
    layout,
    no_headings,
)
from timetax.read.tabular.merged import filled, merged_figures, merged_headings
from timetax.read.tabular.model import (
    Cell,
    ColumnMapping,
    FormPlaces,
    Row,
    Sheet,
    TableFile,
    TableOptions,
    column_letters,
)
from timetax.read.tabular.opening import sheet_format
from timetax.read.tabular.plan import LISTED, ReadingPlan
from timetax.read.tabular.scale import scale_question
from timetax.wording.lists import some
from timetax.wording.numbers import in_full, plural

_NO_OPTIONS = TableOptions()


@dataclass(frozen=True)
class TableReading:
    """What came of reading a table: its document, what must be said of it, how it was read."""

    reading: Reading
    notes: tuple[str, ...] = ()
    plan: ReadingPlan | None = None


@dataclass(frozen=True)
class ColumnReading:
    """What came of reading a table that people keep: its forms are there as columns.

    Attributes:
        file: its name, and where everything stands.
        columns: the forms; None if it has none that could be read.
        findings: its mistakes.
        notes: what must be said of it.
        plan: how it was read, and why.
    """

    file: TableFile
    columns: FormColumns | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    plan: ReadingPlan

    def document(self) -> Document | None:
        """Return the forms as a document."""
        return None if self.columns is None else Document(self.file, self.columns.document())


def read_table(
    data: bytes, name: str, kind: str, options: TableOptions = _NO_OPTIONS
) -> TableReading:
    """Return what `read_sheet` does, with the forms of a table that people keep as a document."""
    read = read_sheet(data, name, kind, options)
    if isinstance(read, TableReading):
        return read
    reading = Reading(read.file.name, read.file, read.document(), read.findings)
    return TableReading(reading, read.notes, read.plan)


def read_sheet(
    data: bytes, name: str, kind: str, options: TableOptions = _NO_OPTIONS
) -> TableReading | ColumnReading:
    """Return what came of reading a table of a kind that `opening` names.

    `name` is what messages call it. Of the columns, those are read whose headings are known or
    mapped; notes list the others. Rows with mistakes are no part of the forms; their mistakes are
    findings, or, when going on, a note.
    """
    try:
        sheet = sheet_format(kind).open(data, name, options)
    except InputError as error:
        return TableReading(Reading(name, None, None, error.findings))
    return read_opened(sheet, name, options)


def read_opened(sheet: Sheet, name: str, options: TableOptions) -> TableReading | ColumnReading:
    """Return what `read_sheet` does, of a table that is open."""
    if sheet.table is not None:
        flat = FlatReading(sheet)
        return TableReading(Reading(name, flat.file, flat.document(), ()), flat.notes)
    try:
        opened = _opened(sheet, options)
        if _is_flat(opened):
            return _flat(opened, name)
        return _of_people(opened, name, options)
    except InputError as error:
        return TableReading(Reading(name, None, None, error.findings))


@dataclass(frozen=True)
class _Opened:
    """A table whose headings are found: the row they stand in, and the rows below."""

    sheet: Sheet
    header: int
    headings: list[str]
    samples: list[Row]
    rows: Iterator[Row]
    above: Sequence[Row] = ()
    heading_rows: tuple[tuple[str, ...], ...] = ()


def _opened(sheet: Sheet, options: TableOptions) -> _Opened:
    start = list(islice(sheet.rows, ROWS_BEFORE_HEADINGS))
    if sheet.header is not None:
        headings = headings_of(sheet.header)
        if best_row([sheet.header], options.mapping)[1] == 0:
            raise InputError([no_headings(sheet.places.cell(-1, 0), [sheet.header])])
        return _Opened(sheet, -1, headings, start, chain(start, sheet.rows))
    found = heading_rows(start, options.mapping)
    if found.known == 0:
        raise InputError([no_headings(sheet.places.cell(-1, 0), start)])
    below = start[found.last + 1 :]
    merged = merged_headings(sheet.merged, found.texts, sheet.places, found.last)
    if merged:
        raise InputError(merged)
    return _Opened(
        sheet,
        found.last,
        found.texts,
        below,
        chain(below, sheet.rows),
        start[: found.first],
        found.rows,
    )


def _is_flat(opened: _Opened) -> bool:
    return bool(opened.headings) and opened.headings[0] == FLAT_LAYOUT


def _layout(opened: _Opened, options: TableOptions) -> Layout:
    places = opened.sheet.places
    table = layout(opened.headings, opened.samples, places, opened.header, options)
    above = [
        (places.cell(row, column), text)
        for row, cells in enumerate(opened.above)
        for column, text in enumerate(cells)
        if text
    ]
    asked = [
        question
        for position, text in (*above, *opened.sheet.said)
        if (question := scale_question(text, position, table.columns, table.headings, options))
    ]
    return replace(
        table, questions=(*table.questions, *asked[:1]), heading_rows=opened.heading_rows
    )


def _of_people(opened: _Opened, name: str, options: TableOptions) -> ColumnReading:
    table = _layout(opened, options)
    sheet, first = opened.sheet, opened.header + 1
    width = len(opened.headings)
    made = forms_of(
        filled(opened.rows, sheet.merged, table.columns, first) if sheet.merged else opened.rows,
        table,
        sheet.places,
        opened.header,
        width,
        options,
        sheet.at_once(first, width) if sheet.at_once else None,
    )
    odd = (
        *merged_figures(sheet.merged, table.columns, sheet.places, opened.header),
        *_without_result(sheet, table, first),
    )
    places = made.form_places
    questions = tuple(each.finding() for each in made.questions)
    plan = ReadingPlan(
        name,
        sheet=sheet.places.sheet,
        heading_rows=tuple(
            sheet.places.cell(opened.header - before, 0).line
            for before in range(max(len(opened.heading_rows), 1) - 1, -1, -1)
        ),
        columns=_in_the_end(table.mapping, made.rekeyed),
        left_out=made.left_out,
        proofs=made.proofs,
        inferences=(*table.inferences, *made.inferences),
        questions=made.questions,
    )
    return ColumnReading(
        file=TableFile(name, "", find=None if places is None else places.position),
        columns=None if table.findings or odd or questions else made.columns,
        findings=(*table.findings, *odd, *questions, *made.findings),
        notes=(
            *sheet.notes,
            *_hidden(sheet, places, made.columns),
            *made.notes,
            *plan.notes(),
        ),
        plan=plan,
    )


def _in_the_end(
    mapping: tuple[ColumnMapping, ...], rekeyed: Mapping[int, str]
) -> tuple[ColumnMapping, ...]:
    """Return what columns are, with those that the figures of the table prove to be others."""
    return tuple(
        replace(each, key=rekeyed[each.column], why="the printed hours prove it")
        if each.column in rekeyed
        else each
        for each in mapping
    )


def _without_result(sheet: Sheet, table: Layout, first: int) -> list[Finding]:
    read = {column.index for column in table.columns}
    message = (
        "the result of this formula is not in the file; open it in Excel or LibreOffice "
        "and save it, or paste the values"
    )
    return [
        Finding(sheet.places.cell(row, column), "value", message)
        for row, column in sorted(sheet.without_result)
        if column in read and row >= first
    ]


def _hidden(sheet: Sheet, places: FormPlaces | None, forms: FormColumns | None) -> list[str]:
    """Return what must be said of rows and columns that nobody sees, given the forms."""
    read = [] if places is None or not sheet.hidden_rows else list(enumerate(places.rows))
    hidden = [(form, row) for form, row in read if row in sheet.hidden_rows]
    columns = sorted(sheet.hidden_columns)
    said = []
    if hidden and forms is not None:
        rows = [sheet.places.row(row) for _, row in hidden]
        borne = forms.figures([form for form, _ in hidden])
        carried = [
            f"{in_full(math.fsum(filter(None, figures)))} {of}"
            for of, figures in (("hours", borne.hours), ("responses", borne.responses))
            if any(figures)
        ]
        with_them = f", with {' and '.join(carried)} a year" if carried else ""
        said.append(
            f"Hidden in the sheet, and read: {plural(len(rows), 'row')}: "
            f"{some(rows, LISTED)}{with_them}."
        )
    if columns:
        listed = some(map(column_letters, columns), LISTED)
        count = plural(len(columns), "column")
        said.append(f"Hidden in the sheet, and read as all others: {count}: {listed}.")
    return said


def _flat(opened: _Opened, name: str) -> TableReading:
    from timetax.read.tabular.flat import document_of

    # An empty cell is an absent key, whatever the format makes of it.
    rows: list[list[Cell]] = [[cell or None for cell in row] for row in opened.rows]
    value, place = document_of(opened.headings, rows)
    file = flat_file(opened.sheet.places, opened.header, place)
    return TableReading(Reading(name, file, Document(file, value), ()), opened.sheet.notes)
