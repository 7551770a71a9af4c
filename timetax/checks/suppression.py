"""Comments that keep a finding out: `# timetax: ignore[TT204] reason`, at the end of its line."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc

from timetax.checks.config_values import unknown_rule
from timetax.checks.rule import RULES, Rule, selected
from timetax.checks.rules.reading import PARSE
from timetax.files.syntax import LINE_END
from timetax.files.yaml import File
from timetax.findings import Finding, Position, Severity

FAMILIES = {"TT9": "Suppression"}
WITHOUT_REASON = "suppression-without-reason"
UNUSED = "unused-suppression"
UNKNOWN = "unknown-suppressed-rule"

_COMMENT = re.compile(
    r"#(?:(?<=[ \t\r\n\x85\u2028\u2029]#)|(?<=\A#))[ \t]*timetax:[ \t]*ignore\b"
    r"(?:\[(?P<names>[^\]\r\n]*)\])?(?P<reason>[^\r\n\x85\u2028\u2029]*)"
)
_EXAMPLE = "# timetax: ignore[TT101] reason"


@dataclass(frozen=True)
class Suppression:
    """A comment that keeps out what the rules of `names` find on its line."""

    position: Position
    names: tuple[str, ...]
    reason: str


def suppressions(file: File) -> list[Suppression]:
    """Return the suppressions in the comments of a file, in order."""
    found = list(_COMMENT.finditer(file.text))
    if not found:
        return []
    values = _spans_with_hashes(file)
    line_starts = [0, *(match.end() for match in LINE_END.finditer(file.text))]
    made = []
    for match in found:
        place = bisect(values, (match.start(), len(file.text))) - 1
        if place >= 0 and match.start() < values[place][1]:
            continue
        line = bisect(line_starts, match.start())
        column = match.start() - line_starts[line - 1] + 1
        names = tuple(name.strip() for name in (match["names"] or "").split(","))
        reason = match["reason"].strip(" \t:;,.-")
        made.append(Suppression(Position(file.name, line, column), names, reason))
    return made


def suppress_findings(
    findings: Iterable[Finding], file: File, rules_run: set[str]
) -> tuple[list[Finding], list[Finding]]:
    """Return what the comments of `file` leave of its findings, and findings on the comments.

    `rules_run` has the names of the rules that were run on the file.
    """
    by_line: dict[int, list[Finding]] = {}
    for each in findings:
        by_line.setdefault(each.position.line, []).append(each)
    about: list[Finding] = []
    for comment in suppressions(file):
        line = comment.position.line
        here = by_line.get(line, [])
        about += _wrong_with(comment, here, rules_run)
        hidden = _suppressible(comment.names)
        by_line[line] = [each for each in here if each.rule not in hidden]
    return [each for here in by_line.values() for each in here], about


def _suppressible(names: Iterable[str]) -> set[str]:
    return {rule for name in names for rule in _suppressed_by(name)}


@cache
def _suppressed_by(name: str) -> frozenset[str]:
    return frozenset(selected([name]) - set(PARSE) if name and not unknown_rule(name) else ())


def _wrong_with(
    comment: Suppression, here: list[Finding], rules_run: set[str]
) -> Iterator[Finding]:
    def finding(rule: str, message: str) -> Finding:
        return Finding(comment.position, rule, message, RULES[rule].severity)

    found = {each.rule for each in here}
    unused = []
    for name in comment.names:
        if not name:
            yield finding(UNKNOWN, f"name the rules to ignore: `{_EXAMPLE}`")
        elif wrong := unknown_rule(name):
            yield finding(UNKNOWN, wrong)
        elif not found & _suppressible([name]) and selected([name]) <= rules_run:
            unused.append(name)
    if unused:
        yield finding(UNUSED, f"{', '.join(unused)}: nothing to ignore on this line; take it out")
    if not re.search(r"\w", comment.reason):
        yield finding(WITHOUT_REASON, f"give the reason after the bracket: `{_EXAMPLE}`")


def _spans_with_hashes(file: File) -> list[tuple[int, int]]:
    """Return from where to where a `#` after a blank is part of a value: quoted or a block."""
    spans = []
    for start, end, style in file.styled():
        if style in ("|", ">"):
            header_end = LINE_END.search(file.text, start)
            start = header_end.end() if header_end else end
        spans.append((start, end))
    return spans


def _register(code: str, name: str, severity: Severity, page: str) -> None:
    RULES[name] = Rule(code, name, severity, cleandoc(page))


_register(
    "TT901",
    WITHOUT_REASON,
    Severity.WARNING,
    """A suppression gives no reason.

    What it checks:
        That a comment that keeps a finding out says why, after the bracket.

    Why it matters:
        Whoever reads the line later cannot tell an exception from a mistake.

    Example:
        minutes_per_response: 762 # timetax: ignore[TT101]

    Use instead:
        minutes_per_response: 762 # timetax: ignore[TT101] the agency rounds each part
    """,
)
_register(
    "TT902",
    UNUSED,
    Severity.WARNING,
    """A suppression keeps nothing out.

    What it checks:
        That each rule named in a suppression finds something on the line of the comment. Rules that
        were not run are passed over. Mistakes that keep a file from being read cannot be
        suppressed.

    Why it matters:
        The comment hides the next mistake on its line, which nobody has looked at.

    Example:
        minutes_per_response: 15 # timetax: ignore[TT101] mended long ago

    Use instead:
        minutes_per_response: 15
    """,
)
_register(
    "TT903",
    UNKNOWN,
    Severity.ERROR,
    """A suppression names no rule that there is.

    What it checks:
        That a suppression names rules in brackets, each by its code, a prefix of codes or its name.

    Why it matters:
        It keeps nothing out, although somebody meant it to.

    Example:
        minutes_per_response: 762 # timetax: ignore[published-hours] the agency rounds each part

    Use instead:
        minutes_per_response: 762 # timetax: ignore[TT101] the agency rounds each part
    """,
)
