"""The workbook that `convert` writes: a sheet for each kind of entry, read as one flat table.

The sheet `about` holds the version of the format and what is said of the catalogue as a whole; by
that version the workbook is known. The headings of the other sheets are those of the flat layout. A
text that is too long for a cell goes on in further columns, whose headings end in `(continued)`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from timetax.findings import Position
from timetax.read.tabular.flat import CATALOGUE, RECORD, columns_by_name, guarded
from timetax.read.tabular.model import Cell, Places, Row, Sheet

SHEETS = {
    "form": "forms",
    "agency": "agencies",
    "life_event": "life events",
    "request": "requests",
    "tariff": "tariffs",
    "service_provider": "service providers",
    "service": "services",
    "feedback": "feedback",
    "government_figure": "government side",
    "group_figure": "equity",
    "estimate_model": "estimate models",
    "journey": "journeys",
}
"""The sheet of each kind of entry."""
ABOUT = "about"
ABOUT_HEADINGS = ("about", "value")
VERSION = "timetax"
NOTE = "note"
COUNT = "number of "
"""So begins what the sheet `about` counts, which is not read."""
CONTINUED = " (continued)"


@dataclass(frozen=True)
class OwnPlaces(Places):
    """Where the cells of the flat table stand in the sheets.

    Attributes:
        names: the columns of the flat table.
        rows: the sheet and the row of each record; that of the catalogue has no row.
        columns: the column of each name, by sheet.
        about: the row of each name in the sheet `about`.
    """

    names: Sequence[str] = ()
    rows: Sequence[tuple[str, int]] = ()
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    about: Mapping[str, int] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Position:
        """Return the position of a cell of the flat table."""
        name = self.names[column] if 0 <= column < len(self.names) else RECORD
        sheet, number = self.rows[row] if 0 <= row < len(self.rows) else (ABOUT, 0)
        if sheet == ABOUT:
            return Places(self.name, None, ABOUT).cell(self.about.get(name, 0), 1)
        return Places(self.name, None, sheet).cell(number, self.columns[sheet].get(name, 0))


def own_workbook(
    name: str, titles: Sequence[str], rows_of: Callable[[str], list[Row]]
) -> Sheet | None:
    """Return the flat table that the sheets of a workbook make; None if it is not one of ours."""
    about = rows_of(ABOUT) if ABOUT in titles else []
    if not about or tuple(about[0][:2]) != ABOUT_HEADINGS:
        return None
    said = {
        str(row[0]): (number, row[1]) for number, row in enumerate(about[1:], 1) if len(row) > 1
    }
    if VERSION not in said:
        return None
    catalogue = {key: cell for key, (_, cell) in said.items() if not key.startswith(COUNT)}
    notes = [row[1] for row in about[1:] if len(row) > 1 and row[0] == NOTE]
    if catalogue.pop(NOTE, None):
        catalogue["notes"] = json.dumps(notes, ensure_ascii=False)
    records: list[dict[str, Cell]] = [{RECORD: CATALOGUE, **catalogue}]
    places: list[tuple[str, int]] = [(ABOUT, 0)]
    columns: dict[str, dict[str, int]] = {}
    for kind, title in SHEETS.items():
        if title not in titles:
            continue
        header, *rows = rows_of(title) or [()]
        columns[title] = {str(each): column for column, each in enumerate(header)}
        for number, row in enumerate(rows, 1):
            record = _record(header, row)
            if record:
                records.append({RECORD: kind, **record})
                places.append((title, number))
    names = tuple(dict.fromkeys(each for record in records for each in record))
    about_rows = {key: number for key, (number, _) in said.items()}
    return Sheet(
        OwnPlaces(name, names=names, rows=places, columns=columns, about=about_rows),
        _rows(names, records),
        header=names,
    )


def _record(header: Row, row: Row) -> dict[str, Cell]:
    record: dict[str, Cell] = {}
    for column, cell in enumerate(row):
        if cell is None:
            continue
        heading = str((header[column] if column < len(header) else None) or f"column {column + 1}")
        whole = heading.partition(CONTINUED)[0]
        record[whole] = f"{record[whole]}{cell}" if whole in record else cell
    return record


def _rows(names: Sequence[str], records: Sequence[Mapping[str, Cell]]) -> Iterator[Row]:
    figures = {
        name
        for name, columns in columns_by_name().items()
        if any(column.figure for column in columns.values())
    }
    for record in records:
        cells = ((name, record.get(name)) for name in names)
        # The flat layout guards texts that look like formulas, and a cell of a workbook does not.
        yield [guarded(cell) if cell and name not in figures else cell for name, cell in cells]
