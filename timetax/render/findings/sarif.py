"""Findings as SARIF 2.1.0, which code scanning and editors read."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from timetax.checks.outcome import Outcome
from timetax.checks.registry import Rule
from timetax.checks.rule import sections
from timetax.findings import Fix
from timetax.render.excerpts.lines import LINE_ENDS, Lines
from timetax.render.excerpts.shown import Shown, shown
from timetax.render.format import FindingsFormat
from timetax.version import __version__
from timetax.wording.terminal import json_text

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LOOKS_LIKE_CODE = re.compile(r"\s*(- )?[\w-]+:(\s|$)|timetax ")


def render(outcome: Outcome) -> str:
    """Return the findings as a SARIF log of one run; its rules are those that were broken."""
    findings = shown(outcome, fingerprinted=True)
    rules = sorted({each.rule.code: each.rule for each in findings}.items())
    index = {code: place for place, (code, _) in enumerate(rules)}
    content = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "timetax",
                        "version": __version__,
                        "rules": [_rule(rule) for _, rule in rules],
                    }
                },
                "invocations": [
                    {"executionSuccessful": outcome.complete, "exitCode": outcome.exit_code}
                ],
                "columnKind": "utf16CodeUnits",
                "newlineSequences": list(LINE_ENDS),
                "results": [_result(each, index[each.rule.code]) for each in findings],
            }
        ],
    }
    return json_text(content)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": sections(rule.page).get("What it checks", rule.summary)},
        "help": {"text": rule.page, "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": rule.severity},
    }


def _markdown(rule: Rule) -> str:
    parts = [rule.summary]
    for heading, text in sections(rule.page).items():
        code = heading == "Example" or _LOOKS_LIKE_CODE.match(text)
        parts += [f"## {heading}", f"```\n{text}\n```" if code else text]
    return "\n\n".join(parts)


def _result(each: Shown, rule_index: int) -> dict[str, Any]:
    finding = each.finding
    location: dict[str, Any] = {"artifactLocation": _artifact(each)}
    line, column = finding.position.line, finding.position.column
    if line:
        location["region"] = {"startLine": line}
    if line and column:
        unit_column = each.lines.utf16_column(line, column) if each.lines else column
        location["region"]["startColumn"] = unit_column
    result = {
        "ruleId": each.rule.code,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": _plain(each.said)},
        "locations": [{"physicalLocation": location, **_logical(finding.subject)}],
        "partialFingerprints": {"timetaxFinding/v1": each.fingerprint},
    }
    if finding.fix and each.lines:
        result["fixes"] = [_fix(finding.fix, each, each.lines)]
    return result


def _logical(subject: str) -> dict[str, Any]:
    return {"logicalLocations": [{"name": _plain(subject)}]} if subject else {}


def _fix(fix: Fix, each: Shown, lines: Lines) -> dict[str, Any]:
    start_line, start_column = lines.place(fix.start)
    end_line, end_column = lines.place(fix.end)
    deleted = {
        "startLine": start_line,
        "startColumn": lines.utf16_column(start_line, start_column),
        "endLine": end_line,
        "endColumn": lines.utf16_column(end_line, end_column),
    }
    replacement = {"deletedRegion": deleted, "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": _artifact(each), "replacements": [replacement]}
    return {"description": {"text": _plain(f"Write {fix.text!r}.")}, "artifactChanges": [change]}


def _plain(text: str) -> str:
    """Return the message that is shown as this text: no placeholder and no link is in it."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def _artifact(each: Shown) -> dict[str, Any]:
    # A name may hold bytes that are not text: their percent-encoding is exact all the same.
    path = Path(each.file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(each.file, errors="surrogateescape")}


FORMAT = FindingsFormat(write=render, suffixes=(".sarif", ".sarif.json", ".json"))
