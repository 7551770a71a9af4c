"""What the options of reading mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal, cast

from timetax.catalogue.numbers import number
from timetax.files.yaml import read_file
from timetax.findings import Finding, InputError, Position, option_error
from timetax.read.tabular.model import DecimalMark, TableOptions, Unit
from timetax.wording.hints import did_you_mean, shown

_NUMBERS = re.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?")


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
    scale: Sequence[str] | None = None,
    year: str | None = None,
    levels: str | None = None,
    no_limits: bool = False,
) -> ReadOptions:
    """Return the options that the command line spells.

    `headings` are `HEADING=KEY`, or files with a mapping of headings to keys; `rows` are `keep:3,4`
    or `drop:7-9`; `fill` is `KEY=VALUE`; `scale` is `1000` or `HEADING=1000`.

    Raises:
        InputError: one of them cannot be understood.
    """
    if unit not in (None, "hours", "minutes", "seconds"):
        raise option_error("unit", f"is hours, minutes or seconds, not {unit!r}")
    if decimal not in (None, ".", ","):
        raise option_error("decimal", f"is . or , and not {decimal!r}")
    if levels not in (None, "down", "none"):
        raise option_error("levels", f"is down or none, and not {levels!r}")
    mapping: dict[str, str] = {}
    mapped_at: dict[str, Position] = {}
    for each in headings or []:
        heading, equals, key = (part.strip() for part in each.rpartition("="))
        pairs = {heading: (key, None)} if equals else _headings_in(each)
        for heading, (key, place) in pairs.items():
            mapping[heading] = key
            mapped_at.pop(heading, None)
            if place is not None:
                mapped_at[heading] = place
    chosen = _rows(rows or [])
    tables = TableOptions(
        mapping,
        mapped_at,
        cast("Unit | None", unit),
        sheet,
        keep_going,
        decimal=cast("DecimalMark | None", decimal),
        keep=chosen["keep"],
        drop=chosen["drop"],
        fill=dict(map(_filled, fill or [])),
        scale=dict(map(_scaled, scale or [])),
        years=_year(year),
        levels=cast("Literal['down', 'none'] | None", levels),
        unlimited=no_limits,
    )
    return ReadOptions(tables, input, life_event_map, progress)


def _rows(choices: Sequence[str]) -> dict[str, tuple[range, ...]]:
    chosen: dict[str, list[range]] = {"keep": [], "drop": []}
    for each in choices:
        what, _, numbers = each.partition(":")
        listed = [_NUMBERS.fullmatch(number.strip()) for number in numbers.split(",")]
        if what not in chosen or None in listed:
            raise option_error(f"--rows {each}", "write it as keep:3,4 or drop:7-9")
        for found in filter(None, listed):
            named = range(int(found[1]), int(found[2] or found[1]) + 1)
            if not named:
                raise option_error(f"--rows {each}", f"{found[0]} ends before it begins")
            chosen[what].append(named)
    return {what: tuple(numbers) for what, numbers in chosen.items()}


def _scaled(text: str) -> tuple[str, Fraction]:
    heading, _, times = (each.strip() for each in text.rpartition("="))
    try:
        scale = number(times.replace(",", ""))
        if scale <= 0:
            raise ValueError(f"{shown(times)} is not above zero")
    except ValueError as error:
        message = f"{error}; write it as 1000, or HEADING=1000 for one column"
        raise option_error(f"--scale {text}", message) from None
    return heading, scale


def _year(text: str | None) -> str | None:
    if text is None or text in ("newest", "all") or re.fullmatch("(1[89]|20)[0-9]{2}", text):
        return text
    raise option_error(f"--year {text}", "is a year such as 2024, newest or all")


def _filled(text: str) -> tuple[str, str]:
    from timetax.read.tabular.headings import KEYS, SYNONYMS

    key, equals, value = (each.strip() for each in text.partition("="))
    if not equals or not value:
        raise option_error(f"--fill {text}", "write it as KEY=VALUE, such as agency=IRS")
    if key not in KEYS:
        hint = did_you_mean(key, KEYS, SYNONYMS) or f"; use one of {', '.join(KEYS)}"
        raise option_error(f"--fill {text}", f"{shown(key)} is no key of a form{hint}")
    return key, value


def _headings_in(name: str) -> dict[str, tuple[str, Position | None]]:
    """Return what a file says that headings mean, and where it says so."""
    reading = read_file(name)
    document = reading.document
    if reading.findings or document is None:
        raise InputError(reading.findings)
    file, content = document.file, document.value
    if not isinstance(content, dict):
        message = (
            "must be a mapping of headings to keys, such as `Hours per form: hours_per_response`"
        )
        raise InputError([Finding(file.position(()), "type", message)])
    wrong = [heading for heading, key in content.items() if not isinstance(key, str)]
    if wrong:
        message = "a heading means one key, or `ignore`"
        raise InputError(
            Finding(file.position((heading,)), "type", f"{shown(heading)}: {message}")
            for heading in wrong
        )
    return {heading: (key, file.position((heading,))) for heading, key in content.items()}
