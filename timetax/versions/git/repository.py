"""Looks for the repository that a path is in."""

import os
from pathlib import Path

from timetax.versions.git.commands import (
    ENVIRONMENT,
    Repository,
    command_of,
    reason_in,
    refused,
    run,
)


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
    here = repository_of(folder)
    return here, here.inside(Path(os.path.relpath(whole, folder)).as_posix())


def repository_of(folder: Path) -> Repository:
    """Return the repository that a folder is in.

    Raises:
        InputError: it is in none, or git cannot say.
    """
    folder = folder.resolve()
    questions = ("--is-shallow-repository", "--absolute-git-dir", "--show-cdup", "--show-prefix")
    done = run(command_of(folder, "rev-parse", *questions), ENVIRONMENT)
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


def _absolute(path: str | Path) -> Path:
    """Return where a path leads; a symbolic link at its end is a file of its own."""
    whole = Path.cwd() / path
    return whole.parent.resolve() / whole.name if whole.name != ".." else whole.resolve()
