"""The decimal mark of a table: as its cells show it, or asked about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from timetax.read.tabular.body import Body
from timetax.read.tabular.headings import FIGURES, SIGNED_FIGURES
from timetax.read.tabular.layout import Column
from timetax.read.tabular.model import DecimalMark
from timetax.read.tabular.notation import Notation, notation_of
from timetax.read.tabular.plan import Answer, Inference, Question
from timetax.read.tabular.structure import is_out_of_place
from timetax.wording.hints import shown


@dataclass(frozen=True)
class Settled:
    """The decimal mark, what shows it, and the question where nothing does."""

    mark: DecimalMark
    inferences: tuple[Inference, ...] = ()
    questions: tuple[Question, ...] = ()


def decimal_mark(body: Body, out: Collection[int]) -> Settled:
    """Return the decimal mark of a table, of which rows that are `out` are no forms."""
    if body.options.decimal is not None:
        return Settled(body.options.decimal)
    texts = {
        column.key: _plain_texts(body, column, out)
        for key, column in body.columns.items()
        if key in FIGURES | SIGNED_FIGURES
    }
    made = notation_of(
        texts,
        lambda key: body.grid.columns[body.columns[key].index].cells,
        typed=body.places.sheet is not None or body.places.lines is None,
        semicolons=body.places.delimiter == ";",
    )
    if made.decimal is None:
        return Settled(".", questions=(_question(body, made),))
    if made.decimal == "," and made.comma:
        said = Inference(
            "notation",
            "numbers have decimal commas, and points between thousands",
            f"{shown(made.comma[0])} under {shown(body.columns[made.comma[1]].heading)}",
        )
        return Settled(made.decimal, (said,))
    return Settled(made.decimal)


def _plain_texts(body: Body, column: Column, out: Collection[int]) -> Sequence[str]:
    texts = body.grid.columns[column.index].texts
    if not out:
        return texts
    return [text for text in texts if not is_out_of_place(text, column.heading)]


def _question(body: Body, made: Notation) -> Question:
    comma, point, either = made.comma, made.point, made.either
    seen = either or comma or point
    assert seen is not None
    text, key = seen
    column = body.columns[key]
    row = next(
        (
            row
            for row, cell in enumerate(body.grid.columns[column.index].cells)
            if cell and text in cell
        ),
        0,
    )
    if either:
        whole, value = either[0].replace(".", "").replace(",", ""), either[0].replace(",", ".")
        message = (
            f"{shown(either[0])} under {shown(column.heading)} may be {int(whole):,} or "
            f"{float(value):g}, and the table does not say which mark is the decimal one"
        )
        if comma or point:
            other, of = comma or point  # type: ignore[misc]
            message = (
                f"{shown(either[0])} under {shown(column.heading)} would be {float(value):g}, "
                f"as {shown(other)} under {shown(body.columns[of].heading)} is written, or it "
                f"is {int(whole):,}"
            )
    else:
        assert comma and point
        message = (
            f"numbers are written in two ways: {shown(comma[0])} under "
            f"{shown(body.columns[comma[1]].heading)} and {shown(point[0])} under "
            f"{shown(body.columns[point[1]].heading)}"
        )
    return Question(
        body.place(row, column.index),
        "value",
        message,
        (
            Answer("--decimal .", "1.5 is one and a half, 1,500 is 1500"),
            Answer("--decimal ,", "1,5 is one and a half, 1.500 is 1500"),
        ),
    )
