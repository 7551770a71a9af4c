"""`timetax comment`: one comment on a pull request of each host, brought up to date."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.console import run
from tests.forge import Forge, remark
from tests.forge import forge as served

MARKER = "<!-- timetax diff data/forms.yaml -->"
CHANGED = f"{MARKER}\n## What changed\n"
SAME = f"{MARKER}\nNo change: 1 form takes 100 hours a year.\n"


@pytest.fixture
def forge() -> Iterator[Forge]:
    with served() as made:
        yield made


@dataclass(frozen=True)
class Job:
    """How a host calls its job, and where its comments are."""

    settings: str
    token: str
    list: str
    change: str
    method: str


JOBS = {
    "github": Job(
        "GITHUB_ACTIONS=true GITHUB_API_URL={url} GITHUB_EVENT_PATH=event.json "
        "GITHUB_REPOSITORY=o/r GITHUB_STEP_SUMMARY=summary.md GITHUB_TOKEN=secret",
        "Bearer secret",
        "/repos/o/r/issues/7/comments",
        "/repos/o/r/issues/comments",
        "PATCH",
    ),
    "gitlab": Job(
        "GITLAB_CI=true CI_API_V4_URL={url}/api/v4 CI_MERGE_REQUEST_PROJECT_ID=3 "
        "CI_MERGE_REQUEST_IID=7 GITLAB_TOKEN=secret",
        "secret",
        "/api/v4/projects/3/merge_requests/7/notes",
        "/api/v4/projects/3/merge_requests/7/notes",
        "PUT",
    ),
}


@pytest.fixture(params=JOBS)
def job(request: pytest.FixtureRequest) -> Job:
    return JOBS[request.param]


def posted(
    job: Job, forge: Forge, folder: Path, body: str, extra: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command in a job on pull request 7."""
    (folder / "comment.md").write_text(body, encoding="utf-8")
    if not (folder / "event.json").exists():
        event = json.dumps({"pull_request": {"number": 7}})
        (folder / "event.json").write_text(event, encoding="utf-8")
    settings = job.settings.format(url=forge.url)
    done = run(f"no_proxy=127.0.0.1 {settings} {extra} timetax comment comment.md", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert "secret" not in done.stderr
    return done


def test_the_first_run_makes_a_comment(job: Job, forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(1, "Looks good"), remark(2, "<!-- timetax diff other.yaml -->\nx")]
    assert posted(job, forge, tmp_path, CHANGED).stderr == ""
    assert forge.changes == [("POST", job.list, {"body": CHANGED})]
    assert forge.tokens == {job.token}


def test_a_second_run_changes_it_on_whatever_page_it_is(
    job: Job, forge: Forge, tmp_path: Path
) -> None:
    forge.comments = [remark(number, "Words") for number in range(250)]
    forge.comments[220] = remark(4711, f"{MARKER}\r\n## Before\r\n")
    posted(job, forge, tmp_path, CHANGED)
    pages = [path for _, path, _ in forge.asked if "page" in path]
    assert pages == [f"{job.list}?per_page=100&page={page}" for page in (1, 2, 3)]
    assert forge.changes == [(job.method, f"{job.change}/4711", {"body": CHANGED})]


def test_nothing_is_said_where_nothing_changed(job: Job, forge: Forge, tmp_path: Path) -> None:
    posted(job, forge, tmp_path, SAME)
    assert forge.changes == []


def test_a_comment_is_brought_up_to_date_when_nothing_changes_any_more(
    job: Job, forge: Forge, tmp_path: Path
) -> None:
    forge.comments = [remark(1, CHANGED)]
    posted(job, forge, tmp_path, SAME)
    assert forge.changes == [(job.method, f"{job.change}/1", {"body": SAME})]


def test_a_comment_that_says_the_same_is_left_alone(job: Job, forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(1, CHANGED.replace("\n", "\r\n").strip())]
    posted(job, forge, tmp_path, CHANGED)
    assert forge.changes == []


def test_the_comment_of_a_person_is_never_changed(job: Job, forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(1, CHANGED.replace("What", "Quoted"), ours=False), remark(2, None)]
    posted(job, forge, tmp_path, CHANGED)
    assert [method for method, _, _ in forge.changes] == ["POST"]


@pytest.mark.parametrize(("method", "code"), [("POST", 403), ("GET", 404), ("POST", 502)])
def test_where_it_may_not_comment_it_says_so_and_passes(
    job: Job, forge: Forge, tmp_path: Path, method: str, code: int
) -> None:
    forge.refuses = (method, code)
    assert f"HTTP Error {code}" in posted(job, forge, tmp_path, CHANGED).stderr


def test_no_connection_is_no_failure(job: Job, forge: Forge, tmp_path: Path) -> None:
    nowhere = Forge(url="http://127.0.0.1:9")
    assert "cannot comment" in posted(job, nowhere, tmp_path, CHANGED).stderr


def test_the_token_is_carried_nowhere_else(job: Job, forge: Forge, tmp_path: Path) -> None:
    forge.moves = True
    assert "HTTP Error 302" in posted(job, forge, tmp_path, CHANGED).stderr
    assert not any(path == "/elsewhere" for _, path, _ in forge.asked)


@pytest.mark.parametrize("token", ["secret\nsecret", "secrét", "secret\x7f\r\nX: y"])
def test_a_token_that_is_none_is_not_shown(
    job: Job, forge: Forge, tmp_path: Path, token: str
) -> None:
    variable = "GITHUB_TOKEN" if "GITHUB_TOKEN" in job.settings else "GITLAB_TOKEN"
    posted(job, forge, tmp_path, CHANGED, f"'{variable}={token}'")


# What one host has


def test_github_gets_a_warning_and_the_summary(forge: Forge, tmp_path: Path) -> None:
    forge.refuses = ("POST", 403)
    done = posted(JOBS["github"], forge, tmp_path, CHANGED)
    assert re.fullmatch(r"::warning title=timetax comment::cannot comment: .*\n", done.stderr)
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == f"{CHANGED}\n"


def test_outside_of_a_pull_request_the_summary_has_it(forge: Forge, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text('{"ref": "refs/heads/main"}', encoding="utf-8")
    posted(JOBS["github"], forge, tmp_path, CHANGED)
    assert forge.asked == []
    assert CHANGED in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_gitlab_without_a_token_says_what_to_make(forge: Forge, tmp_path: Path) -> None:
    done = posted(JOBS["gitlab"], forge, tmp_path, CHANGED, "GITLAB_TOKEN=")
    assert "GITLAB_TOKEN is not set: make it a masked variable" in done.stderr
    assert forge.asked == []


def test_outside_of_a_job_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "comment.md").write_text(CHANGED, encoding="utf-8")
    clean = " ".join(f"{name}=" for name in ("GITHUB_ACTIONS",) if name in os.environ)
    done = run(f"{clean} timetax comment comment.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "is for a job of GitHub Actions or GitLab CI, and this is none" in done.stderr


def test_what_is_no_comment_is_refused(tmp_path: Path) -> None:
    (tmp_path / "comment.md").write_text("words\n", encoding="utf-8")
    done = run("timetax comment comment.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "write it with `timetax diff --format github-comment -o FILE`" in done.stderr
