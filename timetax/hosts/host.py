"""What a module of `known/` says of its host, as its `HOST`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from timetax.findings import Finding

Environment: TypeAlias = Mapping[str, str]


class CannotCommentError(Exception):
    """A job may not comment; says why, and what would do."""


@dataclass(frozen=True)
class Comment:
    """A comment on a pull request, and whether a run like this one made it."""

    id: int | str
    body: str
    is_ours: bool


@dataclass(frozen=True)
class Conversation:
    """The comments on a pull request.

    Each of the three raises OSError, HTTPException or ValueError where the host does not answer.

    Attributes:
        comments: yields them.
        add: makes one of a text.
        change: makes the one with an id say a text.
    """

    comments: Callable[[], Iterator[Comment]]
    add: Callable[[str], None]
    change: Callable[[int | str, str], None]


@dataclass(frozen=True, kw_only=True)
class Host:
    """Who runs jobs.

    Attributes:
        title: what people call it.
        is_here: returns whether an environment is that of one of its jobs.
        log: the format of findings that its log reads.
        file: the format of findings that it reads from a file.
        token: the variable that holds the token to comment with, which is never shown.
        conversation: returns that of the pull request that a job is about, or None if it is about
            none; raises CannotCommentError where the job has not what it takes.
        summary: the variable that names the file of a job's summary; empty without such files.
        annotation: returns a finding with its title as a line of the log that is shown beside the
            change, or None where no log can.
        body: returns the text of a comment as it is to be written there.
    """

    title: str
    is_here: Callable[[Environment], bool]
    log: str
    file: str
    token: str
    conversation: Callable[[Environment], Conversation | None]
    summary: str = ""
    annotation: Callable[[Finding, str], str] | None = None
    body: Callable[[str], str] = str
