"""Tables in a page of HTML that was saved."""

import re
from array import array
from html.parser import HTMLParser

from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.among import Among, chosen, has_known_headings, others_left_out
from timetax.read.tabular.delimited import decoded
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Area, Places, Sheet, TableOptions

_WHAT = "table"
HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|table|div|main|section|article)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How a page of HTML begins."""
_NOT_SEEN = frozenset({"script", "style", "template", "noscript", "head", "del", "s", "sup"})
"""What no reader sees in a cell, or sees as no part of its text: a note's number, what is out."""
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_BLOCKS = frozenset({"br", "p", "div", "li", "ul", "ol"})
_ENDS_TEXT = frozenset(
    {
        "table",
        "caption",
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "figcaption",
    }
)
_BESIDE = 3
"""So many texts above a table, and below it, may say something of it."""
_LONGEST = 1_000
_MOST_SPAN = 1_000


def _recognises(start: Start, options: TableOptions) -> str:
    return "it begins as a page of HTML does" if HTML.match(start.text) else ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    """Return the rows of the table with the forms, as a reader of the page sees them.

    Raises:
        InputError: there is none, or several could be meant.
    """
    page = _Page()
    page.feed(decoded(data, name))
    page.close()
    tables = page.found()
    if not tables:
        message = "this is a web page (HTML) without a table; fetch the file itself"
        raise InputError([Finding(Position(name, 1, 1), "input", message)])
    read = chosen(tables, _WHAT, name, options)
    notes = others_left_out(tables, read, _WHAT, name)
    return Sheet(
        Places(name, array("I", read.lines)),
        iter(read.rows),
        notes=notes,
        merged=read.merged,
        said=read.said(name),
    )


def holds_forms(page: str) -> bool:
    """Return whether a page holds a table with headings that are those of forms."""
    found = _Page()
    found.feed(page)
    found.close()
    return any(has_known_headings(each, TableOptions()) for each in found.found())


class _Table:
    def __init__(self, number: int, line: int) -> None:
        self.number, self.line = number, line
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self.taken: dict[tuple[int, int], bool] = {}
        self.merged: list[Area] = []
        self.cell: list[str] | None = None
        self.column, self.span = 0, (1, 1)
        self.above: list[str] = []
        self.below: list[str] = []

    def begin_row(self, line: int) -> None:
        self.end_cell()
        self.rows.append([])
        self.lines.append(line)
        self.column = 0

    def begin_cell(self, line: int, down: int, across: int) -> None:
        self.end_cell()
        if not self.rows:
            self.begin_row(line)
        self.cell, self.span = [], (down, across)

    def end_cell(self) -> None:
        if self.cell is None:
            return
        row, text = len(self.rows) - 1, " ".join("".join(self.cell).split())
        while (row, self.column) in self.taken:
            self.column += 1
        left, (down, across) = self.column, self.span
        cells = self.rows[row]
        cells += [""] * (left + across - len(cells))
        cells[left] = text
        for below in range(1, down):
            for beside in range(across):
                self.taken[row + below, left + beside] = True
        if (down, across) != (1, 1):
            self.merged.append(Area(row, left, row + down - 1, left + across - 1))
        self.column, self.cell = left + across, None

    def made(self) -> Among:
        self.end_cell()
        last = len(self.rows) - 1
        merged = tuple(each._replace(bottom=min(each.bottom, last)) for each in self.merged)
        beside = (*self.above, *self.below)
        return Among(f"{self.number}", self.line, self.rows, self.lines, merged, beside)


class _Page(HTMLParser):
    """Gathers the tables of a page; one inside a cell of another is a table of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[_Table] = []
        self.tables: list[_Table] = []
        self.hidden: list[str] = []
        self.words: list[str] = [""]

    def found(self) -> list[Among]:
        self.end_of_text()
        return [made for each in self.tables if (made := each.made()).rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID and (self.hidden or _is_hidden(tag, dict(attrs))):
            self.hidden.append(tag)
            return
        line = self.getpos()[0]
        if tag in _ENDS_TEXT:
            self.end_of_text()
        if tag == "table":
            self.tables.append(_Table(len(self.tables) + 1, line))
            self.tables[-1].above = list(filter(None, self.words))[-_BESIDE:]
            self.open.append(self.tables[-1])
        if not self.open:
            return
        table = self.open[-1]
        if tag == "tr":
            table.begin_row(line)
        elif tag in ("td", "th"):
            given = dict(attrs)
            table.begin_cell(line, _span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag in _BLOCKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                while self.hidden.pop() != tag:
                    pass
            return
        if tag == "caption" and self.open:
            self.open[-1].above.append(" ".join(self.words[-1].split()))
            self.words[-1] = ""
        elif tag in _ENDS_TEXT and tag != "table":
            self.end_of_text()
        if not self.open:
            return
        if tag == "table":
            self.open.pop().end_cell()
            self.words = [""]
        elif tag in ("td", "th", "tr"):
            self.open[-1].end_cell()
        elif tag in _BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if self.open and self.open[-1].cell is not None:
            self.open[-1].cell.append(data)
        elif len(self.words[-1]) < _LONGEST:
            self.words[-1] += data

    def end_of_text(self) -> None:
        """End a text outside of cells; the first behind a table may say something of it."""
        text = " ".join(self.words[-1].split())
        if text and not self.open and self.tables and len(self.tables[-1].below) < _BESIDE:
            self.tables[-1].below.append(text)
        self.words = [*self.words[-_BESIDE:-1], text, ""]


def _is_hidden(tag: str, given: dict[str, str | None]) -> bool:
    style = "".join((given.get("style") or "").casefold().split())
    return tag in _NOT_SEEN or "hidden" in given or "display:none" in style


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.strip().isdecimal() else 1


FORMAT = SheetFormat("HTML", _recognises, _open)
