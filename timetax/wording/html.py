"""Text and frames as HTML; everything in them is escaped.

Addresses of the web are links; no other address is one, whatever a file says. What ends in one, as
"Source: A notice: https://..." does, is a link by its words, which on paper the address follows.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from timetax.wording.numbers import NOTHING, in_full, plural
from timetax.wording.terminal import safe

if TYPE_CHECKING:
    import pandas as pd

_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,:;!?)\]]", re.IGNORECASE)

_NAMED = re.compile(rf"([^:]+: )?((?:(?!\. ).)+): ({_ADDRESS.pattern})", re.IGNORECASE)
"""A text that is no more than a sentence, and ends in an address."""

FIRST_ROWS = 10
"""How many rows of a frame are shown."""

LONG = 40
"""A text in a frame is cut to so many characters."""


def html_text(text: str) -> str:
    """Return a text as HTML, with a link for each address of the web in it."""
    named = _NAMED.fullmatch(text)
    if named and not _ADDRESS.search(named[2]):
        return escape(safe(named[1] or "")) + _link(named[3], named[2])
    made, end = "", 0
    for match in _ADDRESS.finditer(text):
        made += escape(safe(text[end : match.start()])) + _link(match[0], match[0])
        end = match.end()
    return made + escape(safe(text[end:]))


def _link(address: str, words: str) -> str:
    said = " class=bare" if words == address else ""
    return f'<a{said} href="{escape(safe(address))}">{escape(safe(words))}</a>'


def html_table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[bool],
) -> str:
    """Return a table as HTML; `right` says for each column whether it is aligned to the right."""
    styles = [
        f"padding:1px 8px;text-align:{'right;white-space:nowrap' if to_right else 'left'}"
        for to_right in right
    ]

    def cells(tag: str, values: Sequence[str]) -> str:
        return "".join(
            f'<{tag} style="{style}">{html_text(value)}</{tag}>'
            for value, style in zip(values, styles, strict=True)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    head = f"<thead><tr>{cells('th', headings)}</tr></thead>"
    title = f'<caption style="text-align:left"><b>{html_text(caption)}</b></caption>'
    return f'<table style="margin-top:1em">{title}{head}<tbody>{body}</tbody></table>'


def html_frame(caption: str, frame: "pd.DataFrame") -> str:
    """Return the first rows of a frame as HTML, without the columns of which nothing is known."""
    known = frame.dropna(axis="columns", how="all")
    more = len(known) - FIRST_ROWS
    left_out = f", {more:,} not shown" if more > 0 else ""
    first = known.head(FIRST_ROWS).astype(object)
    rows = first.where(first.notna(), None).itertuples(index=False)
    right = [each.kind in "if" for each in known.dtypes]
    table = html_table(
        f"{caption}: {plural(len(known), 'row')}{left_out}",
        list(known.columns),
        [tuple(map(_cell, row)) for row in rows],
        right,
    )
    return f'<div style="overflow-x:auto;white-space:nowrap">{table}</div>'


def _cell(value: object) -> str:
    if value is None or value != value:
        return NOTHING
    text = in_full(value) if isinstance(value, float) else str(value)
    return text if len(text) <= LONG else f"{text[: LONG - 3]}..."
