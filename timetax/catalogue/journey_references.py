"""Finds what is wrong between a journey and the rest of a catalogue, and between its steps."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from timetax.catalogue.journeys import read_trait_value
from timetax.catalogue.value_types import MistakeError
from timetax.files.yaml import Document, KeyPath, json_path
from timetax.findings import Finding
from timetax.wording.hints import Hints, did_you_mean, shown
from timetax.wording.lists import listing

_MOST_NAMED = 10
"""How many steps of a circle, and values of a trait, are named."""


class Journeys:
    """Finds mistakes of journeys, in the plain values of documents."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        """Look for forms by the ids among these spellings."""
        self._forms = forms
        self._hint = Hints(forms)

    def mistakes(
        self, document: Document, path: KeyPath, journey: Mapping[str, Any]
    ) -> list[Finding]:
        """Return a finding for each form, trait and step that a journey names and that is not."""
        found: list[tuple[KeyPath, str, str]] = []

        def tell(place: KeyPath, message: str, rule: str = "reference") -> None:
            found.append((place, rule, message))

        traits = _traits(journey)
        steps = list(_steps(path, journey.get("steps")))
        for at, step in steps:
            form = _text(step.get("form"))
            if form and self._forms.get(form) != form:
                said = f"form: {shown(form)} is not declared under `forms:`{self._hint(form)}"
                tell((*at, "form"), said)
            _condition(at, step, traits, tell)
        _order(steps, tell)
        return [
            Finding(document.file.position(place), rule, message, path=json_path(place))
            for place, rule, message in found
        ]


_Tell = Callable[..., None]


def _traits(journey: Mapping[str, Any]) -> dict[str, tuple[list[str], bool]]:
    """Return the values of each trait, and whether it says the share of people of each."""
    given = journey.get("traits")
    made = {}
    for name, values in given.items() if isinstance(given, Mapping) else ():
        items = list(values) if isinstance(values, list | Mapping) else [values]
        words = [word for each in items if (word := _word(each)) is not None]
        made[_text(name)] = (words, isinstance(values, Mapping))
    return made


def _word(value: object) -> str | None:
    try:
        return read_trait_value(value)
    except MistakeError:  # the schema reports it
        return None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _steps(path: KeyPath, value: object) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield (*path, "steps"), value
    for place, each in enumerate(value if isinstance(value, list) else []):
        if isinstance(each, Mapping):
            yield (*path, "steps", place), each


def _condition(
    at: KeyPath,
    step: Mapping[str, Any],
    traits: Mapping[str, tuple[list[str], bool]],
    tell: _Tell,
) -> None:
    condition = step.get("condition")
    if not isinstance(condition, Mapping):
        return
    for name, wanted in condition.items():
        trait = _text(name)
        place = (*at, "condition", name)
        if trait not in traits:
            hint = did_you_mean(trait, traits) or "; declare it with all values that it can have"
            tell(place, f"condition: {shown(trait)} is no trait of this journey{hint}")
            continue
        values, _ = traits[trait]
        items = wanted if isinstance(wanted, list) else [wanted]
        for number, each in enumerate(items):
            word = _word(each)
            if word is not None and word not in values:
                hint = did_you_mean(word, values)
                known = listing(values[:_MOST_NAMED])
                message = f"condition: nobody has {trait}={word}: it is {known}{hint}"
                tell((*place, number) if isinstance(wanted, list) else place, message)
    known_shares = all(traits.get(_text(name), ([], False))[1] for name in condition)
    if condition and known_shares and step.get("share") is not None:
        named = listing([_text(name) for name in condition])
        message = (
            f"share: what share meets the condition follows from the shares of {named}; take it "
            "out, or write share_if_met for the share of those"
        )
        tell((*at, "share"), message, "value")


def _order(steps: list[tuple[KeyPath, Mapping[str, Any]]], tell: _Tell) -> None:
    numbers: dict[str, int] = {}
    for number, (at, step) in enumerate(steps):
        name = _text(step.get("id"))
        if name in numbers:
            first = numbers[name] + 1
            tell(
                (*at, "id"),
                f"the id {shown(name)} is given twice (first to step {first})",
                "duplicate-id",
            )
        elif name:
            numbers[name] = number
    before: dict[int, list[int]] = {}
    places: dict[tuple[int, int], KeyPath] = {}
    for number, (at, step) in enumerate(steps):
        given = step.get("after")
        for place, each in enumerate(given if isinstance(given, list) else [given]):
            name = _text(each)
            where = (*at, "after", place) if isinstance(given, list) else (*at, "after")
            if name and name not in numbers:
                said = f"after: {shown(name)} is the id of no step of this journey"
                tell(where, said + did_you_mean(name, numbers))
            elif name:
                before.setdefault(number, []).append(numbers[name])
                places.setdefault((number, numbers[name]), where)
    told: set[int] = set()
    for start in before:
        circle = _circle(start, before)
        if circle and not told & set(circle):
            told |= set(circle)
            line = " after ".join(
                _called(steps[each][1]) for each in [*circle[:_MOST_NAMED], circle[0]]
            )
            tell(
                places[circle[0], circle[1 % len(circle)]], f"after: {line} goes round in a circle"
            )
    for (number, earlier), where in places.items():
        if earlier >= number and not {number, earlier} <= told:
            name = _called(steps[earlier][1])
            tell(where, f"after: {shown(name)} stands further down; move it above this step")


def _called(step: Mapping[str, Any]) -> str:
    return _text(step.get("id")) or _text(step.get("title")) or _text(step.get("form"))


def _circle(start: int, before: Mapping[int, list[int]]) -> list[int]:
    """Return the steps from `start` that lead back to it, each after the next; or none."""
    lines = [[start]]
    seen = set()
    while lines:
        line = lines.pop()
        for each in before.get(line[-1], ()):
            if each == start:
                return line
            if each not in seen:
                seen.add(each)
                lines.append([*line, each])
    return []
