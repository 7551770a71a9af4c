"""Puts a difference on its pull request as one comment, which the next run brings up to date.

Run by action.yml with the file that holds the comment; all else is in the runner's environment. It
needs nothing but the standard library, and never fails the run: where it may not comment, as on a
pull request from a fork, it says so and writes to the summary of the job.
"""

import json
import os
import sys
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

NOTHING_CHANGED = "No change"
PER_PAGE = 100
PATIENCE = 30


def main() -> None:
    """Comment on the pull request, or write to the summary of the job."""
    body = Path(sys.argv[1]).read_text(encoding="utf-8")
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    number = (event.get("pull_request") or {}).get("number")
    if number is None:
        summarize(body)
        return
    try:
        comment_on(f"{os.environ['GITHUB_REPOSITORY']}/issues", number, body)
    except (OSError, HTTPException, ValueError) as error:
        reason = " ".join(str(error).split())
        print(
            f"::warning title=timetax diff::cannot comment ({reason}), so the difference is in the "
            "summary of the job. The job needs `permissions: pull-requests: write`, which it never "
            "has on a pull request from a fork."
        )
        summarize(body)


def comment_on(issues: str, number: int, body: str) -> None:
    """Change the comment that begins as `body` does, or make one if anything changed."""
    marker, said = body.split("\n", 2)[:2]
    mine = next((each for each in comments(issues, number) if is_mine(each, marker)), None)
    if mine is None and not said.startswith(NOTHING_CHANGED):
        ask("POST", f"{issues}/{number}/comments", {"body": body})
    elif mine is not None and mine["body"].split() != body.split():
        ask("PATCH", f"{issues}/comments/{mine['id']}", {"body": body})


def comments(issues: str, number: int) -> Iterator[dict[str, Any]]:
    """Yield the comments of the pull request, page by page."""
    page, full = 1, True
    while full:
        found = ask("GET", f"{issues}/{number}/comments?per_page={PER_PAGE}&page={page}")
        yield from found
        page, full = page + 1, len(found) == PER_PAGE


def is_mine(comment: dict[str, Any], marker: str) -> bool:
    """Return whether a comment was made by such a run: a person's own is never changed."""
    first = (comment["body"] or "").partition("\n")[0].rstrip()
    return first == marker and (comment["user"] or {}).get("type") == "Bot"


def ask(method: str, path: str, content: dict[str, str] | None = None) -> Any:
    """Return what the API answers."""
    request = Request(
        f"{os.environ['GITHUB_API_URL']}/repos/{path}",
        data=None if content is None else json.dumps(content).encode(),
        method=method,
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
            "Content-Type": "application/json",
            "User-Agent": "timetax",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    with urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def summarize(body: str) -> None:
    """Add the difference to the summary of the job."""
    with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as summary:
        summary.write(f"{body}\n")


if __name__ == "__main__":
    main()
