"""Pages as a browser sees them, taken apart with the parser of the standard library."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest

from timetax.cli import request
from timetax.cli.app import app
from timetax.reports.report import Report

VOID = {"meta", "link", "br", "hr", "img"}
ENDED_BY = {
    "td": {"td", "th", "tr", "tbody", "tfoot", "table"},
    "th": {"td", "th", "tr", "thead", "tbody", "tfoot", "table"},
    "tr": {"tr", "tbody", "tfoot", "table"},
    "caption": {"thead", "tbody", "tr", "table"},
    "thead": {"tbody", "tfoot", "table"},
    "tbody": {"tfoot", "table"},
    "tfoot": {"table"},
    "li": {"li", "ul"},
    "p": {"p", "table", "ul", "details", "div", "section", "figure", "header", "footer", "nav"},
}
"""What ends an element without an end tag of its own, by the rules of HTML."""


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str | None]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, on one line: a browser makes one space of several."""
        return " ".join(self._text.split())

    @property
    def _text(self) -> str:
        return "".join(each if isinstance(each, str) else each._text for each in self.children)

    def all(self, *tags: str) -> "list[Element]":
        """Return the elements in it with one of these tags, or all, in order."""
        found = []
        for each in self.children:
            if isinstance(each, Element):
                found += [each] if not tags or each.tag in tags else []
                found += each.all(*tags)
        return found

    def one(self, anchor: str) -> "Element":
        """Return the element with an id."""
        (found,) = (each for each in self.all() if each.attributes.get("id") == anchor)
        return found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), attrs
        while tag in ENDED_BY.get(self.open[-1].tag, ()):
            self.open.pop()
        made = Element(tag, dict(attrs))
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        while self.open[-1].tag != tag:
            assert tag in ENDED_BY.get(self.open[-1].tag, ()) or self.open[-1].tag in ENDED_BY, tag
            self.open.pop()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(page: str) -> Element:
    """Return a page as its elements; fails where one that must be ended is not."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    while parser.open[-1].tag in ENDED_BY:
        parser.open.pop()
    assert [each.tag for each in parser.open] == ["page"]
    return parser.open[0]


def rows_of(table: Element) -> list[tuple[str, list[Element]]]:
    """Return the cells of the rows of a table below its head, each row with its class."""
    heads = [row for head in table.all("thead") for row in head.all("tr")]
    rows = [row for row in table.all("tr") if row not in heads]
    return [(row.attributes.get("class") or "row", row.all("th", "td")) for row in rows]


def report_of(command: str, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Return the report that a command writes."""
    written: list[Any] = []
    monkeypatch.setattr(request, "format_pieces", lambda made, *_, **__: written.append(made) or "")
    app([*command.split(), "--format", "html"], standalone_mode=False)
    (made,) = written
    assert isinstance(made, Report)
    return made
