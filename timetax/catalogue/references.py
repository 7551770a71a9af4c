"""Finds what is wrong between the entries of a catalogue: repeated ids and names nobody declared.

It looks at the plain values of the documents and not at validated models, so that a mistake inside
one entry never hides a mistake between entries.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from timetax.catalogue.journey_references import Journeys
from timetax.catalogue.vocabulary import COMPLEXITIES
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
    tariffs = _declared(documents, "tariffs", findings)
    forms = _declared(documents, "forms", findings)
    _declared(documents, "journeys", findings)
    costs = _Costs(tariffs)
    journeys = Journeys(forms.spellings if forms else {})
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
            findings += costs.mistakes(document, path, form.get("cost"))
        for path, journey in _entries(document, "journeys"):
            _check(
                document, (*path, "life_event"), journey.get("life_event"), life_events, findings
            )
            for place, step in _alone_or_listed(journey.get("steps")):
                at = (*path, "steps", *place, "agency")
                _check(document, at, step.get("agency"), agencies, findings)
            findings += journeys.mistakes(document, path, journey)
        findings += _benefits_twice(document)
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
            section = {
                "agency": "agencies",
                "parent": "agencies",
                "overlaps": "forms",
                "life_event": "life_events",
            }
            key = str(path[-1])
            missing = f"{key}: {shown(name)} is not declared under `{section.get(key, key)}:`"
            message = missing + known.hint(name)
            findings.append(_finding(document, (*path, *place), "reference", message))


def _benefits_twice(document: Document) -> Iterator[Finding]:
    for path, tariff in _entries(document, "tariffs"):
        load = tariff.get("load")
        given = load if isinstance(load, dict) else {}
        on_wage = "multiplier" in given and given.get("applies_to") != "compensation"
        if on_wage and tariff.get("hourly_benefits") is not None:
            message = (
                "load: the multiplier of a wage holds benefits already; write applies_to: "
                "compensation if it stands on the wage with its benefits"
            )
            yield _finding(document, (*path, "load"), "value", message)


class _Costs:
    """Finds what costs name and nobody declared: tariffs and standard activities."""

    def __init__(self, declared: _Known | None) -> None:
        self._declared = declared.spellings if declared else {}
        self._hints: dict[str, Hints] = {}

    def mistakes(self, document: Document, path: KeyPath, cost: object) -> Iterator[Finding]:
        """Yield a finding for each tariff and activity of a form's costs that is not known."""
        given = cost if isinstance(cost, dict) else {}
        for key in ("recurring", "one_off", "government"):
            for place, each in _alone_or_listed(given.get(key)):
                at = (*path, "cost", key, *place)
                yield from self._tariff(document, at, _text(each.get("tariff")))
                yield from self._activity(document, at, each)

    def _tariff(self, document: Document, path: KeyPath, name: str) -> Iterator[Finding]:
        if not name or name in self._declared:
            return
        from timetax.catalogue.tariff_tables import names_of_tariffs, rows_of_tariffs, tariff_named

        if tariff_named(name) is not None:
            return
        if name in rows_of_tariffs():
            said = f"is {rows_of_tariffs()[name]['unit']}, and no money an hour"
        else:
            said = "is neither declared under `tariffs:` nor comes with the program"
            said += self._hint("tariff", [*self._declared, *names_of_tariffs()], name)
        message = f"tariff: {shown(name)} {said}"
        yield _finding(document, (*path, "tariff"), "reference", message)

    def _activity(
        self, document: Document, path: KeyPath, cost: dict[str, Any]
    ) -> Iterator[Finding]:
        name, complexity = _text(cost.get("activity")), _text(cost.get("complexity"))
        if not name:
            return
        from timetax.catalogue.tariff_tables import activities, standard_minutes

        if name not in activities():
            message = f"activity: {shown(name)} is no standard activity"
            message += self._hint("activity", list(activities()), name)
            yield _finding(document, (*path, "activity"), "reference", message)
        elif complexity in COMPLEXITIES and standard_minutes(name, complexity) is None:
            message = f"complexity: no minutes are printed for {name} where it is {complexity}"
            yield _finding(document, (*path, "complexity"), "value", message)

    def _hint(self, what: str, known: Iterable[str], name: str) -> str:
        if what not in self._hints:
            self._hints[what] = Hints(known)
        return self._hints[what](name)


def _alone_or_listed(value: object) -> Iterator[tuple[tuple[int, ...], dict[str, Any]]]:
    """Yield entries with the places that lead to them, be it a list of them or one alone."""
    if isinstance(value, dict):
        yield (), value
    for place, each in enumerate(value if isinstance(value, list) else []):
        if isinstance(each, dict):
            yield (place,), each


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
