"""Writes a catalogue as a file: a module a format."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.files.writing import write_whole
from timetax.findings import option_error

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue

FORMATS = ("yaml", "csv", "parquet", "xlsx")
"""What a catalogue can be written as. All but xlsx hold the whole of it."""

SUFFIXES = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
_NEEDS = {
    "parquet": ("pyarrow", "writing Parquet needs pyarrow: pip install 'timetax[parquet]'"),
    "xlsx": ("openpyxl", "writing Excel needs openpyxl: pip install 'timetax[excel]'"),
}


def convert(catalogue: "Catalogue", path: str | Path, fmt: str | None = None) -> None:
    """Write the catalogue to the file at `path`, whole or not at all.

    Args:
        catalogue: the catalogue.
        path: where to write it; its suffix says as what, unless `fmt` does.
        fmt: one of `FORMATS`.

    Raises:
        InputError: the format is not known, what it needs is not installed, or the file cannot be
            written.
    """
    path = Path(path)
    data = _writer(_format_of(path, fmt))(catalogue)
    write_whole(path, data)


def _format_of(path: Path, fmt: str | None) -> str:
    if fmt is not None:
        if fmt not in FORMATS:
            raise option_error("format", f"unknown format {fmt!r}; use {', '.join(FORMATS)}")
        return fmt
    found = SUFFIXES.get(path.suffix.casefold())
    if found is None:
        ending = f"the ending {path.suffix!r}" if path.suffix else "no ending"
        raise option_error(str(path), f"{ending} names no format; use {', '.join(SUFFIXES)}")
    return found


def _writer(fmt: str) -> "Callable[[Catalogue], bytes]":
    library, message = _NEEDS.get(fmt, ("csv", ""))
    if find_spec(library) is None:
        raise option_error("format", message)
    made: Callable[..., bytes] = import_module(f"timetax.write.{fmt}").written
    return made
