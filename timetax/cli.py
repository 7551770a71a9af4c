"""The command line: parse, call, render, exit. Nothing else."""

import gc
import os
import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetax import __version__
from timetax.findings import InputError, option_error
from timetax.render import SUFFIXES, Format, format_report

if TYPE_CHECKING:
    from timetax.report import Report
    from timetax.table import Tables

INPUT_UNUSABLE = 2
ROWS_IN_STANDARD_SECTIONS = 10
ROWS_BY_FIELD = 25


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _examples(*commands: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,  # importing what draws panels takes longer than all the rest of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The time tax of government forms: burden hours by agency and life event.",
    epilog=_examples("timetax report", "timetax explain irs-1040", "timetax report --help"),
)

Catalogues = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CATALOGUE",
        help="YAML files, directories of them, or - for standard input. "
        "Without any: the catalogue that comes with timetax.",
        show_default=False,
    ),
]
CatalogueOption = Annotated[
    list[str] | None,
    typer.Option(
        "--catalogue",
        "-c",
        metavar="CATALOGUE",
        help="A YAML file, a directory of them, or -; repeatable. Without: the bundled one.",
        show_default=False,
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        "-w",
        metavar="FIELD=VALUE",
        help="Only these forms: agency=IRS, agency!=IRS, life_event=birth*, agency=SSA,VA; "
        "repeatable, and all must hold.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Text, unless the name of the output file says otherwise."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file, whole or not at all.",
        show_default=False,
    ),
]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colour.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"timetax {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


@app.command(
    epilog=_examples(
        "timetax report",
        "timetax report --by agency,life_event",
        "timetax report my-forms.yaml --where agency=VA -o report.json",
    )
)
def report(
    catalogues: Catalogues = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            "-b",
            metavar="FIELD[,FIELD]",
            help="Total by these fields: form, agency, department, life_event, affected_public, "
            "obligation, online, estimate_year, ... Two make a cross table as well.",
            show_default=False,
        ),
    ] = None,
    where: Where = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            "-n",
            metavar="N",
            help="Rows in a section. Without: 10 in text and Markdown, 25 with --by; "
            "all in CSV and JSON.",
            show_default=False,
        ),
    ] = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="COLUMN", help="The column that orders the rows.")
    ] = "burden_hours",
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Total burden hours by agency, life event and form."""
    from timetax.summary import report_on

    form = _format(format, output)
    tables = _tables(catalogues, where)
    fields = [field.strip() for field in by.split(",")] if by is not None else []
    if form is Format.CSV and not fields:
        fields = ["department", "agency"]
    if top is None and form in (Format.TEXT, Format.MARKDOWN):
        top = ROWS_BY_FIELD if fields else ROWS_IN_STANDARD_SECTIONS
    made = report_on(tables, fields, top=top, sort=sort, selected=" and ".join(where or []))
    _write(made, form, output, color)


@app.command(
    epilog=_examples(
        "timetax explain irs-1040",
        "timetax explain DS-82",
        "timetax explain dog-licence -c my-forms.yaml",
    )
)
def explain(
    form: Annotated[str, typer.Argument(help="The id, form number or control number of a form.")],
    catalogues: CatalogueOption = None,
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Show how the hours of one form are made."""
    from timetax.burden import with_burden
    from timetax.catalogue import load
    from timetax.explain import explain_form
    from timetax.table import tabulate

    catalogue = load(*catalogues or [])
    made = explain_form(catalogue, with_burden(tabulate(catalogue)), form)
    _write(made, _format(format, output), output, color)


@app.command(
    epilog=_examples(
        "timetax forms",
        "timetax forms passport",
        "timetax forms --where 'life_event=death*' --format csv",
    )
)
def forms(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Words to look for; all must be there.", show_default=False),
    ] = None,
    catalogues: CatalogueOption = None,
    where: Where = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="COLUMN", help="The column that orders the rows.")
    ] = "burden_hours",
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """List and search the forms of a catalogue."""
    from timetax.inventory import list_forms

    made = list_forms(_tables(catalogues, where), " ".join(words or []), sort=sort)
    _write(made, _format(format, output), output, color)


@app.command(epilog=_examples("timetax schema -o forms.schema.json"))
def schema(output: Output = None) -> None:
    """Print the JSON Schema of a catalogue file."""
    import json

    from timetax.schema import json_schema

    _write_text(json.dumps(json_schema(), indent=2) + "\n", output)


def main() -> None:
    """Run the command line; bad input ends with its findings on stderr and exit code 2."""
    # One run makes little garbage and then ends: collecting it, and walking over all that lives
    # once more at the exit, would cost more than the work on a small catalogue.
    gc.disable()
    try:
        app()
    except InputError as error:
        from timetax.render.text import safe

        for finding in error.findings:
            print(safe(str(finding)), file=sys.stderr)
        sys.exit(INPUT_UNUSABLE)
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; keep Python from flushing into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        gc.freeze()


def _tables(catalogues: list[str] | None, where: list[str] | None) -> "Tables":
    from timetax.burden import with_burden
    from timetax.catalogue import load
    from timetax.selection import parse_selection, select
    from timetax.table import tabulate

    selections = [parse_selection(each) for each in where or []]
    return with_burden(select(tabulate(load(*catalogues or [])), selections))


def _format(form: Format | None, output: Path | None) -> Format:
    if form is not None:
        return form
    return SUFFIXES.get(output.suffix.lower(), Format.TEXT) if output else Format.TEXT


def _write(report: "Report", form: Format, output: Path | None, color: Color) -> None:
    terminal = output is None and sys.stdout.isatty()
    plain = color is Color.NEVER or (color is Color.AUTO and not (terminal and _wants_color()))
    width = shutil.get_terminal_size().columns
    _write_text(format_report(report, form, width=width, color=not plain), output)


def _wants_color() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write_text(text: str, output: Path | None) -> None:
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        with tempfile.TemporaryDirectory(dir=output.parent, prefix=".timetax-") as folder:
            whole = Path(folder) / output.name
            whole.write_text(text, encoding="utf-8", newline="")
            whole.replace(output)
    except OSError as error:
        raise option_error(str(output), f"cannot be written: {error.strerror}") from error
