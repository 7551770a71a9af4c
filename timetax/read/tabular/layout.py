"""Which row holds the headings, and what each column becomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from timetax.findings import Finding, Position
from timetax.read.tabular.added import PART
from timetax.read.tabular.beside import both_are, is_least, side_by_side
from timetax.read.tabular.cells.times import names_its_unit, unit_of_time
from timetax.read.tabular.column_options import (
    ALL,
    MAP,
    asked_keys,
    asked_scales,
    choice,
)
from timetax.read.tabular.foreign_headings import in_english
from timetax.read.tabular.headings import (
    FIGURES,
    HOURS_PER_RESPONSE,
    SECONDS_PER_RESPONSE,
    TIME,
    UNITS,
    Recognised,
    recognised,
    scale_of,
    words_of,
)
from timetax.read.tabular.model import (
    IGNORE,
    IGNORED,
    ColumnMapping,
    Places,
    Row,
    TableOptions,
    Unit,
)
from timetax.read.tabular.plan import Inference, Question
from timetax.wording.hints import shown

FLAT_LAYOUT = "timetax_record"
ROWS_BEFORE_HEADINGS = 50
_ENOUGH_HEADINGS = 3
_FORM = ("form",)
_EXAMPLES = 3
_RARELY_MINUTES = 120
"""A time of more than these that names no unit may be in seconds."""
SCALED = frozenset(
    {"respondents", "responses", "published_hours", "published_cost", "previous_hours",
     "published_change"}
)  # fmt: skip
NO_HEADING = "it has no heading"
NOT_KNOWN = "its heading is not known"
_ZERO_WIDTH = "\ufeff\u200b"


@dataclass(frozen=True)
class Column:
    """A column of a table that becomes a key of the forms.

    Attributes:
        index: its place from the left, from 0.
        heading: the heading as it is written.
        key: what it is.
        unit: the unit of its times, where it has one for all.
        scale: what its figures are to be multiplied by.
        asked: whether the user said what it is.
        units: the place of the column that names the unit of each of its cells.
        also: further columns of the same, for rows in which it is empty.
        parts: further columns whose figures are added to its own.
    """

    index: int
    heading: str
    key: str
    unit: Unit | None = None
    scale: Fraction = Fraction(1)
    asked: bool = False
    units: int | None = None
    also: tuple[int, ...] = ()
    parts: tuple["Column", ...] = ()


@dataclass(frozen=True)
class Unclear:
    """A column whose heading does not say enough.

    Attributes:
        index: its place from the left, from 0.
        heading: the heading as it is written.
        choices: the keys that it may be.
        scale: what its figures are to be multiplied by.
        question: what to ask where nothing else tells.
    """

    index: int
    heading: str
    choices: tuple[str, ...]
    scale: Fraction
    question: Question


@dataclass(frozen=True)
class Layout:
    """What the columns of a table are, and what is wrong with their headings.

    Attributes:
        headings: the texts of the headings.
        columns: those that become keys of the forms.
        mapping: what each column was taken for.
        findings: mistakes in the headings and in the options about them.
        inferences: what was concluded.
        questions: what the headings do not say.
        heading_rows: the texts of the rows that the headings stand in.
        unclear: columns whose headings do not say enough.
    """

    headings: tuple[str, ...]
    columns: tuple[Column, ...]
    mapping: tuple[ColumnMapping, ...]
    findings: tuple[Finding, ...]
    inferences: tuple[Inference, ...] = ()
    questions: tuple[Question, ...] = ()
    heading_rows: tuple[tuple[str, ...], ...] = ()
    unclear: tuple[Unclear, ...] = ()

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
    asked, findings = asked_keys(headings, options)
    scales = asked_scales(headings, options.scale, findings)
    columns: list[Column] = []
    mapping: list[ColumnMapping] = []
    questions: list[Question] = []
    unclear: list[Unclear] = []
    first: dict[str, Column] = {}
    twice: list[tuple[int, int]] = []
    has_unit = {
        found.unit is not None
        for index, heading in enumerate(headings)
        if heading
        and (found := _meaning(heading, asked.get(index, "").removeprefix(PART) or None)[0])
        and found.key == TIME
    }
    for index, heading in enumerate(headings):
        examples = _examples(samples, index)
        if not heading and index not in asked:
            if examples:
                mapping.append(ColumnMapping("", None, "", NO_HEADING, examples, index))
            continue
        key = asked.get(index)
        is_part = key is not None and key.startswith(PART)
        found, why = _meaning(heading, key.removeprefix(PART) if key else None)
        line = ColumnMapping(heading, None, "", why, examples, index)
        of_units = bool(examples) and all(map(unit_of_time, examples))
        is_time = found is not None and found.key == TIME and index not in asked
        if is_time and (of_units or is_least(headings, index)):
            found, line = None, replace(line, why=NOT_KNOWN)
        if found is None:
            mapping.append(line)
            continue
        if found.choices:
            message = f"{shown(heading)} does not say enough (of what, or in what unit)"
            question = choice(
                headings, index, message, (*found.choices, IGNORE), places.cell(row, index)
            )
            times = scales.get(index, scales.get(ALL, Fraction(found.scale)))
            unclear.append(Unclear(index, heading, found.choices, times, question))
            mapping.append(replace(line, why="its heading does not say enough"))
            continue
        if (
            found.key == TIME
            and found.unit is None
            and True in has_unit  # "Times" beside "Hours per response" may be how often
            and not any(map(names_its_unit, examples))
        ):
            mapping.append(replace(line, why=NOT_KNOWN))
            continue
        scale = scales.get(index, scales.get(ALL) if found.key in SCALED else None)
        column = Column(
            index,
            heading,
            found.key,
            found.unit,
            Fraction(found.scale) if scale is None else scale,
            index in asked,
        )
        earlier = first.setdefault(column.key, column)
        if earlier is not column and is_part:
            joined = replace(first[found.key], parts=(*first[found.key].parts, column))
            columns = [joined if each.key == found.key else each for each in columns]
            first[found.key] = joined
            mapping.append(replace(line, key=column.key, unit=_unit(column), why="added, as asked"))
            continue
        if earlier is not column and column.asked and found.key in FIGURES:
            joined = replace(first[found.key], also=(*first[found.key].also, index))
            columns = [joined if each.key == found.key else each for each in columns]
            first[found.key] = joined
            mapping.append(replace(line, key=column.key, unit=_unit(column), why=why))
            continue
        if earlier is not column:
            twice.append((earlier.index, index))
            named = HOURS_PER_RESPONSE if column.unit == "hours" else column.key
            questions.append(
                both_are(headings, earlier.index, index, column.key, named, places.cell(row, index))
            )
            mapping.append(replace(line, why=f"another column is {column.key}"))
            continue
        if column.key == TIME and column.unit is None and options.hours is not None:
            column, why = replace(column, unit=options.hours), f"{why}; the unit was given"
        columns.append(column)
        mapping.append(replace(line, key=column.key, unit=_unit(column), why=why))
    if beside := side_by_side(headings, twice, places.cell(row, 0)):
        findings.append(beside)
        questions.clear()
    columns, mapping = _with_units(columns, mapping, samples)
    columns, mapping = _with_titles(columns, mapping)
    return Layout(
        tuple(headings),
        tuple(columns),
        tuple(mapping),
        tuple(findings),
        questions=tuple(questions),
        unclear=tuple(unclear),
    )


def _are_units(texts: Sequence[str]) -> bool:
    """Return whether most texts are units of time, and the others may be meant as such."""
    known = [each for each in texts if unit_of_time(each)]
    return 2 * len(known) > len(texts) and not any(each[:1].isdigit() for each in texts)


def _with_units(
    columns: list[Column], mapping: list[ColumnMapping], samples: Sequence[Row]
) -> tuple[list[Column], list[ColumnMapping]]:
    """Join a column of hours and minutes to the column of times to which it belongs."""
    times = [each for each in columns if each.key == TIME]
    if not times:
        return columns, mapping
    for line in mapping:
        texts = [text for row in samples if (text := _text(row, line.column))]
        if line.key in (None, "unit") and _are_units(texts):
            time = next((each for each in times if each.index == line.column - 1), times[0])
            made = replace(time, units=line.column)
            columns = [made if each is time else each for each in columns if each.key != "unit"
                       or each.index != line.column]  # fmt: skip
            why = f"it names the unit of {shown(time.heading)}"
            mapping = [
                replace(each, key=None, why=why)
                if each is line
                else replace(each, unit="as the column beside says")
                if each.column == time.index
                else each
                for each in mapping
            ]
            break
    return columns, mapping


def _with_titles(
    columns: list[Column], mapping: list[ColumnMapping]
) -> tuple[list[Column], list[ColumnMapping]]:
    """Take what stands under "Form" alone, a number or a name, for titles where no others are."""
    named = next((each for each in columns if _names_a_form(each.heading)), None)
    if named is None or named.asked or any(each.key == "title" for each in columns):
        return columns, mapping
    why = "no other column names the forms"
    return (
        [replace(each, key="title") if each is named else each for each in columns],
        [
            replace(each, key="title", why=why) if each.column == named.index else each
            for each in mapping
        ],
    )


def _names_a_form(heading: str) -> bool:
    return words_of(heading) == _FORM or in_english(heading) == "form"


def _text(row: Row, index: int) -> str:
    return (row[index] or "").strip() if index < len(row) else ""


def without_unit(
    column: Column, texts: Iterable[str], headings: Sequence[str], places: Places, row: int
) -> Question | None:
    """Return the question about times of which neither the heading nor each cell has a unit."""
    if column.key != TIME or column.unit is not None or column.units is not None:
        return None
    bare = next((text for text in texts if not names_its_unit(text)), None)
    if bare is None:
        return None
    message = f"{shown(column.heading)} names no unit, nor does its cell {shown(bare)}"
    keys = [TIME, HOURS_PER_RESPONSE]
    if column.heading.endswith("(s)") or (bare.isdecimal() and int(bare) > _RARELY_MINUTES):
        keys.append(SECONDS_PER_RESPONSE)
    return choice(headings, column.index, message, keys, places.cell(row, column.index))


def missing(key: str, way: str, position: Position) -> Finding:
    """Return the finding on a table in which no column is `key`, which every form needs.

    `way` is the option that names one, in words.
    """
    whole = f", or for all rows with `--fill {key}=IRS`" if key == "agency" else ""
    return Finding(position, "missing-key", f"no column is the {key}; name it with {way}{whole}")


def no_headings(position: Position, rows: Sequence[Row]) -> Finding:
    """Return the finding on a table in which no row holds headings that are known."""
    row = next((headings_of(row) for row in rows if any(row)), [])
    if not row:
        return Finding(position, "heading", "the table is empty")
    seen = ", ".join(shown(heading) for heading in row[:8] if heading)
    message = (
        f"no heading is known in the first {ROWS_BEFORE_HEADINGS} rows; the first row reads "
        f"{seen}; say what the columns are with `{MAP} HEADING=KEY`, "
        "such as `--map Name=title --map Office=agency`"
    )
    return Finding(position, "heading", message)


def _meaning(heading: str, key: str | None) -> tuple[Recognised | None, str]:
    found = recognised(heading)
    if key == IGNORE:
        return None, IGNORED
    if key is not None:
        scale = found.scale if found else scale_of(heading)
        return Recognised(TIME if key in UNITS else key, UNITS.get(key), scale), "as asked"
    if found is None:
        return None, NOT_KNOWN
    return found, "by its heading"


def _unit(column: Column) -> str:
    scale = {1_000: "thousands", 1_000_000: "millions"}.get(int(column.scale), "")
    if column.scale != 1 and not scale:
        scale = f"x {column.scale}"
    unit: str = column.unit or ""
    if column.key == TIME and not unit:
        unit = "as each cell says"
    return " ".join(filter(None, [scale, unit]))


def _examples(samples: Sequence[Row], index: int) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for row in samples:
        if text := _text(row, index):
            seen[" ".join(text.split())] = None
            if len(seen) == _EXAMPLES:
                break
    return tuple(seen)
