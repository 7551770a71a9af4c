"""Writes a report in each format: a module of `formats/` or, for a difference alone, of another.

Both are found by their place.
"""

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timetax.bundle import modules_in
from timetax.findings import option_error
from timetax.render import difference_formats, formats
from timetax.render.endings import format_meant

if TYPE_CHECKING:
    from timetax.render.format import Format
    from timetax.reports.report import Report

TEXT = "text"
FOR_ALL = modules_in(formats, first=(TEXT, "markdown", "csv", "json"))
"""The module of each format that any report can be written in, by its name."""

FORMATS = FOR_ALL | modules_in(difference_formats)
"""The same, and of those that a difference alone can be written in."""


def format_report(
    report: "Report",
    form: str = TEXT,
    *,
    width: int = 80,
    color: bool = False,
    today: date | None = None,
) -> str:
    """Return a report written in a format.

    The `width` and `color` are for text in a terminal, `today` for what says of which day it is;
    without, the day of the run.

    Raises:
        ValueError: there is no such format.
        InputError: the format is not for such a report.
    """
    return "".join(format_pieces(report, form, width=width, color=color, today=today))


def format_pieces(
    report: "Report",
    form: str = TEXT,
    *,
    width: int = 80,
    color: bool = False,
    today: date | None = None,
) -> Iterable[str]:
    """Return what `format_report` does in pieces, for a report that may be large."""
    chosen = format_named(form)
    if chosen.pieces:
        return chosen.pieces(report)
    if chosen.write is None:
        raise option_error("format", f"{form} is no text; write it to a file: -o FILE.{form}")
    terminal = {"width": width, "color": color} if chosen.for_terminal else {}
    return [chosen.write(report, **terminal, **_day(chosen, today))]


def _day(chosen: "Format", today: date | None) -> dict[str, Any]:
    return {"today": today or date.today()} if chosen.dated else {}


def format_bytes(report: "Report", form: str, *, today: date | None = None) -> bytes | None:
    """Return the bytes of a report in a format that is no text; None if the format is one.

    Raises:
        InputError: what the format needs is not installed.
    """
    chosen = format_named(form)
    if chosen.write_bytes is None:
        return None
    if chosen.needs and find_spec(chosen.needs) is None:
        raise option_error(
            "format", f"{form} needs {chosen.needs}: install timetax[{chosen.extra}]"
        )
    return chosen.write_bytes(report, **_day(chosen, today))


def format_named(name: str) -> "Format":
    """Return the format of a name.

    Raises:
        ValueError: there is no such format.
    """
    if name not in FORMATS:
        raise ValueError(f"{name!r} is not a valid Format; the formats are {', '.join(FORMATS)}")
    made: Format = import_module(FORMATS[name]).FORMAT
    return made


def name_for(output: Path | None, asked: str | None = None) -> str:
    """Return the name of the format that is asked for, or that a file's ending means, or text.

    Raises:
        InputError: no format has the ending, or not the one that is asked for.
    """
    return (format_meant(output, FORMATS, asked) if output else asked) or TEXT
