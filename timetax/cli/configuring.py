"""The command that says which settings hold: config."""

import os
from pathlib import Path
from typing import Annotated

import typer

from timetax.cli.app import app, examples
from timetax.cli.configured import on_day, today_set
from timetax.cli.options import CatalogueOption
from timetax.cli.request import AS_ASKED, Writing
from timetax.files.configuration import find
from timetax.files.settings import held


@app.command(
    epilog=examples(
        "timetax config",
        "timetax config --format json",
        "TIMETAX_FORMAT=csv timetax config",
    )
)
def config(
    context: typer.Context,
    catalogues: CatalogueOption = None,
    today: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="The day that figures are of, and that expiry and age are measured from.",
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--config", metavar="FILE", help="The configuration; without, the nearest one upwards."
        ),
    ] = None,
    writing: Writing = AS_ASKED,
) -> None:
    """Say which settings hold, and where each of them comes from."""
    from timetax.checks.config import given as given_of_checks
    from timetax.checks.config import load_config
    from timetax.reports.configuration import configuration_report

    found = file or find(Path())
    load_config(found, os.environ)
    others = given_of_checks(found, os.environ)

    given = {"catalogue": ("catalogues", catalogues), "today": ("today", today)}
    given |= {"format": ("format", writing.format), "color": ("color", writing.color)}
    flags = {
        key: value if isinstance(value, list) else [str(value)]
        for key, (parameter, value) in given.items()
        if value is not None and _is_flag(context, parameter)
    }
    with on_day(today):
        today_set()
    made = configuration_report(found, held(os.environ, file=found), flags, others)
    writing.write(made)


def _is_flag(context: typer.Context, parameter: str) -> bool:
    source = context.get_parameter_source(parameter)
    return source is not None and source.name == "COMMANDLINE"
