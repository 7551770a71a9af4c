"""Habits of real burden sheets: each gives the right total, or a question that leads to it."""

import pytest

from tests.read.tabular.wild import hours_read
from timetax.read.tabular.model import TableOptions

HEAD = "Title,Agency,Annual responses,Hours per response,Total hours\n"
ROWS = "A,X,100,2,200\nB,X,50,1,50\n"
OFTEN = "Title,Agency,Respondents,Frequency,Hours per response\n"


def test_a_group_over_columns_says_nothing_of_what_its_first_column_is() -> None:
    hours, _ = hours_read(
        "Agency,Title,Number of respondents,Burden,\n"
        ",,,Responses per respondent,Hours per response\nX,A,1000,2,.5\nX,B,200,1,1.5\n"
    )
    assert hours == 1_300


def test_frequencies_in_words_are_in_the_sums_of_the_file() -> None:
    hours, notes = hours_read(
        OFTEN.replace("\n", ",Total annual hours\n")
        + "A,X,100,quarterly,.5,200\nB,X,50,annually,1.5,75\nTotal,,150,,,275\n"
    )
    assert hours == 275
    assert (
        "The file's own total of hours (wild.csv:4), 275, is the sum of the 2 rows read." in notes
    )


@pytest.mark.parametrize("text", ["Daily", "Bi-weekly", "Monthly; annually", "täglich", "4x"])
def test_more_than_once_a_year_is_no_once_a_year(text: str) -> None:
    table = f"{OFTEN}A,X,100,{text},1\nB,X,50,Annually,1\n"
    hours, (question,) = hours_read(table)
    assert hours is None
    assert "put the number into the cell" in question
    assert hours_read(table.replace(text, "26"))[0] == 2_650
    assert hours_read(table, TableOptions({"Frequency": "ignore"}))[0] == 150


@pytest.mark.parametrize(
    "rows",
    [
        "Current inventory,X,140,,230\nChange,X,10,,20\n",
        "Previously approved,X,140,,230\nNet change in burden,X,10,,20\n",
        "Average per form,X,75,,125\nMedian,X,74,,120\n",
        "Previous burden,X,140,,230\nBurden change,X,10,,20\n",
        "Year 1,X,10,,20\nYear 2,X,10,,30\n",
        "Federal government burden,X,1,,40\nAnnual cost to the Federal Government,X,1,,20\n",
        "Durchschnitt,X,75,,125\nVeränderung,X,10,,20\n",
    ],
)
def test_rows_that_compare_totals_are_asked_about(rows: str) -> None:
    table = f"{HEAD}{ROWS}Total,X,150,,250\n{rows}"
    hours, questions = hours_read(table)
    assert hours is None
    assert "`--rows drop:5,6` (no forms)" in questions[0]
    dropped, _ = hours_read(table, TableOptions(drop=(range(5, 7),)))
    assert dropped == 250


def test_a_chapter_that_is_the_sum_of_its_sections_is_no_form() -> None:
    head, rows = "No.,Title,Agency,Annual responses,Total hours\n", "2,Reports,X,10,10\n"
    chapter = "1,Licensing,X,150,250\n1.1,New,X,100,200\n1.2,Renewal,X,50,50\n"
    hours, notes = hours_read(f"{head}{chapter}{rows}2.1,Late,X,5,7\n")
    assert hours == 267
    assert any(note.startswith("Left out as a total, by its figures: 1 row") for note in notes)
    hours, (question,) = hours_read(f"{head}{chapter}{rows}")
    assert hours is None
    assert "`--rows drop:2` (a total, not counted)" in question


def test_a_form_about_a_change_is_a_form() -> None:
    table = f"{HEAD}Change of address,X,100,2,200\nNew total loss report,X,50,1,50\n"
    assert hours_read(table.replace("total loss", "loss"))[0] == 250


def test_the_marks_of_notes_behind_a_heading_are_no_part_of_it() -> None:
    hours, _ = hours_read("Title*,Agency†,Annual responses¹,Hours per response²\nA,X,100,½\n")
    assert hours == 50
    _, (mistake,) = hours_read('Title,Agency,Annual responses,Hours per response\nA,X,"1,234¹",1\n')
    assert "must be the number alone, such as 1,234" in mistake


def test_times_of_the_clock_are_read_where_the_heading_says_so_and_else_asked_about() -> None:
    table = "Title,Agency,Annual responses,Time per response (hh:mm)\nA,X,100,0:30\nB,X,9,1:15\n"
    assert hours_read(table)[0] == 61.25
    assert hours_read(table.replace("1:15", "1:15:00"))[0] == 61.25
    hours, (question,) = hours_read(table.replace("(hh:mm)", "(mm:ss)"))
    assert hours is None
    assert "holds times such as '0:30'" in question


def test_a_scale_in_an_unclear_heading_is_part_of_the_proof() -> None:
    hours, _ = hours_read(
        "Title,Agency,Responses (thousands),Minutes per response,Hours (thousands)\n"
        "A,X,100,30,50\nB,X,50,60,50\nC,X,,,1\n"
    )
    assert hours == 101_000
