"""What must be said where a form has several values of a field: its hours stand in several rows."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from timetax.engine.totals import Total, counted, overlap
from timetax.reports.fields import heading_of, headings_of
from timetax.tables.layouts import MEMBERSHIPS, Tables
from timetax.tables.members import among, members_of
from timetax.wording.numbers import in_hours, in_words, percent, plural

if TYPE_CHECKING:
    import pandas as pd


def shared_notes(tables: Tables, whole: Total, selected: str) -> Iterator[str]:
    """Yield, for each field of several values that selects, what other values' totals hold too."""
    named = {each.partition("=")[0].removesuffix("!").strip() for each in selected.split(" and ")}
    chosen = [field for field in MEMBERSHIPS if field in named]
    if not chosen:
        return
    forms = counted(tables).forms
    hours = forms.set_index("form")["burden_hours"].dropna()
    for field in chosen:
        members = members_of(tables, field)
        members = members[among(members["form"], forms["form"])]
        numbers = members.groupby("form")[field].nunique()
        shared = hours[hours.index.isin(numbers.index[numbers > 1])]
        if len(shared):
            held = math.fsum(shared)
            part = f" ({percent(held / whole.burden_hours)})" if whole.burden_hours else ""
            yield (
                f"Of these hours, {in_words(held)}{part} are on {plural(len(shared), 'form')} with "
                f"more than one {heading_of(field)}, and in the total of each; --by {field} counts "
                "a form by its shares where it has them."
            )
        if "share" in members and (
            parts := members.loc[members["share"].notna(), "form"].nunique()
        ):
            yield (
                f"The total counts {plural(parts, 'form')} in full although only a share belongs "
                f"to the {heading_of(field)}; the rows of --by {field} count the share."
            )


def overlap_notes(rows: "pd.DataFrame", whole: Total, by: tuple[str, ...]) -> list[str]:
    """Return by how much rows of fields of several values add up to more than the whole."""
    twice = overlap(rows, whole)
    what = headings_of([field for field in by if field in MEMBERSHIPS])
    if twice <= 0.5:
        return []
    return [
        f"Rows overlap: a form with more than one {what} and no shares counts in full under each. "
        f"The rows add up to {in_hours(in_words(twice))} more than the total."
    ]
