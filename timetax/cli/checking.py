"""Commands that check a catalogue: check, rule."""

import os
import shutil
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetax.cli import completing
from timetax.cli.app import app, examples
from timetax.cli.configured import setting
from timetax.cli.jobs import is_file
from timetax.cli.options import (
    STDIN,
    AllowOutside,
    Catalogues,
    ColorOption,
    FindingsFormat,
    Output,
    Where,
)
from timetax.cli.output import Color, is_colored, is_quiet, require_no_input, say, write_text
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import names_in, write_report
from timetax.findings import Severity, option_error
from timetax.render.endings import require_ending
from timetax.render.outcomes import (
    AUTO,
    FORMATS,
    JSON,
    TEXT,
    format_for,
    format_meant_by,
    format_outcome,
)
from timetax.wording.hints import did_you_mean
from timetax.wording.numbers import plural

if TYPE_CHECKING:
    from timetax.engine.selection import Selection


@app.command(
    epilog=examples(
        "timetax check forms/",
        "timetax check forms.yaml --select TT1,TT2 --strict",
        "timetax check forms.yaml --where agency=VA --hide note",
        "timetax check forms.yaml --diff",
        "timetax check forms.yaml --format sarif -o findings.sarif",
        "timetax check forms.yaml --links",
    )
)
@reads
def check(
    paths: Catalogues = None,
    select: Annotated[
        str | None,
        typer.Option(
            metavar="RULES",
            autocompletion=completing.rules,
            help="Only these rules: codes, prefixes or names, a,b,c.",
        ),
    ] = None,
    ignore: Annotated[
        str | None,
        typer.Option(
            metavar="RULES",
            autocompletion=completing.rules,
            help="Not these rules: codes, prefixes or names, a,b,c.",
        ),
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
    where: Where = None,
    hide: Annotated[
        str | None,
        typer.Option(
            metavar="SEVERITY",
            help="Do not show, only count: note, or warning,note.",
            show_default=False,
        ),
    ] = None,
    skip_others: Annotated[
        bool,
        typer.Option(
            "--skip-others",
            help="Leave files alone that mean to be no catalogue; folders are taken whole.",
        ),
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
    allow_outside: AllowOutside = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="In text, count the findings of each rule.")
    ] = False,
    links: Annotated[
        bool,
        typer.Option(
            "--links", help="List each source with its address and copy, and check nothing."
        ),
    ] = False,
    reading: ReadingArguments = AS_GIVEN,
    format: Annotated[  # noqa: A002
        FindingsFormat, typer.Option("--format", "-f", help="How findings are written.")
    ] = AUTO,
    output: Output = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Check a catalogue for mistakes, doubtful figures and stale ones."""
    from timetax.bundle import bundled
    from timetax.checks import run as checks
    from timetax.checks.baseline import learned
    from timetax.checks.config import load_config
    from timetax.checks.fixing import difference
    from timetax.checks.outcome import COULD_NOT_RUN, FOUND
    from timetax.files.configuration import FILE, find
    from timetax.hosts.here import host_of

    if output is not None and diff:
        require_ending(output, ".diff", ".patch", ".txt")
    elif output is not None and not links:
        format = format_meant_by(output, format)  # noqa: A001
    if format == AUTO and (made := setting("findings-format")):
        format = made.one_of(FORMATS)  # noqa: A001
    hidden = _severities(hide)
    selections = _selections(where or [])
    if update_baseline and selections:
        raise option_error("--update-baseline", "a baseline is of all forms; leave out --where")
    if skip_others and paths:
        paths = [each for each in paths if _may_be_catalogue(each)]
        if not paths:
            return
    paths = paths or []
    if links:
        _list_links(paths, reading, format, output, color)
        return
    first = Path() if paths[:1] == [STDIN] else Path(*paths[:1])
    nearest = find(first) if paths else bundled().with_name(FILE)
    settings = load_config(
        config or nearest,
        os.environ,
        allow_outside=allow_outside,
        select=names_in(select),
        ignore=names_in(ignore),
        strict=strict or None,
        today=today,
        baseline=baseline,
    )
    if update_baseline and settings.baseline is None:
        raise option_error("--update-baseline", "name the file with --baseline")
    now = replace(settings, baseline=None) if update_baseline else settings
    with reading.options() as options:
        if fix and not diff:
            outcome, mended = checks.fix(paths, now, options, selections)
        else:
            outcome, mended = checks.run(paths, now, options, selections), 0
    if update_baseline and settings.baseline and outcome.complete:
        require_no_input(settings.baseline)
        outcome = learned(outcome, settings.baseline)
    if mended:
        say(f"{plural(mended, 'value')} mended.")
    if diff and outcome.complete:
        changes = difference(outcome)
        write_text(changes, output, exactly=False)
        raise typer.Exit(FOUND if changes and not exit_zero else 0)
    outcome = outcome.hiding(hidden)
    host = host_of(os.environ)
    in_file = output is not None or is_file(sys.stdout)
    chosen = format_for(host, in_file=in_file) if format == AUTO else format
    written = partial(format_outcome, outcome, statistics=statistics, summary=not is_quiet())
    colored = is_colored(color, output)
    if diff:
        typer.echo(written(TEXT, color=colored), nl=False, err=True)
    else:
        write_text(written(chosen, color=colored), output)
        if host and in_file:  # the log of a job shows what its file holds
            typer.echo(written(format_for(host)), nl=False, err=output is None)
    if outcome.exit_code == COULD_NOT_RUN or not exit_zero:
        raise typer.Exit(outcome.exit_code)


def _selections(where: list[str]) -> "list[Selection]":
    if not where:
        return []
    from timetax.engine.selection import parse_selection

    return [parse_selection(each) for each in where]


def _list_links(
    paths: list[str], reading: ReadingArguments, form: str, output: Path | None, color: Color
) -> None:
    from timetax.read.to_catalogue import load
    from timetax.render.reports import name_for
    from timetax.reports.links import links_report

    if form not in (AUTO, TEXT, JSON):
        message = f"sources are written as {TEXT} or {JSON}, or as the file of --output is named"
        raise option_error("--format", message)
    with reading.options() as options:
        made = links_report(load(*paths, options=options))
    write_report(made, name_for(output) if form == AUTO else form, output, color, no_pager=False)


@app.command(epilog=examples("timetax rule TT101", "timetax rule --all"))
def rule(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE", autocompletion=completing.rules, help="The code or name of a rule."
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every rule.")] = False,
) -> None:
    """Explain a rule of `timetax check`."""
    from timetax.render.rules import list_of_rules, page_of_rule

    if (name is None) is not every:
        raise option_error("RULE", "name one rule, such as TT101, or use --all")
    # What is piped is for `grep`: a rule is a line.
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    write_text(list_of_rules(width) if name is None else page_of_rule(name, width), None)


def _severities(names: str | None) -> frozenset[Severity]:
    made = set()
    for name in names_in(names) or []:
        known = {each.value: each for each in Severity} | {f"{each}s": each for each in Severity}
        if name.casefold() not in known:
            hint = did_you_mean(name, [each.value for each in Severity])
            message = f"{name!r} is no severity{hint}; they are {', '.join(Severity)}"
            raise option_error("--hide", message)
        made.add(known[name.casefold()])
    return frozenset(made)


def _may_be_catalogue(path: str) -> bool:
    """Return whether a path is a catalogue; what cannot be told is read, so that it is said why."""
    from timetax.read.content import HEAD, holds_catalogue
    from timetax.read.tabular.format import Start

    try:
        with Path(path).open("rb") as file:
            return holds_catalogue(Start(file.read(HEAD)))
    except (OSError, ValueError):
        return True
