"""A flat catalogue that is there as a pyarrow table, and becomes a document when asked."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from timetax.files.yaml import Document, KeyPath
from timetax.findings import Position
from timetax.read.tabular.flat import CellPlace, document_of_columns
from timetax.read.tabular.model import Places, Sheet, TableFile
from timetax.read.tabular.typed import text_of


@dataclass(frozen=True)
class FlatReading:
    """What came of reading a sheet in the flat layout that has a `table`."""

    sheet: Sheet

    @property
    def table(self) -> Any:
        """The table, of texts and floats."""
        return self.sheet.table

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said of it."""
        return self.sheet.notes

    @cached_property
    def file(self) -> TableFile:
        """Its name, and where everything stands."""
        return flat_file(self.sheet.places, -1, lambda path: self._made[1](path))

    def document(self) -> Document:
        """Return the catalogue as a document."""
        return Document(self.file, self._made[0])

    @cached_property
    def _made(self) -> tuple[dict[str, Any], CellPlace]:
        from timetax.read.tabular.layout import headings_of

        columns = [
            [text_of(cell) or None for cell in column.to_pylist()] for column in self.table.columns
        ]
        return document_of_columns(headings_of(self.table.column_names), columns)


def flat_file(places: Places, header: int, place: CellPlace) -> TableFile:
    """Return the file of a flat table below a header, given where it has each key path."""

    def find(path: KeyPath) -> Position:
        at = place(path)
        return places.cell(header, 0) if at is None else places.cell(header + 1 + at[0], at[1])

    return TableFile(places.name, "", find=find)
