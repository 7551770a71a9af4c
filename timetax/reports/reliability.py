"""Where the total of a catalogue comes from: what is known, missed, left out or counted twice."""

from typing import TYPE_CHECKING, TypeAlias

from timetax.engine.ranking import in_front
from timetax.reports.report import Column, Section, more_note, rows_of
from timetax.tables.layouts import Tables
from timetax.tables.members import among
from timetax.wording.numbers import Kind, plural

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Mask: TypeAlias = npt.NDArray[np.bool_]

REPRODUCES_WITHIN = 0.01
"""How far a computed total may lie from the published one, as a share, before a report says so."""
_FACTORS = ("responses", "minutes_per_response")


def provenance_sections(tables: Tables, top: int | None) -> list[Section]:
    """Return the sections that say how far the total of `tables` (with burden) can be trusted."""
    forms = tables.forms
    counts = forms["excluded"].isna().to_numpy()
    return [
        _listing(
            "not_reproduced",
            f"Published hours that the factors miss by more than {REPRODUCES_WITHIN:.0%}",
            _not_reproduced(forms, counts),
            {
                "burden_hours": ("computed", Kind.HOURS),
                "published_hours": ("published", Kind.HOURS),
                "difference": ("difference", Kind.SHARE),
            },
            top,
            notes=("The total counts the computed hours.",),
        ),
        _listing(
            "not_estimated",
            "Not estimated, and so not in the total",
            _not_estimated(forms, counts),
            {"published_hours": ("published", Kind.HOURS), "reason": ("why", Kind.TEXT)},
            top,
        ),
        _listing(
            "as_published",
            "Hours as published, without responses or minutes",
            _as_published(forms, counts),
            {"burden_hours": ("hours a year", Kind.HOURS), "reason": ("why", Kind.TEXT)},
            top,
            notes=("The total counts them as they are; no minutes follow from them.",),
        ),
        _listing(
            "excluded",
            "Left out of the total on purpose",
            forms[["form", "title", "burden_hours", "excluded"]][~counts],
            {"burden_hours": ("hours a year", Kind.HOURS), "excluded": ("why", Kind.TEXT)},
            top,
        ),
        _listing(
            "overlaps",
            "Counted, although they overlap",
            _overlapping(tables, counts),
            {
                "other": ("with", Kind.TEXT),
                "burden_hours": ("at most, hours", Kind.HOURS),
                "reason": ("why", Kind.TEXT),
            },
            top,
            notes=("The hours are those of the smaller form: no more can be counted twice.",),
        ),
        _listing(
            "oldest",
            "The oldest estimates in the total",
            _oldest(forms, counts),
            {"estimate_year": ("year", Kind.YEAR), "burden_hours": ("hours a year", Kind.HOURS)},
            top,
            notes=_undated(forms, counts),
        ),
    ]


def _listing(
    key: str,
    title: str,
    rows: "pd.DataFrame",
    extra: dict[str, tuple[str, Kind]],
    top: int | None,
    notes: tuple[str, ...] = (),
) -> Section:
    columns = (
        Column("form", "form"),
        Column("title", "title", shown="wide"),
        *(Column(name, heading, kind) for name, (heading, kind) in extra.items()),
    )
    if rows.empty:
        return Section(key, title, ("form",), columns, (), notes=notes)
    kept = rows
    if key != "oldest":
        measure = "burden_hours" if "burden_hours" in extra else "published_hours"
        front = rows[in_front(rows[measure].to_numpy(), top)]
        kept = front.sort_values([measure, "form"], ascending=[False, True])
    kept = kept[:top]
    more = len(rows) - len(kept)
    notes = (*more_note(more, len(rows)), *notes)
    return Section(key, title, ("form",), columns, rows_of(kept, columns), notes=notes)


def _not_reproduced(forms: "pd.DataFrame", counts: "Mask") -> "pd.DataFrame":
    import numpy as np

    published = forms["published_hours"].to_numpy()
    published = np.where(published > 0, published, np.nan)
    difference = forms["burden_hours"].to_numpy() / published - 1
    missed = counts & (np.abs(difference) > REPRODUCES_WITHIN)
    if not missed.any():
        return forms[:0]
    columns = ["form", "title", "burden_hours", "published_hours"]
    rows: pd.DataFrame = forms[columns][missed]
    return rows.assign(difference=difference[missed])


def _not_estimated(forms: "pd.DataFrame", counts: "Mask") -> "pd.DataFrame":
    """Return forms without hours and in words which factors are not known; one at least is not."""
    lacking = counts & forms["burden_hours"].isna().to_numpy()
    if not lacking.any():
        return forms[:0]
    unknown = forms[["form", "title", "published_hours", *_FACTORS]][lacking]
    return unknown.assign(reason=_what_lacks(unknown))


def _as_published(forms: "pd.DataFrame", counts: "Mask") -> "pd.DataFrame":
    """Return forms of which the hours are known only as published, and which factors are not."""
    taken = counts & forms["as_published"].to_numpy()
    if not taken.any():
        return forms[:0]
    found: pd.DataFrame = forms[["form", "title", "burden_hours", *_FACTORS]][taken]
    return found.assign(reason=_what_lacks(found))


def _what_lacks(forms: "pd.DataFrame") -> "pd.Series[str]":
    import numpy as np
    import pandas as pd

    responses, minutes = (forms[factor].isna() for factor in _FACTORS)
    one = np.where(responses, "responses not known", "minutes per response not known")
    both = "responses and minutes per response not known"
    return pd.Series(np.where(responses & minutes, both, one), index=forms.index, dtype="str")


def _overlapping(tables: Tables, counts: "Mask") -> "pd.DataFrame":
    import numpy as np

    pairs = tables.overlaps
    if not len(pairs):
        return pairs.assign(title=pairs["reason"], burden_hours=0.0)
    forms = tables.forms[["form", "title", "burden_hours"]][counts].set_index("form")
    pairs = pairs[among(pairs["form"], forms.index) & among(pairs["other"], forms.index)]
    hours = forms["burden_hours"]
    smaller = np.fmin(pairs["form"].map(hours), pairs["other"].map(hours))
    return pairs.assign(title=pairs["form"].map(forms["title"]), burden_hours=smaller)


def _oldest(forms: "pd.DataFrame", counts: "Mask", shown: int = 5) -> "pd.DataFrame":
    import numpy as np

    dated = np.flatnonzero(counts & forms["estimate_year"].notna())
    years = forms["estimate_year"].to_numpy("float64", na_value=np.nan)[dated]
    columns = ["form", "title", "estimate_year", "burden_hours"]
    oldest = forms[columns].take(dated[in_front(-years, shown)])
    return oldest.sort_values(["estimate_year", "form"])[:shown]


def _undated(forms: "pd.DataFrame", counts: "Mask") -> tuple[str, ...]:
    undated = int((counts & forms["estimate_year"].isna()).sum())
    return (f"The year is not known for {plural(undated, 'form')}.",) if undated else ()
