"""Every command is used as the others are, and says in its help all that it takes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from tests.console import ROOT, run
from timetax.checks.registry import RULES
from timetax.cli.app import app
from timetax.cli.homes import HOMES
from timetax.render.rules import list_of_rules, page_of_rule

COMPLETED = "form book layout journey settings given scenarios against select ignore"
OF_FIELDS = ("FIELD[,FIELD]", "FIELD=VALUE", "COLUMN")
CITY = "examples/city.yaml"


def parameters() -> Iterator[tuple[str, Any, typer.Context]]:
    """Yield each parameter of each command, with the name and the context of the command."""
    for name, command in app.made.commands.items():
        context = typer.Context(command)
        yield from ((name, each, context) for each in command.get_params(context))


def test_everything_that_a_command_takes_is_explained() -> None:
    for name, each, context in parameters():
        record = each.get_help_record(context)
        assert record is not None, (name, each.name)
        assert len(record[1].split()) > 1, (name, each.name)


def test_an_argument_is_named_in_capitals_and_without_its_type_in_python() -> None:
    for _, each, context in parameters():
        if each.param_type_name == "argument":
            assert each.get_help_record(context)[0] == each.metavar.upper()


def test_every_command_that_reads_takes_its_catalogue_by_the_same_option() -> None:
    options: dict[str, set[str]] = {}
    for name, each, _ in parameters():
        options.setdefault(name, set()).update(each.opts)
    reading = {name for name, own in options.items() if "--input" in own}
    assert len(reading) > 10
    assert all({"-c", "--catalogue"} <= options[name] for name in reading)


def test_what_can_be_known_is_completed() -> None:
    for name, each, _ in parameters():
        if each.name in COMPLETED.split() or each.metavar in OF_FIELDS:
            assert each._custom_shell_complete, (name, each.name)


@pytest.mark.parametrize(
    ("named", "as_if"),
    [
        (f"-c {CITY}", CITY),
        (f"examples/2027.yaml -c {CITY}", f"examples/2027.yaml {CITY}"),
    ],
)
def test_an_option_names_catalogues_as_an_argument_does(named: str, as_if: str) -> None:
    """What is set holds only where neither names one."""
    by_option = run(f"TIMETAX_CATALOGUE=examples/2026.yaml timetax report {named}")
    assert (by_option.stdout, by_option.returncode) == (run(f"timetax report {as_if}").stdout, 0)


def test_a_history_takes_its_catalogue_by_option_too_and_is_of_one() -> None:
    done = run(f"timetax history {CITY} -c examples/2027.yaml")
    assert (done.returncode, done.stderr) == (
        2,
        "CATALOGUE: error: a history is of one, not of 2 [option]\n",
    )


@pytest.mark.parametrize("command", ["scenarios", "journeys", "forms"])
def test_a_list_says_what_was_looked_for(command: str) -> None:
    assert "with 'zzz'" in run(f"timetax {command} zzz").stdout


@given(name=st.sampled_from(sorted(RULES)), width=st.integers(40, 120))
def test_the_words_of_a_rule_keep_within_the_terminal_and_its_examples_are_whole(
    name: str, width: int
) -> None:
    whole = page_of_rule(name, 1000)
    page = page_of_rule(name, width)
    assert page.split() == whole.split()
    first, *lines = page.splitlines()
    code = whole.splitlines()
    assert all(len(line) <= width or line in code for line in lines)
    assert first == code[0]


@given(width=st.integers(50, 240))
def test_the_list_of_rules_keeps_within_the_terminal(width: int) -> None:
    lines = list_of_rules(width).splitlines()
    assert all(len(line) <= width for line in lines)
    assert sum(line.startswith("TT") for line in lines) == len(RULES)


def test_every_command_is_found_where_it_is_declared() -> None:
    for home, names in HOMES.items():
        source = (ROOT / f"timetax/cli/{home}.py").read_text(encoding="utf-8")
        assert source.count("\n@app.command(") == len(names)
        assert all(app.commands[name] for name in names)
    declaring = {each.stem for each in (ROOT / "timetax/cli").glob("*.py") if _declares(each)}
    assert declaring == set(HOMES)


def _declares(module: Path) -> bool:
    return "\n@app.command(" in module.read_text(encoding="utf-8")
