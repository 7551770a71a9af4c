"""Writes the findings of checks in each format: a module of `findings/`, found by its place."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.bundle import modules_in
from timetax.hosts.here import host_of
from timetax.render import findings
from timetax.render.endings import format_meant

if TYPE_CHECKING:
    from timetax.checks.outcome import Outcome
    from timetax.hosts.host import Host
    from timetax.render.format import FindingsFormat

TEXT, JSON, AUTO = "text", "json", "auto"

_MODULES = modules_in(findings, first=(TEXT, JSON, "github", "gitlab", "sarif"))
FORMATS = (*_MODULES, AUTO)
"""The formats of findings; `auto` is the one that the host of the job reads, else text."""


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
        form = format_for(host_of(os.environ if environment is None else environment))
    chosen: FindingsFormat = import_module(_MODULES[form]).FORMAT
    wishes = {"color": color, "statistics": statistics, "summary": summary}
    written = chosen.write(outcome, **wishes if chosen.for_people else {})
    # The name of a file can hold bytes that are not text, and then it could not be printed.
    return written.encode("utf-8", "replace").decode("utf-8")


def format_for(host: "Host | None", *, in_file: bool = False) -> str:
    """Return the format of findings that a host reads in its log, or from a file."""
    if host is None:
        return TEXT
    return host.file if in_file else host.log


def format_meant_by(output: Path, asked: str) -> str:
    """Return the name of the format that is asked for, or that a file's ending means.

    Where several have the ending, that counts which the host of a job reads from a file.

    Raises:
        InputError: no format has the ending, or not the one that is asked for.
    """
    likely = format_for(host_of(os.environ), in_file=True)
    named = None if asked == AUTO else asked
    return format_meant(output, _MODULES, named, likely=likely) or asked
