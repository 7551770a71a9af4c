"""Formulas of a sheet over its own cells: what follows from other columns, and what rows add up to.

A formula is written only where it comes to what the section says.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from timetax.render.workbook.book import Book, Sheet, address
from timetax.reports.report import Row, Section

Formulas: TypeAlias = Mapping[tuple[int, int], str]
"""The formula of a cell by its row and column, which are counted from 0; headings are row 0."""

_LESS = (
    ("change_hours", "burden_hours", "baseline_hours"),
    ("change_hours", "new_hours", "old_hours"),
    *((f"change_{what}", what, f"baseline_{what}") for what in ("responses", "cost")),
    *((f"change_{what}", f"new_{what}", f"old_{what}") for what in ("responses", "cost")),
)
"""What is one column less another."""

_RATIOS = (
    ("change_share", "change_hours", "baseline_hours"),
    ("change_share", "change_hours", "old_hours"),
    ("completion_rate", "finished", "cases"),
)
"""What is one column divided by another."""

_PRODUCTS = (
    ("burden_hours", "responses", "minutes_per_response"),
    ("old_hours", "old_responses", "old_minutes"),
    ("new_hours", "new_responses", "new_minutes"),
)
"""Hours, the responses and the minutes of each that they are made of."""

_ACCOUNT = {"account", "amount"}


def formulas_of(section: Section) -> Formulas:
    """Return the formulas of a section whose rows stand below its headings, then rest and total."""
    cells = _Cells(section)
    made: dict[tuple[int, int], str] = {}
    for at, formula, value in (*_along(cells), *_levels(cells), *_totals(cells)):
        if at not in made and _is(value, cells.value(*at)):
            made[at] = formula
    return made


def name_levels(book: Book, section: Section, sheet: Sheet) -> None:
    """Name the levels of a waterfall, which are its totals, and the accounts of money."""
    chart, keys = section.chart, [each.key for each in section.columns]
    for number, row in enumerate(section.rows):
        if chart and chart.kind == "waterfall" and chart.parts:
            if chart.parts[number] == "level" and chart.values[0] in keys:
                place = keys.index(chart.values[0])
                book.name(f"{section.key}_{row[0]}", sheet, number + 1, place)
        elif set(keys) >= _ACCOUNT:
            name = f"{section.key}_{row[keys.index('account')]}"
            book.name(name, sheet, number + 1, keys.index("amount"))


def add_amounts(accounts: Section, sheet: Sheet, rows: Section, below: Sheet) -> None:
    """Write amounts of accounts as sums over the rows of a section that have them as columns."""
    keys = [each.key for each in rows.columns]
    if not {each.key for each in accounts.columns} >= _ACCOUNT:
        return
    name, amount = accounts.place("account"), accounts.place("amount")
    for number, row in enumerate(accounts.rows, start=1):
        if row[name] not in keys or rows.rest is not None:
            continue
        place = keys.index(row[name])
        known = [value for each in rows.rows if (value := _number(each[place])) is not None]
        if known and _is(math.fsum(known), row[amount]):
            form = sheet.book.number(accounts.columns[amount].kind)
            added = f"=SUM({below.range(1, len(rows.rows), place)})"
            sheet.formula(number, amount, added, row[amount], form)


@dataclass(frozen=True)
class _Cells:
    """The rows of a section with the rest and the total, as a sheet has them."""

    section: Section

    @property
    def keys(self) -> list[str]:
        return [each.key for each in self.section.columns]

    @property
    def rows(self) -> Sequence[Row]:
        ends = (each for each in (self.section.rest, self.section.total) if each is not None)
        return [*self.section.rows, *ends]

    def value(self, row: int, place: int) -> float | None:
        return _number(self.rows[row - 1][place])


_Made: TypeAlias = tuple[tuple[int, int], str, float]


def _along(cells: _Cells) -> Iterator[_Made]:
    """Yield what follows from other cells of a row."""
    keys = cells.keys

    def operands(*wanted: str) -> Iterator[tuple[int, int, list[float], list[str]]]:
        if not set(wanted) <= set(keys):
            return
        made, *places = map(keys.index, wanted)
        for row in range(1, len(cells.rows) + 1):
            values = [each for place in places if (each := cells.value(row, place)) is not None]
            if len(values) == len(places):
                yield row, made, values, [address(row, place) for place in places]

    for names in _LESS:
        for row, place, (after, before), (a, b) in operands(*names):
            yield (row, place), f"={a}-{b}", after - before
    for names in _RATIOS:
        for row, place, (part, whole), (a, b) in operands(*names):
            if whole:
                yield (row, place), f'=IF({b}=0,"",{a}/{b})', part / whole
    for names in _PRODUCTS:
        for row, place, (responses, minutes), (a, b) in operands(*names):
            yield (row, place), f"={a}*{b}/60", responses * minutes / 60


def _levels(cells: _Cells) -> Iterator[_Made]:
    """Yield the levels of a waterfall and its steps together, and each step as a share."""
    chart, keys = cells.section.chart, cells.keys
    if not chart or chart.kind != "waterfall" or not chart.parts:
        return
    if not set(chart.values) <= set(keys):
        return
    places = [keys.index(key) for key in chart.values]
    shares = keys.index("change_share") if "change_share" in keys else None
    first = level = ""
    start = whole = 0.0
    steps, so_far = "", 0.0
    for number, part in enumerate(chart.parts, start=1):
        filled = ((place, cells.value(number, place)) for place in places)
        known = [(place, value) for place, value in filled if value is not None]
        if not known:
            continue
        ((place, value), *_), here = known, address(number, known[0][0])
        if part == "level":
            if level:
                yield (number, place), f"={level}{steps}", start + so_far
            level, start, steps, so_far = here, value, "", 0.0
            first, whole = (first, whole) if first else (here, value)
        elif part == "skip":
            yield (number, place), f"={steps.removeprefix('+')}", so_far
        else:
            sign = "-" if part == "aside away" else "+"
            steps, so_far = f"{steps}{sign}{here}", so_far + (value if sign == "+" else -value)
        if shares is not None and first and whole:
            yield (number, shares), f"={here}/{first}", value / whole


def _totals(cells: _Cells) -> Iterator[_Made]:
    """Yield what is the sum of the rows above it, or that by the shares of a column."""
    section, keys = cells.section, cells.keys
    if section.total is None:
        return
    last = len(cells.rows) - 1
    shares = keys.index("share") if "share" in keys else None
    for place in range(len(keys)):
        above = [cells.value(row, place) for row in range(1, last + 1)]
        known = [each for each in above if each is not None]
        cell = (last + 1, place)
        if known and last:
            yield cell, f"=SUM({address(1, place)}:{address(last, place)})", math.fsum(known)
        if shares is not None and known:
            weights = [cells.value(row, shares) or 0.0 for row in range(1, last + 1)]
            column = f"{address(1, place)}:{address(last, place)}"
            weighed = f"=SUMPRODUCT({address(1, shares)}:{address(last, shares)},{column})"
            added = math.fsum(a * (b or 0.0) for a, b in zip(weights, above, strict=True))
            yield cell, weighed, added


def _number(value: object) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if known else None  # type: ignore[arg-type]


def _is(made: float, value: object) -> bool:
    """Return whether what a formula comes to is a value, but for what rounding loses."""
    number = _number(value)
    return number is not None and math.isclose(made, number, rel_tol=1e-12, abs_tol=1e-9)
