"""The command on what forms really took: measure."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetax.cli.app import app, examples
from timetax.cli.options import CatalogueOption, ColorOption, FormatOption, NoPager, Output
from timetax.cli.output import Color
from timetax.cli.request import format_of, write_report
from timetax.findings import option_error

if TYPE_CHECKING:
    from timetax.reports.report import Report


@app.command(
    epilog=examples(
        "timetax measure pages.csv --forms map.yaml",
        "timetax measure 'events/*.parquet' --by device -o measured.json",
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
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
    no_pager: NoPager = False,
) -> None:
    """Say what forms really took, from published analytics or logs, beside what is claimed."""
    made = _measured(logs, forms, catalogues, columns or [])
    write_report(made, format_of(format, output), output, color, no_pager)


def _measured(
    logs: list[str], forms: Path | None, catalogues: list[str] | None, columns: list[str]
) -> "Report":
    from timetax.read.logs.columns import LogKind, columns_of, parse_mapping
    from timetax.read.logs.files import headings_of_text, log_files
    from timetax.read.logs.forms_map import load_forms_map
    from timetax.read.logs.pages import read_pages
    from timetax.read.to_catalogue import load
    from timetax.reports.measured_pages import pages_report

    mapping = parse_mapping(columns)
    pages_of = load_forms_map(forms) if forms else None
    files = log_files(logs)
    found = columns_of(
        headings_of_text(files.name, files.format), files.name, mapping, has_map=bool(pages_of)
    )
    if found.kind is not LogKind.PAGES:
        raise option_error(files.name, "logs of events are read in the next version")
    if pages_of is None:
        raise option_error("forms", "say which pages belong to which form: --forms MAP")
    visits, notes = read_pages(files, found.columns, pages_of)
    return pages_report(visits, load(*catalogues or []), notes)
