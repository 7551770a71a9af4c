"""What the options of reading mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from timetax.files.yaml import read_file
from timetax.findings import InputError, option_error
from timetax.read.tabular.model import DecimalMark, TableOptions, Unit
from timetax.wording.hints import did_you_mean, shown


@dataclass(frozen=True)
class ReadOptions:
    """How to read what is not our own format.

    Attributes:
        tables: how headings and units of tables are understood.
        input: what every input holds, as `--input` names it; None to look at its first bytes.
        life_event_map: the file that gives collections of an official inventory their life events;
            None is the bundled one.
        progress: is told the share of an official inventory that is read.
    """

    tables: TableOptions = field(default_factory=TableOptions)
    input: str | None = None
    life_event_map: Path | None = None
    progress: Callable[[float], None] | None = None


AS_THEY_ARE = ReadOptions()


def read_options(
    headings: Sequence[str] | None = None,
    unit: str | None = None,
    sheet: str | None = None,
    keep_going: bool = False,
    life_event_map: Path | None = None,
    progress: Callable[[float], None] | None = None,
    *,
    input: str | None = None,  # noqa: A002
    decimal: str | None = None,
    rows: Sequence[str] | None = None,
    fill: Sequence[str] | None = None,
) -> ReadOptions:
    """Return the options that the command line spells.

    `headings` are `HEADING=KEY`, or files with a mapping of headings to keys; `rows` are `keep:3,4`
    or `drop:7`; `fill` is `KEY=VALUE`.

    Raises:
        InputError: one of them cannot be understood.
    """
    if unit not in (None, "hours", "minutes"):
        raise option_error("unit", f"is hours or minutes, not {unit!r}")
    if decimal not in (None, ".", ","):
        raise option_error("decimal", f"is . or , and not {decimal!r}")
    mapping: dict[str, str] = {}
    for each in headings or []:
        mapping |= _heading(each)
    chosen = _rows(rows or [])
    tables = TableOptions(
        mapping,
        cast("Unit | None", unit),
        sheet,
        keep_going,
        decimal=cast("DecimalMark | None", decimal),
        keep=chosen["keep"],
        drop=chosen["drop"],
        fill=dict(map(_filled, fill or [])),
    )
    return ReadOptions(tables, input, life_event_map, progress)


def _rows(choices: Sequence[str]) -> dict[str, frozenset[int]]:
    chosen: dict[str, set[int]] = {"keep": set(), "drop": set()}
    for each in choices:
        what, _, numbers = each.partition(":")
        listed = [number.strip() for number in numbers.split(",")]
        if what not in chosen or not all(number.isdecimal() for number in listed):
            raise option_error(f"--rows {each}", "write it as keep:3,4 or drop:7")
        chosen[what] |= set(map(int, listed))
    if both := chosen["keep"] & chosen["drop"]:
        raise option_error("--rows", f"row {min(both)} cannot be kept and dropped")
    return {what: frozenset(numbers) for what, numbers in chosen.items()}


def _filled(text: str) -> tuple[str, str]:
    from timetax.read.tabular.headings import KEYS

    key, equals, value = (each.strip() for each in text.partition("="))
    if not equals or not value:
        raise option_error(f"--fill {text}", "write it as KEY=VALUE, such as agency=IRS")
    if key not in KEYS:
        hint = did_you_mean(key, KEYS) or f"; use one of {', '.join(KEYS)}"
        raise option_error(f"--fill {text}", f"{shown(key)} is no key of a form{hint}")
    return key, value


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
