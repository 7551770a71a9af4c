"""Costs that may be the value of time and no money out of pocket."""

import math
import re
from collections.abc import Collection, Mapping

from timetax.read.tabular.column_options import MEANINGS, map_option
from timetax.read.tabular.figures import Figures
from timetax.read.tabular.headings import MONEY, TIME, words_of
from timetax.read.tabular.layout import Column, Layout
from timetax.read.tabular.model import IGNORE, Places
from timetax.read.tabular.plan import Answer, Question
from timetax.wording.hints import shown

_WAGE = frozenset(
    ["wage", "salary", "loaded", "fringe", "lohn", "stundenlohn", "salaire", "salario"]
)
_RATE = re.compile(
    r"\b(?:hourly|labou?r|per hour|/ ?h(?:ou)?r)\b.*\b(?:rate|cost|value)?", re.IGNORECASE
)
_SURE = frozenset(
    [
        "non",
        "out",
        "pocket",
        "capital",
        "startup",
        "start",
        "maintenance",
        "fee",
        "postage",
        "filing",
        "purchase",
    ]
)
_LEAST, _MOST = 5.0, 500.0
"""Dollars an hour between which a fixed price of an hour is a wage."""
_EXACT = 0.005


def money_questions(
    table: Layout,
    columns: Mapping[str, Column],
    figures: Figures,
    out: Collection[int],
    places: Places,
    header: int,
) -> list[Question]:
    """Return a question for each column of money that looks like hours times a wage."""
    wages = [line for line in table.mapping if line.key is None and _is_wage(line.heading)]
    questions = []
    for key in sorted(MONEY & columns.keys()):
        column = columns[key]
        words = {*words_of(column.heading)}
        if column.asked or words & _SURE:
            continue
        price = _price(figures, key, out)
        if not wages and price is None:
            continue
        if price is not None:
            sign = f"it is {price:,.2f} times the hours in every row"
        else:
            sign = f"{shown(wages[0].heading)} stands beside it"
        questions.append(
            Question(
                places.cell(header, column.index),
                "heading",
                f"{shown(column.heading)} may be the value of the time itself ({sign}), and not "
                "money out of pocket",
                (
                    Answer(map_option(table.headings, column.index, IGNORE), "the value of time"),
                    Answer(map_option(table.headings, column.index, key), MEANINGS[key]),
                ),
            )
        )
    return questions


def _is_wage(heading: str) -> bool:
    words = {*words_of(heading)}
    return bool(words & _WAGE) or (
        bool(words & {"hourly", "labor", "labour"}) and bool(words & {"rate", "cost", "value"})
    )


def _price(figures: Figures, key: str, out: Collection[int]) -> float | None:
    """Return the price of an hour that is the same in every row, if that tells something."""
    known = (row for row, cost in enumerate(figures.of[key]) if cost and row not in out)
    priced = figures.among([*known])
    hours = priced.of.get("published_hours") or priced.hours
    if key == "cost_per_response":
        hours = [each and each / 60 for each in priced.of.get(TIME, [None] * priced.count)]
    first: float | None = None
    of = set()
    for cost, hour in zip(priced.of[key], hours, strict=True):
        if cost and hour:
            price = cost / hour
            first = first or price
            if not _LEAST <= first <= _MOST or not math.isclose(price, first, rel_tol=_EXACT):
                return None
            of.add(hour)
    return first if len(of) > 1 else None
