"""How checks are configured: what is selected, how much it matters, and what it is measured by.

Flags go before the environment, and that before the file; what is given replaces what stands
behind it as a whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, Unpack

from timetax.checks import convert
from timetax.checks.convert import Mistakes
from timetax.checks.rule import Settings
from timetax.checks.toml import TomlFile, read_toml
from timetax.findings import Finding, InputError, Position, Severity
from timetax.source import KeyPath

FILE = "timetax.toml"
PROJECT_FILE = "pyproject.toml"
TABLE = ("tool", "timetax")
ENVIRONMENT = {
    "TIMETAX_SELECT": "select",
    "TIMETAX_IGNORE": "ignore",
    "TIMETAX_TODAY": "today",
    "TIMETAX_STRICT": "strict",
}
"""What each variable sets. Lists are separated by commas; an empty variable sets nothing."""


@dataclass(frozen=True)
class Budget:
    """A ceiling on the burden hours of the forms that `where` selects (all, if it is empty).

    Attributes:
        name: what people call it.
        where: selections as `report --where` takes them; all must hold.
        hours: a ceiling in hours a year, or None.
        increase_percent: how many percent above the baseline report is allowed, or None.
        baseline: the JSON report that `increase_percent` and `line` are measured against, or None.
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
        per_file_ignores: for each glob of file names, rules to leave out. A glob is matched against
            the path from `root`, where `*` crosses folders, and without a slash against the name.
        baseline: a file with the findings that are known already, or None.
        settings: what the rules measure against.
        budgets: ceilings on burden hours.
        root: the folder of the configuration file, or the current one.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    threshold: Severity = Severity.ERROR
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    baseline: Path | None = None
    settings: Settings = field(default_factory=lambda: Settings(date.today()))
    budgets: tuple[Budget, ...] = ()
    root: Path = Path()


class Flags(TypedDict, total=False):
    """What the command line may set; None sets nothing. `strict` makes warnings fail."""

    select: Sequence[str] | None
    ignore: Sequence[str] | None
    threshold: str | None
    strict: bool | None
    today: str | None
    baseline: Path | None


def find(start: Path) -> Path | None:
    """Return the configuration file nearest to `start`, a file or folder, in it or above it.

    It is `timetax.toml`, or `pyproject.toml` if that has a `[tool.timetax]` table.
    """
    folder = start.resolve()
    for each in (folder, *folder.parents):
        project = each / PROJECT_FILE
        if (own := each / FILE).is_file():
            return _seen_from_here(own)
        if project.is_file() and _configures(project):
            return _seen_from_here(project)
    return None


def load_config(
    path: Path | None, environment: Mapping[str, str], **flags: Unpack[Flags]
) -> Config:
    """Return the configuration of the file at `path`, the environment and the flags.

    Raises:
        InputError: there are mistakes in it; carries a finding for each of them.
    """
    findings: list[Finding] = []
    toml = read_toml(path) if path else None
    given = _from_file(toml, findings) if toml else {}
    root = path.parent if path else Path()
    if "baseline" in given:
        given["baseline"] = root / given["baseline"]
    over = _from_environment(environment, findings) | _from_flags(flags, findings)
    if findings:
        raise InputError(findings)
    if over.get("threshold") is not None and flags.get("strict") is None:
        over.pop("strict", None)
    strict = over.pop("strict", False)
    given |= over
    threshold = given.pop("threshold", Severity.ERROR)
    if strict and threshold is Severity.ERROR:
        threshold = Severity.WARNING
    settings = {key: given.pop(key) for key in convert.SETTINGS if key in given}
    budgets = tuple(
        Budget(**each | {"baseline": root / each["baseline"] if "baseline" in each else None})
        for each in given.pop("budgets", ())
    )
    return Config(
        threshold=threshold,
        per_file_ignores=given.pop("per-file-ignores", {}),
        settings=Settings(**{"today": date.today()} | settings),
        budgets=budgets,
        root=root,
        **given,
    )


def _configures(project: Path) -> bool:
    try:
        return isinstance(_value_at(read_toml(project).value, TABLE), dict)
    except InputError:
        # Its mistake is told when it is loaded, if it seems to be meant for this program.
        return b"tool.timetax" in project.read_bytes()


def _seen_from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _value_at(value: Any, path: KeyPath) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _from_file(toml: TomlFile, findings: list[Finding]) -> dict[str, Any]:
    path = TABLE if Path(toml.name).name == PROJECT_FILE else ()
    value = _value_at(toml.value, path)
    mistakes = Mistakes(toml)
    if value is None:
        mistakes.add((), "there is no [tool.timetax] table in it")
    made = convert.table(value, path, mistakes, convert.KEYS) if value is not None else {}
    findings += sorted(mistakes.findings, key=lambda each: _line_and_column(each.position))
    return made


def _line_and_column(position: Position) -> tuple[int, int]:
    return (position.line, position.column)


def _from_environment(environment: Mapping[str, str], findings: list[Finding]) -> dict[str, Any]:
    made = {}
    for name, key in ENVIRONMENT.items():
        if text := environment.get(name, "").strip():
            made[key] = _option(name, key, text, findings)
    return made


def _from_flags(flags: Flags, findings: list[Finding]) -> dict[str, Any]:
    return {
        key: value if isinstance(value, bool | Path) else _option(key, key, value, findings)
        for key, value in flags.items()
        if value is not None and value != []
    }


def _option(name: str, key: str, value: Any, findings: list[Finding]) -> Any:
    mistakes = Mistakes(name)
    made = convert.OPTIONS[key](value, (), mistakes)
    findings += mistakes.findings
    return made
