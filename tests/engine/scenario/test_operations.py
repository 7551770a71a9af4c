"""Operations are the modules of their folder: whatever lies there can be written in a change."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import timetax
from timetax.engine.scenario import operations
from timetax.engine.scenario.schema import KEYS, ChangeEntry, json_schema
from timetax.findings import InputError
from timetax.tables.layouts import INPUTS

MODULES = sorted(each.stem for each in Path(*operations.__path__).glob("[!_]*.py"))


def message_on(change: dict[str, object]) -> str:
    with pytest.raises(InputError) as raised:
        timetax.make_scenario({"name": "N", "changes": [change]})
    return "\n".join(map(str, raised.value.findings))


def test_the_keys_of_all_modules_are_those_of_a_change() -> None:
    found = {key for name in MODULES for key in import_module(f"{operations.__name__}.{name}").KEYS}
    properties = json_schema()["$defs"]["ChangeEntry"]["properties"]
    assert found == set(KEYS)
    assert [key for key in properties if key in found] == list(KEYS)
    assert [key for key in ChangeEntry.model_fields if key in found] == list(KEYS)


def test_every_figure_can_be_changed() -> None:
    assert set(INPUTS) <= set(KEYS)


def test_a_change_that_does_nothing_is_told_all_that_it_could_do() -> None:
    assert f"it takes one of {', '.join(KEYS)}" in message_on({"where": {"form": "a"}})


@pytest.mark.parametrize("key", [key for key, each in KEYS.items() if each.alone])
def test_what_stands_alone_says_so(key: str) -> None:
    assert f"`{key}` stands alone" in message_on({key: {"id": "a"}, "responses": 1})


def test_only_the_reading_of_scenarios_imports_operations() -> None:
    code = (
        "import sys, timetax.engine.scenario.applying, timetax.engine.uncertainty.spread\n"
        f"sys.exit(', '.join(each for each in sys.modules if each.startswith("
        f"'{operations.__name__}')) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
