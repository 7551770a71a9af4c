"""Columns of one meaning, which the user joined: each fills the gaps of those before."""

from timetax.read.tabular.body import Body
from timetax.read.tabular.conversion import Mistake
from timetax.read.tabular.model import Cell
from timetax.read.tabular.texts import Texts
from timetax.wording.hints import shown


def join_columns(body: Body) -> list[Mistake]:
    """Put the cells of such columns into the first of them; return those that contradict it."""
    mistakes = []
    for column in body.columns.values():
        if not column.also:
            continue
        joined: list[Cell] = list(body.grid.columns[column.index].cells)
        for index in column.also:
            for row, cell in enumerate(body.grid.columns[index].cells):
                text, own = (cell or "").strip(), (joined[row] or "").strip()
                if not text or (own and not text.strip("0.,")):
                    continue
                if own.strip("0.,") and own != text:
                    message = (
                        f"{column.heading} is {shown(own)} here, and "
                        f"{shown(body.table.headings[index])}, which is the same, {shown(text)}"
                    )
                    mistakes.append(Mistake(row, index, column.key, "value", message))
                joined[row] = cell
        texts = Texts()
        texts.extend(joined)
        body.grid.columns[column.index] = texts
    return mistakes
