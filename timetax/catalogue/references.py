"""Finds what is wrong between the entries of a catalogue: repeated ids and names nobody declared.

It looks at the plain values of the documents and not at validated models, so that a mistake inside
one entry never hides a mistake between entries.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from timetax.catalogue.estimate_models import mistakes_in
from timetax.catalogue.journey_references import Journeys
from timetax.catalogue.known_names import (
    Known,
    check_names,
    declared_in,
    entries_in,
    finding_at,
    has_section,
    names_in,
    text_in,
)
from timetax.catalogue.service_references import mistakes_of_services
from timetax.catalogue.vocabulary import COMPLEXITIES
from timetax.files.yaml import Document, KeyPath
from timetax.findings import Finding
from timetax.wording.hints import Hints, shown

_LONGEST_LINE = 10
"""How many agencies of a circle are named."""


def check_references(documents: list[Document]) -> list[Finding]:
    """Return a finding for each repeated id and each reference to something that is not there."""
    findings: list[Finding] = []
    agencies = declared_in(documents, "agencies", findings)
    life_events = declared_in(documents, "life_events", findings)
    declared_in(documents, "requests", findings)
    tariffs = declared_in(documents, "tariffs", findings)
    forms = declared_in(documents, "forms", findings)
    declared_in(documents, "journeys", findings)
    declared_in(documents, "estimate_models", findings)
    costs = _Costs(tariffs)
    journeys = Journeys(forms.spellings if forms else {})
    for document in documents:
        for path, agency in entries_in(document, "agencies"):
            check_names(document, (*path, "parent"), agency.get("parent"), agencies, findings)
        for path, request in entries_in(document, "requests"):
            check_names(document, (*path, "agency"), request.get("agency"), agencies, findings)
        for path, form in entries_in(document, "forms"):
            check_names(document, (*path, "agency"), form.get("agency"), agencies, findings)
            check_names(
                document, (*path, "life_events"), form.get("life_events"), life_events, findings
            )
            check_names(document, (*path, "overlaps"), form.get("overlaps"), forms, findings)
            _check_self_overlap(document, path, form, findings)
            findings += costs.mistakes(document, path, form.get("cost"))
        for path, journey in entries_in(document, "journeys"):
            check_names(
                document, (*path, "life_event"), journey.get("life_event"), life_events, findings
            )
            for place, step in _alone_or_listed(journey.get("steps")):
                at = (*path, "steps", *place, "agency")
                check_names(document, at, step.get("agency"), agencies, findings)
            findings += journeys.mistakes(document, path, journey)
        for path, model in entries_in(document, "estimate_models"):
            findings += (
                finding_at(document, (*path, key), "value", message)
                for key, message in mistakes_in(model)
            )
        findings += _benefits_twice(document)
    findings += mistakes_of_services(documents, forms, agencies)
    _check_cycles(documents, findings)
    for key in _ONE_FOR_ALL:
        _check_agreement(key, documents, findings)
    return findings


def _benefits_twice(document: Document) -> Iterator[Finding]:
    for path, tariff in entries_in(document, "tariffs"):
        load = tariff.get("load")
        given = load if isinstance(load, dict) else {}
        on_wage = "multiplier" in given and given.get("applies_to") != "compensation"
        if on_wage and tariff.get("hourly_benefits") is not None:
            message = (
                "load: the multiplier of a wage holds benefits already; write applies_to: "
                "compensation if it stands on the wage with its benefits"
            )
            yield finding_at(document, (*path, "load"), "value", message)


class _Costs:
    """Finds what costs name and nobody declared: tariffs and standard activities."""

    def __init__(self, declared: Known | None) -> None:
        self._declared = declared.spellings if declared else {}
        self._hints: dict[str, Hints] = {}

    def mistakes(self, document: Document, path: KeyPath, cost: object) -> Iterator[Finding]:
        """Yield a finding for each tariff and activity of a form's costs that is not known."""
        given = cost if isinstance(cost, dict) else {}
        for key in ("recurring", "one_off", "government"):
            for place, each in _alone_or_listed(given.get(key)):
                at = (*path, "cost", key, *place)
                yield from self._tariff(document, at, text_in(each.get("tariff")))
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
        yield finding_at(document, (*path, "tariff"), "reference", message)

    def _activity(
        self, document: Document, path: KeyPath, cost: dict[str, Any]
    ) -> Iterator[Finding]:
        name, complexity = text_in(cost.get("activity")), text_in(cost.get("complexity"))
        if not name:
            return
        from timetax.catalogue.tariff_tables import activities, standard_minutes

        if name not in activities():
            message = f"activity: {shown(name)} is no standard activity"
            message += self._hint("activity", list(activities()), name)
            yield finding_at(document, (*path, "activity"), "reference", message)
        elif complexity in COMPLEXITIES and standard_minutes(name, complexity) is None:
            message = f"complexity: no minutes are printed for {name} where it is {complexity}"
            yield finding_at(document, (*path, "complexity"), "value", message)

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
    for place, name in names_in(form.get("overlaps")):
        if name == text_in(form.get("id")):
            message = "overlaps: a form overlaps itself"
            findings.append(finding_at(document, (*path, "overlaps", *place), "reference", message))


def _check_cycles(documents: list[Document], findings: list[Finding]) -> None:
    places = {
        text_in(entry.get("id")): (document, path, text_in(entry.get("parent")))
        for document in documents
        for path, entry in entries_in(document, "agencies")
        if text_in(entry.get("parent"))
    }
    parents = {name: parent for name, (_, _, parent) in places.items()}
    for circle in _circles(parents):
        round_twice = circle + circle
        for place, name in enumerate(circle):
            line = round_twice[place : place + min(len(circle), _LONGEST_LINE)]
            between = [] if len(circle) == len(line) else ["..."]
            message = f"parent: {' > '.join([*line, *between, name])} goes round in a circle"
            document, path, _ = places[name]
            findings.append(finding_at(document, (*path, "parent"), "reference", message))


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


_ONE_FOR_ALL = ("currency", "internal_customers")
"""What the totals of all files follow, so that two of them cannot say it differently."""


def _check_agreement(key: str, documents: list[Document], findings: list[Finding]) -> None:
    said = [
        (text_in(document.value[key]), document)
        for document in documents
        if has_section(document, key) and text_in(document.value[key])
    ]
    for value, document in said:
        first, other = said[0]
        if value != first:
            message = f"{key}: {value!r} is not the {first!r} of {other.file.name}"
            findings.append(finding_at(document, (key,), "value", message))
