"""Sheet formats, found by their modules in `formats`: which one a file is, and its opening."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from timetax.read.tabular import formats
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import TableOptions

NAMES = tuple(sorted(each.name for each in iter_modules(formats.__path__)))
"""The names of all sheet formats, as people type them."""


@cache
def sheet_format(name: str) -> SheetFormat:
    """Return the format of a name."""
    made: SheetFormat = import_module(f"{formats.__name__}.{name}").FORMAT
    return made


def recognised(start: Start, options: TableOptions) -> tuple[str, str] | None:
    """Return the name of the format of a file that begins so and why it is that, or None."""
    for name in NAMES:
        if why := sheet_format(name).recognises(start, options):
            return name, why
    return None
