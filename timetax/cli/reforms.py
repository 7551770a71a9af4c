"""Commands that say what reforms would change: whatif, scenarios."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from timetax.cli import completing
from timetax.cli.app import app, examples
from timetax.cli.configured import catalogues_set
from timetax.cli.options import (
    AllowOutside,
    BookOption,
    CatalogueOption,
    DiscountRate,
    DistributionOption,
    Draws,
    Horizon,
    PriceIndexOption,
    PriceYear,
    Seed,
    WithOption,
)
from timetax.cli.output import progress
from timetax.cli.reading import AS_GIVEN, ReadingArguments
from timetax.cli.request import (
    AS_ASKED,
    Writing,
    book_and_terms,
    fields_in,
    rows_shown,
)
from timetax.findings import option_error

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue
    from timetax.engine.money.book import Book, Terms
    from timetax.engine.scenario.comparison import Comparison
    from timetax.engine.scenario.model import Scenario
    from timetax.reports.report import Report
    from timetax.tables.layouts import Tables


@app.command(
    epilog=examples(
        "timetax whatif passport-renewal-online",
        "timetax whatif reform.yaml -c my-forms.yaml --by agency,life_event",
        "timetax whatif a.yaml b.yaml a.yaml+b.yaml",
        "timetax whatif --set state-ds82.minutes_per_response=20",
        "timetax whatif reform.yaml --book us-pra",
        "timetax whatif eligibility-proved-once --journey disability",
        "timetax whatif reform.yaml --sweep share_online=0:1:0.1",
        "timetax whatif reform.yaml --solve share_online --target=-10%",
    )
)
def whatif(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO",
            autocompletion=completing.scenarios,
            help="Files of scenarios or names of bundled ones; a+b applies b after a.",
            show_default=False,
        ),
    ] = None,
    named: CatalogueOption = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            "-s",
            metavar="NAME=VALUE",
            autocompletion=completing.settings,
            help="Set a parameter, or do to forms what a scenario file does: FORM.FIGURE=VALUE, "
            "*=VALUE, +=VALUE, *={low: 0.6, likely: 0.8, high: 0.9}, FORM.prefill=0.5; repeatable.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            "-b",
            metavar="FIELD[,FIELD]",
            autocompletion=completing.fields,
            help="Total by these fields, as in report. Without: department, life event, form.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="SCENARIO",
            autocompletion=completing.scenarios,
            help="Compare with this scenario instead of the catalogue as it is.",
            show_default=False,
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", "-a", help="Show what does not change as well.")
    ] = False,
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
    years: Annotated[
        str | None,
        typer.Option(
            metavar="FROM:TO",
            help="The years of the results by year. Without: ten from the first start.",
            show_default=False,
        ),
    ] = None,
    sweep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=FROM:TO:STEP",
            help="Compute all values of a parameter; several make a grid.",
            show_default=False,
        ),
    ] = None,
    solve: Annotated[
        str | None,
        typer.Option(
            metavar="NAME[=FROM:TO]",
            help="Find the value of a parameter that reaches --target.",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            metavar="CHANGE",
            help="What to reach: a change such as -10% or -1e6 hours, or a total such as =2e9.",
            show_default=False,
        ),
    ] = None,
    journey: Annotated[
        str | None,
        typer.Option(
            metavar="LIFE_EVENT",
            autocompletion=completing.journeys,
            help="Show what changes for one person in this journey as well.",
            show_default=False,
        ),
    ] = None,
    given: WithOption = None,
    book: BookOption = None,
    price_year: PriceYear = None,
    price_index: PriceIndexOption = None,
    discount_rate: DiscountRate = None,
    horizon: Horizon = None,
    draws: Draws = 10_000,
    seed: Seed = 1,
    distribution: DistributionOption = "pert",
    reading: ReadingArguments = AS_GIVEN,
    allow_outside: AllowOutside = False,
    writing: Writing = AS_ASKED,
) -> None:
    """Say what reforms would change: hours, for whom, and how sure that is."""
    from timetax.cli.request import parse_years
    from timetax.engine.scenario.comparison import compare
    from timetax.engine.scenario.reading import catalogue_of, load_all
    from timetax.engine.scenario.settings import with_settings
    from timetax.engine.uncertainty.sampling import sampling
    from timetax.read.to_catalogue import load
    from timetax.read.to_tables import tables_at
    from timetax.reports.whatif import groupings, whatif_report
    from timetax.tables.tabulate import tabulate

    how = sampling(draws, seed, distribution)
    period = parse_years(years) if years else None
    money = book_and_terms(book, price_year, price_index, discount_rate, horizon)

    files = [*(scenarios or []), *([against] if against else [])]
    read = with_settings(load_all(files, allow_outside=allow_outside), settings or [])
    other = read.pop() if against else None
    if not read:
        raise option_error("SCENARIO", "name a scenario, or use --set FORM.FIGURE=VALUE")
    about = None if named else catalogue_of([*read, *([other] if other else [])])
    catalogues = named or ([str(about)] if about else catalogues_set())
    if given and not journey:
        raise option_error("with", "is about one person; add --journey LIFE_EVENT")
    with reading.options() as options:
        whole = load(*catalogues, options=options) if journey else None
        tables = tabulate(whole) if whole else tables_at(catalogues, options)
    form = writing.form
    top = rows_shown(top, form, by_field=bool(by or sweep))
    with progress("Computing") as tell:
        if sweep or solve or target:
            if money and not sweep:
                raise option_error(
                    "book",
                    "--solve looks for hours, and a book has several accounts and no one figure to "
                    "look for; leave it out, or see the money at several values: "
                    "`--sweep NAME=FROM:TO:STEP` beside --book",
                )
            if journey:
                raise option_error("journey", "--sweep and --solve are about totals; leave it out")
            if len(read) > 1 or other:
                raise option_error("SCENARIO", "--sweep and --solve take one scenario")
            made = _searched(tables, read[0], sweep or [], solve, target, top, tell, money)
        else:
            fields = fields_in(by)
            comparison = compare(tables, read, other, how, groupings(fields), tell)
            made = whatif_report(comparison, fields, everything=every, top=top, years=period)
            if whole and journey:
                made = _for_one_person(made, comparison, whole, journey, given or [])
            if money:
                from timetax.engine.money.reforms import reforms_in_money
                from timetax.reports.whatif_money import with_money

                name, rules, terms = money
                found = reforms_in_money(comparison, rules, terms, how)
                made = with_money(made, found, name, fields, top=top)
    writing.write(made)


@app.command(epilog=examples("timetax scenarios", "timetax scenarios passport"))
def scenarios(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD", help="Words to look for; all must be there.", show_default=False
        ),
    ] = None,
    writing: Writing = AS_ASKED,
) -> None:
    """List the reforms that come with timetax, with their sources."""
    from timetax.reports.scenario_list import list_scenarios

    writing.write(list_scenarios(" ".join(words or [])))


def _for_one_person(
    made: "Report", comparison: "Comparison", catalogue: "Catalogue", name: str, given: list[str]
) -> "Report":
    from timetax.engine.journeys.reform import reformed_journey
    from timetax.engine.journeys.traits import settled
    from timetax.reports.journey import journey_named, title_of
    from timetax.reports.whatif_journey import with_journey

    journey = journey_named(catalogue, name)
    known = settled(journey, given)
    found = reformed_journey(comparison, catalogue, journey, known)
    return with_journey(made, found, title_of(catalogue, journey))


def _searched(
    tables: "Tables",
    scenario: "Scenario",
    sweep: list[str],
    solve: str | None,
    target: str | None,
    top: int | None,
    tell: Callable[[float], None],
    money: "tuple[str, Book, Terms] | None",
) -> "Report":
    from timetax.engine.scenario.planning import plan
    from timetax.engine.sweeps.axes import parse_axis, parse_search
    from timetax.engine.sweeps.goal_seek import parse_target, solved
    from timetax.engine.sweeps.grid import swept
    from timetax.reports.sweep import solve_report, sweep_report

    if bool(sweep) is bool(solve) or bool(solve) is not bool(target):
        raise option_error("solve", "use --sweep, or --solve together with --target")
    if solve and target:
        wanted, (name, low, high) = parse_target(target), parse_search(solve)
        made = plan(tables, scenario)
        return solve_report(made, solved(made, name, wanted, low, high))
    axes = [parse_axis(each) for each in sweep]
    made = plan(tables, scenario)
    report = sweep_report(made, swept(made, axes, tell), axes, top=top)
    if money is None:
        return report
    from timetax.engine.money.sweeping import swept_in_money
    from timetax.reports.sweep_money import with_money_at_points

    name, book, terms = money
    points = swept_in_money(made, axes, book, terms, tell)
    return with_money_at_points(report, points, [axis.name for axis in axes], name, top=top)
