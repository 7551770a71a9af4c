"""Costs forms by a book: items into accounts, and what the book makes of the years."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from timetax.engine.money.arithmetic import added, exact, in_hours
from timetax.engine.money.book import ACCOUNTS, Book, Flows, Terms
from timetax.engine.money.items import (
    WHOLE,
    About,
    Entry,
    ItemMaker,
    pays,
    people,
    works,
)
from timetax.engine.money.model import Amounts, Costs, FormCost, Item
from timetax.engine.money.published import NOTHING, Published, published_of
from timetax.engine.money.rates import plain, rates_of
from timetax.engine.totals import counted
from timetax.files.collecting import paused_garbage_collector
from timetax.findings import Finding, InputError
from timetax.tables.frames import plain_columns
from timetax.tables.layouts import Tables
from timetax.tables.money import tariff_in

if TYPE_CHECKING:
    import pandas as pd

_NEEDED = (
    *("form", "title", "agency", "duty", "respondents", "responses_per_respondent"),
    *("responses", "minutes_per_response", "burden_hours", "as_published", "cost"),
    "estimate_year",
)
_OWN = ("value_of_time", "out_of_pocket", "one_off")
"""The accounts of those who fill in forms."""


@paused_garbage_collector()
def costs_of(tables: Tables, book: Book, terms: Terms) -> Costs:
    """Return what the counted forms of tables with burden cost by a book.

    Raises:
        InputError: a tariff of the book's country is in another currency, or money that was
            published of a form would be counted twice; carries a finding for each.
    """
    tables = counted(tables)
    used = set(tables.forms["form"].tolist())
    entries = _by_form(tables.costs, used)
    asked = {each["tariff"] for rows in entries.values() for each in rows}
    named = {row["tariff"]: row for row in tables.tariffs.to_dict("records")}
    tariffs = {name: tariff_in(row) for name, row in named.items() if name in asked}
    costing = _Costing(
        maker=ItemMaker(book, terms, rates_of(tariffs, book, terms, tables.tariff_places)),
        currency=tables.currency,
        jurisdictions=_jurisdictions(tables),
    )
    costed = {form: rows[0] for form, rows in _by_form(tables.costed, used).items()}
    published = _by_form(tables.published_money, used)
    publics: dict[str, list[str]] = {}
    affected = plain_columns(tables.affected_public, ("form", "affected_public"))
    for name, public in zip(*affected, strict=True):
        publics.setdefault(name, []).append(public)
    made: list[FormCost] = []
    findings: list[Finding] = []
    for form in _rows(tables.forms[list(_NEEDED)]):
        name = form["form"]
        whom = tuple(publics.get(name, ()))
        about = About(form, whom, costed.get(name, {}), tables.currency, book)
        try:
            made.append(costing.cost(about, entries.get(name, ()), published.get(name, ())))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return Costs(book, terms, tuple(made), costing.maker.used)


def _rows(frame: "pd.DataFrame") -> Iterator[dict[str, Any]]:
    """Yield the rows of a frame with None for what is not there."""
    names = list(map(str, frame))
    for row in zip(*plain_columns(frame, names), strict=True):
        yield dict(zip(names, row, strict=True))


def _by_form(frame: "pd.DataFrame", wanted: set[str]) -> dict[str, list[dict[str, Any]]]:
    made: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(frame):
        if row["form"] in wanted:
            made.setdefault(row["form"], []).append(row)
    return made


def _jurisdictions(tables: Tables) -> dict[str, str | None]:
    """Return the country of each agency, or that of the agency that it belongs to."""
    rows = {row["agency"]: plain(row) for row in tables.agencies.to_dict("records")}
    made: dict[str, str | None] = {}
    for name in rows:
        at = name
        while not rows[at]["jurisdiction"] and rows[at]["parent"] in rows:
            at = rows[at]["parent"]
        made[name] = rows[at]["jurisdiction"]
    return made


@dataclass(frozen=True)
class _Costing:
    """Costs one form after the other."""

    maker: ItemMaker
    currency: str
    jurisdictions: Mapping[str, str | None]

    def cost(self, about: About, entries: Sequence[Entry], printed: Sequence[Entry]) -> FormCost:
        """Return what a form costs, from the entries of its costs and what was published."""
        book = self.maker.book
        out = self._no_form_of_the_book(about)
        if out:
            return _form_cost(about, not_costed=out)
        published = NOTHING
        if printed:
            recurring = [each for each in entries if each["timing"] == "recurring"]
            published = published_of(
                printed,
                about.form,
                book,
                self.maker.terms,
                self.currency,
                works=any(map(works, recurring)),
                pays=any(map(pays, recurring)),
            )
        items = tuple(self.maker.items(about, entries, published))
        problems = dict(published.problems) | _problems(items)
        if about.in_hours:
            problems.pop("value_of_time", None)
        by_duty = {
            duty: self._amounts(about, items, duty, published, problems)
            for duty in _duties(about, items, published)
        }
        amounts = Amounts.sum(list(by_duty.values()))
        return _form_cost(
            about,
            items=items,
            amounts=amounts,
            by_duty=by_duty,
            problems=problems,
            published=published,
            in_hours=about.in_hours,
            not_costed=_not_costed(amounts, problems, about.in_hours),
            years=frozenset(_years(about, items, published)),
        )

    def _no_form_of_the_book(self, about: About) -> str:
        """Return why a form is none of the book's, or nothing."""
        book, land = self.maker.book, self.jurisdictions.get(about.form["agency"])
        if land and land != book.jurisdiction and not book.any_tariff:
            return f"it is a form of {land}, and the book is of {book.jurisdiction}"
        if about.publics and not any(each in book.time for each in about.publics):
            return f"the book does not count {people(about.publics)}"
        return ""

    def _amounts(
        self,
        about: About,
        items: Sequence[Item],
        duty: str | None,
        published: Published,
        problems: Mapping[str, str],
    ) -> Amounts:
        """Return the amounts of one kind of duty; published ones belong to that of the form."""
        book, terms = self.maker.book, self.maker.terms
        own = [each for each in items if each.duty == duty]
        printed = published if duty == about.form["duty"] else NOTHING
        made: dict[str, list[Fraction | None]] = {}
        for account, _, amount in _parts(own):
            made.setdefault(account, []).append(amount)
        accounts: dict[str, Fraction | None] = dict.fromkeys(ACCOUNTS)
        for account, amounts in made.items():
            known = added(amounts)
            accounts[account] = known if account == "government" else left(known, about.kept)
        if printed is not NOTHING:
            for account in ("value_of_time", "out_of_pocket"):
                amount = getattr(printed, account)
                if amount is not None:
                    accounts[account] = added([accounts[account], amount])
        if problems:
            accounts |= dict.fromkeys(problems.keys() & accounts.keys())
        yearly = [each.hours for each in own if each.timing == "recurring" and each.works]
        hours = None if any(each is None for each in yearly) else added(yearly)
        sums = (printed.annualised, printed.present_value)
        if not (problems and any(name in problems for name in book.sums)):
            flows = _flows(about, own, printed)
            makers = (book.annualised, book.over_horizon)
            sums = tuple(  # type: ignore[assignment]
                added([make(flows, terms), amount]) if make else amount
                for make, amount in zip(makers, sums, strict=True)
            )
        return Amounts(accounts, *sums, hours=left(hours, about.kept))


def _form_cost(about: About, **given: Any) -> FormCost:
    form, none = about.form, Amounts(dict.fromkeys(ACCOUNTS))
    responses, minutes = form["responses"], form["minutes_per_response"]
    filled: dict[str, Any] = {
        "items": (),
        "amounts": none,
        "by_duty": {form["duty"]: none},
        "problems": {},
    }
    return FormCost(
        form=form["form"],
        title=form["title"],
        agency=form["agency"],
        publics=about.publics,
        kept=about.kept,
        respondents=None if form["respondents"] is None else exact(form["respondents"]),
        responses=None if responses is None else exact(responses),
        hours_of_each=None if minutes is None else in_hours(minutes),
        hours_as_published=about.published_hours,
        **(filled | given),
    )


def left(amount: Fraction | None, kept: Fraction) -> Fraction | None:
    """Return what is left of an amount without what would be done anyway."""
    return amount if amount is None or kept is WHOLE else amount * kept


def _parts(items: Sequence[Item]) -> Iterator[tuple[str, Item, Fraction | None]]:
    """Yield the account of what the hours of each item cost, and of what is paid, with both."""
    for each in items:
        own = each.timing if each.timing in ("one_off", "government") else None
        if each.works:
            yield own or "value_of_time", each, each.labour
        if each.pays:
            yield own or "out_of_pocket", each, each.paid


def _problems(items: Sequence[Item]) -> dict[str, str]:
    """Return why an account is not known, by account: one part is not."""
    if not any(each.problem for each in items):
        return {}
    found: dict[str, str] = {}
    for account, item, amount in _parts(items):
        if amount is None:
            found.setdefault(account, item.problem)
    return {name: found[name] for name in ACCOUNTS if name in found}


def _duties(about: About, items: Sequence[Item], published: Published) -> list[str | None]:
    own = [about.form["duty"]] if published.amounts or not items else []
    return list(dict.fromkeys([*(each.duty for each in items), *own]))


def _flows(about: About, items: Sequence[Item], published: Published) -> Flows:
    yearly, once = [], []
    for item in items:
        for kind, amount, there in (
            ("time", item.labour, item.works),
            ("paid", item.paid, item.pays),
        ):
            known = left(amount, about.kept) if there else None
            if known is not None and item.timing == "one_off":
                once.append((kind, known))
            elif known is not None and item.timing != "government":
                yearly.append((item.first_year, kind, known))
    for kind, amount in (("time", published.value_of_time), ("paid", published.out_of_pocket)):
        if amount is not None:
            yearly.append((1, kind, amount))
    each_year = about.form["responses_per_respondent"]
    return Flows(
        yearly=tuple(yearly),
        once=tuple(once),
        payments=None if each_year is None else exact(each_year),
        begins=about.begins,
    )


def _not_costed(amounts: Amounts, problems: Mapping[str, str], hours_alone: bool) -> str:
    """Return why no account of those who fill in a form is known, or nothing if one is."""
    known = [amounts.accounts[name] for name in _OWN]
    known += [amounts.annualised, amounts.over_horizon, amounts.hours if hours_alone else None]
    if any(each is not None for each in known):
        return ""
    return next(iter(problems.values()), "it gives nothing to cost")


def _years(about: About, items: Sequence[Item], published: Published) -> Iterator[int | None]:
    """Yield the years of the prices that the money of a form is in."""
    for each in items:
        if each.works and each.labour is not None and each.rate:
            yield each.rate.year
        if each.pays and each.paid:
            yield about.year_of(each.rate)
    yield from published.years
