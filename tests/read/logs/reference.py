"""Cases of a log of events, as slowly and plainly as they can be made."""

from collections import Counter
from collections.abc import Iterable

Event = tuple[str, str, int, str]
"""Subject, form, microseconds, event."""


def histogram(
    events: Iterable[Event], split: int = 1_800, cap: int = 300
) -> Counter[tuple[str, int, int]]:
    """Return how many cases there are by form, whether they were finished, and whole seconds."""
    by_person: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for subject, form, at, event in events:
        by_person.setdefault((subject, form), []).append((at, event))
    found: Counter[tuple[str, int, int]] = Counter()
    for (_, form), own in by_person.items():
        own.sort()
        active, finished, before = 0, False, own[0][0]
        for at, event in own:
            gap = at - before
            if gap > split * 1_000_000:
                found[form, int(finished), (active + 500_000) // 1_000_000] += 1
                active, finished, gap = 0, False, 0
            active += min(gap, cap * 1_000_000)
            finished = finished or event == "submit"
            before = at
        found[form, int(finished), (active + 500_000) // 1_000_000] += 1
    return found
