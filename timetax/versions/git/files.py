"""Asks a repository which files a path stands for at a commit.

No path can be taken for an option, and links are followed within the revision only.
"""

import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from timetax.files.folders import is_part
from timetax.findings import InputError
from timetax.versions.git.commands import IS_ID, NOT_HERE, Repository, asked, refused
from timetax.versions.git.commits import Commit
from timetax.wording.hints import did_you_mean

_LINK, _SUBMODULE = "120000", "160000"
_NAMES_FOR_HINTS = 5_000
_IS_A_SUBMODULE = (
    "this is a submodule, a repository of its own, and the revision does not have its files; "
    "name a path in it"
)


class NotThereError(InputError):
    """A revision has no file, or no file of a catalogue, at a path."""


@dataclass(frozen=True)
class Entry:
    """A file of a revision: its path from the path that was asked for, and the id of its bytes.

    The path is empty where what was asked for is the file itself.
    """

    path: str
    id: str


def entries_at(
    here: Repository, commits: Sequence[Commit], path: str
) -> list[tuple[Entry, ...] | InputError]:
    """Return the files that a path seen from the top stands for at each commit.

    That is the file itself, or of a directory its YAML files. Symbolic links are followed within
    the revision. For a commit that has no such files there is the reason.

    Raises:
        InputError: git cannot be asked for such a path.
    """
    if "\n" in path:
        raise refused(path, "git cannot be asked for a path with a line break")
    made: list[tuple[Entry, ...] | InputError] = []
    listed: dict[str, bytes] = {}
    answers = _found(here, [(each.id, path) for each in commits])
    for each, found in zip(commits, answers, strict=True):
        try:
            made.append(_entries(here, each, path, found, listed))
        except InputError as error:
            made.append(error)
    return made


def all_files(here: Repository, tree: str) -> bytes:
    """Return the files of a commit or tree and of the folders in it, as `git ls-tree -z` has them.

    Raises:
        InputError: git does not have all of its folders.
    """
    done = asked(here, "ls-tree", "-r", "-z", "--full-tree", tree)
    if done.returncode:
        raise refused(tree, NOT_HERE)
    return done.stdout


def files_at(here: Repository, at: Commit) -> list[Entry]:
    """Return all files of a commit, by their paths from the top; links and submodules are none.

    Raises:
        InputError: git does not have all of its folders.
    """
    lines = os.fsdecode(all_files(here, at.id)).split("\0")
    parted = (line.partition("\t") for line in filter(None, lines))
    return [
        Entry(path, about.split(" ")[2]) for about, _, path in parted if about.startswith("100")
    ]


@dataclass(frozen=True)
class _Found:
    """What git says of a name: its type (such as `blob`, `missing`), its id, where a link leads."""

    kind: str
    id: str = ""
    target: str = ""


def _found(here: Repository, names: Sequence[tuple[str, str]]) -> Iterator[_Found]:
    """Yield what each commit has at a path, links followed; one process of git says it of all."""
    stdin = b"".join(os.fsencode(f"{commit}:{path}\n") for commit, path in names)
    done = asked(here, "cat-file", "--batch-check", "--follow-symlinks", stdin=stdin)
    lines = iter(done.stdout.split(b"\n"))
    for _ in names:
        words = os.fsdecode(next(lines)).split(" ")
        if words[0] in ("symlink", "dangling", "loop", "notdir") and len(words) == 2:
            yield _Found(words[0], target=os.fsdecode(next(lines)))
        elif len(words) == 3 and IS_ID.fullmatch(words[0]):
            yield _Found(words[1], words[0])
        else:
            yield _Found("missing")


def _entries(
    here: Repository, at: Commit, path: str, found: _Found, listed: dict[str, bytes]
) -> tuple[Entry, ...]:
    if found.kind == "blob":
        return (Entry("", found.id),)
    if found.kind == "tree":
        if found.id not in listed:
            listed[found.id] = all_files(here, found.id)
        return _yaml_files(here, at, path, listed[found.id])
    raise _missing(here, at, path, found)


def _yaml_files(here: Repository, at: Commit, path: str, listing: bytes) -> tuple[Entry, ...]:
    """Return the files that `source.files_in` would find in the directory, in its order."""
    made = []
    for line in filter(None, os.fsdecode(listing).split("\0")):
        about, _, name = line.partition("\t")
        mode, _, id_ = about.split(" ")
        if mode == _SUBMODULE:
            raise _absent(at, posixpath.join(path, name), _IS_A_SUBMODULE)
        if not is_part(PurePosixPath(name)):
            continue
        if mode == _LINK:
            target = posixpath.join(path, name)
            (found,) = _found(here, [(at.id, target)])
            if found.kind != "blob":
                raise _missing(here, at, target, found)
            id_ = found.id
        made.append(Entry(name, id_))
    if not made:
        raise NotThereError(_absent(at, path, "this directory holds no .yaml file").findings)
    return tuple(sorted(made, key=lambda each: PurePosixPath(each.path)))


def _absent(at: Commit, path: str, message: str) -> InputError:
    return refused(f"{at.name}:{path}", message)


def _missing(here: Repository, at: Commit, path: str, found: _Found) -> InputError:
    if found.kind == "symlink":
        return _absent(at, path, f"a symbolic link that leads out of git, to {found.target!r}")
    if found.kind in ("dangling", "loop"):
        return _absent(at, path, "a symbolic link that leads nowhere in this revision")
    # What is in a submodule is missing too.
    above = [str(each) for each in PurePosixPath(path).parents][:-1]
    done = asked(here, "ls-tree", "-z", "--full-tree", at.id, "--", path, *above)
    lines = os.fsdecode(done.stdout).split("\0")
    if any(line.startswith(f"{_SUBMODULE} ") for line in lines):
        return _absent(at, path, _IS_A_SUBMODULE)
    if done.returncode or any(line.endswith(f"\t{path}") for line in lines):
        return _absent(at, path, NOT_HERE)
    message = f"{at.name} has no such file or directory{_near(here, at, path)}"
    return NotThereError(_absent(at, path, message).findings)


def _near(here: Repository, at: Commit, path: str) -> str:
    """Return a hint at the file of a commit whose path or name is nearest."""
    done = asked(here, "ls-tree", "-r", "-z", "--full-tree", "--name-only", at.id)
    paths = os.fsdecode(done.stdout).split("\0")[:_NAMES_FOR_HINTS]
    same_name = [each for each in paths if posixpath.basename(each) == posixpath.basename(path)]
    return did_you_mean(path, same_name) or (
        f"; did you mean {same_name[0]!r}?" if same_name else did_you_mean(path, paths)
    )
