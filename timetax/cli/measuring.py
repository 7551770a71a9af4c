"""The command on what forms really took: measure."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetax.cli import completing
from timetax.cli.app import app, examples
from timetax.cli.options import CatalogueOption
from timetax.cli.output import write_bytes
from timetax.cli.request import (
    AS_ASKED,
    Writing,
    fields_in,
)
from timetax.findings import option_error

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue
    from timetax.engine.measured.measurement import Measurement
    from timetax.read.logs.request import LogRequest
    from timetax.reports.report import Report


@app.command(
    epilog=examples(
        "timetax measure pages.csv --forms pages-map.yaml",
        "timetax measure events.csv --by device -o measured.json",
        "timetax measure 'events/*.parquet' --engine spark",
        "timetax measure events.csv --as-scenario -o measured.yaml",
    )
)
def measure(
    logs: Annotated[
        list[str],
        typer.Argument(
            metavar="LOG",
            help="Tables of pages with visits and seconds, events, or cases: "
            "Parquet, CSV, JSON lines, folders and patterns of them.",
            show_default=False,
        ),
    ],
    forms: Annotated[
        Path | None,
        typer.Option(
            "--forms",
            metavar="FILE",
            help="Which pages belong to which form. A log with a column `form` needs none.",
            show_default=False,
        ),
    ] = None,
    catalogues: CatalogueOption = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=KEY",
            help="What a column of the log is, or `ignore`; repeatable.",
            show_default=False,
        ),
    ] = None,
    event: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=KIND",
            help="What an event is: start, page, submit or error; repeatable.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            "-b",
            metavar="COLUMN[,COLUMN]",
            help="Columns of the log by which cases are grouped, such as device.",
            show_default=False,
        ),
    ] = None,
    least: Annotated[int, typer.Option(metavar="N", help="The fewest cases that are shown.")] = 10,
    split: Annotated[
        int, typer.Option(metavar="MINUTES", help="Without an event, after which a case is over.")
    ] = 30,
    cap: Annotated[
        int, typer.Option(metavar="SECONDS", help="Up to which a gap between events counts.")
    ] = 300,
    timezone: Annotated[
        str,
        typer.Option(
            metavar="ZONE",
            help="Where times were written that name no zone, such as America/New_York.",
            show_default=False,
        ),
    ] = "",
    engine: Annotated[
        str,
        typer.Option(
            metavar="duckdb|spark|ADDRESS",
            autocompletion=completing.engines,
            help="What reads logs: duckdb, spark, spark://HOST:PORT, or an address that Ibis "
            "knows.",
        ),
    ] = "duckdb",
    no_limits: Annotated[
        bool,
        typer.Option("--no-limits", help="Read also what unpacks to very much more."),
    ] = False,
    period: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help="When it was measured, for -o FILE.yaml. Without: as the log says.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="SOURCE",
            help="Where the log is from, for -o FILE.yaml. Without: its file.",
            show_default=False,
        ),
    ] = None,
    as_scenario: Annotated[
        bool,
        typer.Option(
            "--as-scenario", help="Write to FILE.yaml a scenario that sets minutes to the measured."
        ),
    ] = False,
    writing: Writing = AS_ASKED,
) -> None:
    """Say what forms really took, from published analytics or logs, beside what is claimed."""
    from timetax.read.logs.request import LogRequest
    from timetax.read.to_catalogue import load

    for name, number in (("least", least), ("split", split), ("cap", cap)):
        if number < 1:
            raise option_error(name, f"must be 1 or more, not {number}")
    if as_scenario and not writing.entries:
        raise option_error("as-scenario", "is written to a file: add -o scenario.yaml")
    request = LogRequest(
        tuple(logs), forms, tuple(columns or ()), tuple(event or ()), tuple(fields_in(by)),
        timezone, engine, no_limits,
    )  # fmt: skip
    catalogue = load(*catalogues or [])
    report, found, of_log = _measured(request, catalogue, least, split * 60, cap)
    if not writing.entries:
        writing.write(report)
        return
    from timetax.reports.measured_claims import known_form
    from timetax.write import measured as written

    names = ", ".join(Path(each).name for each in logs)
    origin = written.Origin(period or of_log, source or names)
    write = written.as_scenario if as_scenario else written.as_fragment
    known = [(each, known_form(catalogue, each.form)) for each in found]
    write_bytes(write(known, origin), writing.entries)


def _measured(
    request: "LogRequest", catalogue: "Catalogue", least: int, split: int, cap: int
) -> "tuple[Report, list[Measurement], str]":
    """Return the report on a log, what was measured for a catalogue, and the period of the log."""
    from timetax.engine.measured.histogram import histogram_of
    from timetax.engine.measured.measurement import of_cases, of_visits
    from timetax.engine.measured.privacy import shown
    from timetax.engine.measured.sessions import cases_query, sessions_query
    from timetax.read.logs.request import opened
    from timetax.reports.measured_cases import CasesMethod, cases_report
    from timetax.reports.measured_pages import pages_report

    with opened(request) as log:
        if log.engine is None:
            report = pages_report(log.visits, catalogue, log.facts.notes)
            return report, list(of_visits(log.visits)), ""
        groups = len(request.by)
        is_events = log.kind == "events"
        query = sessions_query(groups, split, cap) if is_events else cases_query(groups)
        histogram = histogram_of(log.engine.ask(query), request.by)
    how = CasesMethod(log.kind, split, cap, least, log.facts.period)
    report = cases_report(histogram, how, catalogue, log.facts.notes)
    kept = shown(histogram, least).forms
    return report, list(of_cases(kept, cap if is_events else None)), log.facts.period
