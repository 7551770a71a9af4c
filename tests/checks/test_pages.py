"""The page of all rules is what the rules say, and no rule that can be broken is without one.

After a change that is meant, `UPDATE_GOLDEN=1 pytest tests/checks/test_pages.py` writes it anew.
"""

import ast
import os
from pathlib import Path

import pytest

from tests.console import ROOT
from timetax.checks.pages import page_of_rules
from timetax.checks.registry import RULES
from timetax.checks.rules.reading import PARSE

PAGE = ROOT / "docs" / "rules.md"
READING = (
    "files/yaml",
    "files/yaml_walk",
    "catalogue/validation",
    "catalogue/known_names",
    "catalogue/references",
    "catalogue/service_references",
)


def rule_arguments(path: Path) -> list[ast.expr]:
    """Return what a module passes as the rule of a finding: to `Finding`, or to its own makers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    place = {"Finding": 1, "finding_at": 2}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "rule" in names:
                place[node.name] = names.index("rule")
    return [
        node.args[place[node.func.id]]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in place
    ]


def names_in(module: str) -> set[str]:
    names = set()
    for argument in rule_arguments(ROOT / "timetax" / f"{module}.py"):
        if isinstance(argument, ast.Name):
            assert argument.id == "rule"
            continue
        assert isinstance(argument, ast.Constant), ast.dump(argument)
        names.add(str(argument.value))
    return names


@pytest.mark.parametrize("module", READING)
def test_every_rule_that_reading_can_find_broken_has_a_page(module: str) -> None:
    names = names_in(module)
    assert names
    assert names <= {rule.name for rule in RULES.values() if rule.code.startswith("TT0")}


def test_no_rule_of_reading_is_one_that_cannot_be_broken() -> None:
    emitted = set[str]().union(*map(names_in, READING))
    of_tables_and_xml = {"heading", "inventory"}
    names = {rule.name for rule in RULES.values() if rule.code.startswith("TT0")}
    assert names - of_tables_and_xml == emitted


def test_the_rules_of_parsing_are_those_of_the_reader() -> None:
    of_yaml = names_in("files/yaml") | names_in("files/yaml_walk")
    assert set(PARSE) == of_yaml | {"heading", "inventory"}
    assert {RULES[name].code[:4] for name in PARSE} == {"TT00"}


def test_the_committed_page_is_what_the_rules_say() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(page_of_rules(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page_of_rules()


def test_every_rule_is_on_the_page_with_a_link_to_it() -> None:
    page = page_of_rules()
    for rule in RULES.values():
        assert f"### {rule.code} {rule.name}\n" in page
        assert f"(#{rule.code.lower()}-{rule.name})" in page
