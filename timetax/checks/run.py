"""Runs the rules over a catalogue: read, validate, check, keep out what is known, sort."""

from collections.abc import Iterable
from pathlib import Path

from timetax.catalogue import Catalogue, draft
from timetax.checks.config import Config
from timetax.checks.outcome import Outcome
from timetax.checks.rule import RULES, Entry, Inventory, finding, selected


def run(paths: Iterable[str | Path], config: Config) -> Outcome:
    """Return what the selected rules find in the catalogue at `paths`."""
    made = draft(*paths)
    inventory = inventory_of(made.catalogue)
    wanted = _wanted(config)
    findings = [each for each in made.findings if each.rule in wanted]
    for rule in RULES.values():
        if rule.check is not None and rule.name in wanted:
            problems = rule.check(inventory, config.settings)
            findings += [finding(problem, rule) for problem in problems]
    files = tuple(each.file for each in made.catalogue.files)
    order = {file.name: place for place, file in enumerate(files)}
    findings.sort(key=lambda each: (order.get(each.position.file, -1), each.position.line))
    return Outcome(tuple(findings), files, made.complete, config.threshold)


def inventory_of(catalogue: Catalogue) -> Inventory:
    """Return the entries of a catalogue with the places where they are declared."""
    return Inventory(
        catalogue,
        forms=tuple(
            Entry(form, file.file, ("forms", place))
            for file in catalogue.files
            for form, place in zip(file.content.forms, file.places["forms"], strict=True)
        ),
        agencies=tuple(
            Entry(agency, file.file, ("agencies", place))
            for file in catalogue.files
            for agency, place in zip(file.content.agencies, file.places["agencies"], strict=True)
        ),
        life_events=tuple(
            Entry(event, file.file, ("life_events", place))
            for file in catalogue.files
            for event, place in zip(
                file.content.life_events, file.places["life_events"], strict=True
            )
        ),
    )


def _wanted(config: Config) -> set[str]:
    chosen = selected(config.select) if config.select else set(RULES)
    return chosen - selected(config.ignore)
