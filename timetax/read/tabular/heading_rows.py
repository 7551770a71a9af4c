"""Where the headings of a table stand: in one row, or in several that belong together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timetax.read.tabular.headings import recognised, words_of
from timetax.read.tabular.layout import best_row, headings_of
from timetax.read.tabular.model import Row
from timetax.read.tabular.structure import (
    is_number,
    names_units,
    numbers_its_columns,
    texts_of,
)

_MOST_ROWS = 7
_NEUTRAL = frozenset(
    {"burden", "estimate", "estimated", "annual", "annualized", "paperwork", "reporting", "hour",
     "recordkeeping", "and", "of", "the", "public", "respondent", "information", "collection",
     "icr", "pra", "figure", "calculation", "summary", "data", "detail", "time", "table"}
)  # fmt: skip
"""Words of groups of columns that make no difference to what stands below them."""


@dataclass(frozen=True)
class HeadingRows:
    """The headings of a table.

    Attributes:
        first: the first row that they stand in.
        last: the last one; what follows is the table.
        texts: one of each column.
        rows: the texts of these rows as they stand.
        known: how many of the headings are known.
    """

    first: int
    last: int
    texts: list[str]
    rows: tuple[tuple[str, ...], ...]
    known: int


def heading_rows(start: Sequence[Row], mapping: Mapping[str, str]) -> HeadingRows:
    """Return where the headings stand among the first rows of a table."""
    at, known = best_row(start, mapping)
    if not start or known == 0:
        return HeadingRows(at, at, headings_of(start[at]) if start else [], (), known)
    texts = [texts_of(row) for row in start[: at + _MOST_ROWS + 1]]
    width = len(texts[at])
    mapped = {words_of(heading) for heading in mapping}
    best, first, last = headings_of(start[at]), at, at
    most = _known(best, mapped)
    lowest = max(0, at - _MOST_ROWS + 1)
    for begin in range(at, lowest - 1, -1):
        if begin < at and not _may_head(texts[begin]):
            break
        for end in range(at, min(len(texts), begin + _MOST_ROWS)):
            if end > at and not _may_head(texts[end]):
                break
            if begin == end == at:
                continue
            wide = max(width, *(len(row) for row in texts[begin : end + 1]))
            made = _joined([_padded(row, wide) for row in texts[begin : end + 1]], mapped)
            count = _known(made, mapped)
            says_more = count == most and begin < first and end == last and _says_more(made, best)
            if count > most or says_more:
                best, first, last, most = made, begin, end, count
    while last + 1 < len(texts):
        row = _padded(texts[last + 1], len(best))
        if numbers_its_columns(row):
            last += 1
        elif names_units(row) and not any(map(is_number, filter(None, row))):
            best = [_with_unit(heading, unit) for heading, unit in zip(best, row, strict=False)]
            last += 1
        else:
            break
    rows = tuple(tuple(row) for row in texts[first : last + 1])
    return HeadingRows(first, last, best, rows, known)


def _may_head(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and (numbers_its_columns(texts) or not any(map(is_number, filled)))


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _known(headings: Sequence[str], mapped: set[tuple[str, ...]]) -> int:
    """Return how many columns are known for sure: each key once."""
    keys = {
        found.key
        for heading in headings
        if heading and (found := recognised(heading)) and not found.choices
    }
    return len(keys) + sum(1 for each in headings if each and words_of(each) in mapped)


def _says_more(made: Sequence[str], before: Sequence[str]) -> bool:
    """Return whether each heading with more words is known, as all of its words tell what it is."""
    longer = [new for new, old in zip(made, before, strict=False) if new != old]
    return len(longer) > 1 and all(
        (found := recognised(each)) is not None and not found.choices for each in longer
    )


def _joined(rows: Sequence[Sequence[str]], mapped: set[tuple[str, ...]]) -> list[str]:
    """Return the heading of each column: what stands in it, with the groups above if that tells."""
    plain = [row for row in rows if not numbers_its_columns(row)]
    filled = [_over_its_columns(row) for row in plain[:-1]] + [list(plain[-1])] if plain else []
    made = []
    for column in range(len(rows[0])):
        own = _text([row[column] for row in plain])
        grouped = _text([row[column] for row in filled])
        options = [own, grouped]
        if _NEUTRAL.issuperset(each for row in plain[:-1] for each in words_of(row[column])):
            options.append(plain[-1][column])
        clear = [each for each in options if each and (found := recognised(each))
                 and not found.choices]  # fmt: skip
        made.append(next((each for each in (*clear, own) if each), ""))
    return made


def _over_its_columns(row: Sequence[str]) -> list[str]:
    """Return a row of groups in which each stands over all its columns."""
    made, last = [], ""
    for text in row:
        last = text or last
        made.append(last)
    return made


def _text(parts: Sequence[str]) -> str:
    text = ""
    for part in filter(None, parts):
        text = text[:-1] + part if text.endswith("-") else f"{text} {part}".lstrip()
    return text


def _with_unit(heading: str, unit: str) -> str:
    if not unit or not heading:
        return heading
    with_it = f"{heading} ({unit.strip('()[]')})"
    return with_it if recognised(with_it) or not recognised(heading) else heading
