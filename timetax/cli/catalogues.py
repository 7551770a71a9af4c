"""Commands that say what a catalogue holds: report, explain, forms, catalogues."""

from typing import Annotated

import typer

from timetax.cli import completing
from timetax.cli.app import FIELDS, CommandOnFields, app, examples
from timetax.cli.options import (
    BookOption,
    CatalogueOption,
    Catalogues,
    DiscountRate,
    DistributionOption,
    Draws,
    FormArgument,
    Horizon,
    PriceIndexOption,
    PriceYear,
    Seed,
    Sort,
    Where,
)
from timetax.cli.output import progress
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import (
    AS_ASKED,
    Writing,
    book_and_terms,
    fields_in,
    read_catalogue,
    read_tables,
    rows_shown,
)
from timetax.render.reports import format_named


@app.command(
    cls=CommandOnFields,
    epilog=examples(
        "timetax report",
        "timetax report --by agency,life_event",
        "timetax report my-forms.yaml --where agency=VA -o report.json",
    ),
)
@reads
def report(
    catalogues: Catalogues = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            "-b",
            metavar="FIELD[,FIELD]",
            autocompletion=completing.fields,
            help=f"Total by these fields: {FIELDS}. Two make a cross table as well.",
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
            help="Rows in a section. Without: 4 in the short report, 10 in the full one, in "
            "Markdown and on a page, 25 with --by; all in CSV and JSON.",
            show_default=False,
        ),
    ] = None,
    full: Annotated[
        bool,
        typer.Option("--full", help="All tables and notes. Without: text that fits a screen."),
    ] = False,
    sort: Sort = "burden_hours",
    draws: Draws = 10_000,
    seed: Seed = 1,
    distribution: DistributionOption = "pert",
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Total burden hours by agency, life event and form."""
    from timetax.engine.uncertainty.sampling import sampling
    from timetax.reports.short import ROWS, SECTIONS, short_report, with_counted_notes
    from timetax.reports.summary import report_on

    how = sampling(draws, seed, distribution)
    form = writing.form
    tables = read_tables(catalogues, where, reading)
    fields = fields_in(by)
    if format_named(form).one_table and not fields:
        fields = ["department", "agency"]
    short = format_named(form).for_terminal and not full
    if short and not fields and top is None:
        top = ROWS
    top = rows_shown(top, form, by_field=bool(fields))
    selected = " and ".join(where or [])
    with progress("Drawing") as tell:
        made = report_on(
            tables,
            fields,
            top=top,
            sort=sort,
            selected=selected,
            only=SECTIONS if short else None,
            sampling=how,
            progress=tell,
        )
    if short:
        made = with_counted_notes(made) if fields else short_report(made)
    writing.write(made)


@app.command(
    epilog=examples(
        "timetax explain irs-1040",
        "timetax explain DS-82",
        "timetax explain irs-1040 --book us-pra",
        "timetax explain dog-licence -c my-forms.yaml",
    )
)
def explain(
    form: FormArgument,
    catalogues: CatalogueOption = None,
    book: BookOption = None,
    price_year: PriceYear = None,
    price_index: PriceIndexOption = None,
    discount_rate: DiscountRate = None,
    horizon: Horizon = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Show how the hours of one form are made, and by a book its money."""
    from timetax.engine.burden import with_burden
    from timetax.reports.explain import explain_form
    from timetax.tables.tabulate import tabulate

    money = book_and_terms(book, price_year, price_index, discount_rate, horizon)
    catalogue = read_catalogue(catalogues, reading)
    made = explain_form(catalogue, with_burden(tabulate(catalogue)), form, money)
    writing.write(made)


@app.command(
    epilog=examples(
        "timetax forms",
        "timetax forms passport",
        "timetax forms --where 'life_event=death*' --format csv",
    )
)
def forms(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD", help="Words to look for; all must be there.", show_default=False
        ),
    ] = None,
    catalogues: CatalogueOption = None,
    where: Where = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            "-n",
            metavar="N",
            help="How many forms are listed. Without: 25 in text, Markdown and on a page; all in "
            "CSV and JSON.",
            show_default=False,
        ),
    ] = None,
    sort: Sort = "burden_hours",
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """List and search the forms of a catalogue."""
    from timetax.reports.form_list import list_forms

    tables = read_tables(catalogues, where, reading)
    form = writing.form
    top = rows_shown(top, form, by_field=True)
    made = list_forms(tables, " ".join(words or []), sort=sort, top=top)
    writing.write(made)


@app.command(epilog=examples("timetax catalogues", "timetax report canada"))
def catalogues(
    writing: Writing = AS_ASKED,
) -> None:
    """List the catalogues that come with timetax, and how to read each."""
    from timetax.reports.catalogue_list import list_catalogues

    writing.write(list_catalogues())
