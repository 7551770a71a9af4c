"""Where the total of a catalogue comes from: what is known, missed, left out or counted twice."""

from dataclasses import replace
from typing import TYPE_CHECKING

from timetax.figures import Kind, plural
from timetax.report import Column, Section, more_note, rows_of
from timetax.table import Tables, among
from timetax.totals import counted

if TYPE_CHECKING:
    import pandas as pd

REPRODUCES_WITHIN = 0.01
"""How far a computed total may lie from the published one, as a share, before a report says so."""


def provenance_sections(tables: Tables, top: int | None) -> list[Section]:
    """Return the sections that say how far the total of `tables` (with burden) can be trusted."""
    columns = ["form", "title", "responses", "minutes_per_response", "burden_hours"]
    columns += ["published_hours", "estimate_year", "excluded"]
    tables = replace(tables, forms=tables.forms[columns])
    forms = counted(tables).forms
    unknown = forms[forms["burden_hours"].isna()]
    return [
        _listing(
            "not_reproduced",
            f"Published hours that the factors miss by more than {REPRODUCES_WITHIN:.0%}",
            _not_reproduced(forms),
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
            unknown.assign(reason=_missing(unknown)),
            {"published_hours": ("published", Kind.HOURS), "reason": ("why", Kind.TEXT)},
            top,
        ),
        _listing(
            "excluded",
            "Left out of the total on purpose",
            tables.forms[tables.forms["excluded"].notna()],
            {"burden_hours": ("hours a year", Kind.HOURS), "excluded": ("why", Kind.TEXT)},
            top,
        ),
        _listing(
            "overlaps",
            "Counted, although they overlap",
            _overlapping(tables, forms),
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
            _oldest(forms),
            {"estimate_year": ("year", Kind.YEAR), "burden_hours": ("hours a year", Kind.HOURS)},
            top,
            notes=_undated(forms),
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
    if key != "oldest":
        measure = "burden_hours" if "burden_hours" in extra else "published_hours"
        rows = rows.sort_values([measure, "form"], ascending=[False, True])
    kept = rows if top is None else rows[:top]
    more = len(rows) - len(kept)
    notes = (*more_note(more, len(rows)), *notes)
    return Section(key, title, ("form",), columns, rows_of(kept, columns), notes=notes)


def _not_reproduced(forms: "pd.DataFrame") -> "pd.DataFrame":
    published = forms["published_hours"]
    difference = forms["burden_hours"] / published.where(published > 0) - 1
    missed = difference.abs() > REPRODUCES_WITHIN
    return forms.assign(difference=difference)[missed]


def _missing(forms: "pd.DataFrame") -> "pd.Series[str]":
    """Return in words which factors of forms are not known; one of them at least is not."""
    import numpy as np
    import pandas as pd

    responses, minutes = forms["responses"].isna(), forms["minutes_per_response"].isna()
    one = np.where(responses, "responses not known", "minutes per response not known")
    both = "responses and minutes per response not known"
    return pd.Series(np.where(responses & minutes, both, one), index=forms.index, dtype="str")


def _overlapping(tables: Tables, forms: "pd.DataFrame") -> "pd.DataFrame":
    import numpy as np

    pairs, ids = tables.overlaps, forms["form"]
    if not len(pairs):
        return pairs.assign(title=pairs["reason"], burden_hours=0.0)
    hours = forms.set_index("form")["burden_hours"]
    pairs = pairs[among(pairs["form"], ids) & among(pairs["other"], ids)]
    smaller = np.fmin(pairs["form"].map(hours), pairs["other"].map(hours))
    titles = forms.set_index("form")["title"]
    return pairs.assign(title=pairs["form"].map(titles), burden_hours=smaller)


def _oldest(forms: "pd.DataFrame", shown: int = 5) -> "pd.DataFrame":
    years = forms["estimate_year"]
    known = forms.loc[years.notna().to_numpy(), ["form", "title", "estimate_year", "burden_hours"]]
    if len(known) > shown:
        last = known["estimate_year"].nsmallest(shown).iloc[-1]
        known = known[(known["estimate_year"] <= last).to_numpy()]
    return known.sort_values(["estimate_year", "form"])[:shown]


def _undated(forms: "pd.DataFrame") -> tuple[str, ...]:
    undated = int(forms["estimate_year"].isna().sum())
    return (f"The year is not known for {plural(undated, 'form')}.",) if undated else ()
