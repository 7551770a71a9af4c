"""The versions of a catalogue in the log of git, the oldest first."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import TypeAlias

from timetax.engine.burden import with_burden
from timetax.engine.difference.model import Version
from timetax.files.folders import is_folder
from timetax.files.yaml import Reading
from timetax.findings import Finding, InputError, Position, option_error
from timetax.read.inputs import Blob
from timetax.read.options import AS_THEY_ARE, ReadOptions
from timetax.read.parts import whole_in
from timetax.tables.layouts import Tables
from timetax.versions.content import tables_from
from timetax.versions.git.commands import Repository, refused
from timetax.versions.git.commits import FETCH_ALL, Commit
from timetax.versions.git.contents import blobs, id_of
from timetax.versions.git.files import Entry
from timetax.versions.git.repository import place_of
from timetax.versions.parts import log_of_whole, whole_at
from timetax.versions.revisions import blobs_of

WORKING_TREE = "working tree"
_NOW = Commit("", WORKING_TREE, "", "")

Files: TypeAlias = tuple[Entry, ...]


@dataclass(frozen=True)
class Unreadable:
    """A revision whose catalogue could not be read.

    Attributes:
        name: its short id, or `working tree`.
        when: its date as ISO 8601 writes it, or None.
        about: its subject, or None.
        finding: the first of what is wrong.
    """

    name: str
    when: str | None
    about: str | None
    finding: Finding


@dataclass(frozen=True)
class History:
    """The versions of a catalogue, the oldest first, and what is missing between them.

    Attributes:
        versions: each with the short id of its commit, its date and its subject; the last is the
            working tree, if that differs.
        unreadable: the revisions that could not be read.
        notes: what must be said of how far it goes back.
    """

    versions: tuple[Version, ...]
    unreadable: tuple[Unreadable, ...]
    notes: tuple[str, ...]


def history(
    path: str,
    since: str | None = None,
    limit: int | None = None,
    options: ReadOptions = AS_THEY_ARE,
) -> History:
    """Return the history of the catalogue at a path, along the current line of commits.

    With `since`, it begins with the catalogue as that revision has it; with `limit`, only the last
    commits count. The same files twice in a row are one version, and are read once.

    Raises:
        InputError: no commit has touched the path, or git cannot say.
    """
    if limit is not None and limit < 1:
        raise option_error("limit", f"the number of commits must be 1 or more, not {limit}")
    here, inside = place_of(path)
    commits = log_of_whole(here, inside, since, limit)
    if not commits:
        raise refused(path, "no commit has touched it; commit it first")
    steps: list[tuple[Commit, Files | InputError]] = []
    steps += zip(commits, whole_at(here, commits, inside), strict=True)
    made = _tables(here, path, steps, options)
    now = _in_working_tree(path, *steps[-1])
    if now != steps[-1][1]:
        steps.append((_NOW, now))
        if not isinstance(now, InputError) and now not in made:
            made[now] = _attempt(lambda: [path], options)
    versions: list[Version] = []
    unreadable: list[Unreadable] = []
    last: Files = ()
    for at, files in steps:
        found = files if isinstance(files, InputError) else made[files]
        when, about = at.when or None, at.subject or None
        if isinstance(found, InputError):
            unreadable.append(Unreadable(at.name, when, about, found.findings[0]))
        elif not isinstance(files, InputError) and files != last:
            versions.append(Version(at.name, found, when, about))
            last = files
    return History(tuple(versions), tuple(unreadable), _notes(here, commits[0]))


def _tables(
    here: Repository,
    path: str,
    steps: Iterable[tuple[Commit, Files | InputError]],
    options: ReadOptions,
) -> dict[Files, Tables | InputError]:
    """Return the tables with burden of each distinct set of files, or why there are none."""
    distinct: dict[Files, Commit] = {}
    for at, files in steps:
        if not isinstance(files, InputError):
            distinct.setdefault(files, at)
    with blobs(here) as read:
        data = _once(read, distinct)
        return {
            each: _attempt(partial(blobs_of, at.name, path, each, data), options)
            for each, at in distinct.items()
        }


def _attempt(
    paths: Callable[[], Sequence[str | Blob]], options: ReadOptions
) -> Tables | InputError:
    try:
        return with_burden(tables_from(paths(), options))
    except InputError as error:
        return error


def _once(read: Callable[[str], bytes], distinct: Iterable[Files]) -> Callable[[str], bytes]:
    """Return what reads bytes by their id, each once, and holds them only while they are wanted."""
    wanted = Counter(entry.id for files in distinct for entry in files)
    held: dict[str, bytes] = {}

    def data(id_: str) -> bytes:
        found = held.pop(id_) if id_ in held else read(id_)
        wanted[id_] -= 1
        if wanted[id_]:
            held[id_] = found
        return found

    return data


def _in_working_tree(path: str, last: Commit, before: Files | InputError) -> Files | InputError:
    """Return the files that a path stands for now, with the ids that they would have in git.

    A file that differs from the last commit only in its ends of lines, as where git writes them
    for Windows, is the same file.
    """
    files = whole_in(path)
    if isinstance(files, Reading):
        return InputError(files.findings)
    folder = Path(path) if is_folder(path) else Path(path).parent
    if not all(Path(file).is_file() for file in files):
        return InputError([Finding(Position(path), "input", "is not in the working tree")])
    known = set() if isinstance(before, InputError) else {(each.path, each.id) for each in before}
    made: list[Entry] = []
    for file in files:
        name = "" if file == path else PurePath(file).relative_to(folder).as_posix()
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            return InputError([Finding(Position(file), "input", message)])
        id_ = id_of(data.replace(b"\r\n", b"\n"), last)
        made.append(Entry(name, id_ if (name, id_) in known else id_of(data, last)))
    return tuple(made)


def _notes(here: Repository, first: Commit) -> tuple[str, ...]:
    if not here.shallow:
        return ()
    return (f"This clone is shallow: what was before {first.name} is not there; {FETCH_ALL}.",)
