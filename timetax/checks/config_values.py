"""What each key of the configuration may hold, what that becomes, and what to say if it is not."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue.vocabulary import AFFECTED_PUBLIC
from timetax.checks.rule import RULES, selected
from timetax.checks.rules.reading import PARSE
from timetax.files.inside import path_named
from timetax.files.settings import SETTINGS as GENERAL
from timetax.files.toml import TomlFile
from timetax.files.yaml import KeyPath
from timetax.findings import Finding, InputError, Position, Severity
from timetax.wording.hints import did_you_mean, shown

if TYPE_CHECKING:
    from timetax.engine.difference.gates import Gate
    from timetax.engine.estimates.difference import FormGate

_LARGEST = 1e15
_YES_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


class Mistakes:
    """What is wrong in a TOML file or in an option.

    With `allow_outside`, the file may name files anywhere.
    """

    def __init__(self, source: TomlFile | str, *, allow_outside: bool = False) -> None:
        self.source = source
        self.allow_outside = allow_outside
        self.findings: list[Finding] = []

    def add(self, path: KeyPath, message: str, *, at_key: bool = False) -> None:
        """Keep a mistake with the value at `path`, or with its key."""
        if isinstance(self.source, str):
            self.findings.append(Finding(Position(self.source), "option", message))
            return
        find = self.source.key_position if at_key else self.source.position
        self.findings.append(Finding(find(path), "configuration", message))

    def expected(self, path: KeyPath, wanted: str, value: object) -> None:
        """Keep the mistake that the value at `path` is not what is wanted."""
        found = str(value).lower() if isinstance(value, bool) else shown(value)
        self.add(path, f"{_named(path)}must be {wanted}, and here is {found}")


Convert: TypeAlias = Callable[[Any, KeyPath, Mistakes], Any]


def _named(path: KeyPath) -> str:
    names = [part for part in path if isinstance(part, str)]
    return f"{names[-1]}: " if names else ""


def unknown_rule(name: str) -> str:
    """Return what is wrong with `name` as a code, prefix or name of rules, or nothing."""
    if name in RULES or (re.fullmatch("TT[0-9]*", name.upper()) and selected([name])):
        return ""
    codes = {rule.code: rule.code for rule in RULES.values()}
    return f"unknown rule {name!r}{did_you_mean(name, codes | {each: each for each in RULES})}"


def table(
    value: Any, path: KeyPath, mistakes: Mistakes, keys: Mapping[str, Convert]
) -> dict[str, Any]:
    """Return the converted values of a table that knows only `keys`."""
    made = {}
    for key, each in _items(value, path, mistakes):
        if key in keys:
            made[key] = keys[key](each, (*path, key), mistakes)
            continue
        hint = did_you_mean(key, list(keys)) or f"; the known keys are {', '.join(keys)}"
        mistakes.add((*path, key), f"unknown key {shown(key)}{hint}", at_key=True)
    return made


def _items(value: Any, path: KeyPath, mistakes: Mistakes) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    mistakes.expected(path, "a table", value)
    return []


def _rules(value: Any, path: KeyPath, mistakes: Mistakes) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        mistakes.expected(path, "a list of rules", value)
        return ()
    for index, name in enumerate(value):
        if not isinstance(name, str):
            mistakes.expected((*path, index), "a list of rules", name)
        elif wrong := unknown_rule(name):
            mistakes.add((*path, index), f"{_named(path)}{wrong}")
    return tuple(filter(lambda name: isinstance(name, str), value))


def _rules_to_leave_out(value: Any, path: KeyPath, mistakes: Mistakes) -> tuple[str, ...]:
    names = _rules(value, path, mistakes)
    for name in names:
        _refuse_parsing(name, path, mistakes)
    return names


def _refuse_parsing(name: str, path: KeyPath, mistakes: Mistakes) -> None:
    rules = selected([name])
    if rules and rules <= set(PARSE):
        message = f"{_named(path)}{name!r} is about files that cannot be read, always an error"
        mistakes.add(path, message)


def _severity(value: Any, path: KeyPath, mistakes: Mistakes) -> Severity:
    if isinstance(value, str) and value in set(Severity):
        return Severity(value)
    mistakes.expected(path, f"one of {', '.join(Severity)}", value)
    return Severity.ERROR


def _severities(value: Any, path: KeyPath, mistakes: Mistakes) -> dict[str, Severity]:
    """Return the severity of each rule by name; a name goes before a code, that before a prefix."""
    given = {}
    for name, each in _items(value, path, mistakes):
        if wrong := unknown_rule(name):
            mistakes.add((*path, name), f"{_named(path)}{wrong}", at_key=True)
            continue
        _refuse_parsing(name, (*path, name), mistakes)
        given[name] = _severity(each, (*path, name), mistakes)
    broad_first = sorted(given, key=lambda name: (name in RULES, len(name)))
    return {
        rule: given[name] for name in broad_first for rule in sorted(selected([name]) - set(PARSE))
    }


def _per_file_ignores(value: Any, path: KeyPath, mistakes: Mistakes) -> dict[str, tuple[str, ...]]:
    return {
        glob: _rules_to_leave_out(rules, (*path, glob), mistakes)
        for glob, rules in _items(value, path, mistakes)
    }


def _text(value: Any, path: KeyPath, mistakes: Mistakes) -> str:
    if isinstance(value, str) and value.strip():
        return value
    mistakes.expected(path, "text", value)
    return ""


def _path(value: Any, path: KeyPath, mistakes: Mistakes) -> str:
    name = _text(value, path, mistakes)
    _require_inside(name, path, mistakes)
    return name


def _require_inside(name: str, path: KeyPath, mistakes: Mistakes) -> None:
    assert isinstance(mistakes.source, TomlFile), "the command line names paths of its own"
    try:
        path_named(name, Path(mistakes.source.name).parent, anywhere=mistakes.allow_outside)
    except ValueError as error:
        mistakes.add(path, f"{_named(path)}{error}")


def _day(value: Any, path: KeyPath, mistakes: Mistakes) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        mistakes.expected(path, "a date such as 2026-01-31", value)
        return None


def _number(least: float = 0, most: float = _LARGEST, *, whole: bool = False) -> Convert:
    def convert(value: Any, path: KeyPath, mistakes: Mistakes) -> float | None:
        is_number = isinstance(value, int if whole else int | float)
        if is_number and not isinstance(value, bool) and least <= value <= most:
            return value  # type: ignore[no-any-return]  # narrowed above, which mypy cannot see
        kind = "a whole number" if whole else "a number"
        limits = f"of {least} or more" if most == _LARGEST else f"from {least} to {most}"
        mistakes.expected(path, f"{kind} {limits}", value)
        return None

    return convert


def _populations(value: Any, path: KeyPath, mistakes: Mistakes) -> dict[str, float]:
    return table(value, path, mistakes, dict.fromkeys(AFFECTED_PUBLIC, _number()))


def _selections(value: Any, path: KeyPath, mistakes: Mistakes) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        mistakes.expected(path, 'text such as "agency=IRS", or a list of such texts', value)
        return ()
    from timetax.engine.selection import parse_selection

    for text in texts:
        try:
            parse_selection(text)
        except InputError as error:
            mistakes.add(path, f"{_named(path)}{shown(text)}: {error.findings[0].message}")
    return tuple(texts)


def _budgets(value: Any, path: KeyPath, mistakes: Mistakes) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        mistakes.expected(path, "tables under [[budgets]]", value)
        return []
    names: set[str] = set()
    return [_budget(each, (*path, i), mistakes, names) for i, each in enumerate(value)]


def _budget(value: Any, path: KeyPath, mistakes: Mistakes, names: set[str]) -> dict[str, Any]:
    made = table(value, path, mistakes, BUDGET)
    measured = {"increase_percent", "line"} & set(value)
    if "name" not in value:
        mistakes.add(path, 'this budget has no name; add name = "..."')
    elif made["name"] in names:
        mistakes.add((*path, "name"), f"name: two budgets are named {shown(made['name'])}")
    if not measured and "hours" not in value:
        mistakes.add(path, "this budget limits nothing; give hours, increase_percent or line")
    elif measured and "baseline" not in value:
        key = sorted(measured)[0]
        message = f"{key}: needs a baseline, a report saved by `timetax report --by form`"
        mistakes.add((*path, key), message, at_key=True)
    elif "baseline" in value and not measured:
        message = "baseline: has no effect without increase_percent or line"
        mistakes.add((*path, "baseline"), message, at_key=True)
    names.add(made.get("name", ""))
    return made


def _diff(value: Any, path: KeyPath, mistakes: Mistakes) -> dict[str, Any]:
    return table(value, path, mistakes, DIFF)


def _gates(value: Any, path: KeyPath, mistakes: Mistakes) -> "tuple[Gate | FormGate, ...]":
    from timetax.engine.difference.gates import parse_gate
    from timetax.engine.estimates.difference import is_form_gate, parse_form_gates

    gates: list[Gate | FormGate] = []
    for place, text in _texts(value, path, mistakes, 'gates such as ["increase > 1%"]'):
        try:
            gates += parse_form_gates([text]) if is_form_gate(text) else [parse_gate(text)]
        except InputError as error:
            for finding in error.findings:
                mistakes.add(place, f"{_named(path)}{shown(text)}: {finding.message}")
    return tuple(gates)


def _paths(value: Any, path: KeyPath, mistakes: Mistakes) -> tuple[str, ...]:
    names = list(_texts(value, path, mistakes, "a path, or a list of paths"))
    for place, name in names:
        _require_inside(name, place, mistakes)
    return tuple(name for _, name in names)


def _texts(
    value: Any, path: KeyPath, mistakes: Mistakes, wanted: str
) -> Iterator[tuple[KeyPath, str]]:
    """Yield each text of a list with its place; one text alone is a list of one."""
    is_list = isinstance(value, list)
    for index, text in enumerate(value if is_list else [value]):
        place = (*path, index) if is_list else path
        if isinstance(text, str) and text.strip():
            yield place, text
        else:
            mistakes.expected(place, wanted, text)


def _true_or_false(value: Any, path: KeyPath, mistakes: Mistakes) -> bool:
    if not isinstance(value, bool):
        mistakes.expected(path, "true or false", value)
    return value is True


def _list_in_text(value: Any, path: KeyPath, mistakes: Mistakes) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    names = [name.strip() for text in texts for name in text.split(",")]
    return _rules([name for name in names if name], path, mistakes)


def _list_to_leave_out(value: Any, path: KeyPath, mistakes: Mistakes) -> tuple[str, ...]:
    names = _list_in_text(value, path, mistakes)
    return _rules_to_leave_out([n for n in names if not unknown_rule(n)], path, mistakes)


def _yes_no(value: str, path: KeyPath, mistakes: Mistakes) -> bool:
    if value.lower() not in _YES_NO:
        mistakes.expected(path, "1 or 0", value)
    return _YES_NO.get(value.lower(), False)


SETTINGS: dict[str, Convert] = {
    "today": _day,
    "estimate_years": _number(whole=True),
    "expires_within_days": _number(whole=True),
    "tolerance": _number(0, 1),
    "populations": _populations,
}


def _anything(value: Any, path: KeyPath, mistakes: Mistakes) -> None:
    """Leave a value to those whom it is for."""


KEYS: dict[str, Convert] = {
    **{each.key: _anything for each in GENERAL},  # of every command: see `files.settings`
    "select": _rules,
    "ignore": _rules_to_leave_out,
    "threshold": _severity,
    "severity": _severities,
    "per-file-ignores": _per_file_ignores,
    "baseline": _path,
    "budgets": _budgets,
    "diff": _diff,
    **SETTINGS,
}

BUDGET: dict[str, Convert] = {
    "name": _text,
    "where": _selections,
    "hours": _number(),
    "increase_percent": _number(),
    "baseline": _path,
    "line": _number(),
}

DIFF: dict[str, Convert] = {
    "fail-on": _gates,
    "allow-unknown": _true_or_false,
    "catalogue": _paths,
}

OPTIONS: dict[str, Convert] = {
    "select": _list_in_text,
    "ignore": _list_to_leave_out,
    "threshold": _severity,
    "today": _day,
    "strict": _yes_no,
}


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
