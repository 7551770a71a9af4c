"""A catalogue as CSV in the flat layout of `timetax.tabular.flat`: UTF-8, commas, a line a record.

Texts that a spreadsheet would run as formulas have an apostrophe in front, which reading takes off.
"""

import re

from timetax.catalogue.catalogue import Catalogue
from timetax.findings import option_error
from timetax.read.tabular.flat import Cell, number
from timetax.write.flat import flat_table
from timetax.write.format import Format

# Python's writer, before 3.13, leaves a carriage return without quotes where lines end without one.
_NEEDS_QUOTES = re.compile('[",\r\n]|^\\s|\\s$')
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def as_csv(catalogue: Catalogue) -> bytes:
    """Return the catalogue as the bytes of a CSV file.

    Raises:
        InputError: a text holds a control character, which no reader takes in a text file.
    """
    table = flat_table(catalogue)
    lines = [",".join(table.header), *(",".join(map(_cell, row)) for row in table.rows)]
    text = "".join(f"{line}\n" for line in lines)
    if found := _CONTROL_CHARACTER.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"line {line:,} would hold the control character U+{ord(found[0]):04X}"
        raise option_error("format", f"{message}; YAML and Parquet can hold it, CSV cannot")
    return text.encode("utf-8")


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return number(cell)
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


FORMAT = Format(write=as_csv, suffixes=(".csv",))
