"""The same form in several rows: for several years, or the same row twice."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from timetax.findings import Position
from timetax.read.tabular.figures import Figures
from timetax.read.tabular.layout import Column
from timetax.read.tabular.plan import Answer, Inference, Question
from timetax.read.tabular.texts import Grid
from timetax.tables.coded import distinct
from timetax.wording.hints import shown
from timetax.wording.numbers import in_full, in_hours, plural

_IDENTITY = (
    "agency", "title", "form_number", "control_number", "icr_reference", "affected_public",
    "obligation", "unit", "frequency", "id",
)  # fmt: skip
_NAMED = 3


@dataclass(frozen=True)
class Years:
    """Rows of years that are not asked for."""

    rows: set[int] = field(default_factory=set)
    reason: str = "of another year"


def years_of(
    values: Mapping[str, Sequence[Any]],
    out: Collection[int],
    columns: Mapping[str, Column],
    asked: str | None,
    place: Callable[[int, int], Position],
) -> tuple[Years, list[Question]]:
    """Return the rows that are for other years than the one that counts, or the question which."""
    years = values.get("estimate_year")
    if asked == "all":
        return Years(), []
    one = asked if asked != "newest" else None
    if years is None or "estimate_year" not in columns:
        every = Answer("--year all", "every row, of whatever year it is")
        return Years(), [_no_year(one, "no column holds years", [every])] if one else []
    known = sorted({year for year in distinct(years) if year}, reverse=True)
    if one and one not in known:
        answers = [*(Answer(f"--year {year}") for year in known[:_NAMED]), Answer("--year all")]
        return Years(), [_no_year(one, "no row is of that year", answers)]
    if one:
        return Years({row for row, year in enumerate(years) if year and year != asked}), []
    if len(known) < 2:
        return Years(), []
    groups = _groups(values, out, len(years))
    repeated = {
        key: rows for key, rows in groups.items() if len({years[row] for row in rows} - {None}) > 1
    }
    if not repeated:
        return Years(), []
    if asked == "newest":
        older = {
            row
            for rows in repeated.values()
            for latest in [max(years[each] for each in rows if years[each])]
            for row in rows
            if years[row] != latest
        }
        return Years(older), []
    rows = next(iter(repeated.values()))
    of = sorted({years[row] for row in rows if years[row]}, reverse=True)
    title = values["title"][rows[0]]
    question = Question(
        place(rows[1], columns["estimate_year"].index),
        "value",
        f"{shown(title)} stands here for {plural(len(of), 'year')}, {', '.join(of)}, and so do "
        f"{plural(len(repeated), 'form')}" if len(repeated) > 1 else
        f"{shown(title)} stands here for {plural(len(of), 'year')}, {', '.join(of)}",
        (
            *(Answer(f"--year {year}") for year in known[:_NAMED]),
            Answer("--year newest", "the latest of each form"),
            Answer("--year all", "they are forms of their own"),
        ),
    )  # fmt: skip
    return Years(), [question]


def _no_year(year: str, why: str, answers: Sequence[Answer]) -> Question:
    return Question(Position(f"--year {year}"), "option", why, tuple(answers))


def _groups(
    values: Mapping[str, Sequence[Any]], out: Collection[int], count: int
) -> dict[tuple[Any, ...], list[int]]:
    """Return the rows of each form that stands in several."""
    keys = [key for key in _IDENTITY if key in values and key != "id"]
    if len(set(values["title"])) == count:
        return {}
    identities = [
        tuple(map(_hashable, row)) for row in zip(*(values[key] for key in keys), strict=True)
    ]
    if len(set(identities)) == count:
        return {}
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row, identity in enumerate(identities):
        if row not in out:
            groups[identity].append(row)
    return {key: rows for key, rows in groups.items() if len(rows) > 1}


def _hashable(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return tuple(value.items()) if isinstance(value, dict) else value


def repeated_rows(
    grid: Grid,
    values: Mapping[str, Sequence[Any]],
    out: Collection[int],
    figures: Figures,
    named: Callable[[int], str],
) -> list[Inference]:
    """Return a remark on rows that are the same in every cell: their hours may be there twice."""
    titles = values["title"]
    if len(set(titles)) == len(titles):
        return []
    often = {title for title, count in Counter(titles).items() if count > 1 and title}
    first: dict[tuple[str, ...], int] = {}
    again: list[tuple[int, int]] = []
    columns = [column.cells for column in grid.columns.values()]
    for row, title in enumerate(titles):
        if title in often and row not in out:
            cells = tuple(normalize("NFC", (column[row] or "").strip()) for column in columns)
            earlier = first.setdefault(cells, row)
            if earlier != row:
                again.append((row, earlier))
    if not again:
        return []
    hours = sum(figures.hours[row] or 0.0 for row, _ in again)
    pairs = "; ".join(f"{named(row)} as {named(earlier)}" for row, earlier in again[:_NAMED])
    more = f" and {len(again) - _NAMED} more" if len(again) > _NAMED else ""
    return [
        Inference(
            "repeated",
            f"{plural(len(again), 'row')} repeat{'s' if len(again) == 1 else ''} another in every "
            f"cell, so that {in_hours(in_full(hours))} may be counted twice",
            f"{pairs}{more}",
        )
    ]
