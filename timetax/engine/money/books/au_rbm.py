"""Australia's Regulatory Burden Measurement framework, July 2026, pp. 2 to 11."""

from fractions import Fraction

from timetax.engine.money.arithmetic import annuity, present_value
from timetax.engine.money.book import Book, Flows, Rule, Terms

YEARS = 10


def over_ten_years(flows: Flows, terms: Terms) -> Fraction | None:
    """Return start-up and the amounts of all years; discounted from the start only if asked."""
    if not flows.holds("time", "paid"):
        return None
    years = flows.years_of(terms.horizon or YEARS, "time", "paid")
    return flows.once_of("time", "paid") + present_value(years, terms.rate, "start")


def average_year(flows: Flows, terms: Terms) -> Fraction | None:
    """Return (start-up + the years) / 10 (p. 11); an annuity where a rate is asked for."""
    total = over_ten_years(flows, terms)
    return None if total is None else total / annuity(terms.rate, terms.horizon or YEARS, "start")


BOOK = Book(
    title="Regulatory Burden Measurement framework",
    manual=(
        Rule(
            "What is counted",
            "Labour, hours x rate x times x entities; what is bought; and delay, entities x "
            "effective delay x what a day costs, where effective delay is max(0, application + "
            "approval - ready after) (pp. 8-10).",
            "read",
        ),
        Rule(
            "One-off and recurring",
            "Start-up in the first year and the amounts of ten years; what begins later has its "
            "`first_year`.",
            "read",
        ),
        Rule(
            "Horizon, discount rate and timing",
            "Ten years, not discounted (p. 11). The older Business Cost Calculator discounted 7 "
            "percent from 1 January, so that the first year is not: `--discount-rate 0.07` does.",
            "read",
        ),
        Rule("Annuity", "The total over ten years, divided by ten (p. 11).", "read"),
        Rule(
            "Price base",
            "The rates of the framework in force; nothing is moved unless a year is asked for.",
            "read",
        ),
        Rule(
            "Rounding",
            "A rate is rounded to the cent with its load and used so: 52.31 x 1.75 = 91.54.",
            "read",
        ),
        Rule(
            "What stays out",
            "Fees, taxes and fines, enforcement and courts, indirect cost, government to "
            "government, and opportunity cost that no delay causes (pp. 2-5). What would be done "
            "anyway. Governments' own work stands in an account of its own.",
            "read",
        ),
        Rule(
            "Who is monetised",
            "Businesses and community organisations at the work rate, individuals at the rate for "
            "time that is not work: other people, and not levels of one rate.",
            "read",
        ),
    ),
    jurisdiction="AU",
    currency="AUD",
    time={"individuals": "always", "private-sector": "always"},
    horizon=YEARS,
    rate=Fraction(),
    timing="start",
    index="cpi",
    rate_places=2,
    counts_delay=True,
    published=frozenset({"labour", "annualised"}),
    annualised=average_year,
    annualised_is="average annual regulatory cost",
    over_horizon=over_ten_years,
    over_horizon_is="regulatory cost of ten years",
)
