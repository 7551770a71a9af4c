"""What a report on a difference says of money: the accounts, and why the value of time changed."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from timetax.engine.money.book import ACCOUNTS
from timetax.engine.money.difference import PARTS, MoneyDifference
from timetax.reports.cost import A_YEAR, ACCOUNT_WORDS
from timetax.reports.cost_data import in_float
from timetax.reports.report import Column, Report, Section, more_note
from timetax.wording.numbers import Kind, in_words, plural, signed

WORDS = {
    "hours": "hours, at the rate before",
    "rate": "rate, at the hours now",
    "new": "new forms",
    "removed": "removed forms",
}


def with_money(report: Report, money: MoneyDifference, name: str, *, top: int | None) -> Report:
    """Return a report on a difference with what differs in money, by the book of a name."""
    sections = (_accounts(money, name), _why(money), _forms(money, top))
    data = {"money": money_data(money, name)}
    said = f" Value of time {signed(float(money.change))} {money.now.book.currency} a year."
    return replace(
        report,
        headline=report.headline + (said if money.forms else ""),
        sections=(*report.sections, *(each for each in sections if each.rows)),
        notes=(*report.notes, *_notes(money, name)),
        data={**report.data, **data},
    )


def money_data(money: MoneyDifference, name: str) -> dict[str, Any]:
    """Return what a program reads of what differs in money."""
    accounts = {}
    for account in ACCOUNTS:
        before, now = money.account(account)
        change = in_float(now - before) if before is not None and now is not None else None
        accounts[account] = {"before": in_float(before), "now": in_float(now), "change": change}
    accounts["value_of_time"]["change"] = in_float(money.change)
    return {
        "book": name,
        "currency": money.now.book.currency,
        "price_year": money.now.price_year,
        "accounts": accounts,
        "value_of_time_parts": {part: in_float(money.parts[part]) for part in PARTS},
        "became_known": in_float(money.became_known),
        "no_longer_known": in_float(money.no_longer_known),
        "forms": [
            {
                "form": each.form,
                "title": each.title,
                "before": in_float(each.before),
                "now": in_float(each.now),
                "change": in_float(each.change),
                **{part: in_float(each.parts.get(part, Fraction())) for part in PARTS},
            }
            for each in money.forms
        ],
    }


def _accounts(money: MoneyDifference, name: str) -> Section:
    rows = []
    for account in ACCOUNTS:
        before, now = money.account(account)
        if before is None and now is None:
            continue
        change = in_float(now - before) if before is not None and now is not None else None
        unit = f"{money.now.book.currency} {A_YEAR.get(account, 'a year')}"
        rows.append((ACCOUNT_WORDS[account], in_float(before), in_float(now), change, unit))
    columns = (
        Column("account", "account"),
        Column("before", "before", Kind.RESPONSES),
        Column("now", "now", Kind.RESPONSES),
        Column("change", "now less before", Kind.CHANGE),
        Column("unit", "unit"),
    )
    return Section("money", f"Money ({name})", (), columns, tuple(rows), essential=True)


def _why(money: MoneyDifference) -> Section:
    rows = tuple((WORDS[part], in_float(money.parts[part])) for part in PARTS if money.parts[part])
    columns = (
        Column("part", "because of"),
        Column("change", f"{money.now.book.currency} a year", Kind.CHANGE),
    )
    return Section(
        key="money_parts",
        title="Why the value of time changed",
        by=("part",),
        columns=columns,
        rows=rows,
        total=("Total", in_float(money.change)) if rows else None,
        notes=(
            "Hours are valued at the rate before, and the rate at the hours now; so the rows add "
            "up to the change, without a remainder.",
        ),
    )


def _forms(money: MoneyDifference, top: int | None) -> Section:
    columns = (
        Column("form", "form"),
        Column("title", "title", shown="wide"),
        Column("before", "before", Kind.RESPONSES, spare=1),
        Column("now", "now", Kind.RESPONSES, spare=1),
        Column("change", "change", Kind.CHANGE),
        Column("hours", "by hours", Kind.CHANGE, spare=2),
        Column("rate", "by rate", Kind.CHANGE, spare=2),
    )
    rows = tuple(
        (
            each.form,
            each.title,
            in_float(each.before),
            in_float(each.now),
            in_float(each.change),
            in_float(each.parts.get("hours")),
            in_float(each.parts.get("rate")),
        )
        for each in money.forms
    )
    shown = rows[:top]
    return Section(
        key="money_forms",
        title="Forms whose value of time changed",
        by=("form",),
        columns=columns,
        rows=shown,
        notes=more_note(len(rows) - len(shown), len(rows)),
    )


def _notes(money: MoneyDifference, name: str) -> tuple[str, ...]:
    currency = money.now.book.currency
    notes = [
        f"Money is by {money.now.book.title} ({name}). A gate in {currency} without an account is "
        "about the value of time."
    ]
    if money.became_known or money.no_longer_known:
        notes.append(
            "The value of time that is known in one version only is no change: "
            f"{in_words(float(money.became_known))} {currency} became known, and "
            f"{in_words(float(money.no_longer_known))} {currency} no longer is."
        )
    for version, costs in (("before", money.before), ("now", money.now)):
        if costs.not_costed:
            notes.append(f"Not costed {version}: {plural(len(costs.not_costed), 'form')}.")
    return tuple(notes)
