"""Findings as workflow commands, which GitHub Actions shows beside the lines of a change."""

from dataclasses import replace

from timetax.checks.outcome import Outcome
from timetax.hosts.known.github import annotation
from timetax.render.excerpts.shown import Shown, by_severity, shown
from timetax.render.format import FindingsFormat


def render(outcome: Outcome) -> str:
    """Return the findings as workflow commands, the worst first: ten of a step are shown."""
    return "".join(f"{_command(each)}\n" for each in by_severity(shown(outcome)))


def _command(each: Shown) -> str:
    position = replace(each.finding.position, file=each.file)
    return annotation(replace(each.finding, position=position, message=each.said), each.label)


FORMAT = FindingsFormat(write=render)
