"""What the options of reading mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from timetax.files.yaml import (
    read_file,
)
from timetax.findings import InputError, option_error
from timetax.read.tabular.model import TableOptions, Unit


@dataclass(frozen=True)
class ReadOptions:
    """How to read what is not our own format.

    Attributes:
        tables: how headings and units of tables are understood.
        life_event_map: the file that gives collections of an official inventory their life events;
            None is the bundled one.
        progress: is told the share of an official inventory that is read.
    """

    tables: TableOptions = field(default_factory=TableOptions)
    life_event_map: Path | None = None
    progress: Callable[[float], None] | None = None


AS_THEY_ARE = ReadOptions()


def read_options(
    headings: Sequence[str],
    unit: str | None,
    sheet: str | None,
    keep_going: bool,
    life_event_map: Path | None,
    progress: Callable[[float], None] | None = None,
) -> ReadOptions:
    """Return the options that the command line spells.

    `headings` are `HEADING=KEY`, or files with a mapping of headings to keys.

    Raises:
        InputError: one of them cannot be understood.
    """
    if unit not in (None, "hours", "minutes"):
        raise option_error("unit", f"is hours or minutes, not {unit!r}")
    mapping: dict[str, str] = {}
    for each in headings:
        mapping |= _heading(each)
    tables = TableOptions(mapping, cast("Unit | None", unit), sheet, keep_going)
    return ReadOptions(tables, life_event_map, progress)


def _heading(text: str) -> dict[str, str]:
    heading, equals, key = text.rpartition("=")
    if equals:
        return {heading.strip(): key.strip()}
    reading = read_file(text)
    content = reading.document.value if reading.document else None
    if reading.findings:
        raise InputError(reading.findings)
    if not isinstance(content, dict) or not all(isinstance(v, str) for v in content.values()):
        raise option_error(f"map {text}", "write it as HEADING=KEY, or name a file of such pairs")
    return content
