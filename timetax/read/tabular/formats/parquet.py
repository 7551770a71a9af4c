"""Parquet files."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

from timetax.findings import Finding, InputError, Position
from timetax.read.limits import LIFTED, MOST_CELLS
from timetax.read.tabular.flat import RECORD
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Places, Row, Sheet, TableOptions
from timetax.read.tabular.typed import text_of


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
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data))
    except Exception as error:
        raise _damaged(name, error) from error
    cells = file.metadata.num_rows * max(len(file.schema_arrow.names), 1)
    if cells > MOST_CELLS and not options.unlimited:
        message = f"it has {cells:,} cells, which is more than {MOST_CELLS:,}; {LIFTED}"
        raise InputError([Finding(Position(name), "input", message)])
    header = tuple(map(str, file.schema_arrow.names))
    if header[:1] == (RECORD,) and _is_plain(file.schema_arrow.types):
        return Sheet(Places(name), iter(()), header, table=_table(data, name, header))
    return Sheet(Places(name), _rows(file, name), header)


def _is_plain(types: Iterable[Any]) -> bool:
    pyarrow = import_module("pyarrow")
    return set(types) <= {pyarrow.string(), pyarrow.large_string(), pyarrow.float64()}


def _table(data: bytes, name: str, header: Sequence[str]) -> Any:
    """Return the file as a table in which every text is one, each of a column once."""
    pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data), read_dictionary=header)
        # On a file of a few megabytes, threads take longer to begin than they save.
        table = file.read(use_threads=False).unify_dictionaries()
        table.validate(full=True)
    except Exception as error:
        raise _damaged(name, error) from error
    return table


def _rows(file: object, name: str) -> Iterator[Row]:
    batches = file.iter_batches()  # type: ignore[attr-defined]
    try:
        for batch in batches:
            columns = [list(map(text_of, column.to_pylist())) for column in batch.columns]
            yield from map(list, zip(*columns, strict=True))
    except Exception as error:
        raise _damaged(name, error) from error


def _damaged(name: str, error: Exception) -> InputError:
    reason = str(error).strip().split("\n")[0][:100] or type(error).__name__
    return InputError(
        [
            Finding(
                Position(name),
                "input",
                f"no Parquet file that can be read: it is cut or damaged ({reason})",
            )
        ]
    )


FORMAT = SheetFormat("Parquet", _recognises, _open)
