"""The Paperwork Reduction Act of the United States: hours and dollars side by side.

5 CFR 1320.3(b); OMB Form 83-I, items 13 and 14; the supporting statement, items 12 to 14.
"""

from fractions import Fraction

from timetax.engine.money.arithmetic import capital_recovery
from timetax.engine.money.book import Book, Flows, Rule, Terms

CLEARANCE_YEARS = 3


def annual_cost_burden(flows: Flows, terms: Terms) -> Fraction | None:
    """Return item 13 of the supporting statement: start-up spread, and what is paid each year."""
    if not flows.holds("paid"):
        return None
    years = terms.horizon or CLEARANCE_YEARS
    once = flows.once_of("paid") * capital_recovery(terms.rate, years, "end")
    return once + flows.years_of(1, "paid")[0]


BOOK = Book(
    title="Paperwork Reduction Act",
    manual=(
        Rule(
            "What is counted",
            "Time, effort and money to generate, keep, disclose or provide information (5 CFR "
            "1320.3(b)). Hours are item 12 of the supporting statement, and their value stands "
            "beside them; money out of pocket is item 13, without that value; what government pays "
            "is item 14.",
            "read",
        ),
        Rule(
            "One-off and recurring",
            "Capital and start-up cost is spread over the three years of an approval, without "
            "discounting: so agencies often do. Operation and maintenance recurs.",
            "computed",
        ),
        Rule(
            "Horizon, discount rate and timing",
            "Three years, 0 percent. Another rate spreads start-up by the capital recovery factor "
            "at the end of each year.",
            "computed",
        ),
        Rule(
            "Price base",
            "That of each tariff; nothing is moved unless a year is asked for.",
            "computed",
        ),
        Rule(
            "Rounding",
            "Totals are of unrounded parts. Agencies print them half up, some to three significant "
            "digits, and some round hours up before they price them; `check` says which.",
            "read",
        ),
        Rule(
            "What stays out",
            "What people would do anyway, which is usual and customary (5 CFR 1320.3(b)(2)).",
            "read",
        ),
        Rule(
            "Who is monetised",
            "Everyone. The IRS prints a monetised burden that holds time already: it is never "
            "added to the value of time.",
            "read",
        ),
    ),
    jurisdiction="US",
    currency="USD",
    time={
        "individuals": "always",
        "private-sector": "always",
        "state-local-tribal": "always",
        "federal": "always",
    },
    horizon=CLEARANCE_YEARS,
    rate=Fraction(),
    timing="end",
    index="cpi_u",
    published=frozenset({"labour", "monetised-burden"}),
    sums=("out_of_pocket", "one_off"),
    annualised=annual_cost_burden,
    annualised_is="annual cost burden (item 13), without time",
)
