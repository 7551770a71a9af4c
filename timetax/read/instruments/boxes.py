"""Boxes of one line that hold parts of one answer: a number, a date, a telephone in pieces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from timetax.catalogue.counted import Question
from timetax.read.instruments.labels import identity_of, words_of_name

_TOPICS = {
    "ssn": r"social security|\bssn\b",
    "telephone": r"phone|\bfax\b",
    "date": r"\bdate\b|\bdob\b|birth|\bd\.o\.b",
    "zip": r"\bzip|postal",
    "ein": r"\bein\b|employer identification",
}
_KINDS = {"date": "date", "ssn": "number", "telephone": "number", "ein": "number"}
_PART = re.compile(
    r"\b(?:first|second|third|last|middle|one|two|three|four|five|numbers?|digits?|months?|days?|"
    r"years?|mm|dd|yy|yyyy|m|d|y|area|code|prefix|suffix|line|exchange|enter|part|of|box|"
    r"or|the|phone number|[0-9]+)\b|[^a-z ]",
)
_LONGEST_PART, _WIDEST_PART = 5, 100.0
_SAME_LINE = 8.0
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A box to fill in: its question, whether text is typed, how much at most, and where it is.

    `legend` is what stands above a group of boxes that it belongs to.
    """

    question: Question
    is_text: bool
    longest: int | None
    rectangle: tuple[float, ...]
    legend: str = ""


def joined(boxes: Iterable[Box]) -> Iterator[Question]:
    """Yield the questions; boxes that hold parts of one answer are one question."""
    groups: dict[object, list[Box]] = {}
    for place, box in enumerate(boxes):
        groups.setdefault(_answer_of(box) or place, []).append(box)
    for group in groups.values():
        for line in _lines(group):
            if not 1 < len(line) <= _MOST_PARTS:
                yield from (each.question for each in line)
                continue
            first = min(line, key=lambda each: each.rectangle[0]).question
            topic = _topic(_text(first)) or ""
            kind = _KINDS.get(topic, first.kind)
            yield replace(
                first,
                kind=kind,
                fields=sum(each.question.fields for each in line),
                required=True if any(each.question.required for each in line) else None,
                identity=identity_of(kind, first.label, first.name.rsplit(".", 1)[-1]),
            )


def _answer_of(box: Box) -> tuple[object, ...] | None:
    """Return what the parts of one answer have in common; None if a box is no such part."""
    short = box.longest is not None and box.longest <= _LONGEST_PART
    if not box.is_text or len(box.rectangle) != 4:
        return None
    narrow = box.longest is None and box.rectangle[2] - box.rectangle[0] <= _WIDEST_PART
    if not short and not narrow:
        return None
    for text in (_name(box.question), box.question.label.casefold()):
        if topic := _topic(text):
            stem = " ".join(_PART.sub(" ", text).split())
            return (box.question.page, topic, stem)
    return None


def _lines(group: list[Box]) -> Iterator[list[Box]]:
    """Yield the boxes that stand side by side."""
    line: list[Box] = []
    for box in sorted(group, key=lambda each: each.rectangle[1:2]):
        if line and box.rectangle[1] - line[-1].rectangle[1] > _SAME_LINE:
            yield line
            line = []
        line.append(box)
    yield line


def _name(question: Question) -> str:
    return words_of_name(question.name.rsplit(".", 1)[-1]).casefold()


def _text(question: Question) -> str:
    return f"{_name(question)} {question.label.casefold()}"


def _topic(text: str) -> str | None:
    return next((topic for topic, words in _TOPICS.items() if re.search(words, text)), None)
