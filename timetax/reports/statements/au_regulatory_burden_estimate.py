"""Australia's regulatory burden estimate table: average annual cost by sector."""

from timetax.reports.report import Column, Section
from timetax.reports.statement import Layout, Statement, Subject, printed, raise_for
from timetax.wording.numbers import NOTHING, Kind, in_full

SECTORS = ("business", "community_organisations", "individuals")
_OF_PUBLIC = {"private-sector": "business", "individuals": "individuals"}
COLUMNS = (
    Column("change", "average annual regulatory costs"),
    Column("business", "business", Kind.CENTS),
    Column("community_organisations", "community organisations", Kind.CENTS),
    Column("individuals", "individuals", Kind.CENTS),
    Column("total", "total change in costs", Kind.CENTS),
)


def statement(subject: Subject) -> Statement:
    """Return the cost of a form by sector; none is a dash and not 0."""
    publics = subject.cost.publics
    known = [each for each in publics if each in _OF_PUBLIC]
    if len(publics) != 1 or len(known) != 1:
        raise_for(
            [
                "must affect one sector, which the table tells apart: give it one affected_public, "
                "private-sector or individuals, or a form for each"
            ],
            subject,
        )
    subject.require_costed()
    amount = printed(subject.cost.amounts.annualised)
    own = _OF_PUBLIC[known[0]]
    cells = [amount if sector == own else None for sector in SECTORS]
    total = subject.cost.amounts.over_horizon
    return Statement(
        title="Regulatory burden estimate table",
        headline=f"{in_full(amount or 0.0)} AUD a year on average.",
        sections=(
            Section(
                "estimate",
                "Change in costs from business as usual (AUD a year)",
                (),
                COLUMNS,
                (("Total, by sector", *cells, amount),),
            ),
        ),
        notes=(
            f"{in_full(printed(total) or 0.0)} AUD over {subject.costs.terms.horizon} years.",
            f"{NOTHING} is none. A catalogue does not tell community organisations from business.",
        ),
    )


LAYOUT = Layout("au-rbm", statement)
