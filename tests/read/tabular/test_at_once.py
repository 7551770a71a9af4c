"""Large texts are read column by column, with the cells that reading row by row finds."""

import csv
import io
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.read.tabular.tables import HEADINGS, csv_of, mistakes, read_csv
from timetax.read.tabular import at_once
from timetax.read.tabular.delimited import open_delimited
from timetax.read.tabular.model import Row
from timetax.read.tabular.texts import Grid, gathered

ROOT = Path(__file__).parents[3]
CELL = st.text(st.sampled_from('a "\n\r,;é\ufeff\u2028'), max_size=4)


def by_row(text: str, first: int, width: int) -> Grid:
    rows = open_delimited(text, "forms.csv", ",", {}).rows
    list(islice(rows, first))
    return gathered(rows, width, unfit)


def unfit(row: Row, number: int) -> Row:
    raise AssertionError(f"row {number} is not as wide as the headings: {row!r}")


def require_same(text: str, first: int, width: int) -> bool:
    """Return whether the text was read at once; then the cells are the same."""
    grid = at_once.read_at_once(text, ",", first, width)
    if grid is None:
        return False
    other = by_row(text, first, width)
    assert grid.count == other.count
    assert [list(each.cells) for each in grid.columns.values()] == [
        list(each.cells) for each in other.columns.values()
    ]
    return True


@given(st.text(st.sampled_from('a",\n\r é\ufeff'), max_size=30), st.integers(0, 2))
@example('a,b\n"a"a,b\n', 1)
@example('a,b\na"a",b\n', 1)
@example('a,b\n"a,b\n', 1)
@example('a,b\n"a\nb",c\n', 1)
@example("a,b\n\nc,d\n", 1)
@example("a,b\n\ufeffc,d\n", 1)
@example('a,b\n"""",""\n', 0)
def test_whatever_the_text_is_its_cells_are_the_same_or_it_is_left_alone(
    text: str, first: int
) -> None:
    require_same(text, first, 2)


@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=2, max_size=9),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_rows_that_a_program_writes_are_read_at_once_unless_a_cell_has_lines(
    rows: list[tuple[str, str, str]], end: str, quoting: int
) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=end, quoting=quoting).writerows(rows)
    has_lines = any("\n" in cell or "\r" in cell for row in rows for cell in row)
    text = file.getvalue()
    is_marked = text.split("\n")[1].startswith("\ufeff")
    assert require_same(text, 1, 3) or has_lines or is_marked


def test_every_example_has_the_same_cells() -> None:
    read = 0
    for path in sorted([*ROOT.glob("examples/*.csv"), *ROOT.glob("tests/**/*.csv")]):
        text = path.read_text("utf-8-sig")
        for delimiter in (",", ";"):
            width = text.split("\n", 1)[0].count(delimiter) + 1
            read += require_same(text.replace(delimiter, ","), 1, width)
    assert read > 10


def test_a_mistake_in_a_large_text_names_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [HEADINGS, *([f"A {each}", "X", each, 15] for each in range(500)), ["B", "X", "?!", 15]]
    one = mistakes(read_csv(csv_of(rows)))
    assert one[0].startswith("forms.csv:502:3: ")
    monkeypatch.setattr(at_once, "_LEAST", 0)
    assert mistakes(read_csv(csv_of(rows))) == one
