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
from tests.forge import Forge, remark, text_in
from tests.forge import forge as served
from timetax.hosts.known.bitbucket import without_html

MARKER = "<!-- timetax diff data/forms.yaml -->"
CHANGED = f"{MARKER}\n## What changed\n"
SAME = f"{MARKER}\nNo change: 1 form takes 100 hours a year.\n"


@pytest.fixture
def forge() -> Iterator[Forge]:
    with served() as made:
        yield made


@dataclass(frozen=True)
class Job:
    """How a host calls its job, where its comments are, and what it is asked to write."""

    settings: str
    token: str
    list: str
    change: str
    method: str
    pages: str = "per_page=100&page="
    version: str = ""
    marker: str = MARKER

    def said(self, body: str) -> str:
        """Return a comment as it is written there."""
        return body.replace(MARKER + ("\n" if self.marker != MARKER else ""), self.marker)


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
    "bitbucket": Job(
        "BITBUCKET_BUILD_NUMBER=1 BITBUCKET_API_URL={url}/2.0 BITBUCKET_WORKSPACE=o "
        "BITBUCKET_REPO_SLUG=r BITBUCKET_PR_ID=7 BITBUCKET_TOKEN=secret",
        "Bearer secret",
        "/2.0/repositories/o/r/pullrequests/7/comments",
        "/2.0/repositories/o/r/pullrequests/7/comments",
        "PUT",
        pages="pagelen=100&page=",
        marker="[//]: # (timetax diff data/forms.yaml)\n\n",
    ),
    "azure": Job(
        "TF_BUILD=True SYSTEM_COLLECTIONURI={url}/o/ 'SYSTEM_TEAMPROJECT=a project' "
        "BUILD_REPOSITORY_ID=r SYSTEM_PULLREQUEST_PULLREQUESTID=7 SYSTEM_ACCESSTOKEN=secret",
        "Bearer secret",
        "/o/a%20project/_apis/git/repositories/r/pullRequests/7/threads?api-version=7.1",
        "/o/a%20project/_apis/git/repositories/r/pullRequests/7/threads/5/comments",
        "PATCH",
        pages="",
        version="?api-version=7.1",
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


def changed(job: Job, forge: Forge) -> tuple[int, str]:
    """Return the number and text of the one comment that was changed, in the way of the host."""
    ((method, path, content),) = forge.changes
    assert method == job.method
    assert path.startswith(f"{job.change}/")
    assert path.endswith(job.version)
    return int(path.removeprefix(f"{job.change}/").removesuffix(job.version)), text_in(content)


def test_the_first_run_makes_a_comment(job: Job, forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(1, "Looks good"), remark(2, "<!-- timetax diff other.yaml -->\nx")]
    assert posted(job, forge, tmp_path, CHANGED).stderr == ""
    ((method, path, content),) = forge.changes
    assert (method, path, text_in(content)) == ("POST", job.list, job.said(CHANGED))
    assert forge.tokens == {job.token}


def test_a_second_run_changes_it_on_whatever_page_it_is(
    job: Job, forge: Forge, tmp_path: Path
) -> None:
    forge.comments = [remark(number, "Words") for number in range(250)]
    forge.comments[220] = remark(4711, job.said(f"{MARKER}\n## Before\n").replace("\n", "\r\n"))
    posted(job, forge, tmp_path, CHANGED)
    pages = [path for _, path, _ in forge.asked if "page" in path]
    assert pages == [f"{job.list}?{job.pages}{page}" for page in (1, 2, 3) if job.pages]
    assert changed(job, forge) == (4711, job.said(CHANGED))


def test_nothing_is_said_where_nothing_changed(job: Job, forge: Forge, tmp_path: Path) -> None:
    posted(job, forge, tmp_path, SAME)
    assert forge.changes == []


def test_a_comment_is_brought_up_to_date_when_nothing_changes_any_more(
    job: Job, forge: Forge, tmp_path: Path
) -> None:
    forge.comments = [remark(1, job.said(CHANGED))]
    posted(job, forge, tmp_path, SAME)
    assert changed(job, forge) == (1, job.said(SAME))


def test_a_comment_that_says_the_same_is_left_alone(job: Job, forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(1, job.said(CHANGED).replace("\n", "\r\n").strip())]
    posted(job, forge, tmp_path, CHANGED)
    assert forge.changes == []


def test_the_comment_of_a_person_is_never_changed(job: Job, forge: Forge, tmp_path: Path) -> None:
    forge.comments = [
        remark(1, job.said(CHANGED).replace("What", "X"), ours=False),
        remark(2, None),
    ]
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
    (variable,) = re.findall(r"(\w+)=secret", job.settings)
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


@pytest.mark.parametrize(
    ("host", "variable", "said"),
    [
        ("bitbucket", "BITBUCKET_TOKEN=", "make it a secured variable of the repository"),
        ("azure", "SYSTEM_ACCESSTOKEN=", "map it in the step, `env: {SYSTEM_ACCESSTOKEN: "),
        ("azure", "BUILD_REPOSITORY_PROVIDER=GitHub", "the repository is at GitHub"),
    ],
)
def test_a_job_that_has_not_what_it_takes_says_what_would_do(
    forge: Forge, tmp_path: Path, host: str, variable: str, said: str
) -> None:
    done = posted(JOBS[host], forge, tmp_path, CHANGED, variable)
    assert said in done.stderr
    assert done.stderr.startswith("##vso[task.logissue type=warning;]" if host == "azure" else "w")
    assert forge.asked == []


def test_a_thread_of_azure_need_not_be_resolved(forge: Forge, tmp_path: Path) -> None:
    posted(JOBS["azure"], forge, tmp_path, CHANGED)
    assert forge.changes[0][2]["status"] == "closed"


def test_bitbucket_gets_no_html() -> None:
    folded = f"{CHANGED}\n<details>\n<summary>Forms</summary>\n\n| a |\n| --- |\n\n</details>\n"
    assert without_html(folded) == (
        "[//]: # (timetax diff data/forms.yaml)\n\n## What changed\n\n### Forms\n\n| a |\n| --- |\n"
    )


def test_outside_of_a_job_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "comment.md").write_text(CHANGED, encoding="utf-8")
    clean = " ".join(f"{name}=" for name in ("GITHUB_ACTIONS",) if name in os.environ)
    done = run(f"{clean} timetax comment comment.md", cwd=tmp_path)
    assert done.returncode == 2
    assert (
        "is for a job of Azure Pipelines, Bitbucket Pipelines, GitHub Actions or GitLab CI"
        in done.stderr
    )


def test_what_is_no_comment_is_refused(tmp_path: Path) -> None:
    (tmp_path / "comment.md").write_text("words\n", encoding="utf-8")
    done = run("timetax comment comment.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "write it with `timetax diff --format github-comment -o FILE`" in done.stderr
