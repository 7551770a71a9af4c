"""What options mean: the tables that are read, and how and where a report is written."""

import re
import shutil
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.cli.configured import setting, today_set
from timetax.cli.groups import OptionGroup
from timetax.cli.options import ColorOption, FormatOption, NoPager, Output
from timetax.cli.output import Color, draws_bars, is_colored, write_bytes, write_text
from timetax.cli.pager import page
from timetax.cli.reading import ReadingArguments
from timetax.findings import option_error
from timetax.render.reports import FOR_ALL, format_bytes, format_named, format_pieces, name_for

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue
    from timetax.engine.money.book import Book, Terms
    from timetax.reports.report import Report
    from timetax.tables.layouts import Tables


ROWS_IN_STANDARD_SECTIONS = 10
ROWS_BY_FIELD = 25
MOST_YEARS = 100
_YAML = {".yaml", ".yml"}
_YEARS = re.compile(r" *([0-9]{4}) *: *([0-9]{4}) *")


def read_tables(
    catalogues: list[str] | None,
    where: list[str] | None,
    reading: ReadingArguments,
) -> "Tables":
    """Return the tables, with burden, of the forms of catalogues that are selected."""
    from timetax.engine.burden import with_burden
    from timetax.engine.selection import parse_selection, select
    from timetax.read.to_tables import tables_at

    selections = [parse_selection(each) for each in where or []]
    with reading.options() as options:
        tables = tables_at(catalogues or [], options)
    return with_burden(select(tables, selections))


def read_catalogue(catalogues: list[str] | None, reading: ReadingArguments) -> "Catalogue":
    """Return the catalogue at these paths; without any, the one that is set or comes along."""
    from timetax.read.to_catalogue import load

    with reading.options() as options:
        return load(*catalogues or [], options=options)


@dataclass(frozen=True)
class Writing(OptionGroup):
    """How and where a report is written."""

    format: FormatOption = None
    output: Output = None
    color: ColorOption = Color.AUTO
    no_pager: NoPager = False

    @cached_property
    def form(self) -> str:
        """The name of the format."""
        return format_of(self.format, self.output)

    @property
    def entries(self) -> Path | None:
        """The file, where it is to hold entries in YAML in place of a report."""
        is_yaml = self.output is not None and self.output.suffix.casefold() in _YAML
        return self.output if is_yaml and self.format is None else None

    def write(self, report: "Report") -> None:
        """Write a report."""
        write_report(report, self.form, self.output, self.color, self.no_pager)


AS_ASKED = Writing()
"""As text, on standard output."""


def format_of(form: str | None, output: Path | None) -> str:
    """Return the format that is asked for, or that the name of the output file says."""
    if form is None and (output is None or not output.suffix) and (made := setting("format")):
        return made.one_of(tuple(FOR_ALL))
    return name_for(output, form)


def rows_shown(top: int | None, form: str, *, by_field: bool, compact: bool = False) -> int | None:
    """Return how many rows a table of a report has: `top`, or as many as suit its format."""
    chosen = format_named(form)
    if top is not None or not chosen.for_people or (compact and chosen.folds):
        return top
    if chosen.rows:
        return chosen.rows
    return ROWS_BY_FIELD if by_field else ROWS_IN_STANDARD_SECTIONS


def write_report(
    report: "Report", form: str, output: Path | None, color: Color, no_pager: bool
) -> None:
    """Write a report to a file or to standard output, through a pager if the terminal is small."""
    if output is not None and (data := format_bytes(report, form, today=today_set())) is not None:
        write_bytes(data, output)
        return
    if format_named(form).for_terminal and draws_bars(output):
        from timetax.reports.bars import with_bars

        report = with_bars(report)
    width = shutil.get_terminal_size().columns
    colored = is_colored(color, output)
    pieces = format_pieces(report, form, width=width, color=colored, today=today_set())
    if output is None and not no_pager and sys.stdout.isatty():
        text = "".join(pieces)
        if page(text):
            return
        pieces = [text]
    write_text(pieces, output)


def fields_in(by: str | None) -> list[str]:
    """Return the fields that an option lists."""
    return [field.strip() for field in by.split(",")] if by is not None else []


def names_in(names: str | None) -> list[str] | None:
    """Return the names that an option lists; None if it is not there."""
    return None if names is None else [name.strip() for name in names.split(",") if name.strip()]


def parse_years(text: str) -> tuple[int, int]:
    """Return the first and the last year that `FROM:TO` spells.

    Raises:
        InputError: it spells no years, or more than a hundred.
    """
    found = _YEARS.fullmatch(text)
    if not found:
        raise option_error(f"years {text}", "write them as FROM:TO, such as 2027:2036")
    years = (int(found[1]), int(found[2]))
    if not 0 <= years[1] - years[0] < MOST_YEARS:
        raise option_error(f"years {text}", f"must rise, and hold at most {MOST_YEARS} years")
    return years


def book_and_terms(
    name: str | None,
    price_year: int | None,
    price_index: str | None,
    discount_rate: str | None,
    horizon: int | None,
) -> "tuple[str, Book, Terms] | None":
    """Return the name of a book, the book, and by what options it is applied; None without one.

    Raises:
        InputError: there is no such book, it has no place for an option, or one is given alone.
    """
    from timetax.catalogue.values import MistakeError, read_share
    from timetax.engine.money.arithmetic import exact
    from timetax.engine.money.book import BOOKS, book_named, terms_of

    if name is None:
        given = {
            "price-year": price_year,
            "price-index": price_index,
            "discount-rate": discount_rate,
            "horizon": horizon,
        }
        alone = [option for option, value in given.items() if value is not None]
        if alone:
            raise option_error(alone[0], f"is about money; add --book {'|'.join(BOOKS)}")
        return None
    book = book_named(name)
    try:
        rate = None if discount_rate is None else exact(read_share(discount_rate))
    except MistakeError as error:
        raise option_error("discount-rate", str(error)) from None
    return name, book, terms_of(book, price_year, rate, horizon, price_index)
