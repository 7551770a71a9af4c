"""The tariffs, default tariffs and standard minutes that come with the program."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from timetax.bundle import bundled
from timetax.catalogue.entries import Source
from timetax.catalogue.money import Tariff
from timetax.catalogue.vocabulary import COMPLEXITIES

AN_HOUR = "per hour"
GS_GRADE = "gs-"
"""So begin the short names of the General Schedule: `gs-12` is grade 12 at the middle step."""
_GS = "us-gs-{grade}-s5-base-2026"


@dataclass(frozen=True)
class Default:
    """The tariff of those whom a form affects where its costs name none, and why it is that."""

    tariff: str
    why: str


def rows_of_tariffs() -> Mapping[str, Mapping[str, str]]:
    """Return the rows of all tables by id, with their `jurisdiction`, as they are printed."""
    return _rows_of_tariffs()


@cache
def _rows_of_tariffs() -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for path in sorted(_data("tariffs").glob("*.csv")):
        for row in _rows_in(path):
            rows[row["id"]] = {"jurisdiction": path.stem.upper(), **row}
    return rows


def tariff_named(name: str) -> Tariff | None:
    """Return the tariff that comes with the program; None if there is none that is an hour's."""
    row = rows_of_tariffs().get(meant_by(name))
    if row is None or AN_HOUR not in row["unit"]:
        return None
    reference = f" ({row['reference']})" if row["reference"] else ""
    address = row["url"] if row["url"].startswith("http") else None
    return Tariff(
        id=name,
        jurisdiction=row["jurisdiction"],
        occupation=row["occupation"],
        hourly_wage=float(row["value"]),
        currency=row["currency"],
        base_period=row["base_period"] or None,
        source=Source(title=row["source"] + reference, url=address),
        note=f"Stands for: {row['stands_for']}.",
    )


def meant_by(name: str) -> str:
    """Return the id of a tariff that comes with the program, of a short name too."""
    grade = name.removeprefix(GS_GRADE)
    return _GS.format(grade=grade) if grade != name and grade.isdecimal() else name


def names_of_tariffs() -> list[str]:
    """Return the names of all tariffs that are an hour's."""
    rows = rows_of_tariffs()
    short = (f"{GS_GRADE}{grade}" for grade in range(1, 16) if _GS.format(grade=grade) in rows)
    return [*short, *(name for name, row in rows.items() if AN_HOUR in row["unit"])]


@cache
def defaults_of(jurisdiction: str) -> Mapping[str, Default]:
    """Return the default tariffs of a jurisdiction by the public that they are for."""
    return {
        row["affected_public"]: Default(row["tariff"], row["why"])
        for row in _rows_in(_data("default-tariffs.csv"))
        if row["jurisdiction"] == jurisdiction
    }


@cache
def activities() -> Mapping[str, Mapping[str, str]]:
    """Return the rows of standard activities by id, with `minutes_simple` and so on."""
    return {row["id"]: row for row in _rows_in(_data("activities.csv"))}


def standard_minutes(activity: str, complexity: str) -> float | None:
    """Return the minutes of a standard activity; None if none are printed for its complexity."""
    assert complexity in COMPLEXITIES
    printed = activities()[activity][f"minutes_{complexity}"]
    return float(printed) if printed else None


def _rows_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _data(name: str) -> Path:
    return bundled().with_name(name)
