"""Spark, on this machine or on a cluster: Ibis translates the question, Spark computes it."""

import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from timetax.findings import InputError, option_error
from timetax.read.logs.engine import LOG, Dialect, Type
from timetax.read.logs.files import LogFiles, delimiter_in, is_address, shared_headings
from timetax.read.logs.mistakes import not_read

DIALECT = Dialect(
    quote="`",
    escapes=True,
    micros="unix_micros(CAST({} AS TIMESTAMP))",
    text_type="STRING",
    zoned="TIMESTAMP",
    matches="regexp_like({}, {})",
    first_with_key="try_element_at(filter({list}, each -> each.key = {key}), 1).value.string_value",
)
_TYPES = {
    "string": Type.TEXT,
    "timestamp": Type.ZONED_TIME,
    "timestamp_ntz": Type.TIME,
    "boolean": Type.YES_NO,
    "double": Type.NUMBER,
    "float": Type.NUMBER,
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), Type.INTEGER),
}


_STRICT = "FAILFAST"
"""Otherwise Spark leaves out cells that are too many, and makes unknown what it cannot read."""
_PARTITION = 32 << 20
_FEWEST_PARTITIONS = 4
"""Files of this machine are divided so; of object storage the cluster's own settings hold."""


class Spark:
    """A session with the view of a log."""

    dialect = DIALECT

    def __init__(self, session: Any, files: LogFiles) -> None:
        import ibis

        self._session = session
        self._files = files
        self._ibis = ibis.pyspark.connect(session)
        self.types: Mapping[str, Type] = {
            name: Type.NUMBER if kind.startswith("decimal") else _TYPES.get(kind, Type.OTHER)
            for name, kind in session.table(LOG).dtypes
        }

    def define(self, name: str, query: str) -> None:
        """Give a query of Spark's own a name."""
        with _told(self._files):
            self._session.sql(query).createOrReplaceTempView(name)

    def bound(self, columns: Sequence[str]) -> None:
        """Do nothing: a cluster has room of its own."""

    def compact(self, view: str, column: str) -> str:
        """Return a column of a view as it is."""
        return column

    def divide(self, view: str, column: str, rows: int) -> None:
        """Do nothing: a cluster divides its work itself."""

    def own(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query of Spark's own."""
        with _told(self._files):
            return [tuple(row) for row in self._session.sql(query).collect()]

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query in the dialect of DuckDB: the only ones that leave Spark."""
        with _told(self._files):
            translated = self._ibis.compile(self._ibis.sql(query, dialect="duckdb"))
        return self.own(translated)


@contextmanager
def opened(engine: str, files: LogFiles, timezone: str) -> Iterator[Spark]:
    """Open files in a session: that of `spark-submit`, of a master, or of its own on this machine.

    Raises:
        InputError: Spark or Java is not installed, a master is not reachable, or a file is no log.
    """
    try:
        import ibis  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError as error:
        message = "Spark is not installed: pip install 'timetax[spark]'; it needs Java 17 as well"
        raise option_error("engine", message) from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise option_error("engine", "Spark needs Java 17 or later, and there is no `java` here")
    logging.getLogger("py4j").setLevel(logging.CRITICAL)  # it prints what we say in our own words
    builder = SparkSession.builder.appName("timetax measure")
    for key, value in {
        "spark.sql.session.timeZone": timezone or "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }.items():
        builder = builder.config(key, value)
    if "://" in engine:
        builder = builder.master(engine)
    running = SparkSession.getActiveSession()
    try:
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        if not any(map(is_address, files.paths)):
            size = sum(Path(each).stat().st_size for each in files.paths)
            partitions = max(size // _PARTITION, _FEWEST_PARTITIONS)
            session.conf.set("spark.sql.shuffle.partitions", str(partitions))
    except Exception as error:  # what Java says when it does not start has many types
        message = f"Spark does not start at {engine}, and says: {_in_short(error)}"
        raise option_error("engine", message) from error
    try:
        with _told(files):
            _read(session, files).createOrReplaceTempView(LOG)
        yield Spark(session, files)
    finally:
        if running is None:
            session.stop()


def _read(session: Any, files: LogFiles) -> Any:
    paths = [each if is_address(each) else _as_address(each) for each in files.paths]
    if files.format == "csv":
        here = [each for each in files.paths if not is_address(each)]
        if here:
            shared_headings(here)
        return session.read.csv(
            paths,
            header=True,
            sep=delimiter_in(here[0]) if here else ",",
            escape='"',
            multiLine=True,
            mode=_STRICT,
            enforceSchema=False,  # or the columns of all files would be taken for those of one
        )
    if files.format == "json":
        return session.read.json(paths, primitivesAsString=True, mode=_STRICT)
    return session.read.option("mergeSchema", "true").parquet(*paths)


def _as_address(path: str) -> str:
    # A path is a pattern to Spark, and ours are no patterns any more.
    return "file://" + re.sub(r"([*?\[\]{}\\])", r"\\\1", str(Path(path).resolve()))


@contextmanager
def _told(files: LogFiles) -> Iterator[None]:
    """Say in our words what Spark cannot do."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise _cannot(files, error) from error


def _cannot(files: LogFiles, error: Exception) -> InputError:
    return not_read(files, f"Spark cannot read this as a log, and says: {_in_short(error)}")


def _in_short(error: Exception) -> str:
    lines = [line.strip(" :") for line in str(error).splitlines() if line.strip()]
    told = [each for each in lines if not each.startswith("An error occurred while calling")]
    return told[0].rpartition("Exception: ")[2] if told else type(error).__name__
