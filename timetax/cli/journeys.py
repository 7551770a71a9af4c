"""Commands on what one person goes through: journey, journeys."""

from typing import Annotated

import typer

from timetax.cli import completing
from timetax.cli.app import app, examples
from timetax.cli.options import (
    CatalogueOption,
    Catalogues,
    WithOption,
)
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import (
    AS_ASKED,
    Writing,
    read_catalogue,
)


@app.command(
    epilog=examples(
        "timetax journey approaching-retirement",
        "timetax journey financial-shock --with income=low --with lost_job=yes",
        "timetax journey getting-a-pet my-forms.yaml -o journey.json",
    )
)
@reads
def journey(
    life_event: Annotated[
        str,
        typer.Argument(
            metavar="LIFE_EVENT",
            help="The id of a life event, or of a journey.",
            autocompletion=completing.journeys,
        ),
    ],
    catalogues: Catalogues = None,
    given: WithOption = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Show what one person goes through: work, waiting, days, money, step by step."""
    from timetax.reports.journey import journey_report
    from timetax.tables.tabulate import tabulate

    catalogue = read_catalogue(catalogues, reading)
    made = journey_report(catalogue, tabulate(catalogue), life_event, given or [])
    writing.write(made)


@app.command(epilog=examples("timetax journeys", "timetax journeys passport -c my-forms.yaml"))
def journeys(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD", help="Words to look for; all must be there.", show_default=False
        ),
    ] = None,
    catalogues: CatalogueOption = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """List the journeys of a catalogue, with the traits that each depends on."""
    from timetax.reports.journey_list import list_journeys
    from timetax.tables.tabulate import tabulate

    catalogue = read_catalogue(catalogues, reading)
    made = list_journeys(catalogue, tabulate(catalogue), " ".join(words or []))
    writing.write(made)
