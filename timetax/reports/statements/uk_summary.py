"""The summary box of a United Kingdom impact assessment: cost of a preferred option, in £m."""

from fractions import Fraction

from timetax.reports.report import Column, Section
from timetax.reports.statement import Layout, Statement, Subject, printed
from timetax.wording.numbers import Kind, in_full

COLUMNS = (
    Column("what", "what"),
    Column("amount", "amount", Kind.NUMBER),
    Column("unit", "unit"),
)


def statement(subject: Subject) -> Statement:
    """Return net present value and EANDCB: a cost has a negative value and a positive EANDCB."""
    subject.require_costed()
    amounts, terms = subject.cost.amounts, subject.costs.terms
    value = None if amounts.over_horizon is None else -amounts.over_horizon
    begins = subject.form.cost.begins if subject.form.cost else None
    year = subject.costs.price_year
    rows = (
        ("Total net present social value", None, "£m"),
        ("Business net present value", _millions(value), "£m"),
        ("Net cost to business per year (EANDCB)", _millions(amounts.annualised), "£m"),
        ("Price base year", None if year is None else str(year), "year"),
        ("Present value base year", None if begins is None else str(begins), "year"),
        ("Time period", float(terms.horizon or 0), "years"),
        ("Discount rate", float(terms.rate), "a year, the first year undiscounted"),
    )
    return Statement(
        title="Impact assessment, summary",
        headline=f"EANDCB {in_full(_millions(amounts.annualised) or 0.0)} £m.",
        sections=(Section("summary", "Cost of the option", (), COLUMNS, rows),),
        notes=(
            "A dash is not estimated, which is not 0. The price base belongs to the figure.",
            *(() if year else ("Prices of several years, or of none that is given.",)),
        ),
    )


def _millions(amount: Fraction | None) -> float | None:
    return None if amount is None else printed(amount / 10**6, 2)


LAYOUT = Layout("uk-eandcb", statement)
