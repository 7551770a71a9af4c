"""Any other engine that Ibis knows by an address, such as clickhouse://HOST."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from timetax.findings import InputError, option_error
from timetax.read.logs.engine import LOG, Dialect, Type
from timetax.read.logs.engines.duckdb import DIALECT
from timetax.read.logs.files import LogFiles, is_address
from timetax.read.logs.mistakes import not_read


class ByIbis:
    """A connection of Ibis with the view of a log; every query is translated by it."""

    dialect: Dialect = DIALECT

    def __init__(self, connection: Any, files: LogFiles) -> None:
        self._connection = connection
        self._files = files
        schema = connection.table(LOG).schema()
        self.types: Mapping[str, Type] = {each: _type(schema[each]) for each in schema.names}

    def define(self, name: str, query: str) -> None:
        """Give a query a name."""
        with _told(self._files):
            made = self._connection.sql(query, dialect="duckdb")
            self._connection.create_view(name, made, overwrite=True)

    def bound(self, columns: Sequence[str]) -> None:
        """Do nothing: what there is room for is the engine's own matter."""

    def compact(self, view: str, column: str) -> str:
        """Return a column of a view as it is."""
        return column

    def divide(self, view: str, column: str, rows: int) -> None:
        """Do nothing: what there is room for is the engine's own matter."""

    def own(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query in the dialect of DuckDB."""
        with _told(self._files):
            table = self._connection.to_pyarrow(self._connection.sql(query, dialect="duckdb"))
            return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    ask = own


@contextmanager
def opened(engine: str, files: LogFiles, timezone: str) -> Iterator[ByIbis]:
    """Open files on an engine by its address.

    Raises:
        InputError: Ibis or what it needs is not installed, the engine is not reachable, or it
            cannot read the files.
    """
    if engine.startswith("duckdb:"):
        raise option_error("engine", "DuckDB needs no address: write `--engine duckdb`")
    try:
        import ibis
    except ImportError as error:
        message = "Ibis is not installed: pip install 'timetax[spark]', and what the engine needs"
        raise option_error("engine", message) from error
    if timezone:
        raise option_error("timezone", f"cannot be set on {engine}: name the zone in the times")
    try:
        connection = ibis.connect(engine)
    except Exception as error:  # each driver has errors of its own
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise option_error(
            "engine", f"{engine} is not reachable; the engine says: {first}"
        ) from error
    with _told(files):
        paths = [each if is_address(each) else str(Path(each).resolve()) for each in files.paths]
        getattr(connection, f"read_{files.format}")(paths, table_name=LOG)
    yield ByIbis(connection, files)


@contextmanager
def _told(files: LogFiles) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # each driver has errors of its own
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise not_read(files, f"the engine cannot read this as a log, and says: {first}") from error


def _type(kind: Any) -> Type:
    for is_it, made in (
        (kind.is_string(), Type.TEXT),
        (kind.is_timestamp(), Type.ZONED_TIME if getattr(kind, "timezone", None) else Type.TIME),
        (kind.is_integer(), Type.INTEGER),
        (kind.is_floating() or kind.is_decimal(), Type.NUMBER),
        (kind.is_boolean(), Type.YES_NO),
    ):
        if is_it:
            return made
    return Type.OTHER
