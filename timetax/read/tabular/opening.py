"""Sheet formats, found by their modules in `formats`: which one a file is, and its opening."""

from functools import cache
from importlib import import_module

from timetax.bundle import modules_in
from timetax.read.tabular import formats
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import TableOptions

FORMATS = modules_in(formats, first=("csv", "tsv", "xlsx", "ods"))
"""The module of each sheet format, by the name that people type."""


_MARKED = "parquet"
"""The format that is known at once; it is asked first."""


@cache
def sheet_format(name: str) -> SheetFormat:
    """Return the format of a name."""
    made: SheetFormat = import_module(FORMATS[name]).FORMAT
    return made


def recognised(start: Start, options: TableOptions) -> tuple[str, str] | None:
    """Return the name of the format of a file that begins so and why it is that, or None."""
    for name in sorted(FORMATS, key=lambda name: name != _MARKED):
        if why := sheet_format(name).recognises(start, options):
            return name, why
    return None
