"""Asks git, and only for what it has: commits, names of files, and their bytes.

No shell is between, and no revision or path can be taken for an option. A repository may come from
anybody, so nothing that its configuration names is run, and nothing is fetched that it lacks.
"""

import hashlib
import os
import posixpath
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, TypeAlias

from timetax.files.folders import is_part
from timetax.findings import InputError
from timetax.versions.git_commands import (
    _ENVIRONMENT,
    _OF_NOBODY,
    Repository,
    asked,
    command_of,
    no_git,
    question,
    reason_in,
    refused,
    run,
)
from timetax.wording.hints import did_you_mean

FETCH_ALL = (
    "fetch the rest: `git fetch --unshallow`, or in GitHub Actions `fetch-depth: 0`, in GitLab CI "
    "`GIT_DEPTH: 0`"
)
NOT_HERE = (
    "git does not have its content here, as in a partial or damaged clone; fetch it: "
    "`git fetch --refetch --no-filter`, or in GitHub Actions `fetch-depth: 0` and no `filter`"
)
_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")

_COMMIT = "%H%x00%h%x00%cI%x00%s"
"""What `git log` shows of a commit: nothing of its author."""

_LINK, _SUBMODULE = "120000", "160000"
_POINTER = b"version https://git-lfs.github.com/spec/"
_NAMES_FOR_HINTS = 5_000


BlobReader: TypeAlias = Callable[[str], bytes]
"""What reads the bytes of a file by their id."""


class NotThereError(InputError):
    """A revision has no file, or no file of a catalogue, at a path."""


@dataclass(frozen=True)
class Commit:
    """A commit: its id, what people call it, its date as ISO 8601 writes it, and its subject."""

    id: str
    name: str
    when: str
    subject: str


@dataclass(frozen=True)
class Entry:
    """A file of a revision: its path from the path that was asked for, and the id of its bytes.

    The path is empty where what was asked for is the file itself.
    """

    path: str
    id: str


def place_of(path: str) -> tuple[Repository, str]:
    """Return the repository that a path is in, and where it is there, seen from the top.

    Raises:
        InputError: it is in no repository, or git cannot say.
    """
    whole = _absolute(path)
    if "GIT_DIR" in os.environ:  # as in a hook: it holds for the current folder only
        folder = Path.cwd()
    else:
        folder = whole if whole.is_dir() else whole.parent
        while not folder.is_dir():
            folder = folder.parent
    here = repository(folder)
    return here, here.inside(Path(os.path.relpath(whole, folder)).as_posix())


def repository(folder: Path) -> Repository:
    """Return the repository that a folder is in.

    Raises:
        InputError: it is in none, or git cannot say.
    """
    folder = folder.resolve()
    questions = ("--is-shallow-repository", "--absolute-git-dir", "--show-cdup", "--show-prefix")
    done = run(command_of(folder, "rev-parse", *questions), _ENVIRONMENT)
    if done.returncode:
        if b"not a git repository" in done.stderr:
            raise refused(
                str(folder), "is in no git repository; name two files or catalogues to compare"
            )
        reason = reason_in(done.stderr)
        if "dubious ownership" in reason:
            reason += f"; if you trust it: git config --global --add safe.directory {folder}"
        raise refused(str(folder), f"git does not read it: {reason}")
    shallow, store, up, prefix = os.fsdecode(done.stdout).split("\n", 3)
    top = Path(os.path.normpath(folder / up))
    if not folder.is_relative_to(top) and not os.environ.keys() & {"GIT_DIR", "GIT_WORK_TREE"}:
        raise refused(str(folder), f"its repository names {top} as its working tree; go there")
    return Repository(
        folder=folder,
        store=Path(store),
        prefix=prefix.removesuffix("\n"),
        top=top,
        shallow=shallow == "true",
    )


def commit(here: Repository, revision: str) -> Commit:
    """Return the commit that a revision names.

    Raises:
        InputError: there is none.
    """
    found = found_commit(here, revision)
    if found is None:
        raise _unknown(here, revision)
    return found


def found_commit(here: Repository, revision: str) -> Commit | None:
    """Return the commit that a revision names, or None; people call a whole id by its beginning.

    Raises:
        InputError: it is the beginning of several, or git cannot say.
    """
    verify = ("rev-parse", "--verify", "--end-of-options")
    done = asked(here, *verify, f"{revision}^{{commit}}")
    if b"is ambiguous" in done.stderr and b"refname" not in done.stderr:
        raise refused(revision, "is how the ids of several commits begin; write more of it")
    id_ = done.stdout.decode("ascii", "replace").strip()
    if not _ID.fullmatch(id_):
        return None
    (found,) = _commits(here, "--no-walk", id_, "--")
    return found if revision == id_ else replace(found, name=revision)


def merge_base(here: Repository, one: str, other: str) -> Commit:
    """Return the commit from which two went apart, by its short id.

    Raises:
        InputError: a revision is unknown, or they have none in common.
    """
    ids = [commit(here, each).id for each in (one, other)]
    done = asked(here, "merge-base", *ids)
    if done.returncode:
        rest = f"this clone is shallow; {FETCH_ALL}" if here.shallow else "name them one by one"
        raise refused(f"{one}...{other}", f"the two have no commit in common; {rest}")
    return _commits(here, "--no-walk", done.stdout.decode("ascii").split()[0], "--")[0]


def log(
    here: Repository, paths: Sequence[str], since: str | None = None, limit: int | None = None
) -> list[Commit]:
    """Return the commits of the current line that touched paths seen from the top, oldest first.

    They are called by their short ids. A merge counts as one commit, so that each follows from the
    one before it. With `since`, the first is the one that made them what they were then; with
    `limit`, only that many last ones.

    Raises:
        InputError: the revision `since` is unknown, or there is no commit yet.
    """
    head = commit(here, "HEAD").id
    begin = commit(here, since).id if since is not None else None
    walk = ("--first-parent", "--no-follow", *([] if limit is None else [f"--max-count={limit}"]))
    place = ("--", *(f":(top,literal){path}" for path in paths))
    found = _commits(here, *walk, head, *([f"^{begin}"] if begin else []), *place)
    if begin and (limit is None or len(found) < limit):
        found += _commits(here, "--first-parent", "--no-follow", "--max-count=1", begin, *place)
    return found[::-1]


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


def listing(here: Repository, tree: str) -> bytes:
    """Return the files of a commit or tree and of the folders in it, as `git ls-tree -z` has them.

    Raises:
        InputError: git does not have all of its folders.
    """
    done = asked(here, "ls-tree", "-r", "-z", "--full-tree", tree)
    if done.returncode:
        raise refused(tree, NOT_HERE)
    return done.stdout


@contextmanager
def blobs(here: Repository) -> Iterator[BlobReader]:
    """Give what reads the bytes of a file by their id; one process of git reads them all.

    Raises:
        InputError: git is not installed.
    """
    try:
        process = subprocess.Popen(
            question(here, "cat-file", "--batch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _ENVIRONMENT | _OF_NOBODY,
        )
    except OSError as error:
        raise no_git(error) from error
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        requests, answers = process.stdin, process.stdout
        try:
            yield lambda id_: read_blob(requests, answers, id_)
        finally:
            with suppress(OSError):  # what could not be written once cannot be flushed either
                requests.close()


def read_blob(requests: IO[bytes], answers: IO[bytes], id_: str) -> bytes:
    """Return the bytes with an id, asked for and answered by a `git cat-file --batch`.

    Raises:
        InputError: they are not there, as in a clone that left them out.
    """
    try:
        requests.write(f"{id_}\n".encode())
        requests.flush()
        header = answers.readline().split()
    except OSError:  # such as a broken pipe
        header = []
    if len(header) != 3:
        raise refused(id_, NOT_HERE)
    size = int(header[2])
    return answers.read(size + 1)[:size]


def id_of(data: bytes, at: Commit) -> str:
    """Return the id that bytes, as they are, would have in the repository of a commit."""
    digest = hashlib.new("sha1" if len(at.id) == len(hashlib.sha1().hexdigest()) else "sha256")
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()


def names(here: Repository) -> dict[str, str]:
    """Return the branches and tags; and remote branches, by their names without the remote too."""
    kinds = ("refs/heads", "refs/tags", "refs/remotes")
    done = asked(here, "for-each-ref", "--format=%(refname)", *kinds)
    refs = [line.split("/", 2)[1:] for line in os.fsdecode(done.stdout).splitlines()]
    remote = [name for kind, name in refs if kind == "remotes"]
    return {name.partition("/")[2]: name for name in remote} | {name: name for _, name in refs}


def _absolute(path: str | Path) -> Path:
    """Return where a path leads; a symbolic link at its end is a file of its own."""
    whole = Path.cwd() / path
    return whole.parent.resolve() / whole.name if whole.name != ".." else whole.resolve()


def is_pointer(data: bytes) -> bool:
    """Return whether bytes only point to a file that Git LFS keeps elsewhere."""
    return data.startswith(_POINTER)


def _commits(here: Repository, *arguments: str) -> list[Commit]:
    """Return the commits that `git log` shows, the newest first."""
    shape = ("-z", f"--format={_COMMIT}", "--encoding=UTF-8", "--no-show-signature", "--no-patch")
    done = asked(here, "log", *shape, *arguments)
    if done.returncode:
        raise refused("git log", reason_in(done.stderr))
    # A subject is never empty of its own NUL: each commit has four values, each followed by one.
    values = done.stdout.decode("utf-8", "replace").split("\0")
    return [Commit(*values[at : at + 4]) for at in range(0, len(values) - 3, 4)]


def _unknown(here: Repository, revision: str) -> InputError:
    if revision == "HEAD" and not names(here):
        return refused(revision, "this repository has no commit yet")
    known = names(here)
    hint = did_you_mean(revision, known)
    if here.shallow:
        hint += f"; this clone is shallow and may lack it: {FETCH_ALL}"
    return refused(revision, f"is no revision that git knows{hint}")


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
        elif len(words) == 3 and _ID.fullmatch(words[0]):
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
            listed[found.id] = listing(here, found.id)
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


_IS_A_SUBMODULE = (
    "this is a submodule, a repository of its own, and the revision does not have its files; "
    "name a path in it"
)


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
