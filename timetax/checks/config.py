"""How checks are configured: what is selected, how much it matters, and what it is measured by.

Flags go before the environment, and that before the file; what is given replaces what stands
behind it as a whole.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypedDict, Unpack

from timetax.catalogue.estimate_models import EstimateModel
from timetax.checks import config_values as convert
from timetax.checks.config_models import KEY as MODELS
from timetax.checks.config_models import models_in
from timetax.checks.config_values import Budget, Mistakes
from timetax.checks.registry import Settings  # whoever reads a configuration knows all rules
from timetax.engine.difference.gates import Gate
from timetax.engine.difference.settings import DiffSettings
from timetax.files.configuration import PROJECT_FILE, TABLE, value_at
from timetax.files.settings import SETTINGS
from timetax.files.toml import TomlFile, read_toml
from timetax.findings import Finding, InputError, Position, Severity

ENVIRONMENT = {
    "TIMETAX_SELECT": "select",
    "TIMETAX_IGNORE": "ignore",
    "TIMETAX_TODAY": "today",
    "TIMETAX_STRICT": "strict",
}
"""What each variable sets. Lists are separated by commas; an empty variable sets nothing."""


@dataclass(frozen=True)
class Config:
    """The configuration of a run of checks, and of comparing.

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
        diff: what `timetax diff` compares and allows.
        estimate_models: coefficients of its own for `timetax estimate`.
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
    diff: DiffSettings = field(default_factory=DiffSettings)
    estimate_models: tuple[EstimateModel, ...] = ()
    root: Path = Path()


_KEYS = {**convert.KEYS, MODELS: models_in}


class Flags(TypedDict, total=False):
    """What the command line may set; None sets nothing. `strict` makes warnings fail."""

    select: Sequence[str] | None
    ignore: Sequence[str] | None
    threshold: str | None
    strict: bool | None
    today: str | None
    baseline: Path | None


def load_config(
    path: Path | None,
    environment: Mapping[str, str],
    *,
    allow_outside: bool = False,
    **flags: Unpack[Flags],
) -> Config:
    """Return the configuration of the file at `path`, the environment and the flags.

    What the file names must lie in its own folder or the working folder, unless `allow_outside`.

    Raises:
        InputError: there are mistakes in it; carries a finding for each of them.
    """
    findings: list[Finding] = []
    toml = read_toml(path) if path else None
    given = _from_file(toml, findings, allow_outside) if toml else {}
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
    for each in SETTINGS:
        given.pop(each.key, None)
    budgets = tuple(
        Budget(**each | {"baseline": root / each["baseline"] if "baseline" in each else None})
        for each in given.pop("budgets", ())
    )
    diff = given.pop("diff", {})
    gates = diff.get("fail-on", ())
    return Config(
        threshold=threshold,
        per_file_ignores=given.pop("per-file-ignores", {}),
        settings=Settings(**{"today": date.today()} | settings),
        budgets=budgets,
        diff=DiffSettings(
            fail_on=tuple(each for each in gates if isinstance(each, Gate)),
            form_gates=tuple(each for each in gates if not isinstance(each, Gate)),
            allow_unknown=diff.get("allow-unknown", False),
            catalogue=tuple(root / each for each in diff.get("catalogue", ())),
        ),
        root=root,
        **given,
    )


def given(path: Path | None, environment: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return what is set of checks and of comparing: key, value, and where that stands."""
    rows: dict[str, tuple[str, str, str]] = {}
    if path is not None:
        toml = read_toml(path)
        within = TABLE if path.name == PROJECT_FILE else ()
        for key, value in value_at(toml.value, within).items():
            said = value if isinstance(value, str) else json.dumps(value, default=str)
            rows[key] = (key, said, str(toml.position((*within, key))))
    for variable, key in ENVIRONMENT.items():
        if text := environment.get(variable, "").strip():
            rows[key] = (key, text, variable)
    general = {each.key for each in SETTINGS}
    return [row for key, row in rows.items() if key not in general]


def _from_file(toml: TomlFile, findings: list[Finding], allow_outside: bool) -> dict[str, Any]:
    path = TABLE if Path(toml.name).name == PROJECT_FILE else ()
    value = value_at(toml.value, path)
    mistakes = Mistakes(toml, allow_outside=allow_outside)
    if value is None:
        mistakes.add((), "there is no [tool.timetax] table in it")
    made = convert.table(value, path, mistakes, _KEYS) if value is not None else {}
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
