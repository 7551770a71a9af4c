"""Hints: a value as it was written, and what was meant."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

LONG = 60
_LONG_IN_BITS = 1000


def shown(value: object) -> str:
    """Return `value` as a message quotes it."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    # Python takes long to spell a number of thousands of digits, or refuses to.
    huge = isinstance(value, int) and value.bit_length() > _LONG_IN_BITS
    text = f"{value:#x}" if huge else repr(value)
    return text if len(text) <= LONG else f"{text[: LONG - 4]}...{text[0]}"


MOST_HINTS = 20
"""Who has more unknown names than these has another mistake, and comparing each takes long."""


class Hints:
    """Hints at the names in one set, for the first unknown names that are asked about."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._given: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """Return what `did_you_mean` says of a name, or nothing after the first `MOST_HINTS`."""
        if name not in self._given:
            if len(self._given) == MOST_HINTS:
                return ""
            self._given[name] = did_you_mean(name, self._known)
        return self._given[name]


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
