"""Hints: a value as it was written, and what was meant."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

LONG = 60


def shown(value: object) -> str:
    """Return `value` as a message quotes it."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= LONG else f"{text[: LONG - 4]}...{text[0]}"


LONG_NAME = 100
"""No name is this long, and comparing longer ones takes long."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the known name nearest to `name`, or nothing.

    `known` may be a mapping of spellings to the names that they stand for.
    """
    if len(name) > LONG_NAME:
        return ""
    names = dict(known) if isinstance(known, Mapping) else {each: each for each in known}
    by_casefold = {spelling.casefold(): name for spelling, name in names.items()}
    wanted = name.casefold()
    nearest = get_close_matches(wanted, by_casefold, n=1, cutoff=0.6) or [
        spelling for spelling in by_casefold if len(wanted) > 2 and spelling.startswith(wanted)
    ]
    return f"; did you mean {by_casefold[nearest[0]]!r}?" if nearest else ""
