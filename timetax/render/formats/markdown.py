"""A report as GitHub-flavoured Markdown, folded and cut to GitHub's limit where it is compact."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from timetax.render.format import Format
from timetax.reports.report import Report, Table
from timetax.wording.numbers import plural
from timetax.wording.terminal import inert, safe

LIMIT = 65_536
"""How many characters GitHub takes in a comment; counted in bytes, to be sure."""

_LONGEST_LINE = 2_000
_SHORTEST_ROW = 8
_CUT = "\n\n*Cut here for want of room.*\n"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~]|^:(?=:))")

_LINK = re.compile(r"@|#(?=\d)|:/(?=/)|\bwww(?=\.)|\bGH(?=-\d)", re.IGNORECASE)
"""The begin of what GitHub makes a mention or a link of."""

_BREAK = "&#8203;"
"""A space without a width, after which it makes none."""


def escaped(text: str) -> str:
    """Return text from a catalogue as Markdown that shows it as it is, on one line.

    It mentions nobody, links nothing and is no command to a runner.
    """
    plain = safe(" ".join(text.split())).replace("&", "&amp;")
    return _unlinked(_SPECIAL.sub(r"\\\1", plain))


def _unlinked(text: str) -> str:
    return _LINK.sub(rf"\g<0>{_BREAK}", text)


def render(report: Report, *, limit: int | None = None, level: int = 1) -> str:
    """Return the report as Markdown; text from a catalogue is escaped.

    Args:
        report: the report.
        limit: how many bytes it may have; without, `LIMIT` for a compact report, else any number.
            Rows of the longest tables are cut first, then folded tables; each time it is said.
        level: the level of the title.
    """
    head = [f"{'#' * level} {escaped(report.title)}", "", f"**{escaped(report.headline)}**"]
    for each in report.lead:
        head += ["", escaped(each)]
    if report.description:
        head += ["", escaped(report.description)]
    heading = "#" * (level + 1)
    blocks = [_block(table, heading) for table in report.for_people()]
    if report.notes:
        notes = [f"- {escaped(note)}" for note in report.notes]
        blocks.append(_Block("Notes", heading, notes=notes, folded=report.compact))
    if limit is None and report.compact:
        limit = LIMIT
    page = _page(head, blocks)
    return page if limit is None or _size(page) <= limit else _fitted(head, blocks, limit)


@dataclass(frozen=True)
class _Block:
    """A part of the page that is written as a whole, apart from rows that may be cut.

    Attributes:
        title: what it shows, escaped.
        heading: the mark of its heading.
        top: the lines above the rows.
        rows: a line a row.
        end: the lines below them: the rest and the total.
        notes: a line a note.
        folded: whether readers must open it.
        essential: whether it stays whole.
    """

    title: str
    heading: str
    top: Sequence[str] = ()
    rows: Sequence[str] = ()
    end: Sequence[str] = ()
    notes: Sequence[str] = ()
    folded: bool = False
    essential: bool = False

    def lines(self, most: int | None) -> Iterator[str]:
        """Yield its lines with at most so many rows."""
        rows = self.rows if self.essential or most is None else self.rows[:most]
        cut = len(self.rows) - len(rows)
        more = [f"- Not shown for want of room: {plural(cut, 'row')}."] if cut else []
        yield ""
        if self.folded:
            yield from ("<details>", f"<summary>{self.title}</summary>")
        else:
            yield f"{self.heading} {self.title}"
        if self.top:
            yield from ("", *self.top, *rows, *self.end)
        if more or self.notes:
            yield from ("", *more, *self.notes)
        if self.folded:
            yield from ("", "</details>")


def _block(table: Table, heading: str) -> _Block:
    headings = " | ".join(escaped(column.heading) for column in table.columns)
    sides = " | ".join("--:" if each.kind.is_number else "---" for each in table.columns)
    places = {"rows": ("row", "nested"), "end": ("rest", "total")}
    rows, end = (
        [_row(line.cells, line.rank) for line in table.lines if line.rank in wanted]
        for wanted in places.values()
    )
    return _Block(
        title=_unlinked(escape(inert(safe(table.title)))) if table.folded else escaped(table.title),
        heading=heading,
        top=[f"| {headings} |", f"| {sides} |"],
        rows=rows,
        end=end,
        notes=[f"- {escaped(note)}" for note in table.notes],
        folded=table.folded,
        essential=table.essential,
    )


def _row(texts: Sequence[str], place: str) -> str:
    cells = [escaped(text) for text in texts]
    if place == "nested":
        cells[0] = f"&emsp;{cells[0]}"
    if place == "total":
        cells = [f"**{cell}**" if cell else "" for cell in cells]
    return f"| {' | '.join(cells)} |"


def _page(
    head: Sequence[str],
    blocks: Sequence[_Block],
    most: int | None = None,
    left_out: Sequence[_Block] = (),
) -> str:
    lines = [*head, *(line for block in blocks for line in block.lines(most))]
    if left_out:
        lines += ["", f"*Left out for want of room: {', '.join(each.title for each in left_out)}.*"]
    return "\n".join(lines) + "\n"


def _size(text: str) -> int:
    return len(text.encode())


def _fitted(head: Sequence[str], blocks: Sequence[_Block], limit: int) -> str:
    """Return a page of at most `limit` bytes: the most rows, else fewer blocks, else its begin."""
    kept, left_out = list(blocks), list[_Block]()
    while True:
        if _size(_page(head, kept, 0, left_out)) <= limit:
            return _page(head, kept, _most(head, kept, left_out, limit), left_out)
        if all(each.essential for each in kept):
            return _begin(_page(head, kept, 0, left_out), limit)
        # The last of those that are folded goes first; without any, the last of the others.
        least = max(range(len(kept)), key=lambda i: (not kept[i].essential, kept[i].folded, i))
        left_out.insert(0, kept.pop(least))


def _most(
    head: Sequence[str], blocks: Sequence[_Block], left_out: Sequence[_Block], limit: int
) -> int:
    """Return how many rows of each table fit; none of them do for sure."""
    fits, too_many = 0, limit // _SHORTEST_ROW
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if _size(_page(head, blocks, middle, left_out)) <= limit:
            fits = middle
        else:
            too_many = middle
    return fits


def _begin(page: str, limit: int) -> str:
    """Return the begin of a page, and of its longest lines."""
    lines = "\n".join(line[:_LONGEST_LINE] for line in page.splitlines())
    if _size(lines) < limit:
        return f"{lines}\n"
    return lines.encode()[: limit - _size(_CUT)].decode(errors="ignore") + _CUT


FORMAT = Format(write=render, suffixes=(".md", ".markdown"), for_people=True, folds=True)
