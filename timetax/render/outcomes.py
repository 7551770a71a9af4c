"""Writes the findings of checks in each format: a module of `findings/`, found by its place."""

import os
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from timetax.bundle import modules_in
from timetax.render import findings

if TYPE_CHECKING:
    from timetax.checks.outcome import Outcome
    from timetax.render.format import FindingsFormat

TEXT, AUTO = "text", "auto"

_MODULES = modules_in(findings, first=(TEXT, "json", "github", "gitlab", "sarif"))
FORMATS = (*_MODULES, AUTO)
"""The formats that findings can be written in; `auto` is the one that the environment reads."""


def format_outcome(
    outcome: "Outcome",
    form: str,
    *,
    color: bool = False,
    statistics: bool = False,
    summary: bool = True,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Return what checks found, written in a format.

    Text can have `color`, `statistics` of the findings in their place, and a `summary`. The
    `environment` is that of the process if it is not given.

    Raises:
        ValueError: there is no such format.
    """
    if form not in FORMATS:
        raise ValueError(f"{form!r} is not a valid Format; the formats are {', '.join(FORMATS)}")
    if form == AUTO:
        form = _read_in(os.environ if environment is None else environment)
    chosen = _format_named(form)
    wishes = {"color": color, "statistics": statistics, "summary": summary}
    written = chosen.write(outcome, **wishes if chosen.for_people else {})
    # The name of a file can hold bytes that are not text, and then it could not be printed.
    return written.encode("utf-8", "replace").decode("utf-8")


def _read_in(environment: Mapping[str, str]) -> str:
    switches = {variable for variable, value in environment.items() if value == "true"}
    read = (name for name in _MODULES if switches and _format_named(name).read_where in switches)
    return next(read, TEXT)


def _format_named(name: str) -> "FindingsFormat":
    made: FindingsFormat = import_module(_MODULES[name]).FORMAT
    return made
