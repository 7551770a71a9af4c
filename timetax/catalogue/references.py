"""Finds what is wrong between the entries of a catalogue: repeated ids and names nobody declared.

It looks at the plain values of the documents and not at validated models, so that a mistake inside
one entry never hides a mistake between entries.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from timetax.files.yaml import Document, KeyPath, json_path
from timetax.findings import Finding
from timetax.wording.hints import Hints, shown

_Spellings: TypeAlias = dict[str, str]
_LONGEST_LINE = 10
"""How many agencies of a circle are named."""


class _Known:
    """The names that a section declares, by every spelling that may be meant."""

    def __init__(self, spellings: _Spellings) -> None:
        self.spellings = spellings
        self.hint = Hints(spellings)


def check_references(documents: list[Document]) -> list[Finding]:
    """Return a finding for each repeated id and each reference to something that is not there."""
    findings: list[Finding] = []
    agencies = _declared(documents, "agencies", findings)
    life_events = _declared(documents, "life_events", findings)
    _declared(documents, "requests", findings)
    forms = _declared(documents, "forms", findings)
    for document in documents:
        for path, agency in _entries(document, "agencies"):
            _check(document, (*path, "parent"), agency.get("parent"), agencies, findings)
        for path, request in _entries(document, "requests"):
            _check(document, (*path, "agency"), request.get("agency"), agencies, findings)
        for path, form in _entries(document, "forms"):
            _check(document, (*path, "agency"), form.get("agency"), agencies, findings)
            _check(document, (*path, "life_events"), form.get("life_events"), life_events, findings)
            _check(document, (*path, "overlaps"), form.get("overlaps"), forms, findings)
            _check_self_overlap(document, path, form, findings)
    _check_cycles(documents, findings)
    _check_currencies(documents, findings)
    return findings


def _finding(document: Document, path: KeyPath, rule: str, message: str) -> Finding:
    return Finding(document.file.position(path), rule, message, path=json_path(path))


def _entries(document: Document, section: str) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    content = document.value.get(section) if isinstance(document.value, dict) else None
    for index, entry in enumerate(content if isinstance(content, list) else []):
        if isinstance(entry, dict):
            yield (section, index), entry


def _declared(documents: list[Document], section: str, findings: list[Finding]) -> _Known | None:
    """Return the names that a section declares; None if it is nowhere."""
    sections = [each.value[section] for each in documents if _has(each, section)]
    if not sections or not all(isinstance(content, list) for content in sections):
        return None
    first: dict[str, tuple[Document, KeyPath]] = {}
    for document in documents:
        for path, entry in _entries(document, section):
            name = _text(entry.get("id"))
            if name in first:
                earlier, earlier_path = first[name]
                position = earlier.file.position((*earlier_path, "id"))
                message = f"the id {shown(name)} is given twice (first at {position})"
                findings.append(_finding(document, (*path, "id"), "duplicate-id", message))
            elif name:
                first[name] = (document, path)
    spellings: _Spellings = {}
    for name, (document, path) in first.items():
        entry = document.value[section][path[1]]
        others = [entry.get(key) for key in ("name", "acronym", "code")]
        spellings |= {other: name for other in others if isinstance(other, str)}
    return _Known(spellings | {name: name for name in first})


def _has(document: Document, section: str) -> bool:
    return isinstance(document.value, dict) and section in document.value


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _names(value: object) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the names in a value, be it one, a list of them or the keys of a mapping."""
    if isinstance(value, dict):
        return [((name,), _text(name)) for name in value]
    if isinstance(value, list):
        return [((i,), _text(name)) for i, name in enumerate(value) if _text(name)]
    return [((), _text(value))] if _text(value) else []


def _check(
    document: Document,
    path: KeyPath,
    value: object,
    known: _Known | None,
    findings: list[Finding],
) -> None:
    if known is None:
        return
    for place, name in _names(value):
        if known.spellings.get(name) != name:
            section = {"agency": "agencies", "parent": "agencies", "overlaps": "forms"}
            key = str(path[-1])
            missing = f"{key}: {shown(name)} is not declared under `{section.get(key, key)}:`"
            message = missing + known.hint(name)
            findings.append(_finding(document, (*path, *place), "reference", message))


def _check_self_overlap(
    document: Document, path: KeyPath, form: dict[str, Any], findings: list[Finding]
) -> None:
    for place, name in _names(form.get("overlaps")):
        if name == _text(form.get("id")):
            message = "overlaps: a form overlaps itself"
            findings.append(_finding(document, (*path, "overlaps", *place), "reference", message))


def _check_cycles(documents: list[Document], findings: list[Finding]) -> None:
    places = {
        _text(entry.get("id")): (document, path, _text(entry.get("parent")))
        for document in documents
        for path, entry in _entries(document, "agencies")
        if _text(entry.get("parent"))
    }
    parents = {name: parent for name, (_, _, parent) in places.items()}
    for circle in _circles(parents):
        round_twice = circle + circle
        for place, name in enumerate(circle):
            line = round_twice[place : place + min(len(circle), _LONGEST_LINE)]
            between = [] if len(circle) == len(line) else ["..."]
            message = f"parent: {' > '.join([*line, *between, name])} goes round in a circle"
            document, path, _ = places[name]
            findings.append(_finding(document, (*path, "parent"), "reference", message))


def _circles(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the names of each circle of parents, each name once."""
    passed: set[str] = set()
    for start in parents:
        line: dict[str, None] = {}
        name = start
        while name in parents and name not in passed:
            passed.add(name)
            line[name] = None
            name = parents[name]
        if name in line:
            names = list(line)
            yield names[names.index(name) :]


def _check_currencies(documents: list[Document], findings: list[Finding]) -> None:
    currencies = [
        (_text(document.value["currency"]), document)
        for document in documents
        if _has(document, "currency") and _text(document.value["currency"])
    ]
    for currency, document in currencies:
        first, other = currencies[0]
        if currency != first:
            message = f"currency: {currency!r} is not the {first!r} of {other.file.name}"
            findings.append(_finding(document, ("currency",), "value", message))
