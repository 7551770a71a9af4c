"""All rules, in the order of their codes: the modules of `rules/` are found by their place."""

from importlib import import_module

from timetax.bundle import modules_in
from timetax.checks import budgets, rules, suppression
from timetax.checks.rule import RULES, Rule, Settings

__all__ = ["FAMILIES", "RULES", "Rule", "Settings"]

FAMILIES: dict[str, str] = {**budgets.FAMILIES, **suppression.FAMILIES}
"""The families of rules by the beginning of their codes, as the module of each names them."""

for _module in modules_in(rules).values():
    FAMILIES |= import_module(_module).FAMILIES
_in_order = sorted(RULES.items(), key=lambda each: each[1].code)
RULES.clear()
RULES.update(_in_order)
