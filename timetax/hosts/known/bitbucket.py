"""Bitbucket Pipelines, of Bitbucket Cloud."""

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import quote

from timetax.hosts.api import Api
from timetax.hosts.host import CannotCommentError, Comment, Conversation, Environment, Host

_TOKEN = "BITBUCKET_TOKEN"
_ADDRESS = "https://api.bitbucket.org/2.0"

_MARKER = re.compile(r"\A<!-- (.*?) -->$", re.MULTILINE)
_FOLDED = re.compile(r"^<details>\n<summary>(.*)</summary>$", re.MULTILINE)
_END = re.compile(r"\n*^</details>$", re.MULTILINE)


def conversation(environment: Environment) -> Conversation | None:
    """Return the conversation of the pull request that the job is about, or None.

    Raises:
        CannotCommentError: there is no token, or the environment lacks something else.
    """
    number = environment.get("BITBUCKET_PR_ID")
    if not number:
        return None
    if not environment.get(_TOKEN, "").strip():
        raise CannotCommentError(
            f"{_TOKEN} is not set: make it a secured variable of the repository with one of its "
            "access tokens, scope `pullrequest:write`"
        )
    missing = [
        name for name in ("BITBUCKET_WORKSPACE", "BITBUCKET_REPO_SLUG") if not environment.get(name)
    ]
    if missing:
        raise CannotCommentError(f"{missing[0]} is not set")
    api = Api(
        environment.get("BITBUCKET_API_URL") or _ADDRESS,
        {"Authorization": f"Bearer {environment[_TOKEN].strip()}"},
    )
    workspace, slug = environment["BITBUCKET_WORKSPACE"], environment["BITBUCKET_REPO_SLUG"]
    repository = f"repositories/{quote(workspace)}/{quote(slug)}"
    path = f"{repository}/pullrequests/{number}/comments"

    def comments() -> Iterator[Comment]:
        own = _own(api)
        for each in api.pages(path, size="pagelen", within="values"):
            author = each.get("user") or {}
            is_ours = author.get("uuid") == own if own else author.get("type") == "app_user"
            there = is_ours and not each.get("deleted")
            yield Comment(each["id"], each["content"]["raw"] or "", there)

    def said(body: str) -> dict[str, dict[str, str]]:
        return {"content": {"raw": body}}

    return Conversation(
        comments=comments,
        add=lambda body: api.ask("POST", path, said(body)),
        change=lambda id_, body: api.ask("PUT", f"{path}/{id_}", said(body)),
    )


def _own(api: Api) -> str | None:
    """Return the id of the token's user; None if the token may not ask, as one of a repository."""
    try:
        found: str = api.ask("GET", "user")["uuid"]
    except HTTPError:
        return None
    return found


def without_html(body: str) -> str:
    """Return a comment without HTML, which Bitbucket shows as it is written.

    The marker becomes the definition of a link that nothing refers to, and what is folded opens.
    """
    body = _MARKER.sub(r"[//]: # (\1)\n", body)
    return _END.sub("", _FOLDED.sub(r"### \1", body))


HOST = Host(
    title="Bitbucket Pipelines",
    is_here=lambda environment: bool(environment.get("BITBUCKET_BUILD_NUMBER")),
    log="text",
    file="junit",
    token=_TOKEN,
    conversation=conversation,
    body=without_html,
)
