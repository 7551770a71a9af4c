"""GitHub Actions, and what runs its workflows elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timetax.findings import Finding, Severity
from timetax.hosts.api import Api
from timetax.hosts.host import CannotCommentError, Comment, Conversation, Environment, Host
from timetax.wording.terminal import safe

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_NEEDED = ("GITHUB_API_URL", "GITHUB_EVENT_PATH", "GITHUB_REPOSITORY", "GITHUB_TOKEN")


def annotation(finding: Finding, title: str) -> str:
    """Return the workflow command that shows a finding beside its line."""
    position = finding.position
    properties = {"file": position.file} if position.file else {}
    if position.line:
        properties["line"] = str(position.line)
    if position.column:
        properties["col"] = str(position.column)
    properties["title"] = title
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return safe(f"::{_COMMANDS[finding.severity]} {written}::{_data(finding.message)}")


def _data(text: str) -> str:
    # The escapes of the runner: only these, and the percent sign first.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def conversation(environment: Environment) -> Conversation | None:
    """Return the conversation of the pull request that the job is about, or None.

    Raises:
        CannotCommentError: the environment lacks something.
    """
    missing = [name for name in _NEEDED if not environment.get(name)]
    if missing:
        raise CannotCommentError(f"{missing[0]} is not set")
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    number = (event.get("pull_request") or {}).get("number")
    if number is None:
        return None
    api = Api(
        environment["GITHUB_API_URL"],
        {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {environment['GITHUB_TOKEN'].strip()}",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    issues = f"repos/{environment['GITHUB_REPOSITORY']}/issues"

    def comments() -> Iterator[Comment]:
        return map(_comment, api.pages(f"{issues}/{number}/comments"))

    return Conversation(
        comments=comments,
        add=lambda body: api.ask("POST", f"{issues}/{number}/comments", {"body": body}),
        change=lambda id_, body: api.ask("PATCH", f"{issues}/comments/{id_}", {"body": body}),
    )


def _comment(found: dict[str, Any]) -> Comment:
    is_ours = (found["user"] or {}).get("type") == "Bot"  # a person's own is never changed
    return Comment(found["id"], found["body"] or "", is_ours)


HOST = Host(
    title="GitHub Actions",
    is_here=lambda environment: environment.get("GITHUB_ACTIONS") == "true",
    log="github",
    file="github",
    token="GITHUB_TOKEN",
    conversation=conversation,
    summary="GITHUB_STEP_SUMMARY",
    annotation=annotation,
)
