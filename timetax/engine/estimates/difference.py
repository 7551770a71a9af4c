"""What changed between two versions of a form, and the limits to it."""

import operator
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from timetax.catalogue.counted import CountedForm, Question
from timetax.catalogue.vocabulary import QUESTION_KINDS
from timetax.engine.estimates.clocks import Instrument
from timetax.engine.estimates.estimating import Estimate
from timetax.engine.estimates.matching import Known
from timetax.engine.estimates.model import DEFAULT, Model, holds, model_named
from timetax.findings import option_error
from timetax.wording.hints import did_you_mean

MEASURES = {
    "pages": "pages",
    "words": "words",
    "questions": "questions",
    "fields": "fields",
    "identity": "identity questions",
    "reading": "minutes of reading",
    "floor": "minutes of the floor",
    "claim": "printed minutes",
}
"""What gates can be about, with its unit."""
COUNTED = ("pages", "words", "questions", "fields", "identity")
"""Those of them that are counts, and no minutes."""
_GATE = re.compile(
    r"(?P<measure>[a-z]+)(?: questions)? (?P<kind>increase|decrease)s? ?(?P<comparison>>=?) ?"
    r"(?P<number>[0-9][0-9,_]*(?:\.[0-9]+)?) ?(?P<percent>%?) ?(?P<unit>minutes?|questions?|words?|"
    r"pages?|fields?)?"
)


class InstrumentDifference(ABC):
    """What changed between two versions of a form.

    Attributes:
        responses: the responses a year of the form in the catalogue; None if it is in none.
    """

    responses: float | None

    @abstractmethod
    def sides(self, measure: str) -> tuple[float | None, float | None]:
        """Return one of `MEASURES` before and now; None where it is not known."""

    def change(self, measure: str) -> float | None:
        """Return by how much a measure changed."""
        before, after = self.sides(measure)
        return None if before is None or after is None else after - before

    @property
    def hours(self) -> float | None:
        """The hours a year that the change of the floor comes to at the catalogue's responses."""
        floor = self.change("floor")
        return None if self.responses is None or floor is None else self.responses * floor / 60

    @property
    def came(self) -> list[Question]:
        """The questions that were not there, by kind and label, as far as they are known."""
        return []

    @property
    def went(self) -> list[Question]:
        """The questions that are there no more, as far as they are known."""
        return []


@dataclass(frozen=True)
class FormDifference(InstrumentDifference):
    """Two versions of a form, by one model.

    Attributes:
        old: the one before.
        new: the one now.
    """

    old: Estimate
    new: Estimate
    responses: float | None

    def sides(self, measure: str) -> tuple[float | None, float | None]:
        """Return a measure before and now; None where it is not known."""
        return _of(self.old, measure), _of(self.new, measure)

    @property
    def by_kind(self) -> Mapping[str, tuple[int, int]]:
        """How many questions of each kind there were and are."""
        old, new = self.old.form.by_kind, self.new.form.by_kind
        return {
            kind: (old.get(kind, 0), new.get(kind, 0))
            for kind in QUESTION_KINDS
            if kind in old or kind in new
        }

    @property
    def came(self) -> list[Question]:
        """The questions that were not there, by kind and label."""
        return _without(self.new.form, self.old.form)

    @property
    def went(self) -> list[Question]:
        """The questions that are there no more."""
        return _without(self.old.form, self.new.form)


@dataclass(frozen=True)
class CountsDifference(InstrumentDifference):
    """What a catalogue says was counted on two versions of a form.

    Attributes:
        old: what was counted before.
        new: what was counted since.
    """

    old: Instrument
    new: Instrument
    responses: float | None

    def sides(self, measure: str) -> tuple[float | None, float | None]:
        """Return a measure before and now; None where it was not counted."""
        return _counted(self.old, measure), _counted(self.new, measure)

    @property
    def is_one(self) -> bool:
        """Whether anything that both versions have has changed."""
        kinds = self.old.holds.questions, self.new.holds.questions
        return any(map(self.change, MEASURES)) or (all(kinds) and kinds[0] != kinds[1])


@dataclass(frozen=True)
class FormGate:
    """A limit to how a measure of a form may change."""

    text: str
    measure: str
    increase: bool
    or_equal: bool
    number: float
    is_share: bool

    def __str__(self) -> str:
        return self.text

    def result(self, found: InstrumentDifference) -> tuple[str, str]:
        """Return whether it is broken, passed or unknown, and why."""
        before, after = found.sides(self.measure)
        unit = MEASURES[self.measure]
        if before is None or after is None:
            return "unknown", f"{unit} are not known of both versions"
        change = after - before if self.increase else before - after
        said = f"{_apart(before, after)} {unit}"
        limit = self.number * before / 100 if self.is_share else self.number
        broken = (operator.ge if self.or_equal else operator.gt)(change, limit)
        return ("broken" if broken else "passed"), said


def is_form_gate(text: str) -> bool:
    """Return whether a text spells a gate on forms, and not one on a catalogue."""
    found = _GATE.fullmatch(" ".join(text.casefold().split()))
    return found is not None and found["measure"] in MEASURES


def parse_form_gates(texts: Iterable[str]) -> list[FormGate]:
    """Return the gates on a form that the texts spell.

    Raises:
        InputError: one of them is none.
    """
    return [_gate(text) for text in texts]


def difference_of(versions: Sequence[Estimate]) -> FormDifference:
    """Return what changed from the first to the last of two versions."""
    old, new = versions
    known = new.known or old.known
    return FormDifference(old, new, known.responses if known else None)


def of_forms(versions: Sequence[CountedForm], model: Model, known: Known) -> FormDifference:
    """Return what changed between two versions of a form that is known in a catalogue."""
    held = [holds(each) for each in versions]
    old, new = (
        Estimate(each, known, model.reading(of), model.minutes(of))
        for each, of in zip(versions, held, strict=True)
    )
    return FormDifference(old, new, known.responses)


def _apart(before: float, after: float) -> str:
    """Return two figures in so many digits that they can be told apart, at least one of minutes."""
    for digits in range(1, 7):
        texts = [f"{each:,.{digits}f}".rstrip("0").rstrip(".") for each in (before, after)]
        if texts[0] != texts[1] or before == after:
            break
    return " to ".join(texts)


def _gate(text: str) -> FormGate:
    found = _GATE.fullmatch(" ".join(text.casefold().split()))
    if found is None or found["measure"] not in MEASURES:
        word = text.split()[0] if text.split() else ""
        hint = did_you_mean(word, MEASURES) if word not in MEASURES else ""
        example = 'such as "questions increase > 0" or "floor increase > 1 minute"'
        raise option_error(
            f"fail-on {text}",
            f"is no gate on a form{hint or f'; write one {example}'}; "
            f"the measures are {', '.join(MEASURES)}",
        )
    return FormGate(
        text=text,
        measure=found["measure"],
        increase=found["kind"] == "increase",
        or_equal=found["comparison"] == ">=",
        number=float(found["number"].replace(",", "").replace("_", "")),
        is_share=bool(found["percent"]),
    )


def _of(each: Estimate, measure: str) -> float | None:
    form = each.form
    match measure:
        case "pages":
            return form.pages
        case "words":
            return form.words
        case "questions":
            return len(form.questions)
        case "fields":
            return form.fields
        case "identity":
            return form.identity_questions
        case "reading":
            return each.reading[1]
        case "floor":
            return each.minutes[1]
        case _:
            return each.printed_minutes


def _counted(each: Instrument, measure: str) -> float | None:
    floor, holds = model_named(DEFAULT), each.holds
    match measure:
        case "pages":
            return each.pages
        case "words":
            return holds.words or None
        case "questions":
            return each.questions or None
        case "fields":
            return each.questions + holds.more_fields or None
        case "identity":
            return sum(each.identity.values()) if each.identity else None
        case "reading":
            return floor.reading(holds)[1] or None
        case "floor":
            return floor.minutes(holds)[1] if each.is_counted else None
        case _:
            return each.printed_minutes


def _without(form: CountedForm, other: CountedForm) -> list[Question]:
    left = Counter(map(_key, other.questions))
    found = []
    for each in form.questions:
        if left[_key(each)]:
            left[_key(each)] -= 1
        else:
            found.append(each)
    return found


def _key(question: Question) -> tuple[str, str]:
    return question.kind, " ".join(re.findall(r"\w+", question.says.casefold()))
