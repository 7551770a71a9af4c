"""A difference as a comment on a pull request: what it says, and the script that posts it."""

from typing import Any

import pytest

import timetax
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
