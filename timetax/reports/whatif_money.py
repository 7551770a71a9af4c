"""What a report on reforms says of money: each account before and after, by a book."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from timetax.engine.money.book import ACCOUNTS
from timetax.engine.money.grouping import groups_of
from timetax.engine.money.model import Amounts, Costs
from timetax.engine.money.reforms import Reforms
from timetax.engine.money.spread import ReformSpread
from timetax.engine.uncertainty.intervals import Interval
from timetax.reports.cost import A_YEAR, ACCOUNT_WORDS
from timetax.reports.cost_data import in_float
from timetax.reports.fields import field_columns, headings_of
from timetax.reports.intervals import DISTRIBUTIONS, NO_RANGE, outside_notes
from timetax.reports.report import Column, Report, Row, Section, Shown, more_note
from timetax.reports.whatif import NO_RANGES
from timetax.tables.layouts import Tables
from timetax.wording.numbers import Kind, plural


def with_money(
    report: Report, reforms: Reforms, name: str, by: Sequence[str] = (), *, top: int | None = None
) -> Report:
    """Return a report on reforms with what they change in money, by the book of a name."""
    sections = [_accounts(reforms, name)]
    if by and len(reforms.cases) == 1:
        sections.append(_by(reforms, tuple(by), top))
    contradicted = (NO_RANGES,) if reforms.spread else ()
    return replace(
        report,
        sections=(*report.sections, *(each for each in sections if each.rows)),
        notes=(*(each for each in report.notes if each not in contradicted), *_notes(reforms)),
        data={**report.data, "money": money_data(reforms, name)},
    )


def money_data(reforms: Reforms, name: str) -> dict[str, Any]:
    """Return what a program reads of what reforms change in money."""
    before = reforms.before
    return {
        "book": name,
        "currency": before.book.currency,
        "price_year": before.price_year,
        "before": _data(before) | _ranges(reforms.spread.accounts if reforms.spread else None),
        "scenarios": [
            {
                "scenario": scenario,
                "after": _data(after) | _ranges(spread.after if spread else None),
                "change": _changes(before, after),
                "change_range": _ranges(spread.change if spread else None)["ranges"],
            }
            for (scenario, _, after), spread in _cases(reforms)
        ],
    }


def _cases(
    reforms: Reforms,
) -> Iterator[tuple[tuple[str, Tables, Costs], ReformSpread | None]]:
    """Yield each case with how sure it is, or None where nothing is a range."""
    return zip_longest(reforms.cases, reforms.spreads)


def _ranges(intervals: Mapping[str, Interval] | None) -> dict[str, Any]:
    return {"ranges": {name: asdict(each) for name, each in (intervals or {}).items()}}


def _data(costs: Costs) -> dict[str, Any]:
    total = costs.total
    return {
        "accounts": {name: in_float(total.accounts[name]) for name in ACCOUNTS},
        "annualised": in_float(total.annualised),
        "total_over_horizon": in_float(total.over_horizon),
        "not_costed": len(costs.not_costed),
    }


def _changes(before: Costs, after: Costs) -> dict[str, float | None]:
    return {
        name: in_float(less(after.total.accounts[name], before.total.accounts[name]))
        for name in ACCOUNTS
    }


def less(after: Fraction | None, before: Fraction | None) -> Fraction | None:
    """Return a difference; None unless both are known."""
    return None if after is None or before is None else after - before


def _of(total: Amounts, book: Any) -> Mapping[str, Fraction | None]:
    made = {ACCOUNT_WORDS[name]: total.accounts[name] for name in ACCOUNTS}
    if book.annualised:
        made[book.annualised_is] = total.annualised
    if book.over_horizon:
        made[book.over_horizon_is] = total.over_horizon
    return made


def _accounts(reforms: Reforms, name: str) -> Section:
    before, several = reforms.before, len(reforms.cases) > 1
    units = {ACCOUNT_WORDS[account]: words for account, words in A_YEAR.items()}
    units[before.book.over_horizon_is] = "in all"
    drawn = reforms.spread
    ends_shown: Shown = "always" if drawn else "data"
    rows: list[Row] = []
    for (scenario, _, after), spread in _cases(reforms):
        now = _of(after.total, after.book)
        keys = {words: account for account, words in ACCOUNT_WORDS.items()}
        for words, amount in _of(before.total, before.book).items():
            if amount is None and now[words] is None:
                continue
            unit = f"{before.book.currency} {units.get(words, 'a year')}"
            change = in_float(less(now[words], amount))
            ends = [
                end
                for found in (
                    drawn.accounts if drawn else None,
                    spread.after if spread else None,
                    spread.change if spread else None,
                )
                for end in _ends(found, keys.get(words))
            ]
            rows.append(
                (scenario, words, in_float(amount), in_float(now[words]), change, *ends, unit)
            )
    columns = (
        Column("scenario", "scenario", shown="always" if several else "data"),
        Column("account", "account"),
        Column("before", "before", Kind.RESPONSES),
        Column("after", "after", Kind.RESPONSES, spare=3),
        Column("change", "change", Kind.CHANGE),
        *(
            Column(f"{side}_{end}", f"{side}, {words}", Kind.RESPONSES, "data", absent=NO_RANGE)
            for side in ("before", "after")
            for end, words in (("low", "range from"), ("high", "range to"))
        ),
        Column("low", "range from", Kind.CHANGE, ends_shown, absent=NO_RANGE, spare=1),
        Column("high", "range to", Kind.CHANGE, ends_shown, absent=NO_RANGE, spare=1),
        Column("unit", "unit", spare=2),
    )
    return Section("money", f"Money ({name})", ("scenario", "account"), columns, tuple(rows))


def _ends(
    intervals: Mapping[str, Interval] | None, account: str | None
) -> tuple[float | None, float | None]:
    """Return the ends of the interval of an account, or None for both."""
    found = intervals.get(account) if intervals and account else None
    return (found.low, found.high) if found else (None, None)


def _by(reforms: Reforms, fields: tuple[str, ...], top: int | None) -> Section:
    """Return the change in the value of time by fields."""
    ((_, tables, after),) = reforms.cases
    sides = [
        {tuple(group.values.values()): group for group in groups_of(costs, at, fields)}
        for costs, at in ((reforms.before, reforms.tables), (after, tables))
    ]
    rows: list[tuple[Fraction, Row]] = []
    for values in dict.fromkeys([*sides[0], *sides[1]]):
        amounts = [
            side[values].amounts.accounts["value_of_time"] if values in side else Fraction()
            for side in sides
        ]
        change = less(amounts[1], amounts[0])
        if change != 0:
            found = (sides[0].get(values) or sides[1][values]).values
            names = [found[column.key] for field in fields for column in field_columns(field)]
            row = (*names, *map(in_float, (*amounts, change)))
            rows.append((abs(change or Fraction()), row))
    rows.sort(key=lambda pair: -pair[0])
    shown = tuple(row for _, row in rows[:top])
    return Section(
        key=f"money_by_{'_'.join(fields)}",
        title=f"Value of time by {headings_of(fields)}",
        by=fields,
        columns=(
            *(column for field in fields for column in field_columns(field)),
            Column("before", "before", Kind.RESPONSES),
            Column("after", "after", Kind.RESPONSES),
            Column("change", "change", Kind.CHANGE),
        ),
        rows=shown,
        notes=more_note(len(rows) - len(shown), len(rows)),
    )


def _notes(reforms: Reforms) -> tuple[str, ...]:
    before = reforms.before
    not_costed = len(before.not_costed)
    entries = len(reforms.tables.costs)
    itemised = set(reforms.tables.costs["form"])
    gone = {form for _, tables, _ in reforms.cases for form in itemised - set(tables.forms["form"])}
    return (
        f"Money is by {before.book.title}, in {before.book.currency}; its accounts are not added "
        "up, and stand at the likely values of what is a range.",
        *_range_notes(reforms),
        *([f"Not costed before: {plural(not_costed, 'form')}."] if not_costed else []),
        *(
            ["Minutes and purchases of itemised costs move with those of their forms."]
            if entries
            else []
        ),
        *(
            [
                f"Taken away, or merged into forms that do not itemise: {', '.join(sorted(gone))}; "
                "their itemised costs are gone with them."
            ]
            if gone
            else []
        ),
    )


def _range_notes(reforms: Reforms) -> Iterator[str]:
    if spread := reforms.spread:
        how = spread.sampling
        yield (
            f"A range of money holds nine in ten of {how.draws:,} draws "
            f"({DISTRIBUTIONS[how.distribution]} distribution, seed {how.seed}), the same before "
            f"and after; ranges are {plural(spread.ranged_tariffs, 'tariff')}, figures of "
            f"{plural(spread.ranged_forms, 'form')}, and those of scenarios. Amounts of all years "
            "and by fields are at likely values."
        )
        for (scenario, _, _), found in _cases(reforms):
            for account, each in found.change.items() if found else ():
                what = f"{scenario}: the change of {ACCOUNT_WORDS[account]}"
                yield from outside_notes(what, each)
