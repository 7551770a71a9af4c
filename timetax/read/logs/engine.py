"""What an engine offers to those who read logs on it: columns, views, and rows of a query."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from timetax.bundle import modules_in
from timetax.findings import option_error
from timetax.read.logs import engines
from timetax.read.logs.files import LogFiles
from timetax.wording.hints import did_you_mean

LOG = "log"
"""The view of the files as they are."""


class Type(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    TIME = "time"
    ZONED_TIME = "time with its zone"
    INTEGER = "whole numbers"
    NUMBER = "numbers"
    YES_NO = "yes or no"
    OTHER = "other values"


@dataclass(frozen=True)
class Dialect:
    """How an engine spells what engines spell differently.

    Attributes:
        quote: what stands around a name; doubled inside of one.
        escapes: whether a backslash in text stands for another character.
        micros: microseconds since 1970 of a point in time, with `{}` for it.
        text_type: the type of text.
        zoned: the type of a point in time.
        matches: whether a text is like a regular expression, with `{}` for each.
        first_with_key: the value of a key in a list of keys and values of the export of GA4, with
            `{list}` and `{key}`.
    """

    quote: str
    escapes: bool
    micros: str
    text_type: str
    zoned: str
    matches: str
    first_with_key: str

    def name(self, name: str) -> str:
        """Return a name as the dialect has it, so that nothing in it is a query."""
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, text: str) -> str:
        """Return a text as the dialect has it, so that nothing in it is a query."""
        escaped = text.replace("\\", "\\\\") if self.escapes else text
        return "'" + escaped.replace("'", "\\'" if self.escapes else "''") + "'"


class LogEngine(Protocol):
    """An engine with the view `log` of the files of one log."""

    @property
    def dialect(self) -> Dialect:
        """How it spells queries of its own."""

    @property
    def types(self) -> Mapping[str, Type]:
        """The type of each column of the log."""

    def define(self, name: str, query: str) -> None:
        """Give a query of its own dialect a name."""

    def bound(self, columns: Sequence[str]) -> None:
        """Refuse the log where a text of these columns is longer than any, if it has no room."""

    def compact(self, view: str, column: str) -> str:
        """Return a column of few different texts of a view in as little room as there is."""

    def divide(self, view: str, column: str, rows: int) -> None:
        """Let `ask` answer for so many rows of a view in parts, if it has no room for all.

        All rows of one value of the column are in one part.
        """

    def own(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query of its own dialect."""

    def ask(self, query: str) -> Iterable[tuple[Any, ...]]:
        """Return the rows of a query in the dialect of DuckDB, of one part after the other."""


@contextmanager
def engine_for(name: str, files: LogFiles, timezone: str) -> Iterator[LogEngine]:
    """Open files on an engine: `duckdb`, `spark`, `spark://host:7077`, or an address of Ibis.

    Raises:
        InputError: there is no such engine, it is not installed or not reachable, or cannot read.
    """
    from importlib import import_module

    known = modules_in(engines, ("duckdb", "spark"))
    scheme, colon, _ = name.partition("://")
    module = known["spark" if scheme == "spark" else "ibis"] if colon else known.get(name)
    if module is None or name == "ibis":
        hint = did_you_mean(name, list(known))
        message = f"there is no engine {name!r}{hint}; use duckdb, spark, spark://HOST:PORT, or the"
        raise option_error("engine", f"{message} address of an engine that Ibis knows")
    with import_module(module).opened(name, files, timezone) as engine:
        yield engine
