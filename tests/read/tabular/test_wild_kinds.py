"""Kinds of real tables: each gives the right total, or a question that leads to it."""

from fractions import Fraction

import pytest

from tests.read.tabular.wild import hours_read
from timetax.read.tabular.model import TableOptions

HEAD = "Title,Agency,Responses,Total hours\n"
WHOLE = "Licensing,X,300,400\n"
REST = "Reports,X,50,50\n"
TIMES = "Title,Agency,Responses,Time per response\n"


@pytest.mark.parametrize(
    "parts",
    [
        "    New,X,100,300\n    Renewal,X,200,100\n",
        "- New,X,100,300\n- Renewal,X,200,100\n",
        "\u2022 New,X,100,300\n\u2022 Renewal,X,200,100\n",
        "a) New,X,100,300\nb) Renewal,X,200,100\n",
        "Licensing: new,X,100,300\nLicensing: renewal,X,200,100\n",
    ],
)
def test_a_row_that_sums_what_is_set_in_below_it_is_asked_about(parts: str) -> None:
    hours, (question,) = hours_read(f"{HEAD}{WHOLE}{parts}{REST}")
    assert hours is None
    assert "`--rows drop:2` (a total, not counted)" in question
    dropped, _ = hours_read(f"{HEAD}{WHOLE}{parts}{REST}", TableOptions(drop=(range(2, 3),)))
    assert dropped == 450


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("    new", "    renewal"),
        ("Licensing: new", "Licensing: renewal"),
        ("Licensing(a)", "Licensing(b)"),
    ],
)
def test_parts_are_seen_wherever_they_stand_in_a_large_table(first: str, second: str) -> None:
    hours, (question,) = hours_read(
        _large("A,Licensing,30,10", f"A,{first},10,10", f"A,{second},20,10")
    )
    assert hours is None
    assert "'Licensing' says nothing of a total" in question


def test_chapters_are_seen_wherever_they_stand_in_a_large_table() -> None:
    whole = "A,7 Licensing,3000,10"
    parts = "A,7.1 New,1100,10", "A,7.2 Renewal,1900,10"
    with_it, _ = hours_read(_large(whole, *parts))
    without_it, _ = hours_read(_large(*parts))
    assert with_it == without_it is not None


def test_a_cell_of_white_space_has_no_parts() -> None:
    hours, _ = hours_read('Form,Title,Agency,Responses,Minutes\n"  ",A,X,30,10\n" x",B,X,30,10\n')
    assert hours == 10


def _large(*rows: str) -> str:
    """Return a table of thousands of rows, with these among them."""
    made = [f"A,Form {i * 7919 % 100003} x,{100 + i * 37 % 991},{5 + i % 50}" for i in range(5_000)]
    return "\n".join(["Agency,Title,Respondents,Minutes", *made[:3457], *rows, *made[3457:], ""])


def test_a_row_that_sums_what_goes_on_from_its_number_is_asked_about() -> None:
    parts = "1040,A,IRS,300,400\n1040 Sch. A,B,IRS,100,300\n1040 Sch. B,C,IRS,200,100\n"
    table = f"Form,{HEAD}{parts}4506,D,IRS,50,50\n"
    hours, (question,) = hours_read(table)
    assert hours is None
    assert "its 400 hours are the sum of 2 other rows" in question
    unlike, _ = hours_read(table.replace("300,400", "300,700"))
    assert unlike == 1_150


def test_all_beside_a_title_may_be_whom_a_form_is_for() -> None:
    head = "Title,Agency,Whom,Responses,Total hours\n"
    parts = "Licensing,X,All,300,400\nLicensing,X,People,100,300\nLicensing,X,Firms,200,100\n"
    hours, (question,) = hours_read(f"{head}{parts}Reports,X,All,50,50\n")
    assert hours is None
    assert "'Reports' speaks" in question or "'All' speaks" in question
    kept, _ = hours_read(
        f"{head}{parts}Reports,X,All,50,50\n",
        TableOptions(keep=(range(5, 6),), drop=(range(2, 3),)),
    )
    assert kept == 450


def test_what_is_carried_forward_is_no_form() -> None:
    carried = "Carried forward,,300,400\nBrought forward,,300,400\n"
    hours, notes = hours_read(f"{HEAD}{WHOLE}{carried}{REST}Total,,350,450\n")
    assert hours == 450
    assert any("(wild.csv:6), 450, is the sum of the 2 rows read" in note for note in notes)


def test_a_table_on_its_side_and_two_side_by_side_are_named_as_such() -> None:
    _, (turned,) = hours_read("Title,A,B\nAgency,X,X\nResponses,9,8\nHours per response,1,2\n")
    assert "the table lies on its side" in turned
    head, row = HEAD.strip(), "A,X,1,1"
    _, (beside,) = hours_read(f"{head},,{head}\n{row},,{row}\n")
    assert "columns 6 to 9 have the headings of columns 1 to 4" in beside
    assert "--map" not in beside


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("0.50 (30 minutes)", 50), ("0.08 (5 minutes)", 8), ("30 minutes (0.5 hours)", 50)],
)
def test_a_time_that_is_said_twice_names_its_unit(cell: str, hours: float) -> None:
    assert hours_read(f"{TIMES}A,X,100,{cell}\n")[0] == pytest.approx(hours)


def test_two_times_in_a_cell_that_differ_are_an_error() -> None:
    _, (mistake,) = hours_read(f"{TIMES}A,X,100,0.50 (5 minutes)\n")
    assert "says two times that are not the same" in mistake


def test_a_column_of_clock_times_is_read_once_it_is_said_to_be_in_hours() -> None:
    table = f"{TIMES}A,X,100,1:30\nB,X,50,0:15\n"
    _, (question,) = hours_read(table)
    assert 'Time per response"=hours_per_response' in question
    said = TableOptions({"Time per response": "hours_per_response"})
    assert hours_read(table, said)[0] == 162.5
    _, mistakes = hours_read(f"{table}C,X,9,1.5\n", said)
    assert "is a time of day or minutes and seconds" in mistakes[0]


def test_records_and_disclosures_are_responses() -> None:
    head = "Title,Agency,No. of Recordkeepers,No. of Records per Recordkeeper,Total Annual Records"
    hours, _ = hours_read(f"{head},Hours per Recordkeeping\nA,X,5,2,10,3\n")
    assert hours == 30


def test_sums_of_a_pivot_table_are_what_they_sum() -> None:
    head = "Agency,Title,Sum of Responses,Sum of Burden Hours\n"
    assert hours_read(f"{head}X,A,10,20\nX,B,5,7\n")[0] == 27


def test_min_beside_max_is_no_minutes() -> None:
    hours, questions = hours_read("Title,Agency,Responses,Min,Max,Mean\nA,X,100,60,120,90\n")
    assert hours is None
    assert "'Min' holds figures" in questions[0]


@pytest.mark.parametrize("heading", ["Type of respondents", "Status", "Obligation"])
def test_words_of_no_vocabulary_can_be_left_out(heading: str) -> None:
    table = f"Title,Agency,Responses,Hours per response,{heading}\nA,X,10,2,Ongoing\n"
    _, (mistake,) = hours_read(table)
    assert "=ignore`" in mistake
    assert hours_read(table, TableOptions({heading: "ignore"}))[0] == 20


@pytest.mark.parametrize("text", ["1M", "5 Tsd", "5 Mill."])
def test_a_letter_that_may_be_a_scale_is_never_left_away(text: str) -> None:
    _, (mistake,) = hours_read(f"Title,Agency,Responses,Hours per response\nA,X,{text},1\n")
    assert "such as" not in mistake


@pytest.mark.parametrize("day", ["Dec. 31, 2026", "December 31 2026", "31 Dec 2026", "Sept. 2026"])
def test_dates_with_the_name_of_a_month_are_read(day: str) -> None:
    head = "Title,Agency,Responses,Hours per response,Expiration date\n"
    assert hours_read(f'{head}A,X,10,2,"{day}"\n')[0] == 20


PARTS = "Title,Agency,Responses,Reading the law,Filling in\nA,X,100,10 min.,20 min.\n"


def test_times_under_unknown_headings_are_asked_about_until_each_is_settled() -> None:
    hours, questions = hours_read(PARTS)
    assert hours is None
    assert len(questions) == 2
    one = {"Reading the law": "+minutes_per_response"}
    hours, (question,) = hours_read(PARTS, TableOptions(one))
    assert hours is None
    assert '--map "Filling in"=+minutes_per_response' in question
    both = TableOptions(one | {"Filling in": "+minutes_per_response"})
    assert hours_read(PARTS, both)[0] == 50
    assert hours_read(PARTS, TableOptions(one | {"Filling in": "ignore"}))[0] == pytest.approx(
        50 / 3
    )


@pytest.mark.parametrize(
    ("head", "row", "answers", "right"),
    [
        ("Reporting hours,Recordkeeping hours", "300,100",
         {"Reporting hours": "published_hours", "Recordkeeping hours": "+published_hours"}, 400),
        ("Hours per response,Minutes per response", "1,30",
         {"Minutes per response": "+minutes_per_response"}, 150),
        ("Hours per response,Recordkeeping hours per response", "1,0.5",
         {"Recordkeeping hours per response": "+hours_per_response"}, 150),
    ],
)  # fmt: skip
def test_columns_that_are_parts_of_one_figure_are_added_up(
    head: str, row: str, answers: dict[str, str], right: float
) -> None:
    table = f"Title,Agency,Responses,{head}\nA,X,100,{row}\n"
    hours, questions = hours_read(table)
    assert hours is None
    last = list(answers.items())[-1]
    assert f'"{last[0]}"={last[1]}`' in questions[-1]
    assert hours_read(table, TableOptions(answers))[0] == right


def test_only_figures_are_added_up() -> None:
    _, mistakes = hours_read(f"{HEAD}{REST}", TableOptions({"Title": "+title"}))
    assert "columns that are added up are minutes_per_response" in mistakes[0]


@pytest.mark.parametrize(
    ("heading", "times"), [("Responses per month", 12), ("Responses over 3 years", Fraction(1, 3))]
)
def test_figures_of_another_period_are_asked_about_with_what_makes_them_a_year(
    heading: str, times: Fraction
) -> None:
    table = f"Title,Agency,{heading},Hours per response\nA,X,30,1\n"
    hours, (question,) = hours_read(table)
    assert hours is None
    assert f'--map "{heading}"=responses --scale "{heading}"={times}' in question
    said = TableOptions({heading: "responses"}, scale={heading: Fraction(times)})
    assert hours_read(table, said)[0] == 30 * times


def test_hours_of_each_respondent_have_an_answer_that_counts_each_once() -> None:
    table = "Title,Agency,Respondents,Responses per respondent,Hours per respondent\nA,X,200,4,2\n"
    _, (question,) = hours_read(table)
    each, often = ("Hours per respondent", "hours_per_response"), "Responses per respondent"
    assert f'--map "{each[0]}"={each[1]} --map "{often}"=ignore' in question
    assert hours_read(table, TableOptions({each[0]: each[1], often: "ignore"}))[0] == 400
