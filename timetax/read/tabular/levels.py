"""Who asks: the agencies that the levels of a table name, and those above them."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from timetax.findings import Position
from timetax.read.tabular.headings import LEVELS
from timetax.read.tabular.layout import Column
from timetax.read.tabular.plan import Answer, Question
from timetax.tables.coded import Coded
from timetax.wording.hints import shown
from timetax.wording.numbers import plural

_NAMED = 3


def given_once(
    column: Sequence[Any], above: Sequence[Sequence[Any]], rows: Iterable[int]
) -> list[int]:
    """Return the rows in which a level may be that of a row above, as if it were given once.

    It may be where a cell below a name is empty within the same department, and no name stands in
    two rows that follow each other.
    """
    last, before, under = None, None, None
    empty: list[int] = []
    for row in rows:
        value, here = column[row], tuple(each[row] for each in above)
        if here != under:
            last, before, under = None, None, here
        if value is None:
            if last is not None:
                empty.append(row)
            before = None
            continue
        if value == before:
            return []
        last = before = value
    return empty


def settled_levels(
    values: dict[str, Sequence[Any]],
    columns: Mapping[str, Column],
    rows: Sequence[int],
    how: str | None,
    place: Callable[[int, int], Position],
) -> list[Question]:
    """Fill levels down where the user says so; else return the question, if there is one."""
    levels = [key for key in LEVELS if key in values and key in columns]
    questions = []
    for at, key in enumerate(levels):
        column = values[key]
        if None not in column:
            continue
        if how == "down":
            values[key] = _within(column, values, levels[:at], rows)
            continue
        empty = given_once(column, [values[each] for each in levels[:at]], rows)
        if how == "none" or not empty:
            continue
        heading = columns[key].heading
        named = ", ".join(str(place(row, columns[key].index)) for row in empty[:_NAMED])
        more = f" and {len(empty) - _NAMED} more" if len(empty) > _NAMED else ""
        none = "the row has none" if len(levels) > 1 else "such a row is a mistake"
        questions.append(
            Question(
                place(empty[0], columns[key].index),
                "value",
                f"{heading} is empty in {plural(len(empty), 'row')} ({named}{more}), and each of "
                f"its names, such as {shown(next(filter(None, column)))}, may hold for the rows "
                "below it",
                (
                    Answer("--levels down", "an empty cell is as the one above"),
                    Answer("--levels none", none),
                ),
            )
        )
    return questions


def _within(
    column: Sequence[Any], values: Mapping[str, Sequence[Any]], above: Sequence[str],
    rows: Iterable[int],
) -> list[Any]:  # fmt: skip
    """Return a level filled down, but not from one department to the next."""
    made, last, under = list(column), None, None
    for row in rows:
        here = tuple(values[key][row] for key in above)
        if here != under:
            last, under = None, here
        last = made[row] = made[row] if made[row] is not None else last
    return made


def agencies_of(
    values: dict[str, Sequence[Any]],
    columns: Mapping[str, Column],
    out: Collection[int],
    inferred: list[str],
) -> list[tuple[dict[str, str], int, int]]:
    """Put the agency of each form into `values`; return those to declare and their cells.

    Several columns are levels, such as department and bureau. The lowest one that is filled in
    is the agency, and those above are its parents. A name that stands below one parent in some rows
    and without any in others is the same agency in all.
    """
    levels = [key for key in LEVELS if key in values]
    if len(levels) == 1:
        values["agency"] = values.pop(levels[0])
        return []
    lines: dict[tuple[str | None, ...], tuple[str, ...]] = {}
    seen: dict[tuple[str, ...], tuple[int, int]] = {}
    levels = [key for key in levels if key in columns]
    rows = Coded.of(zip(*(values.pop(key) for key in levels), strict=True))
    first: dict[int, int] = {}
    deque(map(first.setdefault, rows.places, range(len(rows))), maxlen=0)
    named = [
        (row, number, tuple(dict.fromkeys(name for name in row if name is not None)))
        for row, number in zip(rows.values, first.values(), strict=True)
        if number not in out
    ]
    above: dict[str, set[tuple[str, ...]]] = {}
    for _, _, line in named:
        for end in range(1, len(line)):
            above.setdefault(line[end], set()).add(line[:end])
    for row, number, names in named:
        line = names
        if len(names) == 1 and row[0] is None and len(parents := above.get(names[0], set())) == 1:
            line = (*next(iter(parents)), *names)
            inferred.append(" below ".join(map(shown, reversed(line))))
        for end in range(1, len(line) + 1):
            at = row.index(line[end - 1]) if line[end - 1] in row else 0
            seen.setdefault(line[:end], (number, columns[levels[at]].index))
        lines[row] = line
    parents_of: dict[str, set[tuple[str, ...]]] = {}
    for line in seen:
        parents_of.setdefault(line[-1], set()).add(line[:-1])
    ids: dict[tuple[str, ...], str] = {}
    for line in sorted(seen, key=len):
        *higher, name = line
        alone = len(parents_of[name]) == 1 or not higher
        ids[line] = name if alone else f"{name} ({ids[tuple(higher)]})"
    agencies = {row: ids.get(line) for row, line in lines.items()}
    values["agency"] = rows.mapped(agencies.get)
    return [
        (
            {"id": ids[line], "name": line[-1]}
            | ({"parent": ids[line[:-1]]} if len(line) > 1 else {}),
            *place,
        )
        for line, place in seen.items()
    ]
