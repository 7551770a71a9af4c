import json

import pytest

import timetax
from tests.engine.sweeps.plans import grid, moved, planned, report_on, two_solutions
from timetax.engine.sweeps.goal_seek import parse_target, solved
from timetax.reports.sweep import solve_report


def test_a_sweep_reads_as_a_table_and_a_picture() -> None:
    report = report_on(moved(), "share=0:1:0.25")
    assert "\n" + timetax.format_report(report, "text", width=80) == (
        """
A reform: sweep of share
share from 0 to 1 moves the change from 0 to -400 hours a year.

Each point
share   hours a year   change     in %
──────────────────────────────────────
    0          1,000        0       0%
 0.25            900   ▼ -100   -10.0%
  0.5            800   ▼ -200   -20.0%
 0.75            700   ▼ -300   -30.0%
    1            600   ▼ -400   -40.0%

Change in hours a year by share
share   change
───────────────────────────────────────────────
    0        0
 0.25   ▼ -100   ███████▌
  0.5   ▼ -200   ███████████████
 0.75   ▼ -300   ██████████████████████▌
    1   ▼ -400   ██████████████████████████████
• No bar is 0 hours a year, a full one -400.

• The change is against the 1,000 hours a year of the baseline.
• In the scenario itself share = 0.5.
"""
    )


def test_a_change_that_turns_is_told_with_its_least_and_its_most() -> None:
    assert report_on(two_solutions(0.3), "s=0:0.9:0.1").headline == (
        "s from 0 to 0.9 moves the change from -600 to -546 hours a year; it is least with -600 "
        "(s = 0) and most with -450 (s = 0.5)."
    )


def test_a_sweep_that_changes_nothing_says_so() -> None:
    report = report_on(planned({"m": 90}, {"minutes_per_response": {"cap": "$m"}}), "m=70,80")
    assert report.headline == "The change is 0 hours a year at each of 2 points."
    assert report.sections[1].notes == ("The change is the same at each point.",)


def test_the_table_can_be_cut_for_people() -> None:
    table = report_on(moved(), "share=0:1:0.001", top=3).sections[0]
    assert [row[0] for row in table.rows] == [0, 0.5, 1]
    assert table.notes == ("3 of 1,001 points, evenly chosen.",)
    assert len(report_on(moved(), "share=0,1", top=1).sections[0].rows) == 1
    with pytest.raises(timetax.InputError, match="must be 1 or more, not 0"):
        report_on(moved(), "share=0,1", top=0)


@pytest.mark.parametrize(
    "texts", [["k=0:1000:0.5"], ["k=1:100:1", "share=0:1:0.1"], ["k=1,2", "share=0,1", "x=0,5"]]
)
def test_a_sweep_fits_eighty_columns(texts: list[str]) -> None:
    for line in timetax.format_report(grid(*texts), "text", width=80).splitlines():
        assert len(line) <= 80
        assert "…" not in line


def test_json_has_every_point_and_no_picture() -> None:
    data = json.loads(timetax.format_report(report_on(moved(), "share=0:1:0.01"), "json"))
    (table,) = data["sections"]
    assert table["key"] == "sweep"
    assert table["by"] == ["share"]
    assert [row["share"] for row in table["rows"]] == [n / 100 for n in range(101)]
    assert table["rows"][25] == {
        "share": 0.25,
        "burden_hours": 900,
        "change_hours": -100,
        "change": -0.1,
        "responses": 1000,
        "change_responses": 0,
    }


def test_csv_is_the_tidy_table() -> None:
    written = timetax.format_report(report_on(moved(), "share=0,1"), "csv")
    assert written == (
        "share,burden_hours,change_hours,change,responses,change_responses\n"
        "0,1000,0,0,1000,0\n"
        "1,600,-400,-0.4,1000,0\n"
    )


def test_ranges_that_stand_at_their_likely_value_are_told() -> None:
    minutes = {"low": 10, "likely": 20, "high": 30}
    made = planned({"s": 0.5, "m": minutes}, {"prefill": "$s", "minutes_per_response": "$m"})
    (*_, note) = report_on(made, "s=0,1").notes
    assert note == "Other figures that are known as ranges stand at their likely values."


def test_a_solution_reads_as_a_sentence_and_a_table() -> None:
    made = moved()
    report = solve_report(made, solved(made, "share", parse_target("-10%")))
    assert "\n" + timetax.format_report(report, "text", width=80) == (
        """
A reform: share for a change of -10%
share = 0.25, instead of 0.5, makes a change of -10%.

Where the target is reached
what          share   hours a year   change     in %
────────────────────────────────────────────────────
solution       0.25            900   ▼ -100   -10.0%
present         0.5            800   ▼ -200   -20.0%
least hours       1            600   ▼ -400   -40.0%
most hours        0          1,000        0       0%

• The change is against the 1,000 hours a year of the baseline.
• 201 values of share from 0 to 1 were tried; they reach changes from -400 to 0
  hours a year.
"""
    )


def test_a_solution_in_json_has_its_value_first() -> None:
    made = moved()
    report = solve_report(made, solved(made, "share", parse_target("-10%")))
    first = json.loads(timetax.format_report(report, "json"))["sections"][0]["rows"][0]
    assert first == {
        "what": "solution",
        "share": 0.25,
        "burden_hours": 900,
        "change_hours": -100,
        "change": -0.1,
        "residual_hours": 0,
    }
