"""Some of the forms of a sheet that was read by its columns, as a catalogue of their own."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from timetax.catalogue.catalogue import Catalogue, merged
from timetax.catalogue.validation import validated
from timetax.files.yaml import Document, KeyPath
from timetax.findings import Position
from timetax.read.tabular.flat import RECORD, document_of_columns, guarded
from timetax.read.tabular.flat_reading import FlatReading, flat_file
from timetax.read.tabular.form_columns import FormColumns
from timetax.read.tabular.model import TableFile
from timetax.read.tabular.reading import ColumnReading
from timetax.read.tabular.typed import text_of

if TYPE_CHECKING:
    import pyarrow as pa

_FORM, _MANY = "form", ["form", "request"]
"""Records that may be so many that those which are not asked for are left out."""


def catalogue_of_some(read: "ColumnReading | FlatReading", ids: Collection[str]) -> Catalogue:
    """Return the catalogue of the forms with these ids, where each stands in the whole sheet.

    Everything in the sheet is plainly valid, as the road by its columns has found.
    """
    made = _of_flat(read, ids) if isinstance(read, FlatReading) else _of_columns(read, ids)
    return merged([validated(made)])


def _of_columns(read: ColumnReading, ids: Collection[str]) -> Document:
    assert read.columns is not None
    values, wanted = read.columns.values, set(ids)
    rows = [row for row, each in enumerate(values["id"]) if each in wanted]
    some: dict[str, Sequence[Any]] = {
        key: [column[row] for row in rows] for key, column in values.items()
    }
    columns = FormColumns(read.columns.agencies, some)
    return Document(_placed(read.file, rows), columns.document())


def _placed(file: TableFile, rows: Sequence[int]) -> TableFile:
    """Return a file in which some of the forms, by their places, stand where all of them do."""

    def find(path: KeyPath) -> Position:
        section, place = (*path, None, None)[:2]
        if section == "forms" and isinstance(place, int):
            return file.position(("forms", rows[place], *path[2:]))
        return file.position(path)

    return TableFile(file.name, "", find=find)


def _of_flat(read: FlatReading, ids: Collection[str]) -> Document:
    import pyarrow as pa
    import pyarrow.compute as pc

    from timetax.read.tabular.layout import headings_of

    table = read.table.combine_chunks()
    named = table.column_names
    kinds, forms = _texts(table[RECORD]), _texts(table["id"])
    spelt = pa.array(sorted({*ids, *map(guarded, ids)}), pa.string())
    asked = pc.and_(pc.equal(kinds, _FORM), pc.is_in(forms, spelt))
    others = pc.invert(pc.is_in(kinds, pa.array(_MANY, pa.string())))
    rows: list[int] = pc.indices_nonzero(pc.or_(asked, others)).to_pylist()
    columns = [
        [text_of(cell) or None for cell in column.to_pylist()]
        for column in table.take(rows).columns
    ]
    made, place_of = document_of_columns(headings_of(named), columns)
    return Document(flat_file(read.sheet.places, -1, _in_all(place_of, rows)), made)


def _in_all(
    place_of: Callable[[KeyPath], tuple[int, int] | None], rows: Sequence[int]
) -> Callable[[KeyPath], tuple[int, int] | None]:
    def place(path: KeyPath) -> tuple[int, int] | None:
        found = place_of(path)
        return None if found is None else (rows[found[0]], found[1])

    return place


def _texts(column: Any) -> "pa.Array":
    import pyarrow as pa

    cells = column.combine_chunks()
    return cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells
