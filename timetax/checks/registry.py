"""All rules, in the order of their codes: the modules of `rules/` are found by their place."""

from importlib import import_module
from pkgutil import iter_modules

from timetax.checks import budgets, rules, suppression  # noqa: F401 - they have rules of their own
from timetax.checks.rule import RULES, Rule, Settings

__all__ = ["RULES", "Rule", "Settings"]

for _module in iter_modules(rules.__path__):
    import_module(f"{rules.__name__}.{_module.name}")
_in_order = sorted(RULES.items(), key=lambda each: each[1].code)
RULES.clear()
RULES.update(_in_order)
