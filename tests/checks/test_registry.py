"""The families of rules are the modules of their folder."""

from importlib import import_module
from pathlib import Path

import pytest

from timetax.checks import rules
from timetax.checks.registry import FAMILIES, RULES

MODULES = sorted(each.stem for each in Path(*rules.__path__).glob("[!_]*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_each_module_of_the_folder_has_a_family_that_is_known(module: str) -> None:
    families = import_module(f"{rules.__name__}.{module}").FAMILIES
    assert families
    assert families.items() <= FAMILIES.items()


def test_each_rule_is_of_one_family_and_each_family_has_rules() -> None:
    found = {
        rule.code: [code for code in FAMILIES if rule.code.startswith(code)]
        for rule in RULES.values()
    }
    assert {code: families for code, families in found.items() if len(families) != 1} == {}
    assert {code for families in found.values() for code in families} == set(FAMILIES)
