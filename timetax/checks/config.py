"""How checks are configured: what is selected, how much it matters, and what it is measured by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from timetax.checks.rule import Settings
from timetax.findings import Severity


@dataclass(frozen=True)
class Budget:
    """A ceiling on the burden hours of the forms that `where` selects (all, if it is empty).

    Attributes:
        name: what people call it.
        where: selections as `report --where` takes them; all must hold.
        hours: a ceiling in hours a year, or None.
        increase_percent: how many percent above the baseline report is allowed, or None.
        baseline: the JSON report that `increase_percent` is measured against, or None.
        line: a number of hours that must not be crossed from below: where the baseline is under
            it, the catalogue must be too; or None.
    """

    name: str
    where: tuple[str, ...] = ()
    hours: float | None = None
    increase_percent: float | None = None
    baseline: Path | None = None
    line: float | None = None


@dataclass(frozen=True)
class Config:
    """The configuration of a run of checks.

    Attributes:
        select: codes, prefixes or names of the rules to run; empty for all.
        ignore: codes, prefixes or names of rules to leave out.
        severity: how much the findings of a rule matter, by its name.
        threshold: findings of this severity and above make the exit code 1.
        per_file_ignores: for each glob of file names, rules to leave out.
        baseline: a file with the findings that are known already, or None.
        settings: what the rules measure against.
        budgets: ceilings on burden hours.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    threshold: Severity = Severity.ERROR
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    baseline: Path | None = None
    settings: Settings = field(default_factory=lambda: Settings(date.today()))
    budgets: tuple[Budget, ...] = ()
