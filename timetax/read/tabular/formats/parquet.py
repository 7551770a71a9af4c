"""Reads Parquet files."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.model import Places, Row, Sheet
from timetax.read.tabular.typed import text_of


def open_parquet(path: Path | None, data: bytes | None, name: str) -> Sheet:
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
    source = path if data is None else pyarrow.BufferReader(data)
    try:
        file = parquet.ParquetFile(source)
    except FileNotFoundError as error:
        raise InputError(
            [Finding(Position(name), "input", "cannot be read: no such file")]
        ) from error
    except Exception as error:
        raise _damaged(name, error) from error
    header = tuple(map(str, file.schema_arrow.names))
    return Sheet(Places(name), _rows(file, name), header)


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
        [Finding(Position(name), "input", f"no Parquet file that can be read: {reason}")]
    )
