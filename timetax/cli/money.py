"""Commands on money: cost, statement, tariffs."""

from typing import Annotated

import typer

from timetax.bundle import modules_in
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
    Where,
)
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
from timetax.findings import option_error
from timetax.reports import statements


@app.command(
    cls=CommandOnFields,
    epilog=examples(
        "timetax cost --book us-pra",
        "timetax cost my-forms.yaml --book au-rbm --by agency --where affected_public=individuals",
        "timetax cost my-forms.yaml --book uk-eandcb --price-year 2019 -o cost.json",
    ),
)
@reads
def cost(
    catalogues: Catalogues = None,
    book: BookOption = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            "-b",
            metavar="FIELD[,FIELD]",
            autocompletion=completing.fields,
            help=f"Total by these fields: {FIELDS}. Without: department and form.",
            show_default=False,
        ),
    ] = None,
    where: Where = None,
    price_year: PriceYear = None,
    price_index: PriceIndexOption = None,
    discount_rate: DiscountRate = None,
    horizon: Horizon = None,
    add: Annotated[
        str | None,
        typer.Option(
            metavar="ACCOUNT,ACCOUNT",
            help="Add these accounts into one, which is never done unasked: value_of_time, "
            "out_of_pocket, government.",
            show_default=False,
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            "-n",
            metavar="N",
            help="Rows in a section. Without: 10 in text, Markdown and on a page, 25 with "
            "--by; all in CSV and JSON.",
            show_default=False,
        ),
    ] = None,
    draws: Draws = 10_000,
    seed: Seed = 1,
    distribution: DistributionOption = "pert",
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Say what forms cost by a government's book: time, what is paid, once and every year."""
    from timetax.engine.money.book import BOOKS
    from timetax.engine.money.costing import costs_of
    from timetax.engine.money.spread import money_spread
    from timetax.engine.uncertainty.sampling import sampling
    from timetax.reports.cost import cost_report

    how = sampling(draws, seed, distribution)
    chosen = book_and_terms(book, price_year, price_index, discount_rate, horizon)
    if chosen is None:
        raise option_error("book", f"say whose rules are to hold: --book {', '.join(BOOKS)}")
    name, rules, terms = chosen
    tables = read_tables(catalogues, where, reading)
    form = writing.form
    fields = fields_in(by)
    costs = costs_of(tables, rules, terms)
    made = cost_report(
        tables,
        costs,
        name,
        fields,
        add=fields_in(add),
        top=rows_shown(top, form, by_field=bool(fields)),
        selected=" and ".join(where or []),
        spread=money_spread(costs, tables, how),
    )
    writing.write(made)


@app.command(
    epilog=examples(
        "timetax statement DS-82 --layout us-burden-statement",
        "timetax statement dog-licence -c my-forms.yaml --layout us-83i -o 83i.xlsx",
    )
)
def statement(
    form: FormArgument,
    layout: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(modules_in(statements)),
            autocompletion=completing.layouts,
            help="The table, as the form of its government asks for it.",
            show_default=False,
        ),
    ] = None,
    catalogues: CatalogueOption = None,
    price_year: PriceYear = None,
    price_index: PriceIndexOption = None,
    discount_rate: DiscountRate = None,
    horizon: Horizon = None,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Print a form as the table that a government asks for."""
    from timetax.engine.burden import with_burden
    from timetax.reports.statement import layout_named, statement_report, subject_of
    from timetax.tables.tabulate import tabulate

    chosen = layout_named(layout)
    money = book_and_terms(chosen.book, price_year, price_index, discount_rate, horizon)
    assert money
    assert layout
    _, book, terms = money
    catalogue = read_catalogue(catalogues, reading)
    subject = subject_of(catalogue, with_burden(tabulate(catalogue)), form, book, terms)
    made = statement_report(subject, layout)
    writing.write(made)


@app.command(epilog=examples("timetax tariffs clerk", "timetax tariffs 43-0000 2025 --format csv"))
def tariffs(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD", help="Words to look for; all must be there.", show_default=False
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            "-n",
            metavar="N",
            help="How many are listed. Without: 25 in text, Markdown and on a page; all in CSV and "
            "JSON.",
            show_default=False,
        ),
    ] = None,
    writing: Writing = AS_ASKED,
) -> None:
    """List and search the tariffs that come with timetax, with their sources."""
    from timetax.reports.tariff_list import list_tariffs

    form = writing.form
    made = list_tariffs(" ".join(words or []), top=rows_shown(top, form, by_field=True))
    writing.write(made)
