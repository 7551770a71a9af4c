"""What a book of money is: the rules by which one government makes money of what forms take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Literal, TypeAlias

from timetax.bundle import modules_in
from timetax.engine.money import books
from timetax.engine.money.arithmetic import Timing
from timetax.engine.money.prices import PriceIndex, price_index
from timetax.findings import InputError, option_error
from timetax.wording.hints import did_you_mean

Time: TypeAlias = Literal["always", "named", "never"]
"""Whether hours become money: with a default tariff too, only where costs name one, or never."""

Evidence: TypeAlias = Literal["read", "computed", "not read"]

BOOKS = modules_in(
    books,
    first=("us-pra", "ca-rtrr", "au-rbm", "uk-eandcb", "de-erfuellungsaufwand", "eu-scm"),
)
"""The module of each book by its name."""

ACCOUNTS = ("value_of_time", "out_of_pocket", "one_off", "government")
"""The accounts, which are never added into one without being asked."""


@dataclass(frozen=True)
class Rule:
    """What a section of a manual says, and whether its text was read, or what it was made of."""

    heading: str
    text: str
    evidence: Evidence


@dataclass(frozen=True)
class Flows:
    """What a form costs in the years of a horizon, time and what is paid out apart.

    Attributes:
        yearly: the first year, what it is (`time` or `paid`), and the amount of each year from it.
        once: what it is, and the amount at the beginning.
        payments: how many there are in a year, or None if that is not known.
        begins: the calendar year of the beginning, or None.
    """

    yearly: tuple[tuple[int, str, Fraction], ...]
    once: tuple[tuple[str, Fraction], ...]
    payments: Fraction | None
    begins: int | None

    def once_of(self, *kinds: str) -> Fraction:
        """Return what is paid at the beginning, of these kinds."""
        return sum((amount for kind, amount in self.once if kind in kinds), Fraction())

    def years_of(self, horizon: int, *kinds: str) -> list[Fraction]:
        """Return the amount of each year of these kinds."""
        return [
            sum(
                (amount for first, kind, amount in self.yearly if kind in kinds and first <= year),
                Fraction(),
            )
            for year in range(1, horizon + 1)
        ]

    def holds(self, *kinds: str) -> bool:
        """Return whether there is anything of these kinds."""
        return any(kind in kinds for _, kind, _ in self.yearly) or any(
            kind in kinds for kind, _ in self.once
        )


@dataclass(frozen=True)
class Terms:
    """By what a book is applied: what its options say, or else the book.

    Attributes:
        price_year: the year whose prices all money is moved to; None leaves it where it stands.
        rate: the discount rate.
        horizon: the years that are looked at, or None where the book adds up none.
        index: what money is moved with, or None where the book has no index.
        own: whether rate and horizon are those of the book.
    """

    price_year: int | None
    rate: Fraction
    horizon: int | None
    index: PriceIndex | None
    own: bool = True


Yearly: TypeAlias = Callable[[Flows, Terms], Fraction | None]


@dataclass(frozen=True, kw_only=True)
class Book:
    """The rules of one government; its name is that of its module.

    Attributes:
        title: what it is called.
        manual: what its manual says, section by section.
        jurisdiction: whose tariffs it takes.
        any_tariff: whether it takes those of other countries in its currency as well.
        currency: what it counts in.
        time: of each affected public that it counts, whether its time becomes money.
        horizon: the years that it looks at, or None.
        rate: its discount rate; None where it has no place for one.
        timing: when in a year a payment falls.
        price_year: the year of its prices, or None where it leaves money where it stands.
        index: the series that money is moved with, or None.
        rate_places: the decimal places to which a loaded tariff is rounded before it is used.
        counts_delay: whether waiting costs money.
        published: the kinds of published money that it knows besides out of pocket.
        sums: the accounts that its amounts of all years are made of, all of which must be known.
        annualised: makes an amount a year of flows; None where it makes none.
        annualised_is: what that is, in words.
        over_horizon: adds up the years of flows; None where it does not.
        over_horizon_is: what that is, in words.
    """

    title: str
    manual: tuple[Rule, ...]
    jurisdiction: str
    any_tariff: bool = False
    currency: str
    time: Mapping[str, Time]
    horizon: int | None = None
    rate: Fraction | None = None
    timing: Timing = "end"
    price_year: int | None = None
    index: str | None = None
    rate_places: int | None = None
    counts_delay: bool = False
    published: frozenset[str] = frozenset({"labour"})
    sums: tuple[str, ...] = ("value_of_time", "out_of_pocket", "one_off")
    annualised: Yearly | None = None
    annualised_is: str = ""
    over_horizon: Yearly | None = None
    over_horizon_is: str = ""


def book_named(name: str) -> Book:
    """Return the book of a name.

    Raises:
        InputError: there is none.
    """
    if name not in BOOKS:
        hint = did_you_mean(name, list(BOOKS)) or f"; the books are {', '.join(BOOKS)}"
        raise option_error("book", f"unknown book {name!r}{hint}")
    made: Book = import_module(BOOKS[name]).BOOK
    return made


def terms_of(
    book: Book,
    price_year: int | None = None,
    rate: Fraction | None = None,
    horizon: int | None = None,
    index: str | None = None,
) -> Terms:
    """Return by what a book is applied.

    Raises:
        InputError: an option has no place in the book, or cannot be used; carries each of them.
    """
    findings = []
    if rate is not None and book.rate is None:
        findings.append(("discount-rate", f"{book.title} discounts nothing; leave it out"))
    if horizon is not None and book.horizon is None:
        findings.append(("horizon", f"{book.title} adds up no years; leave it out"))
    if horizon is not None and not 1 <= horizon <= 100:
        findings.append(("horizon", f"must be from 1 to 100 years, and here is {horizon}"))
    if rate is not None and not 0 <= rate < 1:
        findings.append(
            ("discount-rate", f"must be from 0 to below 1, and here is {float(rate):g}")
        )
    if (price_year or index) and book.index is None:
        findings.append(("price-year", f"{book.title} has no price index here; leave it out"))
    found = price_index(book.jurisdiction, index or book.index) if book.index else None
    year = price_year or book.price_year
    if found and year and year not in found.levels:
        known = f"{found.title} has {found.years}"
        findings.append(("price-year", f"there is no index for {year}: {known}"))
    if findings:
        raise InputError(each for one in findings for each in option_error(*one).findings)
    return Terms(
        price_year=year,
        rate=(book.rate or Fraction()) if rate is None else rate,
        horizon=book.horizon if horizon is None else horizon,
        index=found,
        own=rate in (None, book.rate) and horizon in (None, book.horizon),
    )
