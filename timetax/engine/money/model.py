"""What forms cost by a book, as values: items, amounts, forms, and all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from timetax.catalogue.tariff_tables import Default
from timetax.engine.money.arithmetic import added
from timetax.engine.money.book import ACCOUNTS, Book, Terms
from timetax.engine.money.published import NOTHING, Published
from timetax.engine.money.rates import Rate


class Item(NamedTuple):
    """One thing that is done or paid.

    Attributes:
        timing: `recurring`, `one_off`, `government` or `delay`.
        what: what it is, or None.
        duty: the kind of duty, or None.
        level: the level of government, or None.
        number: how many times a year, or how many people once; None if it is not known.
        counts: what is counted: `responses`, `respondents`, or nothing where hours are given.
        minutes: the minutes of each; None where nothing is done or they are not known.
        of_form: whether they are those of the form, so that they move with them.
        hours: the hours in all, business as usual included.
        rate: what an hour costs; None where nothing is done.
        default: whether that is by a default tariff.
        labour: what the hours cost; None if that is not known, and 0 where nothing is done.
        each: the money that is paid out each time.
        pays_by: what that is paid for each of: `responses`, `respondents`, or nothing for all.
        paid: what is paid out in all; None if that is not known, and 0 where nothing is paid.
        works, pays: whether something is done, and whether something is paid.
        first_year: the year in which it is first done.
        problem: why it is not known, or nothing.
    """

    timing: str
    what: str | None = None
    duty: str | None = None
    level: str | None = None
    number: Fraction | None = None
    counts: str = ""
    minutes: Fraction | None = None
    of_form: bool = False
    hours: Fraction | None = None
    rate: Rate | None = None
    default: bool = False
    labour: Fraction | None = Fraction()
    each: Fraction | None = None
    pays_by: str = ""
    paid: Fraction | None = Fraction()
    works: bool = False
    pays: bool = False
    first_year: int = 1
    problem: str = ""


@dataclass(frozen=True)
class Amounts:
    """Money of a form, of a kind of duty or of many forms.

    Attributes:
        accounts: the amount of each account; None if it is not known or has no place.
        annualised: what the book makes of all years, a year; None if it makes none.
        over_horizon: what it adds up; None if it adds up none.
        hours: the hours a year that recur and are not done anyway; None if they are not known.
    """

    accounts: Mapping[str, Fraction | None]
    annualised: Fraction | None = None
    over_horizon: Fraction | None = None
    hours: Fraction | None = None

    @staticmethod
    def sum(parts: "Sequence[Amounts]") -> "Amounts":
        """Return the sum of what is known of each."""
        if len(parts) == 1:
            return parts[0]
        return Amounts(
            {name: added([each.accounts[name] for each in parts]) for name in ACCOUNTS},
            added([each.annualised for each in parts]),
            added([each.over_horizon for each in parts]),
            added([each.hours for each in parts]),
        )

    def times(self, weight: Fraction) -> "Amounts":
        """Return a part of it."""

        def part(amount: Fraction | None) -> Fraction | None:
            return None if amount is None else amount * weight

        return Amounts(
            {name: part(amount) for name, amount in self.accounts.items()},
            part(self.annualised),
            part(self.over_horizon),
            part(self.hours),
        )


@dataclass(frozen=True)
class FormCost:
    """What a form costs.

    Attributes:
        form, title, agency: who it is.
        publics: whom it affects.
        items: what is done and paid.
        kept: the part that would not be done anyway.
        amounts: its accounts.
        by_duty: the same by the kind of duty; they add up to it.
        problems: why an account is not known, by account.
        published: what its published money fills.
        in_hours: whether the book leaves its time in hours.
        not_costed: why no account of those who fill it in is known; nothing if one is.
        years: the years whose prices its money is in.
        respondents, responses: those of the form a year, or None.
        hours_of_each: the hours of a response by the form itself, or None.
        hours_as_published: the hours a year that are known only as published, or None.
    """

    form: str
    title: str
    agency: str
    publics: tuple[str, ...]
    items: tuple[Item, ...]
    kept: Fraction
    amounts: Amounts
    by_duty: Mapping[str | None, Amounts]
    problems: Mapping[str, str]
    published: Published = NOTHING
    in_hours: bool = False
    not_costed: str = ""
    years: frozenset[int | None] = frozenset()
    respondents: Fraction | None = None
    responses: Fraction | None = None
    hours_of_each: Fraction | None = None
    hours_as_published: Fraction | None = None

    @property
    def hours(self) -> Fraction | None:
        """The burden hours of the form a year, whoever does the work; None if not known."""
        if self.hours_as_published is not None:
            return self.hours_as_published
        if self.responses is None or self.hours_of_each is None:
            return None
        return self.responses * self.hours_of_each


@dataclass(frozen=True)
class Costs:
    """What the forms of a catalogue cost by a book.

    Attributes:
        book, terms: the rules, and by what options they are applied.
        forms: the forms that count.
        defaults: the default tariffs that were used, and of how many forms.
    """

    book: Book
    terms: Terms
    forms: tuple[FormCost, ...]
    defaults: Mapping[str, tuple[Default, int]] = field(default_factory=dict)

    @cached_property
    def total(self) -> Amounts:
        """The sum of the forms."""
        return Amounts.sum([each.amounts for each in self.forms])

    @property
    def not_costed(self) -> list[FormCost]:
        """The forms of which no account of those who fill it in is known."""
        return [each for each in self.forms if each.not_costed]

    def unknown(self, account: str) -> list[FormCost]:
        """Return the forms whose account was to be known and is not."""
        return [each for each in self.forms if account in each.problems]

    @cached_property
    def hours_left(self) -> Fraction | None:
        """The hours a year that the book leaves in hours; None if it leaves none."""
        return added([each.amounts.hours for each in self.forms if each.in_hours])

    @cached_property
    def price_year(self) -> int | None:
        """The year of the prices; None where money of several years stands together."""
        if self.terms.price_year is not None:
            return self.terms.price_year
        years = {year for each in self.forms for year in each.years}
        return next(iter(years)) if len(years) == 1 else None
