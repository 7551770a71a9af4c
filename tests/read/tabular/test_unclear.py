"""A heading that does not say enough is settled by the hours that are printed, or asked about."""

from tests.read.tabular.wild import hours_read
from timetax.read.tabular.model import TableOptions

FACTORS = "Title,Agency,Respondents,Responses per respondent,Minutes per response,"
ROWS = "A,X,100,2,30,{}\nB,X,50,1,90,{}\nC,Y,10,4,15,{}\n"
READ = "'Hours' is read as hours of all in a year (so responses \u00d7 time give the hours printed "


def test_hours_that_responses_and_time_give_are_those_of_a_year() -> None:
    for rows in (ROWS.format(100, 75, 10), ROWS.format(100, "", 10)):
        hours, notes = hours_read(f"{FACTORS}Hours\n{rows}Total,,160,,,\n")
        assert hours == 185
        assert any(note.startswith(READ) for note in notes)


def test_they_count_where_no_time_is_known() -> None:
    rows = "A,X,100,2,30,100\nB,X,50,1,90,75\nC,Y,,,,10\nTotal,,,,,185\n"
    hours, notes = hours_read(f"{FACTORS}Hours\n{rows}")
    assert hours == 185
    assert (
        "The file's own total of hours (wild.csv:5), 185, is the sum of the 3 rows read." in notes
    )


def test_one_row_that_differs_is_no_proof() -> None:
    hours, (question,) = hours_read(f"{FACTORS}Hours\n{ROWS.format(100, 75, 12)}")
    assert hours is None
    assert "'Hours' does not say enough" in question


def test_hours_for_one_response_are_proved_by_those_of_a_year() -> None:
    text = (
        "Title,Agency,Respondents,Frequency,Hours,Total annual burden hours\n"
        "A,X,100,quarterly,.5,200\nB,X,50,annually,1.5,75\nTotal,,150,,,275\n"
    )
    hours, notes = hours_read(text)
    assert hours == 275
    assert any(note.startswith("'Hours' is read as hours for one response") for note in notes)


def test_responses_a_year_are_proved_to_be_those_of_each() -> None:
    head = "Title,Agency,Respondents,Responses per year,Minutes per response,Total annual hours\n"
    hours, _ = hours_read(head + "A,X,100,2,30,100\nB,X,50,1,90,75\n")
    assert hours == 175


def test_what_is_said_of_a_column_needs_no_proof() -> None:
    text = f"{FACTORS}Hours\n{ROWS.format(1, 2, 3)}"
    hours, _ = hours_read(text, TableOptions({"Hours": "ignore"}))
    assert hours == 185
