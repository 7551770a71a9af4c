"""Writes a report in each format: a module a format, chosen here."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timetax.reports.report import Report


class Format(StrEnum):
    """The formats that a report can be written in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"
    COMMENT = "github-comment"


SUFFIXES = {".md": Format.MARKDOWN, ".csv": Format.CSV, ".json": Format.JSON}


def format_report(
    report: "Report", form: Format | str = Format.TEXT, *, width: int = 80, color: bool = False
) -> str:
    """Return a report written in a format; `width` and `color` are for text in a terminal.

    Raises:
        ValueError: there is no such format.
        InputError: the format is not for such a report.
    """
    from timetax.render.formats import csv, json, markdown, text
    from timetax.render.formats import github_comment as comment

    match Format(form):
        case Format.TEXT:
            return text.render(report, width=width, color=color)
        case Format.MARKDOWN:
            return markdown.render(report)
        case Format.CSV:
            return csv.render(report)
        case Format.JSON:
            return json.render(report)
        case Format.COMMENT:
            return comment.render(report)
