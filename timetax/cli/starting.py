"""The command that begins a project: init."""

import shlex
import sys
from collections.abc import Mapping
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_type_hints

import typer

from timetax.cli.app import app, examples
from timetax.cli.output import say
from timetax.cli.reading import AS_GIVEN, ReadingArguments, flags
from timetax.findings import InputError, option_error
from timetax.write.project import (
    CATALOGUE,
    CONFIGURATION,
    SERVICES,
    project,
    require_new,
    require_path,
    write_new,
)

if TYPE_CHECKING:
    from timetax.reports.report import Report

    Service: TypeAlias = str
else:
    Service = StrEnum("Service", [*SERVICES, "none"])


@app.command(
    epilog=examples(
        "timetax init",
        "timetax init --ci github --pre-commit",
        "timetax init forms.xlsx",
        "timetax init forms.csv --unit minutes --ci none --no-pre-commit",
    )
)
def init(
    table: Annotated[
        str | None,
        typer.Argument(
            metavar="TABLE",
            help="A spreadsheet to make the catalogue of. Without: an example to write over.",
            show_default=False,
        ),
    ] = None,
    folder: Annotated[
        Path, typer.Option("--folder", metavar="FOLDER", help="Where the files are written.")
    ] = Path(),
    catalogue: Annotated[
        str,
        typer.Option("--catalogue", "-c", metavar="FILE", help="The catalogue in that folder."),
    ] = CATALOGUE,
    ci: Annotated[
        Service | None,
        typer.Option(
            "--ci", help="The service that is to run the checks; asked for in a terminal."
        ),
    ] = None,
    pre_commit: Annotated[
        bool | None,
        typer.Option(
            "--pre-commit/--no-pre-commit",
            help="Whether they run before each commit; asked for in a terminal.",
        ),
    ] = None,
    reading: ReadingArguments = AS_GIVEN,
) -> None:
    """Begin a project: a catalogue, its configuration and checks, from nothing or a spreadsheet."""
    made: dict[str, str | bytes] = {}
    require_path(catalogue)
    require_new({catalogue: "", CONFIGURATION: ""}, folder)
    if table is not None:
        made = _from_table(table, catalogue, reading)
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    if ci is None and asked:
        ci = typer.prompt("Which service runs checks", "none", type=Service)
    if pre_commit is None and asked:
        pre_commit = typer.confirm("Check before each commit", default=False)
    service = None if ci in (None, "none") else str(ci)
    files = {**project(catalogue, service=service, hook=bool(pre_commit)), **made}
    write_new(files, folder)
    for name in files:
        say(f"wrote {folder / name}")
    say("next: timetax report, and timetax check")


def _from_table(table: str, target: str, reading: ReadingArguments) -> dict[str, str | bytes]:
    """Return the catalogue that a table is, and what its headings mean, once all is settled."""
    from timetax.read.to_catalogue import load
    from timetax.reports.reading_plan import reading_plan
    from timetax.write.formats.yaml import as_yaml

    asked = sys.stdin.isatty() and sys.stdout.isatty()
    while True:
        with reading.options() as options:
            plan, mistakes = reading_plan([table], options)
        _show(plan)
        questions = plan.data["questions"]
        if mistakes:
            raise InputError(mistakes)
        if not questions:
            break
        if not asked:
            raise option_error(table, "settle the questions above with the options that they name")
        reading = _answered(reading, questions[0])
    with reading.options() as options:
        catalogue = load(table, options=options)
    name = f"{Path(table).stem}.map.yaml"
    return {
        target: as_yaml(catalogue),
        name: _mapping(table, name, target, plan.data, reading),
    }


def _show(plan: "Report") -> None:
    from timetax.cli.output import Color
    from timetax.cli.request import write_report

    write_report(plan, "text", None, Color.AUTO, True)


def _answered(reading: ReadingArguments, question: Mapping[str, Any]) -> ReadingArguments:
    """Return the options of reading with the answer that is chosen in a terminal."""
    typer.echo(f"\n{question['place']}: {question['message']}")
    answers = question["answers"]
    for number, each in enumerate(answers, start=1):
        typer.echo(f"  {number}  {each['meaning']}  ({each['option']})")
    chosen = typer.prompt("Which", type=int)
    if not 1 <= chosen <= len(answers):
        return reading
    return with_option(reading, answers[chosen - 1]["option"])


def with_option(reading: ReadingArguments, text: str) -> ReadingArguments:
    """Return the options of reading with one more, as it is typed."""
    flag, *values = shlex.split(text)
    name = next((name for name, each in flags().items() if each == flag), None)
    if name is None:
        raise option_error(flag, "is not an option by which files are read")
    value: Any = " ".join(values) if values else True
    if "list[str]" in str(get_type_hints(ReadingArguments)[name]):
        value = [*(getattr(reading, name) or []), value]
    return replace(reading, **{name: value})


def _mapping(
    table: str, name: str, target: str, plan: Mapping[str, Any], reading: ReadingArguments
) -> str:
    """Return a file for `--map`: what was said of headings, and which were recognised."""
    import json

    said = dict(each.rpartition("=")[::2] for each in reading.headings or [] if "=" in each)
    found = {
        column["heading"]: column["key"] or "ignore"
        for each in plan["inputs"]
        for column in each["columns"]
        if column["heading"] and not column["unit"]
    }
    lines = [
        "# What the headings mean. The table is read the same again by:",
        f"#   timetax convert {shlex.quote(table)} --map {shlex.quote(name)} -o {target}",
        *(f"#   also with {each}" for each in _others(reading)),
    ]
    lines += [
        f"{json.dumps(heading, ensure_ascii=False)}: {key}"
        for heading, key in {**found, **said}.items()
    ]
    return "\n".join(lines) + "\n"


def _others(reading: ReadingArguments) -> list[str]:
    """Return the options of reading that are no headings, as they are typed."""
    typed = flags()
    made = []
    for each in fields(ReadingArguments):
        value = getattr(reading, each.name)
        if each.name != "headings" and value != each.default:
            for one in value if isinstance(value, list) else [value]:
                flag = typed[each.name]
                made.append(flag if one is True else f"{flag} {shlex.quote(str(one))}")
    return made
