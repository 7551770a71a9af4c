"""The agencies of an inventory, which names them by code."""

import csv
from collections.abc import Iterable, Mapping
from functools import cache

from timetax.bundle import bundled
from timetax.catalogue.entries import Agency

UNKNOWN = "not-given"
"""The id of the agency of requests that give no agency code anywhere."""


def agencies_of(codes: Iterable[str]) -> tuple[Agency, ...]:
    """Return the agencies with these codes and those above them, by code.

    Names, acronyms and codes are those of OMB's lists. The lists hold no parents: these are derived
    from the codes, which stand under their department's. A code in no list makes an agency of its
    own, which is named after it.
    """
    known = listed()
    wanted = set(codes)
    above = {known[code].parent for code in wanted if code in known}
    wanted |= {parent for parent in above if parent is not None}
    return tuple(known[code] if code in known else _unlisted(code) for code in sorted(wanted))


@cache
def listed() -> Mapping[str, Agency]:
    """Return the agencies of OMB's lists by code, each with the department above it."""
    with bundled().with_name("agency-codes.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Agency(
                id=row["code"],
                name=row["name"],
                acronym=row["acronym"] or None,
                code=row["code"],
                parent=row["parent"] or None,
            )
            for row in csv.DictReader(file)
        }


def _unlisted(code: str) -> Agency:
    if code == UNKNOWN:
        return Agency(id=UNKNOWN, name="Agency not given")
    return Agency(id=code, name=f"Agency {code}", code=code)
