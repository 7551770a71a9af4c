"""Options and arguments that several commands have."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from timetax.bundle import modules_in
from timetax.cli import completing
from timetax.cli.output import Color
from timetax.engine.money import books
from timetax.render import outcomes, reports

STDIN = "-"

if TYPE_CHECKING:
    ReportFormat: TypeAlias = str
    DifferenceFormat: TypeAlias = str
    FindingsFormat: TypeAlias = str
else:  # the choices that an option offers
    ReportFormat = StrEnum("ReportFormat", list(reports.FOR_ALL))
    DifferenceFormat = StrEnum("DifferenceFormat", list(reports.FORMATS))
    FindingsFormat = StrEnum("FindingsFormat", list(outcomes.FORMATS))

Catalogues = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CATALOGUE",
        help="Files (YAML, spreadsheets, official inventories), folders of them, - for standard "
        "input, or names of bundled ones. Without any: the one that is set, or else that which "
        "comes with timetax.",
        show_default=False,
    ),
]
FormArgument = Annotated[
    str,
    typer.Argument(
        metavar="FORM",
        help="The id, form number or control number of a form.",
        autocompletion=completing.forms,
    ),
]
CatalogueOption = Annotated[
    list[str] | None,
    typer.Option(
        "--catalogue",
        "-c",
        metavar="CATALOGUE",
        help="A file, a folder, - for standard input, or the name of a bundled one; repeatable. "
        "Without: the one that is set, or else the bundled one.",
        show_default=False,
    ),
]
WithOption = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="TRAIT=VALUE",
        autocompletion=completing.traits,
        help="Who the person is: income=low, children=2; repeatable. Without: by the shares of "
        "people that are known.",
        show_default=False,
    ),
]
AllowOutside = Annotated[
    bool,
    typer.Option(
        "--allow-outside",
        help="Let a scenario or configuration name files outside of its folder and this one.",
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        "-w",
        metavar="FIELD=VALUE",
        autocompletion=completing.selections,
        help="Only these forms: agency=IRS, agency!=IRS, life_event=birth*, agency=SSA,VA; "
        "repeatable, and all must hold.",
        show_default=False,
    ),
]
Sort = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar="COLUMN",
        help="The column that orders the rows, such as responses; of an unknown one it is said "
        "which there are.",
        autocompletion=completing.columns,
    ),
]
Draws = Annotated[
    int, typer.Option(metavar="N", help="How many draws are made where figures are ranges.")
]
Seed = Annotated[int, typer.Option(metavar="N", help="The seed of the draws.")]
DistributionOption = Annotated[
    str, typer.Option(metavar="pert|triangular", help="How a range is drawn.")
]
FormatOption = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format",
        "-f",
        help="Text, unless the name of the output file says otherwise.",
    ),
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
NoPager = Annotated[
    bool,
    typer.Option("--no-pager", help="Print it all, also where it is longer than the terminal."),
]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colour.")]

BookOption = Annotated[
    str | None,
    typer.Option(
        "--book",
        metavar="|".join(modules_in(books)),
        autocompletion=completing.books,
        help="The government by whose rules money is counted.",
        show_default=False,
    ),
]
PriceYear = Annotated[
    int | None,
    typer.Option(
        metavar="YEAR",
        help="Move all money to the prices of this year. Without: by the book.",
        show_default=False,
    ),
]
PriceIndexOption = Annotated[
    str | None,
    typer.Option(
        "--price-index",
        metavar="SERIES",
        help="The index that money is moved with: cpi, gdp_deflator; cpi_u, gdp_deflator_bea (US).",
        show_default=False,
    ),
]
DiscountRate = Annotated[
    str | None,
    typer.Option(
        metavar="RATE",
        help="Discount by this rate a year, such as 0.03, instead of the book's.",
        show_default=False,
    ),
]
Horizon = Annotated[
    int | None,
    typer.Option(
        metavar="YEARS",
        help="Look at so many years instead of the book's.",
        show_default=False,
    ),
]
