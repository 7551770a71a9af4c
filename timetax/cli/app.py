"""The program that all commands belong to."""

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from timetax.version import __version__

FIELDS = "{fields}"
"""What stands for the fields of forms in the help of an option."""


class CommandOnFields(TyperCommand):
    """A command whose help lists the fields of forms, which are imported only to be shown."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, with the fields where they are to stand."""
        from timetax.tables import layouts

        for each in self.params:
            if isinstance(text := getattr(each, "help", None), str):
                each.help = text.replace(FIELDS, ", ".join(layouts.FIELDS))  # type: ignore[attr-defined]
        super().format_options(ctx, formatter)


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
