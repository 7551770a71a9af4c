"""What a page shows of a report: its sections, and the forms in them taken apart."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from timetax.render.figures.figure import Figure, figures_of
from timetax.render.figures.svg import darkened, svg_of
from timetax.render.page.anchors import Anchors
from timetax.reports.report import Line, Report, Table
from timetax.wording.numbers import raw

FORM = ("form", "id")
"""The keys of columns that name a form."""

NARROW = 340
"""How wide a figure is on a telephone, in units of which its text has 14."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: what people read.
        label: the heading of its column, where a telephone shows it.
        number: whether it is a figure.
        exact: the figure that the text was made of, where that does not say it in full; or None.
        anchor: where the form that it names is taken apart on the page, or None.
    """

    text: str
    label: str
    number: bool
    exact: object
    anchor: str | None


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

    @property
    def wide(self) -> str:
        """The SVG."""
        return svg_of(self.figure, name=self.name)

    @property
    def narrow(self) -> str:
        """The same for a telephone, told by the other one."""
        name = f"{self.name}-narrow"
        return svg_of(self.figure, name=name, width=NARROW, told_by=self.name)

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
    def wide(self) -> list[int]:
        """Which columns are shown only where there is room."""
        return [i for i, each in enumerate(self.table.columns, 1) if each.is_wide]


@dataclass(frozen=True)
class Fold:
    """A form taken apart: what `explain` says of it."""

    anchor: str
    report: Report
    parts: Sequence[Part]


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
    ]


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
                text,
                "" if column.is_wide else column.heading,
                number,
                _exact(text, value) if number else None,
                forms.get(str(value)) if column.key in FORM else None,
            )
            for text, value, column, number in zip(
                line.cells, values, table.columns, numbers, strict=True
            )
        ]

    rows = [(each.rank, _head(made), made) for each in table.lines if (made := cells(each))]
    return Part(anchor, table, rows, _drawing(figure, f"{drawn}{anchor}") if figure else None)


def _without_pictures(table: Table) -> Table:
    """Return a table without the columns that draw in letters what a figure draws."""
    places = [
        place
        for place, each in enumerate(table.columns)
        if each.heading or each.kind.is_number or each.shown != "people"
    ]
    lines = (
        replace(
            line,
            cells=tuple(line.cells[place] for place in places),
            values=tuple(line.values[place] for place in places) if line.values else (),
        )
        for line in table.lines
    )
    columns = tuple(table.columns[place] for place in places)
    return replace(table, columns=columns, lines=tuple(lines))


def _head(cells: Sequence[Cell]) -> int | None:
    """Return the place of the first cell that says what a line is of; None if none does."""
    said = (i for i, each in enumerate(cells) if each.text and each.label and not each.number)
    return next(said, None)


def _drawing(figure: Figure, name: str) -> Drawing:
    return Drawing(figure, name, _part(figure.table, name, {}))


def address_of(svg: str) -> str:
    """Return the address of a picture that holds the picture."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _exact(text: str, value: object) -> object:
    exact = None if isinstance(value, str) else raw(value)
    return None if str(exact) == text.replace(",", "") else exact
