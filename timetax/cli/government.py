"""Commands on the accounts of the whole government: icb, published."""

from typing import Annotated

import typer

from timetax.cli.app import app, examples
from timetax.cli.differences import Match, Rows
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import (
    AS_ASKED,
    Writing,
    rows_shown,
)
from timetax.findings import option_error


@app.command(
    epilog=examples(
        "timetax icb",
        "timetax icb --fiscal-year 2024 --format json",
        "timetax icb --agency HHS --status approved",
        "timetax icb last-year.xml this-year.xml",
    )
)
@reads
def icb(
    inventories: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INVENTORY",
            help="An inventory whose requests give the hours before, or two inventories or "
            "catalogues, the older first. Without any: the requests that come with timetax.",
            show_default=False,
        ),
    ] = None,
    fiscal_year: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="Only requests made in this fiscal year."),
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option(metavar="AGENCY", help="Only this agency or department."),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="requested|approved", help="Only requests that are so."),
    ] = None,
    top: Rows = None,
    match: Match = "auto",
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Give the information collection budget: hours before, their causes, and hours now."""
    from timetax.reports.collection_budget import (
        SELECTION,
        budget_report,
        budget_report_between,
        bundled_requests,
        requests_in,
    )

    named = inventories or []
    if len(named) > 2:
        raise option_error("inventories", f"one or two can be named, not {len(named)}")
    form = writing.form
    top = rows_shown(top, form, by_field=True)
    if len(named) == 2:
        if fiscal_year is not None or agency is not None or status is not None:
            raise option_error(
                "inventories", "--fiscal-year, --agency and --status are for requests"
            )
        from timetax.versions.operands import versions

        with reading.options() as options:
            old, new = versions(named, options=options)
        made = budget_report_between(old, new, match=match, top=top)
    else:
        if named:
            from timetax.engine.burden import with_burden
            from timetax.read.to_tables import tables_at

            with reading.options() as options:
                changes = requests_in(with_burden(tables_at(named, options)))
        else:
            changes = bundled_requests()
        notes = () if named else (SELECTION,)
        made = budget_report(
            changes, year=fiscal_year, agency=agency, status=status, top=top, notes=notes
        )
    writing.write(made)


@app.command(epilog=examples("timetax published", "timetax published --format csv"))
def published(
    top: Rows = None,
    writing: Writing = AS_ASKED,
) -> None:
    """Show what was published of the hours of all of government, side by side."""
    from timetax.reports.published_totals import published_report

    form = writing.form
    made = published_report(rows_shown(top, form, by_field=True, compact=True))
    writing.write(made)
