"""The tables of a catalogue as a revision has it."""

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timetax.findings import InputError
from timetax.read.inputs import Blob
from timetax.read.options import ReadOptions
from timetax.tables.layouts import Tables
from timetax.versions.content import holds_scenario, tables_from
from timetax.versions.git import Commit, Entry, blobs, is_pointer
from timetax.versions.git_commands import Repository, refused
from timetax.versions.parts import whole_at


@dataclass(frozen=True)
class RepositoryPath:
    """A path in a repository: as people write it, and as seen from the top."""

    path: str
    inside: str


def tables_of_revision(
    here: Repository, at: Commit, places: Sequence[RepositoryPath], options: ReadOptions
) -> Tables:
    """Return the tables of inputs of what the paths stand for at a commit.

    Raises:
        InputError: the commit does not have a path, or what it has cannot be read.
    """
    found = [(place, entries(here, at, place)) for place in places]
    with blobs(here) as read:
        made = [blob for place, each in found for blob in blobs_of(at.name, place.path, each, read)]
    return tables_from(made, options)


def entries(here: Repository, at: Commit, place: RepositoryPath) -> tuple[Entry, ...]:
    """Return the files that a path stands for at a commit.

    Raises:
        InputError: it has none.
    """
    (found,) = whole_at(here, [at], place.inside)
    if isinstance(found, InputError):
        raise found
    return found


def blobs_of(
    revision: str, path: str, entries: Sequence[Entry], read: Callable[[str], bytes]
) -> list[Blob]:
    """Return the files of a revision, named as messages call them: `main:data/forms.yaml`.

    Raises:
        InputError: one of them is not what is looked for.
    """
    made = []
    of_file = any(not each.path for each in entries)
    folder = posixpath.dirname(path) if of_file else path
    for each in entries:
        place = posixpath.join(folder, each.path) if each.path else path
        blob = Blob(f"{revision}:{place}", read(each.id))
        if is_pointer(blob.data):
            message = "git has only a pointer to this file; Git LFS keeps the file elsewhere"
            raise refused(blob.name, message)
        if holds_scenario(blob):
            message = "this is a scenario; a scenario is taken from a file of the working tree"
            raise refused(blob.name, message)
        made.append(blob)
    return made
