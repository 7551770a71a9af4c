"""A report as a page that is complete in itself, and as a part of a notebook."""

import re
from base64 import b64encode
from collections.abc import Collection, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timetax.render.figures.style import css_of
from timetax.render.page.anchors import Anchors
from timetax.render.page.parts import Cell, Label, Part, folds_of, parts_of, said_of_several
from timetax.reports.report import Report
from timetax.version import REPOSITORY, __version__
from timetax.wording.html import html_text
from timetax.wording.terminal import safe

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
PAGE = "page.html.jinja"
_OWN = ("contents", "explained", "notes", "method")
"""The anchors of what is no section of a report."""

_FIGURES = (
    "text-align:var(--end,end);white-space:var(--wrap,nowrap);"
    "overflow-wrap:normal;min-width:0;flex:0 1 auto"
)
_SHORT = "white-space:var(--wrap-short,nowrap);min-width:0;flex:0 1 auto"
_WIDE = "display:var(--wide,table-cell)"
"""How columns of figures look, of short text, and those that are shown only where there is room."""

_NOT_PLAIN = re.compile("[^a-zA-Z0-9 ,.-]")

_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
"""What a browser may load for a page: nothing, and one style, that of this hash."""


def page_of(report: Report) -> str:
    """Return a report as a page; everything in it is escaped, and nothing in it runs or loads."""
    return written(PAGE, report)


def written(template: str, report: Report) -> str:
    """Return a report as a template has it, with the style that has the template's name.

    Only in a page, which is alone in its window, are there anchors and links to them.
    """
    anchors = Anchors(set(_OWN))
    folds = folds_of(report, anchors)
    alone = template == PAGE
    common = said_of_several(folds.values(), anchors) if alone else {}
    forms = {form: each.anchor for form, each in folds.items()} if alone else {}
    parts = parts_of(report, anchors, forms, "figure-")
    style = _read("parts.css") + _read(template.replace(".html.jinja", ".css"))
    if alone:  # in a notebook figures are pictures, with their own colours
        style += css_of(part.drawing.wide for part in parts if part.drawing)
    plain = [part for each in folds.values() for part in each.parts]
    plain += [part.drawing.data for part in parts if part.drawing]
    style += _columns(parts, plain)
    return (
        _environment()
        .get_template(template)
        .render(
            report=report,
            parts=parts,
            main=next((each for each in parts if each.drawing), None),
            folds=list(folds.values()),
            common=common,
            untold=report.explains is not None and report.explains.catalogue is None,
            style=style,
            policy=_POLICY.format(b64encode(_digest(style)).decode()),
            version=__version__,
            repository=REPOSITORY,
        )
    )


def _columns(tables: Sequence[Part], plain: Sequence[Part]) -> str:
    """Return what columns look like: figures, short text, what is not always there, and headings.

    Headings, which a telephone shows above cells, are those of `tables`.
    """
    parts = (*tables, *plain)
    labels = dict.fromkeys(label for part in tables for label in part.labels)
    return (
        _of_cells("n", {i for part in parts for i in part.figures}, _FIGURES)
        + _of_cells("s", {i for part in tables for i in part.short}, _SHORT)
        + _of_cells("w", {i for part in tables for i in part.wide}, _WIDE)
        + f"@media (max-width:40rem){{{''.join(map(_label, labels))}}}"
    )


def _of_cells(letter: str, places: Collection[int], look: str) -> str:
    """Return how those columns look that a table names by a letter and their place."""
    each = (f".timetax .{letter}{i}>*>*>:nth-child({i})" for i in sorted(places))
    return f"{','.join(each)}{{{look}}}" if places else ""


def _label(label: Label) -> str:
    return (
        f".{label.name}>*>*>td:nth-child({label.place})::before{{content:{_quoted(label.heading)}}}"
    )


def _quoted(text: str) -> str:
    """Return a text as a string of a style, in which nothing can end it."""
    return '"' + _NOT_PLAIN.sub(lambda each: f"\\{ord(each[0]):x} ", safe(text)) + '"'


def _shorn(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return cells without the empty ones at their end."""
    return cells[: max((i for i, each in enumerate(cells, 1) if each.text), default=0)]


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "replace")).digest()


def _read(name: str) -> str:
    return (_HERE / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def inert(value: Any) -> Any:
        return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=inert,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["places"] = lambda places, letter: [f"{letter}{place}" for place in places]
    made.filters["shorn"] = _shorn
    made.filters["linked"] = lambda text: Markup(html_text(text))
    return made
