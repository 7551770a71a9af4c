"""Findings as workflow commands, which GitHub Actions shows beside the lines of a change."""

from timetax.checks.outcome import Outcome
from timetax.findings import Severity
from timetax.render.excerpts.shown import Shown, shown
from timetax.render.format import FindingsFormat
from timetax.wording.terminal import safe

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(outcome: Outcome) -> str:
    """Return the findings as workflow commands, a line each."""
    return "".join(f"{_command(each)}\n" for each in shown(outcome))


def _command(each: Shown) -> str:
    position = each.finding.position
    properties = {"file": each.file}
    if position.line:
        properties["line"] = str(position.line)
    if position.column:
        properties["col"] = str(position.column)
    properties["title"] = each.label
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return safe(f"::{_COMMANDS[each.finding.severity]} {written}::{_data(each.finding.message)}")


def _data(text: str) -> str:
    # The escapes of the runner: only these, and the percent sign first.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = FindingsFormat(write=render, read_where="GITHUB_ACTIONS")
