"""What a report on a sweep says of money: each account at each point, by a book."""

from collections.abc import Sequence
from dataclasses import replace

from timetax.engine.money.book import ACCOUNTS
from timetax.engine.money.model import Costs
from timetax.engine.money.sweeping import CostedPoints
from timetax.engine.sweeps.grid import parameter_key
from timetax.reports.cost import ACCOUNT_WORDS
from timetax.reports.cost_data import in_float
from timetax.reports.report import Column, Report, Row, Section
from timetax.reports.sweep_pictures import evenly
from timetax.wording.numbers import NOTHING, Kind


def with_money_at_points(
    report: Report, made: CostedPoints, names: Sequence[str], book: str, *, top: int | None = None
) -> Report:
    """Return a report on a sweep with what the forms cost at each point, by the book of a name."""
    there = [name for name in ACCOUNTS if made.before.total.accounts[name] is not None] or [
        *ACCOUNTS[:1]
    ]
    places, thinned = evenly(len(made.points), top or len(made.points), "points")
    keys = tuple(map(parameter_key, names))
    columns = (
        *(Column(key, name, Kind.NUMBER) for key, name in zip(keys, names, strict=True)),
        *(
            column
            for number, name in enumerate(there)
            for column in (
                Column(name, ACCOUNT_WORDS[name], Kind.RESPONSES, absent=NOTHING, spare=number),
                Column(f"change_{name}", "change", Kind.CHANGE, absent=NOTHING, spare=number),
            )
        ),
    )
    rows = [_row(values, costs, made.before, there) for values, costs in made.points]
    section = Section(
        key="money",
        title=f"Money at each point ({book}), {made.before.book.currency}",
        by=keys,
        columns=columns,
        rows=tuple(rows[place] for place in places),
        notes=thinned,
    )
    note = (
        f"Money is by {made.before.book.title}; its accounts are not added up, and stand at the "
        "likely values of what is a range."
    )
    return replace(report, sections=(*report.sections, section), notes=(*report.notes, note))


def _row(values: Sequence[float], costs: Costs, before: Costs, accounts: Sequence[str]) -> Row:
    cells: list[float | None] = list(values)
    for name in accounts:
        now, was = costs.total.accounts[name], before.total.accounts[name]
        cells += [in_float(now), None if now is None or was is None else float(now - was)]
    return tuple(cells)
