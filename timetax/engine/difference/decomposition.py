"""What differs between two versions: each form's change and its parts, and what they add up to."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue.formulas import burden_hours, responses_of
from timetax.engine.difference.accounts import (
    Claim,
    account,
    claims_of,
    listed,
    misprinted,
    remembered_otherwise,
    unexplained,
)
from timetax.engine.difference.matching import Subjects, subjects
from timetax.engine.difference.model import COMPARED, PARTS, VOLUME, Difference, Status, Version
from timetax.engine.difference.sides import Side, side_of, texts_of
from timetax.engine.measures import BY_WORD
from timetax.engine.totals import total
from timetax.tables.exact import exact_sum, on_grid, unit_of
from timetax.tables.frames import places_among
from timetax.tables.layouts import Tables
from timetax.wording.lists import each_once

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats: TypeAlias = npt.NDArray[np.float64]
    Flags: TypeAlias = npt.NDArray[np.bool_]
    Numbers: TypeAlias = npt.NDArray[np.intp]
    Texts: TypeAlias = npt.NDArray[np.object_]
    Statuses: TypeAlias = npt.NDArray[np.object_]


_OF_HOURS = ("responses", "minutes")
"""What hours are made of: that one of them became known is a change, be the hours known or not."""

_NAMES = ("title", "agency", "agency_name", "department", "department_name")

_PART_OF = {
    Status.NEW: "new",
    Status.REMOVED: "removed",
    Status.MERGED: "merged",
    Status.SPLIT: "merged",
    Status.RE_SCOPED: "re_scoped",
}
"""The part of the change that forms of a status are as a whole."""


def difference_between(old: Version, new: Version, *, match: str = "auto") -> Difference:
    """Return what differs between two versions.

    Args:
        old: the older version, its tables with burden.
        new: the newer version.
        match: how forms are matched (`matching.MATCHES`).

    Raises:
        InputError: one form of a version could be any of several of the other.
    """
    found = subjects(old.tables, new.tables, new.name, match)
    sides = (
        side_of(old.tables.forms, found.old, found.count),
        side_of(new.tables.forms, found.new, found.count),
    )
    status = _statuses(*sides, found.keeps_id)
    changes = _changes(*sides, status)
    differs = status != Status.UNCHANGED
    claims = _claims(new.tables, found, differs)
    before, now = total(old.tables), total(new.tables)
    return Difference(
        old=old,
        new=new,
        subjects=found,
        before=before,
        now=now,
        forms=_rows(old, new, found, sides, status, changes, claims),
        counts=_counts(*sides, status),
        parts=_parts(changes, status),
        volume={name: _added(changes.volume[name]) for name in VOLUME},
        newly_known_hours=_added(sides[1].known["hours"][~changes.compared["hours"]]),
        no_longer_known_hours=_added(sides[0].known["hours"][~changes.compared["hours"]]),
        accounts={
            word: account(
                word,
                _of_subjects(changes.change[word]),
                claims,
                changes.unit[word],
                previous=getattr(before, measure.key),
                total=getattr(now, measure.key),
                became_known=_became_known(word, *sides, changes),
            )
            for word, measure in BY_WORD.items()
        },
        mismatches=_mismatches(old, new, sides, differs, changes, claims),
    )


def _claims(tables: Tables, found: Subjects, differs: "Flags") -> dict[int, list[Claim]]:
    """Return the causes that the newer version names, by subject; those of forms that differ."""
    import numpy as np

    if not len(tables.causes):
        return {}
    rows = places_among(tables.forms["form"], tables.causes["form"])
    subjects = np.where(rows >= 0, np.append(found.new, -1)[rows], -1)
    wanted = (rows >= 0) & np.append(differs, False)[subjects]
    return claims_of(tables.causes[wanted], subjects[wanted].tolist())


def _statuses(before: Side, now: Side, keeps_id: "Flags") -> "Statuses":
    """Return what became of each subject; of one that never counted, that it is unchanged."""
    import numpy as np

    there, still = before.count > 0, now.count > 0
    known, stays_known = before.sure("hours"), now.sure("hours")
    differs = np.zeros(len(there), dtype=bool)
    for name in COMPARED:
        was, is_now = before.figures[name], now.figures[name]
        both = ~np.isnan(was) & ~np.isnan(is_now)
        one = (np.isnan(was) != np.isnan(is_now)) & (name in _OF_HOURS)
        differs |= (was != is_now) & (both | one)
    cases = [
        (~there & ~still, Status.UNCHANGED),
        ((~there & (before.rows > 0)) | (~still & (now.rows > 0)), Status.RE_SCOPED),
        (~still, Status.REMOVED),
        (~there, Status.NEW),
        (now.count > before.count, Status.SPLIT),
        ((before.count > 1) | (now.count > 1), Status.MERGED),
        (known & ~stays_known, Status.NO_LONGER_KNOWN),
        (~known & stays_known, Status.NEWLY_KNOWN),
        (differs & (before.unit != now.unit), Status.RE_SCOPED),
        (differs, Status.CHANGED),
        (~keeps_id, Status.RENAMED),
    ]
    conditions, statuses = zip(*cases, strict=True)
    return np.select(conditions, np.array(statuses, dtype=object), Status.UNCHANGED)


@dataclass(frozen=True)
class _Changes:
    """What changes from one side to the other, a value a subject, all on one grid a measure.

    Attributes:
        unit: the unit of each measure's grid.
        compared: by measure, which subjects can be compared.
        change: by measure; NaN where it is not known.
        unsplit: the hours that are due to neither, as in one version they are only published.
        time: the hours that are due to the time per response.
        volume: the hours that are due to the responses, by `VOLUME`.
    """

    unit: Mapping[str, float]
    compared: "Mapping[str, Flags]"
    change: "Mapping[str, Floats]"
    unsplit: "Floats"
    time: "Floats"
    volume: "Mapping[str, Floats]"

    @property
    def of_responses(self) -> "Floats":
        """The hours that are due to the responses."""
        import numpy as np

        return np.asarray(np.sum(list(self.volume.values()), axis=0))


def _changes(before: Side, now: Side, status: "Statuses") -> _Changes:
    import numpy as np

    compared = {measure: before.sure(measure) & now.sure(measure) for measure in BY_WORD}
    ends = {
        measure: [np.nan_to_num(each.figures[measure]) for each in (before, now)]
        for measure in BY_WORD
    }
    both = compared["hours"] & (status == Status.CHANGED)
    pairs = both & _factored(before) & _factored(now)
    there, back = _between(before, now, pairs), _between(now, before, pairs)
    # What is between the ends the other way round is there so that both ways have the same grid.
    sizes = ends | {"hours": [*ends["hours"], *there, *back]}
    unit = {measure: unit_of(np.concatenate(each).tolist()) for measure, each in sizes.items()}
    change = {
        measure: np.where(
            compared[measure],
            on_grid(ends[measure][1], unit[measure]) - on_grid(ends[measure][0], unit[measure]),
            np.nan,
        )
        for measure in BY_WORD
    }
    first, respondents, responses, last = (
        on_grid(np.where(pairs, each, 0.0), unit["hours"])
        for each in (ends["hours"][0], *there, ends["hours"][1])
    )
    divided = pairs & _divided(before) & _divided(now)
    return _Changes(
        unit=unit,
        compared=compared,
        change=change,
        unsplit=np.where(both & ~pairs, change["hours"], 0.0),
        time=last - responses,
        volume={
            "respondents": np.where(divided, respondents - first, 0.0),
            "responses_per_respondent": np.where(divided, responses - respondents, 0.0),
            "undivided": np.where(divided, 0.0, responses - first),
        },
    )


def _between(old: Side, new: Side, pairs: "Flags") -> "tuple[Floats, Floats]":
    """Return the hours with the new respondents, and with the new responses, at the old time."""
    import numpy as np

    minutes = old.figures["minutes"]
    with_responses = burden_hours(new.figures["responses"], minutes)
    frequency = old.figures["responses_per_respondent"]
    with_respondents = burden_hours(responses_of(new.figures["respondents"], frequency), minutes)
    same = frequency == new.figures["responses_per_respondent"]
    with_respondents = np.where(same, with_responses, with_respondents)
    same = old.figures["respondents"] == new.figures["respondents"]
    with_respondents = np.where(same, old.figures["hours"], with_respondents)
    known = pairs & _divided(old) & _divided(new)
    return np.where(known, with_respondents, 0.0), np.where(pairs, with_responses, 0.0)


def _factored(side: Side) -> "Flags":
    """Return where hours follow from responses and minutes."""
    import numpy as np

    return np.asarray(~np.isnan(side.figures["responses"]) & ~np.isnan(side.figures["minutes"]))


def _divided(side: Side) -> "Flags":
    """Return where responses are known as respondents x frequency."""
    import numpy as np

    figures = side.figures
    return np.isclose(
        responses_of(figures["respondents"], figures["responses_per_respondent"]),
        figures["responses"],
        rtol=1e-9,
        atol=0,
    )


def _parts(changes: _Changes, status: "Statuses") -> dict[str, float]:
    parts = dict.fromkeys(PARTS, 0.0)
    parts["time"] = _added(changes.time)
    parts["volume"] = _added(changes.of_responses)
    parts["as_published"] = _added(changes.unsplit)
    for each, part in _PART_OF.items():
        parts[part] += _added(changes.change["hours"][status == each])
    return parts


def _added(values: "Floats") -> float:
    """Return the sum of what is known, and never a zero below zero."""
    return exact_sum(values) + 0.0


def _of_subjects(changes: "Floats") -> dict[int, float]:
    import numpy as np

    places = np.flatnonzero(~np.isnan(changes) & (changes != 0))
    return dict(zip(places.tolist(), changes[places].tolist(), strict=True))


def _became_known(measure: str, before: Side, now: Side, changes: _Changes) -> float:
    rows = ~changes.compared[measure]
    return math.fsum([*now.known[measure][rows], *-before.known[measure][rows]])


def _counts(before: Side, now: Side, status: "Statuses") -> dict[Status, int]:
    there = (before.count > 0) | (now.count > 0)
    return {each: int(((status == each) & there).sum()) for each in Status}


def _rows(
    old: Version,
    new: Version,
    found: Subjects,
    sides: tuple[Side, Side],
    status: "Statuses",
    changes: _Changes,
    claims: Mapping[int, Sequence[Claim]],
) -> "pd.DataFrame":
    """Return the rows of `Difference.forms`."""
    import numpy as np
    import pandas as pd

    places = np.flatnonzero(status != Status.UNCHANGED)
    before, now = sides
    still = now.first[places] >= 0
    ids_before = _ids(before, old.tables.forms["form"], found.old, places)
    ids_now = _ids(now, new.tables.forms["form"], found.new, places)
    form = np.where(still, ids_now, ids_before)
    columns: dict[str, Any] = {
        "subject": places,
        "form": form,
        "was": [
            None if was == is_now else was for was, is_now in zip(ids_before, form, strict=True)
        ],
    }
    for name in _NAMES:
        latest = texts_of(new.tables.forms[name], now.first[places])
        earlier = texts_of(old.tables.forms[name], before.first[places])
        columns[name] = np.where(still, latest, earlier)
    columns["status"] = [str(each) for each in status[places]]
    for side, prefix in ((before, "old"), (now, "new")):
        columns |= {f"{prefix}_{name}": side.figures[name][places] for name in COMPARED}
        columns |= {f"{prefix}_forms": side.count[places], f"{prefix}_unit": side.unit[places]}
    columns |= {f"change_{measure}": changes.change[measure][places] for measure in BY_WORD}
    columns["time_hours"] = changes.time[places]
    columns["volume_hours"] = changes.of_responses[places]
    columns |= {f"{name}_hours": changes.volume[name][places] for name in VOLUME}
    named = [claims.get(place, ()) for place in places.tolist()]
    columns["cause"] = [each_once((claim.cause for claim in each), "; ") for each in named]
    columns["note"] = [each_once((claim.note for claim in each), "; ") for each in named]
    columns["source"] = [each_once((claim.source for claim in each), "; ") for each in named]
    rows = pd.DataFrame(columns)
    size = rows["change_hours"].abs()
    return (
        rows.assign(size=size)
        .sort_values(
            ["size", "form"], ascending=[False, True], na_position="last", ignore_index=True
        )
        .drop(columns="size")
    )


def _ids(side: Side, forms: "pd.Series[str]", labels: "Numbers", places: "Numbers") -> "Texts":
    """Return the ids of the forms of each subject, several joined by commas."""
    import numpy as np

    ids = texts_of(forms, side.first[places])
    for row in np.flatnonzero(side.count[places] > 1):
        ids[row] = ", ".join(forms[labels == places[row]])
    return ids


def _mismatches(
    old: Version,
    new: Version,
    sides: tuple[Side, Side],
    differs: "Flags",
    changes: _Changes,
    claims: Mapping[int, Sequence[Claim]],
) -> tuple[str, ...]:
    """Return what the newer version says of changes that is not so."""
    import numpy as np

    before, now = sides
    change = changes.change["hours"]
    name = new.tables.forms["form"].iloc
    compared = differs & changes.compared["hours"]
    sentences = [
        unexplained(
            name[now.first[subject]],
            float(changes.change[measure][subject]),
            each,
            measure,
            changes.unit[measure],
        )
        for subject, each in claims.items()
        for measure in BY_WORD
        if changes.compared[measure][subject]
    ]
    for subject in np.flatnonzero(compared & _news("published_change", old, new, *sides)):
        printed = new.tables.forms["published_change"].to_numpy()[now.first[subject]]
        was, hours = (float(np.nan_to_num(each.figures["hours"][subject])) for each in sides)
        sentences.append(
            misprinted(name[now.first[subject]], printed, was, hours, float(change[subject]))
        )
    there = compared & (before.count > 0)
    for subject in np.flatnonzero(there & _news("previous_hours", old, new, *sides)):
        previous = new.tables.forms["previous_hours"].to_numpy()[now.first[subject]]
        hours = float(before.figures["hours"][subject])
        sentences.append(remembered_otherwise(name[now.first[subject]], previous, hours))
    return listed([each for each in sentences if each])


def _news(column: str, old: Version, new: Version, before: Side, now: Side) -> "Flags":
    """Return where one form says something of itself that it did not say in the older version."""
    import numpy as np

    said, says = (
        np.append(version.tables.forms[column].to_numpy(), np.nan)[side.first]
        for version, side in ((old, before), (new, now))
    )
    return np.asarray((now.count == 1) & ~np.isnan(says) & (says != said))
