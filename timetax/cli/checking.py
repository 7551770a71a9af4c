"""Commands that check a catalogue: check, rule."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from timetax.cli import completing
from timetax.cli.app import app, examples
from timetax.cli.configured import setting
from timetax.cli.options import (
    STDIN,
    AllowOutside,
    Catalogues,
    ColorOption,
    FindingsFormat,
    Output,
)
from timetax.cli.output import Color, is_colored, is_quiet, require_no_input, say, write_text
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import names_in
from timetax.findings import option_error
from timetax.render.endings import require_ending
from timetax.render.outcomes import AUTO, FORMATS, TEXT, format_for, format_outcome
from timetax.wording.numbers import plural


@app.command(
    epilog=examples(
        "timetax check forms/",
        "timetax check forms.yaml --select TT1,TT2 --strict",
        "timetax check forms.yaml --diff",
        "timetax check forms.yaml --format sarif -o findings.sarif",
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

    if output is not None and diff:
        require_ending(output, ".diff", ".patch", ".txt")
    elif output is not None:
        format = format_for(output, format)  # noqa: A001
    if format == AUTO and (made := setting("findings-format")):
        format = made.one_of(FORMATS)  # noqa: A001
    paths = paths or []
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
            outcome, mended = checks.fix(paths, now, options)
        else:
            outcome, mended = checks.run(paths, now, options), 0
    if update_baseline and settings.baseline and outcome.complete:
        require_no_input(settings.baseline)
        outcome = learned(outcome, settings.baseline)
    if mended:
        say(f"{plural(mended, 'value')} mended.")
    if diff and outcome.complete:
        changes = difference(outcome)
        write_text(changes, output, exactly=False)
        raise typer.Exit(FOUND if changes and not exit_zero else 0)
    written = format_outcome(
        outcome,
        TEXT if diff else format,
        color=is_colored(color, output),
        statistics=statistics,
        summary=not is_quiet(),
    )
    if diff:
        typer.echo(written, nl=False, err=True)
    else:
        write_text(written, output)
    if outcome.exit_code == COULD_NOT_RUN or not exit_zero:
        raise typer.Exit(outcome.exit_code)


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
    write_text(list_of_rules() if name is None else page_of_rule(name), None)
