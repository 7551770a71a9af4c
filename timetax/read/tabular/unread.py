"""Columns of a table that nobody reads, and what in them could decide its total."""

import re
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from timetax.read.tabular.added import PART
from timetax.read.tabular.body import Body
from timetax.read.tabular.cells.lines import is_unknown
from timetax.read.tabular.cells.times import names_its_unit
from timetax.read.tabular.column_options import MAP, map_option, map_scale
from timetax.read.tabular.column_signs import about_burden, is_figures, times_of_the_clock
from timetax.read.tabular.conversion import Conversion
from timetax.read.tabular.factors import Unread
from timetax.read.tabular.figures import numbers_of
from timetax.read.tabular.frequencies import HOW_OFTEN, how_often_question, says_how_often
from timetax.read.tabular.headings import FREQUENCY, TIME, words_of
from timetax.read.tabular.layout import NO_HEADING, NOT_KNOWN, Column
from timetax.read.tabular.model import IGNORE
from timetax.read.tabular.plan import Answer, Question
from timetax.read.tabular.texts import Texts
from timetax.wording.hints import shown

Value = TypeVar("Value")


_ALSO_NAMES = {"title": ("form_number", "form_name", "form", "id")}
"""Keys whose columns can hold what is looked for, where no other column does."""
_LISTED = 8
_RESPONDING = frozenset(
    {"response", "return", "participation", "participating", "completion", "take", "uptake"}
)
_SHARES = frozenset({"uptake", "takeup", "turnout", "responding", "participating"})
_BARE_SHARE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,6})?|[.,][0-9]{1,6}")
_SHARE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]+)? ?%")


def way_to_name(body: Body, key: str) -> str:
    """Return the option that says which column is `key`: of words, unknown or a name of forms."""
    found = []
    for line in body.table.mapping:
        if line.heading and (line.key is None or line.key in _ALSO_NAMES.get(key, ())):
            texts = [text for text in body.grid.columns[line.column].texts if not is_unknown(text)]
            if texts and not is_figures(texts):
                found.append(line)
    if len(found) == 1:
        return f"`{map_option(body.table.headings, found[0].column, key)}`"
    among = ", ".join(shown(each.heading) for each in found[:_LISTED])
    return f"`{MAP} HEADING={key}`" + (f", HEADING being one of {among}" if among else "")


def unread_in(
    body: Body, out: Collection[int], *, commas: bool
) -> tuple[list[Unread], list[Question]]:
    """Return the columns of figures that nobody reads, and questions about those of words.

    Rows that are `out` may say anything.
    """
    unread: list[Unread] = []
    questions: list[Question] = []
    parts: list[int] = []
    for line in body.table.mapping:
        if line.key is not None or line.why not in (NOT_KNOWN, NO_HEADING):
            continue
        texts = body.grid.columns[line.column]
        if out:
            texts = Texts()
            texts.extend(without_rows(body.grid.columns[line.column].cells, out))
        known = [text for text in texts.texts if not is_unknown(text)]
        if _is_rate(body, line.heading) and are_shares(line.heading, known):
            questions.append(_rate_question(body, line.column, known))
        elif times_of_the_clock(known) and about_burden(line.heading):
            questions.append(_clock_question(body, line.column, known[0]))
        elif durations(known) and not any(
            not body.columns[key].asked for key in body.columns.keys() & {TIME, "published_hours"}
        ):
            parts.append(line.column)
        elif is_figures(known):
            column = Column(line.column, line.heading, FREQUENCY)
            plain = Conversion(body.places, body.header, (), commas)
            numbers = numbers_of(plain.values(column, texts, out))
            unread.append(Unread(line.column, line.heading, without_rows(numbers, out)))
        elif says_how_often(known) and not body.columns.keys() & HOW_OFTEN:
            questions.append(how_often_question(body, line.column))
    return unread, [*questions, *_durations_questions(body, parts)]


def _durations_questions(body: Body, columns: Sequence[int]) -> Iterator[Question]:
    """Yield the questions what columns of times with their units are, where nothing else tells."""
    headings = body.table.headings
    for index in columns:
        answers = [Answer(map_option(headings, index, TIME), "the time of one response")]
        if len(columns) > 1 or TIME in body.columns:
            answers.append(
                Answer(
                    map_option(headings, index, f"{PART}{TIME}"),
                    "a part of it, added to the others",
                )
            )
        answers += [
            Answer(map_option(headings, index, "published_hours"), "the time of all in a year"),
            Answer(map_option(headings, index, IGNORE), "none of these"),
        ]
        message = f"{shown(headings[index])} holds times and is not known; it may decide the total"
        yield Question(body.places.cell(body.header, index), "heading", message, tuple(answers))


def _is_rate(body: Body, heading: str) -> bool:
    """Return whether a heading speaks of how many respond, and no column holds these."""
    words = {*words_of(heading)}
    said = ("rate" in words and words & _RESPONDING) or words & _SHARES or {"take", "up"} <= words
    return bool(said) and not body.columns.keys() & {"responses", "published_hours"}


def are_shares(heading: str, texts: Sequence[str]) -> bool:
    """Return whether all texts are shares: 50%, 0.5, or 50 under a heading with a percent sign."""
    plain = [text.strip() for text in texts]
    bare = [text for text in plain if not _SHARE.fullmatch(text)]
    most = 100 if "percent" in words_of(heading) else 1
    return bool(plain) and all(
        _BARE_SHARE.fullmatch(text) and float(text.replace(",", ".")) <= most for text in bare
    )


def _rate_question(body: Body, index: int, texts: Sequence[str]) -> Question:
    headings = body.table.headings
    answers = [Answer(map_option(headings, index, IGNORE), "the counts are of those who respond")]
    way = "responses may be so many of the respondents"
    if body.columns.keys() & HOW_OFTEN:
        way += "; if they are, put the numbers of those who respond into the cells"
    else:
        option = map_option(headings, index, FREQUENCY)
        if "percent" in words_of(headings[index]) and not any("%" in text for text in texts):
            option = f"{option} {map_scale(headings, index, Fraction(1, 100))}"
        answers.insert(0, Answer(option, "so many of the respondents respond, each once a year"))
    message = f"{shown(headings[index])} holds shares ({texts[0]}) and may decide the total: {way}"
    return Question(body.places.cell(body.header, index), "heading", message, tuple(answers))


def _clock_question(body: Body, index: int, text: str) -> Question:
    headings = body.table.headings
    return Question(
        body.places.cell(body.header, index),
        "heading",
        f"{shown(headings[index])} holds times such as {shown(text)}, and is not known; put the "
        "minutes of each into the cells and head them 'Minutes per response', or leave them out",
        (Answer(map_option(headings, index, IGNORE), "no times of responses"),),
    )


def durations(texts: Sequence[str]) -> bool:
    """Return whether all texts are times with their units: 10 min., 2 hours."""
    return bool(texts) and all(map(names_its_unit, texts))


def without_rows(column: Sequence[Value | None], out: Collection[int]) -> Sequence[Value | None]:
    """Return a column in which the rows that are `out` say nothing."""
    return [None if row in out else each for row, each in enumerate(column)] if out else column
