"""The clocks of forms: what they claim, what follows from them, and what was measured."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timetax.engine.estimates.estimating import hours_at_stake
from timetax.engine.estimates.model import DEFAULT, Holds, Spread, model_named
from timetax.engine.estimates.verdict import NO_CLAIM, verdict
from timetax.tables.counted import IDENTITY, QUESTIONS

if TYPE_CHECKING:
    import pandas as pd

    from timetax.tables.layouts import Tables


@dataclass(frozen=True)
class Instrument:
    """What was counted on a form, and the minutes that it prints."""

    holds: Holds
    pages: int | None
    identity: Mapping[str, int]
    printed_minutes: float | None
    edition: str | None
    source: str | None

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return int(sum(self.holds.questions.values()))

    @property
    def is_counted(self) -> bool:
        """Whether both words and questions were counted: without, there is no floor."""
        return bool(self.holds.words and self.questions)


@dataclass(frozen=True)
class Measurement:
    """Minutes that were measured: low, likely, high; the ends are the same where none are known."""

    minutes: Spread
    cases: int | None
    period: str | None
    method: str | None
    source: str | None


@dataclass(frozen=True)
class Clocks:
    """The clocks of a form, in minutes for a response; None for one that it does not have."""

    form: str
    title: str
    responses: float | None
    claim: float | None
    instrument: Instrument | None
    measured: tuple[Measurement, ...]

    @property
    def reading(self) -> Spread | None:
        """The minutes of reading; None where the words were not counted."""
        if self.instrument is None or not self.instrument.holds.words:
            return None
        return model_named(DEFAULT).reading(self.instrument.holds)

    @property
    def floor(self) -> Spread | None:
        """The minutes that the form itself takes at least; None where not all was counted."""
        if self.instrument is None or not self.instrument.is_counted:
            return None
        return model_named(DEFAULT).minutes(self.instrument.holds)

    @property
    def measurement(self) -> Measurement | None:
        """The measurement that counts: that of most cases, and of these the last."""
        if not self.measured:
            return None
        return max(reversed(self.measured), key=lambda each: each.cases or 0)

    @property
    def count(self) -> int:
        """How many of the three clocks it has."""
        return sum(each is not None for each in (self.claim, self.floor, self.measurement))

    @property
    def evidence(self) -> float | None:
        """The minutes to set beside the claim: what was measured, else the floor."""
        if self.measurement:
            return self.measurement.minutes[1]
        return self.floor[1] if self.floor else None

    @property
    def ratio(self) -> float | None:
        """These minutes as a multiple of the claim."""
        return self.evidence / self.claim if self.evidence and self.claim else None

    @property
    def hours_at_stake(self) -> float | None:
        """Hours a year more than claimed by these minutes; None if they are not above the claim."""
        return hours_at_stake(self.responses, self.claim, self.evidence)

    @property
    def verdict(self) -> str:
        """What can be said of the claim."""
        said = []
        if self.reading and self.floor:
            said.append(verdict(self.claim, self.reading, self.floor))
        if self.measurement and self.claim is not None:
            low, _, high = self.measurement.minutes
            if self.claim < low:
                said.append("the claim is below what was measured")
            elif self.claim > high:
                said.append("what was measured is below the claim, which may hold more")
            else:
                said.append("the claim is within what was measured")
        return "; ".join(said) or NO_CLAIM


def clocks_in(tables: "Tables") -> list[Clocks]:
    """Return the clocks of each form of the tables that was counted or measured.

    Those with the most hours at stake come first.
    """
    instruments = instruments_in(tables)
    measured: dict[str, list[Measurement]] = {}
    for row in _rows(tables.measured):
        measured.setdefault(row["form"], []).append(_measurement(row))
    made = [
        Clocks(
            form=row["form"],
            title=row["title"],
            responses=row["responses"],
            claim=row["minutes_per_response"],
            instrument=instruments.get(row["form"]),
            measured=tuple(measured.get(row["form"], ())),
        )
        for row in _rows(tables.forms[tables.forms["form"].isin([*instruments, *measured])])
    ]
    return sorted(made, key=_most_at_stake)


def instruments_in(tables: "Tables") -> dict[str, Instrument]:
    """Return what was counted on forms, by their ids."""
    return {row["form"]: _instrument(row) for row in _rows(tables.instruments)}


def floors_in(instruments: "pd.DataFrame") -> Iterator[tuple[float, float]]:
    """Yield the likely minutes of reading and of answering each form; NaN where not known."""
    model = model_named(DEFAULT)
    for row in _rows(instruments):
        each = _instrument(row)
        if each.is_counted:
            yield model.reading(each.holds)[1], model.answering(each.holds)[1]
        else:
            yield math.nan, math.nan


def _most_at_stake(each: Clocks) -> tuple[float, float, str]:
    return (-(each.hours_at_stake or 0), -(each.ratio or 0), each.form)


def _rows(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame, None for what is missing."""
    import pandas as pd

    return [
        {key: None if pd.isna(value) else value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _instrument(row: Mapping[str, Any]) -> Instrument:
    questions = {kind: row[key] for kind, key in QUESTIONS.items() if row[key]}
    identity = {kind: row[key] for kind, key in IDENTITY.items() if row[key]}
    fields = row["fields"] or sum(questions.values())
    return Instrument(
        holds=Holds(
            words=row["words"] or 0,
            questions=questions,
            more_fields=max(0, fields - sum(questions.values())),
            lists=row["lists"] or 0,
        ),
        pages=row["pages"],
        identity=identity,
        printed_minutes=row["printed_minutes"],
        edition=row["edition"],
        source=row["source"],
    )


def _measurement(row: Mapping[str, Any]) -> Measurement:
    likely = row["minutes"]
    low, high = row["low"], row["high"]
    return Measurement(
        (likely if low is None else low, likely, likely if high is None else high),
        row["cases"],
        row["period"],
        row["method"],
        row["source"],
    )


def position(minutes: float, least: float, most: float) -> float:
    """Return where minutes are from least to most, 0 to 1, by their logarithms."""
    if most <= least:
        return 0.0
    share = math.log(max(minutes, least) / least) / math.log(most / least)
    return min(1.0, share)
