"""Checks of an inventory: a module a family of rules, a function a rule, its docstring a page."""

from timetax.checks import (
    arithmetic,
    budgets,
    coverage,
    identity,
    plausibility,
    reading,
    sourcing,
    staleness,
    suppression,
)
from timetax.checks.rule import RULES, Rule, Settings

_in_order = sorted(RULES.items(), key=lambda each: each[1].code)
RULES.clear()
RULES.update(_in_order)

__all__ = [
    "RULES",
    "Rule",
    "Settings",
    "arithmetic",
    "budgets",
    "coverage",
    "identity",
    "plausibility",
    "reading",
    "sourcing",
    "staleness",
    "suppression",
]
