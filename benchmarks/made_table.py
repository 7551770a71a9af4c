"""Makes a people's spreadsheet of any size, as CSV: its quirks are real, every figure invented.

The same seed gives the same bytes, and a small table is the beginning of a large one.
"""

import csv
import random
from pathlib import Path

_HEADINGS = (
    "OMB Control No.", "Form No.", "Title", "Department", "Bureau", "Affected Public",
    "Obligation to Respond", "No. of Respondents", "Responses per Respondent",
    "Hours per Response", "Annual Cost ($)", "Fiscal Year", "Life Events",
)  # fmt: skip
_DEPARTMENTS = (
    "Agriculture", "Commerce", "Education", "Health", "Housing", "Justice", "Labour", "State",
    "Transport", "Treasury",
)  # fmt: skip
_BUREAUS = ("", "Licensing", "Statistics", "Benefits", "Inspections", "Grants")
_KINDS = ("Application", "Annual report", "Claim", "Renewal", "Notice of change", "Record kept")
_THINGS = (
    "a permit to import live plants", "a loan guarantee of a lender", "survivors' benefits",
    "registration of a small vessel", "the census of irrigation", "help after a flood or storm",
    "payroll taxes withheld", "a grant to a public library", "school meals",
)  # fmt: skip
_AFFECTED = (
    "Individuals or households", "Business or other for-profits", "Private Sector",
    "State, local, or tribal governments", "Individuals or households; Federal Government", "",
)  # fmt: skip
_OBLIGATIONS = ("Mandatory", "Voluntary", "Required to obtain or retain benefits", "")
_FREQUENCIES = ("1", "1", "1", "2", "4", "12", "1/3", "")
_HOURS = ("0.08", "0.25", ".5", "1", "1.5", "2.75", "1/6", "15 minutes", "n/a")
_LIFE_EVENTS = ("", "", "", "Birth of a child", "Moving; Buying a home", "Birth of a child: 40%")


def write(path: Path, rows: int, seed: int = 1) -> None:
    """Write a table of `rows` forms to `path`."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        writer.writerows(_row(number, chance) for number in range(1, rows + 1))


def _row(number: int, chance: random.Random) -> tuple[str, ...]:
    department = chance.randrange(len(_DEPARTMENTS))
    bureau = chance.choice(_BUREAUS)
    respondents = 1 + int(chance.lognormvariate(9, 2.5))
    cost = f"${respondents * chance.choice((3, 12, 40)):,}" if chance.random() < 0.1 else ""
    return (
        f"{1000 + department:04}-{number % 10_000:04}" if chance.random() < 0.95 else "",
        f"{_DEPARTMENTS[department][:2].upper()}-{number}",
        f"{chance.choice(_KINDS)}, {chance.choice(_THINGS)}, no. {number}",
        f"Department of {_DEPARTMENTS[department]}",
        f"{_DEPARTMENTS[department]} {bureau}" if bureau else "",
        chance.choice(_AFFECTED),
        chance.choice(_OBLIGATIONS),
        f"{respondents:,}",
        chance.choice(_FREQUENCIES),
        chance.choice(_HOURS),
        cost,
        f"FY {chance.randint(2015, 2025)}",
        chance.choice(_LIFE_EVENTS),
    )
