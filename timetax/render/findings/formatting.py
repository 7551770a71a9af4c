"""Writes the findings of checks in each format: a module a format, chosen here."""

import os
from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timetax.checks.outcome import Outcome


class FindingFormat(StrEnum):
    """The formats that findings can be written in; `auto` is the one that the environment reads."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    AUTO = "auto"


def format_outcome(
    outcome: "Outcome",
    form: FindingFormat | str,
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
    chosen = _chosen(FindingFormat(form), os.environ if environment is None else environment)
    module = import_module(f"timetax.render.findings.{chosen}")
    options = (
        {"color": color, "statistics": statistics, "summed_up": summary}
        if chosen is FindingFormat.TEXT
        else {}
    )
    written: str = module.render(outcome, **options)
    # The name of a file can hold bytes that are not text, and then it could not be printed.
    return written.encode("utf-8", "replace").decode("utf-8")


def _chosen(form: FindingFormat, environment: Mapping[str, str]) -> FindingFormat:
    if form is not FindingFormat.AUTO:
        return form
    if environment.get("GITHUB_ACTIONS") == "true":
        return FindingFormat.GITHUB
    if environment.get("GITLAB_CI") == "true":
        return FindingFormat.GITLAB
    return FindingFormat.TEXT
