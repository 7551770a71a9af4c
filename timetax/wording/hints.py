"""Hints: a value as it was written, and what was meant."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

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


CLOSE = 0.75
"""How near a spelling is that was meant, from 0 to 1; below it another word was."""

AS_NEAR = 10
"""So many names are looked at: of those of the same likeness the one a slip away is meant."""

_FILLING = {"a", "an", "of", "the"}


def did_you_mean(name: str, known: Iterable[str], synonyms: Iterable[tuple[str, str]] = ()) -> str:
    """Return `; did you mean 'x'?` for the known name that `name` means, or nothing.

    That is one whose synonym it is, else the one nearest in spelling, else the only one that has
    all of its words. `known` may be a mapping of spellings to the names that they stand for;
    `synonyms` are words, each with the name that they stand for.
    """
    if len(name) > LONG_NAME:
        return ""
    names = dict(known) if isinstance(known, Mapping) else {each: each for each in known}
    wanted, targets = _words(name), set(names.values())
    meant = (
        _only(each for words, each in synonyms if each in targets and _words(words) == wanted)
        or _spelt_like(name, names)
        or _only(each for spelling, each in names.items() if wanted and _words(spelling) >= wanted)
    )
    return f"; did you mean {meant!r}?" if meant else ""


def _spelt_like(name: str, names: Mapping[str, str]) -> str | None:
    by_casefold = {spelling.casefold(): name for spelling, name in names.items()}
    wanted = name.casefold()
    nearest = get_close_matches(wanted, by_casefold, n=AS_NEAR, cutoff=CLOSE)
    nearest.sort(key=lambda each: (-_likeness(each, wanted), not _a_slip(wanted, each)))
    if not nearest and len(wanted) > 2:
        nearest = [each for each in by_casefold if each.startswith(wanted) or _a_slip(wanted, each)]
    return by_casefold[nearest[0]] if nearest else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _a_slip(one: str, other: str) -> bool:
    """Return whether one letter differs, or two neighbours are exchanged."""
    differ = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or not 0 < len(differ) <= 2:
        return False
    first, last = differ[0], differ[-1]
    return first == last or (
        last == first + 1 and one[first] + one[last] == other[last] + other[first]
    )


def _words(text: str) -> frozenset[str]:
    """Return the words of a text, in any order and number."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(_PLURAL.sub(_singular, each) for each in words if each not in _FILLING)


_PLURAL = re.compile("ies$|s$")


def _singular(ending: re.Match[str]) -> str:
    return "y" if ending[0] == "ies" else ""


def _only(names: Iterable[str]) -> str | None:
    """Return the name that all of them are, or None if there are several, or none."""
    found = set(names)
    return found.pop() if len(found) == 1 else None
