"""A finding with all that formats say about it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from timetax.checks.fingerprint import file_name, fingerprints
from timetax.checks.outcome import Outcome
from timetax.checks.registry import RULES, Rule
from timetax.findings import Finding, Severity
from timetax.render.excerpts.lines import Lines


class Kind(StrEnum):
    """Who found it: the reader of the file, the schema, or a rule."""

    PARSE = "parse"
    SCHEMA = "schema"
    RULE = "rule"


@dataclass(frozen=True)
class Shown:
    """A finding, its rule, and where it is.

    Attributes:
        finding: the finding.
        rule: the rule that it breaks.
        file: the name of its file, as every machine writes it.
        lines: the lines of its file, if that could be read.
        fingerprint: how it is known again in a later run, where that was asked for.
        fails: whether it makes the run fail.
    """

    finding: Finding
    rule: Rule
    file: str
    lines: Lines | None
    fingerprint: str
    fails: bool

    @property
    def label(self) -> str:
        """The code and name of the rule."""
        return f"{self.rule.code} {self.rule.name}"

    @property
    def place(self) -> str:
        """Where it is, as people read it."""
        return str(replace(self.finding.position, file=self.file))

    @property
    def said(self) -> str:
        """What it says, and of which form, agency or budget."""
        subject, message = self.finding.subject, self.finding.message
        return message if message.startswith(subject) else f"{subject}: {message}"

    @property
    def kind(self) -> Kind:
        """Who found it; the code of the rule says so."""
        if self.rule.code.startswith("TT00"):
            return Kind.PARSE
        return Kind.SCHEMA if self.rule.code.startswith("TT01") else Kind.RULE


def shown(outcome: Outcome, *, fingerprinted: bool = False) -> list[Shown]:
    """Return the findings of a run with all that formats say about them, in order."""
    marks = fingerprints(outcome.findings) if fingerprinted else [""] * len(outcome.findings)
    lines = {file.name: Lines(file.text) for file in outcome.files}
    return [
        Shown(
            finding=finding,
            rule=RULES[finding.rule],
            file=file_name(finding.position.file),
            lines=lines.get(finding.position.file),
            fingerprint=fingerprint,
            fails=outcome.fails(finding),
        )
        for finding, fingerprint in zip(outcome.findings, marks, strict=True)
    ]


def file_names(outcome: Outcome) -> set[str]:
    """Return the names of all files of a run, those that could not be read too."""
    names = {each.position.file for each in outcome.findings}
    return {file_name(name) for name in names | {file.name for file in outcome.files}}


def by_severity(findings: list[Shown]) -> list[Shown]:
    """Return findings with the worst first, and else in their order."""
    order = list(Severity)
    return sorted(findings, key=lambda each: order.index(each.finding.severity))
