"""Rules about what is missing from a catalogue, and what nothing in it uses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from timetax.catalogue.entries import Agency
from timetax.catalogue.form import Form
from timetax.checks.rule import Inventory, Problem, Settings, rule
from timetax.findings import Severity
from timetax.wording.hints import shown
from timetax.wording.numbers import plural

FAMILIES = {"TT5": "Coverage"}


@rule("TT501", Severity.NOTE)
def not_estimated(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A counted form has no hours.

    What it checks:
        That the hours of every counted form are known: from responses and minutes, or as they were
        published.

    Why it matters:
        Unknown is not zero. The form stays out of every sum, and the sum is too low by it.

    Example:
        responses: 3_512

    Use instead:
        responses: 3_512
        minutes_per_response: 12
    """
    for entry in inventory.forms:
        missing = _missing(entry.model)
        if missing and entry.model.excluded is None:
            message = f"counted but not estimated, as {missing} known; find them in a source"
            yield entry.problem("", message)


@rule("TT502", Severity.NOTE)
def agency_unused(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A declared agency has no form and no agency below it.

    What it checks:
        That every agency under `agencies` is that of a form or step, or the parent of one. While
        a part of the catalogue is not valid, it says nothing: the form may be there.

    Why it matters:
        A form is missing, or stands under another agency by mistake.

    Example:
        agencies:
          - {id: CITY, name: City of Springfield}
          - {id: POUND, name: Dog Pound}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}

    Use instead:
        agencies:
          - {id: CITY, name: City of Springfield}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}
    """
    if not _is_whole(inventory):
        return
    used = {entry.model.agency for entry in inventory.forms}
    used |= {entry.model.parent for entry in inventory.agencies if entry.model.parent}
    steps = (step for entry in inventory.journeys for step in entry.model.steps)
    used |= {step.agency for step in steps if step.agency}
    for entry in inventory.agencies:
        if entry.model.id not in used:
            message = (
                f"id: {shown(entry.model.id)} is the agency of no form and above no agency; add "
                "its forms, or take it out"
            )
            yield entry.problem("id", message)


@rule("TT503", Severity.NOTE)
def life_event_unused(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A declared life event has no form and no journey.

    What it checks:
        That every event under `life_events` is one of a form's life events, or that of a journey.
        While a part of the catalogue is not valid, it says nothing: the form may be there.

    Why it matters:
        A report by life event leaves it out without a word.

    Example:
        life_events:
          - {id: moving, name: Moving}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}

    Use instead:
        life_events:
          - {id: moving, name: Moving}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY, life_events: moving}
    """
    if not _is_whole(inventory):
        return
    used = {event for entry in inventory.forms for event, _ in entry.model.life_events}
    used |= {entry.model.life_event for entry in inventory.journeys}
    for entry in inventory.life_events:
        if entry.model.id not in used:
            message = (
                f"id: {shown(entry.model.id)} is the life event of no form; add one, or take it out"
            )
            yield entry.problem("id", message)


@rule("TT504", Severity.NOTE)
def form_without_life_event(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A counted form belongs to no life event.

    What it checks:
        That every counted form has `life_events`, in a catalogue that has any.

    Why it matters:
        Its hours are in the total, but in no row of a report by life event.

    Example:
        life_events:
          - {id: moving, name: Moving}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}

    Use instead:
        life_events:
          - {id: moving, name: Moving}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY, life_events: moving}
    """
    known = inventory.catalogue.life_events
    for entry in inventory.forms if known else ():
        if not entry.model.life_events and entry.model.excluded is None:
            yield entry.problem("", "no life event; name those that lead to it under `life_events`")


@rule("TT505", Severity.WARNING)
def life_event_within_one_department(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A life event that is meant to cross agencies has forms of one department only.

    What it checks:
        That a life event with `crosses_agencies: yes` has counted forms of two or more departments.
        Agencies of one department are one. An event without forms is left to TT503.

    Why it matters:
        The forms of the other departments are what makes such an event hard, and they are missing.

    Example:
        life_events:
          - {id: getting-a-pet, name: Getting a pet, crosses_agencies: yes}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY, life_events: getting-a-pet}

    Use instead:
        life_events:
          - {id: getting-a-pet, name: Getting a pet, crosses_agencies: yes}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY, life_events: getting-a-pet}
          - {id: rabies, title: Rabies certificate, agency: STATE, life_events: getting-a-pet}
    """
    crossing = {entry.model.id for entry in inventory.life_events if entry.model.crosses_agencies}
    if not crossing:
        return
    tops: dict[str, str] = {}
    departments: dict[str, list[str]] = defaultdict(list)
    for form in (entry.model for entry in inventory.forms if entry.model.excluded is None):
        for event, _ in form.life_events:
            if event in crossing:
                top = _department(form.agency, inventory.catalogue.agencies, tops)
                departments[event].append(top)
    for entry in inventory.life_events:
        found = departments.get(entry.model.id, [])
        if len(set(found)) == 1:
            message = (
                f"crosses_agencies: yes, but {plural(len(found), 'form')} of {shown(found[0])} "
                "make up the whole event; add those of other departments, or write no"
            )
            yield entry.problem("crosses_agencies", message)


def _missing(form: Form) -> str:
    """Return which figures are not known and keep the hours from being computed, if any do."""
    responses, minutes = form.total_responses, form.minutes_per_response
    if form.published_hours is not None:
        return ""
    if responses is None and minutes is None:
        return "neither responses nor minutes are"
    if responses is None:
        return "responses are not"
    return "minutes are not" if minutes is None else ""


def _is_whole(inventory: Inventory) -> bool:
    return not any(file.findings for file in inventory.catalogue.files)


def _department(agency: str, agencies: Mapping[str, Agency], tops: dict[str, str]) -> str:
    """Return the id at the top of the line of parents; `tops` holds those that are known.

    A line that goes round in a circle or leads to an unknown parent ends there.
    """
    line = []
    while agency not in tops:
        line.append(agency)
        tops[agency] = agency
        parent = agencies[agency].parent if agency in agencies else None
        if parent is None:
            break
        agency = parent
    top = tops[agency]
    tops.update(dict.fromkeys(line, top))
    return top
