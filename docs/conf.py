"""Builds the site from these pages (`.ci/docs`), which read as well without it."""

import re
from posixpath import normpath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

import timetax
from timetax.version import REPOSITORY, __version__

project = "timetax"
author = "The timetax authors"
copyright = author  # noqa: A001
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # a page quotes parts of files

default_role = "code"

autodoc_member_order = "groupwise"
autodoc_preserve_defaults = True
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"timetax {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False

_WIDEST = 88
"""A line of code that is longer is no row of a table, and is broken where it has no room."""

_OUTWARD = re.compile(r"\]\((\.\./[^)]+)\)")
_SECTION = re.compile(r"^## (.+)\n((?:\n|(?!#).+\n)*)", re.MULTILINE)
_ENTRY = re.compile(r"^- \[.+?\]\((.+?)\.md\)", re.MULTILINE)


def _complete(app: Sphinx, page: str, source: list[str]) -> None:
    """Lead the links that leave these pages to the repository, and add what only the site has."""
    folder = f"docs/{page}".rpartition("/")[0]

    def led(link: re.Match[str]) -> str:
        path = normpath(f"{folder}/{link[1]}")
        return link[0] if path.startswith("docs/") else f"]({REPOSITORY}/blob/v{release}/{path})"

    text = _OUTWARD.sub(led, source[0])
    if page == "index":
        menus = ((title, _ENTRY.findall(section)) for title, section in _SECTION.findall(text))
        text += "".join(_menu(pages, title) for title, pages in menus if pages)
    elif page == "decisions/README":
        text += _menu(_ENTRY.findall(text))
    elif page == "api":
        text += "".join(map(_described, sorted(timetax.__all__, key=str.casefold)))
    source[0] = text


def _menu(pages: list[str], title: str | None = None) -> str:
    caption = f":caption: {title}\n" if title else ""
    listed = "\n".join(pages)
    return f"\n```{{toctree}}\n:hidden:\n{caption}\n{listed}\n```\n"


def _described(name: str) -> str:
    value = getattr(timetax, name)
    kind = "class" if isinstance(value, type) else "function" if callable(value) else "data"
    members = "   :members:\n" if kind == "class" else ""
    entry = f".. auto{kind}:: timetax.{name}\n{members}"
    return f"\n## `{name}`\n\n```{{eval-rst}}\n{entry}```\n"


def _break_long_lines(app: Sphinx, document: Any) -> None:
    for block in document.findall(nodes.literal_block):
        if max(map(len, block.astext().splitlines()), default=0) > _WIDEST:
            block["classes"].append("broken")


def setup(app: Sphinx) -> None:
    """Complete each page when it is read."""
    app.connect("source-read", _complete)
    app.connect("doctree-read", _break_long_lines)
