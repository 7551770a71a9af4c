"""Commands that say what changed between versions of a catalogue: diff, history."""

import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timetax.cli import completing
from timetax.cli.app import app, examples
from timetax.cli.configured import catalogues_set
from timetax.cli.jobs import tell
from timetax.cli.options import (
    AllowOutside,
    BookOption,
    ColorOption,
    DifferenceFormat,
    DiscountRate,
    Horizon,
    NoPager,
    Output,
    PriceIndexOption,
    PriceYear,
)
from timetax.cli.output import Color
from timetax.cli.reading import AS_GIVEN, ReadingArguments, reads
from timetax.cli.request import (
    AS_ASKED,
    Writing,
    book_and_terms,
    fields_in,
    format_of,
    rows_shown,
    write_report,
)
from timetax.findings import option_error
from timetax.render.reports import TEXT, format_named

if TYPE_CHECKING:
    from timetax.engine.difference.settings import DiffSettings

Match = Annotated[
    str,
    typer.Option(
        metavar="auto|id",
        help="How forms are matched: by id and then by their references, or by id alone.",
    ),
]
Rows = Annotated[
    int | None,
    typer.Option(
        "--top",
        "-n",
        metavar="N",
        help="Rows in a section. Without: as many as suit the format, and all in CSV and JSON.",
        show_default=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="The configuration; without, the nearest one upwards."),
]


@app.command(
    epilog=examples(
        "timetax diff main",
        "timetax diff main..topic -c data/forms.yaml --format github-comment",
        "timetax diff 2021.yaml 2022.yaml 2023.yaml",
        "timetax diff old.pdf new.pdf --fail-on 'questions increase > 0'",
        "timetax diff main --book us-pra --fail-on 'increase > 1 million USD'",
        "timetax diff main --fail-on 'increase > 1%' --fail-on 'agency:IRS increase > 10000 hours'",
    )
)
def diff(
    versions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VERSION",
            help="Paths, saved JSON reports, git revisions (main, main..topic, HEAD~3:forms.yaml), "
            "scenarios, or two forms (old.pdf new.pdf). Without any: HEAD and the working tree.",
            show_default=False,
        ),
    ] = None,
    named: Annotated[
        list[str] | None,
        typer.Option(
            "--catalogue",
            "-c",
            metavar="CATALOGUE",
            help="The catalogue that revisions and scenarios are about; repeatable.",
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
            help="Total by these fields, as in report. Without: department and life event.",
            show_default=False,
        ),
    ] = None,
    top: Rows = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GATE",
            help="Exit with 1 if this holds: 'increase > 1%', 'agency:IRS increase > 10000 hours', "
            "'total crosses 9.5 billion'; repeatable.",
            show_default=False,
        ),
    ] = None,
    book: BookOption = None,
    price_year: PriceYear = None,
    price_index: PriceIndexOption = None,
    discount_rate: DiscountRate = None,
    horizon: Horizon = None,
    allow_unknown: Annotated[
        bool,
        typer.Option("--allow-unknown", help="Let a gate pass that an unknown figure leaves open."),
    ] = False,
    match: Match = "auto",
    config: ConfigFile = None,
    allow_outside: AllowOutside = False,
    reading: ReadingArguments = AS_GIVEN,
    format: Annotated[  # noqa: A002
        DifferenceFormat | None,
        typer.Option(
            "--format", "-f", help="Text, unless the name of the output file says otherwise."
        ),
    ] = None,
    output: Output = None,
    color: ColorOption = Color.AUTO,
    no_pager: NoPager = False,
) -> None:
    """Say what changed between versions of a catalogue, why, and whether that is allowed."""
    from timetax.engine.difference.decomposition import difference_between
    from timetax.engine.difference.gates import parse_gates
    from timetax.engine.difference.verdicts import Result, evaluated, exit_code
    from timetax.hosts.here import host_of
    from timetax.reports.difference import difference_report
    from timetax.reports.gates import gate_findings
    from timetax.versions.files import versions_of_files
    from timetax.versions.papers import papers_between

    writing = Writing(format, output, color, no_pager)
    form = writing.form
    if reading.input is None and _are_forms(versions or []):
        from timetax.cli.form_differences import diff_forms

        status = diff_forms(
            versions or [], named, fail_on or [], _settings(config, allow_outside), reading,
            writing, allow_unknown=allow_unknown,
        )  # fmt: skip
        raise typer.Exit(status)
    money = book_and_terms(book, price_year, price_index, discount_rate, horizon)
    settings = _settings(config, allow_outside)
    gates, form_gates = settings.fail_on, settings.form_gates
    if fail_on:
        from timetax.engine.estimates.difference import is_form_gate, parse_form_gates

        form_gates = tuple(parse_form_gates(filter(is_form_gate, fail_on)))
        gates = parse_gates(each for each in fail_on if not is_form_gate(each))
    configured = [str(path) for path in settings.catalogue] or catalogues_set()
    with reading.options() as options:
        found = versions_of_files(versions or [], options)
        if found is None:
            from timetax.versions.operands import versions as read_versions

            found = read_versions(
                versions or [], named or [], options, configured, allow_outside=allow_outside
            )
    form = format_of(format, output)
    fields = fields_in(by)
    top = rows_shown(top, form, by_field=bool(fields), compact=True)
    steps = [difference_between(old, new, match=match) for old, new in pairwise(found)]
    if len(steps) > 1:
        from timetax.reports.history import history_report

        if fail_on or fields or money:
            raise option_error("VERSION", "--by, --fail-on and --book are for two versions")
        writing.write(history_report(steps, top=top))
        return
    found_money = None
    judged = steps[0]
    if money:
        from timetax.engine.money.difference import for_gates, money_between, of_money

        found_money = money_between(steps[0], *money[1:])
        judged, gates = for_gates(steps[0], found_money), tuple(map(of_money, gates))
    papers = papers_between(found[0], found[-1])
    verdicts = evaluated(gates, judged)
    if form_gates:
        from timetax.engine.estimates.papers import paper_verdicts

        verdicts = (*verdicts, *paper_verdicts(form_gates, papers))
    key = ", ".join(named) if named else None
    made = difference_report(steps[0], fields, top=top, verdicts=verdicts, key=key)
    if money and found_money:
        from timetax.reports.difference_money import with_money

        made = with_money(made, found_money, money[0], top=top)
    if papers:
        from timetax.reports.difference_papers import with_papers

        made = with_papers(made, papers, every=not format_named(form).for_people)
    writing.write(made)
    if output is not None and host_of(os.environ):  # the log of a job shows what its file holds
        write_report(made, TEXT, None, Color.NEVER, no_pager=True)
    allow_unknown = allow_unknown or settings.allow_unknown
    if any(each.status in (Result.BROKEN, Result.UNKNOWN) for each in verdicts):
        new = found[-1]
        tell(gate_findings(verdicts, new.places(), new.name, allow_unknown=allow_unknown))
    raise typer.Exit(exit_code(verdicts, allow_unknown))


@app.command(
    epilog=examples(
        "timetax history data/forms.yaml",
        "timetax history data/forms.yaml --since v1.0 --format csv",
    )
)
@reads
def history(
    repository: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CATALOGUE",
            help="A catalogue, or a form in PDF or HTML, in a git repository. Without: the one "
            "that is set.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="REVISION", help="Begin with this revision.", show_default=False),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", help="Only the last N commits.", show_default=False),
    ] = None,
    top: Rows = None,
    match: Match = "auto",
    config: ConfigFile = None,
    allow_outside: AllowOutside = False,
    reading: ReadingArguments = AS_GIVEN,
    writing: Writing = AS_ASKED,
) -> None:
    """Say what each commit of a catalogue's git log changed, and why."""
    from timetax.engine.difference.decomposition import difference_between
    from timetax.reports.history import history_report
    from timetax.versions.comparable import require_comparable
    from timetax.versions.log import history as read_history
    from timetax.versions.operands import Catalogues

    named = repository or []
    if len(named) > 1:
        raise option_error("CATALOGUE", f"a history is of one, not of {len(named)}")
    if named and reading.input is None and _are_forms(named):
        from timetax.cli.form_differences import history_of_forms

        history_of_forms(named[0], since, limit, writing)
        return
    configured = [str(path) for path in _settings(config, allow_outside).catalogue]
    path = named[0] if named else Catalogues((), tuple(configured or catalogues_set())).here()[0]
    with reading.options() as options:
        found = read_history(path, since, limit, options)
    require_comparable(found.versions)
    steps = [difference_between(old, new, match=match) for old, new in pairwise(found.versions)]
    form = writing.form
    top = rows_shown(top, form, by_field=True, compact=True)
    unreadable = [(each.name, str(each.finding)) for each in found.unreadable]
    made = history_report(steps, unreadable, notes=found.notes, top=top)
    writing.write(made)


def _are_forms(operands: list[str]) -> bool:
    if not operands:
        return False
    from timetax.versions.form_operands import are_forms

    return are_forms(operands)


def _settings(config: Path | None, allow_outside: bool) -> "DiffSettings":
    from timetax.files.configuration import find

    if config is None and find(Path()) is None:
        from timetax.engine.difference.settings import DiffSettings

        return DiffSettings()
    from timetax.checks.config import load_config

    found = config or find(Path())
    return load_config(found, os.environ, allow_outside=allow_outside).diff
