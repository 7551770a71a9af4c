"""Rules about journeys: what one person goes through."""

from collections.abc import Iterator

from timetax.catalogue.form import Form
from timetax.catalogue.journeys import MINUTES, Journey, Step
from timetax.checks.rule import Entry, Inventory, Problem, Settings, rule
from timetax.findings import Severity
from timetax.wording.hints import shown
from timetax.wording.lists import listing

FAMILIES = {"TT87": "Journeys"}


@rule("TT871")
def trait_unused(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """No step of a journey depends on one of its traits.

    What it checks:
        That each trait under `traits` stands in the condition of a step.

    Why it matters:
        Whoever settles it gets the same journey, and believes that it makes no difference.

    Example:
        journeys:
          - id: getting-a-dog
            life_event: getting-a-pet
            traits: {dog: [puppy, old]}
            steps:
              - {title: Ask for a licence, form_minutes: 12}

    Use instead:
        journeys:
          - id: getting-a-dog
            life_event: getting-a-pet
            traits: {dog: [puppy, old]}
            steps:
              - {title: Ask for a licence, form_minutes: 12}
              - {title: Prove the rabies shot, gathering_minutes: 30, condition: {dog: old}}
    """
    for entry in inventory.journeys:
        used = {trait for step in entry.model.steps for trait, _ in step.condition}
        for trait, _ in entry.model.traits:
            if trait not in used:
                message = f"traits: no step depends on {shown(trait)}; use it, or take it out"
                yield entry.problem("traits", message)


@rule("TT872")
def condition_of_everybody(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A condition names all values that a trait can have, so that everybody meets it.

    What it checks:
        That the condition of a step leaves out at least one value of each trait that it names.

    Why it matters:
        A condition that all meet is none. Most likely a value is missing under `traits`.

    Example:
        journeys:
          - id: getting-a-dog
            life_event: getting-a-pet
            traits: {dog: [puppy, old]}
            steps:
              - {title: Ask for a licence, form_minutes: 12, condition: {dog: [puppy, old]}}

    Use instead:
        journeys:
          - id: getting-a-dog
            life_event: getting-a-pet
            traits: {dog: [none, puppy, old]}
            steps:
              - {title: Ask for a licence, form_minutes: 12, condition: {dog: [puppy, old]}}
    """
    for entry, place, step in _steps(inventory):
        for trait, wanted in step.condition:
            values = entry.model.values_of(trait)
            if values and set(values) <= set(wanted):
                message = (
                    f"condition: {trait} is always {listing(wanted, 'or')}, so everybody meets "
                    "it; take it out, or add the value that is missing under `traits`"
                )
                yield _problem(entry, place, "condition", message)


@rule("TT873", Severity.NOTE)
def step_without_minutes(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A step says nothing of the time that it takes.

    What it checks:
        That each step has minutes of some kind, or a form whose minutes are known. A step whose
        `note` says that they were not found is left out, and so is one with a form that is `mixed`.

    Why it matters:
        Unknown is not zero. The step stays out of the total, and the total is too low by it.

    Example:
        journeys:
          - id: getting-a-dog
            life_event: getting-a-pet
            steps:
              - {title: Visit the clerk}

    Use instead:
        journeys:
          - id: getting-a-dog
            life_event: getting-a-pet
            steps:
              - {title: Visit the clerk, waiting_minutes: 25, travel_minutes: 60}
    """
    forms = {entry.model.id: entry.model for entry in inventory.forms}
    for entry, place, step in _steps(inventory):
        given = any(getattr(step, f"{kind}_minutes") is not None for kind in MINUTES)
        told = "not found" in (step.note or "")
        if not (given or told or (step.form and _has_minutes(forms.get(step.form)))):
            name = step.title or step.form
            message = f"{shown(name)} has no minutes; find them, or say in its note: not found"
            yield _problem(entry, place, "", message)


@rule("TT874")
def asked_before_above_questions(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A step repeats more questions than it asks.

    What it checks:
        That `asked_before` is not above `questions`.

    Why it matters:
        How many questions are asked again is a part of all that are asked.

    Example:
        journeys:
          - id: getting-a-dog
            life_event: getting-a-pet
            steps:
              - {title: Ask for a licence, form_minutes: 9, questions: 12, asked_before: 15}

    Use instead:
        journeys:
          - id: getting-a-dog
            life_event: getting-a-pet
            steps:
              - {title: Ask for a licence, form_minutes: 9, questions: 15, asked_before: 12}
    """
    for entry, place, step in _steps(inventory):
        asked, before = step.questions, step.asked_before
        if asked is not None and before is not None and before > asked:
            message = f"asked_before: {before:g} of {asked:g} questions cannot be asked before"
            yield _problem(entry, place, "asked_before", message)


def _steps(inventory: Inventory) -> Iterator[tuple[Entry[Journey], int, Step]]:
    for entry in inventory.journeys:
        for place, step in enumerate(entry.model.steps):
            yield entry, place, step


def _problem(entry: Entry[Journey], place: int, key: str, message: str) -> Problem:
    path = (*entry.path, "steps", place, *([key] if key else []))
    return Problem(entry.file, path, entry.model.id, message)


def _has_minutes(form: Form | None) -> bool:
    if form is None or form.mixed:
        return True  # which is said elsewhere
    responses = form.total_responses
    follows = form.published_hours is not None and responses is not None and responses > 0
    return form.minutes_per_response is not None or follows
