"""The text of a report keeps to its width, and breaks lines where they can be read."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timetax.render.formats.text import render
from timetax.reports.report import Column, Report, Row, Section
from timetax.wording.numbers import Kind

COLUMNS = (Column("form", "form"), Column("title", "title"), Column("n", "hours", Kind.HOURS))
TEXTS = st.text(st.sampled_from("ab c-\n日é"), max_size=60)
ROWS = st.tuples(TEXTS, TEXTS, st.none() | st.floats(0, 1e12))


def report(rows: list[Row], note: str = "") -> Report:
    section = Section("k", "Title", ("form",), COLUMNS, tuple(rows), total=("Total", "", 1.0))
    return Report("A title", "A headline", None, None, (section,), (note,), "USD")


@given(rows=st.lists(ROWS, max_size=4), note=TEXTS, width=st.integers(1, 90))
def test_no_line_is_wider_than_the_terminal(rows: list[Row], note: str, width: int) -> None:
    lines = render(report(rows, note), width=width).splitlines()
    assert all(cell_len(line) <= width for line in lines)


def test_numbers_stand_to_the_right_and_are_not_broken() -> None:
    rows: list[Row] = [("a", "a title of a form that is long", 1234.0), ("b", "short", 5.0)]
    assert render(report(rows), width=30).splitlines()[3:-2] == [
        "Title",
        "form    title            hours",
        "─" * 30,
        "a       a title of a     1,234",
        "        form that is",
        "        long",
        "b       short                5",
        "─" * 30,
        "Total                        1",
    ]


def test_colour_changes_nothing_but_the_colour() -> None:
    made = report([("a", "a title of a form that is long", None)], "A note.")
    colored = render(made, width=30, color=True)
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m"):
        colored = colored.replace(code, "")
    assert [line.rstrip() for line in colored.splitlines()] == render(made, width=30).splitlines()
