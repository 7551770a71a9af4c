"""A kind of files that hold a form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timetax.catalogue.counted import Question


class NoFormError(ValueError):
    """A file that cannot be counted; the message says why, and what would do."""


@dataclass(frozen=True)
class Content:
    """What a file of a form holds: its pages as text, its questions, how many pages it has."""

    texts: Sequence[str]
    questions: Sequence[Question]
    pages: int | None


@dataclass(frozen=True)
class FormKind:
    """A kind: its name, how its first bytes or names are known, and how it is read.

    Attributes:
        name: what people call it.
        suffixes: the endings of names by which folders are searched.
        recognises: whether these bytes are of the kind.
        content: what the bytes hold; raises `NoFormError`.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    content: Callable[[bytes], Content]
