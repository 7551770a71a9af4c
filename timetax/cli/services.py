"""Commands on services and the people they serve: services, feedback, timeuse."""

from typing import Annotated

import typer

from timetax.cli import completing
from timetax.cli.app import app, examples
from timetax.cli.differences import Rows
from timetax.cli.options import Catalogues
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import (
    AS_ASKED,
    Writing,
    read_catalogue,
    read_tables,
    rows_shown,
)


@app.command(
    epilog=examples(
        "timetax services",
        "timetax services --provider treas-irs",
        "timetax services my-forms.yaml --format csv",
    )
)
@reads
def services(
    catalogues: Catalogues = None,
    provider: Annotated[
        str | None,
        typer.Option(
            metavar="PROVIDER",
            help="Only the services of this provider.",
            autocompletion=completing.providers,
            show_default=False,
        ),
    ] = None,
    sort: Annotated[
        str, typer.Option(metavar="hours|name", help="The column that orders the services.")
    ] = "hours",
    top: Rows = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Set services side by side: hours, how many they serve, feedback, waits and completion."""
    from timetax.engine.burden import with_burden
    from timetax.reports.services import services_report
    from timetax.tables.tabulate import tabulate

    form = writing.form
    catalogue = read_catalogue(catalogues, reading)
    tables = with_burden(tabulate(catalogue))
    top = rows_shown(top, form, by_field=True)
    made = services_report(catalogue, tables, provider=provider, sort=sort, top=top)
    writing.write(made)


@app.command(
    epilog=examples(
        "timetax feedback",
        "timetax feedback --service va-outpatient --driver trust",
        "timetax feedback --survey ACSI --driver satisfaction --rank",
    )
)
@reads
def feedback(
    catalogues: Catalogues = None,
    service: Annotated[
        str | None,
        typer.Option(
            metavar="SERVICE",
            help="Only of this service or provider.",
            autocompletion=completing.services,
            show_default=False,
        ),
    ] = None,
    survey: Annotated[
        str | None,
        typer.Option(metavar="SURVEY", help="Only of this survey.", show_default=False),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="SCALE",
            help="Only on this scale: five-points, percent-favourable, index-100.",
            autocompletion=completing.scales,
            show_default=False,
        ),
    ] = None,
    driver: Annotated[
        str | None,
        typer.Option(
            metavar="QUESTION",
            help="Only of this question: satisfaction, trust, ease.",
            show_default=False,
        ),
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(metavar="CHANNEL", help="Only asked by this channel.", show_default=False),
    ] = None,
    stage: Annotated[
        str | None,
        typer.Option(metavar="start|process|end", help="Only at this stage.", show_default=False),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="Only of this period: FY2020 Q1.", show_default=False),
    ] = None,
    rank: Annotated[
        bool, typer.Option("--rank", help="Rank the last scores, if they compare.")
    ] = False,
    average: Annotated[
        bool, typer.Option("--average", help="Say the mean of the scores, if they compare.")
    ] = False,
    top: Rows = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Show what people say of services, and compare what compares."""
    from timetax.reports.feedback import feedback_report

    form = writing.form
    catalogue = read_catalogue(catalogues, reading)
    made = feedback_report(
        catalogue,
        service=service,
        survey=survey,
        on=on,
        driver=driver,
        channel=channel,
        stage=stage,
        period=period,
        rank=rank,
        average=average,
        top=rows_shown(top, form, by_field=True),
    )
    writing.write(made)


@app.command(
    epilog=examples("timetax timeuse", "timetax timeuse --group income", "timetax timeuse -f csv")
)
@reads
def timeuse(
    catalogues: Catalogues = None,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP",
            help="Only of people told apart by this: age, income, race.",
            show_default=False,
        ),
    ] = None,
    top: Rows = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Show the time that people were measured to spend with government, beside hours of forms."""
    from timetax.reports.time_use import time_use_report

    form = writing.form
    tables = read_tables(catalogues, None, reading)
    made = time_use_report(tables, group=group, top=rows_shown(top, form, by_field=True))
    writing.write(made)
