"""Finds what is wrong between a journey and the rest of a catalogue, and between its steps."""

from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from timetax.catalogue.declaration import keys_of
from timetax.catalogue.journeys import Step, read_trait_value
from timetax.catalogue.values import MistakeError
from timetax.files.yaml import Document, KeyPath, json_path
from timetax.findings import Finding
from timetax.wording.hints import Hints, shown
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
        found: list[Finding] = []

        def tell(
            place: KeyPath, message: str, rule: str = "reference", *, of_key: bool = False
        ) -> None:
            file = document.file
            position = file.key_position(place) if of_key else file.position(place)
            found.append(Finding(position, rule, message, path=json_path(place)))

        traits = _Traits(journey)
        steps = list(_steps(path, journey.get("steps")))
        if "steps" in journey and not journey["steps"]:
            tell((*path, "steps"), "steps: must be a list of steps, and here is none", "value")
        for at, step in steps:
            _of_itself(at, step, tell)
            form = _text(step.get("form"))
            if form and self._forms.get(form) != form:
                said = f"form: {shown(form)} is not declared under `forms:`{self._hint(form)}"
                tell((*at, "form"), said)
            _condition(at, step, traits, tell)
        _order(steps, tell)
        return found


_Tell = Callable[..., None]


class _Traits:
    """The traits of a journey, with their values."""

    def __init__(self, journey: Mapping[str, Any]) -> None:
        given = journey.get("traits")
        self.values: dict[str, list[str]] = {}
        self.shared: set[str] = set()
        for name, values in given.items() if isinstance(given, Mapping) else ():
            items = list(values) if isinstance(values, list | Mapping) else [values]
            words = [word for each in items if (word := _word(each)) is not None]
            self.values[_text(name)] = words
            if isinstance(values, Mapping):
                self.shared.add(_text(name))
        self.hint = Hints(list(self.values))
        self._hints: dict[str, Hints] = {}

    def hint_at_value(self, trait: str, word: str) -> str:
        """Return which value of a trait is meant."""
        return self._hints.setdefault(trait, Hints(self.values[trait]))(word)


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


def _of_itself(at: KeyPath, step: Mapping[str, Any], tell: _Tell) -> None:
    """Tell what in a step contradicts the rest of it, or is missing."""
    given = {key for key, content in step.items() if content is not None}
    if not given & {"title", "form"}:
        tell(at, "steps: a step names no form and has no title; give one of them", "value")
    if "share_if_met" in given and "condition" not in given:
        message = "share_if_met: there is no condition; write share, or add the condition"
        tell((*at, "share_if_met"), message, "value")
    if "asked_before" in given and "questions" not in given:
        tell((*at, "asked_before"), "asked_before: say how many questions it asks", "value")
    sources = step.get("sources")
    for name in sources if isinstance(sources, Mapping) else ():
        if name not in keys_of(Step):
            message = f"sources: {shown(name)} is not a key of a step"
            tell((*at, "sources", name), message, "value", of_key=True)


def _condition(
    at: KeyPath,
    step: Mapping[str, Any],
    traits: _Traits,
    tell: _Tell,
) -> None:
    condition = step.get("condition")
    if not isinstance(condition, Mapping):
        return
    for name, wanted in condition.items():
        trait = _text(name)
        place = (*at, "condition", name)
        if trait not in traits.values:
            hint = traits.hint(trait) or "; declare it with all values that it can have"
            tell(place, f"condition: {shown(trait)} is no trait of this journey{hint}", of_key=True)
            continue
        values = traits.values[trait]
        items = wanted if isinstance(wanted, list) else [wanted]
        for number, each in enumerate(items):
            word = _word(each)
            if word is not None and word not in values:
                hint = traits.hint_at_value(trait, word)
                known = listing(values[:_MOST_NAMED])
                message = f"condition: nobody has {trait}={word}: it is {known}{hint}"
                tell((*place, number) if isinstance(wanted, list) else place, message)
    known_shares = all(_text(name) in traits.shared for name in condition)
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
    hint = Hints(list(numbers))
    before: dict[int, list[int]] = {}
    places: dict[tuple[int, int], KeyPath] = {}
    for number, (at, step) in enumerate(steps):
        given = step.get("after")
        for place, each in enumerate(given if isinstance(given, list) else [given]):
            name = _text(each)
            where = (*at, "after", place) if isinstance(given, list) else (*at, "after")
            if name and name not in numbers:
                said = f"after: {shown(name)} is the id of no step of this journey"
                tell(where, said + hint(name))
            elif name:
                before.setdefault(number, []).append(numbers[name])
                places.setdefault((number, numbers[name]), where)
    told: set[int] = set()
    for circle in _circles(before):
        told |= set(circle)
        line = " after ".join(
            _called(steps[each][1]) for each in [*circle[:_MOST_NAMED], circle[0]]
        )
        tell(places[circle[0], circle[1 % len(circle)]], f"after: {line} goes round in a circle")
    for (number, earlier), where in places.items():
        if earlier >= number and not {number, earlier} <= told:
            name = _called(steps[earlier][1])
            tell(where, f"after: {shown(name)} stands further down; move it above this step")


def _called(step: Mapping[str, Any]) -> str:
    return _text(step.get("id")) or _text(step.get("title")) or _text(step.get("form"))


def _circles(before: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Yield circles of steps, each after the next; no step is in two of them, or passed twice."""
    passed: set[int] = set()
    told: set[int] = set()
    for start in before:
        line = {} if start in passed else {start: iter(before[start])}
        passed.add(start)
        while line:
            last = next(reversed(line))
            each = next(line[last], None)
            if each is None:
                del line[last]
            elif each not in passed:
                passed.add(each)
                line[each] = iter(before.get(each, ()))
            elif each in line:
                circle = list(takewhile(lambda step: step not in told, _back_to(each, line)))
                if circle[-1:] == [each]:
                    told.update(circle)
                    yield circle[::-1]


def _back_to(step: int, line: dict[int, Iterator[int]]) -> Iterator[int]:
    """Yield the last steps of a line, backwards, until this one."""
    for each in reversed(line):
        yield each
        if each == step:
            return
