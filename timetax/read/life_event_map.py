"""Which life events lead to which forms: rules on what an official inventory says of a form."""

import fnmatch
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

from pydantic import (
    Field,
    PlainValidator,
    ValidationError,
)

from timetax.bundle import bundled, seen_from_here
from timetax.catalogue.document import Version
from timetax.catalogue.entries import LifeEvent
from timetax.catalogue.file_model import FileModel
from timetax.catalogue.validation import Mappings, explained, mappings_of
from timetax.catalogue.value_types import Text
from timetax.catalogue.values import list_of, read_text
from timetax.files.yaml import Document, File, json_path, read_file
from timetax.findings import Finding, InputError
from timetax.wording.hints import Hints

CRITERIA = ("control_number", "line_of_business", "subfunction", "agency", "title")
"""The keys of a rule that say which forms it is about; all that are given must match."""

_Texts = Annotated[tuple[str, ...], PlainValidator(list_of(read_text))]


class Rule(FileModel):
    """Life events of the forms that match every criterion given."""

    control_number: _Texts = Field((), description="OMB control numbers.")
    line_of_business: _Texts = Field((), description="Names of lines of business.")
    subfunction: _Texts = Field((), description="Names of subfunctions of a line of business.")
    agency: _Texts = Field((), description="Agency codes, with their leading zeros.")
    title: _Texts = Field((), description="Patterns for titles, with * and ? as in file names.")
    life_events: _Texts = Field(description="The life events that lead to such a form.")
    because: Text = Field(description="Why these life events lead to such a form.")


class MapFile(FileModel):
    """What a map of life events holds."""

    timetax: Version = Field(description="The version of this format.")
    life_events: tuple[LifeEvent, ...] = Field((), description="The life events.")
    rules: tuple[Rule, ...] = Field((), description="The rules; all that match add up.")


_MAPPINGS: Mappings = {
    (): MapFile,
    **dict(mappings_of(LifeEvent, "life_events")),
    ("rules",): Rule,
}


@dataclass(frozen=True)
class LifeEventMap:
    """Life events, and the rules by which forms get them."""

    life_events: tuple[LifeEvent, ...]
    rules: tuple[Rule, ...]

    def events_of(
        self,
        control_number: str | None,
        line_of_business: str | None,
        agency: str | None,
        title: str | None,
        *,
        subfunction: str | None = None,
    ) -> tuple[str, ...]:
        """Return the life events of a form: those of all rules that match.

        Rules that name its control number come first, then the others, each in their order. Case
        does not matter. A criterion never matches what is not known of a form.
        """
        number = _folded(control_number)
        others = (_folded(line_of_business), _folded(subfunction), _folded(agency))
        matches = self._without_number.get(others)
        if matches is None:
            matches = [each for each in self._matches if not each.numbers and each.fits(others)]
            self._without_number[others] = matches
        if number in self._by_number:
            matches = [each for each in self._by_number[number] if each.fits(others)] + matches
        named = _folded(title)
        found = (event for each in matches if each.fits_title(named) for event in each.events)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _matches(self) -> "tuple[_Match, ...]":
        return tuple(map(_match, self.rules))

    @cached_property
    def _by_number(self) -> "dict[str, list[_Match]]":
        found: dict[str, list[_Match]] = {}
        for match in self._matches:
            for number in match.numbers:
                found.setdefault(number, []).append(match)
        return found

    @cached_property
    def _without_number(self) -> "dict[tuple[str, str, str], list[_Match]]":
        """What matched before, by line of business, subfunction and agency: few ever differ."""
        return {}


@dataclass(frozen=True)
class _Match:
    """A rule made ready: its control numbers, what three others allow, a pattern for the title."""

    numbers: frozenset[str]
    allowed: tuple[frozenset[str], ...]
    title: re.Pattern[str] | None
    events: tuple[str, ...]

    def fits(self, others: tuple[str, str, str]) -> bool:
        pairs = zip(self.allowed, others, strict=True)
        return all(not allowed or value in allowed for allowed, value in pairs)

    def fits_title(self, title: str) -> bool:
        return self.title is None or self.title.fullmatch(title) is not None


def _match(rule: Rule) -> _Match:
    patterns = "|".join(fnmatch.translate(_folded(title)) for title in rule.title)
    return _Match(
        _all_folded(rule.control_number),
        tuple(map(_all_folded, (rule.line_of_business, rule.subfunction, rule.agency))),
        re.compile(patterns) if patterns else None,
        rule.life_events,
    )


def _all_folded(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_folded, texts))


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def load_map(path: Path | None = None) -> LifeEventMap:
    """Return the map of life events at `path`; without one, that which comes with the program.

    Raises:
        InputError: the file cannot be read or holds mistakes; carries a finding for each of them.
    """
    return _bundled_map() if path is None else _map_at(path)


@cache
def _bundled_map() -> LifeEventMap:
    return _map_at(seen_from_here(bundled().with_name("life-event-map.yaml")))


def _map_at(path: Path) -> LifeEventMap:
    reading = read_file(str(path))
    if reading.findings or reading.document is None:
        raise InputError(reading.findings)
    made, findings = _validated(reading.document)
    if made is None or findings:
        order = sorted(findings, key=lambda each: (each.position.line, each.position.column))
        raise InputError(order)
    return LifeEventMap(made.life_events, made.rules)


def _validated(document: Document) -> tuple[MapFile | None, list[Finding]]:
    file, value = document.file, document.value
    if not isinstance(value, dict):
        message = "a map of life events is a mapping that begins with `timetax: 1`"
        return None, [Finding(file.position(()), "schema", message, path=json_path(()))]
    try:
        made = MapFile.model_validate(value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, [each for error in errors for each in explained(file, error, _MAPPINGS)]
    return made, [*_undeclared(file, made), *_repeated(file, made), *_empty(file, made)]


def _undeclared(file: File, made: MapFile) -> Iterator[Finding]:
    known = {event.id: event.id for event in made.life_events}
    hint = Hints(known)
    for number, rule in enumerate(made.rules):
        for place, event in enumerate(rule.life_events):
            if event not in known:
                path = ("rules", number, "life_events", place)
                missing = f"life_events: {event!r} is not declared under `life_events:`"
                message = missing + hint(event)
                yield Finding(file.position(path), "reference", message, path=json_path(path))


def _repeated(file: File, made: MapFile) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, event in enumerate(made.life_events):
        if event.id in seen:
            path = ("life_events", number, "id")
            message = f"the id {event.id!r} is given twice"
            yield Finding(file.position(path), "duplicate-id", message, path=json_path(path))
        seen.add(event.id)


def _empty(file: File, made: MapFile) -> Iterator[Finding]:
    for number, rule in enumerate(made.rules):
        path = ("rules", number)
        if not any(getattr(rule, criterion) for criterion in CRITERIA):
            message = f"the rule is about no form; give it one of {', '.join(CRITERIA)}"
            yield Finding(file.position(path), "value", message, path=json_path(path))
        if not rule.life_events:
            message = "life_events: the rule gives no life event"
            yield Finding(file.position(path), "value", message, path=json_path(path))
