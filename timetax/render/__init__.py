"""Writes a report in each format: a module a format, chosen here."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timetax.report import Report


class Format(StrEnum):
    """The formats that a report can be written in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


SUFFIXES = {".md": Format.MARKDOWN, ".csv": Format.CSV, ".json": Format.JSON}


def renderer(form: Format) -> "Callable[[Report], str]":
    """Return the function that writes a report in a format that has no terminal in mind."""
    from timetax.render import csv, json, markdown

    return {
        Format.MARKDOWN: markdown.render,
        Format.CSV: csv.render,
        Format.JSON: json.render,
    }[form]
