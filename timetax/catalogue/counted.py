"""A form as it was counted: its words, its questions, and what it prints of itself."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from timetax.catalogue.vocabulary import IDENTITY_KINDS, QUESTION_KINDS

_GENERIC = re.compile("check ?box|text ?field|field|button|radio|undefined|untitled", re.IGNORECASE)
_WORD = re.compile("[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form.

    Attributes:
        kind: one of `vocabulary.QUESTION_KINDS`.
        label: what is asked, in the words of the form; empty if the file does not say.
        name: what the file calls it.
        page: the page that it stands on, from 1; None where there are none.
        fields: the boxes to fill in for it: a number in three boxes is three.
        required: whether it must be answered; None if the file does not say.
        repeated: whether it may be answered several times, as for each child.
        listed: whether it is a choice from a list that opens first.
        identity: what it asks about identity and contact (`vocabulary.IDENTITY_KINDS`), or None.
    """

    kind: str
    label: str = ""
    name: str = ""
    page: int | None = None
    fields: int = 1
    required: bool | None = None
    repeated: bool = False
    listed: bool = False
    identity: str | None = None

    @property
    def says(self) -> str:
        """What is asked, in the words of the form, or what the file calls it."""
        return self.label or self.name.rsplit(".", 1)[-1]

    @property
    def is_labelled(self) -> bool:
        """Whether the file says what is asked."""
        return bool(self.label or _WORD.search(_GENERIC.sub("", self.says)))


@dataclass(frozen=True, slots=True)
class Claim:
    """Minutes for a response as a form prints them, with the sentence and the page."""

    minutes: float
    sentence: str
    page: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What a form prints of itself.

    Attributes:
        claims: each figure of minutes once, in the order of the pages.
        control_numbers: OMB control numbers, as printed: a placeholder among them.
        form_numbers: what may be its number, the most likely first.
        edition: the date of the edition, as ISO 8601 has it.
        expires: when its approval expires, likewise.
        statement: whether it says that nobody must answer without a valid control number.
    """

    claims: tuple[Claim, ...] = ()
    control_numbers: tuple[str, ...] = ()
    form_numbers: tuple[str, ...] = ()
    edition: str | None = None
    expires: str | None = None
    statement: bool = False

    @property
    def claim(self) -> Claim | None:
        """The claim; None if it prints none, or several that differ."""
        return self.claims[0] if len(self.claims) == 1 else None


@dataclass(frozen=True, slots=True)
class CountedForm:
    """A form that was counted; `pages` is None where a file has none."""

    file: str
    kind: str
    sha256: str
    pages: int | None
    words: int
    questions: tuple[Question, ...]
    printed: Printed

    @property
    def by_kind(self) -> Mapping[str, int]:
        """How many questions there are of each kind that it has."""
        found = Counter(each.kind for each in self.questions)
        return {kind: found[kind] for kind in QUESTION_KINDS if kind in found}

    @property
    def by_identity(self) -> Mapping[str, int]:
        """How many questions ask each thing about identity and contact that it asks."""
        found = Counter(each.identity for each in self.questions)
        return {kind: found[kind] for kind in IDENTITY_KINDS if kind in found}

    @property
    def identity_questions(self) -> int | None:
        """How many questions ask about identity; None if the file does not say what any asks."""
        if not any(each.is_labelled for each in self.questions):
            return None
        return sum(self.by_identity.values())

    @property
    def unlabelled(self) -> int:
        """How many questions there are of which the file does not say what they ask."""
        return sum(not each.is_labelled for each in self.questions)

    @property
    def fields(self) -> int:
        """The boxes to fill in."""
        return sum(each.fields for each in self.questions)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not counted, and why."""

    file: str
    reason: str
