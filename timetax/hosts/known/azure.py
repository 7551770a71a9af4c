"""Azure Pipelines, with the repository in Azure Repos."""

from collections.abc import Iterator
from urllib.parse import quote

from timetax.findings import Finding, Severity
from timetax.hosts.api import Api
from timetax.hosts.host import CannotCommentError, Comment, Conversation, Environment, Host
from timetax.wording.terminal import safe

_TOKEN = "SYSTEM_ACCESSTOKEN"
_NEEDED = ("SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT", "BUILD_REPOSITORY_ID")
_VERSION = "api-version=7.1"
_ESCAPED = {"%": "%AZP25", ";": "%3B", "\r": "%0D", "\n": "%0A", "]": "%5D"}
"""The escapes of the agent, of which the percent sign is the first."""


def annotation(finding: Finding, title: str) -> str:
    """Return the logging command that lists a finding with the issues of the run."""
    position = finding.position
    properties = {"type": "error" if finding.severity is Severity.ERROR else "warning"}
    if position.file:
        properties["sourcepath"] = position.file
    if position.line:
        properties["linenumber"] = str(position.line)
    if position.column:
        properties["columnnumber"] = str(position.column)
    written = "".join(f"{key}={_escaped(value)};" for key, value in properties.items())
    return safe(f"##vso[task.logissue {written}]{_escaped(f'{title}: {finding.message}')}")


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(each, each) for each in text)


def conversation(environment: Environment) -> Conversation | None:
    """Return the conversation of the pull request that the job is about, or None.

    Raises:
        CannotCommentError: there is no token, the repository is elsewhere, or the environment lacks
            something else.
    """
    number = environment.get("SYSTEM_PULLREQUEST_PULLREQUESTID")
    if not number:
        return None
    provider = environment.get("BUILD_REPOSITORY_PROVIDER") or "TfsGit"
    if provider != "TfsGit":
        raise CannotCommentError(f"the repository is at {provider} and not in Azure Repos")
    if not environment.get(_TOKEN, "").strip():
        raise CannotCommentError(
            f"{_TOKEN} is not set: map it in the step, `env: {{{_TOKEN}: $(System.AccessToken)}}`, "
            "and let the build service contribute to pull requests"
        )
    missing = [name for name in _NEEDED if not environment.get(name)]
    if missing:
        raise CannotCommentError(f"{missing[0]} is not set")
    collection, project, repository = (environment[name] for name in _NEEDED)
    api = Api(collection, {"Authorization": f"Bearer {environment[_TOKEN].strip()}"})
    path = (
        f"{quote(project)}/_apis/git/repositories/{quote(repository)}/pullRequests/{number}/threads"
    )

    def comments() -> Iterator[Comment]:
        own = api.ask("GET", "_apis/connectionData")["authenticatedUser"]["id"]
        for thread in api.ask("GET", f"{path}?{_VERSION}")["value"]:
            for each in thread["comments"]:
                there = not each.get("isDeleted") and each["author"]["id"] == own
                place = f"{thread['id']}/comments/{each['id']}"
                yield Comment(place, each.get("content") or "", there)

    def add(body: str) -> None:
        first = {"parentCommentId": 0, "content": body, "commentType": "text"}
        # An open thread would have to be resolved before the pull request may be completed.
        thread = {"comments": [first], "status": "closed"}
        api.ask("POST", f"{path}?{_VERSION}", thread)

    return Conversation(
        comments=comments,
        add=add,
        change=lambda id_, body: api.ask("PATCH", f"{path}/{id_}?{_VERSION}", {"content": body}),
    )


HOST = Host(
    title="Azure Pipelines",
    is_here=lambda environment: environment.get("TF_BUILD", "").casefold() == "true",
    log="text",
    file="junit",
    token=_TOKEN,
    conversation=conversation,
    annotation=annotation,
)
