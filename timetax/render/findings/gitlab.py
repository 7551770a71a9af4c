"""Findings as a Code Quality report, which GitLab shows in merge requests."""

from typing import Any

from timetax.checks.outcome import Outcome
from timetax.findings import Severity
from timetax.render.excerpts.shown import Shown, shown
from timetax.render.format import FindingsFormat
from timetax.wording.terminal import json_text

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(outcome: Outcome) -> str:
    """Return the findings as the JSON array of a Code Quality report."""
    return json_text([_issue(each) for each in shown(outcome, fingerprinted=True)])


def _issue(each: Shown) -> dict[str, Any]:
    return {
        "description": f"{each.rule.code}: {each.said}",
        "check_name": each.rule.name,
        "fingerprint": each.fingerprint,
        "severity": _SEVERITIES[each.finding.severity],
        "location": {"path": each.file, **_place(each)},
    }


def _place(each: Shown) -> dict[str, Any]:
    position = each.finding.position
    if position.line and position.column:
        return {"positions": {"begin": {"line": position.line, "column": position.column}}}
    # A line must be given, so a whole file is shown at its first.
    return {"lines": {"begin": position.line or 1}}


FORMAT = FindingsFormat(write=render, suffixes=(".json",))
