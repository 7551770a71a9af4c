"""The report on what forms cost by a book: its accounts, by fields, and what it leaves out."""

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from timetax.engine.money.arithmetic import added
from timetax.engine.money.book import ACCOUNTS, Book
from timetax.engine.money.grouping import Group, groups_of
from timetax.engine.money.model import Costs
from timetax.engine.money.spread import MoneySpread
from timetax.engine.totals import known_fields, total
from timetax.findings import option_error
from timetax.reports.chart import Chart
from timetax.reports.cost_data import Later, cost_data, in_float, ranges_data
from timetax.reports.fields import field_columns, headings_of, names_of
from timetax.reports.intervals import DISTRIBUTIONS, NO_RANGE, outside_notes
from timetax.reports.report import (
    Column,
    Report,
    Row,
    Section,
    Shown,
    more_note,
    require_rows,
)
from timetax.tables.layouts import MEMBERSHIPS, Tables
from timetax.wording.hints import did_you_mean
from timetax.wording.lists import listing, some
from timetax.wording.numbers import NOTHING, Kind, in_hours, in_words, percent, plural

KEY, VERSION = "timetax_cost", 1

ACCOUNT_WORDS = {
    "value_of_time": "value of time",
    "out_of_pocket": "out of pocket",
    "one_off": "one-off",
    "government": "government",
}
A_YEAR = {"one_off": "once"}
ADDABLE = ("value_of_time", "out_of_pocket", "government")
"""The accounts that are amounts a year, and can be added where that is asked for."""

STANDARD_FIELDS = (("department",), ("form",))
_IN_SENTENCE = 5


def cost_report(
    tables: Tables,
    costs: Costs,
    name: str,
    by: Sequence[str] = (),
    *,
    add: Sequence[str] = (),
    top: int | None = None,
    selected: str = "",
    spread: MoneySpread | None = None,
) -> Report:
    """Return the report on what forms cost.

    Args:
        tables: the tables with burden that were costed.
        costs: what they cost.
        name: the name of the book.
        by: the fields to total by; without any, department and form.
        add: the accounts to add into one, besides.
        top: how many rows a section shows; None shows all.
        selected: which forms the tables were narrowed to, in words.
        spread: how sure the accounts are, where something in them is a range.

    Raises:
        InputError: a field or account is unknown, cannot be added, or `top` is below 1.
    """
    require_rows(top)
    _require_addable(add, costs.book)
    groupings = (known_fields(by),) if by else STANDARD_FIELDS
    title = tables.title or "Cost of a form catalogue"
    sections = [
        _accounts(costs, add, spread),
        *(_by(costs, tables, fields, top) for fields in groupings),
        _defaults(costs),
        _reasons(costs),
    ]
    return Report(
        title=f"{title}: only forms with {selected}" if selected else title,
        headline=_headline(costs),
        description=f"By the book {name}: {costs.book.title}.",
        total=None,
        sections=tuple(each for each in sections if each.rows),
        notes=(*_internal_note(tables), *_notes(costs), *_range_notes(spread), *tables.notes),
        currency=costs.book.currency,
        format=(KEY, VERSION),
        data=Later(lambda: cost_data(costs, name, add) | ranges_data(spread)),
        tidy=",".join(groupings[-1]),
        explains=tables,
    )


def money(amount: Fraction | None, currency: str) -> str:
    """Return an amount in words with its currency."""
    return "unknown" if amount is None else f"{in_words(float(amount))} {currency}"


def _headline(costs: Costs) -> str:
    total, currency = costs.total, costs.book.currency
    known = [
        f"{ACCOUNT_WORDS[name]} {money(amount, currency)} {A_YEAR.get(name, 'a year')}"
        + (
            f" (not known of {plural(unknown, 'form')})"
            if (unknown := len(costs.unknown(name)))
            else ""
        )
        for name, amount in total.accounts.items()
        if amount is not None
    ]
    if costs.hours_left is not None:
        known.append(
            f"{in_hours(in_words(float(costs.hours_left)))} a year that the book leaves in hours"
        )
    costed = len(costs.forms) - len(costs.not_costed)
    if not known:
        return f"Nothing could be costed: {plural(len(costs.forms), 'form')}."
    said = "; ".join(known)
    return f"{said[:1].upper()}{said[1:]}, on {costed:,} of {plural(len(costs.forms), 'form')}."


def _range_notes(spread: MoneySpread | None) -> Iterator[str]:
    if spread:
        how = spread.sampling
        yield (
            f"A range holds nine in ten of {how.draws:,} draws ({DISTRIBUTIONS[how.distribution]} "
            f"distribution, seed {how.seed}); ranges are {plural(spread.ranged_tariffs, 'tariff')} "
            f"and figures of {plural(spread.ranged_forms, 'form')}. All else is taken as exact, "
            "which does not make it sure; amounts by fields and of all years are at likely values."
        )
        for account, each in spread.accounts.items():
            words = ACCOUNT_WORDS[account]
            yield from outside_notes(f"{words[:1].upper()}{words[1:]}", each)


def _accounts(costs: Costs, add: Sequence[str], spread: MoneySpread | None) -> Section:
    total, book = costs.total, costs.book
    rows: list[Row] = [*_hours_left(costs)]
    for name in ACCOUNTS:
        known = sum(each.amounts.accounts[name] is not None for each in costs.forms)
        amount = in_float(total.accounts[name])
        unit = f"{book.currency} {A_YEAR.get(name, 'a year')}"
        if not _is_there(costs, name):
            continue
        ends = spread.accounts.get(name) if spread else None
        low, high = (ends.low, ends.high) if ends else (None, None)
        unknown = len(costs.unknown(name))
        rows.append((name, ACCOUNT_WORDS[name], amount, low, high, unit, known, unknown))
    for key, in_all, words in (
        ("annualised", total.annualised, book.annualised_is),
        ("total_over_horizon", total.over_horizon, book.over_horizon_is),
    ):
        if words:
            field = "annualised" if key == "annualised" else "over_horizon"
            known = sum(getattr(each.amounts, field) is not None for each in costs.forms)
            unit = f"{book.currency} a year" if key == "annualised" else f"{book.currency} in all"
            rows.append((key, words, in_float(in_all), None, None, unit, known, None))
    if add:
        words = " + ".join(ACCOUNT_WORDS[each] for each in add)
        amount = in_float(added([total.accounts[each] for each in add]))
        unit = f"{book.currency} a year"
        rows.append(("sum", f"{words}, as asked", amount, None, None, unit, None, None))
    ends_shown: Shown = "always" if spread and spread.accounts else "data"
    columns = (
        Column("account", "account", shown="data"),
        Column("name", "account"),
        Column("amount", "amount", Kind.RESPONSES),
        Column("low", "range from", Kind.RESPONSES, ends_shown, absent=NO_RANGE, spare=1),
        Column("high", "range to", Kind.RESPONSES, ends_shown, absent=NO_RANGE, spare=1),
        Column("unit", "unit"),
        Column("forms", "forms", Kind.COUNT, spare=2, absent=""),
        Column("unknown", "not known of", Kind.COUNT, spare=3, absent=""),
    )
    notes = ("The accounts are different things, and are not added up.",) if not add else ()
    return Section("accounts", "Accounts", (), columns, tuple(rows), notes=notes, essential=True)


def _hours_left(costs: Costs) -> Iterator[Row]:
    """Yield the row of the time that the book leaves in hours, if there is any."""
    left = [each for each in costs.forms if each.in_hours and each.amounts.hours is not None]
    if left:
        amount, unit = in_float(costs.hours_left), "hours a year"
        yield ("hours_left", "time left in hours", amount, None, None, unit, len(left), None)


def _is_there(costs: Costs, account: str) -> bool:
    """Return whether any form says something of an account, be it known or not."""
    return costs.total.accounts[account] is not None or bool(costs.unknown(account))


def _require_addable(add: Sequence[str], book: Book) -> None:
    for each in add:
        if each == "one_off":
            message = "is an amount once, and the others are a year; the book says how it is spread"
            raise option_error("add one_off", message)
        if each not in ADDABLE:
            hint = did_you_mean(each, ADDABLE) or f"; use {', '.join(ADDABLE)}"
            raise option_error("add", f"unknown account {each!r}{hint}")
    if len(set(add)) < len(add) or len(add) == 1:
        raise option_error("add", f"give different accounts, at least two, not {', '.join(add)}")


def _by(costs: Costs, tables: Tables, fields: tuple[str, ...], top: int | None) -> Section:
    book = costs.book

    def account(name: str, spare: int) -> Column:
        shown: Shown = "always" if _is_there(costs, name) or not spare else "data"
        return Column(name, ACCOUNT_WORDS[name], Kind.RESPONSES, shown, NOTHING, spare)

    groups = sorted(groups_of(costs, tables, fields), key=_largest)
    columns = (
        *(column for field in fields for column in field_columns(field)),
        *([] if fields == ("form",) else [Column("forms", "forms", Kind.COUNT, spare=4)]),
        Column("not_costed", "not costed", Kind.COUNT, "data"),
        account("value_of_time", 0),
        account("out_of_pocket", 1),
        account("one_off", 3),
        account("government", 3),
        Column(
            "hours", "hours a year", Kind.HOURS, "wide" if costs.hours_left is None else "always"
        ),
        *([Column("annualised", "annualised", Kind.RESPONSES, "wide")] if book.annualised else []),
        *(
            [Column("total_over_horizon", "in all years", Kind.RESPONSES, "wide")]
            if book.over_horizon
            else []
        ),
    )
    rows = tuple(_row(group, columns) for group in groups[:top])
    a_year = [each for each in ACCOUNTS if each != "one_off" and _is_there(costs, each)]
    notes = more_note(len(groups) - len(rows), len(groups))
    if set(fields) & set(MEMBERSHIPS):
        notes = (*notes, "Rows overlap, so they can add up to more than all forms.")
    return Section(
        key=",".join(fields),
        title="What forms cost" if fields == ("form",) else f"By {headings_of(fields)}",
        by=fields,
        columns=columns,
        rows=rows,
        notes=notes,
        chart=Chart(
            "dots" if len(a_year) > 1 else "bars",
            tuple(a_year),
            names=names_of(fields),
            title=f"{book.currency} a year by {headings_of(fields)}",
            unit=f"{book.currency} a year",
        )
        if a_year
        else None,
    )


def _largest(group: Group) -> tuple[bool, float, str]:
    amounts = group.amounts
    accounts = [amounts.accounts[name] for name in ACCOUNTS if name != "one_off"]
    known = [float(each) for each in accounts if each is not None]
    if not known and amounts.annualised is not None:
        known = [float(amounts.annualised)]
    return (not known, -sum(known), str(list(group.values.values())))


def _row(group: Group, columns: Sequence[Column]) -> Row:
    amounts = group.amounts
    values: Mapping[str, Any] = {
        **group.values,
        "forms": group.forms,
        "not_costed": group.not_costed,
        "hours": in_float(amounts.hours),
        "annualised": in_float(amounts.annualised),
        "total_over_horizon": in_float(amounts.over_horizon),
        **{
            name: math.nan if amount is None and name in group.unknown else in_float(amount)
            for name, amount in amounts.accounts.items()
        },
    }
    return tuple(values[column.key] for column in columns)


def _defaults(costs: Costs) -> Section:
    rates = {
        each.rate.tariff.id: each.rate for cost in costs.forms for each in cost.items if each.rate
    }
    columns = (
        Column("tariff", "tariff"),
        Column("rate", f"{costs.book.currency} an hour", Kind.NUMBER),
        Column("occupation", "of whom", spare=1, lines=2),
        Column("forms", "forms", Kind.COUNT),
        Column("why", "why", lines=3),
    )
    rows = tuple(
        (
            tariff,
            in_float(rates[tariff].amount),
            rates[tariff].tariff.occupation,
            forms,
            default.why,
        )
        for tariff, (default, forms) in costs.defaults.items()
    )
    return Section("defaults", "Tariffs of forms that name none", (), columns, rows)


def _reasons(costs: Costs) -> Section:
    found: dict[str, list[str]] = {}
    for each in costs.not_costed:
        found.setdefault(each.not_costed, []).append(each.form)
    columns = (
        Column("reason", "why not costed", lines=3),
        Column("forms", "forms", Kind.COUNT),
        Column("which", "which", lines=2),
    )
    rows = tuple(
        (reason, len(forms), some(forms, _IN_SENTENCE))
        for reason, forms in sorted(found.items(), key=lambda pair: -len(pair[1]))
    )
    notes = ("What is not costed is in no account; it is not zero.",) if rows else ()
    return Section("not_costed", "Not costed", (), columns, rows, notes=notes)


def _internal_note(tables: Tables) -> Iterator[str]:
    if apart := total(tables).internal_customers:
        yield (
            f"Not costed, as no cost of the public: {plural(apart, 'form')} that the federal "
            "government alone fills in."
        )


def _notes(costs: Costs) -> Iterator[str]:
    book, terms = costs.book, costs.terms
    for name in ACCOUNTS:
        unknown = [each for each in costs.unknown(name) if not each.not_costed]
        if unknown:
            reasons = dict.fromkeys(each.problems[name] for each in unknown)
            yield (
                f"{ACCOUNT_WORDS[name].capitalize()} is not known of another "
                f"{plural(len(unknown), 'form')}, and not zero: {some(list(reasons), 2)}."
            )
    if book.annualised or book.over_horizon:
        partial = [
            each
            for each in costs.forms
            if not each.not_costed
            and (each.amounts.over_horizon if book.over_horizon else each.amounts.annualised)
            is None
        ]
        if partial and book.over_horizon:
            yield (
                f"{plural(len(partial), 'costed form')} are in an account and not in the sum over "
                "the years, since one of their accounts is not known."
            )
    yield from _price_notes(costs)
    if not terms.own:
        years = f", {terms.horizon} years" if terms.horizon else ""
        yield f"Not by the book: {percent(float(terms.rate))} a year{years}, as asked for."
    for rule in book.manual:
        if rule.heading in ("What stays out", "Who is monetised"):
            yield f"{rule.heading}: {rule.text}"
    if any(rule.evidence == "not read" for rule in book.manual):
        sections = [rule.heading for rule in book.manual if rule.evidence == "not read"]
        yield f"Of this book's manual no text was at hand on: {listing(sections)}."


def _price_notes(costs: Costs) -> Iterator[str]:
    terms = costs.terms
    if terms.price_year is not None and terms.index:
        yield f"Prices of {terms.price_year}, moved with {terms.index.title}."
        if terms.price_year in terms.index.notes:
            yield f"Of {terms.price_year}: {terms.index.notes[terms.price_year]}."
    elif costs.price_year is not None:
        yield f"Prices of {costs.price_year}."
    else:
        years = {year for each in costs.forms for year in each.years}
        known = [str(year) for year in sorted(year for year in years if year)]
        if known:
            unknown = " and of years that are not known" if None in years else ""
            yield (
                f"Money stands in prices of {listing(known)}{unknown}; "
                "--price-year moves it to one year."
            )
