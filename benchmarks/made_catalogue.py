"""Makes a catalogue of any size: the shape of a real one, and every figure in it invented.

The same seed gives the same bytes, and a small catalogue is the beginning of a large one.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from timetax.bundle import bundled

_SUBJECTS = (
    "Agriculture", "Commerce", "Defence", "Education", "Energy", "Health", "Housing", "Justice",
    "Labour", "Land", "State", "Transport", "Treasury", "Veterans", "Environment",
)  # fmt: skip
_BUREAUS = ("Licensing", "Statistics", "Benefits")
_LIFE_EVENTS = (
    "Approaching retirement", "Birth of a child", "Buying a home", "Civic duties",
    "Death of a family member", "Driving", "Facing a financial shock", "Farming", "Filing taxes",
    "Getting a job", "Getting health insurance", "Going to college", "Immigrating",
    "Leaving the military", "Living with a disability", "Recovering from a disaster",
    "Starting a business", "Starting school", "Travelling abroad", "Using public lands",
)  # fmt: skip
_KINDS = ("Application", "Annual report", "Claim", "Renewal", "Notice of change", "Record kept")
_THINGS = (
    "a permit to import live plants", "a loan guarantee of a lender", "survivors' benefits",
    "registration of a small vessel", "a licence to deal in firearms", "the census of irrigation",
    "help after a flood or storm", "payroll taxes withheld", "a grant to a public library",
    "wages and hours on public works", "an exemption from a safety standard", "school meals",
)  # fmt: skip
_AFFECTED = ("individuals", "private-sector", "state-local-tribal", "federal")
_OBLIGATIONS = ("voluntary", "required-for-benefit", "mandatory")
_ONLINE = ("full", "partial", "none")


_TARIFFS = {"clerk": 21.86, "engineer": 53.80, "manager": 71.12}


def write(path: Path, forms: int, seed: int = 1, *, costs: bool = False) -> None:
    """Write a catalogue of `forms` forms, 60 agencies and 20 life events to `path`.

    With `costs`, each form is priced by three tariffs.
    """
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines(forms, random.Random(seed), costs=costs))


def _lines(forms: int, chance: random.Random, *, costs: bool) -> Iterator[str]:
    yield "timetax: 1"
    yield "title: A made catalogue"
    yield "description: Every form and figure here is invented, to measure programs with."
    yield "currency: USD"
    yield "\nagencies:"
    agencies = []
    codes = iter(_official_codes())
    for subject in _SUBJECTS:
        department = subject.upper()
        agencies.append((department, next(codes)))
        yield f'  - id: {department}\n    code: "{agencies[-1][1]}"'
        yield f"    name: Department of {subject}"
        for bureau in _BUREAUS:
            agencies.append((f"{department}-{bureau[:4].upper()}", next(codes)))
            yield f'  - id: {agencies[-1][0]}\n    code: "{agencies[-1][1]}"'
            yield f"    name: Bureau of {subject} {bureau}\n    parent: {department}"
    yield "\nlife_events:"
    for event in _LIFE_EVENTS:
        yield f"  - id: {_event_id(event)}\n    name: {event}"
    if costs:
        yield "\ntariffs:"
        for tariff, wage in _TARIFFS.items():
            yield f"  - {{id: {tariff}, jurisdiction: US, hourly_wage: {wage}, currency: USD,"
            yield "     base_period: 2024-05, load: {multiplier: 2.1, applies_to: wage}}"
    yield "\nforms:"
    for number in range(1, forms + 1):
        lines = list(_form(number, *chance.choice(agencies), chance))
        yield from lines[:-1]
        yield from _costs(chance) if costs else ()
        yield lines[-1]


def _costs(chance: random.Random) -> Iterator[str]:
    yield "    cost:\n      recurring:"
    for tariff in _TARIFFS:
        minutes = round(chance.lognormvariate(3, 1), 1)
        yield f"        - {{tariff: {tariff}, minutes_per_response: {minutes}}}"


def _official_codes() -> list[str]:
    """Return codes that agencies really have, as the control numbers of a real inventory begin."""
    table = bundled().with_name("agency-codes.csv").read_text(encoding="utf-8")
    return [row["code"] for row in csv.DictReader(table.splitlines())]


def _form(number: int, agency: str, code: str, chance: random.Random) -> Iterator[str]:
    year, month = chance.randint(2015, 2025), chance.randint(1, 12)
    reference = f"{year}{month:02}-{code}-{number % 1000:03}"
    yield f"  - id: form-{number:06}"
    yield f"    title: {chance.choice(_KINDS)}, {chance.choice(_THINGS)}"
    yield f"    agency: {agency}"
    if chance.random() < 0.8:
        yield f'    form_number: "{agency[:2]}-{number}"'
    yield f"    control_number: {code}-{number % 10000:04}"
    yield from _life_events(chance)
    yield f"    affected_public: [{', '.join(chance.sample(_AFFECTED, chance.choice((1, 1, 2))))}]"
    yield f"    obligation: {chance.choice(_OBLIGATIONS)}"
    if chance.random() < 0.6:
        yield f"    online: {chance.choice(_ONLINE)}"
    yield from _figures(chance)
    yield f"    estimate_year: {year}"
    yield f"    source:\n      title: ICR {reference}"
    if chance.random() < 0.3:
        yield f"      url: https://www.example.gov/icr?ref={reference}"
    yield f"      date: {year}-{month:02}"
    if chance.random() < 0.02:
        yield "    excluded: Counted already in a larger collection of the same agency."
    yield ""


def _life_events(chance: random.Random) -> Iterator[str]:
    if chance.random() < 0.1:
        return
    events = [_event_id(event) for event in chance.sample(_LIFE_EVENTS, chance.choice((1, 1, 2)))]
    if chance.random() < 0.15:
        shares = [f"{event}: {chance.choice((0.1, 0.25, 0.4))}" for event in events]
        yield f"    life_events: {{{', '.join(shares)}}}"
    else:
        yield f"    life_events: [{', '.join(events)}]"


def _figures(chance: random.Random) -> Iterator[str]:
    responses = 1 + int(chance.lognormvariate(9, 2.5))
    minutes = max(1.0, round(chance.lognormvariate(3.5, 1.0), 1))
    known = chance.random()
    if known < 0.02:
        yield f"    minutes_per_response: {minutes}"
        return
    if chance.random() < 0.4:
        yield f"    respondents: {responses}"
        if chance.random() < 0.3:
            yield f"    responses_per_respondent: {chance.choice((0.5, 2, 4, 12))}"
    else:
        yield f"    responses: {responses:_}"
    if known < 0.04:
        return
    if known < 0.4:
        yield f"    published_hours: {1 + round(responses * minutes / 60):_}"
    else:
        yield f"    minutes_per_response: {minutes}"


def _event_id(event: str) -> str:
    return event.lower().replace(" ", "-")
