"""How often one responds where a column says it in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from timetax.read.tabular.body import Body
from timetax.read.tabular.cells.words import times_a_year
from timetax.read.tabular.column_options import map_option
from timetax.read.tabular.conversion import is_figure
from timetax.read.tabular.figures import Figures, numbers_of
from timetax.read.tabular.foreign_headings import in_english
from timetax.read.tabular.headings import FREQUENCY, TIME
from timetax.read.tabular.layout import Column
from timetax.read.tabular.model import IGNORE
from timetax.read.tabular.plan import Answer, Inference, Question
from timetax.tables.coded import distinct, mapped
from timetax.wording.hints import shown
from timetax.wording.numbers import plural

_OFTEN = re.compile(
    r"\d|dail|week|month|quarter|\bsemi|\bbi|twice|\btimes\b|hour|fortnight|\bdays?\b|\bshift|"
    r"t\xe4glich|w\xf6chentlich|monatlich|viertelj|halbj|quartal|quotid|hebdo|mensu|trimest|semest|"
    r"diari|semanal",
    re.IGNORECASE,
)
"""What says that one responds more than once a year, or may say so, as every figure does."""
HOW_OFTEN = frozenset({"responses", "frequency", FREQUENCY})
"""Columns one of which says how often."""


def says_how_often(texts: Sequence[str]) -> bool:
    """Return whether a column says how often in words."""
    known = [text for text in texts[:200] if times_a_year(text)]
    return bool(known) and 2 * len(known) >= len(texts[:200])


def how_often_question(body: Body, index: int) -> Question:
    """Return the question whether a column of such words is the frequency."""
    headings = body.table.headings
    return Question(
        body.places.cell(body.header, index),
        "heading",
        f"{shown(headings[index])} seems to say how often one responds, which decides the total",
        (
            Answer(map_option(headings, index, "frequency"), "how often, in words"),
            Answer(map_option(headings, index, IGNORE), "something else"),
        ),
    )


def with_times_in_words(figures: Figures, body: Body) -> Figures:
    """Return figures with how often one responds as words say, if no column says it in figures."""
    if "frequency" not in body.columns or FREQUENCY in body.columns:
        return figures
    cells = body.grid.columns[body.columns["frequency"].index].cells
    often = numbers_of(mapped(cells, lambda cell: times_a_year(cell or "")))
    return Figures({**figures.of, FREQUENCY: often}, figures.count)


def cases_each_time(
    body: Body, values: Mapping[str, Sequence[Any]], rows: Sequence[int]
) -> Question | None:
    """Return the question whether cases are those of a year, where a frequency stands beside them.

    English tells the responses of a year from respondents; `Anzahl Fälle` may be either.
    """
    cases = body.columns.get("responses")
    often = body.columns.get(FREQUENCY) or body.columns.get("frequency")
    if cases is None or often is None or cases.asked or "respondents" in body.columns:
        return None
    words = (in_english(cases.heading) or "annual").split()
    if "annual" in words or "total" in words:
        return None
    times = values.get(FREQUENCY, values.get("frequency"))
    if times is None or all(times[row] in (None, "1") or times_a_year(str(times[row])) == "1"
                            for row in rows):  # fmt: skip
        return None
    headings = body.table.headings
    return Question(
        body.places.cell(body.header, cases.index),
        "heading",
        f"{shown(cases.heading)} may be those of a year, or those of one time, which "
        f"{shown(often.heading)} multiplies",
        (
            Answer(map_option(headings, cases.index, "responses"), "those of a year"),
            Answer(map_option(headings, cases.index, "respondents"), "those of one time"),
        ),
    )


def unknown_frequencies(body: Body, values: Mapping[str, Sequence[Any]]) -> Question | None:
    """Return the question about words for more than one response a year whose number is not sure.

    `Daily` may be 365 or 250 times, `biweekly` 26 or 104, and `monthly; annually` 12 or 13.
    """
    column = body.columns.get("frequency")
    if column is None or values.keys() & {FREQUENCY, "responses"}:
        return None
    if not values.keys() >= {"respondents", TIME}:
        return None
    words = filter(None, dict.fromkeys(distinct(values["frequency"])))
    unsure = [
        word
        for word in words
        if _OFTEN.search(word) and not (times_a_year(word) or is_figure(word))
    ]
    if not unsure:
        return None
    more = f" and {len(unsure) - 1} more" if len(unsure) > 1 else ""
    return Question(
        body.places.cell(body.header, column.index),
        "heading",
        f"{shown(unsure[0])}{more} under {shown(column.heading)} does not say how many responses "
        "a year that is, which decides the total: put the number into the cell, or count it once",
        (Answer(map_option(body.table.headings, column.index, IGNORE), "each responds once"),),
    )


def frequencies_in_words(
    column: Column | None, values: dict[str, Sequence[Any]]
) -> Iterator[Inference]:
    """Settle whether a column of frequencies holds figures, words, or words for figures."""
    if column is None or FREQUENCY in values:
        return
    words = values["frequency"]
    if any(map(is_figure, filter(None, dict.fromkeys(distinct(words))))):
        values[FREQUENCY] = values.pop("frequency")
        yield Inference("heading", f"{shown(column.heading)} was read as responses per respondent")
        return
    if "responses" in values or "respondents" not in values:
        return
    known = {word: times_a_year(word) for word in distinct(words) if word}
    values[FREQUENCY] = mapped(words, known.get)
    inferred = {FREQUENCY: "inferred"}
    values["basis"] = mapped(words, lambda word: inferred if known.get(word) else None)
    yield Inference(
        "frequency", f"responses per respondent were inferred from {shown(column.heading)}"
    )
    others = [word for word, figure in known.items() if figure is None]
    if others:
        count = sum(1 for word in words if word and known[word] is None)
        yield Inference(
            "frequency",
            f"no figure is known for {', '.join(map(shown, others[:3]))} under "
            f"{shown(column.heading)}: {plural(count, 'row')} "
            f"{'counts' if count == 1 else 'count'} one response a respondent",
        )
