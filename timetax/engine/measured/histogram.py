"""An exact histogram of the active time of cases: all that is known of them outside an engine."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from timetax.engine.measured.sessions import CAPS, MICROSECONDS


@dataclass(frozen=True)
class Cases:
    """Cases of one form, or of one group of them.

    Attributes:
        form: the form.
        groups: the values of the columns by which they are grouped; none are all of the form.
        finished: cases by whole seconds of active time, in ascending order: those that were sent.
        given_up: the same of those that were not.
        capped: microseconds of all finished cases by the seconds up to which a gap counts.
        uncapped: microseconds of active time of all cases without a cap.
        backwards: cases that were sent before they were begun.
        most: the most cases that one subject has.
    """

    form: str
    groups: tuple[str, ...]
    finished: tuple[tuple[int, int], ...]
    given_up: tuple[tuple[int, int], ...]
    capped: tuple[tuple[int, int], ...]
    uncapped: int
    backwards: int = 0
    most: int = 1

    @cached_property
    def finished_cases(self) -> int:
        """How many were finished."""
        return sum(count for _, count in self.finished)

    @cached_property
    def given_up_cases(self) -> int:
        """How many were not."""
        return sum(count for _, count in self.given_up)

    @property
    def cases(self) -> int:
        """How many there are."""
        return self.finished_cases + self.given_up_cases

    @property
    def capped_share(self) -> float | None:
        """The share of time between events that lies above the cap; None where there is none."""
        seconds = sum(at * count for at, count in (*self.finished, *self.given_up))
        if not self.uncapped:
            return None
        return max(0.0, 1 - seconds * MICROSECONDS / self.uncapped)


@dataclass(frozen=True)
class Histogram:
    """The cases of each form, and of each of its groups if they were asked for.

    Attributes:
        by: the columns by which cases are grouped.
        forms: all cases of a form, in the order of names.
        groups: its cases by groups, in the order of names.
    """

    by: tuple[str, ...]
    forms: tuple[Cases, ...]
    groups: tuple[Cases, ...]

    @cached_property
    def hash(self) -> str:
        """The SHA-256 hash of form, finished, seconds and cases: the same whatever the engine.

        It is taken of a line of JSON for each, in the order of form, finished and seconds.
        """
        made = hashlib.sha256()
        for each in self.forms:
            for finished, bars in ((0, each.given_up), (1, each.finished)):
                for seconds, count in bars:
                    made.update(f"{json.dumps([each.form, finished, seconds, count])}\n".encode())
        return made.hexdigest()


def histogram_of(rows: Iterable[Sequence[Any]], by: Sequence[str]) -> Histogram:
    """Return the histogram that the rows of `sessions_query` or `cases_query` make."""
    listed = sorted(tuple(row) for row in rows)
    depth = len(by)
    whole: dict[str, list[Sequence[Any]]] = {}
    parts: dict[tuple[Any, ...], list[Sequence[Any]]] = {}
    for row in listed:
        own = row[1 + depth :]
        whole.setdefault(row[0], []).append(own)
        parts.setdefault(row[: 1 + depth], []).append(own)
    forms = tuple(_cases(form, (), own) for form, own in whole.items())
    groups = tuple(_cases(key[0], key[1:], own) for key, own in parts.items()) if by else ()
    return Histogram(tuple(by), forms, groups)


def _cases(form: str, groups: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> Cases:
    bars: tuple[dict[int, int], dict[int, int]] = ({}, {})
    capped = dict.fromkeys(CAPS, 0)
    uncapped = backwards = 0
    most = 1
    for finished, seconds, count, *more in rows:
        bars[finished][seconds] = bars[finished].get(seconds, 0) + count
        *at_caps, whole, turned, of_one = more
        if finished:
            for cap, micros in zip(CAPS, at_caps, strict=True):
                capped[cap] += micros
        uncapped += whole
        backwards += turned
        most = max(most, of_one)
    given_up, finished_bars = (tuple(sorted(each.items())) for each in bars)
    return Cases(
        form, groups, finished_bars, given_up, tuple(capped.items()), uncapped, backwards, most
    )


def merged(form: str, groups: tuple[str, ...], cells: Sequence[Cases]) -> Cases:
    """Return the cases of several cells as those of one."""

    def together(bars: Iterable[tuple[tuple[int, int], ...]]) -> tuple[tuple[int, int], ...]:
        found: dict[int, int] = {}
        for each in bars:
            for at, count in each:
                found[at] = found.get(at, 0) + count
        return tuple(sorted(found.items()))

    return Cases(
        form,
        groups,
        together(each.finished for each in cells),
        together(each.given_up for each in cells),
        together(each.capped for each in cells),
        sum(each.uncapped for each in cells),
        sum(each.backwards for each in cells),
        max((each.most for each in cells), default=1),
    )
