"""The files of a catalogue as a revision has it."""

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timetax.findings import InputError
from timetax.read.inputs import Blob
from timetax.versions.content import holds_scenario
from timetax.versions.git.commands import Repository, refused
from timetax.versions.git.commits import Commit
from timetax.versions.git.contents import blobs, is_pointer
from timetax.versions.git.files import Entry, entries_at
from timetax.versions.parts import whole_at


@dataclass(frozen=True)
class RepositoryPath:
    """A path in a repository: as people write it, and as seen from the top."""

    path: str
    inside: str


def blobs_at(here: Repository, at: Commit, places: Sequence[RepositoryPath]) -> list[Blob]:
    """Return the files that the paths stand for at a commit.

    Raises:
        InputError: the commit does not have a path, or what it has is not what is looked for.
    """
    found = [(place, entries(here, at, place)) for place in places]
    with blobs(here) as read:
        return [blob for place, each in found for blob in blobs_of(at.name, place.path, each, read)]


def entries(here: Repository, at: Commit, place: RepositoryPath) -> tuple[Entry, ...]:
    """Return the files that a path stands for at a commit.

    Raises:
        InputError: it has none.
    """
    (found,) = whole_at(here, [at], place.inside)
    if isinstance(found, InputError):
        raise found
    return found


def require_at(here: Repository, at: Commit, place: RepositoryPath) -> None:
    """Raise InputError unless a commit has a path; the parts that a head names may be missing."""
    (found,) = entries_at(here, [at], place.inside)
    if isinstance(found, InputError):
        raise found


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
        name = f"{revision}:{place}"
        try:
            blob = Blob(name, read(each.id))
        except InputError as error:  # which calls the file by its id
            raise refused(name, error.findings[0].message) from error
        if is_pointer(blob.data):
            message = "git has only a pointer to this file; Git LFS keeps the file elsewhere"
            raise refused(blob.name, message)
        if holds_scenario(blob):
            message = "this is a scenario; a scenario is taken from a file of the working tree"
            raise refused(blob.name, message)
        made.append(blob)
    return made
