"""How the money of one form is made by a book: every factor, down to the tariff and its load."""

from collections.abc import Iterator
from fractions import Fraction

from timetax.engine.money.book import ACCOUNTS, Book
from timetax.engine.money.model import Costs, FormCost, Item
from timetax.engine.money.rates import words_of_load
from timetax.reports.cost import A_YEAR, ACCOUNT_WORDS
from timetax.reports.cost_data import cost_data, in_float
from timetax.reports.report import Column, Row, Section
from timetax.wording.numbers import Kind, in_full, percent, to_read

FACTORS = (
    Column("account", "account", spare=1),
    Column("factor", "factor"),
    Column("value", "value", Kind.NUMBER),
    Column("unit", "unit"),
    Column("basis", "where it comes from"),
)
TIMINGS = {
    "recurring": "recurring",
    "one_off": "one-off",
    "government": "government",
    "delay": "delay",
}


def sections_of_money(costs: Costs, name: str, form: str) -> tuple[Section, ...]:
    """Return how the money of a form comes about by a book, and what the book leaves out."""
    book = costs.book
    found = next((each for each in costs.forms if each.form == form), None)
    if found is None:
        return (_section(name, (), ("It is left out of the totals, and not costed.",)),)
    rows = [row for each in found.items for row in _item(each, found.kept, book)]
    rows += [
        ("published", kind, in_float(amount), book.currency, "as published")
        for kind, amount in found.published.words
    ]
    rows += list(_totals(found, book))
    return (_section(name, tuple(rows), tuple(_notes(found, costs))),)


def money_of_form(costs: Costs, name: str, form: str) -> dict[str, object]:
    """Return what a program reads of the money of one form."""
    data = cost_data(costs, name)
    own = [each for each in data.pop("forms") if each["form"] == form]
    kept = ("book", "currency", "price_year", "price_index", "discount_rate", "horizon")
    return {key: data[key] for key in kept} | (own[0] if own else {})


def _section(name: str, rows: tuple[Row, ...], notes: tuple[str, ...]) -> Section:
    return Section("money", f"How its money is made ({name})", (), FACTORS, rows, notes=notes)


def _item(item: Item, kept: Fraction, book: Book) -> Iterator[Row]:
    """Yield the factors of an item: how many, how long, at what rate, and what is paid."""
    label = TIMINGS[item.timing] + (f": {item.what}" if item.what else "")
    label += f" ({item.duty})" if item.duty else ""
    times = "\N{MULTIPLICATION SIGN}"
    if item.number is not None:
        of = "a year" if item.timing != "one_off" else "once"
        yield label, item.counts, in_float(item.number), of, "of the form, and the share"
        label = ""
    if item.minutes is not None:
        each = f"per {item.counts[:-1]}"
        basis = "those of the form" if item.of_form else "given"
        yield label, f"{times} minutes", in_float(item.minutes), each, basis
        label = ""
    if item.hours is not None:
        basis = "given" if item.minutes is None else "computed"
        yield label, "= hours", in_float(item.hours), _unit(item, "hours"), basis
        label = ""
    if item.rate is not None:
        tariff = item.rate.tariff
        default = "default: " if item.default else ""
        prices = f", prices of {item.rate.year}" if item.rate.year else ""
        yield (
            label,
            f"{times} {tariff.id}",
            in_float(item.rate.loaded),
            f"{tariff.currency} an hour",
            f"{default}{words_of_load(tariff)}{prices}",
        )
        label = ""
        if item.rate.amount is not None and item.rate.amount != item.rate.loaded:
            yield label, "moved", in_float(item.rate.amount), f"{book.currency} an hour", "index"
    if item.works:
        value = in_float(item.labour)
        yield label, "= value of time", value, _unit(item, book.currency), _why(item, item.labour)
        label = ""
    if item.pays:
        if item.each is not None and item.pays_by:
            yield label, "paid each", in_float(item.each), f"per {item.pays_by[:-1]}", "given"
            label = ""
        yield (
            label,
            "= paid out",
            in_float(item.paid),
            _unit(item, book.currency),
            _why(item, item.paid),
        )
    if kept != 1 and item.timing != "government":
        yield "", f"{times} not done anyway", in_float(kept), percent(float(kept)), "given"


def _unit(item: Item, what: str) -> str:
    return f"{what} once" if item.timing == "one_off" else f"{what} a year"


def _why(item: Item, amount: Fraction | None) -> str:
    return "computed" if amount is not None else item.problem


def _totals(found: FormCost, book: Book) -> Iterator[Row]:
    for name in ACCOUNTS:
        amount, reason = found.amounts.accounts[name], found.problems.get(name)
        if amount is not None or reason:
            unit = f"{book.currency} {A_YEAR.get(name, 'a year')}"
            basis = reason or "sum of its items"
            yield "account", f"= {ACCOUNT_WORDS[name]}", in_float(amount), unit, basis
    for words, amount in (
        (book.annualised_is, found.amounts.annualised),
        (book.over_horizon_is, found.amounts.over_horizon),
    ):
        if words and amount is not None:
            yield "book", f"= {words}", in_float(amount), book.currency, "by the book"


def _notes(found: FormCost, costs: Costs) -> Iterator[str]:
    if found.not_costed:
        yield f"Not costed: {found.not_costed}."
    rates = [each.rate for each in found.items if each.rate]
    for tariff in {each.tariff.id: each.tariff for each in rates}.values():
        whose = f" ({tariff.occupation})" if tariff.occupation else ""
        source = tariff.source.title if tariff.source else "no source is given"
        where = f": {tariff.source.url}" if tariff.source and tariff.source.url else ""
        yield f"Tariff {tariff.id}{whose}: {source}{where}"
    if costs.terms.price_year and costs.terms.index:
        yield f"Moved to prices of {costs.terms.price_year} with {costs.terms.index.title}."
    recurring = [each.hours for each in found.items if each.timing == "recurring" and each.works]
    whole = [each for each in recurring if each is not None]
    known = found.hours is not None and whole and len(whole) == len(recurring)
    if found.hours is not None and known and sum(whole) != found.hours:
        entries, burden = to_read(float(sum(whole)), float(found.hours))
        yield (
            f"Its entries take {entries} hours a year, and its burden is {burden}: the money is "
            "of the entries."
        )
    total = found.amounts.accounts["value_of_time"]
    if total is not None and found.amounts.hours:
        an_hour = total / found.amounts.hours
        yield f"An hour costs {in_full(round(float(an_hour), 4))} {costs.book.currency} on average."
