"""The United Kingdom's equivalent annual net direct cost to business (EANDCB)."""

from fractions import Fraction

from timetax.engine.money.arithmetic import capital_recovery, present_value
from timetax.engine.money.book import Book, Flows, Rule, Terms

YEARS = 10
RATE = Fraction(35, 1000)


def present_cost(flows: Flows, terms: Terms) -> Fraction | None:
    """Return the present value of net direct cost; the first year is not discounted."""
    if not flows.holds("time", "paid"):
        return None
    years = flows.years_of(terms.horizon or YEARS, "time", "paid")
    return flows.once_of("time", "paid") + present_value(years, terms.rate, "start")


def eandcb(flows: Flows, terms: Terms) -> Fraction | None:
    """Return present value / annuity, the annuity being the sum of 1 / (1 + r)^t, t from 0."""
    value = present_cost(flows, terms)
    if value is None:
        return None
    return value * capital_recovery(terms.rate, terms.horizon or YEARS, "start")


BOOK = Book(
    title="Equivalent annual net direct cost to business",
    manual=(
        Rule(
            "What is counted",
            "Direct cost to business: time and what is paid out, less what is saved.",
            "read",
        ),
        Rule(
            "One-off and recurring",
            "One-off cost falls into the first year, recurring cost into each.",
            "computed",
        ),
        Rule(
            "Horizon, discount rate and timing",
            "3.5 percent real. Ten years, and a first year that is not discounted: consistent with "
            "printed pairs, and the text of the guide was not at hand.",
            "not read",
        ),
        Rule(
            "Annuity",
            "EANDCB = present value / 8.607687, the sum of 1 / 1.035^t for t from 0 to 9.",
            "computed",
        ),
        Rule(
            "Price base",
            "A figure's own: assessments print their net present value in one year's prices and "
            "EANDCB in another's, so `--price-year` is asked for and never assumed.",
            "read",
        ),
        Rule(
            "Rounding",
            "None before the end. A cost is positive and a saving negative, while its business net "
            "present value is positive.",
            "read",
        ),
        Rule(
            "What stays out",
            "Individuals, the public sector, indirect cost. The uplift of wages for other labour "
            "cost is not at hand: give it as the load of a tariff.",
            "not read",
        ),
        Rule("Who is monetised", "Businesses, by a tariff that the costs name.", "computed"),
    ),
    jurisdiction="UK",
    currency="GBP",
    time={"private-sector": "always"},
    horizon=YEARS,
    rate=RATE,
    timing="start",
    index="gdp_deflator",
    published=frozenset({"labour", "present-value", "eandcb"}),
    annualised=eandcb,
    annualised_is="EANDCB",
    over_horizon=present_cost,
    over_horizon_is="present value of net cost to business",
)
