"""Opens what a user calls a log: a table of pages, events, or cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.findings import Finding, InputError, Position, option_error
from timetax.read.logs.cases import read_cases
from timetax.read.logs.columns import LogColumns, LogKind, columns_of, parse_mapping
from timetax.read.logs.engine import LOG, LogEngine, engine_for
from timetax.read.logs.events import read_events
from timetax.read.logs.facts import LogFacts
from timetax.read.logs.files import LogFiles, headings_of_text, is_address, log_files
from timetax.read.logs.mistakes import require_room
from timetax.tables.visits import FormVisits

if TYPE_CHECKING:
    from timetax.read.logs.forms_map import FormsMap


@dataclass(frozen=True)
class LogRequest:
    """What is to be read, and how.

    Attributes:
        names: paths, folders, patterns or addresses.
        forms: the map of pages, or None.
        columns: what columns are, as `COLUMN=KEY`.
        events: what events are, as `NAME=KIND`.
        by: the columns by which cases are grouped.
        timezone: where times were written that name no zone; empty if it is not said.
        engine: what reads logs of events and cases.
        unlimited: whether also what unpacks to very much more is read.
    """

    names: tuple[str, ...]
    forms: Path | None = None
    columns: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    timezone: str = ""
    engine: str = "duckdb"
    unlimited: bool = False


@dataclass(frozen=True)
class Log:
    """A log that is open.

    Attributes:
        kind: `pages`, `events` or `cases`.
        facts: what is to be said of it.
        engine: where its view `events` or `cases` is; None for a table of pages.
        visits: the steps of each form in a table of pages.
    """

    kind: str
    facts: LogFacts
    engine: LogEngine | None = None
    visits: tuple[FormVisits, ...] = field(default=())


@contextmanager
def opened(request: LogRequest) -> Iterator[Log]:
    """Open a log.

    Raises:
        InputError: it cannot be read or understood, or its engine cannot be used.
    """
    from timetax.read.logs.forms_map import load_forms_map

    mapping = parse_mapping(request.columns)
    forms = load_forms_map(request.forms) if request.forms else None
    files = log_files(request.names)
    name, has_map = files.name, forms is not None
    require_room(files, unlimited=request.unlimited)
    if files.format != "parquet" and not is_address(name):
        found = columns_of(headings_of_text(name, files.format), name, mapping, has_map=has_map)
        if found.kind is LogKind.PAGES:
            yield _pages(request, files, found, forms)
            return
    with engine_for(request.engine, files, request.timezone) as engine:
        found = columns_of(list(engine.types), name, mapping, has_map=has_map)
        if not request.unlimited:
            engine.bound(list(dict.fromkeys((*found.columns.values(), *request.by))))
        if found.kind is LogKind.PAGES:
            engine.own(f"SELECT count(*) AS pages FROM {LOG}")
            yield _pages(request, files, found, forms)
            return
        in_zone = bool(request.timezone)
        if found.kind is LogKind.EVENTS:
            facts = read_events(
                engine, found, name, forms, by=request.by, names=request.events, in_zone=in_zone
            )
        else:
            facts = read_cases(engine, found, name, by=request.by, in_zone=in_zone)
        yield Log(found.kind, facts, engine)


def _pages(
    request: LogRequest, files: LogFiles, found: LogColumns, forms: "FormsMap | None"
) -> Log:
    from timetax.read.logs.pages import read_pages

    if request.by:
        raise option_error("by", "a table of pages is added up already: it has no groups")
    if forms is None:
        message = (
            "published analytics do not say which page of a form is its last: give --forms MAP, "
            'with `forms: [{form: ID, pages: "www.agency.gov/form/*", last: "*/confirmation"}]`'
        )
        raise option_error("forms", message)
    visits, notes = read_pages(files, found.columns, forms)
    if all(each.why_not for each in visits):
        position = Position(str(request.forms))
        raise InputError(
            Finding(position, "map", f"{each.form}: {each.why_not}") for each in visits
        )
    return Log(found.kind, LogFacts(tuple(notes)), visits=tuple(visits))
