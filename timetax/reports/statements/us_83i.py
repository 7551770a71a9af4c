"""Items 13 and 14 of OMB Form 83-I, the submission under the Paperwork Reduction Act.

A respondent is counted once (13a); averages are ratios of totals. Item 14 is in thousands of
dollars, and holds no value of hours.
"""

from fractions import Fraction

from timetax.catalogue.causes import CAUSES
from timetax.engine.money.arithmetic import exact
from timetax.reports.report import Column, Row, Section
from timetax.reports.statement import Layout, Statement, Subject, printed, thousands
from timetax.reports.statements.us_supporting_statement import (
    start_up,
    total_hours,
    yearly_cost,
)
from timetax.wording.numbers import Kind, in_full, in_hours

COLUMNS = (
    Column("item", "item"),
    Column("what", "what"),
    Column("amount", "amount", Kind.NUMBER),
)
ADJUSTMENT = "adjustment"
"""The cause that is an adjustment; all others are program changes."""


def statement(subject: Subject) -> Statement:
    """Return items 13 and 14 of a form."""
    subject.require_costed("out_of_pocket")
    subject.require_hours()
    hours = total_hours(subject)
    return Statement(
        title="OMB Form 83-I, items 13 and 14",
        headline=f"{in_hours(in_full(printed(hours) or 0.0))} a year.",
        sections=(
            Section(
                "item_13",
                "13. Annual reporting and recordkeeping hour burden",
                (),
                COLUMNS,
                tuple(_hours(subject, hours)),
            ),
            Section(
                "item_14",
                "14. Annual reporting and recordkeeping cost burden (in thousands of dollars)",
                (),
                COLUMNS,
                tuple(_costs(subject)),
            ),
        ),
        notes=("Item 14 holds no value of hours; those are item 13.",),
    )


def _hours(subject: Subject, hours: Fraction | None) -> list[Row]:
    form = subject.form
    previous = None if form.previous_hours is None else exact(form.previous_hours)
    difference = None if hours is None or previous is None else hours - previous
    causes: dict[str, Fraction] = {}
    for each in form.change:
        kind = "adjustment" if each.cause == ADJUSTMENT else "program change"
        if each.hours is not None:
            causes[kind] = causes.get(kind, Fraction()) + exact(each.hours)
        elif len(form.change) == 1 and difference is not None:
            causes[kind] = difference
    assert ADJUSTMENT in CAUSES
    return [
        ("a", "Number of respondents", printed(subject.cost.respondents)),
        ("b", "Total annual responses", printed(subject.cost.responses)),
        ("b.1", "Percentage of these responses collected electronically", None),
        ("c", "Total annual hours requested", printed(hours)),
        ("d", "Current OMB inventory", printed(previous)),
        ("e", "Difference", printed(difference)),
        ("f.1", "Program change", printed(causes.get("program change"))),
        ("f.2", "Adjustment", printed(causes.get("adjustment"))),
    ]


def _costs(subject: Subject) -> list[Row]:
    return [
        ("a", "Total annualised capital/startup costs", thousands(start_up(subject))),
        ("b", "Total annual costs (O&M)", thousands(yearly_cost(subject))),
        ("c", "Total annualised cost requested", thousands(subject.cost.amounts.annualised)),
        ("d", "Current OMB inventory", None),
        ("e", "Difference", None),
        ("f.1", "Program change", None),
        ("f.2", "Adjustment", None),
    ]


LAYOUT = Layout("us-pra", statement)
