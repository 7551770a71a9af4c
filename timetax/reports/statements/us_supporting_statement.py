"""Items 12 to 14 of the supporting statement under the Paperwork Reduction Act.

12: the hours of respondents, and beside them their value. 13: what they pay out, start-up spread
over the approval, without the value of hours. 14: what the federal government spends.
"""

from collections.abc import Iterator
from fractions import Fraction

from timetax.engine.money.arithmetic import added
from timetax.engine.money.book import ACCOUNTS
from timetax.engine.money.model import Item
from timetax.reports.report import Column, Row, Section
from timetax.reports.statement import Layout, Statement, Subject, printed
from timetax.wording.numbers import Kind, in_full, in_hours

ITEM_12 = (
    Column("activity", "activity"),
    Column("tariff", "who does it"),
    Column("respondents", "respondents", Kind.NUMBER),
    Column("responses", "responses a year", Kind.NUMBER),
    Column("hours_per_response", "hours each", Kind.NUMBER),
    Column("hours", "hours a year", Kind.NUMBER),
    Column("rate", "USD an hour", Kind.CENTS),
    Column("value", "value of time, USD", Kind.CENTS),
)
AMOUNTS = (Column("what", "what"), Column("amount", "USD a year", Kind.CENTS))
ITEM_14 = (
    Column("what", "what"),
    Column("tariff", "who does it"),
    Column("hours", "hours a year", Kind.NUMBER),
    Column("rate", "USD an hour", Kind.CENTS),
    Column("labour", "staff, USD", Kind.CENTS),
    Column("other", "other, USD", Kind.CENTS),
)


def statement(subject: Subject) -> Statement:
    """Return items 12 to 14 of a form."""
    subject.require_costed(*ACCOUNTS)
    subject.require_hours()
    hours, value = total_hours(subject), total_value(subject)
    return Statement(
        title="Supporting statement, items 12 to 14",
        headline=f"{in_hours(in_full(printed(hours) or 0.0))} a year.",
        sections=(
            _item_12(subject, hours, value),
            Section(
                "item_13",
                "13. Annual cost burden to respondents, without the value of hours",
                (),
                AMOUNTS,
                (
                    ("Capital and start-up, a year", printed(start_up(subject))),
                    ("Operation and maintenance", printed(yearly_cost(subject))),
                ),
                total=("Total annual cost burden", printed(subject.cost.amounts.annualised)),
            ),
            _item_14(subject),
        ),
        notes=_notes(subject),
    )


def total_hours(subject: Subject) -> Fraction | None:
    """Return the hours a year, those of once spread over the approval."""
    return added(list(_of_year(subject, [each.hours for each in subject.works("recurring")],
                               [each.hours for each in subject.works("one_off")])))  # fmt: skip


def total_value(subject: Subject) -> Fraction | None:
    """Return the value of those hours."""
    return added(list(_of_year(subject, [each.labour for each in subject.works("recurring")],
                               [each.labour for each in subject.works("one_off")])))  # fmt: skip


def _of_year(
    subject: Subject, recurring: list[Fraction | None], once: list[Fraction | None]
) -> Iterator[Fraction]:
    kept = subject.cost.kept
    yield from (each * kept for each in recurring if each is not None)
    yield from (each * kept / subject.years for each in once if each is not None)


def start_up(subject: Subject) -> Fraction | None:
    """Return start-up purchases spread over the approval, by the book."""
    annualised, yearly = subject.cost.amounts.annualised, yearly_cost(subject)
    once = [each for each in subject.pays("one_off") if each.paid is not None]
    if not once or annualised is None:
        return None
    return annualised - (yearly or Fraction())


def yearly_cost(subject: Subject) -> Fraction | None:
    """Return what respondents pay out each year."""
    return subject.cost.amounts.accounts["out_of_pocket"]


def _item_12(subject: Subject, hours: Fraction | None, value: Fraction | None) -> Section:
    rows = [_row(subject, each, Fraction(1)) for each in subject.works("recurring")]
    rows += [_row(subject, each, Fraction(1, subject.years)) for each in subject.works("one_off")]
    total = (
        "Total",
        None,
        printed(subject.cost.respondents),
        printed(subject.cost.responses),
        None,
        printed(hours),
        None,
        printed(value),
    )
    return Section("item_12", "12. Annual hour burden", (), ITEM_12, tuple(rows), total=total)


def _row(subject: Subject, item: Item, part: Fraction) -> Row:
    kept = subject.cost.kept * part
    named = item.what or (item.duty or "response").replace("disclosure", "third-party disclosure")
    people = item.counts == "respondents"
    return (
        named if part == 1 else f"{named}, once",
        item.rate.tariff.occupation or item.rate.tariff.id if item.rate else None,
        printed(item.number) if people else printed(subject.cost.respondents),
        None if people else printed(item.number),
        None if item.minutes is None else printed(item.minutes / 60, 4),
        None if item.hours is None else printed(item.hours * kept),
        None if item.rate is None else printed(item.rate.amount),
        None if item.labour is None else printed(item.labour * kept),
    )


def _item_14(subject: Subject) -> Section:
    rows = tuple(
        (
            each.what or "Government's own work",
            each.rate.tariff.occupation or each.rate.tariff.id if each.rate else None,
            printed(each.hours),
            printed(each.rate.amount) if each.rate else None,
            printed(each.labour) if each.works else None,
            printed(each.paid) if each.pays else None,
        )
        for each in subject.cost.items
        if each.timing == "government"
    )
    total = subject.cost.amounts.accounts["government"]
    return Section(
        "item_14",
        "14. Annual cost to the federal government",
        (),
        ITEM_14,
        rows or (("Not given", None, None, None, None, None),),
        total=(f"Total: {in_full(printed(total) or 0.0)} USD", None, None, None, None, None)
        if total is not None
        else None,
    )


def _notes(subject: Subject) -> list[str]:
    notes = ["Totals are of unrounded parts, rounded half up to the cent."]
    if subject.works("one_off") or subject.pays("one_off"):
        notes.append(f"What is done once is spread over the {subject.years} years of an approval.")
    if subject.cost.kept != 1:
        notes.append("What is usual and customary is left out.")
    price_year = subject.costs.price_year
    if price_year:
        notes.append(f"Prices of {price_year}.")
    return notes


LAYOUT = Layout("us-pra", statement)
