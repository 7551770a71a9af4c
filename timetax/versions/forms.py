"""Versions of a form: files, files of a revision, and those of a git log."""

from collections.abc import Sequence
from pathlib import Path

from timetax.catalogue.counted import CountedForm, Refused
from timetax.findings import InputError
from timetax.read.instruments.reading import as_findings
from timetax.read.instruments.workers import Task, counted
from timetax.versions.files import parted
from timetax.versions.git.commands import refused
from timetax.versions.git.commits import Commit, commit, log
from timetax.versions.git.contents import blobs
from timetax.versions.git.files import Entry, entries_at
from timetax.versions.git.repository import place_of


def versions_of_form(operands: Sequence[str]) -> list[CountedForm]:
    """Return each version of a form; of one alone, `HEAD` or its revision and the working tree.

    Raises:
        InputError: one of them is not there, or is no form that can be counted.
    """
    if len(operands) == 1:
        (one,) = operands
        _, path = parted(one)
        operands = [one, path] if path else [f"HEAD:{one}", one]
    made = counted([_task(each) for each in operands])
    if wrong := [each for each in made if isinstance(each, Refused)]:
        raise InputError(as_findings(wrong))
    return [each for each in made if isinstance(each, CountedForm)]


def history_of_form(
    path: str, since: str | None = None, limit: int | None = None
) -> list[tuple[Commit, CountedForm | Refused]]:
    """Return the form at a path at each commit that changed it, the oldest first.

    Raises:
        InputError: no commit has touched it, or git cannot say.
    """
    here, inside = place_of(path)
    commits = log(here, [inside], since, limit)
    if not commits:
        raise refused(path, "no commit has touched it; commit it first")
    steps: list[tuple[Commit, Entry]] = []
    for at, found in zip(commits, entries_at(here, commits, inside), strict=True):
        if not isinstance(found, InputError) and (not steps or found[0].id != steps[-1][1].id):
            steps.append((at, found[0]))
    with blobs(here) as read:
        tasks = [Task(path, data=read(entry.id)) for _, entry in steps]
    return [(at, made) for (at, _), made in zip(steps, counted(tasks), strict=True)]


def _task(operand: str) -> Task:
    revision, path = parted(operand)
    if not path or Path(operand).exists():
        return Task(operand, Path(operand))
    here, inside = place_of(path)
    at = commit(here, revision)
    (found,) = entries_at(here, [at], inside)
    if isinstance(found, InputError):
        raise found
    with blobs(here) as read:
        return Task(operand, data=read(found[0].id))
