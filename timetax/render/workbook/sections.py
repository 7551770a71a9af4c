"""A section as a sheet: headings, rows, what they add up to, notes, and a chart."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from timetax.render.workbook.book import Book, Sheet, address
from timetax.render.workbook.columns import apart, head
from timetax.render.workbook.derived import formulas_of, name_levels
from timetax.render.workbook.factors import Factors, Rows
from timetax.reports.report import Row, Section
from timetax.wording.numbers import Kind, SignedAmount

_TOTALLED = ("forms", "responses", "burden_hours", "share", "minutes_per_response")
_SUMS = {"burden_hours": "burden_hours", "responses": "counted_responses"}
"""Columns of a section that are added up, and the columns of rows that they are added up from."""

_PLAIN_KEY = re.compile(r"[^\W\d][\w ,.()'&/;:-]{0,250}")
"""A key that a spreadsheet compares as it stands: no number, no operator, no wildcard."""

CLOSE = 1e-9


def shown_in(section: Section) -> Section:
    """Return a section with the columns that its sheet has: as data, or else as people see it."""
    return section if section.only_for_people else section.for_data()


def add_section(book: Book, section: Section, factors: Factors | None) -> Sheet:
    """Add the sheet of a section; totals by fields are formulas over the factors."""
    sheet = book.sheet(section.key.replace(",", " and "))
    columns = section.columns
    widths = head(sheet, columns, len(section.rows), _columns(section))
    spaces = [apart(columns, place) for place in range(len(columns))]
    formats = [
        book.number(each.kind, **({} if each.kind.is_number else {"text_wrap": True}), **space)
        for each, space in zip(columns, spaces, strict=True)
    ]
    live = _live_rows(section, factors)
    own = {} if live else formulas_of(section)
    for number, row in enumerate(section.rows, start=1):
        for place, value in enumerate(row):
            form = book.number(Kind.CHANGE) if isinstance(value, SignedAmount) else formats[place]
            made = _formula(section, live, number, place, row) or own.get((number, place))
            if made is None:
                sheet.write(number, place, value, form)
            else:
                sheet.formula(number, place, made, value, form)
        long = (
            (each, width)
            for each, width in zip(row, widths, strict=True)
            if isinstance(each, str) and len(each) > width
        )
        sheet.heighten(number, long)
    below = len(section.rows) + 1
    if section.rest is not None:
        for place, value in enumerate(section.rest):
            form = book.number(columns[place].kind, italic=True)
            made = _rest_formula(section, live, below, place) or own.get((below, place))
            if made is None or value is None:
                sheet.write(below, place, value, form)
            else:
                sheet.formula(below, place, made, value, form)
        below += 1
    if section.total is not None:
        for place, value in enumerate(section.total):
            form = book.number(columns[place].kind, bold=True, top=1)
            made = _total_formula(section, live, below, place) or own.get((below, place))
            if made is None or value is None:
                sheet.write(below, place, value, form)
            else:
                sheet.formula(below, place, made, value, form)
            if columns[place].kind.is_number and isinstance(value, int | float):
                book.name(f"{section.key}_{columns[place].key}", sheet, below, place)
        below += 1
    name_levels(book, section, sheet)
    for text in (section.title, *section.key_to_letters, *section.notes):
        below += 1
        sheet.write(below, 0, text, book.format(bold=text is section.title))
    return sheet


def _columns(section: Section) -> Iterator[Iterator[object]]:
    """Yield the values of each column."""
    ends = [row for row in (section.total, section.rest) if row is not None]
    for place in range(len(section.columns)):
        yield (row[place] for row in chain(ends, section.rows))


def _live_rows(section: Section, factors: Factors | None) -> Rows | None:
    """Return the rows that a section adds up; None where it does not, or not as formulas can."""
    keys = {column.key for column in section.columns}
    if factors is None or not keys.issuperset(_TOTALLED) or section.key != ",".join(section.by):
        return None
    rows = factors.rows_for(section.by)
    if rows is None or not set(section.by) <= set(rows.columns):
        return None
    if section.by != ("form",) and not _comparable(rows, section.by):
        return None
    return rows if _agrees(section, rows) else None


def _comparable(rows: Rows, by: Sequence[str]) -> bool:
    """Return whether a spreadsheet, which knows no case, tells all values of the fields apart."""
    for field in by:
        values = [str(each) for each in rows.frame[field].dropna().unique()]
        if len({each.casefold() for each in values}) < len(values):
            return False
        if not all(_PLAIN_KEY.fullmatch(each) for each in values):
            return False
    return True


def _agrees(section: Section, rows: Rows) -> bool:
    """Return whether what formulas will come to is what the section says."""
    keys = zip(*(rows.frame[field].tolist() for field in section.by), strict=True)
    known: dict[tuple[str, ...], list[float]] = {}
    for key, hours in zip(keys, rows.frame["burden_hours"].tolist(), strict=True):
        if hours == hours:
            known.setdefault(_key(key), []).append(hours)
    places = [section.place(field) for field in section.by]
    hours_at = section.place("burden_hours")
    for row in section.rows:
        added, said = known.get(_key([row[place] for place in places])), row[hours_at]
        if (added is None) != (said is None):
            return False
        if added is not None and not abs(math.fsum(added) - said) <= CLOSE * abs(said):
            return False
    return True


def _key(key: Sequence[object]) -> tuple[str, ...]:
    return tuple("" if each is None or each != each else str(each) for each in key)


def _formula(section: Section, live: Rows | None, number: int, place: int, row: Row) -> str | None:
    key = section.columns[place].key
    if live is None or key not in _TOTALLED or key == "forms":
        return None
    if key in _SUMS:
        known = row[place] is not None
        return f"={_sum(section, live, number, row, _SUMS[key])}" if known else None
    if key == "share":
        return _share(section, number)
    return _minutes(section, number, f"{_sum(section, live, number, row, 'factor_hours')}*60")


def _sum(section: Section, live: Rows, number: int, row: Row, what: str) -> str:
    if section.by == ("form",):
        return live.sheet.cell(live.row_of_form[row[section.place("form")]], live.columns[what])
    conditions = []
    for field in section.by:
        place = section.place(field)
        wanted = '"="' if row[place] is None else address(number, place)
        conditions += [live.range(field), wanted]
    return f"SUMIFS({live.range(what)},{','.join(conditions)})"


def _share(section: Section, number: int) -> str:
    hours = address(number, section.place("burden_hours"))
    return f'=IF(OR({hours}="",total_hours=0),"",{hours}/total_hours)'


def _minutes(section: Section, number: int, minutes: str) -> str:
    responses = address(number, section.place("responses"))
    return f'=IF(OR({responses}="",{responses}=0),"",({minutes})/{responses})'


def _rest_formula(section: Section, live: Rows | None, number: int, place: int) -> str | None:
    key = section.columns[place].key
    if live is None or key not in _TOTALLED or key == "forms":
        return None

    def shown(key: str) -> str:
        place = section.place(key)
        return f"{address(1, place)}:{address(len(section.rows), place)}"

    if key in _SUMS:
        return f"=SUM({live.range(_SUMS[key])})-SUM({shown(key)})"
    if key == "share":
        return _share(section, number)
    above = f"SUMPRODUCT({shown('responses')},{shown('minutes_per_response')})"
    return _minutes(section, number, f"SUM({live.range('factor_hours')})*60-{above}")


def _total_formula(section: Section, live: Rows | None, number: int, place: int) -> str | None:
    key = section.columns[place].key
    if live is None or key not in _TOTALLED or key == "forms":
        return None
    if key in _SUMS:
        return "=total_hours" if key == "burden_hours" else "=total_responses"
    if key == "share":
        return _share(section, number)
    return _minutes(section, number, "total_factor_hours*60")
