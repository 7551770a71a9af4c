"""Annualised administrative cost as Canada's one-for-one rule asks for it, in 2012 dollars."""

from timetax.reports.report import Column, Section
from timetax.reports.statement import Layout, Statement, Subject, printed
from timetax.wording.numbers import Kind, in_full

COLUMNS = (
    Column("what", "what"),
    Column("amount", "amount", Kind.NUMBER),
    Column("unit", "unit"),
)


def statement(subject: Subject) -> Statement:
    """Return the annualised administrative cost of a form, in all and for a business."""
    subject.require_costed()
    amounts, businesses = subject.cost.amounts, subject.cost.respondents
    annualised, value = amounts.annualised, amounts.over_horizon
    each = annualised / businesses if annualised is not None and businesses else None
    begins = subject.form.cost.begins if subject.form.cost else None
    terms = subject.costs.terms
    dollars = f"CAD of {terms.price_year}"
    rows = (
        ("Annualised administrative costs", printed(annualised, 4), f"{dollars} a year"),
        ("Annualised administrative costs per business", printed(each, 4), f"{dollars} a year"),
        ("Present value, base year 2012", printed(value), dollars),
        ("Businesses", printed(businesses), "respondents"),
        ("Hours a year", printed(amounts.hours), "hours"),
        ("Year of registration", None if begins is None else str(begins), "year"),
        ("Period", float(terms.horizon or 0), "years"),
        ("Discount rate", float(terms.rate), "a year, at the end of each period"),
    )
    return Statement(
        title="Annualised administrative costs (Red Tape Reduction Regulations, section 2)",
        headline=f"{in_full(printed(annualised) or 0.0)} CAD a year.",
        sections=(Section("annualised", "One-for-one rule", (), COLUMNS, rows),),
        notes=(
            *(() if begins else ("No year of registration is given: as if it were 2012.",)),
            "Purchases and government's own cost are not administrative burden here.",
        ),
    )


LAYOUT = Layout("ca-rtrr", statement)
