"""Makes tables of a flat catalogue straight from its columns, where all in it is plainly valid.

Each distinct text is read as the schema reads it, and figures are looked at all at once; no form is
made in between. What is wrong, or out of the common, is left to the road by way of the catalogue:
it alone has messages. The tables are the same to the bit, which tests hold.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timetax.catalogue.catalogue import Catalogue, merged
from timetax.catalogue.declaration import keys_of
from timetax.catalogue.document import FORMAT_VERSION, CatalogueFile
from timetax.catalogue.entries import Agency, LifeEvent, Request
from timetax.catalogue.form import Form
from timetax.catalogue.references import check_references
from timetax.catalogue.validation import Validated
from timetax.catalogue.value_types import SIGNED_FIGURE, TEXT
from timetax.catalogue.values import MAX_FIGURE, MIN_FIGURE
from timetax.files.yaml import Document
from timetax.read.tabular.flat import CATALOGUE, ENTRIES, RECORD, FlatColumn, columns_by_name
from timetax.tables.coded import Coded, distinct
from timetax.tables.tabulate import BETWEEN_FORMS, BY_FORM, laid_out, minutes_basis

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from pandas.api.extensions import ExtensionArray

    from timetax.read.tabular.flat_reading import FlatReading
    from timetax.tables.layouts import Tables

_PLAIN = {CATALOGUE, "agency", "life_event", "request", "form"}
"""Records of which no others than tables of forms and requests are made."""
_MANY = {"request", "form"}
"""Records that may be so many that none of them is made by itself."""


class _DoubtError(ValueError):
    """Something asks for a closer look."""


def tables_of(read: "FlatReading") -> "Tables | None":
    """Return the tables of a flat catalogue; None if anything asks for a closer look."""
    try:
        records = {kind: _columns(kind, rows) for kind, rows in _by_kind(read.table)}
        forms, requests = records.get("form"), records.get("request", {"id": (), "agency": ()})
        if forms is None or forms.keys() & BETWEEN_FORMS or records.keys() - _PLAIN:
            return None
        catalogue = _catalogue(records, forms, requests, read)
    except ValueError:  # of which mistakes and those of pyarrow are
        return None
    return laid_out(forms | _of_sources(forms), requests, catalogue)


def _by_kind(table: Any) -> Iterator[tuple[str, Any]]:
    """Yield each kind of records with its rows, in the columns that these use.

    Raises:
        ValueError: a kind or a column is none that there is, or is there twice.
    """
    import pyarrow.compute as pc

    names = table.column_names
    if len(set(names)) < len(names) or not set(names) <= {RECORD, *columns_by_name()}:
        raise _DoubtError
    table = table.combine_chunks()
    kinds = _decoded(table[RECORD].combine_chunks())
    there = pc.unique(kinds).to_pylist()
    if not set(there) <= ENTRIES.keys():
        raise _DoubtError
    for kind in there:
        rows = _rows(table.drop_columns(RECORD), pc.equal(kinds, kind))
        used = [name for name in rows.column_names if rows[name].null_count < len(rows)]
        if any(kind not in columns_by_name()[name] for name in used):
            raise _DoubtError
        if kind == CATALOGUE and len(rows) > 1:
            raise _DoubtError
        yield kind, rows.select(used)


def _rows(table: Any, wanted: Any) -> Any:
    """Return the rows that are wanted, without a copy where they stand together."""
    import pyarrow.compute as pc

    first, count = pc.index(wanted, True).as_py(), pc.sum(wanted).as_py()
    together = pc.all(wanted.slice(first, count)).as_py()
    return table.slice(first, count) if together else table.filter(wanted)


def _columns(kind: str, rows: Any) -> dict[str, Any]:
    """Return the valid values of each column of records of a kind.

    Figures are numbers, NaN for none; texts of many records are a pandas array; all else is coded.

    Raises:
        ValueError: one of them is not plainly valid, or missing.
    """
    import pyarrow.compute as pc

    columns = {name: columns_by_name()[name][kind] for name in rows.column_names}
    cells = {name: rows[name].chunk(0) for name in columns}
    for key in keys_of(ENTRIES[kind]).values():
        missing = key.name not in cells or cells[key.name].null_count
        if key.required and missing and kind != CATALOGUE:
            raise _DoubtError
    for name, column in columns.items():
        if column.keys[0] in BY_FORM and kind == "form":
            raise _DoubtError
        if column.keys[0] == "source" and (
            "source_title" not in cells
            or pc.any(pc.and_(cells[name].is_valid(), cells["source_title"].is_null())).as_py()
        ):
            raise _DoubtError
    values = {
        name: _values(column, cells[name], many=kind in _MANY and name != "agency")
        for name, column in columns.items()
    }
    if kind in _MANY and len(values["id"].unique()) < len(rows):
        raise _DoubtError
    return values


def _values(column: FlatColumn, cells: Any, *, many: bool) -> Any:
    import pyarrow as pa

    if pa.types.is_float64(cells.type) is not column.figure:
        raise _DoubtError
    if not column.figure:
        return _texts(column, cells) if many and column.type is TEXT else _coded(column, cells)
    if len(column.keys) > 1:
        raise _DoubtError  # a range
    return _figures(cells, signed=column.type is SIGNED_FIGURE)


def _figures(cells: Any, *, signed: bool) -> "npt.NDArray[np.float64]":
    import numpy as np

    numbers: npt.NDArray[np.float64] = cells.to_numpy(zero_copy_only=False)
    size = np.abs(numbers)
    odd = (size > MAX_FIGURE) | ((size > 0) & (size < MIN_FIGURE))
    odd |= (size == 0) & np.signbit(numbers)
    if odd.any() or (not signed and (numbers < 0).any()):
        raise _DoubtError
    return numbers


def _texts(column: FlatColumn, cells: Any) -> "ExtensionArray":
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if not _are_plain(cells):
        coded = _coded(column, cells)
        cells = pa.array(coded.values, pa.string()).take(pa.array(np.asarray(coded.places)))
    made: ExtensionArray = pd.array(_decoded(cells), dtype="str")
    return made


def _is_coded(cells: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_dictionary(cells.type))


def _decoded(cells: Any) -> Any:
    return cells.dictionary_decode() if _is_coded(cells) else cells


def _are_plain(cells: Any) -> bool:
    """Return whether all texts are read as they are: none has a guard or white space around."""
    import pyarrow.compute as pc

    if _is_coded(cells):
        cells = cells.dictionary
    odd = pc.or_(pc.equal(cells, ""), pc.starts_with(cells, "'"))
    odd = pc.or_(odd, pc.not_equal(pc.ascii_trim_whitespace(cells), cells))
    # What white space is beyond ASCII, nobody agrees on.
    return not pc.any(pc.or_(odd, pc.invert(pc.string_is_ascii(cells)))).as_py()


def _coded(column: FlatColumn, cells: Any) -> Coded:
    """Return the column with each distinct text read as the schema reads it."""
    coded = _is_coded(cells)
    encoded = (cells.indices if coded else cells).dictionary_encode(null_encoding="encode")
    texts = cells.dictionary.take(encoded.dictionary) if coded else encoded.dictionary
    read = [column.read(text) for text in texts.to_pylist()]
    if column.type is TEXT:
        if not all(text is None or (text and text.strip() == text) for text in read):
            raise _DoubtError
    else:
        none = None if column.type.shape == "value" else ()
        read = [none if value is None else column.type.read(value) for value in read]
    return Coded(read, array("q", encoded.indices.to_numpy().astype("int64").tobytes()))


def _catalogue(
    records: Mapping[str, Mapping[str, Any]],
    forms: Mapping[str, Any],
    requests: Mapping[str, Any],
    read: "FlatReading",
) -> Catalogue:
    """Return the catalogue, with forms and requests that name all that theirs name.

    Raises:
        ValueError: something is named that is not declared, or declared twice.
    """
    about, agencies, life_events = (
        _entries(records.get(kind, {})) for kind in (CATALOGUE, "agency", "life_event")
    )
    first, *_ = asking = distinct(forms["agency"])
    asked = [Form(id=agency, title=agency, agency=agency) for agency in asking]
    asked += [
        Form(id=first, title=first, agency=first, life_events=events)
        for events in distinct(forms.get("life_events", ()))
    ]
    content = CatalogueFile(
        timetax=FORMAT_VERSION,
        **(about[0] if about else {}),
        agencies=tuple(Agency(**each) for each in agencies),
        life_events=tuple(LifeEvent(**each) for each in life_events),
        forms=tuple(asked),
        requests=tuple(Request(id=each, agency=each) for each in distinct(requests["agency"])),
    )
    plain = {
        "agencies": agencies,
        "life_events": life_events,
        "requests": [{"agency": each.agency} for each in content.requests],
        "forms": [
            {"agency": form.agency, "life_events": [event for event, _ in form.life_events]}
            for form in content.forms
        ],
    }
    given = {section: entries for section, entries in plain.items() if entries}
    if check_references([Document(read.file, given)]):
        raise _DoubtError
    return merged([Validated(read.file, content, {}, (), read.notes)])


def _entries(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Return what few records give, but their sources, of which tables say nothing."""
    kept = {name: each for name, each in columns.items() if not name.startswith("source_")}
    return [dict(zip(kept, row, strict=True)) for row in zip(*kept.values(), strict=True)]


def _of_sources(forms: Mapping[str, Any]) -> dict[str, Any]:
    """Return the titles of sources, and how minutes per response came to be known."""
    made: dict[str, Any] = {}
    if "source_title" in forms:
        made["source"] = forms["source_title"]
    if "minutes_per_response" in forms:
        sourced = ~made["source"].isna() if "source" in made else False
        said = [dict(basis).get("minutes_per_response") for basis in forms.get("basis", ())]
        made["minutes_basis"] = minutes_basis(forms["minutes_per_response"], sourced, said)
    return made
