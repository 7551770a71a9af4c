"""Asks a repository for its commits, branches and tags; no revision can be taken for an option."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from timetax.findings import InputError
from timetax.versions.git.commands import IS_ID, Repository, asked, reason_in, refused
from timetax.wording.hints import did_you_mean

FETCH_ALL = (
    "fetch the rest: `git fetch --unshallow`, or in GitHub Actions `fetch-depth: 0`, in GitLab CI "
    "`GIT_DEPTH: 0`"
)

_COMMIT = "%H%x00%h%x00%cI%x00%s"
"""What `git log` shows of a commit: nothing of its author."""


@dataclass(frozen=True)
class Commit:
    """A commit: its id, what people call it, its date as ISO 8601 writes it, and its subject."""

    id: str
    name: str
    when: str
    subject: str


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
    if not IS_ID.fullmatch(id_):
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


def names(here: Repository) -> dict[str, str]:
    """Return the branches and tags; and remote branches, by their names without the remote too."""
    kinds = ("refs/heads", "refs/tags", "refs/remotes")
    done = asked(here, "for-each-ref", "--format=%(refname)", *kinds)
    refs = [line.split("/", 2)[1:] for line in os.fsdecode(done.stdout).splitlines()]
    remote = [name for kind, name in refs if kind == "remotes"]
    return {name.partition("/")[2]: name for name in remote} | {name: name for _, name in refs}


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
