"""Who bears a burden: what is known of the groups of people who fill in forms."""

from collections.abc import Iterator, Sequence

from timetax.engine.totals import counted
from timetax.reports.fields import heading_of
from timetax.reports.printed_figures import figure_in_words
from timetax.reports.report import Column, Section, more_note
from timetax.tables.layouts import GROUPS, Tables
from timetax.tables.members import among, members_of
from timetax.wording.numbers import Kind, plural

_SHARES = (
    Column("form", "form"),
    Column("group", "group"),
    Column("share", "share", Kind.SHARE),
    Column("hours_share", "of hours", Kind.SHARE, shown="data"),
    Column("divides", "divides", shown="data"),
    Column("used", "divides hours", shown="people", spare=2),
    Column("of", "of", shown="wide", lines=2),
    Column("year", "year", Kind.YEAR, spare=1),
    Column("source", "source", shown="wide", lines=2),
)
_TAKE_UP = (
    Column("programme", "programme"),
    Column("form", "form", spare=1),
    Column("group", "group"),
    Column("what", "what"),
    Column("value", "value", Kind.NUMBER, "data"),
    Column("low", "low", Kind.NUMBER, "data"),
    Column("high", "high", Kind.NUMBER, "data"),
    Column("unit", "unit", shown="data"),
    Column("bound", "bound", shown="data"),
    Column("figure", "figure", shown="people"),
    Column("period", "year", spare=2),
    Column("source", "source", shown="data"),
    Column("note", "note", shown="wide"),
)


def sections_on_groups(tables: Tables, by: Sequence[str], top: int | None) -> Iterator[Section]:
    """Yield the shares by which hours are divided, and what keeps groups away."""
    for field in by:
        if field in GROUPS:
            yield _shares(tables, field, top)
            yield _take_up(tables, field, top)


def notes_on_groups(tables: Tables, by: Sequence[str]) -> Iterator[str]:
    """Yield what the division of hours among groups of people takes for granted."""
    for field in by:
        if field not in GROUPS:
            continue
        forms = counted(tables).forms["form"]
        divided = among(forms, members_of(tables, field)["form"])
        given = tables.respondents_by
        known = among(forms, given.loc[given[field].notna(), "form"])
        heading = heading_of(field)
        yield (
            f"Hours are divided by {heading} for {int(divided.sum()):,} of "
            f"{plural(len(forms), 'form')}: those of which shares are known. What is not known is "
            "not divided."
        )
        if left := int((known & ~divided).sum()):
            yield (
                f"{plural(left, 'form')} with shares by {heading} cannot be divided by them: "
                "others than people fill in the forms as well, and their hours are in them."
            )
        if divided.any():
            yield (
                "Where a source gives the minutes of each group, hours follow them; else each "
                "response is taken to need the minutes of the form, whoever sends it."
            )


def _shares(tables: Tables, field: str, top: int | None) -> Section:
    given = tables.respondents_by
    here = given[given[field].notna() & among(given["form"], counted(tables).forms["form"])]
    rows = [
        tuple(
            {**row, "group": row[field], "used": "yes" if row["divides"] else "no"}[column.key]
            for column in _SHARES
        )
        for row in here.astype(object).where(here.notna(), None).to_dict("records")
    ]
    return Section(
        key=f"shares_by_{field}",
        title=f"Who fills in forms, by {heading_of(field)}",
        by=("form", "group"),
        columns=_SHARES,
        rows=tuple(rows[:top]),
        notes=more_note(len(rows) - len(rows[:top]), len(rows)),
    )


def _take_up(tables: Tables, field: str, top: int | None) -> Section:
    given = tables.take_up

    def speaks_of_it(by: str) -> bool:
        return by in ("all", "churn") or field in by.casefold().replace(" or ", " ").split()

    chosen = given["by"].map(speaks_of_it).astype(bool)
    here = given[chosen & among(given["form"], counted(tables).forms["form"])]
    rows = []
    for row in here.astype(object).where(here.notna(), None).to_dict("records"):
        ends = (row[key] for key in ("value", "low", "high", "bound", "unit"))
        row["figure"] = figure_in_words(*ends)
        rows.append(tuple(row[column.key] for column in _TAKE_UP))
    return Section(
        key=f"take_up_by_{field}",
        title=f"Take-up and what is lost on the way, by {heading_of(field)}",
        by=("programme", "group", "what"),
        columns=_TAKE_UP,
        rows=tuple(rows[:top]),
        notes=(
            "A burden that keeps people away saves no time: who stays away is in no hours.",
            *more_note(len(rows) - len(rows[:top]), len(rows)),
        ),
    )
