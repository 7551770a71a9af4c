"""What a page shows of a report: its sections, and the forms in them taken apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timetax.render.page.anchors import Anchors
from timetax.reports.report import Column, Line, Report, Table
from timetax.wording.numbers import raw

FORM = "form"
"""The key of columns that name a form."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: what people read.
        column: the column it stands in.
        exact: the figure that the text was made of, where that does not say it in full; or None.
        anchor: where the form that it names is taken apart on the page, or None.
    """

    text: str
    column: Column
    exact: object = None
    anchor: str | None = None


@dataclass(frozen=True)
class Part:
    """A section of a page.

    Attributes:
        anchor: where links find it.
        table: what it shows.
        rows: the cells of its lines, each with its rank.
    """

    anchor: str
    table: Table
    rows: Sequence[tuple[str, Sequence[Cell]]]


@dataclass(frozen=True)
class Fold:
    """A form taken apart: what `explain` says of it."""

    anchor: str
    report: Report
    parts: Sequence[Part]


def parts_of(report: Report, anchors: Anchors, forms: Mapping[str, str]) -> list[Part]:
    """Return the sections of a report; cells that name one of `forms` lead to its anchor."""
    return [_part(table, anchors, forms) for table in report.for_people()]


def folds_of(report: Report, anchors: Anchors) -> dict[str, Fold]:
    """Return by its id each form that a table of a report names, taken apart.

    There are none where what the tables were made of is not known.
    """
    tables = report.explains
    named = list(dict.fromkeys(_forms_in(report)))
    if tables is None or tables.catalogue is None or not named:
        return {}
    from timetax.reports.explain import explain_forms

    explained = explain_forms(tables.catalogue, tables, named)
    return {
        form: Fold(anchors.named(f"form-{form}"), each, parts_of(each, Anchors(), {}))
        for form in named
        if (each := explained.get(form))
    }


def _forms_in(report: Report) -> Iterator[str]:
    for table in report.for_people():
        places = [place for place, each in enumerate(table.columns) if each.key == FORM]
        for line in table.lines:
            if line.rank == "row":
                yield from (str(line.values[place]) for place in places)


def _part(table: Table, anchors: Anchors, forms: Mapping[str, str]) -> Part:
    def cells(line: Line) -> list[Cell]:
        values = line.values or (None,) * len(line.cells)
        return [
            Cell(text, column, _exact(text, value, column), _anchor(value, column, forms))
            for text, value, column in zip(line.cells, values, table.columns, strict=True)
        ]

    return Part(anchors.named(table.key), table, [(each.rank, cells(each)) for each in table.lines])


def _exact(text: str, value: object, column: Column) -> object:
    if not column.kind.is_number or isinstance(value, str):
        return None
    exact = raw(value)
    return None if str(exact) == text.replace(",", "") else exact


def _anchor(value: object, column: Column, forms: Mapping[str, str]) -> str | None:
    return forms.get(str(value)) if column.key == FORM else None
