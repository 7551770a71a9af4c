import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.sweeps.plans import grid, moved, planned, report_on
from timetax.engine.sweeps.axes import Axis
from timetax.engine.sweeps.grid import COLUMNS
from timetax.reports.sweep import sweep_report


def test_fewer_hours_are_left_of_the_line_and_more_are_right_of_it() -> None:
    made = planned({"m": 60}, {"minutes_per_response": "$m"})
    picture = report_on(made, "m=0:180:20").sections[1]
    assert "\n" + "\n".join(str(row[2]) for row in picture.rows) + "\n" == (
        """
▐█████████│
   ▐██████│
      ▕███│
          │
          │███▏
          │██████▍
          │█████████▌
          │████████████▋
          │███████████████▉
          │███████████████████
"""
    )
    assert picture.notes == (
        "The line is no change: fewer hours are to its left, more to its right.",
    )


@given(st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=30, unique=True))
def test_bars_keep_their_width_and_rise_with_the_change(changes: list[float]) -> None:
    changes.sort()
    axis = Axis("x", tuple(map(float, range(len(changes)))))
    rows = [(value, 0, change, 0, 0, 0) for value, change in zip(axis.values, changes, strict=True)]
    frame = pd.DataFrame(rows, columns=["x", *COLUMNS], dtype="float64")
    made = planned({"x": 1}, {"minutes_per_response": {"multiply": "$x"}})
    picture = sweep_report(made, frame, [axis]).sections[1]
    bars = [str(row[2]) for row in picture.rows]
    assert max(map(len, bars)) <= 30
    if changes[0] < 0 < changes[-1]:
        assert len({bar.index("│") for bar in bars}) == 1
    elif changes[-1] <= 0:
        assert [len(bar) for bar in bars] == sorted((len(bar) for bar in bars), reverse=True)
    else:
        assert [len(bar) for bar in bars] == sorted(len(bar) for bar in bars)


def test_one_point_needs_no_picture() -> None:
    report = report_on(moved(), "share=0.25")
    assert report.headline == "At share = 0.25 the change is -100 hours a year."
    assert [each.key for each in report.sections] == ["sweep"]


def test_two_parameters_make_a_cross_table() -> None:
    report = grid("k=1,500,1000", "share=0,0.5,1")
    cross = report.sections[1]
    assert cross.title == "Change in millions of hours a year by k (down) and share (across)"
    assert [column.heading for column in cross.columns] == ["k", "0", "0.5", "1"]
    assert cross.rows == (
        ("1", "4.00", "4.00", "4.00"),
        ("500", "4.30", "4.15", "4.00"),
        ("1,000", "4.60", "4.30", "4.00"),
    )
    assert cross.only_for_people
    assert report.headline == (
        "Over 9 points of k and share the change goes from +4.00 million hours a year "
        "(k = 1, share = 1) to +4.60 million (k = 1,000, share = 0)."
    )


def test_a_wide_cross_table_is_thinned_out_evenly_and_says_so() -> None:
    cross = grid("k=1:100:1", "share=0:1:0.1").sections[1]
    assert [column.heading for column in cross.columns] == [
        "k", "0", "0.2", "0.4", "0.6", "0.8", "1"
    ]  # fmt: skip
    assert len(cross.rows) == 21
    assert (cross.rows[0][0], cross.rows[-1][0]) == ("1", "100")
    assert cross.notes == (
        "21 of 100 values of k, evenly chosen.",
        "6 of 11 values of share, evenly chosen.",
    )


def test_more_than_two_parameters_make_only_the_table() -> None:
    report = grid("k=1,2", "share=0,1", "x=0,5")
    assert [each.key for each in report.sections] == ["sweep"]
    assert report.title == "A reform: sweep of k, share and x"


def test_a_long_sweep_is_pictured_at_even_points_with_both_ends() -> None:
    table, picture = report_on(moved(), "share=0:1:0.001").sections
    assert len(table.rows) == 1001
    assert [row[0] for row in picture.rows] == [f"{n / 20:g}" for n in range(21)]
    assert picture.notes[1] == "21 of 1,001 points, evenly chosen."
