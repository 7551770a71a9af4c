"""Writes a catalogue as a file, in a format of `formats/`."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.bundle import modules_in
from timetax.files.writing import write_whole
from timetax.findings import option_error
from timetax.write import formats

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue
    from timetax.write.format import Format

FORMATS = modules_in(formats, first=("yaml", "csv", "parquet", "xlsx"))
"""The module of each format that a catalogue can be written as; each holds all of it."""


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
    chosen = _format_of(path) if fmt is None else _format_named(fmt)
    if chosen.needs and find_spec(chosen.needs) is None:
        raise option_error("format", chosen.without_it)
    write_whole(path, chosen.write(catalogue))


def _format_named(fmt: str) -> "Format":
    if fmt not in FORMATS:
        raise option_error("format", f"unknown format {fmt!r}; use {', '.join(FORMATS)}")
    made: Format = import_module(FORMATS[fmt]).FORMAT
    return made


def _format_of(path: Path) -> "Format":
    by_suffix = {suffix: each for each in map(_format_named, FORMATS) for suffix in each.suffixes}
    found = by_suffix.get(path.suffix.casefold())
    if found is None:
        ending = f"the ending {path.suffix!r}" if path.suffix else "no ending"
        raise option_error(str(path), f"{ending} names no format; use {', '.join(by_suffix)}")
    return found
