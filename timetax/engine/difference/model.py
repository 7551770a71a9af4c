"""What differs between two versions of a catalogue: the values that say so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from timetax.engine.difference.matching import Subjects
from timetax.engine.measures import BY_WORD, HOURS, RESPONSES
from timetax.engine.totals import Total
from timetax.findings import Position
from timetax.tables.layouts import Tables
from timetax.wording import notebooks
from timetax.wording.hints import shown
from timetax.wording.numbers import in_hours, signed
from timetax.wording.summaries import summary

if TYPE_CHECKING:
    import pandas as pd


class Status(StrEnum):
    """What became of a form, or of several that went into one."""

    UNCHANGED = "unchanged"
    RENAMED = "renamed"
    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"
    MERGED = "merged"
    SPLIT = "split"
    RE_SCOPED = "re-scoped"
    NEWLY_KNOWN = "newly-known"
    NO_LONGER_KNOWN = "no-longer-known"


PARTS = {
    "time": "time per response",
    "volume": "responses",
    "new": "new forms",
    "removed": "removed forms",
    "merged": "merged or split forms",
    "re_scoped": "forms counted otherwise",
    "as_published": "hours known only as published",
}
"""What a change in hours is made of, without a remainder, and its words.

Time per response is valued at the new responses, and responses at the old time (IRS, ICR
202103-1545-016, supporting statement, item 15). Hours that are known only as published, before or
now, have no responses and minutes to which their change could be due: all of it stands apart.
"""

VOLUME = {
    "respondents": "respondents",
    "responses_per_respondent": "responses per respondent",
    "undivided": "respondents not known",
}
"""What a change in responses is made of: respondents at the old frequency, frequency at the new
respondents; and responses of forms whose respondents are not known in both versions."""

COMPARED = {
    HOURS.word: HOURS.key,
    RESPONSES.word: RESPONSES.key,
    "minutes": "minutes_per_response",
    "respondents": "respondents",
    "responses_per_respondent": "responses_per_respondent",
} | {word: measure.key for word, measure in BY_WORD.items()}
"""The figures of a form that are compared, and the columns that hold them."""


class Lack(StrEnum):
    """Why a version has no figures, which are then unknown and not zero."""

    ABSENT = "absent"
    BROKEN = "broken"


def _nowhere() -> Mapping[str, Position]:
    return {}


@dataclass(frozen=True)
class Version:
    """A catalogue at one time.

    Attributes:
        name: what people call it: a path, a revision, a scenario.
        tables: its tables, with burden.
        when: when it was made, as ISO 8601 writes it, or None.
        about: what was said of it when it was made, or None; why it has no figures, if it has none.
        lack: whether there is no catalogue, or one that cannot be read; None if there are figures.
        places: finds where its forms stand, by their ids.
        paper: returns a file that the catalogue names, seen from its folder; None if not there.
    """

    name: str
    tables: Tables
    when: str | None = None
    about: str | None = None
    lack: Lack | None = None
    places: Callable[[], Mapping[str, Position]] = field(
        default=_nowhere, compare=False, repr=False
    )
    paper: Callable[[str], bytes | None] = field(
        default=lambda name: None, compare=False, repr=False
    )


@dataclass(frozen=True)
class Account:
    """The official account of a measure: the total is the previous one and the causes together.

    Attributes:
        previous: what the forms of the older version add up to.
        causes: what each cause of `schema.CAUSES` adds.
        without_cause: what changes of which the catalogue names no cause add.
        became_known: figures known in one version only: counted now less counted before, no change.
        total: what the forms of the newer version add up to.
    """

    previous: float
    causes: Mapping[str, float]
    without_cause: float
    became_known: float
    total: float

    @property
    def change(self) -> float:
        """What was added or taken away; what became known is no part of it."""
        return sum(self.causes.values()) + self.without_cause


@dataclass(frozen=True)
class Difference:
    """What differs between two versions.

    A figure that is known in one version only changes nothing: it is in `newly_known_hours` or
    `no_longer_known_hours`, so that the hours before, the change and these two make the hours now.

    Attributes:
        old: the older version.
        new: the newer version.
        subjects: which forms of the two are the same.
        before: what the older one adds up to.
        now: what the newer one adds up to.
        forms: a row a form that is not unchanged, and one for forms that were merged or split, the
            largest change first. Columns: `subject`, its number in `subjects`; `form`, its id, and
            `was`, that before if it had another (several are joined by commas); `title`, `agency`,
            `agency_name`, `department`, `department_name`; `status` (`Status`); and each with
            `old_` and `new_` in front the figures of `COMPARED` (NaN if not known or not there),
            `forms` (how many it stands for, 0 if none) and `unit`; with `change_` in front the
            word of each measure (NaN if not known); of a `changed` form the parts
            `time_hours` and `volume_hours`, and of the latter each of `VOLUME` such as
            `respondents_hours` (0 of others, whose change is a part by their status, and of hours
            that are known only as published);
            `cause`, `note` and `source` of the change as the newer version names them, or missing.
        counts: how many rows of each status there are, the unchanged ones too.
        parts: the change in hours by `PARTS`; they add up to `change_hours`.
        volume: the part that is `volume`, by `VOLUME`.
        newly_known_hours: the hours of forms that were not known in the older version.
        no_longer_known_hours: the hours of forms that are not known in the newer version.
        accounts: the official account of each measure, by its word.
        mismatches: what the catalogues say of the change that is not so, in sentences.
    """

    old: Version
    new: Version
    subjects: Subjects
    before: Total
    now: Total
    forms: "pd.DataFrame"
    counts: Mapping[Status, int]
    parts: Mapping[str, float]
    volume: Mapping[str, float]
    newly_known_hours: float
    no_longer_known_hours: float
    accounts: Mapping[str, Account]
    mismatches: tuple[str, ...]

    def __repr__(self) -> str:
        what = f"Difference from {shown(self.old.name)} to {shown(self.new.name)}"
        hours = f"{in_hours(signed(self.change_hours))} a year"
        counts = sorted(self.counts.items(), key=lambda each: each[0] is Status.UNCHANGED)
        return summary(what, hours, *(f"{count:,} {status}" for status, count in counts if count))

    def _repr_html_(self) -> str:
        return notebooks.show(self)

    @property
    def change_hours(self) -> float:
        """The hours a year that were added, or if below zero taken away."""
        return sum(self.parts.values())

    @property
    def change_share(self) -> float | None:
        """The change as a share of the hours before; None without any."""
        hours = self.before.burden_hours
        return self.change_hours / hours if hours else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs that counts."""
        return not len(self.forms)
