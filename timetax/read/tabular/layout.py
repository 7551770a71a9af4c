"""Which row holds the headings, and what each column becomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timetax.findings import Finding, Position
from timetax.read.tabular.cells import names_its_unit
from timetax.read.tabular.headings import (
    HOURS_PER_RESPONSE,
    KEYS,
    TIME,
    Recognised,
    recognised,
    words_of,
)
from timetax.read.tabular.model import IGNORE, Cell, ColumnMapping, Places, Row, TableOptions, Unit
from timetax.wording.hints import did_you_mean, shown
from timetax.wording.lists import listing

FLAT_LAYOUT = "timetax_record"
ROWS_BEFORE_HEADINGS = 50
_ENOUGH_HEADINGS = 3
_EXAMPLES = 3
_MAP = "--map"
_ZERO_WIDTH = "\ufeff\u200b"


@dataclass(frozen=True)
class Column:
    """A column of a table that becomes a key of the forms."""

    index: int
    heading: str
    key: str
    unit: Unit | None = None
    scale: int = 1


@dataclass(frozen=True)
class Layout:
    """What the columns of a table are, and what is wrong with their headings."""

    columns: tuple[Column, ...]
    mapping: tuple[ColumnMapping, ...]
    findings: tuple[Finding, ...]

    def column(self, key: str) -> Column | None:
        """Return the column that is `key`."""
        return next((column for column in self.columns if column.key == key), None)


def headings_of(row: Row) -> list[str]:
    """Return the cells of a row as headings: on one line, without invisible characters."""
    return [" ".join((cell or "").strip(_ZERO_WIDTH).split()) for cell in row]


def score(row: Row, mapping: Mapping[str, str]) -> int:
    """Return how many cells of `row` are headings that are known."""
    headings = headings_of(row)
    if headings and headings[0] == FLAT_LAYOUT:
        return len(headings) + _ENOUGH_HEADINGS
    mapped = {words_of(heading) for heading in mapping}
    return sum(
        1
        for heading in set(headings)
        if heading and (recognised(heading) or words_of(heading) in mapped)
    )


def best_row(rows: Iterable[Row], mapping: Mapping[str, str]) -> tuple[int, int]:
    """Return the row with the headings and how many of them are known.

    It is the first row with three of them, or else the first that has the most.
    """
    best, most = 0, 0
    for index, row in enumerate(rows):
        count = score(row, mapping)
        if count >= _ENOUGH_HEADINGS:
            return index, count
        if count > most:
            best, most = index, count
    return best, most


def layout(
    headings: Sequence[str],
    samples: Sequence[Row],
    places: Places,
    row: int,
    options: TableOptions,
) -> Layout:
    """Return what the columns under `headings` are; `samples` are the first rows below."""
    asked, findings = _asked(headings, options.mapping)
    columns: list[Column] = []
    mapping: list[ColumnMapping] = []
    first: dict[str, Column] = {}
    for index, heading in enumerate(headings):
        examples = _examples(samples, index)
        if not heading:
            if examples:
                mapping.append(ColumnMapping("", None, "", "it has no heading", examples, index))
            continue
        found, why = _meaning(heading, asked)
        line = ColumnMapping(heading, None, "", why, examples, index)
        if found is None:
            mapping.append(line)
            continue
        if found.choices:
            message = _unclear(heading, found.choices)
            findings.append(Finding(places.cell(row, index), "heading", message))
            mapping.append(replace(line, why="its heading does not say enough"))
            continue
        column = Column(index, heading, found.key, found.unit, found.scale)
        earlier = first.setdefault(column.key, column)
        if earlier is not column:
            message = (
                f"{shown(earlier.heading)} and {shown(heading)} are both {column.key}; "
                f"leave one out with `{_MAP} {_quoted(heading)}={IGNORE}`"
                + (" or delete the column" if heading == earlier.heading else "")
            )
            findings.append(Finding(places.cell(row, index), "heading", message))
            mapping.append(replace(line, why=f"another column is {column.key}"))
            continue
        if column.key == TIME and column.unit is None and options.hours is not None:
            column, why = replace(column, unit=options.hours), f"{why}; the unit was given"
        columns.append(column)
        mapping.append(replace(line, key=column.key, unit=_unit(column), why=why))
    return Layout(tuple(columns), tuple(mapping), tuple(findings))


def without_unit(column: Column, texts: Iterable[str], places: Places, row: int) -> Finding | None:
    """Return the finding on a column of times of which neither heading nor each cell has a unit."""
    if column.key != TIME or column.unit is not None:
        return None
    bare = next((text for text in texts if not names_its_unit(text)), None)
    if bare is None:
        return None
    heading = _quoted(column.heading)
    message = (
        f"{shown(column.heading)} names no unit, nor does its cell {shown(bare)}; "
        f"write `{_MAP} {heading}={TIME}` or `{_MAP} {heading}={HOURS_PER_RESPONSE}`"
    )
    return Finding(places.cell(row, column.index), "heading", message)


def missing(key: str, mapping: Iterable[ColumnMapping], position: Position) -> Finding:
    """Return the finding on a table in which no column is `key`, which every form needs."""
    left_out = [each.heading for each in mapping if each.key is None and each.heading]
    listed = f" ({', '.join(map(shown, left_out[:8]))})" if left_out else ""
    message = (
        f"no column is the {key}; name it with `{_MAP} HEADING={key}`"
        f"{', HEADING being one of those that are not known' if left_out else ''}{listed}"
    )
    return Finding(position, "missing-key", message)


def no_headings(position: Position, rows: Sequence[Row]) -> Finding:
    """Return the finding on a table in which no row holds headings that are known."""
    row = next((headings_of(row) for row in rows if any(row)), [])
    if not row:
        return Finding(position, "heading", "the table is empty")
    seen = ", ".join(shown(heading) for heading in row[:8] if heading)
    message = (
        f"no heading is known in the first {ROWS_BEFORE_HEADINGS} rows; the first row reads "
        f"{seen}; say what the columns are with `{_MAP} HEADING=KEY`, "
        "such as `--map Name=title --map Office=agency`"
    )
    return Finding(position, "heading", message)


def _asked(
    headings: Sequence[str], mapping: Mapping[str, str]
) -> tuple[dict[tuple[str, ...], str], list[Finding]]:
    findings: list[Finding] = []
    asked: dict[tuple[str, ...], str] = {}
    present = {words_of(heading) for heading in headings if heading}
    for heading, key in mapping.items():
        option = Position(f"{_MAP} {_quoted(heading)}={key}")
        if key != IGNORE and key not in KEYS:
            hint = did_you_mean(key, [*KEYS, IGNORE]) or f"; use one of {', '.join(KEYS)}, {IGNORE}"
            findings.append(Finding(option, "option", f"{shown(key)} is no key of a form{hint}"))
        elif words_of(heading) not in present:
            hint = did_you_mean(heading, [each for each in headings if each])
            message = f"no column has the heading {shown(heading)}{hint}"
            findings.append(Finding(option, "option", message))
        else:
            asked[words_of(heading)] = key
    return asked, findings


def _meaning(heading: str, asked: Mapping[tuple[str, ...], str]) -> tuple[Recognised | None, str]:
    found = recognised(heading)
    key = asked.get(words_of(heading))
    if key == IGNORE:
        return None, "it is to be ignored"
    if key is not None:
        scale = found.scale if found else 1
        if key == HOURS_PER_RESPONSE:
            return Recognised(TIME, "hours", scale), "as asked"
        return Recognised(key, "minutes" if key == TIME else None, scale), "as asked"
    if found is None:
        return None, "its heading is not known"
    return found, "by its heading"


def _unclear(heading: str, choices: Sequence[str]) -> str:
    options = [f"`{_MAP} {_quoted(heading)}={choice}`" for choice in (*choices, IGNORE)]
    return (
        f"{shown(heading)} does not say enough (of what, or in what unit); "
        f"write {listing(options, 'or')}"
    )


def _unit(column: Column) -> str:
    scale = {1_000: "thousands", 1_000_000: "millions"}.get(column.scale, "")
    if column.scale > 1 and not scale:
        scale = f"x {column.scale:,}"
    unit: str = column.unit or ""
    if column.key == TIME and not unit:
        unit = "as each cell says"
    return " ".join(filter(None, [scale, unit]))


def _quoted(heading: str) -> str:
    if heading.replace("_", "").isalnum():
        return heading
    return "'" + heading.replace("'", "'\\''") + "'" if '"' in heading else f'"{heading}"'


def _examples(samples: Sequence[Row], index: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in samples:
        cell: Cell = row[index] if index < len(row) else None
        if cell and cell.strip():
            found[" ".join(cell.split())[:40]] = None
            if len(found) == _EXAMPLES:
                break
    return tuple(found)
