"""Checks of an inventory: a module a family of rules, a function a rule, its docstring a page."""

from timetax.checks import arithmetic, reading
from timetax.checks.rule import RULES, Rule, Settings

__all__ = ["RULES", "Rule", "Settings", "arithmetic", "reading"]
