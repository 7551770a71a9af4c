"""Puts a difference on its pull request as one comment, which the next run brings up to date."""

import re
from http.client import HTTPException

from timetax.hosts.host import CannotCommentError, Conversation, Environment, Host

NOTHING_CHANGED = "No change"

_TOKEN = re.compile("[!-~]+")
"""Any other would be shown in the message of the library that refuses it."""


def put_comment(host: Host, environment: Environment, body: str) -> str | None:
    """Comment on the pull request that a job is about; return why not, or None if it is done.

    Where nothing changed no comment is made, and one that is there is brought up to date.
    """
    token = environment.get(host.token, "").strip()
    if token and not _TOKEN.fullmatch(token):
        return f"{host.token} holds characters that no token has"
    try:
        conversation = host.conversation(environment)
        if conversation is None:
            return "the job is about no pull request"
        _put(conversation, body, host.body(body))
    except (CannotCommentError, OSError, HTTPException, ValueError, LookupError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        return reason.replace(token, "***") if token else reason
    return None


def _put(conversation: Conversation, made: str, body: str) -> None:
    """Change the comment that begins as `body` does, or make one if anything changed.

    `body` is the comment that was `made`, as the host reads it.
    """
    said, marker = made.split("\n", 2)[1], _first_line(body)
    ours = (each for each in conversation.comments() if each.is_ours)
    mine = next((each for each in ours if _first_line(each.body) == marker), None)
    if mine is None and not said.startswith(NOTHING_CHANGED):
        conversation.add(body)
    elif mine is not None and mine.body.split() != body.split():
        conversation.change(mine.id, body)


def _first_line(text: str) -> str:
    return text.partition("\n")[0].rstrip()
