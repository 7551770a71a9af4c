"""The command line: parse, call, render, exit. Nothing else."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetax.figures import plural
from timetax.findings import InputError, option_error
from timetax.output import Color, is_colored, progress, write_text
from timetax.render import SUFFIXES, Format, format_report
from timetax.render.findings import FindingFormat, format_outcome
from timetax.version import __version__

if TYPE_CHECKING:
    from timetax.inputs import ReadOptions
    from timetax.report import Report
    from timetax.scenario.model import Scenario
    from timetax.table import Tables

INPUT_UNUSABLE = 2
ROWS_IN_STANDARD_SECTIONS = 10
ROWS_BY_FIELD = 25
STDIN = "-"


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
Headings = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="HEADING=KEY",
        help="What a heading of a table means, or `ignore`; or a file of them; repeatable.",
        show_default=False,
    ),
]
Unit = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="hours|minutes",
        help="The unit of a time per response whose heading names none.",
        show_default=False,
    ),
]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook.")
]
KeepGoing = Annotated[
    bool, typer.Option("--keep-going", help="Leave out rows of a table with mistakes, and say so.")
]
EventMap = Annotated[
    Path | None,
    typer.Option(
        "--life-event-map",
        metavar="FILE",
        help="Which collections of an official inventory belong to which life events.",
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
Sort = Annotated[
    str, typer.Option("--sort", metavar="COLUMN", help="The column that orders the rows.")
]
Draws = Annotated[
    int, typer.Option(metavar="N", help="How many draws are made where figures are ranges.")
]
Seed = Annotated[int, typer.Option(metavar="N", help="The seed of the draws.")]
DistributionOption = Annotated[
    str, typer.Option(metavar="pert|triangular", help="How a range is drawn.")
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
    sort: Sort = "burden_hours",
    draws: Draws = 10_000,
    seed: Seed = 1,
    distribution: DistributionOption = "pert",
    headings: Headings = None,
    unit: Unit = None,
    sheet: SheetOption = None,
    keep_going: KeepGoing = False,
    event_map: EventMap = None,
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Total burden hours by agency, life event and form."""
    from timetax.summary import report_on
    from timetax.uncertainty.sampling import sampling

    how = sampling(draws, seed, distribution)
    form = _format(format, output)
    options = _reading(headings, unit, sheet, keep_going, event_map)
    tables = _tables(catalogues, where, options)
    fields = _fields(by)
    if form is Format.CSV and not fields:
        fields = ["department", "agency"]
    if top is None and form in (Format.TEXT, Format.MARKDOWN):
        top = ROWS_BY_FIELD if fields else ROWS_IN_STANDARD_SECTIONS
    selected = " and ".join(where or [])
    with progress("Drawing") as tell:
        made = report_on(
            tables, fields, top=top, sort=sort, selected=selected, sampling=how, progress=tell
        )
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
    headings: Headings = None,
    unit: Unit = None,
    sheet: SheetOption = None,
    keep_going: KeepGoing = False,
    event_map: EventMap = None,
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Show how the hours of one form are made."""
    from timetax.burden import with_burden
    from timetax.catalogue import load
    from timetax.explain import explain_form
    from timetax.table import tabulate

    options = _reading(headings, unit, sheet, keep_going, event_map)
    with options as reading:
        catalogue = load(*catalogues or [], options=reading)
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
    sort: Sort = "burden_hours",
    headings: Headings = None,
    unit: Unit = None,
    sheet: SheetOption = None,
    keep_going: KeepGoing = False,
    event_map: EventMap = None,
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """List and search the forms of a catalogue."""
    from timetax.inventory import list_forms

    options = _reading(headings, unit, sheet, keep_going, event_map)
    made = list_forms(_tables(catalogues, where, options), " ".join(words or []), sort=sort)
    _write(made, _format(format, output), output, color)


@app.command(
    epilog=_examples(
        "timetax whatif passport-renewal-online",
        "timetax whatif reform.yaml -c my-forms.yaml --by agency,life_event",
        "timetax whatif a.yaml b.yaml a.yaml+b.yaml",
        "timetax whatif --set state-ds82.minutes_per_response=20",
        "timetax whatif reform.yaml --sweep share_online=0:1:0.1",
        "timetax whatif reform.yaml --solve share_online --target=-10%",
    )
)
def whatif(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO",
            help="Files of scenarios or names of bundled ones; a+b applies b after a.",
            show_default=False,
        ),
    ] = None,
    catalogues: CatalogueOption = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            "-s",
            metavar="NAME=VALUE",
            help="Set a parameter, or a figure of a form: FORM.FIGURE=VALUE, *=VALUE, +=VALUE; "
            "repeatable.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            "-b",
            metavar="FIELD[,FIELD]",
            help="Total by these fields, as in report. Without: department, life event, form.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="SCENARIO",
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
            help="Rows in a section. Without: 10 in text and Markdown, 25 with --by; "
            "all in CSV and JSON.",
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
    draws: Draws = 10_000,
    seed: Seed = 1,
    distribution: DistributionOption = "pert",
    headings: Headings = None,
    unit: Unit = None,
    sheet: SheetOption = None,
    keep_going: KeepGoing = False,
    event_map: EventMap = None,
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Say what reforms would change: hours, for whom, and how sure that is."""
    from timetax.catalogue import load
    from timetax.comparison import compare
    from timetax.scenario.reading import catalogue_of, load_all, with_settings
    from timetax.table import tabulate
    from timetax.uncertainty.sampling import sampling
    from timetax.whatif import groupings, parse_years, whatif_report

    how = sampling(draws, seed, distribution)
    horizon = parse_years(years) if years else None

    named = [*(scenarios or []), *([against] if against else [])]
    read = with_settings(load_all(named), settings or [])
    other = read.pop() if against else None
    if not read:
        raise option_error("SCENARIO", "name a scenario, or use --set FORM.FIGURE=VALUE")
    about = None if catalogues else catalogue_of([*read, *([other] if other else [])])
    with _reading(headings, unit, sheet, keep_going, event_map) as reading:
        tables = tabulate(load(*catalogues or [], *([about] if about else []), options=reading))
    form = _format(format, output)
    if top is None and form in (Format.TEXT, Format.MARKDOWN):
        top = ROWS_BY_FIELD if by or sweep else ROWS_IN_STANDARD_SECTIONS
    with progress("Computing") as tell:
        if sweep or solve or target:
            if len(read) > 1 or other:
                raise option_error("SCENARIO", "--sweep and --solve take one scenario")
            made = _searched(tables, read[0], sweep or [], solve, target, top, tell)
        else:
            fields = _fields(by)
            comparison = compare(tables, read, other, how, groupings(fields), tell)
            made = whatif_report(comparison, fields, everything=every, top=top, years=horizon)
    _write(made, form, output, color)


@app.command(epilog=_examples("timetax scenarios", "timetax scenarios passport"))
def scenarios(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Words to look for; all must be there.", show_default=False),
    ] = None,
    format: FormatOption = None,  # noqa: A002
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """List the reforms that come with timetax, with their sources."""
    from timetax.scenarios import list_scenarios

    _write(list_scenarios(" ".join(words or [])), _format(format, output), output, color)


@app.command(
    epilog=_examples(
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

    from timetax.scenario.schema import json_schema as of_scenario
    from timetax.schema import json_schema as of_catalogue

    made = of_scenario() if scenario else of_catalogue()
    write_text(json.dumps(made, indent=2) + "\n", output)


@app.command(
    epilog=_examples(
        "timetax check forms/",
        "timetax check forms.yaml --select TT1,TT2 --strict",
        "timetax check forms.yaml --diff",
        "timetax check forms.yaml --format sarif -o findings.sarif",
    )
)
def check(
    paths: Catalogues = None,
    select: Annotated[
        str | None,
        typer.Option(metavar="RULES", help="Only these rules: codes, prefixes or names, a,b,c."),
    ] = None,
    ignore: Annotated[
        str | None,
        typer.Option(metavar="RULES", help="Not these rules: codes, prefixes or names, a,b,c."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings fail as errors do.")
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 instead of 1.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended safely, in place.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep out the findings that this file knows."),
    ] = None,
    update_baseline: Annotated[
        bool,
        typer.Option("--update-baseline", help="Write down what is found now as the baseline."),
    ] = False,
    today: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="The day that expiry and age are measured from."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The configuration; without, the nearest one upwards."),
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="In text, count the findings of each rule.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print findings and nothing else.")
    ] = False,
    headings: Headings = None,
    unit: Unit = None,
    sheet: SheetOption = None,
    keep_going: KeepGoing = False,
    event_map: EventMap = None,
    format: Annotated[  # noqa: A002
        FindingFormat, typer.Option("--format", "-f", help="How findings are written.")
    ] = FindingFormat.AUTO,
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Check a catalogue for mistakes, doubtful figures and stale ones."""
    from timetax.bundle import bundled
    from timetax.checks import run as checks
    from timetax.checks.baseline import learned
    from timetax.checks.config import FILE, find, load_config
    from timetax.checks.fixing import difference
    from timetax.checks.outcome import COULD_NOT_RUN, FOUND

    paths = paths or []
    first = Path() if paths[:1] == [STDIN] else Path(*paths[:1])
    nearest = find(first) if paths else bundled().with_name(FILE)
    settings = load_config(
        config or nearest,
        os.environ,
        select=_listed(select),
        ignore=_listed(ignore),
        strict=strict or None,
        today=today,
        baseline=baseline,
    )
    if update_baseline and settings.baseline is None:
        raise option_error("--update-baseline", "name the file with --baseline")
    now = replace(settings, baseline=None) if update_baseline else settings
    with _reading(headings, unit, sheet, keep_going, event_map) as reading:
        if fix and not diff:
            outcome, mended = checks.fix(paths, now, reading)
        else:
            outcome, mended = checks.run(paths, now, reading), 0
    if update_baseline and settings.baseline and outcome.complete:
        outcome = learned(outcome, settings.baseline)
    if mended and not quiet:
        typer.echo(f"{plural(mended, 'value')} mended.", err=True)
    if diff and outcome.complete:
        changes = difference(outcome)
        write_text(changes, output, safely=True)
        raise typer.Exit(FOUND if changes and not exit_zero else 0)
    written = format_outcome(
        outcome,
        FindingFormat.TEXT if diff else format,
        color=is_colored(color, output),
        statistics=statistics,
        summary=not quiet,
    )
    if diff:
        typer.echo(written, nl=False, err=True)
    else:
        write_text(written, output)
    if outcome.exit_code == COULD_NOT_RUN or not exit_zero:
        raise typer.Exit(outcome.exit_code)


@app.command(
    epilog=_examples(
        "timetax convert CurrentInventoryReport.xml -o inventory.parquet",
        "timetax convert forms.xlsx --map 'Time=minutes_per_response' -o forms.yaml",
        "timetax convert forms.csv",
    )
)
def convert(
    paths: Catalogues = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A .yaml, .csv, .parquet or .xlsx file. Without: show how headings are read.",
            show_default=False,
        ),
    ] = None,
    headings: Headings = None,
    unit: Unit = None,
    sheet: SheetOption = None,
    keep_going: KeepGoing = False,
    event_map: EventMap = None,
    format: FormatOption = None,  # noqa: A002
    color: ColorOption = Color.AUTO,
) -> None:
    """Write a catalogue in another format, or show how the headings of a table are read."""
    from timetax.catalogue import load
    from timetax.convert import convert as write
    from timetax.headings import headings_report

    with _reading(headings, unit, sheet, keep_going, event_map) as reading:
        if output is None:
            made = headings_report(paths or [], reading)
        else:
            catalogue = load(*paths or [], options=reading)
    if output is None:
        _write(made, _format(format, None), None, color)
        return
    write(catalogue, output)
    for note in catalogue.notes:
        typer.echo(note, err=True)


@app.command(epilog=_examples("timetax rule TT101", "timetax rule --all"))
def rule(
    name: Annotated[
        str | None, typer.Argument(metavar="RULE", help="The code or name of a rule.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every rule.")] = False,
) -> None:
    """Explain a rule of `timetax check`."""
    from timetax.render.rules import list_of_rules, page_of_rule

    if (name is None) is not every:
        raise option_error("RULE", "name one rule, such as TT101, or use --all")
    write_text(list_of_rules() if name is None else page_of_rule(name), None)


def main() -> None:
    """Run the command line; bad input ends with its findings on stderr and exit code 2."""
    # One run makes little garbage and then ends: collecting it, and walking over all that lives
    # once more at the exit, would cost more than the work on a small catalogue.
    gc.disable()
    # Looking for plugins of pydantic takes a tenth of a small run, and none is wanted.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
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


def _tables(
    catalogues: list[str] | None,
    where: list[str] | None,
    options: "AbstractContextManager[ReadOptions]",
) -> "Tables":
    from timetax.burden import with_burden
    from timetax.selection import parse_selection, select

    selections = [parse_selection(each) for each in where or []]
    tables = _stored(catalogues or [])
    if tables is None:
        from timetax.catalogue import load
        from timetax.table import tabulate

        with options as reading:
            tables = tabulate(load(*catalogues or [], options=reading))
    return with_burden(select(tables, selections))


def _stored(catalogues: list[str]) -> "Tables | None":
    """Return the tables that a single Parquet file holds ready, if it does."""
    if len(catalogues) != 1 or not Path(catalogues[0]).is_file():
        return None
    with Path(catalogues[0]).open("rb") as file:
        if file.read(4) != b"PAR1":
            return None
    from timetax.convert.parquet import tables_of

    return tables_of(Path(catalogues[0]))


@contextmanager
def _reading(
    headings: list[str] | None,
    unit: str | None,
    sheet: str | None,
    keep_going: bool,
    event_map: Path | None,
) -> "Iterator[ReadOptions]":
    """Give the options by which files are read; while they are, progress is shown."""
    from timetax.inputs import read_options

    with progress("Reading") as tell:
        yield read_options(headings or [], unit, sheet, keep_going, event_map, tell)


def _searched(
    tables: "Tables",
    scenario: "Scenario",
    sweep: list[str],
    solve: str | None,
    target: str | None,
    top: int | None,
    tell: Callable[[float], None],
) -> "Report":
    from timetax.scenario.planning import plan
    from timetax.search.axes import parse_axis, parse_search
    from timetax.search.reports import solve_report, sweep_report
    from timetax.search.solving import parse_target, solved
    from timetax.search.sweeping import swept

    if bool(sweep) is bool(solve) or bool(solve) is not bool(target):
        raise option_error("solve", "use --sweep, or --solve together with --target")
    if solve and target:
        wanted, (name, low, high) = parse_target(target), parse_search(solve)
        made = plan(tables, scenario)
        return solve_report(made, solved(made, name, wanted, low, high))
    axes = [parse_axis(each) for each in sweep]
    made = plan(tables, scenario)
    return sweep_report(made, swept(made, axes, tell), axes, top=top)


def _format(form: Format | None, output: Path | None) -> Format:
    if form is not None:
        return form
    return SUFFIXES.get(output.suffix.lower(), Format.TEXT) if output else Format.TEXT


def _write(report: "Report", form: Format, output: Path | None, color: Color) -> None:
    width = shutil.get_terminal_size().columns
    write_text(format_report(report, form, width=width, color=is_colored(color, output)), output)


def _fields(by: str | None) -> list[str]:
    return [field.strip() for field in by.split(",")] if by is not None else []


def _listed(names: str | None) -> list[str] | None:
    return None if names is None else [name.strip() for name in names.split(",") if name.strip()]
