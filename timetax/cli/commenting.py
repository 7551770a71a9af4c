"""The command for pull requests: comment."""

import os
from pathlib import Path
from typing import Annotated

import typer

from timetax.cli.app import app, examples
from timetax.cli.jobs import tell
from timetax.findings import Finding, Position, Severity, option_error


@app.command(
    epilog=examples(
        "timetax diff main -c data/forms.yaml --format github-comment -o difference.md",
        "timetax comment difference.md",
    )
)
def comment(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What `diff --format github-comment` wrote."),
    ],
) -> None:
    """Put a difference on the pull request of this job: one comment, brought up to date.

    The token is in GITHUB_TOKEN, GITLAB_TOKEN, BITBUCKET_TOKEN or SYSTEM_ACCESSTOKEN. Where a job
    may not comment, as on a pull request from a fork, it says so and passes.
    """
    from timetax.hosts.commenting import put_comment
    from timetax.hosts.here import host_of, hosts
    from timetax.wording.lists import listing

    body = _body_of(file)
    host = host_of(os.environ)
    if host is None:
        known = listing([each.title for each in hosts()], "or")
        raise option_error("comment", f"is for a job of {known}, and this is none")
    reason = put_comment(host, os.environ, body)
    if reason is None:
        return
    where = "the log of the job"
    if host.summary and (summary := os.environ.get(host.summary)):
        with Path(summary).open("a", encoding="utf-8") as stream:
            stream.write(f"{body}\n")
        where = "the summary of the job"
    message = f"cannot comment: {reason}; the difference is in {where}"
    tell([Finding(Position(""), "comment", message, Severity.WARNING)])


def _body_of(file: Path) -> str:
    body = file.read_text(encoding="utf-8")
    if not body.startswith("<!-- timetax diff") or "\n" not in body:
        message = "is no comment; write it with `timetax diff --format github-comment -o FILE`"
        raise option_error(str(file), message)
    return body
