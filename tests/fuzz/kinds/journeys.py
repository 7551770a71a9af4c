"""Journeys, services and what people say of them, in a catalogue: read, added up and reported."""

from pathlib import Path

import timetax
from tests.console import ROOT
from tests.fuzz.kind import Kind
from tests.fuzz.reading import require_exact
from timetax.read.inputs import Blob
from timetax.render.formats import json, text
from timetax.reports.feedback import feedback_report
from timetax.reports.journey import journey_report
from timetax.reports.services import services_report

_SERVICES = b"""\
timetax: 1
life_events: [{id: moving, name: Moving house}]
forms:
- {id: a, title: A, agency: X, life_events: {moving: 0.5}, responses: 60, minutes_per_response: 3}
- {id: b, title: B, agency: X, responses: 60, minutes_per_response: {low: 1, likely: 2, high: 4}}
journeys:
- id: move
  life_event: moving
  traits: {owns: [yes, no]}
  steps:
  - {id: say, form: a, waiting_minutes: 10, travel_minutes: {low: 1, likely: 2, high: 3}}
  - {title: Pay, form: b, condition: {owns: yes}, share: 0.4, fee: 12.5, after: say, times: 2}
service_providers: [{id: p, name: The provider, agency: X}]
services:
- id: s
  name: Moving
  provider: p
  forms: [a]
  transactions: {period: FY2024, count: 70, unit: moves}
feedback:
- service: s
  period: FY2024 Q1
  survey: A survey
  scale: five-points
  responses: 30
  offered: 90
  scores: [{driver: trust, value: 4, ones: 1, twos: 2, threes: 3, fours: 14, fives: 10}]
"""


def _read(data: bytes) -> None:
    catalogue = timetax.load(Blob("mutant", data))
    tables = timetax.tabulate(catalogue)
    require_exact(tables)
    whole = timetax.with_burden(tables)
    made = [journey_report(catalogue, tables, each.id) for each in catalogue.journeys]
    if catalogue.services:
        made.append(services_report(catalogue, whole))
    if catalogue.feedback:
        made.append(feedback_report(catalogue))
    for report in made:
        text.render(report)
        json.render(report)


def _arguments(data: bytes, path: Path) -> list[str]:
    return ["services" if b"services" in data else "journeys", "-c", str(path)]


KIND = Kind(
    [_SERVICES, (ROOT / "tests/examples/good/journeys.yaml").read_bytes()],
    _read,
    ".yaml",
    arguments=_arguments,
)
