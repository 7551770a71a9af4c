"""Catalogues in parts, as revisions have them: the head, and the files that it names."""

import os
import posixpath
from collections.abc import Sequence
from dataclasses import replace

from timetax.findings import InputError
from timetax.read.parts import parts_in
from timetax.versions.git.commands import Repository, asked
from timetax.versions.git.commits import Commit, log
from timetax.versions.git.contents import blobs
from timetax.versions.git.files import Entry, NotThereError, entries_at

_MANY = 1_000
"""Commits that one process of git looks into."""
_KEY = "parts[\"']?[[:space:]]*:"


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
    named = _parts_at(here, commits, path, made)
    for part in dict.fromkeys(part for parts in named for part in parts):
        places = [place for place, parts in enumerate(named) if part in parts]
        inside = posixpath.join(posixpath.dirname(path), part)
        answers = entries_at(here, [commits[place] for place in places], inside)
        for place, found in zip(places, answers, strict=True):
            made[place] = _with(made[place], part, found)
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
    named = _parts_at(here, heads, path, entries_at(here, heads, path))
    folder = posixpath.dirname(path)
    parts = dict.fromkeys(posixpath.join(folder, part) for parts in named for part in parts)
    return log(here, [path, *parts], since, limit) if parts else found


def _parts_at(
    here: Repository,
    commits: Sequence[Commit],
    path: str,
    entries: Sequence[tuple[Entry, ...] | InputError],
) -> list[list[str]]:
    """Return the parts that the file at a path names at each commit; a directory names none."""
    files = [
        "" if isinstance(found, InputError) or found[0].path else found[0].id for found in entries
    ]
    there = [commit for commit, id_ in zip(commits, files, strict=True) if id_]
    may_name = _with_the_key(here, there, path)
    heads = [
        id_ if commit.id in may_name else "" for commit, id_ in zip(commits, files, strict=True)
    ]
    known: dict[str, list[str]] = {"": []}
    if any(heads):
        with blobs(here) as read:
            known |= {id_: parts_in(path, read(id_)) for id_ in filter(None, dict.fromkeys(heads))}
    return [known[id_] for id_ in heads]


def _with_the_key(here: Repository, commits: Sequence[Commit], path: str) -> set[str]:
    """Return the ids of the commits at which the file may name parts; git looks for the key."""
    found: set[str] = set()
    for start in range(0, len(commits), _MANY):
        ids = [each.id for each in commits[start : start + _MANY]]
        done = asked(
            here, "grep", "-l", "-z", "-a", "-E", "-e", _KEY, *ids, "--", f":(top,literal){path}"
        )
        found.update(os.fsdecode(each).partition(":")[0] for each in done.stdout.split(b"\0"))
    return found


def _with(
    files: tuple[Entry, ...] | InputError, part: str, found: tuple[Entry, ...] | InputError
) -> tuple[Entry, ...] | InputError:
    if isinstance(files, InputError):
        return files
    if isinstance(found, NotThereError):  # the head is there: a catalogue with a mistake
        (finding,) = found.findings
        message = f"the catalogue names this part, and {finding.message}"
        return InputError([replace(finding, rule="input", message=message)])
    if isinstance(found, InputError):
        return found
    moved = (
        replace(each, path=posixpath.join(part, each.path) if each.path else part) for each in found
    )
    return tuple(dict.fromkeys((*files, *moved)))
