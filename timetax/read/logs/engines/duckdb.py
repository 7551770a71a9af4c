"""DuckDB, embedded: it reads the files that it is given and no other, and spills to disk."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from timetax.findings import Finding, InputError, Position, option_error
from timetax.read.logs.engine import LOG, Dialect, Type
from timetax.read.logs.files import LogFiles, delimiter_in, is_address, shared_headings
from timetax.read.logs.mistakes import MOST_OF_A_TEXT, not_read, too_long

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "600MB"
"""What it may hold in memory; the rest of a large log waits on disk."""

AT_ONCE = 5_000_000
PART = 2_500_000
"""So many events are sorted at once; more are divided by subject, into parts of so many."""

_BELIEVING = "statistics_propagation, filter_pushdown"
"""What takes a Parquet file's word for the least, the most and the unknown of its columns."""

_FETCHED = 10_000
_FLUSHED = 100_000
"""Rows that are taken from the engine, and written to a part, at a time."""
_FAST = "COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1"
"""Parts are read once: to pack them takes longer than to read them as they are."""

DIALECT = Dialect(
    quote='"',
    escapes=False,
    micros="epoch_us({})",
    text_type="VARCHAR",
    zoned="TIMESTAMPTZ",
    matches="regexp_matches({}, {})",
    first_with_key="list_filter({list}, lambda each: each.key = {key})[1].value.string_value",
)
_TYPES = {
    "VARCHAR": Type.TEXT,
    "TIMESTAMP": Type.TIME,
    "TIMESTAMP_S": Type.TIME,
    "TIMESTAMP_MS": Type.TIME,
    "TIMESTAMP_NS": Type.TIME,
    "TIMESTAMP WITH TIME ZONE": Type.ZONED_TIME,
    "BOOLEAN": Type.YES_NO,
    "DOUBLE": Type.NUMBER,
    "FLOAT": Type.NUMBER,
}
_INTEGER = re.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")


class DuckDB:
    """A connection with the view of a log."""

    dialect = DIALECT

    def __init__(
        self, connection: "DuckDBPyConnection", files: LogFiles, source: str, folder: str
    ) -> None:
        self._connection = connection
        self._files = files
        self._source = source
        self._bounded: Sequence[str] = ()
        self._folder = folder
        self._enums: dict[str, str] = {}
        self._parts: tuple[tuple[str, str], ...] = ()
        rows = self.own(f"DESCRIBE {LOG}")
        self.types: Mapping[str, Type] = {row[0]: _type(row[1]) for row in rows}

    def define(self, name: str, query: str) -> None:
        """Give a query a name."""
        self.own(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")

    def bound(self, columns: Sequence[str]) -> None:
        """Refuse the log where a text of these columns is longer than any."""
        self._bounded = [each for each in columns if self.types.get(each) is Type.TEXT]
        short = " AND ".join(
            f"CASE WHEN strlen({DIALECT.name(each)}) > {MOST_OF_A_TEXT} "
            f"THEN error({DIALECT.text(too_long(each))}) ELSE true END"
            for each in self._bounded
        )
        if short:
            self.own(f"CREATE OR REPLACE VIEW {LOG} AS SELECT * FROM {self._source} WHERE {short}")

    def compact(self, view: str, column: str) -> str:
        """Return a column as numbers of its different texts: what is sorted is less by a third."""
        texts = f"SELECT DISTINCT {column} FROM {view} WHERE {column} IS NOT NULL"
        self._enums[column] = f"{column}_of_{view}"
        self.own(f"CREATE OR REPLACE TEMP TYPE {self._enums[column]} AS ENUM ({texts})")
        return f"CAST({column} AS {self._enums[column]})"

    def divide(self, view: str, column: str, rows: int) -> None:
        """Write the rows of a view that are many to several files beside what else waits on disk.

        A sort of all of them would take all the memory that there is, and wait for the disk.
        """
        if rows <= AT_ONCE:
            return
        parts = -(-rows // PART)
        to = f"{self._folder}/parts"
        self.own(
            f"COPY (SELECT *, hash({column}) % {parts} AS part FROM {view}) TO {DIALECT.text(to)} "
            f"(FORMAT parquet, PARTITION_BY part, {_FAST})"
        )
        types = "".join(f", CAST({name} AS {enum}) AS {name}" for name, enum in self._enums.items())
        same = f"* REPLACE ({types.removeprefix(', ')})" if types else "*"
        self._parts = tuple(
            (
                view,
                f"SELECT {same} FROM read_parquet({DIALECT.text(f'{_escaped(each)}/*.parquet')})",
            )
            for each in sorted(map(str, Path(to).iterdir()))
        )

    def own(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return list(self._rows(query))

    def ask(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Return the rows of a query, of one part after the other."""
        if not self._parts:
            yield from self._rows(query)
        for view, part in self._parts:
            self.define(view, part)
            yield from self._rows(query)

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        import duckdb

        try:
            answer = self._connection.execute(query)
            while rows := answer.fetchmany(_FETCHED):
                yield from rows
        except duckdb.Error as error:
            raise self._cannot(error) from error

    def _cannot(self, error: Exception) -> InputError:
        long = [each for each in self._bounded if too_long(each) in str(error)]
        if not long:
            return _cannot(self._files, error)
        position = Position(self._files.name)
        return InputError(Finding(position, "input", too_long(each)) for each in long)


@contextmanager
def opened(_: str, files: LogFiles, timezone: str) -> Iterator[DuckDB]:
    """Open files in memory; nothing else can be reached, and nothing is fetched or installed.

    Raises:
        InputError: DuckDB is not installed, or a file cannot be read.
    """
    try:
        import duckdb
    except ImportError as error:
        message = "DuckDB reads logs and is not installed: pip install 'timetax[measure]'"
        raise option_error("engine", message) from error
    remote = [each for each in files.paths if is_address(each)]
    if remote:
        message = "DuckDB reads files of this machine; read this one with --engine spark"
        raise InputError([Finding(Position(each), "input", message) for each in remote])
    paths = [str(Path(each).resolve()) for each in files.paths]
    with TemporaryDirectory(prefix="timetax-") as folder, duckdb.connect() as connection:
        listed = ", ".join(map(DIALECT.text, [*paths, *map(_escaped, paths)]))
        for setting in (
            f"temp_directory = {DIALECT.text(folder)}",
            f"memory_limit = '{MEMORY}'",
            "preserve_insertion_order = false",
            f"disabled_optimizers = {DIALECT.text(_BELIEVING)}",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            f"allowed_paths = [{listed}]",
            f"allowed_directories = [{DIALECT.text(folder)}]",
            f"partitioned_write_flush_threshold = {_FLUSHED}",
            "enable_external_access = false",
            "enable_progress_bar = false",
        ):
            connection.execute(f"SET {setting}")
        try:
            connection.execute(f"SET TimeZone = {DIALECT.text(timezone or 'UTC')}")
        except duckdb.Error as error:
            message = f"there is no time zone {timezone!r}; write one such as America/New_York"
            raise option_error("timezone", message) from error
        connection.execute("SET lock_configuration = true")
        try:
            source = _read(connection, paths, files)
            connection.execute(f"CREATE VIEW {LOG} AS SELECT * FROM {source}")
        except duckdb.Error as error:
            raise _cannot(files, error) from error
        yield DuckDB(connection, files, source, folder)


def _read(connection: "DuckDBPyConnection", paths: list[str], files: LogFiles) -> str:
    listed = ", ".join(DIALECT.text(_escaped(each)) for each in paths)
    if files.format == "parquet":
        return f"read_parquet([{listed}], union_by_name = true)"
    if files.format == "csv":
        # Nothing is left to be guessed: a line that does not fit is an error, and never left out.
        columns = ", ".join(
            f"{DIALECT.text(each)}: 'VARCHAR'" for each in shared_headings(files.paths)
        )
        delimiter = DIALECT.text(delimiter_in(files.name))
        how = f"header = true, delim = {delimiter}, quote = '\"', escape = '\"', strict_mode = true"
        return f"read_csv([{listed}], auto_detect = false, columns = {{{columns}}}, {how})"
    source = f"[{listed}], format = 'newline_delimited', union_by_name = true"
    found = connection.execute(f"DESCRIBE SELECT * FROM read_json({source})").fetchall()
    # What looks like times stays text: two formats in one column would be read as none.
    columns = ", ".join(
        f"{DIALECT.text(row[0])}: {DIALECT.text(_as_text(row[1]))}" for row in found
    )
    return f"read_json({source}, columns = {{{columns}}})"


def _escaped(path: str) -> str:
    """Return a path as the pattern that it alone is like: DuckDB takes each for a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _as_text(kind: str) -> str:
    return "VARCHAR" if kind in ("DATE", "TIME") or kind.startswith("TIMESTAMP") else kind


def _type(kind: str) -> Type:
    if _INTEGER.fullmatch(kind):
        return Type.INTEGER
    return Type.NUMBER if kind.startswith("DECIMAL") else _TYPES.get(kind, Type.OTHER)


def _cannot(files: LogFiles, error: Exception) -> InputError:
    import duckdb

    if isinstance(error, duckdb.OutOfMemoryException):
        message = (
            f"takes more than {MEMORY} of memory, or more room on disk than there is; measure its "
            "files one at a time, or with --engine spark"
        )
        return InputError([Finding(Position(files.name), "input", message)])
    if isinstance(error, duckdb.PermissionException):
        message = "reaches for a file that is not given, and no other is read"
        return InputError([Finding(Position(files.name), "input", message)])
    return not_read(files)
