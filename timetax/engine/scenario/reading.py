"""Reads scenarios: files, what they extend, stacks of them, and settings from the command line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from timetax.catalogue.validation import explained
from timetax.engine.scenario.amounts import is_parameter
from timetax.engine.scenario.library import bundled_scenarios
from timetax.engine.scenario.model import (
    Change,
    Parameter,
    Scenario,
    Schedule,
    position_in,
)
from timetax.engine.scenario.schema import KEYS, MAPPINGS, ChangeEntry, ScenarioFile
from timetax.files.inside import path_named
from timetax.files.yaml import Document, File, KeyPath, json_path, read_file
from timetax.findings import Finding, InputError, Position, option_error
from timetax.wording.hints import Hints, did_you_mean

_AMOUNTS = frozenset({key for each in KEYS.values() for key in each.amounts})
"""The keys under which an amount can stand within an operation."""


def load_scenario(name: str | Path, *, allow_outside: bool = False) -> Scenario:
    """Return the scenario in a file, of the bundled ones the one of a name, or a stack of them.

    A stack is written `a+b`: the changes of `b` follow those of `a`. What a file names must lie in
    its own folder or the working folder, unless `allow_outside`.

    Raises:
        InputError: a file cannot be read or holds mistakes; carries a finding for each of them.
    """
    names = stacked_names(str(name))
    if len(names) == 1:
        path = _found(names[0], Path(names[0]), Position(names[0]))
        return _load(path, (), allow_outside)
    return stacked(load_all(names, allow_outside=allow_outside))


def stacked_names(text: str) -> list[str]:
    """Return the names in a stack; a `+` in the path of a file that is there belongs to it."""
    names: list[str] = []
    rest = text.split("+")
    while rest:
        ends = [end for end in range(len(rest), 1, -1) if _is_there(Path("+".join(rest[:end])))]
        end = ends[0] if ends else 1
        names.append("+".join(rest[:end]))
        rest = rest[end:]
    return names


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # such as a name that is too long for any file
        return False


def load_all(names: Iterable[str | Path], *, allow_outside: bool = False) -> list[Scenario]:
    """Return the scenarios of several names, as `load_scenario` does each.

    Raises:
        InputError: carries the findings in all of them.
    """
    made: list[Scenario] = []
    findings: list[Finding] = []
    for name in names:
        try:
            made.append(load_scenario(name, allow_outside=allow_outside))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return made


def make_scenario(content: Mapping[str, Any]) -> Scenario:
    """Return the scenario that a mapping describes with the keys and values of a scenario file.

    Raises:
        InputError: it holds mistakes; carries a finding for each of them.
    """
    file = File(str(content.get("name", "scenario")), "")
    return _read_scenario(Document(file, {"timetax": 1, **content}), Path(), ())


def stacked(scenarios: Sequence[Scenario]) -> Scenario:
    """Return one scenario with the changes of several in order.

    Raises:
        InputError: they give one parameter different values, or are about different catalogues.
    """
    if len(scenarios) == 1:
        return scenarios[0]
    parameters: dict[str, float] = {}
    for scenario in scenarios:
        for name, value in scenario.parameters.items():
            if _differ(parameters.setdefault(name, value), value):
                raise option_error(
                    scenario.file.name,
                    f"the parameter {name!r} has another value in a scenario before it; "
                    "give them different names",
                )
    return replace(
        scenarios[0],
        name=" + ".join(scenario.name for scenario in scenarios),
        description=None,
        author=None,
        source=None,
        parameters=parameters,
        correlated={k: v for scenario in scenarios for k, v in scenario.correlated.items()},
        changes=tuple(change for scenario in scenarios for change in scenario.changes),
        catalogue=catalogue_of(scenarios),
    )


def catalogue_of(scenarios: Iterable[Scenario]) -> Path | None:
    """Return the catalogue that scenarios are about, if they name one.

    Raises:
        InputError: they are about different ones.
    """
    named: dict[Path | None, Scenario] = {}
    for scenario in scenarios:
        named.setdefault(scenario.catalogue and scenario.catalogue.resolve(), scenario)
    if len(named) > 1:
        about = "; ".join(
            f"{scenario.name} is about {scenario.catalogue or 'the bundled catalogue'}"
            for scenario in named.values()
        )
        raise option_error("catalogue", f"scenarios are about different ones: {about}")
    return next((scenario.catalogue for scenario in named.values()), None)


def _found(name: str, path: Path, position: Position) -> Path:
    """Return the path of a scenario: `path` if there is a file, or that of a bundled one.

    Raises:
        InputError: there is none.
    """
    if name == "-" or _is_there(path):
        return Path(name) if name == "-" else path
    bundled = {each.stem: each for each in bundled_scenarios()}
    if name in bundled:
        return bundled[name]
    hint = did_you_mean(name, list(bundled)) or "; `timetax scenarios` lists the bundled ones"
    message = f"there is no file {str(path)!r} and no bundled scenario {name!r}{hint}"
    raise InputError([Finding(position, "input", message)])


def _load(path: Path, extended: tuple[Path, ...], allow_outside: bool) -> Scenario:
    if path.is_dir():
        raise option_error(str(path), "is a directory; name one scenario")
    reading = read_file(str(path))
    if reading.document is None:
        raise InputError(reading.findings)
    line = (*extended, path.resolve())
    return _read_scenario(reading.document, path.parent, line, reading.findings, allow_outside)


def _read_scenario(
    document: Document,
    folder: Path,
    extended: tuple[Path, ...],
    found: Sequence[Finding] = (),
    allow_outside: bool = False,
) -> Scenario:
    file, value = document.file, document.value
    content, mistakes = _validated(file, value)
    findings = [*found, *mistakes]

    def finding(path: KeyPath, rule: str, message: str) -> None:
        findings.append(Finding(position_in(file, path), rule, message, path=json_path(path)))

    base, whole = None, True
    try:
        base = _base(value.get("extends"), file, folder, extended, allow_outside)
    except InputError as error:
        findings += error.findings
        whole = False
    own_catalogue = None
    if content and content.catalogue:
        try:
            own_catalogue = path_named(content.catalogue, folder, anywhere=allow_outside)
        except ValueError as error:
            finding(("catalogue",), "input", f"catalogue: {error}")
    if content and "phase_in" in content.model_fields_set and content.start is None:
        finding(("phase_in",), "value", "phase_in: give the `start`, the year of its first share")
    if content and content.start and content.end and content.end < content.start:
        finding(("end",), "value", f"end: {content.end} is before the start, {content.start}")
    declared = _names_in(value.get("parameters"))
    known = {*(base.parameters if base else ()), *declared}
    used = set(base.parameters) if base else set()
    near = Hints(known)
    for place, written in _mappings_in(value.get("changes")):
        path = ("changes", place)
        for message, key in _shape(written):
            finding((*path, *key), "value", message)
        for name, within in _parameters(written):
            used.add(name)
            if whole and name not in known:
                hint = near(name) or "; declare it under `parameters:`"
                finding((*path, *within), "reference", f"unknown parameter '${name}'{hint}")
    for name in declared:
        if whole and name not in used:
            finding(("parameters", name), "value", f"no change uses the parameter {name!r}")
    if findings or content is None:
        raise InputError(sorted(findings, key=lambda each: _order(file, each)))
    schedule = Schedule(content.start, content.end, content.phase_in)
    changes = [
        change_of(entry, written, file, ("changes", i), content.name, content.source, schedule)
        for i, (entry, written) in enumerate(
            zip(content.changes, value.get("changes", ()), strict=True)
        )
    ]
    return Scenario(
        name=content.name,
        description=content.description,
        author=content.author,
        source=content.source,
        parameters={**(base.parameters if base else {}), **dict(content.parameters)},
        correlated={**(base.correlated if base else {}), **_correlated(content)},
        changes=(*(base.changes if base else ()), *changes),
        catalogue=own_catalogue or (base.catalogue if base else None),
        file=file,
    )


def _correlated(content: ScenarioFile) -> dict[str, str]:
    source = content.source
    names = [name for name, _ in content.parameters]
    return dict.fromkeys(names, source.title) if source and source.correlated else {}


def _order(file: File, finding: Finding) -> tuple[bool, int, int]:
    """Return by what findings are sorted: those of the scenario that it extends come first."""
    position = finding.position
    return (position.file == file.name, position.line, position.column)


def _names_in(value: object) -> list[str]:
    names = value if isinstance(value, Mapping) else ()
    return [str(name) for name in names if is_parameter(f"${name}")]


def _mappings_in(value: object) -> list[tuple[int, Mapping[str, Any]]]:
    entries = value if isinstance(value, list | tuple) else ()
    return [(place, each) for place, each in enumerate(entries) if isinstance(each, Mapping)]


def _validated(file: File, value: object) -> tuple[ScenarioFile | None, list[Finding]]:
    if not isinstance(value, dict) or ("forms" in value and "changes" not in value):
        what = "this is a catalogue" if isinstance(value, dict) else "this is no mapping"
        what = "the file is empty" if value is None else what
        message = f"{what}; a scenario is a mapping with `timetax: 1`, a `name` and `changes`"
        raise InputError([Finding(position_in(file, ()), "schema", message, path=json_path(()))])
    try:
        return ScenarioFile.model_validate(value), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    findings = [each for error in errors for each in explained(file, error, MAPPINGS)]
    if not file.text:
        findings = [replace(each, position=Position(file.name)) for each in findings]
    return None, findings


def _base(
    extends: object, file: File, folder: Path, extended: tuple[Path, ...], allow_outside: bool
) -> Scenario | None:
    if not isinstance(extends, str) or not extends.strip():
        return None
    position = position_in(file, ("extends",))
    name = extends.strip()
    try:
        path = _found(name, path_named(name, folder, anywhere=allow_outside), position)
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        raise InputError([Finding(position, "input", f"extends: {error}")]) from error
    if path.resolve() in extended:
        line = [each.name for each in (*extended[extended.index(path.resolve()) :], path)]
        message = f"extends: {' > '.join(line)} goes round in a circle"
        raise InputError([Finding(position, "reference", message, path="$.extends")])
    return _load(path, extended, allow_outside)


def _shape(written: Mapping[str, Any]) -> list[tuple[str, KeyPath]]:
    """Return what is wrong between the keys of a change, each with where."""
    found: list[tuple[str, KeyPath]] = []
    keys = [key for key in written if key in KEYS]
    alone = [key for key in keys if KEYS[key].alone]
    new = [key for key in keys if not KEYS[key].takes_forms]
    if not keys and all(key in ChangeEntry.model_fields for key in written):
        found.append((f"the change does nothing; it takes one of {', '.join(KEYS)}", ()))
    if alone and len(keys) > 1:
        found.append((f"`{alone[0]}` stands alone; give the rest a change of its own", (alone[0],)))
    if "where" not in written and keys and not (new and alone == new):
        found.append(("say with `where` which forms change, such as `where: {agency: IRS}`", ()))
    if "where" in written and new:
        found.append((f"`{new[0]}` takes no `where`: the form is new", ("where",)))
    found += [
        (f"{key}: {refused}", (key,))
        for key in keys
        if (refused := KEYS[key].refused(written[key])) is not None
    ]
    # Of one that is always there, such as a figure, the schema says so.
    found += [
        (f"{key}: here is nothing; give it a value or leave it out", (key,))
        for key in keys
        if written[key] is None and KEYS[key].default is None
    ]
    return found


def change_of(
    entry: ChangeEntry,
    written: Mapping[str, Any],
    file: File,
    path: KeyPath,
    scenario: str,
    source: Any,
    schedule: Schedule,
) -> Change:
    """Return the change that an entry of a scenario declares."""
    return Change(
        where=entry.where,
        operations=tuple(
            operation
            for key, there in written.items()
            if key in KEYS and getattr(entry, key) is not None
            for operation in KEYS[key].read(getattr(entry, key), there, (*path, key))
        ),
        because=entry.because,
        source=entry.source or source,
        optional=entry.optional,
        transition_minutes=entry.transition_minutes,
        schedule=schedule,
        scenario=scenario,
        file=file,
        path=path,
    )


def _parameters(written: Mapping[str, Any]) -> list[tuple[str, KeyPath]]:
    """Return the parameters that a change names, each with where."""
    return [
        pair
        for key, value in written.items()
        if key in KEYS or key == "transition_minutes"
        for pair in _parameters_in(value, (key,))
    ]


def _parameters_in(value: object, path: KeyPath) -> list[tuple[str, KeyPath]]:
    if isinstance(value, Parameter):
        return [(value.name, path)]
    if isinstance(value, str) and is_parameter(value):
        return [(value[1:], path)]
    inside = value.items() if isinstance(value, Mapping) else ()
    return [
        pair
        for key, each in inside
        if key in _AMOUNTS
        for pair in _parameters_in(each, (*path, key))
    ]


def _differ(one: float, other: float) -> bool:
    ends = (getattr(one, "low", one), getattr(one, "high", one))
    return (one, *ends) != (other, getattr(other, "low", other), getattr(other, "high", other))
