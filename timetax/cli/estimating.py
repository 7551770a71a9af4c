"""The commands on what forms themselves take: estimate and clocks."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetax.bundle import modules_in
from timetax.cli.app import app, examples
from timetax.cli.options import (
    CatalogueOption,
    Catalogues,
    Where,
)
from timetax.cli.output import say, write_bytes
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import (
    AS_ASKED,
    Writing,
    read_tables,
    rows_shown,
)
from timetax.engine.estimates import models
from timetax.findings import option_error
from timetax.render.reports import format_named

if TYPE_CHECKING:
    from timetax.catalogue.estimate_models import EstimateModel
    from timetax.tables.layouts import Tables

ALL = "all"
KEYSTROKE = "keystroke"


@app.command(
    epilog=examples(
        "timetax estimate form.pdf",
        "timetax estimate forms/ --model all -o forms.xlsx",
        "timetax estimate form.pdf --questions",
        "timetax estimate form.pdf -o counted.yaml",
    )
)
def estimate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FORM",
            help="PDF files with fields, HTML pages, JSON Schemas, FHIR Questionnaires, "
            "folders of them, or - for standard input.",
        ),
    ],
    model: Annotated[
        str,
        typer.Option(
            metavar="|".join([*modules_in(models, [KEYSTROKE]), ALL]),
            help="The model of the time, or all side by side; one of your own by its id in the "
            "catalogue or timetax.toml.",
        ),
    ] = KEYSTROKE,
    questions: Annotated[
        bool | None,
        typer.Option(
            "--questions/--no-questions",
            help="List each question. Without: in CSV and JSON, and not in text.",
            show_default=False,
        ),
    ] = None,
    as_scenario: Annotated[
        bool,
        typer.Option(
            "--as-scenario", help="Write to FILE.yaml a scenario that sets minutes to the estimate."
        ),
    ] = False,
    catalogues: CatalogueOption = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Estimate what a form itself takes, and set it beside the minutes that it claims."""
    from timetax.engine.estimates.estimating import estimated
    from timetax.engine.estimates.matching import known_forms
    from timetax.engine.estimates.model import NAMES, chosen_models
    from timetax.read.instruments.reading import as_findings, read_forms
    from timetax.reports.estimate import estimate_report

    if as_scenario and not writing.entries:
        raise option_error("as-scenario", "is written to a file: add -o scenario.yaml")
    for_people = not writing.entries and format_named(writing.form).for_people
    tables = read_tables(catalogues, None, reading)
    own = () if model in NAMES else _own_models(tables)
    chosen = chosen_models(model, own)
    read = read_forms(files)
    known = known_forms(tables.forms)
    made = {name: estimated(read.forms, each, known) for name, each in chosen.items()}
    first, *others = chosen
    for finding in as_findings(read.refused):
        say(str(finding).replace(": error: ", ": not estimated: "))
    if writing.entries:
        from timetax.write.estimates import as_fragment
        from timetax.write.estimates import as_scenario as scenario_of

        data = scenario_of(made[first], chosen[first]) if as_scenario else as_fragment(made[first])
        write_bytes(data, writing.entries)
        return
    report = estimate_report(
        made[first],
        read.refused,
        chosen,
        {name: made[name] for name in others},
        questions=not for_people if questions is None else questions,
    )
    writing.write(report)


def _own_models(tables: "Tables") -> "list[EstimateModel]":
    """Return the coefficients that the catalogue and the nearest configuration bring along."""
    from timetax.checks.config import load_config
    from timetax.files.configuration import find

    catalogue = tables.catalogue(()) if tables.catalogue else None
    found = find(Path())
    configured = load_config(found, os.environ).estimate_models if found else ()
    return [*(catalogue.estimate_models if catalogue else ()), *configured]


@app.command(epilog=examples("timetax clocks", "timetax clocks --where agency=VA -o clocks.xlsx"))
@reads
def clocks(
    catalogues: Catalogues = None,
    where: Where = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            "-n",
            metavar="N",
            help="How many are listed. Without: 25 in text and Markdown; all in CSV and JSON.",
            show_default=False,
        ),
    ] = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Set side by side what forms claim, the floor that follows from them, and measured times."""
    from timetax.engine.burden import with_burden
    from timetax.engine.estimates.clocks import clocks_in
    from timetax.reports.clocks import clocks_report

    tables = with_burden(read_tables(catalogues, where, reading))
    several = [each for each in clocks_in(tables) if each.count > 1]
    shown = rows_shown(top, writing.form, by_field=True)
    made = clocks_report(several, tables.title, top=shown, tables=tables)
    writing.write(made)


@app.command(
    epilog=examples(
        "timetax asked --where life_event=military-to-civilian", "timetax asked one.pdf two.pdf"
    )
)
def asked(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FORM",
            help="Forms as files. Without any: the forms of the catalogue that say what they ask.",
            show_default=False,
        ),
    ] = None,
    catalogues: CatalogueOption = None,
    where: Where = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Say what several forms ask more than once, and what asking it once would save."""
    from timetax.engine.estimates.asked_again import (
        asked_again,
        askings_of_catalogue,
        askings_of_forms,
    )
    from timetax.engine.estimates.clocks import clocks_in
    from timetax.read.instruments.reading import as_findings, read_forms
    from timetax.reports.asked_again import asked_report

    if files:
        if where:
            raise option_error("--where", "is about a catalogue; leave it out, or the files")
        read = read_forms(files)
        askings, without = askings_of_forms(read.forms), 0
        title = "What these forms ask more than once"
        for finding in as_findings(read.refused):
            say(str(finding).replace(": error: ", ": not read: "))
    else:
        tables = read_tables(catalogues, where, reading)
        askings = askings_of_catalogue(clocks_in(tables))
        without = int(tables.forms["excluded"].isna().sum()) - len(askings)
        title = f"What forms ask more than once{': ' + ' and '.join(where) if where else ''}"
    again = asked_again(askings)
    made = asked_report(askings, again, title=title, without=max(0, without))
    writing.write(made)
