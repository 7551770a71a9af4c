"""Forms on paper and as pages among what is to be checked."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from timetax.catalogue.counted import CountedForm, Refused
from timetax.checks.rule import Inventory, Paper
from timetax.engine.estimates.matching import known_entries, matched_loosely
from timetax.files.yaml import File
from timetax.findings import InputError

SUFFIXES = (".pdf", ".html", ".htm", ".xhtml")


def parted(paths: Iterable[str | Path]) -> tuple[list[str | Path], list[Path], list[Path]]:
    """Return the paths that are no forms, the forms that are named, and those in folders."""
    others: list[str | Path] = []
    named: list[Path] = []
    inside: list[Path] = []
    for path in paths:
        if Path(path).suffix.casefold() in SUFFIXES and not Path(path).is_dir():
            named.append(Path(path))
            continue
        others.append(path)
        if Path(path).is_dir():
            below = (each for each in Path(path).rglob("*") if each.is_file())
            inside += (each for each in below if each.suffix.casefold() in SUFFIXES)
    return others, named, sorted(inside)


def with_papers(
    inventory: Inventory, named: Iterable[Path], inside: Iterable[Path] = ()
) -> Inventory:
    """Return the inventory with forms that are named and those found in folders.

    What is found in a folder and cannot be counted is no form, and passed over.

    Raises:
        InputError: a form that is named cannot be counted.
    """
    from timetax.read.instruments.reading import as_findings
    from timetax.read.instruments.workers import Task, counted

    asked = [*named]
    found = [*asked, *inside]
    made = counted([Task(str(path), path) for path in found])
    refused = [each for each in made[: len(asked)] if isinstance(each, Refused)]
    if refused:
        raise InputError(as_findings(refused))
    known = known_entries(inventory.catalogue.forms)
    papers = (
        Paper(each, matched_loosely(each.printed, known), File(each.file, ""))
        for each in made
        if isinstance(each, CountedForm)
    )
    return replace(inventory, papers=tuple(papers))
