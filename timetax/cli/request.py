"""What options mean: the tables that are read, and how and where a report is written."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.cli.output import Color, is_colored, write_text
from timetax.cli.reading import ReadingArguments
from timetax.findings import option_error
from timetax.render.reports import SUFFIXES, Format, format_report

if TYPE_CHECKING:
    from timetax.reports.report import Report
    from timetax.tables.layouts import Tables


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


def format_of(form: Format | None, output: Path | None) -> Format:
    """Return the format that is asked for, or that the name of the output file says."""
    if form is not None:
        return form
    return SUFFIXES.get(output.suffix.lower(), Format.TEXT) if output else Format.TEXT


def write_report(report: "Report", form: Format, output: Path | None, color: Color) -> None:
    """Write a report to a file, or to standard output."""
    width = shutil.get_terminal_size().columns
    write_text(format_report(report, form, width=width, color=is_colored(color, output)), output)


def fields_in(by: str | None) -> list[str]:
    """Return the fields that an option lists."""
    return [field.strip() for field in by.split(",")] if by is not None else []


def names_in(names: str | None) -> list[str] | None:
    """Return the names that an option lists; None if it is not there."""
    return None if names is None else [name.strip() for name in names.split(",") if name.strip()]


MOST_YEARS = 100


def parse_years(text: str) -> tuple[int, int]:
    """Return the first and the last year that `FROM:TO` spells.

    Raises:
        InputError: it spells no years, or more than a hundred.
    """
    first, colon, last = text.partition(":")
    if not (colon and first.strip().isdecimal() and last.strip().isdecimal()):
        raise option_error(f"years {text}", "write them as FROM:TO, such as 2027:2036")
    years = (int(first), int(last))
    if not 0 <= years[1] - years[0] < MOST_YEARS:
        raise option_error(f"years {text}", f"must rise, and hold at most {MOST_YEARS} years")
    return years
