"""The flat layout: a whole catalogue as one table, and the plain value that such a table holds.

A row is a record. Its first column, `timetax_record`, says of which kind; the other columns are the
keys of all kinds. An empty cell is an absent key. Keys within a source, or another entry, are
columns such as `source_title`; a range stands in three columns, its likely value in that of the
figure itself.

A list is written `a; b` and a mapping `a: 0.4; b: 0.6`, or as JSON where that would be read as
something else. A text that a spreadsheet would run as a formula, because it begins with one of
`= + - @`, has an apostrophe in front; so has one that begins with an apostrophe and then one of
these or another apostrophe. Reading takes it off again.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, zip_longest
from typing import Any, TypeAlias

from timetax.catalogue.declaration import Declared, ValueType, as_plain, keys_of
from timetax.catalogue.declaration import plain as plain_of
from timetax.catalogue.document import FORMAT_VERSION, SECTIONS, CatalogueFile
from timetax.catalogue.value_types import FIGURE, RANGED_FIGURE, YES_NO
from timetax.files.json import may_hold_half, path_to_half
from timetax.files.yaml import KeyPath

RECORD = "timetax_record"
"""The first column of the layout: of which kind a record is."""

Cell: TypeAlias = str | float | None
CellPlace: TypeAlias = Callable[[KeyPath], tuple[int, int] | None]
CATALOGUE = "catalogue"
SECTIONS_OF_KINDS = {section.record: key for key, section in SECTIONS.items()}
_FORM = SECTIONS["forms"].record
ENTRIES: dict[str, type] = {CATALOGUE: CatalogueFile}
ENTRIES |= {each.record: each.entry for each in SECTIONS.values() if each.entry}


_FORMULA = frozenset("=+-@")
_GUARDED = _FORMULA | {"'"}


@dataclass(frozen=True)
class FlatColumn:
    """How one value of a record stands in a cell.

    `keys` lead to it in a document, `attributes` in a model; it is of a `type`.
    """

    keys: tuple[str, ...]
    attributes: tuple[str, ...]
    write: Callable[[Any], Cell]
    read: Callable[[Cell], Any]
    type: ValueType

    @property
    def name(self) -> str:
        """The heading of the column."""
        return "_".join(self.keys)

    @property
    def figure(self) -> bool:
        """Whether its cells are numbers."""
        return self.type.dtype == "float64"

    def cells(self, records: Sequence[object]) -> list[Cell]:
        """Return the cell of each record."""
        values: Sequence[Any] = records
        for attribute in self.attributes:
            values = [getattr(value, attribute, None) for value in values]
        return [None if value is None or value == () else self.write(value) for value in values]


def document_of(
    header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> tuple[dict[str, Any], CellPlace]:
    """Return what `document_of_columns` does, for a table given row by row.

    A row may be shorter than the header; a cell beyond the header becomes a key that the schema
    reports.
    """
    columns: list[tuple[Cell, ...]] = list(zip_longest(*rows))
    absent: tuple[Cell, ...] = (None,) * (len(columns[0]) if columns else 0)
    columns += [absent] * (len(header) - len(columns))
    beyond = [f"column {place + 1}" for place in range(len(header), len(columns))]
    return document_of_columns([*header, *beyond], columns)


def document_of_columns(
    header: Sequence[str], columns: Sequence[Sequence[Cell]]
) -> tuple[dict[str, Any], CellPlace]:
    """Return the value of a file that holds the table, and a function that finds places in it.

    The value is that of a YAML file of the same catalogue: texts, which the schema converts, and
    numbers where cells are numbers. The function returns the indexes of the row and the column of a
    key path, or None for one that is nowhere.

    A record that names no kind is a form. What cannot be used becomes a key that the schema
    reports: a kind that is not known, a second record of the catalogue, a repeated column, and a
    column that is no key of a kind of records, which goes to the first of them that has it.

    Raises:
        ValueError: the header has no `timetax_record`.
    """
    names = _distinct(header)
    record = names.index(RECORD)
    value: dict[str, Any] = {"timetax": str(FORMAT_VERSION)}
    places: dict[str, tuple[int, int]] = {}
    rows_of = _rows_of(record, columns)
    for kind, rows in rows_of.items():
        odd = f"{RECORD}: {kind}"
        if kind in SECTIONS_OF_KINDS:
            value[SECTIONS_OF_KINDS[kind]] = _entries(kind, names, columns, rows)
        elif kind != CATALOGUE:
            value[odd], places[odd] = f"{len(rows)} rows", (rows[0], record)
        else:
            for name, content in _entries(kind, names, columns, rows[:1])[0].items():
                key = f"{CATALOGUE}: {name}" if name in SECTIONS else name
                value[key], places[key] = content, (rows[0], names.index(name))
            if rows[1:]:
                value[odd], places[odd] = f"{len(rows)} rows", (rows[1], record)

    def place(path: KeyPath) -> tuple[int, int] | None:
        key, *within = path or ("",)
        kind = next((kind for kind, section in SECTIONS_OF_KINDS.items() if section == key), "")
        rows = rows_of.get(kind)
        if not rows:
            return places.get(str(key))
        if within and isinstance(within[0], int) and within[0] < len(rows):
            return (rows[within[0]], _column_index(within[1:], names))
        return (rows[0], record)

    return value, place


def _distinct(header: Sequence[str]) -> list[str]:
    names: list[str] = []
    for name in header:
        while name in names:
            name += " (again)"
        names.append(name)
    return names


def _rows_of(record: int, columns: Sequence[Sequence[Cell]]) -> dict[str, list[int]]:
    """Return the indexes of the rows of each kind of records."""
    rows_of: dict[str, list[int]] = {}
    for row, cell in enumerate(columns[record]):
        kind = str(cell or "").strip()
        if kind or not all(_is_absent(column[row]) for column in columns):
            rows_of.setdefault(kind or _FORM, []).append(row)
    return rows_of


def _is_absent(cell: Cell) -> bool:
    return cell is None or cell == "" or cell != cell  # a NaN is not itself


def _entries(
    kind: str, names: Sequence[str], columns: Sequence[Sequence[Cell]], rows: Sequence[int]
) -> list[dict[str, Any]]:
    """Return the records of one kind as plain values."""
    entries: list[dict[str, Any]] = [{} for _ in rows]
    known = {column.name: column for column in _columns_of(kind)}
    given = {
        name: [(entry, cells[row]) for entry, row in zip(entries, rows, strict=True)]
        for name, cells in zip(names, columns, strict=True)
        if name != RECORD
    }
    # The likely value of a range stands under the key of the figure, and so comes before its ends.
    for name in sorted(given, key=lambda name: len(known[name].keys) if name in known else 0):
        found = [(entry, cell) for entry, cell in given[name] if not _is_absent(cell)]
        if name not in known:
            for entry, cell in found[:1]:
                entry[name] = cell
            continue
        column = known[name]
        read = column.read if column.read in _QUICK else cache(column.read)
        *outer, key = column.keys
        for entry, cell in found:
            around = entry
            for name in outer:
                inner = around.setdefault(name, {})
                if not isinstance(inner, dict):
                    inner = around[name] = {"likely": inner}
                around = inner
            around[key] = read(cell)
    return entries


def _column_index(keys: Sequence[str | int], names: list[str]) -> int:
    """Return the column of the value at `keys` of a record, or of the nearest one around it."""
    for end in range(len(keys), 0, -1):
        name = "_".join(str(key) for key in keys[:end] if key != "likely")
        if name in names:
            return names.index(name)
    return names.index(RECORD)


def number(value: float) -> str:
    """Return the shortest text that gives the number back to the last bit."""
    value = float(value)
    whole = value.is_integer() and (value or math.copysign(1, value) > 0)
    return str(int(value)) if whole else float.__repr__(value)


def yes_no(value: bool) -> str:
    """Return a truth as a catalogue writes it."""
    return "yes" if value else "no"


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs as a formula."""
    first, second = text[:1], text[1:2]
    return f"'{text}" if first in _FORMULA or (first == "'" and second in _GUARDED) else text


def unguarded(cell: Cell) -> Cell:
    """Return the text that `guarded` made the cell of."""
    if isinstance(cell, str) and cell[:1] == "'" and cell[1:2] in _GUARDED:
        return cell[1:]
    return cell


def _as_is(cell: Cell) -> Cell:
    return cell


_QUICK = (_as_is, unguarded)


def _write_list(words: Sequence[str]) -> str:
    simple, plain = "; ".join(words), list(words)
    return guarded(simple if _list_in(simple) == plain else _json(plain))


def _write_mapping(pairs: Sequence[tuple[str, Any]]) -> str:
    if any(isinstance(content, tuple) for _, content in pairs):
        return guarded(_json(plain_of(pairs)))
    contents = {
        name: number(content) if isinstance(content, int | float) else content
        for name, content in pairs
    }
    bare = all(content is None for content in contents.values())
    simple = "; ".join(
        name if content is None else f"{name}: {content}" for name, content in contents.items()
    )
    plain = list(contents) if bare else contents
    return guarded(simple if _mapping_in(simple) == plain else _json(plain))


def _write_entries(entries: Sequence[object]) -> str:
    return _json(list(map(as_plain, entries)))


def _read_entries(cell: Cell) -> Any:
    found = _json_in(cell) if isinstance(cell, str) else None
    return cell if found is None else found


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False)


def _read_list(cell: Cell) -> Any:
    text = unguarded(cell)
    return _list_in(text) if isinstance(text, str) else text


def _read_mapping(cell: Cell) -> Any:
    text = unguarded(cell)
    return _mapping_in(text) if isinstance(text, str) else text


def _list_in(text: str) -> Any:
    found = _json_in(text)
    return _parts(text) if found is None else found


def _mapping_in(text: str) -> Any:
    found = _json_in(text)
    if found is not None:
        return found
    parts = _parts(text)
    pairs = [part.partition(": ") for part in parts]
    if not any(colon for _, colon, _ in pairs):
        return parts
    return _mapping([(name.strip(), content.strip() or None) for name, _, content in pairs])


def _parts(text: str) -> list[str]:
    return [word for part in text.split(";") if (word := part.strip())]


def _json_in(text: str) -> Any:
    if text[:1] not in ("[", "{"):
        return None
    try:
        made = json.loads(text, object_pairs_hook=_mapping, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None  # a name that begins with a bracket
    return None if may_hold_half(text) and path_to_half(made) is not None else made


def _mapping(pairs: Sequence[tuple[str, Any]]) -> object:
    """Return pairs as a mapping, or where a name is repeated as a list, which no mapping may be."""
    mapping = dict(pairs)
    return mapping if len(mapping) == len(pairs) else [{name: each} for name, each in pairs]


@cache
def columns_by_name() -> Mapping[str, Mapping[str, FlatColumn]]:
    """Return the column of each name and kind of records; those of forms come first."""
    columns: dict[str, dict[str, FlatColumn]] = {}
    for kind in reversed(ENTRIES):
        for column in _columns_of(kind):
            columns.setdefault(column.name, {})[kind] = column
    return columns


@cache
def _columns_of(kind: str) -> tuple[FlatColumn, ...]:
    left_out = ("timetax", *SECTIONS) if kind == CATALOGUE else ()
    return tuple(
        column
        for key in keys_of(ENTRIES[kind]).values()
        if key.name not in left_out
        for column in _columns_for(key)
    )


def _columns_for(key: Declared) -> Iterable[FlatColumn]:
    """Yield the columns of a key: several for an entry, and for a figure that may be a range."""
    kind, path = key.type, (key.name,)
    if kind.shape == "entry" and kind.entry:
        for column in chain.from_iterable(map(_columns_for, keys_of(kind.entry).values())):
            yield replace(column, keys=path + column.keys, attributes=path + column.attributes)
    elif kind.dtype == "float64":
        yield FlatColumn(path, path, float, _as_is, kind)
        for end in ("low", "high") if kind is RANGED_FIGURE else ():
            yield FlatColumn((*path, end), (*path, end), float, _as_is, FIGURE)
    elif kind is YES_NO:
        yield FlatColumn(path, path, yes_no, unguarded, kind)
    elif kind.shape == "value":
        yield FlatColumn(path, path, _write_text, unguarded, kind)
    else:
        yield FlatColumn(path, path, *_WAYS[kind.shape], kind)


def _write_text(value: object) -> str:
    return guarded(str(value))


_WAYS: dict[str, tuple[Callable[[Any], Cell], Callable[[Cell], Any]]] = {
    "list": (_write_list, _read_list),
    "mapping": (_write_mapping, _read_mapping),
    "entries": (_write_entries, _read_entries),
}
"""How values that are more than one are written in a cell, and read."""
