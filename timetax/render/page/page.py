"""A report as a page that is complete in itself, and as a part of a notebook."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timetax.render.page.anchors import Anchors
from timetax.render.page.parts import folds_of, parts_of
from timetax.reports.report import Report
from timetax.version import REPOSITORY, __version__
from timetax.wording.html import html_text
from timetax.wording.terminal import safe

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
_OWN = ("contents", "forms", "notes", "method")
"""The anchors of what is no section of a report."""


def page_of(report: Report) -> str:
    """Return a report as a page; everything in it is escaped, and nothing in it runs or loads."""
    style = _read("parts.css") + _read("page.css")
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    return _written("page.html.jinja", report, style=style, policy=policy)


def notebook_of(report: Report) -> str:
    """Return the parts of a report's page as a notebook shows them."""
    return _written("notebook.html.jinja", report, style=_read("parts.css"))


def _written(template: str, report: Report, **settings: Any) -> str:
    anchors = Anchors(set(_OWN))
    folds = folds_of(report, anchors)
    forms = {form: each.anchor for form, each in folds.items()}
    return (
        _environment()
        .get_template(template)
        .render(
            report=report,
            parts=parts_of(report, anchors, forms),
            folds=list(folds.values()),
            version=__version__,
            repository=REPOSITORY,
            **settings,
        )
    )


def _read(name: str) -> str:
    return (_HERE / "templates" / name).read_text(encoding="utf-8")


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
    made.filters["linked"] = lambda text: Markup(html_text(text))  # noqa: S704
    return made
