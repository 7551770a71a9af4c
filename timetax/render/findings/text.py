"""Findings for people: where, what, the line itself with a mark under the place, and a summary."""

import re
from collections import Counter

from timetax.checks.fingerprint import file_name
from timetax.checks.outcome import Outcome
from timetax.findings import Fix, Severity
from timetax.render.excerpts.excerpt import excerpt
from timetax.render.excerpts.shown import Shown, file_names, shown
from timetax.render.format import FindingsFormat
from timetax.wording.lists import listing
from timetax.wording.terminal import inert, safe

_NEW_LINE = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
_BOLD, _DIM, _GREEN = "1", "2", "32"
_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def render(
    outcome: Outcome, *, color: bool = False, statistics: bool = False, summary: bool = True
) -> str:
    """Return the findings, or statistics of them, with ANSI colours if `color`, and a summary."""
    paint = _Paint(color)
    findings = shown(outcome)
    if statistics:
        blocks = [_statistics(findings, paint)] if findings else []
    else:
        blocks = [_block(each, paint) for each in findings]
    return inert("\n".join([*blocks, *([f"{summary_of(outcome)}\n"] if summary else [])]))


def summary_of(outcome: Outcome) -> str:
    """Return in one sentence how many findings there are, and how many are kept out."""
    findings = outcome.findings
    by_severity = Counter(each.severity for each in findings)
    counts = [_counted(by_severity[each], each) for each in Severity if by_severity[each]]
    found_in = {file_name(each.position.file) for each in findings}
    files = file_names(outcome)
    some = f"{len(found_in)} of " if 0 < len(found_in) < len(files) else ""
    fixable = sum(each.fix is not None for each in findings)
    kept_out = [
        f"{number} {how}"
        for number, how in (
            (outcome.suppressed, "suppressed"),
            (outcome.known, "known"),
            (outcome.hidden, "hidden"),
        )
        if number
    ]
    parts = [
        f"{listing(counts) or 'No findings'} in {some}{_counted(len(files), 'file')}",
        f"{fixable} can be mended with --fix" if fixable else "",
        ", ".join(kept_out),
        "" if outcome.complete else "not every file could be read",
    ]
    return "; ".join(filter(None, parts)) + "."


class _Paint:
    """Colours text, or leaves it as it is."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.color else text


def _block(each: Shown, paint: _Paint) -> str:
    finding = each.finding
    severity = paint(finding.severity, _STYLES[finding.severity])
    place = paint(_one_line(str(finding.position)), _BOLD)
    label = paint(f"[{each.label}]", _DIM)
    head = f"{place}: {severity}: {_one_line(each.said)} {label}\n"
    help_line = f"  {paint('help', _GREEN)}: {_help(finding.fix)}\n" if finding.fix else ""
    return head + _excerpt(each, paint) + help_line


def _excerpt(each: Shown, paint: _Paint) -> str:
    position = each.finding.position
    part = excerpt(each.lines, position.line, position.column) if each.lines else None
    if part is None:
        return ""
    number = str(position.line)
    gutter = paint(f"  {number} |", _DIM)
    written = f"{gutter} {part.text}".rstrip() + "\n"
    if not position.column:
        return written
    below = paint(f"  {' ' * len(number)} |", _DIM)
    mark = paint("^", _STYLES[each.finding.severity])
    return f"{written}{below} {' ' * part.cells_before}{mark}\n"


def _help(fix: Fix) -> str:
    if not fix.text:
        return "take this out"
    first, new_line, _ = fix.text.partition("\n")
    return f"write `{_one_line(first)}{'…' if new_line else ''}`"


def _statistics(findings: list[Shown], paint: _Paint) -> str:
    counts = Counter((each.rule.code, each.rule.name, each.finding.severity) for each in findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    number_width, code_width, name_width = (
        max(map(len, column))
        for column in zip(
            *((str(number), code, name) for (code, name, _), number in rows), strict=True
        )
    )
    return "".join(
        f"{number:>{number_width}}  {code:<{code_width}}  {name:<{name_width}}  "
        f"{paint(severity, _STYLES[severity])}\n"
        for (code, name, severity), number in rows
    )


def _one_line(text: str) -> str:
    return safe(_NEW_LINE.sub(" ", text))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


FORMAT = FindingsFormat(write=render, suffixes=(".txt",), for_people=True)
