"""The program that all commands belong to."""

from typing import Annotated

import typer

from timetax.version import __version__


def examples(*commands: str) -> str:
    """Return what a command's help shows below its options."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,  # importing what draws panels takes longer than all the rest of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The time tax of government forms: burden hours by agency and life event.",
    epilog=examples("timetax report", "timetax explain irs-1040", "timetax report --help"),
)


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
