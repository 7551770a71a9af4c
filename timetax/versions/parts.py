"""Catalogues in parts, as revisions have them: the head, and the files that it names."""

import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from timetax.findings import InputError
from timetax.read.parts import parts_in
from timetax.versions.git import Commit, Entry, blobs, entries_at, log
from timetax.versions.git_commands import Repository


def whole_at(
    here: Repository, commits: Sequence[Commit], path: str
) -> list[tuple[Entry, ...] | InputError]:
    """Return the files that a path seen from the top stands for at each commit, with their parts.

    As `git.entries_at`, and where that is the head of a catalogue, the files that it names follow
    it, their paths seen from its folder.

    Raises:
        InputError: git cannot be asked for such a path.
    """
    made = entries_at(here, commits, path)
    with blobs(here) as read:
        named = _once(read)
        parts = [[] if isinstance(each, InputError) else named(each) for each in made]
    for part in dict.fromkeys(name for names in parts for name in names):
        places = [i for i, names in enumerate(parts) if part in names]
        inside = posixpath.join(posixpath.dirname(path), part)
        answers = entries_at(here, [commits[i] for i in places], inside)
        for i, found in zip(places, answers, strict=True):
            made[i] = _with(made[i], part, found)
    return made


def log_of_whole(
    here: Repository, path: str, since: str | None = None, limit: int | None = None
) -> list[Commit]:
    """Return the commits that touched a path or a part that its head has ever named.

    As `git.log`.

    Raises:
        InputError: the revision `since` is unknown, or there is no commit yet.
    """
    found = log(here, [path], since, limit)
    heads = found if since is None and limit is None else log(here, [path])
    entries = entries_at(here, heads, path)
    with blobs(here) as read:
        named = _once(read)
        parts = [
            part for each in entries if not isinstance(each, InputError) for part in named(each)
        ]
    if not parts:
        return found
    folder = posixpath.dirname(path)
    others = [posixpath.join(folder, part) for part in dict.fromkeys(parts)]
    return log(here, [path, *others], since, limit)


def _once(read: Callable[[str], bytes]) -> Callable[[tuple[Entry, ...]], list[str]]:
    """Return what gives the parts that files name, reading each head once."""
    known: dict[str, list[str]] = {}

    def named(files: Iterable[Entry]) -> list[str]:
        heads = [each.id for each in files if not each.path]
        for id_ in heads:
            if id_ not in known:
                known[id_] = parts_in(id_, read(id_))
        return [part for id_ in heads for part in known[id_]]

    return named


def _with(
    files: tuple[Entry, ...] | InputError, part: str, found: tuple[Entry, ...] | InputError
) -> tuple[Entry, ...] | InputError:
    if isinstance(files, InputError):
        return files
    if isinstance(found, InputError):
        return found
    moved = (
        replace(each, path=posixpath.join(part, each.path) if each.path else part) for each in found
    )
    return tuple(dict.fromkeys((*files, *moved)))
