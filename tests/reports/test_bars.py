"""Bars beside figures at a terminal: as long as the figures, and never in the way of one."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from timetax.cli.output import draws_bars, told
from timetax.engine.burden import with_burden
from timetax.read.options import AS_THEY_ARE
from timetax.read.to_tables import tables_at
from timetax.render.reports import format_report
from timetax.reports.bars import BAR, bars_of, with_bars
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Report, Section
from timetax.reports.summary import report_on
from timetax.wording.numbers import Kind

FULL = "\N{FULL BLOCK}"


def report() -> Report:
    return report_on(with_burden(tables_at(["examples/city.yaml"], AS_THEY_ARE)))


def test_bars_are_as_long_as_their_figures_and_of_what_is_not_known_there_is_none() -> None:
    assert bars_of([4.0, 2.0, 0.0, None, float("nan"), "text"]) == [
        FULL * BAR,
        FULL * (BAR // 2),
        "",
        None,
        None,
        None,
    ]


def test_bars_of_less_and_more_stand_on_the_sides_of_a_line() -> None:
    less, more = bars_of([-1.0, 1.0])
    assert less is not None
    assert more is not None
    assert (less[-1], more.strip()[0]) == ("│", "│")


def test_all_else_of_a_report_stays_as_it_is() -> None:
    before, after = report(), with_bars(report())
    assert [each.for_data() for each in after.sections] == [
        each.for_data() for each in before.sections
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 110, 160])
def test_a_bar_goes_before_any_figure_for_want_of_room(width: int) -> None:
    plain, drawn = (
        format_report(report(), width=width),
        format_report(with_bars(report()), width=width),
    )
    assert max(map(len, drawn.splitlines())) <= width
    for line in plain.splitlines():
        if line.startswith(("department ", "form ")):
            assert set(line.split()) <= set(drawn.split())


def test_rows_that_stand_under_others_keep_their_columns() -> None:
    columns = (Column("what", "what"), Column("hours", "hours", Kind.HOURS))
    over = Section(
        "over", "Over", ("what",), columns, (("A", 2.0),), chart=Chart("bars", ("hours",))
    )
    under = replace(
        over,
        key="under",
        by=("what", "part"),
        columns=(Column("under", "under"), *columns),
        rows=(("A", "B", 1.0),),
        nested_in="over",
        chart=None,
    )
    made = Report("A", "B.", None, None, (over, under), (), "USD")
    (table,) = with_bars(made).for_people()
    assert [line.cells for line in table.lines] == [("A", "2", FULL * BAR), ("B", "1", "")]


@pytest.mark.parametrize(
    ("terminal", "plain", "output", "drawn"),
    [
        (True, False, None, True),
        (False, False, None, False),
        (True, True, None, False),
        (True, False, Path("a.txt"), False),
    ],
)
def test_bars_are_drawn_at_a_terminal_unless_it_is_to_be_plain(
    terminal: bool, plain: bool, output: Path | None, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    monkeypatch.setenv("TERM", "xterm")
    with told(quiet=False, verbose=False, plain=plain):
        assert draws_bars(output) is drawn
    monkeypatch.setenv("TERM", "dumb")
    assert not draws_bars(None)
