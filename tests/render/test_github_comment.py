"""A difference as a comment on a pull request: what it says, and the script that posts it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import timetax
from tests.console import ROOT
from tests.engine.difference.versions import version
from tests.reports.test_difference import FORM, LONGER, UNKNOWN, report, verdict
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.difference.verdicts import Result
from timetax.render.difference_formats.github_comment import marker_of
from timetax.reports.difference import difference_report

MARKER = "<!-- timetax diff -->"


def written(*arguments: Any, **options: Any) -> str:
    return timetax.format_report(report(*arguments, **options), "github-comment")


# What it says


def test_a_comment_begins_with_its_marker_and_has_smaller_headings() -> None:
    lines = written([FORM], [LONGER]).splitlines()
    assert lines[0] == MARKER
    assert lines[1].startswith("## What changed: ")
    assert "### Why it changed" in lines


def test_each_catalogue_of_a_repository_can_have_its_own_comment() -> None:
    body = written([FORM], [LONGER], key="data/forms.yaml")
    assert body.startswith("<!-- timetax diff data/forms.yaml -->\n")


@pytest.mark.parametrize("key", ["a --> b", "a--b", "<!--", "a\nb", "--", "-"])
def test_no_key_ends_the_marker(key: str) -> None:
    marker = marker_of(key)
    inside = marker.removeprefix("<!--").removesuffix("-->")
    assert "--" not in inside and ">" not in inside and "\n" not in inside
    assert marker != MARKER


def test_different_keys_have_different_markers() -> None:
    assert marker_of("a--b") != marker_of("a%2D%2Db") != marker_of("a-b")


def test_without_a_change_it_is_one_line() -> None:
    assert written([FORM], [FORM]) == f"{MARKER}\nNo change: 1 form takes 100 hours a year.\n"


def test_broken_gates_are_said_before_anything_else() -> None:
    verdicts = [verdict(), verdict(Result.UNKNOWN), verdict(Result.PASSED)]
    lines = written([FORM], [LONGER], verdicts=verdicts).splitlines()
    assert lines[1] == "**Of 3 gates: 1 BROKEN, 1 not evaluated.**"
    passed = written([FORM], [LONGER], verdicts=[verdict(Result.PASSED)])
    assert passed.splitlines()[1].startswith("## ")


def test_text_of_a_catalogue_mentions_nobody_and_links_nothing() -> None:
    title = "@octocat #12 a/b#3 GH-4 https://x.org www.x.org ![x](y.png) <img src=z> &commat;me --"
    body = written([FORM | {"title": title}], [LONGER | {"title": title}])
    assert "&#8203;octocat" in body and "@octocat" not in body
    assert "\\#&#8203;12" in body
    for link in ("b\\#3", "GH-4", "://", "www.x", "![", " <img", "&commat;"):
        assert link not in body, link


def test_other_reports_are_no_comments() -> None:
    with pytest.raises(timetax.InputError, match="timetax diff"):
        timetax.format_report(timetax.report_on(version(FORM).tables), "github-comment")


def test_a_comment_of_a_gate_that_was_not_evaluated_without_a_change() -> None:
    made = difference_between(version(UNKNOWN), version(UNKNOWN))
    body = timetax.format_report(
        difference_report(made, verdicts=[verdict(Result.UNKNOWN)]), "github-comment"
    )
    assert "not evaluated" in body.splitlines()[1]


# The script that posts it


@dataclass
class Forge:
    """A GitHub with one pull request: what was asked of it, and what it says."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    refuses: tuple[str, int] | None = None
    url: str = ""


@pytest.fixture
def forge() -> Iterator[Forge]:
    made = Forge()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            content = json.loads(self.rfile.read(size)) if size else None
            made.asked.append((self.command, self.path, content))
            made.tokens.add(self.headers["Authorization"])
            refused = made.refuses and made.refuses[0] == self.command
            self.send_response(made.refuses[1] if refused and made.refuses else 200)
            self.end_headers()
            page = int(self.path.rpartition("=")[2]) if "page=" in self.path else 1
            found = made.comments[(page - 1) * 100 : page * 100]
            self.wfile.write(json.dumps(found if self.command == "GET" else {}).encode())

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815 - the names of http.server

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def posted(
    forge: Forge, folder: Path, body: str, *, event: dict[str, Any] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the script as the action does, on pull request 7."""
    for name, text in {
        "comment.md": body,
        "event.json": json.dumps(event or {"pull_request": {"number": 7}}),
        "summary.md": "",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = {
        "GITHUB_API_URL": forge.url,
        "GITHUB_EVENT_PATH": str(folder / "event.json"),
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "GITHUB_TOKEN": "secret",
        "no_proxy": "127.0.0.1",
    }
    done = subprocess.run(
        [sys.executable, "-I", str(ROOT / "action" / "comment.py"), str(folder / "comment.md")],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | settings,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "secret" not in done.stdout
    return done


def remark(id_: int, body: str, by: str = "Bot") -> dict[str, Any]:
    return {"id": id_, "body": body, "user": {"type": by}}


CHANGED = f"{MARKER}\n## What changed\n"
SAME = f"{MARKER}\nNo change: 1 form takes 100 hours a year.\n"
LIST = "/repos/o/r/issues/7/comments"


def test_the_first_run_makes_a_comment(forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(1, "Looks good"), remark(2, "<!-- timetax diff other.yaml -->\nx")]
    posted(forge, tmp_path, CHANGED)
    assert forge.asked[1:] == [("POST", LIST, {"body": CHANGED})]
    assert forge.tokens == {"Bearer secret"}


def test_a_second_run_changes_it_on_whatever_page_it_is(forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(number, "Words") for number in range(250)]
    forge.comments[220] = remark(4711, f"{MARKER}\r\n## Before\r\n")
    posted(forge, tmp_path, CHANGED)
    assert [path for _, path, _ in forge.asked[:3]] == [
        f"{LIST}?per_page=100&page={page}" for page in (1, 2, 3)
    ]
    assert forge.asked[3:] == [("PATCH", "/repos/o/r/issues/comments/4711", {"body": CHANGED})]


def test_nothing_is_said_where_nothing_changed(forge: Forge, tmp_path: Path) -> None:
    posted(forge, tmp_path, SAME)
    assert [method for method, _, _ in forge.asked] == ["GET"]


def test_a_comment_is_brought_up_to_date_when_nothing_changes_any_more(
    forge: Forge, tmp_path: Path
) -> None:
    forge.comments = [remark(1, CHANGED)]
    posted(forge, tmp_path, SAME)
    assert forge.asked[1:] == [("PATCH", "/repos/o/r/issues/comments/1", {"body": SAME})]


def test_a_comment_that_says_the_same_is_left_alone(forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(1, CHANGED.replace("\n", "\r\n").strip())]
    posted(forge, tmp_path, CHANGED)
    assert [method for method, _, _ in forge.asked] == ["GET"]


def test_the_comment_of_a_person_is_never_changed(forge: Forge, tmp_path: Path) -> None:
    forge.comments = [remark(1, CHANGED.replace("What", "Quoted"), by="User")]
    forge.comments += [{"id": 2, "body": None, "user": None}]
    posted(forge, tmp_path, CHANGED)
    assert forge.asked[1][0] == "POST"


@pytest.mark.parametrize(("method", "code"), [("POST", 403), ("GET", 404), ("POST", 502)])
def test_where_it_may_not_comment_the_summary_of_the_job_has_it(
    forge: Forge, tmp_path: Path, method: str, code: int
) -> None:
    forge.refuses = (method, code)
    done = posted(forge, tmp_path, CHANGED)
    assert done.stdout.startswith("::warning title=timetax diff::cannot comment (HTTP Error")
    assert done.stdout.count("\n") == 1
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == f"{CHANGED}\n"


def test_no_connection_is_a_warning_too(forge: Forge, tmp_path: Path) -> None:
    forge.url = "http://127.0.0.1:9"
    done = posted(forge, tmp_path, CHANGED)
    assert "::warning" in done.stdout
    assert CHANGED in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_outside_of_a_pull_request_the_summary_has_it(forge: Forge, tmp_path: Path) -> None:
    posted(forge, tmp_path, CHANGED, event={"ref": "refs/heads/main"})
    assert forge.asked == []
    assert CHANGED in (tmp_path / "summary.md").read_text(encoding="utf-8")
