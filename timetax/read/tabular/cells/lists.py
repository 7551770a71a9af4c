"""Several names in a cell, and the shares beside them."""

import re
from fractions import Fraction
from typing import Any

from timetax.read.tabular.cells.lines import is_unknown
from timetax.read.tabular.cells.numbers import PLAIN, exactly
from timetax.read.tabular.cells.reader import CellError
from timetax.wording.hints import shown
from timetax.wording.lists import repeated

_SHARE = re.compile(r"(.+?)\s*(?:[:=]\s*([0-9.]+ ?%?)|\(([0-9.]+ ?%)\)|\s([0-9.]+ ?%))")


def parts_of(value: str) -> list[str]:
    """Return the texts between semicolons, bars or ends of lines; without these, between commas."""
    parts = re.split(r"[;|\n\r]", value)
    if len(parts) == 1:
        parts = value.split(",")
    return [" ".join(part.split()) for part in parts if part.strip()]


def names(value: str) -> Any:
    """Return the names in a cell: one, or a list of those between semicolons, bars or commas."""
    if is_unknown(value) or value.strip().casefold() == "none":
        return None
    parts = parts_of(value)
    for _, name in repeated(parts):
        raise CellError(f"{shown(name)} is in the list twice")
    return parts


def life_events(value: str) -> Any:
    """Return life events: a list, or a mapping to shares (`moving: 0.4; birth 60%`)."""
    parts = names(value)
    if parts is None:
        return None
    found = [_SHARE.fullmatch(part) for part in parts]
    if not any(found):
        return parts
    shares: dict[str, str] = {}
    total = Fraction(0)
    for part, match in zip(parts, found, strict=True):
        if match is None:
            raise CellError(f"{shown(part)} has no share, and others in the cell have one")
        share = _share(match[2] or match[3] or match[4])
        if match[1] in shares:
            raise CellError(f"{shown(match[1])} is in the list twice")
        shares[match[1]] = exactly(share)
        total += share
    if total > 1:
        raise CellError(f"the shares add up to {float(total):g}, which is above 1")
    return shares


def _share(value: str) -> Fraction:
    plain = value.rstrip("% ")
    if not PLAIN.fullmatch(plain):
        raise CellError(f"{shown(value)} is not a share such as 0.4 or 40%")
    share = Fraction(plain) / (100 if value.endswith("%") else 1)
    if share > 1:
        raise CellError(f"the share {shown(value)} is above 1")
    return share
