"""Findings as JUnit XML, for the many systems that show the results of tests."""

import re
from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree

from timetax.checks.fingerprint import file_name
from timetax.checks.outcome import Outcome
from timetax.render.excerpts.shown import Kind, Shown, shown
from timetax.render.format import FindingsFormat
from timetax.wording.terminal import inert, safe

_CONTROL = re.compile("[^\t\n -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML does not allow or advises against."""


def render(outcome: Outcome) -> str:
    """Return the findings as a test suite with a test case for each file and rule.

    A case fails if a finding makes the run fail, and is an error if the file could not be read;
    other findings are the output of a case that passes. A clean file is a case that passes.
    """
    findings = shown(outcome)
    of_file: dict[str, list[Shown]] = {file_name(file.name): [] for file in outcome.files}
    for each in findings:
        of_file.setdefault(each.file, []).append(each)
    cases = [case for file, inside in of_file.items() for case in _cases(file, inside)]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    suites = ElementTree.Element("testsuites", {"name": "timetax", **counts})
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "timetax check", **counts})
    suite.extend(cases)
    ElementTree.indent(suites)
    body = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _cases(file: str, findings: list[Shown]) -> list[ElementTree.Element]:
    if not findings:
        return [_case(file, "no findings")]
    by_rule = groupby(sorted(findings, key=attrgetter("rule.code")), key=attrgetter("label"))
    return [_case(file, label, list(inside)) for label, inside in by_rule]


def _case(file: str, name: str, findings: list[Shown] | None = None) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=_xml(file), name=name)
    if not findings:
        return case
    text = "\n".join(map(_said, findings))
    failing = [each for each in findings if each.fails]
    if failing:
        first = failing[0]
        others = len(findings) - 1
        element = ElementTree.SubElement(
            case,
            "error" if first.kind is Kind.PARSE else "failure",
            message=_xml(first.said) + (f" (and {others} more)" if others else ""),
            type=first.finding.severity,
        )
    else:
        element = ElementTree.SubElement(case, "system-out")
    element.text = _xml(text)
    return case


def _said(each: Shown) -> str:
    finding = each.finding
    return f"{finding.position}: {finding.severity}: {each.said}"


def _xml(text: str) -> str:
    return inert(safe(_CONTROL.sub("", text)))


FORMAT = FindingsFormat(write=render, suffixes=(".xml",))
