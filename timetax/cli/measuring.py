"""The command on what forms really took: measure."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetax.bundle import modules_in
from timetax.cli.app import app, examples
from timetax.cli.options import CatalogueOption, ColorOption, FormatOption, NoPager, Output
from timetax.cli.output import Color
from timetax.cli.request import fields_in, format_of, write_report
from timetax.findings import option_error
from timetax.read.logs import engines

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue
    from timetax.read.logs.request import LogRequest
    from timetax.reports.report import Report


@app.command(
    epilog=examples(
        "timetax measure pages.csv --forms pages-map.yaml",
        "timetax measure events.csv --by device -o measured.json",
        "timetax measure 'events/*.parquet' --engine spark",
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
            metavar="|".join(modules_in(engines, ("duckdb", "spark"))),
            help="What reads logs: duckdb, spark, spark://HOST:PORT, or an address that Ibis "
            "knows.",
        ),
    ] = "duckdb",
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
    no_pager: NoPager = False,
) -> None:
    """Say what forms really took, from published analytics or logs, beside what is claimed."""
    from timetax.read.logs.request import LogRequest
    from timetax.read.to_catalogue import load

    for name, number in (("least", least), ("split", split), ("cap", cap)):
        if number < 1:
            raise option_error(name, f"must be 1 or more, not {number}")
    form = format_of(format, output)
    request = LogRequest(
        tuple(logs), forms, tuple(columns or ()), tuple(event or ()), tuple(fields_in(by)),
        timezone, engine,
    )  # fmt: skip
    made = _measured(request, load(*catalogues or []), least, split * 60, cap)
    write_report(made, form, output, color, no_pager)


def _measured(
    request: "LogRequest", catalogue: "Catalogue", least: int, split: int, cap: int
) -> "Report":
    from timetax.engine.measured.histogram import histogram_of
    from timetax.engine.measured.sessions import cases_query, sessions_query
    from timetax.read.logs.request import opened
    from timetax.reports.measured_cases import CasesMethod, cases_report
    from timetax.reports.measured_pages import pages_report

    with opened(request) as log:
        if log.engine is None:
            return pages_report(log.visits, catalogue, log.facts.notes)
        groups = len(request.by)
        is_events = log.kind == "events"
        query = sessions_query(groups, split, cap) if is_events else cases_query(groups)
        histogram = histogram_of(log.engine.ask(query), request.by)
    how = CasesMethod(log.kind, split, cap, least, log.facts.period)
    return cases_report(histogram, how, catalogue, log.facts.notes)
