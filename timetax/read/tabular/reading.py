"""A table that people keep, read into the plain document that a YAML catalogue is."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from timetax.files.yaml import Document, KeyPath, Reading
from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.formats.delimited import decoded, open_delimited
from timetax.read.tabular.formats.excel import merged_headings, open_workbook
from timetax.read.tabular.formats.jsonl import open_jsonl
from timetax.read.tabular.formats.parquet import open_parquet
from timetax.read.tabular.forms import FormColumns, forms_of
from timetax.read.tabular.layout import (
    FLAT_LAYOUT,
    ROWS_BEFORE_HEADINGS,
    Layout,
    best_row,
    headings_of,
    layout,
    no_headings,
)
from timetax.read.tabular.model import (
    IGNORE,
    Cell,
    ColumnMapping,
    Row,
    Sheet,
    TableFile,
    TableKind,
    TableOptions,
    TableReading,
)
from timetax.read.tabular.plan import ReadingPlan
from timetax.wording.hints import shown

_NO_OPTIONS = TableOptions()


def read_table(
    path: Path | None,
    data: bytes | None,
    name: str,
    kind: TableKind,
    options: TableOptions = _NO_OPTIONS,
) -> TableReading:
    """Return what came of reading a table: of the file at `path`, or `data` if that is given.

    `name` is what messages call it. Of the columns, those are read whose headings are known or
    mapped; notes list the others. Rows with mistakes are no part of the document; their mistakes
    are findings, or, when going on, a note.
    """
    try:
        opened = _opened(path, data, name, kind, options)
        if _is_flat(opened):
            return _flat(opened, name)
        return _of_people(opened, name, options).table()
    except InputError as error:
        return TableReading(Reading(name, None, None, error.findings))


def read_columns(
    path: Path, name: str, kind: TableKind, options: TableOptions = _NO_OPTIONS
) -> "ColumnReading | None":
    """Return the columns of forms in the table at `path`, which is one that people keep.

    None if it is in our own flat layout, or has a mistake; `read_table` then says which.
    """
    try:
        opened = _opened(path, None, name, kind, options)
        read = None if _is_flat(opened) else _of_people(opened, name, options)
    except InputError:
        return None
    return read if read is not None and not read.findings else None


@dataclass(frozen=True)
class ColumnReading:
    """What came of reading a table that people keep: its forms are there as columns.

    Attributes:
        file: its name, and where everything stands.
        columns: the forms; None if it has none that could be read.
        findings: its mistakes.
        notes: what must be said of it.
        mapping: what its columns are.
    """

    file: TableFile
    columns: FormColumns | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    mapping: tuple[ColumnMapping, ...]

    def table(self) -> TableReading:
        """Return the same with a document of the forms."""
        document = None if self.columns is None else Document(self.file, self.columns.document())
        reading = Reading(self.file.name, self.file, document, self.findings)
        return TableReading(reading, self.notes, self.mapping)


def proposed_mapping(
    path: Path | None,
    data: bytes | None,
    name: str,
    kind: TableKind,
    options: TableOptions = _NO_OPTIONS,
) -> tuple[ColumnMapping, ...]:
    """Return what each column of a table is taken for, and why, from its first rows.

    Raises:
        InputError: the table cannot be read.
    """
    opened = _opened(path, data, name, kind, options)
    if _is_flat(opened):
        return ()
    return _layout(opened, options).mapping


@dataclass(frozen=True)
class _Opened:
    """A table whose headings are found: the row they stand in, and the rows below."""

    sheet: Sheet
    header: int
    headings: list[str]
    samples: list[Row]
    rows: Iterator[Row]


def _opened(
    path: Path | None, data: bytes | None, name: str, kind: TableKind, options: TableOptions
) -> _Opened:
    sheet = _sheet(path, data, name, kind, options)
    start = list(islice(sheet.rows, ROWS_BEFORE_HEADINGS))
    if sheet.header is not None:
        headings = headings_of(sheet.header)
        if best_row([sheet.header], options.mapping)[1] == 0:
            raise InputError([no_headings(sheet.places.cell(-1, 0), [sheet.header])])
        return _Opened(sheet, -1, headings, start, chain(start, sheet.rows))
    header, known = best_row(start, options.mapping)
    if known == 0:
        raise InputError([no_headings(sheet.places.cell(-1, 0), start)])
    headings = headings_of(start[header])
    below = start[header + 1 :]
    merged = merged_headings(sheet.merged, headings, sheet.places, header)
    if merged:
        raise InputError(merged)
    return _Opened(sheet, header, headings, below, chain(below, sheet.rows))


def _is_flat(opened: _Opened) -> bool:
    return bool(opened.headings) and opened.headings[0] == FLAT_LAYOUT


def _sheet(
    path: Path | None, data: bytes | None, name: str, kind: TableKind, options: TableOptions
) -> Sheet:
    if path is None and data is None:
        raise TypeError("a path or data is needed")
    try:
        if kind is TableKind.XLSX:
            return open_workbook(path, data, name, options)
        if kind is TableKind.PARQUET:
            return open_parquet(path, data, name)
        text = decoded(path.read_bytes() if data is None and path else data or b"", name)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise InputError([Finding(Position(name), "input", message)]) from None
    if kind is TableKind.JSONL:
        return open_jsonl(text, name)
    return open_delimited(text, name, kind is TableKind.TSV, options.mapping)


def _layout(opened: _Opened, options: TableOptions) -> Layout:
    places = opened.sheet.places
    return layout(opened.headings, opened.samples, places, opened.header, options)


def _of_people(opened: _Opened, name: str, options: TableOptions) -> ColumnReading:
    table = _layout(opened, options)
    made = forms_of(
        opened.rows,
        table,
        opened.sheet.places,
        opened.header,
        len(opened.headings),
        options,
    )
    places = made.form_places
    questions = tuple(each.finding() for each in made.questions)
    plan = ReadingPlan(
        name,
        left_out=made.left_out,
        proofs=made.proofs,
        inferences=(*table.inferences, *made.inferences),
        questions=made.questions,
    )
    return ColumnReading(
        file=TableFile(name, "", find=None if places is None else places.position),
        columns=None if table.findings or made.questions else made.columns,
        findings=(*table.findings, *questions, *made.findings),
        notes=(*opened.sheet.notes, *_left_out(name, table.mapping), *made.notes, *plan.notes()),
        mapping=table.mapping,
    )


def _left_out(name: str, mapping: tuple[ColumnMapping, ...]) -> list[str]:
    columns = [each for each in mapping if each.key is None and each.why != "it is to be ignored"]
    if not columns:
        return []
    listed = ", ".join(shown(each.heading) if each.heading else "one without a heading"
                       for each in columns)  # fmt: skip
    return [
        f"Columns of {name} left out: {listed} "
        f"(--map HEADING=KEY says what one is, and --map HEADING={IGNORE} that it is left out)."
    ]


def _flat(opened: _Opened, name: str) -> TableReading:
    from timetax.read.tabular.flat import document_of

    # An empty cell is an absent key, whatever the format makes of it.
    rows: list[list[Cell]] = [[cell or None for cell in row] for row in opened.rows]
    value, place = document_of(opened.headings, rows)
    places, first = opened.sheet.places, opened.header + 1

    def find(path: KeyPath) -> Position:
        at = place(path)
        return places.cell(opened.header, 0) if at is None else places.cell(first + at[0], at[1])

    file = TableFile(name, "", find=find)
    return TableReading(Reading(name, file, Document(file, value), ()), opened.sheet.notes)
