"""How git is asked: no shell is between, and nothing that a repository names is run."""

import os
import posixpath
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from timetax.findings import Finding, InputError, Position

NOT_HERE = (
    "git does not have its content here, as in a partial or damaged clone; fetch it: "
    "`git fetch --refetch --no-filter`, or in GitHub Actions `fetch-depth: 0` and no `filter`"
)

IS_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")

ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # none; older versions of git do not know the variable above
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
"""Nothing is locked or fetched, and an id stands for what it names and for its own parents."""

OF_NOBODY = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
"""Sets the configuration of machine and user aside, so that every question has one answer.

Which folders they trust (`safe.directory`) git has said before, when it looked for the repository.
"""

_SETTINGS = {
    "core.alternateRefsCommand": "",
    "core.askPass": "",
    "core.fsmonitor": "false",
    "core.gitProxy": "",
    "core.hooksPath": os.devnull,
    "core.sshCommand": "false",
    "credential.helper": "",
    "diff.external": "",
    "gc.auto": "0",
    "gpg.program": "false",
    "maintenance.auto": "false",
}
"""What a repository could name programs by. No question here needs one; these are a second wall."""


@dataclass(frozen=True)
class Repository:
    """The repository that a folder is in.

    Attributes:
        folder: the folder, from which all questions are asked.
        store: where git keeps what it has of it.
        prefix: where the folder is, seen from the top: `data/`, or nothing at the top itself.
        top: the top of the working tree.
        shallow: whether commits before some are not there.
    """

    folder: Path
    store: Path
    prefix: str
    top: Path
    shallow: bool

    def inside(self, path: str) -> str:
        """Return where a path that is seen from the folder is, seen from the top.

        Raises:
            InputError: it is outside the repository.
        """
        inside = posixpath.normpath(posixpath.join(self.prefix, path))
        if inside == ".." or inside.startswith(("../", "/")):
            raise refused(path, f"is outside the git repository {self.top}")
        return "" if inside == "." else inside


def command_of(folder: Path, *arguments: str) -> list[str]:
    """Return the command that asks git in a folder, with its settings put aside."""
    settings = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
    return ["git", "--no-pager", "-C", str(folder), *settings, *arguments]


def question(here: Repository, *arguments: str) -> list[str]:
    """Return the command that asks a repository."""
    return command_of(here.folder, f"--git-dir={here.store}", *arguments)


def asked(
    here: Repository, *arguments: str, stdin: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Return what git answers on a repository."""
    return run(question(here, *arguments), ENVIRONMENT | OF_NOBODY, stdin)


def run(
    command: Sequence[str], environment: Mapping[str, str], stdin: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Return the finished process of a command in an environment."""
    try:
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
        )
    except (OSError, ValueError) as error:
        raise no_git(error) from error


def no_git(error: Exception) -> InputError:
    """Return the error for a git that cannot be asked."""
    if isinstance(error, FileNotFoundError):
        return refused("git", "is not installed, and revisions cannot be read without it")
    return refused("git", f"cannot be run ({error})")


def reason_in(stderr: bytes) -> str:
    """Return the reason that git gives."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return re.sub("^(fatal|error): ", "", lines[0]) if lines else "it does not say why"


def refused(name: str, message: str) -> InputError:
    """Return the error for a revision or path that cannot be used."""
    return InputError([Finding(Position(name), "git", message)])
