"""How the headings of a table are read, shown before anything is made of it."""

from collections.abc import Sequence
from pathlib import Path

from timetax.findings import option_error
from timetax.read.inputs import mapping_of_table
from timetax.read.options import ReadOptions
from timetax.reports.report import Column, Report, Section
from timetax.wording.numbers import plural

_COLUMNS = (
    Column("heading", "heading"),
    Column("key", "is read as", absent="left out"),
    Column("unit", "in"),
    Column("why", "because", shown="wide"),
    Column("examples", "such as"),
)


def headings_report(paths: Sequence[str | Path], options: ReadOptions) -> Report:
    """Return what each column of tables is taken for.

    Raises:
        InputError: there is no path, one holds no table of people's own, or cannot be read.
    """
    if not paths:
        raise option_error("convert", "name a table, or an --output to write the catalogue to")
    sections = []
    left_out = 0
    for path in paths:
        mapping = mapping_of_table(path, options)
        left_out += sum(column.key is None for column in mapping)
        rows = tuple(
            (each.heading, each.key, each.unit or None, each.why, ", ".join(each.examples))
            for each in mapping
        )
        sections.append(Section("headings", f"Headings of {path}", ("heading",), _COLUMNS, rows))
    said = f"{plural(left_out, 'column')} would be left out" if left_out else "every column is read"
    return Report(
        title="How headings are read",
        headline=f"With these headings, {said}.",
        description=None,
        total=None,
        sections=tuple(sections),
        notes=("--map HEADING=KEY says otherwise; --output FILE writes the catalogue.",),
        currency="USD",
    )
