"""Commands that write files: convert, schema, examples."""

from pathlib import Path
from typing import Annotated

import typer

from timetax.cli.app import app, examples
from timetax.cli.options import (
    Catalogues,
    ColorOption,
    NoPager,
    Output,
    ReportFormat,
)
from timetax.cli.output import Color, require_no_input, say, write_text
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import format_of, write_report
from timetax.findings import InputError, option_error
from timetax.render.endings import require_ending
from timetax.wording.terminal import one_line
from timetax.write.convert import FORMATS
from timetax.write.convert import convert as write

_ENDINGS = [f".{name}" for name in FORMATS]


@app.command(
    epilog=examples(
        "timetax convert CurrentInventoryReport.xml -o inventory.parquet",
        "timetax convert forms.xlsx --map 'Time=minutes_per_response' -o forms.yaml",
        "timetax convert forms.csv",
    )
)
@reads
def convert(
    paths: Catalogues = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"A {', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]} file. "
            "Without: show how the input is read.",
            show_default=False,
        ),
    ] = None,
    reading: ReadingArguments = AS_GIVEN,
    format: Annotated[  # noqa: A002
        ReportFormat | None,
        typer.Option(
            "--format", "-f", help="How it is shown how the input is read; not together with -o."
        ),
    ] = None,
    color: ColorOption = Color.AUTO,
    no_pager: NoPager = False,
) -> None:
    """Write a catalogue in another format, or show how an input is read before that."""
    from timetax.read.to_catalogue import load
    from timetax.reports.reading_plan import reading_plan

    if output is not None and format is not None:
        raise option_error("format", "is for the plan without -o; with it the ending counts")
    with reading.options() as options:
        if output is None:
            made, mistakes = reading_plan(paths or [], options)
        else:
            catalogue = load(*paths or [], options=options)
    if output is None:
        write_report(made, format_of(format, None), None, color, no_pager)
        if mistakes:
            raise InputError(mistakes)
        if made.total is None:
            raise typer.Exit(2)
        return
    require_no_input(output)
    write(catalogue, output)
    for note in catalogue.notes:
        say(note)


@app.command(
    epilog=examples(
        "timetax schema -o forms.schema.json",
        "timetax schema --scenario -o scenario.schema.json",
    )
)
def schema(
    scenario: Annotated[
        bool, typer.Option("--scenario", help="That of a scenario file instead.")
    ] = False,
    output: Output = None,
) -> None:
    """Print the JSON Schema of a catalogue file, or of a scenario file."""
    import json

    from timetax.catalogue.document import json_schema as of_catalogue
    from timetax.engine.scenario.schema import json_schema as of_scenario

    if output is not None:
        require_ending(output, ".json")
    made = of_scenario() if scenario else of_catalogue()
    write_text(json.dumps(made, indent=2) + "\n", output)


@app.command("examples", epilog=examples("timetax examples timetax-examples"))
def write_example_files(
    directory: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="A folder; it is made if it is not there.", show_default=False
        ),
    ],
) -> None:
    """Write the example files of the documentation, and never over a file."""
    from timetax.write.examples import write_examples

    for path in write_examples(directory):
        write_text(f"{one_line(str(path))}\n", None)
