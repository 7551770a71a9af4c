"""A workbook that is being written: its sheets, its formats of numbers, and its names."""

import datetime
import io
import re
from collections.abc import Iterable
from functools import cache
from textwrap import wrap
from typing import Any

from timetax.findings import option_error
from timetax.render.figures.words import plain
from timetax.wording.numbers import Kind, raw

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
LONGEST_TITLE, LONGEST_NAME = 31, 255
NARROWEST, WIDEST = 9, 60
LINE = 15.5
"""How high a line of text is, in points."""

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_NO_TIME = datetime.datetime(1980, 1, 1)

NUMBERS = {
    Kind.TEXT: "General",
    Kind.COUNT: "#,##0",
    Kind.YEAR: "0",
    Kind.HOURS: "#,##0",
    Kind.RESPONSES: "#,##0",
    Kind.MINUTES: "#,##0.0",
    Kind.SHARE: "0.0%",
    Kind.CHANGE: "+#,##0;-#,##0;0",
    Kind.CHANGE_SHARE: "+0.0%;-0.0%;0%",
    Kind.NUMBER: "#,##0.######",
    Kind.CENTS: "#,##0.00",
}
"""How the values of each kind are shown; what a cell holds is the number itself."""


class _Exact(float):
    """A number that is written to the last bit: XlsxWriter would write 16 digits."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


class Book:
    """Takes sheets; the same sheets make the same bytes."""

    def __init__(self) -> None:
        import xlsxwriter

        self._bytes = io.BytesIO()
        self.made = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self.made.set_properties({"created": _NO_TIME})
        self.made.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._titles: set[str] = set()
        self._names: set[str] = set()

    def format(self, **about: Any) -> Any:
        """Return a format, the same one for the same properties."""
        key = tuple(sorted(about.items()))
        if key not in self._formats:
            self._formats[key] = self.made.add_format(about)
        return self._formats[key]

    def number(self, kind: Kind, **about: Any) -> Any:
        """Return the format of the values of a kind."""
        return self.format(num_format=NUMBERS[kind], valign="top", **about)

    def sheet(self, title: str) -> "Sheet":
        """Return a new sheet; its title is changed where there is one like it, or none can be."""
        wanted = _NOT_IN_TITLES.sub(" ", plain(title)).strip()[:LONGEST_TITLE] or "sheet"
        name, number = wanted, 2
        while name.casefold() in self._titles | {"history"}:
            end = f" {number}"
            name, number = wanted[: LONGEST_TITLE - len(end)] + end, number + 1
        self._titles.add(name.casefold())
        return Sheet(self, name)

    def name(self, wanted: str, sheet: "Sheet", row: int, column: int) -> None:
        """Give a cell a name that formulas can use, unless another one has it."""
        name = re.sub(r"\W|^(?=\d)", "_", wanted, flags=re.ASCII)[:LONGEST_NAME]
        if name.casefold() not in self._names:
            self._names.add(name.casefold())
            self.made.define_name(name, f"={sheet.cell(row, column)}")

    def written(self) -> bytes:
        """Return the bytes of the workbook."""
        self.made.close()
        return self._bytes.getvalue()


class Sheet:
    """A sheet: rows and columns are counted from 0."""

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self.name = name
        self.made = book.made.add_worksheet(name, _plain_worksheet())
        self.made.set_landscape()
        self.made.fit_to_pages(1, 0)

    def write(self, row: int, column: int, value: object, form: Any = None) -> None:
        """Write a value; text is text and never a formula, and nothing leaves the cell empty."""
        if row >= MOST_ROWS:
            message = f"a sheet holds {MOST_ROWS:,} rows, and {self.name!r} has more; give --top"
            raise option_error("format", message)
        value = raw(value)
        if value is None:
            if form is not None:
                self.made.write_blank(row, column, None, form)
        elif isinstance(value, int | float):
            self.made.write_number(row, column, _Exact(value), form)
        else:
            text = plain_lines(str(value))
            self.made.write_string(row, column, text[:LONGEST_TEXT], form)

    def formula(self, row: int, column: int, formula: str, value: object, form: Any = None) -> None:
        """Write a formula and what it comes to."""
        cached = raw(value)
        self.made.write_formula(row, column, formula, form, "" if cached is None else cached)

    def fit(self, column: int, texts: Iterable[str], *, most: int = WIDEST) -> int:
        """Make a column as wide as texts are, within limits, and return how wide that is."""
        width = min(max(max(map(len, texts), default=0) + 2, NARROWEST), most)
        self.made.set_column(column, column, width)
        return width

    def heighten(self, row: int, cells: Iterable[tuple[str, int]]) -> None:
        """Make a row as high as texts need in columns of these widths."""
        lines = max((len(wrap(text, width)) for text, width in cells if text), default=1)
        if lines > 1:
            self.made.set_row(row, lines * LINE)

    def cell(self, row: int, column: int) -> str:
        """Return how a formula calls a cell."""
        return f"'{self.name}'!${_letters(column)}${row + 1}"

    def range(self, first: int, last: int, column: int) -> str:
        """Return how a formula calls the cells of a column from one row to another."""
        return f"{self.cell(first, column)}:{self.cell(last, column).rpartition('!')[2]}"


def plain_lines(text: str) -> str:
    """Return text without what no XML may hold or what could turn its direction; lines stay."""
    return "\n".join(map(plain, text.splitlines())) if "\n" in text else plain(text)


def address(row: int, column: int) -> str:
    """Return how a formula calls a cell of its own sheet."""
    return f"{_letters(column)}{row + 1}"


@cache
def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(column)
    return name


@cache
def _plain_worksheet() -> type:
    """Return a worksheet that does not look for new functions in formulas: ours have none.

    There are 30 of them, and to look for each takes a third of the time of a workbook.
    """
    from xlsxwriter.worksheet import Worksheet

    class PlainWorksheet(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, *_: object) -> str:
            return formula.removeprefix("=")

    return PlainWorksheet
