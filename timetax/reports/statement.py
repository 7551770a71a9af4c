"""A form as the table that a government's own form asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from typing import Any

from timetax.bundle import modules_in
from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.form import Form
from timetax.engine.money.arithmetic import half_up
from timetax.engine.money.book import Book, Terms
from timetax.engine.money.costing import costs_of
from timetax.engine.money.model import Costs, FormCost, Item
from timetax.findings import Finding, InputError, option_error
from timetax.reports import statements
from timetax.reports.cost_data import cost_data
from timetax.reports.explain import form_named
from timetax.reports.report import Report, Section
from timetax.tables.layouts import Tables
from timetax.wording.hints import did_you_mean

KEY, VERSION = "timetax_statement", 1
LAYOUTS = modules_in(
    statements,
    first=("us-83i", "us-supporting-statement", "us-burden-statement", "ca-annualised"),
)
"""The module of each layout by its name."""


@dataclass(frozen=True)
class Subject:
    """What a statement is about: a form, what it costs by the layout's book, and its catalogue."""

    form: Form
    cost: FormCost
    costs: Costs
    catalogue: Catalogue

    @property
    def years(self) -> int:
        """The years over which what is done once is spread, where the book spreads it."""
        return self.costs.terms.horizon or 1

    def works(self, timing: str) -> list[Item]:
        """Return the items of a timing in which something is done."""
        return [each for each in self.cost.items if each.timing == timing and each.works]

    def pays(self, timing: str) -> list[Item]:
        """Return the items of a timing in which something is paid."""
        return [each for each in self.cost.items if each.timing == timing and each.pays]

    def require_costed(self, *accounts: str) -> None:
        """Raise InputError if one of these accounts is not known; of those of respondents, if none.

        A form of which nothing is known cannot be stated either.
        """
        wanted = accounts or ("value_of_time", "out_of_pocket", "one_off")
        problems = {name: problem for name, problem in self.cost.problems.items() if name in wanted}
        if self.cost.not_costed and not accounts:
            problems.setdefault("form", self.cost.not_costed)
        raise_for([f"cannot be stated: {problem}" for problem in problems.values()], self)

    def require_hours(self) -> None:
        """Raise InputError if the hours of something that is done are not known."""
        worked = [each for each in self.cost.items if each.works and each.timing != "government"]
        if not worked or any(each.hours is None for each in worked):
            message = "cannot be stated: its responses, respondents or minutes are not known"
            raise_for([message], self)


@dataclass(frozen=True)
class Statement:
    """What a layout makes of a form: its title, the answer in a sentence, tables and notes."""

    title: str
    headline: str
    sections: Sequence[Section]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Layout:
    """A table of a government; its name is that of its module.

    Attributes:
        book: the name of the book that it is made by.
        make: makes it of a form; raises InputError where something is missing that it must say.
    """

    book: str
    make: Callable[[Subject], Statement]


def subject_of(
    catalogue: Catalogue, tables: Tables, name: str, book: Book, terms: Terms
) -> Subject:
    """Return a form and what it costs, from the tables with burden of its catalogue.

    Raises:
        InputError: no form has this name, or it cannot be costed.
    """
    form = form_named(catalogue, name)
    own = tables.forms[tables.forms["form"] == form.id]
    costs = costs_of(replace(tables, forms=own.assign(excluded=None)), book, terms)
    (cost,) = costs.forms
    return Subject(form, cost, costs, catalogue)


def layout_named(name: str | None) -> Layout:
    """Return the layout of a name.

    Raises:
        InputError: there is none.
    """
    if name is None or name not in LAYOUTS:
        hint = did_you_mean(name or "", list(LAYOUTS)) or f"; use {', '.join(LAYOUTS)}"
        said = f"unknown layout {name!r}" if name else "say which table it is to be"
        raise option_error("layout", said + hint)
    made: Layout = import_module(LAYOUTS[name]).LAYOUT
    return made


def statement_report(subject: Subject, layout: str) -> Report:
    """Return a form as the table of a layout.

    Raises:
        InputError: something is missing that the table must say.
    """
    chosen = layout_named(layout)
    made = chosen.make(subject)
    data = cost_data(subject.costs, chosen.book)
    kept = ("book", "currency", "price_year", "discount_rate", "horizon")
    own: Any = next(each for each in data["forms"] if each["form"] == subject.form.id)
    return Report(
        title=made.title,
        headline=made.headline,
        description=f"{subject.form.title} ({subject.form.id})",
        total=None,
        sections=tuple(made.sections),
        notes=tuple(made.notes),
        currency=subject.costs.book.currency,
        format=(KEY, VERSION),
        data={"layout": layout, **{key: data[key] for key in kept}, **own, "title": made.title},
    )


def raise_for(messages: Sequence[str], subject: Subject) -> None:
    """Raise InputError with messages on the form of a statement, at its place, if there are any."""
    if messages:
        form = subject.form.id
        place = subject.catalogue.position(form)
        said = (f"form {form} {each}" for each in dict.fromkeys(messages))
        raise InputError(Finding(place, "statement", each, subject=form) for each in said)


def printed(amount: Fraction | None, places: int = 2) -> float | None:
    """Return an amount as it is printed, half up; None for none."""
    return None if amount is None else float(half_up(amount, places))


def thousands(amount: Fraction | None, places: int = 3) -> float | None:
    """Return an amount in thousands as it is printed."""
    return None if amount is None else printed(amount / 1000, places)
