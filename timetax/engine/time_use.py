"""Time that people were measured to spend with government services, by group.

It is the main activity of a diary day: waiting and travel count, and a form that is filled in at
home does not. So it is another thing than the hours of forms, stands beside them and is in no sum.
"""

import csv
from dataclasses import dataclass

from timetax.bundle import bundled

TWO_SIDED_95 = 1.96
"""Standard errors on each side of a mean that hold the true one 19 times in 20."""
MAIN = "government services: using, waiting and travel"


@dataclass(frozen=True)
class TimeUse:
    """The measured time of a group of people.

    Attributes:
        group: what the people are told apart by.
        value: the group.
        measure: what time it is.
        minutes_per_day: the mean over all days and people, in minutes.
        standard_error: that of the mean, in minutes; without replicate weights, so a little small.
        share_on_a_day: the percentage of people with any on a day.
        minutes_if_any: the mean of those with any, in minutes.
        hours_per_person_year: hours a year for each person of the group, as computed.
        diaries: how many diary days were asked for.
        with_any: on how many of them there was any.
        million_hours_a_year: that of all people, in million hours; only of the nation.
    """

    group: str
    value: str
    measure: str
    minutes_per_day: float | None
    standard_error: float | None
    share_on_a_day: float | None
    minutes_if_any: float | None
    hours_per_person_year: float | None
    diaries: int
    with_any: int | None
    million_hours_a_year: float | None
    years: str
    confidence: str
    source: str
    reference: str
    url: str
    note: str

    @property
    def margin(self) -> float | None:
        """Hours a year on each side within which the mean lies 19 times in 20."""
        known = (self.standard_error, self.hours_per_person_year, self.minutes_per_day)
        if None in known or not self.minutes_per_day:
            return None
        error, hours, minutes = (each or 0.0 for each in known)
        return TWO_SIDED_95 * error * hours / minutes

    @property
    def low(self) -> float | None:
        """The least hours a year that the mean may well be: it is not below nothing."""
        hours, margin = self.hours_per_person_year, self.margin
        return None if hours is None or margin is None else max(hours - margin, 0.0)

    @property
    def high(self) -> float | None:
        """The most hours a year that the mean may well be."""
        hours, margin = self.hours_per_person_year, self.margin
        return None if hours is None or margin is None else hours + margin


def bundled_time_use() -> list[TimeUse]:
    """Return the measured time that comes with the program, in the order of its file."""
    path = bundled().with_name("time-use.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [
            TimeUse(
                group=row["group"],
                value=row["value"],
                measure=row["measure"],
                minutes_per_day=_figure(row["minutes_per_day"]),
                standard_error=_figure(row["se"]),
                share_on_a_day=_figure(row["share_on_a_day_pct"]),
                minutes_if_any=_figure(row["minutes_if_any"]),
                hours_per_person_year=_figure(row["hours_per_person_year"]),
                diaries=int(row["n_sample"]),
                with_any=int(float(row["n_with_any"])) if row["n_with_any"] else None,
                million_hours_a_year=_figure(row["million_hours_a_year"]),
                years=row["years"],
                confidence=row["confidence"],
                source=row["source_title"],
                reference=row["official_reference"],
                url=row["url"],
                note=row["note"],
            )
            for row in csv.DictReader(file)
        ]


def _figure(text: str) -> float | None:
    return float(text) if text else None
