"""What was odd in an inventory: counted while it is read, told in plain sentences at the end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from timetax.wording.hints import shown
from timetax.wording.lists import some
from timetax.wording.numbers import in_full, in_hours, plural

NAMED = 5
"""As many are named in a sentence; the rest is counted."""
NAMED_ZEROS = 20
PRINTED = ("responses", "hours", "cost")
"""The figures that an inventory prints of each collection and each request."""


@dataclass
class Tally:
    """Counts of what was met. Those of collections leave common forms out."""

    requests: int = 0
    collections: int = 0
    common_requests: int = 0
    common_forms: int = 0
    common_hours: float = 0.0
    without_collections: int = 0
    repeated: list[str] = field(default_factory=list)
    without_reference: int = 0
    without_agency: int = 0
    without_title: int = 0
    unreadable_dates: int = 0
    differences: dict[str, list[tuple[float, str, float, float]]] = field(
        default_factory=lambda: {measure: [] for measure in PRINTED}
    )
    zero_responses: list[tuple[float, str]] = field(default_factory=list)
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)
    negative: Counter[tuple[str, str]] = field(default_factory=Counter)
    unreadable: Counter[tuple[str, str]] = field(default_factory=Counter)
    odd_public: Counter[str] = field(default_factory=Counter)
    odd_obligation: Counter[str] = field(default_factory=Counter)
    unlisted_agencies: Counter[str] = field(default_factory=Counter)
    counted_forms: int = 0
    without_event: int | None = None

    def notes(self, name: str, run_date: str | None) -> tuple[str, ...]:
        """Return what every report on the inventory must say, one sentence or two a note."""
        run = f", run of {run_date}" if run_date else ""
        counts = f"{plural(self.requests, 'request')} with {plural(self.collections, 'collection')}"
        return (
            f"Read from {PurePath(name).name}{run}: {counts}.",
            *self._of_common_forms(),
            *self._of_requests(),
            *self._of_differences(),
            *self._of_zero_responses(),
            *_of_figures(self.missing, "not given", "unknown"),
            *_of_figures(self.negative, "negative", "taken as unknown"),
            *_of_figures(self.unreadable, "not numbers that can be read", "taken as unknown"),
            *self._of_words(),
            *self._of_agencies(),
            *self._of_events(),
        )

    def _of_common_forms(self) -> Iterator[str]:
        if self.common_requests:
            forms = plural(self.common_forms, "form")
            yield (
                f"{plural(self.common_requests, 'request')} for common forms, with {forms} and "
                f"{in_hours(in_full(self.common_hours))}, for what another agency's request holds: "
                "listed, left out of all totals, and not in the counts of collections below."
            )

    def _of_requests(self) -> Iterator[str]:
        if self.without_collections:
            yield (
                f"{plural(self.without_collections, 'request')} without a collection: "
                "each stands as one form with the request's own totals."
            )
        if self.repeated:
            yield (
                f"{plural(len(self.repeated), 'request')} with a reference that was given "
                f"before: each is counted, and told apart by its id ({some(self.repeated, NAMED)})."
            )
        for count, lack in (
            (self.without_reference, "reference: numbered in the order of the file"),
            (self.without_agency, "agency: its agency is unknown"),
            (self.without_title, "title: named by its reference"),
            (self.unreadable_dates, "expiry date that can be read: unknown"),
        ):
            if count:
                yield f"{plural(count, 'request')} without {_article(lack)} {lack}."

    def _of_differences(self) -> Iterator[str]:
        for measure, found in self.differences.items():
            if not found:
                continue
            largest = sorted(found, key=lambda each: (-each[0], each[1]))[:NAMED]
            named = "; ".join(
                f"{request} ({in_full(parts)} against {in_full(total)})"
                for _, request, parts, total in largest
            )
            yield (
                f"In {plural(len(found), 'request')} the {measure} of the collections do not add "
                f"up to the request's total. The largest differences, collections against "
                f"request: {named}."
            )

    def _of_zero_responses(self) -> Iterator[str]:
        if not self.zero_responses:
            return
        by_hours = sorted(self.zero_responses, key=lambda each: (-each[0], each[1]))
        named = [f"{form} ({in_full(hours)})" for hours, form in by_hours]
        yield (
            f"{plural(len(by_hours), 'collection')} with hours but zero responses, "
            f"{in_hours(in_full(sum(hours for hours, _ in by_hours)))} in all: no minutes follow, "
            f"and their hours are in the totals as published: "
            f"{some(named, NAMED_ZEROS)}."
        )

    def _of_words(self) -> Iterator[str]:
        for words, what in (
            (self.odd_public, "affected publics"),
            (self.odd_obligation, "obligations"),
        ):
            if words:
                quoted = [shown(word) for word in sorted(words)]
                yield (
                    f"{plural(words.total(), 'collection')} with words for {what} that are not "
                    f"known and left out: {some(quoted, NAMED)}."
                )

    def _of_agencies(self) -> Iterator[str]:
        if self.unlisted_agencies:
            codes = sorted(self.unlisted_agencies)
            yield (
                f"{plural(self.unlisted_agencies.total(), 'request')} of "
                f"{plural(len(codes), 'agency code')} that no list of agencies has: "
                f"{some(codes, NAMED)}."
            )

    def _of_events(self) -> Iterator[str]:
        if self.without_event:
            yield (
                f"{plural(self.without_event, 'form')} of {self.counted_forms:,} without a life "
                "event: no rule of the map of life events is about them."
            )


def _of_figures(counts: Counter[tuple[str, str]], state: str, taken: str) -> Iterator[str]:
    for owner in ("collection", "request"):
        found = [
            f"{measure} of {plural(counts[owner, measure], owner)}"
            for measure in (*PRINTED, *(f"previous {measure}" for measure in PRINTED))
            if counts[owner, measure]
        ]
        if found:
            yield f"Figures that are {state}, and {taken}: {', '.join(found)}."


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"
