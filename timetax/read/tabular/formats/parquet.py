"""Parquet files."""

import io
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

from timetax.findings import Finding, InputError, Position
from timetax.read.limits import LIFTED, MOST_CELLS, room_of, unpacks_to_too_much
from timetax.read.parquet_pages import Extent, extent_of, why_not
from timetax.read.tabular.flat import RECORD
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Places, Row, Sheet, TableOptions
from timetax.read.tabular.typed import text_of

_LITTLE = 1 << 20
"""Bytes of a column that are too few to be counted."""
_ROWS = 1 << 16
_AT_ONCE = 8 << 20
"""So many bytes of texts that share their beginnings are taken up at a time, at most."""


def _recognises(start: Start, options: TableOptions) -> str:
    return "it begins with the mark of Parquet" if start.data.startswith(b"PAR1") else ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    """Return the rows of a Parquet file; the first of them is line 1.

    Raises:
        InputError: it cannot be read, or pyarrow is missing.
    """
    try:
        pyarrow = import_module("pyarrow")
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        message = "reading Parquet files needs pyarrow: pip install 'timetax[parquet]'"
        raise InputError([Finding(Position(name), "input", message)]) from None
    extent = extent_of(io.BytesIO(data), len(data))
    if why := why_not(extent, len(data), unlimited=options.unlimited):
        raise InputError([Finding(Position(name), "input", why)])
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data))
    except Exception as error:
        raise _damaged(name) from error
    cells = file.metadata.num_rows * max(len(file.schema_arrow.names), 1)
    if cells > MOST_CELLS and not options.unlimited:
        message = f"it has {cells:,} cells, which is more than {MOST_CELLS:,}; {LIFTED}"
        raise InputError([Finding(Position(name), "input", message)])
    room = None if options.unlimited else room_of(len(data))
    header = tuple(map(str, file.schema_arrow.names))
    if header[:1] == (RECORD,) and _is_plain(file.schema_arrow.types):
        return Sheet(Places(name), iter(()), header, table=_table(data, name, header, room, extent))
    return Sheet(Places(name), _rows(data, name, file.schema_arrow, room, extent), header)


def _is_plain(types: Iterable[Any]) -> bool:
    pyarrow = import_module("pyarrow")
    return set(types) <= {pyarrow.string(), pyarrow.large_string(), pyarrow.float64()}


def _table(data: bytes, name: str, header: Sequence[str], room: int | None, extent: Extent) -> Any:
    """Return the file as a table in which every text is one, each of a column once."""
    pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    if extent.shared:
        table = pyarrow.Table.from_batches(_batches(data, name, (), room, extent))
        columns = [
            column if pyarrow.types.is_floating(column.type) else column.dictionary_encode()
            for column in table.columns
        ]
        return pyarrow.table(columns, table.column_names)
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data), read_dictionary=header)
        # On a file of a few megabytes, threads take longer to begin than they save.
        table = file.read(use_threads=False).unify_dictionaries()
        table.validate(full=True)
    except Exception as error:
        raise _damaged(name) from error
    chunks = [chunk for column in table.columns for chunk in column.chunks]
    if room is not None and sum(map(_length, chunks)) > room:
        raise _too_large(name, room)
    return table


def _rows(data: bytes, name: str, schema: Any, room: int | None, extent: Extent) -> Iterator[Row]:
    """Yield the rows; a text that many of them have is in memory once."""
    pyarrow = import_module("pyarrow")
    texts = [
        each.name for each in schema if each.type in (pyarrow.string(), pyarrow.large_string())
    ]
    for batch in _batches(data, name, texts, room, extent):
        yield from map(list, zip(*map(_cells, batch.columns), strict=True))


def _batches(
    data: bytes, name: str, texts: Sequence[str], room: int | None, extent: Extent
) -> Iterator[Any]:
    """Yield rows as pyarrow has them, as long as there is room.

    Where texts share their beginnings, each is as long as its page at most.
    """
    pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    length, rows = 0, _ROWS
    if extent.shared:  # pyarrow does not read these as texts that are there once
        texts, rows = (), min(_ROWS, max(_AT_ONCE // max(extent.largest, 1), 1))
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data), read_dictionary=texts)
        for batch in file.iter_batches(rows):
            batch.validate(full=True)
            length += sum(map(_length, batch.columns))
            if room is not None and length > room:
                raise _too_large(name, room)
            yield batch
    except InputError:
        raise
    except Exception as error:
        raise _damaged(name) from error


def _cells(column: Any) -> list[str | None]:
    if not hasattr(column, "dictionary"):
        return list(map(text_of, column.to_pylist()))
    values = [*map(text_of, column.dictionary.to_pylist()), None]
    return [values[-1 if code is None else code] for code in column.indices.to_pylist()]


def _length(column: Any) -> int:
    """Return about how many bytes the texts of a column have, each as often as it is there."""
    if not hasattr(column, "dictionary") or not len(column.dictionary):
        return int(column.nbytes)
    compute = import_module("pyarrow.compute")
    lengths = compute.binary_length(column.dictionary)
    longest = compute.max(lengths).as_py() or 0
    if longest * len(column) < _LITTLE:
        return int(column.indices.nbytes)
    return compute.sum(lengths.take(column.indices)).as_py() or 0


def _too_large(name: str, room: int) -> InputError:
    return InputError([Finding(Position(name), "input", unpacks_to_too_much(room))])


def _damaged(name: str) -> InputError:
    message = "no Parquet file that can be read: it is cut or damaged"
    return InputError([Finding(Position(name), "input", message)])


FORMAT = SheetFormat("Parquet", _recognises, _open)
