"""Forms in files, folders, patterns and standard input, each counted or refused by name."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from timetax.catalogue.counted import CountedForm, Refused
from timetax.files.folders import is_folder
from timetax.files.yaml import STDIN
from timetax.findings import Finding, InputError, Position
from timetax.read.instruments.counting import form_kinds
from timetax.read.instruments.workers import Task, counted


@dataclass(frozen=True)
class ReadForms:
    """Forms as they were counted, and the files that were not, with the reason of each."""

    forms: tuple[CountedForm, ...]
    refused: tuple[Refused, ...]


def read_forms(paths: Sequence[str]) -> ReadForms:
    """Return the forms in files, folders of them, patterns such as `forms/*.pdf`, or `-`.

    Raises:
        InputError: not one of them could be counted.
    """
    tasks = list(_tasks(paths))
    made = counted(tasks)
    forms = tuple(each for each in made if isinstance(each, CountedForm))
    refused = tuple(each for each in made if isinstance(each, Refused))
    if not forms:
        raise InputError(as_findings(refused) or [_nothing(paths)])
    return ReadForms(forms, refused)


def as_findings(refused: Iterable[Refused]) -> list[Finding]:
    """Return why files were refused, as findings."""
    return [Finding(Position(each.file), "form", each.reason) for each in refused]


def _nothing(paths: Sequence[str]) -> Finding:
    kinds = ", ".join(each.name for each in form_kinds())
    return Finding(Position(", ".join(paths)), "form", f"there is no form here: {kinds}")


def _tasks(paths: Sequence[str]) -> Iterator[Task]:
    for path in paths:
        if path == STDIN:
            yield Task("standard input", data=sys.stdin.buffer.read())
        elif is_folder(path):
            suffixes = {suffix for kind in form_kinds() for suffix in kind.suffixes}
            inside = (each for each in Path(path).rglob("*") if each.suffix.lower() in suffixes)
            yield from (Task(str(each), each) for each in sorted(inside) if each.is_file())
        elif has_magic(path) and not Path(path).exists():
            found = sorted(glob(path, recursive=True))  # noqa: PTH207  # absolute ones, too
            yield from (Task(each, Path(each)) for each in found)
            if not found:
                yield Task(path, Path(path))
        else:
            yield Task(path, Path(path))
