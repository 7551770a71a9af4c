"""Findings as JSON, versioned: for programs that know timetax."""

from dataclasses import asdict
from typing import Any

from timetax.checks.outcome import Outcome
from timetax.findings import Severity
from timetax.render.excerpts.shown import Shown, file_names, shown
from timetax.render.format import FindingsFormat
from timetax.wording.terminal import json_text

FINDINGS_VERSION = 1


def render(outcome: Outcome) -> str:
    """Return the findings as a JSON object; the line and column of a whole file are null."""
    content = {
        "timetax_check": FINDINGS_VERSION,
        "summary": {
            **{
                f"{severity}s": sum(each.severity is severity for each in outcome.findings)
                for severity in Severity
            },
            "files": len(file_names(outcome)),
            "fixable": sum(each.fix is not None for each in outcome.findings),
            "suppressed": outcome.suppressed,
            "known": outcome.known,
            "hidden": outcome.hidden,
        },
        "exit_code": outcome.exit_code,
        "complete": outcome.complete,
        "findings": [_finding(each) for each in shown(outcome, fingerprinted=True)],
    }
    return json_text(content)


def _finding(each: Shown) -> dict[str, Any]:
    finding = each.finding
    return {
        "code": each.rule.code,
        "name": each.rule.name,
        "kind": each.kind,
        "severity": finding.severity,
        "file": each.file,
        "line": finding.position.line or None,
        "column": finding.position.column or None,
        "path": finding.path,
        "subject": finding.subject,
        "message": finding.message,
        "fix": asdict(finding.fix) if finding.fix else None,
        "fingerprint": each.fingerprint,
    }


FORMAT = FindingsFormat(write=render, suffixes=(".json",))
