"""Journeys of small catalogues, walked."""

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.journeys import Journey
from timetax.engine.journeys.forms import facts_of
from timetax.engine.journeys.journey import Walk, walk
from timetax.engine.journeys.traits import settled
from timetax.read.inputs import Blob
from timetax.read.to_catalogue import load
from timetax.tables.tabulate import tabulate

FORMS = """
timetax: 1
forms:
  - {id: dog-licence, title: Dog licence, agency: CITY, responses: 100, minutes_per_response: 12}
  - {id: ranged, title: Ranged, agency: STATE, responses: 10,
     minutes_per_response: {low: 10, likely: 20, high: 60}}
  - {id: hours-alone, title: Of hours, agency: STATE, responses: 3, published_hours: 1}
  - {id: unknown, title: Unknown, agency: CITY, responses: 10}
  - {id: lenders-too, title: Loan, agency: BANK, responses: 10, minutes_per_response: 3,
     mixed: it holds lenders, building_blocks: [identity]}
"""
DOG = """
journeys:
  - id: getting-a-dog
    life_event: getting-a-pet
    traits: {dog: [puppy, old]}
    steps:
      - {form: dog-licence, times: 1}
      - {title: Visit the clerk, travel_minutes: 60, waiting_minutes: 25, share: 0.5,
         building_blocks: [visit, identity]}
      - {title: Get a proof of the rabies shot, gathering_minutes: 30, condition: {dog: old}}
      - {title: Read the rules, learning_minutes: {low: 5, likely: 10, high: 30}}
"""


def catalogue(text: str) -> Catalogue:
    """Return a catalogue of the forms above and what `text` holds."""
    return load(Blob("forms.yaml", (FORMS + text).encode()))


def journey(steps: str, traits: str = "{}") -> Catalogue:
    """Return a catalogue with one journey."""
    return catalogue(
        f"journeys:\n  - {{id: j, life_event: e, traits: {traits}, steps: [{steps}]}}\n"
    )


def walked(made: Catalogue, *given: str) -> Walk:
    """Return the first journey of a catalogue as people of some traits go through it."""
    first: Journey = made.journeys[0]
    return walk(first, facts_of(made, tabulate(made)), settled(first, given))
