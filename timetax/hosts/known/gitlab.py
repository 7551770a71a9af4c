"""GitLab CI, and what runs its jobs elsewhere."""

from collections.abc import Iterator

from timetax.hosts.api import Api
from timetax.hosts.host import CannotCommentError, Comment, Conversation, Environment, Host

_TOKEN = "GITLAB_TOKEN"


def conversation(environment: Environment) -> Conversation | None:
    """Return the conversation of the merge request that the job is about, or None.

    Raises:
        CannotCommentError: there is no token, or the environment lacks something else.
    """
    number = environment.get("CI_MERGE_REQUEST_IID")
    if not number:
        return None
    if not environment.get(_TOKEN, "").strip():
        raise CannotCommentError(
            f"{_TOKEN} is not set: make it a masked variable with an access token of the project, "
            "scope `api`; jobs on merge requests from a fork never have it"
        )
    missing = [
        name
        for name in ("CI_API_V4_URL", "CI_MERGE_REQUEST_PROJECT_ID")
        if not environment.get(name)
    ]
    if missing:
        raise CannotCommentError(f"{missing[0]} is not set")
    api = Api(environment["CI_API_V4_URL"], {"PRIVATE-TOKEN": environment[_TOKEN].strip()})
    notes = f"projects/{environment['CI_MERGE_REQUEST_PROJECT_ID']}/merge_requests/{number}/notes"

    def comments() -> Iterator[Comment]:
        own = api.ask("GET", "user")["id"]  # the token's: what others wrote is never changed
        for note in api.pages(notes):
            yield Comment(note["id"], note["body"] or "", note["author"]["id"] == own)

    return Conversation(
        comments=comments,
        add=lambda body: api.ask("POST", notes, {"body": body}),
        change=lambda id_, body: api.ask("PUT", f"{notes}/{id_}", {"body": body}),
    )


HOST = Host(
    title="GitLab CI",
    is_here=lambda environment: bool(environment.get("GITLAB_CI")),  # local runners say false
    log="text",
    file="gitlab",
    token=_TOKEN,
    conversation=conversation,
)
