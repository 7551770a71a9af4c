"""What a page shows of a report: its sections, and the forms in them taken apart."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from timetax.render.figures.figure import Figure, figures_of
from timetax.render.figures.paper import NAMESPACE
from timetax.render.figures.svg import darkened, svg_of
from timetax.render.page.anchors import Anchors
from timetax.reports.report import Column, Line, Report, Section, Table
from timetax.wording.numbers import LESS, MORE

FORM = ("form", "id")
"""The keys of columns that name a form."""

_SIGN = re.compile(f"([{MORE}{LESS}]) ")

_TAG = re.compile(r"<\w[^>]*>")  # SVG as it is written has no > in a value
_QUOTED = re.compile(r"=\"([^\s\"'<>=`]+)\"")

SEVERAL = 5
"""A note that so many forms have is said once."""

NARROW = 340
"""How wide a figure is on a telephone, in units of which its text has 14."""


SHORT = 16
"""Text of so many letters stays on one line."""

TEXT, LETTER, GAP = 9.0, 0.62, 0.7
"""How wide are a column of text at least, a letter and what parts columns, in sizes of text."""

HEADING = 0.87
"""The size of headings, in sizes of text."""

DESK, PAPER = 64.0, 54.0
"""How wide a table is at a desk and on paper, in the same units."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: what people read.
        anchor: where the form that it names is taken apart on the page, or None.
    """

    text: str
    anchor: str | None


@dataclass(frozen=True)
class Label:
    """The heading of a column, as a telephone shows it above each of its cells.

    Attributes:
        place: which column it is of; the first is 1.
        heading: what it says.
    """

    place: int
    heading: str

    @property
    def name(self) -> str:
        """The class that tables with this column have; of the same column it is always the same."""
        said = sha256(f"{self.place} {self.heading}".encode("utf-8", "replace"))
        return f"l{said.hexdigest()[:7]}"


@dataclass(frozen=True)
class Drawing:
    """A figure as it is drawn on a page.

    Attributes:
        figure: what is drawn.
        name: begins the ids in it.
        data: what is drawn as a table.
    """

    figure: Figure
    name: str
    data: "Part"

    @cached_property
    def wide(self) -> str:
        """The SVG, as it stands in HTML."""
        return within_html(svg_of(self.figure, name=self.name))

    @property
    def narrow(self) -> str:
        """The same for a telephone, told by the other one."""
        name = f"{self.name}-narrow"
        return within_html(svg_of(self.figure, name=name, width=NARROW, told_by=self.name))

    @property
    def pictures(self) -> tuple[str, str]:
        """The addresses of it as a picture, which holds itself: in the light and in the dark."""
        light = svg_of(self.figure, alone=True)
        return address_of(light), address_of(darkened(light))


@dataclass(frozen=True)
class Part:
    """A section of a page.

    Attributes:
        anchor: where links find it.
        table: what it shows.
        rows: its lines: the rank, the place of the cell that names the line, and the cells.
        drawing: its figure, or None.
    """

    anchor: str
    table: Table
    rows: Sequence[tuple[str, int | None, Sequence[Cell]]]
    drawing: Drawing | None = None

    @property
    def figures(self) -> list[int]:
        """Which columns are of figures; the first is 1."""
        return [i for i, each in enumerate(self.table.columns, 1) if each.kind.is_number]

    @property
    def says_what_is_drawn(self) -> bool:
        """Whether its table has all that its figure draws, wherever it is shown."""
        if self.drawing is None or any(each.part == "level" for each in self.drawing.figure.marks):
            return False
        said = {each.key for each in self.table.columns if not each.is_wide}
        return said.issuperset(each.key for each in self.drawing.data.table.columns)

    @property
    def wide(self) -> list[int]:
        """Which columns are shown only where there is room."""
        return [i for i, each in enumerate(self.table.columns, 1) if each.is_wide]

    @property
    def short(self) -> list[int]:
        """Which columns are of text so short that it stays on one line."""
        return [
            i
            for i, each in enumerate(self.table.columns, 1)
            if not each.kind.is_number and self._longest(i - 1) <= SHORT
        ]

    @property
    def crowded(self) -> list[str]:
        """Where figures break into lines for want of room, and where columns go: classes."""
        columns = range(len(self.table.columns))
        whole, least = sum(map(self._wanted, columns)), sum(map(self._least, columns))
        wants = {"desk": whole > DESK, "paper": whole > PAPER}
        lacks = {"desk-full": least > DESK, "paper-full": least > PAPER}
        return [name for name, is_so in (wants | lacks).items() if is_so]

    def _wanted(self, place: int) -> float:
        """How wide a column is where each figure stays on one line."""
        longest = self._longest(place)
        if self.table.columns[place].kind.is_number or longest <= SHORT:
            return max(longest * LETTER + GAP, self._least(place))
        return TEXT

    def _least(self, place: int) -> float:
        """How wide it is where they break."""
        column = self.table.columns[place]
        longest = self._longest(place)
        if not column.kind.is_number and longest > SHORT:
            return TEXT
        if column.kind.is_number:
            cells = (_SIGN.sub("\\1_", each.cells[place]) for each in self.table.lines)
            longest = max((len(word) for cell in cells for word in cell.split()), default=0)
        heading = max(map(len, column.heading.split()), default=0) * HEADING
        return max(longest, heading) * LETTER + GAP

    def _longest(self, place: int) -> int:
        return max((len(each.cells[place]) for each in self.table.lines), default=0)

    @property
    def labels(self) -> list[Label]:
        """The headings of the columns that are shown everywhere."""
        return [
            Label(i, each.heading)
            for i, each in enumerate(self.table.columns, 1)
            if each.heading and not each.is_wide
        ]


@dataclass(frozen=True)
class Fold:
    """A form taken apart: what `explain` says of it."""

    anchor: str
    report: Report
    parts: Sequence[Part]


@dataclass(frozen=True)
class Common:
    """A note that is said once: where it stands, and the name that leads to it."""

    anchor: str
    name: str


def said_of_several(folds: Iterable[Fold], anchors: Anchors) -> dict[str, Common]:
    """Return the notes on tables that many folds have, the most common one first."""
    said = Counter(note for fold in folds for part in fold.parts for note in part.table.notes)
    notes = [note for note, times in said.most_common() if times >= SEVERAL]
    return {
        note: Common(anchors.named(f"said-{number}"), f"Note {number}")
        for number, note in enumerate(notes, 1)
    }


def parts_of(
    report: Report, anchors: Anchors, forms: Mapping[str, str], drawn: str = ""
) -> list[Part]:
    """Return the sections of a report; cells that name one of `forms` lead to its anchor.

    The ids in figures begin with `drawn`; without it there are none.
    """
    figures = {section.key: each for section, each in figures_of(report)} if drawn else {}
    return [
        _part(table, anchors.named(table.key), forms, figures.get(table.key), drawn)
        for table in report.for_people()
        if not (figures and table.key not in figures and _repeats(report.section(table.key)))
    ]


def _repeats(section: Section) -> bool:
    """Return whether a section only draws by letters what others say."""
    return section.only_for_people and any(map(_of_letters, section.columns))


def _of_letters(column: Column) -> bool:
    return not column.heading and not column.kind.is_number and column.shown.startswith("people")


def folds_of(report: Report, anchors: Anchors) -> dict[str, Fold]:
    """Return by its id each form that a table of a report names, taken apart.

    There are none where what the tables were made of is not known.
    """
    tables = report.explains
    named = list(dict.fromkeys(_forms_in(report)))
    if tables is None or tables.catalogue is None or not named:
        return {}
    from timetax.reports.explain import explain_forms

    explained = explain_forms(tables.catalogue(named), tables, named)
    return {
        form: Fold(anchors.named(f"form-{form}"), each, parts_of(each, Anchors(), {}))
        for form in named
        if (each := explained.get(form))
    }


def _forms_in(report: Report) -> Iterator[str]:
    for table in report.for_people():
        places = [place for place, each in enumerate(table.columns) if each.key in FORM]
        for line in table.lines:
            if line.rank == "row":
                yield from (str(line.values[place]) for place in places)


def _part(
    table: Table,
    anchor: str,
    forms: Mapping[str, str],
    figure: Figure | None = None,
    drawn: str = "",
) -> Part:
    if figure:
        table = _without_pictures(table)
    numbers = [column.kind.is_number for column in table.columns]

    def cells(line: Line) -> list[Cell]:
        values = line.values or (None,) * len(line.cells)
        return [
            Cell(
                _SIGN.sub("\\1\N{NO-BREAK SPACE}", text) if number else text,
                forms.get(str(value)) if column.key in FORM else None,
            )
            for text, value, column, number in zip(
                line.cells, values, table.columns, numbers, strict=True
            )
        ]

    names = [
        place
        for place, each in enumerate(table.columns)
        if each.heading and not each.is_wide and not each.kind.is_number
    ]
    rows = [(each.rank, _head(each, names), cells(each)) for each in table.lines if each.cells]
    return Part(anchor, table, rows, _drawing(figure, f"{drawn}{anchor}") if figure else None)


def _without_pictures(table: Table) -> Table:
    """Return a table without what draws in letters what a figure draws, and the key to it."""
    places = [place for place, each in enumerate(table.columns) if not _of_letters(each)]
    lines = (
        replace(
            line,
            cells=tuple(line.cells[place] for place in places),
            values=tuple(line.values[place] for place in places) if line.values else (),
        )
        for line in table.lines
    )
    columns = tuple(table.columns[place] for place in places)
    notes = table.notes[len(table.key_to_letters) :]
    return replace(table, columns=columns, lines=tuple(lines), notes=notes)


def _head(line: Line, names: Sequence[int]) -> int | None:
    """Return the place of the first of `names` that says what a line is of; None if none does."""
    return next((place for place in names if line.cells[place]), None)


def _drawing(figure: Figure, name: str) -> Drawing:
    return Drawing(figure, name, _part(figure.table, name, {}))


def within_html(svg: str) -> str:
    """Return a drawing as a part of a page: HTML needs fewer quotes than XML, and no name of it."""
    bare = svg.replace(f' xmlns="{NAMESPACE}"', "", 1)
    return _TAG.sub(lambda tag: _QUOTED.sub(r"=\1", tag[0]), bare)


def address_of(svg: str) -> str:
    """Return the address of a picture that holds the picture."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
