"""What an hour costs by a tariff: its wage, its load, and the step to prices of another year."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from timetax.catalogue.money import Load, Tariff
from timetax.engine.money.arithmetic import exact, half_up
from timetax.engine.money.book import Book, Terms
from timetax.files.yaml import File, KeyPath
from timetax.findings import Finding, InputError, option_error
from timetax.wording.numbers import in_full


@dataclass(frozen=True)
class Rate:
    """An hour by a tariff, in a book.

    Attributes:
        tariff: the tariff.
        loaded: the wage with its load, rounded where the book says so.
        amount: the same in the prices that are asked for; None if it cannot be used.
        year: the year of its prices before that, or None if it is not known.
        problem: why it cannot be used, or nothing.
    """

    tariff: Tariff
    loaded: Fraction
    amount: Fraction | None
    year: int | None
    problem: str = ""


Place: TypeAlias = tuple[File, KeyPath]
"""The file in which a tariff is declared, and the path to it."""


def rate_of(tariff: Tariff, book: Book, terms: Terms, place: Place | None = None) -> Rate:
    """Return what an hour costs by a tariff in a book.

    Raises:
        InputError: the tariff is of the book's jurisdiction, and in another currency.
    """
    year = int(tariff.base_period[:4]) if tariff.base_period else None
    loaded = loaded_wage(tariff)
    if book.rate_places is not None:
        loaded = half_up(loaded, book.rate_places)
    problem = _misfit(tariff, book, place)
    moved = loaded if problem else None
    if not problem:
        moved, problem = in_prices_of(loaded, year, terms)
        problem = problem and f"the tariff {tariff.id!r} {problem}"
    return Rate(tariff, loaded, None if problem else moved, year, problem)


def loaded_wage(tariff: Tariff) -> Fraction:
    """Return an hour with its load, unrounded.

    A multiplier stands on the wage, or on compensation: the wage with its benefits, or the hourly
    amount itself where it gives none. Fringe is a part of the wage, and overhead of what the load
    applies to. A load of the total is the same for an hour: it is taken once, of all hours.
    """
    wage, load = exact(float(tariff.hourly_wage)), tariff.load or Load(multiplier=1.0)
    fringe = wage * exact(load.fringe or 0.0)
    compensation = wage + exact(tariff.hourly_benefits or 0.0) + fringe
    if load.multiplier is not None:
        base = compensation if load.applies_to == "compensation" or not tariff.load else wage
        return base * exact(load.multiplier)
    base = compensation if load.applies_to == "compensation" else wage
    return compensation + base * exact(load.overhead or 0.0)


def in_prices_of(amount: Fraction, year: int | None, terms: Terms) -> tuple[Fraction | None, str]:
    """Return an amount in the prices that are asked for, or None and why that cannot be."""
    if terms.price_year is None or terms.price_year == year:
        return amount, ""
    if year is None:
        return None, f"is in prices of no known year, so it cannot be moved to {terms.price_year}"
    assert terms.index
    if year not in terms.index.levels:
        return None, f"is in prices of {year}, and {terms.index.series} has {terms.index.years}"
    return terms.index.moved(amount, year, terms.price_year), ""


def words_of_load(tariff: Tariff) -> str:
    """Return how the loaded hour is made of the wage."""
    load, wage = tariff.load, f"{in_full(float(tariff.hourly_wage))} an hour"
    benefits = tariff.hourly_benefits
    parts = [wage] + ([f"benefits {in_full(benefits)}"] if benefits else [])
    if load is None:
        return " + ".join(parts) + (", no load" if not benefits else "")
    if load.fringe is not None:
        parts.append(f"fringe {in_full(load.fringe)} of the wage")
    if load.overhead is not None:
        parts.append(f"overhead {in_full(load.overhead)} of the {_BASES[load.applies_to]}")
    if load.multiplier is not None:
        of = " + ".join(parts) if load.applies_to == "compensation" else wage
        of = f"({of})" if " + " in of else of
        return f"{of} x {in_full(load.multiplier)} on the {_BASES[load.applies_to]}"
    return " + ".join(parts)


_BASES = {"wage": "wage", "compensation": "compensation", "total": "total, once"}


def _misfit(tariff: Tariff, book: Book, place: Place | None) -> str:
    own = tariff.jurisdiction == book.jurisdiction
    if tariff.currency == book.currency and (own or book.any_tariff):
        return ""
    if own:
        message = (
            f"is in {tariff.currency}, and {book.title} counts {book.currency}; currencies are "
            "never mixed"
        )
        if place is None:
            raise option_error(f"tariff {tariff.id}", message)
        file, path = place
        said = f"the tariff {tariff.id!r} {message}"
        raise InputError([Finding(file.position((*path, "currency")), "value", said)])
    where = f" ({place[0].position(place[1])})" if place else ""
    return (
        f"the tariff {tariff.id!r}{where} is of {tariff.jurisdiction} in {tariff.currency}, and "
        f"the book counts {book.jurisdiction} in {book.currency}"
    )


def rates_of(
    tariffs: Mapping[str, Tariff], book: Book, terms: Terms, places: Mapping[str, Place]
) -> dict[str, Rate]:
    """Return the rates of tariffs by their names; `places` are those of which one is known.

    Raises:
        InputError: some are of the book's jurisdiction, and in another currency.
    """
    made: dict[str, Rate] = {}
    findings: list[Finding] = []
    for name, tariff in tariffs.items():
        try:
            made[name] = rate_of(tariff, book, terms, places.get(name))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return made


def plain(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """Return a row of a frame with None for what is not there."""
    return {str(key): None if value != value else value for key, value in row.items()}
