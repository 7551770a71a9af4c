"""Government's own side: the hours of its own people, and what it pays; in no sum of the public."""

import math

from timetax.engine.internal_customers import Customers
from timetax.engine.totals import Total
from timetax.reports.report import Column, Row, Section
from timetax.tables.layouts import Tables
from timetax.wording.numbers import NOTHING, Kind, in_hours, in_words, plural

_ACCOUNTS = (
    Column("account", "account"),
    Column("forms", "forms", Kind.COUNT, absent=NOTHING, spare=2),
    Column("hours", "hours a year", Kind.HOURS, absent=NOTHING),
    Column("requests", "requests", Kind.COUNT, absent=NOTHING, spare=3),
    Column("federal_cost", "federal cost a year", Kind.RESPONSES, absent=NOTHING, spare=1),
)


def accounts_section(tables: Tables, parted: Customers) -> Section:
    """Return the accounts of the public and of government; without rows if there is but one."""
    rows: list[Row] = []
    if parted.inside.forms or parted.mixed.forms:
        for name, each in (
            ("the public", parted.outside),
            ("of these, with the federal government", parted.mixed),
            ("internal customers: the federal government alone", parted.inside),
        ):
            known = each.forms > each.not_estimated
            rows.append((name, each.forms, each.burden_hours if known else None, None, None))
    costs = tables.requests["federal_cost"].dropna().tolist()
    if costs:
        rows.append(
            ("what it costs the federal government", None, None, len(costs), math.fsum(costs))
        )
    unknown = len(tables.requests) - len(costs)
    return Section(
        key="accounts",
        title="The public's account, and government's own",
        by=("account",),
        columns=_ACCOUNTS,
        rows=tuple(rows),
        notes=(
            "Accounts beside one another, which are never added up.",
            *(
                [f"The federal cost is not known of {plural(unknown, 'request')}."]
                if costs and unknown
                else []
            ),
        ),
    )


def lead_of_customers(whole: Total, parted: Customers) -> tuple[str, ...]:
    """Return in words which hours are none of the public, if there are any."""
    if whole.internal_customers_hours:
        return (
            f"Beside them, {in_hours(in_words(whole.internal_customers_hours))} a year of the "
            "federal government's own people on "
            f"{plural(whole.internal_customers, 'form')}: an account of their own, not added.",
        )
    if not parted.inside.burden_hours:
        return ()
    return (
        f"Of these, {in_words(parted.inside.burden_hours)} are hours of the federal government's "
        f"own people, and {in_words(parted.outside.burden_hours)} of the public.",
    )


def notes_on_customers(parted: Customers) -> tuple[str, ...]:
    """Return what is to be said of the hours of the government's own people."""
    inside = parted.inside
    notes = []
    if inside.forms:
        notes.append(
            f"The {in_hours(in_words(inside.burden_hours))} a year of "
            f"{plural(inside.forms, 'form')} that the federal government alone fills in are an "
            "account of their own, and in no hours of the public."
        )
    if parted.mixed.forms:
        notes.append(
            f"{plural(parted.mixed.forms, 'form')} with {in_words(parted.mixed.burden_hours)} "
            "hours are filled in by the public and by the federal government: no source divides "
            "them, and they stand in the public's hours."
        )
    return tuple(notes)
