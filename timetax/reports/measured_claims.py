"""What a catalogue claims of forms that were measured, and what the two together say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.form import Form
from timetax.catalogue.formulas import minutes_per_response
from timetax.catalogue.ranges import Range
from timetax.findings import InputError
from timetax.reports.explain import form_named
from timetax.reports.report import Column, Section
from timetax.wording.lists import listing
from timetax.wording.numbers import NOTHING, Kind, for_people, plural, raw, round_half_up

ABOVE, BELOW, AROUND, UNKNOWN = "above", "below", "around", "unknown"
TOO_FEW = "too few"


@dataclass(frozen=True)
class Beside:
    """A span of measured minutes beside what is claimed.

    Attributes:
        form: the form of the catalogue, or None if it has none of that name.
        low: the least that was measured, in minutes.
        high: the most.
        floor: minutes that the form itself takes at least, if the catalogue has its instrument.
    """

    form: Form | None
    low: float | None
    high: float | None
    floor: float | None = None

    @property
    def claim(self) -> float | None:
        """Minutes for a response as the catalogue has them, or as they follow from its hours."""
        return None if self._claimed is None else float(self._claimed)

    @property
    def _claimed(self) -> float | None:
        form = self.form
        if form is None:
            return None
        if form.minutes_per_response is not None:
            return form.minutes_per_response
        if form.published_hours is None or form.total_responses is None:
            return None
        return minutes_per_response(form.published_hours, float(form.total_responses))

    @property
    def verdict(self) -> str:
        """Where the measured span lies: above the claim, below it, around it, or unknown."""
        claimed = self._claimed
        if claimed is None or self.low is None or self.high is None:
            return UNKNOWN
        least, most = (
            (claimed.low, claimed.high) if isinstance(claimed, Range) else (claimed, claimed)
        )
        return ABOVE if self.low > most else BELOW if self.high < least else AROUND

    @property
    def words(self) -> str:
        """The verdict in words, no stronger than its evidence."""
        if self.form is not None and self.low is None:
            return "too few finished to say"
        return {
            ABOVE: "longer than claimed",
            BELOW: "shorter than claimed",
            AROUND: "no contradiction",
            UNKNOWN: "not in the catalogue" if self.form is None else "no claim",
        }[self.verdict]

    def ratio(self, minutes: float | None) -> float | None:
        """Return how many times the claim some minutes are; None if it is not known or zero."""
        return minutes / self.claim if minutes is not None and self.claim else None

    def hours(self, minutes: float | None) -> float | None:
        """Return the hours a year if each response took some minutes; None if not known."""
        responses = self.form.total_responses if self.form else None
        return None if responses is None or minutes is None else float(responses) * minutes / 60

    @property
    def claimed_hours(self) -> float | None:
        """The hours a year that the catalogue has."""
        return self.form.burden_hours if self.form else None

    @property
    def data(self) -> dict[str, Any]:
        """What every report on measured minutes says of the claim, by key."""
        return {
            "catalogue_form": self.form and self.form.id,
            "title": self.form and self.form.title,
            "claim_minutes": self.claim,
            "floor_minutes": self.floor,
            "claimed_hours": self.claimed_hours,
            "verdict": self.verdict,
            "words": self.words,
        }


def known_form(catalogue: Catalogue, name: str) -> Form | None:
    """Return the form of a catalogue with an id or number, or None if it has none, or several."""
    try:
        return form_named(catalogue, name)
    except InputError:
        return None


def beside(catalogue: Catalogue, form: str, low: float | None, high: float | None) -> Beside:
    """Return a measured span beside the claim of the form with an id or number."""
    found = known_form(catalogue, form)
    return Beside(found, low, high, _floor(catalogue, found) if found else None)


def _floor(catalogue: Catalogue, form: Form) -> float | None:
    if form.instrument is None:
        return None
    from timetax.engine.burden import with_burden
    from timetax.engine.estimates.clocks import clocks_in
    from timetax.tables.tabulate import tabulate

    own = with_burden(tabulate(replace(catalogue, forms=(form,))))
    return next((each.floor[1] for each in clocks_in(own) if each.floor), None)


CLAIM_COLUMNS = (
    Column("claim_minutes", "claimed", Kind.MINUTES, spare=1),
    Column("floor_minutes", "floor", Kind.MINUTES, "wide", absent=NOTHING, spare=4),
    Column("ratio", "times the claim", shown="people", absent="", spare=3),
    Column("claimed_hours", "hours a year claimed", Kind.HOURS, "wide", spare=5),
    Column("hours", "hours a year if so", shown="people-wide", absent="", spare=5),
    Column("verdict", "verdict", shown="data"),
    Column("words", "what it says", shown="people", spare=2),
)
"""The columns that follow what was measured: what is claimed, and what the two say."""


def span(low: float | None, high: float | None, kind: Kind) -> str | None:
    """Return two ends in words: 3.0 to 3.4; one figure where both read the same."""
    if low is None or high is None:
        return None
    if kind is Kind.NUMBER:
        ends = [f"{round_half_up(each, 1 if each < 9.95 else 0):,}" for each in (low, high)]
    else:
        ends = [for_people(each, kind) for each in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def verdict_of_all(named: Sequence[tuple[str, Beside]], measured: str) -> str:
    """Return the answer in a sentence: of one form its figures, of several how many are where."""
    if len(named) == 1:
        ((form, one),) = named
        if one.low is None or one.high is None:
            return f"{form}: too few finished to say what it takes."
        minutes = f"{form}: {measured} {span(one.low, one.high, Kind.MINUTES)} minutes"
        if one.claim is None:
            return f"{minutes}; {one.words}."
        times = span(one.ratio(one.low), one.ratio(one.high), Kind.NUMBER)
        claimed = for_people(one.claim, Kind.MINUTES)
        said = f", {times} times the claim" if times else ""
        return f"{minutes} beside {claimed} claimed{said}: {one.words}."
    words = {
        ABOVE: "above the claim",
        BELOW: "below it",
        AROUND: "with the claim inside",
        UNKNOWN: "without a claim",
        TOO_FEW: "with too few finished to say",
    }
    found = [TOO_FEW if each.low is None else each.verdict for _, each in named]
    counts = [(found.count(verdict), said) for verdict, said in words.items()]
    said = listing([f"{count:,} {words}" for count, words in counts if count])
    return f"{plural(len(named), 'form')} {measured}: {said}."


def rows_as_data(section: Section) -> list[Mapping[str, Any]]:
    """Return the rows of a section as programs read them."""
    columns = section.columns
    places = [place for place, each in enumerate(columns) if not each.shown.startswith("people")]
    return [{columns[place].key: raw(row[place]) for place in places} for row in section.rows]


def row_in(columns: Iterable[Column], values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return values by key as a row."""
    return tuple(values.get(column.key) for column in columns)
