"""Money moved between years: one index of one vintage, which says where it comes from."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from timetax.bundle import bundled
from timetax.findings import option_error
from timetax.wording.hints import did_you_mean


@dataclass(frozen=True)
class PriceIndex:
    """The levels of prices in one country.

    Attributes:
        country: the country.
        series: its short name.
        title: its full name, its base and its source with the vintage.
        levels: the level of each year.
        notes: what the table says of some of the years.
    """

    country: str
    series: str
    title: str
    levels: Mapping[int, Fraction]
    notes: Mapping[int, str]

    def moved(self, amount: Fraction, start: int, end: int) -> Fraction:
        """Return an amount in prices of one year in those of another: x index(end) / index(start).

        Raises:
            KeyError: a year has no level.
        """
        return amount if start == end else amount * self.levels[end] / self.levels[start]

    @property
    def years(self) -> str:
        """The years that it has."""
        return f"{min(self.levels)} to {max(self.levels)}"


def price_index(country: str, series: str) -> PriceIndex:
    """Return a price index that comes with the program.

    Raises:
        InputError: there is none of this name in the country.
    """
    known = [each for land, each in _rows() if land == country]
    if (country, series) not in _rows():
        hint = did_you_mean(series, known) or f"; there are {', '.join(known) or 'none'}"
        raise option_error("price-index", f"no index {series!r} of {country}{hint}")
    rows = _rows()[country, series]
    first = rows[0]
    return PriceIndex(
        country=country,
        series=series,
        title=f"{first['series_name']} ({first['base']}; {first['source']})",
        levels={int(row["year"]): Fraction(row["value"]) for row in rows},
        notes={int(row["year"]): row["note"] for row in rows if row["note"]},
    )


@cache
def _rows() -> dict[tuple[str, str], list[dict[str, str]]]:
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    with bundled().with_name("price-index.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault((row["country"], row["series"]), []).append(row)
    return rows
