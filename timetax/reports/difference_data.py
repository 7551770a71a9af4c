"""What a report on a difference says to programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from timetax.engine.difference.model import COMPARED, VOLUME, Account, Difference, Lack, Version
from timetax.engine.measures import BY_WORD
from timetax.engine.totals import Total
from timetax.reports.report import Column, rows_of
from timetax.wording.numbers import Kind

if TYPE_CHECKING:
    import pandas as pd

    from timetax.engine.difference.verdicts import Verdict

if TYPE_CHECKING:
    from timetax.engine.difference.verdicts import Verdict

ENDS = ("old", "new")

IN_DATA = {"responses_per_respondent": "frequency"}
"""What a figure is called in data, if not as it is here."""

COLUMNS = (
    Column("mark", "", shown="people"),
    Column("form", "form", shown="data"),
    Column("was", "id before", shown="data"),
    Column("id", "form", shown="people"),
    Column("title", "title", shown="wide"),
    Column("what", "what changed", shown="people"),
    Column("before", "before", Kind.HOURS, "people", spare=1),
    Column("now", "now", Kind.HOURS, "people-wide"),
    Column("change", "change", Kind.CHANGE, "people"),
    Column("agency", "agency", shown="data"),
    Column("department", "department", shown="data"),
    Column("status", "status", shown="data"),
    *(
        Column(f"{end}_{name}", name, Kind.NUMBER, "data")
        for name in (*(IN_DATA.get(each, each) for each in COMPARED), "forms")
        for end in (*ENDS, "change")
        if end != "change" or name in BY_WORD
    ),
    Column("old_unit", "unit before", shown="data"),
    Column("new_unit", "unit now", shown="data"),
    *(
        Column(f"{part}_hours", part, Kind.CHANGE, "data")
        for part in ("time", "volume", *(IN_DATA.get(each, each) for each in VOLUME))
    ),
    Column("cause", "cause", shown="wide"),
    Column("note", "note", shown="data"),
    Column("source", "source", shown="data"),
)
"""The columns of a form that changed: what people see is made of the figures, which are data."""

DATA = tuple(column for column in COLUMNS if not column.shown.startswith("people"))

OF_HOURS = (
    Column("old_hours", "before", Kind.HOURS, spare=2),
    Column("new_hours", "now", Kind.HOURS, spare=3),
    Column("change_hours", "change", Kind.CHANGE),
    Column("change_share", "in %", Kind.CHANGE_SHARE, spare=1),
)


def difference_data(
    difference: Difference, verdicts: Sequence["Verdict"], key: str | None
) -> dict[str, object]:
    """Return what differs, why, and what the gates say."""
    names = ["id", *(column.key for column in DATA[1:])]
    broken = difference.old.lack is Lack.BROKEN
    rows = [] if broken else rows_of(named_as_data(difference.forms), DATA)
    counts = {} if broken else difference.counts
    return {
        "comment_key": key,
        **step_data(difference),
        "counts": {str(status): count for status, count in counts.items()},
        "forms": [dict(zip(names, row, strict=True)) for row in rows],
        "mismatches": list(difference.mismatches),
        "gates": [
            {
                "gate": str(each.gate),
                "status": str(each.status),
                "figure": each.figure,
                "limit": each.limit,
                "unit": each.unit,
                "reason": each.reason,
                "forms": [asdict(form) for form in each.forms],
            }
            for each in verdicts
        ],
    }


def named_as_data(forms: "pd.DataFrame") -> "pd.DataFrame":
    """Return `Difference.forms` with its columns named as in data."""
    pairs = list(IN_DATA.items())
    return forms.rename(
        columns={f"{end}_{name}": f"{end}_{other}" for name, other in pairs for end in ENDS}
        | {f"{name}_hours": f"{other}_hours" for name, other in pairs}
    )


CHANGE = (
    "change_hours",
    "change_share",
    "newly_known_hours",
    "no_longer_known_hours",
    "causes",
    "volume",
    "accounts",
)
"""What is said of a change, by its keys."""


def step_data(difference: Difference) -> dict[str, object]:
    """Return what a program reads of a difference besides its forms and gates.

    Without a catalogue before, its figures and all that is said of a change are null.
    """
    if difference.old.lack:
        return {
            "old": dict.fromkeys(_version_data(difference.old, difference.before))
            | {name: getattr(difference.old, name) for name in ("name", "when", "about", "lack")},
            "new": _version_data(difference.new, difference.now),
        } | dict.fromkeys(CHANGE)
    return {
        "old": _version_data(difference.old, difference.before),
        "new": _version_data(difference.new, difference.now),
        "change_hours": difference.change_hours,
        "change_share": difference.change_share,
        "newly_known_hours": difference.newly_known_hours,
        "no_longer_known_hours": difference.no_longer_known_hours,
        "causes": dict(difference.parts),
        "volume": {IN_DATA.get(part, part): hours for part, hours in difference.volume.items()},
        "accounts": {
            measure: account_data(account) for measure, account in difference.accounts.items()
        },
    }


def account_data(account: Account) -> dict[str, float]:
    """Return the entries of an account, from the previous total to the one now."""
    return {
        "previous": account.previous,
        **account.causes,
        "without_cause": account.without_cause,
        "became_known": account.became_known,
        "total": account.total,
    }


def _version_data(version: Version, whole: Total) -> dict[str, object]:
    return {
        "name": version.name,
        "title": version.tables.title,
        "when": version.when,
        "about": version.about,
        "lack": version.lack,
        **asdict(whole),
    }
