"""Canada's Red Tape Reduction Regulations, SOR/2015-202, section 2: the one-for-one rule.

`A x 0.142378 / 1.07^(B - 2012)`, where A is the sum of C x D x E / 1.07^(F/G) over the payments F
from 1 to 10 G: C the hourly cost in 2012 prices, D the hours of a period, E the businesses, G the
periods in a year, B the year of registration.
"""

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from timetax.engine.money.arithmetic import capital_recovery
from timetax.engine.money.book import Book, Flows, Rule, Terms

RATE = Fraction(7, 100)
YEARS = 10
FACTOR = Fraction("0.142378")
"""What the statute prints for 0.07 / (1 - 1.07^-10), which is 0.1423775027."""
BASE_YEAR = 2012
_DIGITS = Context(prec=60)


def value_at_registration(flows: Flows, terms: Terms) -> Fraction | None:
    """Return A: the payments of all periods, each discounted from its end."""
    if not flows.holds("time"):
        return None
    payments = flows.payments if flows.payments and flows.payments > 0 else Fraction(1)
    years = terms.horizon or YEARS
    recurring = sum(
        (
            amount / payments * discounted_payments(terms.rate, payments, years, first)
            for first, kind, amount in flows.yearly
            if kind == "time"
        ),
        Fraction(),
    )
    return recurring + flows.once_of("time")


def present_value_of_2012(flows: Flows, terms: Terms) -> Fraction | None:
    """Return A as it is worth in 2012."""
    value = value_at_registration(flows, terms)
    return None if value is None else value / _back_to_2012(flows, terms)


def annualised(flows: Flows, terms: Terms) -> Fraction | None:
    """Return A x 0.142378 / 1.07^(B - 2012); with other terms, the factor that belongs to them."""
    value = present_value_of_2012(flows, terms)
    if value is None:
        return None
    if (terms.rate, terms.horizon) == (RATE, YEARS):
        return value * FACTOR
    return value * capital_recovery(terms.rate, terms.horizon or YEARS, "end")


def _back_to_2012(flows: Flows, terms: Terms) -> Fraction:
    return (1 + terms.rate) ** ((flows.begins or BASE_YEAR) - BASE_YEAR)


@lru_cache(maxsize=1024)
def discounted_payments(
    rate: Fraction, payments: Fraction, years: int, first_year: int
) -> Fraction:
    """Return the sum of 1 / (1 + r)^(F/G) over the payments F from the first year to the last."""
    begin = int(payments * (first_year - 1)) + 1
    end = int(payments * years)
    base = Decimal(rate.numerator) / Decimal(rate.denominator) + 1
    power = _DIGITS.divide(Decimal(payments.denominator), Decimal(payments.numerator))
    step = _DIGITS.divide(Decimal(1), _DIGITS.power(base, power))
    return sum((Fraction(_DIGITS.power(step, f)) for f in range(begin, end + 1)), Fraction())


BOOK = Book(
    title="Red Tape Reduction Regulations",
    manual=(
        Rule(
            "What is counted",
            "The hours of businesses at their hourly cost (section 2). What they pay out is shown, "
            "and is in no sum: the formula has no place for it.",
            "read",
        ),
        Rule(
            "One-off and recurring",
            "A payment at the end of each period, G of them a year for ten years; one a year where "
            "the frequency is not known. The formula names no one-off work: here it stands at "
            "registration, undiscounted.",
            "computed",
        ),
        Rule(
            "Horizon, discount rate and timing",
            "Ten years, 7 percent, at the end of each period; then back from the year of "
            "registration to 2012. A form that gives no year stands as if registered in 2012.",
            "read",
        ),
        Rule(
            "Annuity",
            "The statute's factor 0.142378, which is 0.1423775027 rounded up: 3,000 become "
            "3,000.0105. Another rate or horizon takes the exact factor, and is not the statute's.",
            "read",
        ),
        Rule(
            "Price base",
            "Prices of 2012: a tariff of another year is moved with the consumer price index.",
            "read",
        ),
        Rule("Rounding", "None before the end.", "computed"),
        Rule(
            "What stays out",
            "Individuals, governments, fees, and what is paid out.",
            "computed",
        ),
        Rule("Who is monetised", "Businesses.", "read"),
    ),
    jurisdiction="CA",
    currency="CAD",
    time={"private-sector": "always"},
    horizon=YEARS,
    rate=RATE,
    timing="end",
    price_year=BASE_YEAR,
    index="cpi",
    published=frozenset({"labour", "annualised"}),
    sums=("value_of_time", "one_off"),
    annualised=annualised,
    annualised_is="annualised administrative burden (section 2)",
    over_horizon=present_value_of_2012,
    over_horizon_is="present value of ten years in 2012",
)
