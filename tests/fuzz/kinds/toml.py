"""Configurations of checks: what they say of a small catalogue, and of its hours."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import timetax
from tests.console import ROOT
from tests.fuzz.kind import Kind
from tests.fuzz.reading import exact_hours, file_of
from timetax.checks.budgets import EXCEEDED, budget_findings
from timetax.checks.config import load_config
from timetax.checks.rule import Inventory
from timetax.checks.run import inventory_of

_FORMS = ROOT / "tests/examples/good/figures.yaml"
_SEED = b"""\
threshold = "warning"
select = ["estimate-stale", "budget-exceeded"]
ignore = ["not-estimated"]
estimate_years = 12
expires_within_days = 60

[severity]
estimate-stale = "error" # old estimates are not published

[per-file-ignores]
"*.yaml" = ["estimate-stale"]

[populations]
individuals = 340_000_000

[[budgets]]
name = "All"
hours = 1000

[[budgets]]
name = "Some"
hours = 100_000.5
"""


@cache
def _inventory() -> tuple[Inventory, Fraction]:
    catalogue = timetax.load(_FORMS)
    return inventory_of(catalogue), exact_hours(timetax.tabulate(catalogue))


def _read(data: bytes) -> None:
    with file_of(data, "timetax.toml") as path:
        budgets = load_config(path, {}).budgets
    inventory, exact = _inventory()
    whole = [each for each in budgets if each.hours is not None and not each.where]
    found = [each.rule for each in budget_findings(inventory, whole)]
    exceeded = [each.name for each in whole if each.hours is not None and exact > each.hours]
    assert found.count(EXCEEDED) == len(exceeded), (exceeded, float(exact))


def _check(data: bytes, path: Path) -> list[str]:
    return ["check", "--config", str(path), "forms.yaml"]


KIND = Kind([_SEED], _read, ".toml", arguments=_check, beside={"forms.yaml": _FORMS.read_bytes()})
