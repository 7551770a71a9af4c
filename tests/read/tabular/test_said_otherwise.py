"""Times, scales, rates and headings that are said in other ways are read right, or asked about."""

from fractions import Fraction

import pytest

from tests.read.tabular.wild import hours_read
from timetax.read.tabular.headings import recognised
from timetax.read.tabular.model import TableOptions

HEAD = "Title,Agency,Responses,Time per response\n"


@pytest.mark.parametrize(
    ("time", "minutes"),
    [
        ("\u00be hour", 45), ("1\u00bd hrs", 90), ("half an hour", 30), ("One hour", 60),
        ("1 hr 30 M", 90), ("una hora", 60), ("2 ore", 120), ("3 uur", 180),
    ],
)  # fmt: skip
def test_a_time_in_words_or_with_a_fraction_says_its_unit(time: str, minutes: int) -> None:
    assert hours_read(f"{HEAD}A,X,60,{time}\n")[0] == minutes


@pytest.mark.parametrize("heading", ["Minutes per response", "Total annual hours"])
def test_a_capital_m_may_be_millions_and_is_never_minutes(heading: str) -> None:
    hours, (mistake, *_) = hours_read(
        f"Title,Agency,Responses,{heading}\nA,X,60,1.2M\nB,X,60,2 h\n"
    )
    assert hours is None
    assert "'1.2M' may be minutes or millions; write `min`, or the number in full" in mistake


def test_a_heading_may_speak_of_hundreds() -> None:
    head = "Title,Agency,Responses (in 100s),Hours per response\n"
    assert hours_read(f"{head}A,X,5,1\n")[0] == 500
    assert recognised("Hours per 100s of forms") is None


def test_days_are_hours_only_as_many_as_the_answer_says() -> None:
    table = "Title,Agency,Responses,Days per response\nA,X,10,2\n"
    hours, (question,) = hours_read(table)
    assert hours is None
    assert (
        '`--map "Days per response"=hours_per_response --scale "Days per response"=8`' in question
    )
    mapping = {"Days per response": "hours_per_response"}
    for scale, total in ((8, 160), (24, 480)):
        options = TableOptions(mapping=mapping, scale={"Days per response": Fraction(scale)})
        assert hours_read(table, options)[0] == total


@pytest.mark.parametrize(
    ("heading", "cell", "scale"),
    [("Response rate", "50%", 1), ("Expected response rate", "0.5", 1),
     ("Participation rate (%)", "50", Fraction(1, 100))],
)  # fmt: skip
def test_a_rate_of_response_is_asked_about(heading: str, cell: str, scale: int | Fraction) -> None:
    table = f"Title,Agency,Respondents,{heading},Hours per response\nA,X,1000,{cell},1\n"
    hours, (question,) = hours_read(table)
    assert hours is None
    assert "may decide the total" in question
    read = TableOptions(
        mapping={heading: "responses_per_respondent"}, scale={heading: Fraction(scale)}
    )
    assert hours_read(table, read)[0] == 500
    assert hours_read(table, TableOptions(mapping={heading: "ignore"}))[0] == 1_000


def test_responses_of_parts_of_a_year_are_added_up() -> None:
    table = "Title,Agency,Q1 responses,Q2 responses,Hours per response\nA,X,10,20,1\n"
    hours, questions = hours_read(table)
    assert hours is None
    assert '`--map "Q1 responses"=+responses`' in questions[0]
    parts = TableOptions(mapping={"Q1 responses": "+responses", "Q2 responses": "+responses"})
    assert hours_read(table, parts)[0] == 30


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Responses / R\u00e9ponses", "responses"),
        ("Titre du formulaire (Form title)", "title"),
        ("Agency\nBeh\u00f6rde", "agency"),
        ("Heures totales (Total hours)", "published_hours"),
        ("Numero di risposte", "responses"),
        ("Minuti per risposta", "minutes_per_response"),
        ("Aantal antwoorden", "responses"),
        ("Total hours per year", "published_hours"),
        ("Total number of hours", "published_hours"),
    ],
)
def test_a_heading_in_two_languages_or_another_one_is_known(heading: str, key: str) -> None:
    found = recognised(heading)
    assert found is not None and (found.key, found.choices) == (key, ())


@pytest.mark.parametrize(
    "heading", ["Title (Agency)", "Anzahl F\u00e4lle / Number of people", "Imprese"]
)
def test_a_heading_that_says_two_things_is_not_known(heading: str) -> None:
    assert recognised(heading) is None


@pytest.mark.parametrize(
    ("often", "times"), [("1x/yr", 1), ("2 x / mo", 24), ("twice a week", 104), ("4 per qtr", 16)]
)
def test_how_often_may_be_abbreviated(often: str, times: int) -> None:
    head = "Title,Agency,Respondents,Frequency,Hours per response\n"
    assert hours_read(f"{head}A,X,10,{often},1\n")[0] == 10 * times


def test_a_zero_below_zero_is_zero() -> None:
    assert hours_read(f"{HEAD}A,X,-0,1 hour\nB,X,2,1 hour\n")[0] == 2


def test_a_unit_that_is_none_costs_its_cell_and_not_the_column() -> None:
    table = "Title,Agency,Responses,Time,Unit\nA,X,100,30,min\nB,X,10,2,hours\nC,X,1,1,day\n"
    hours, (mistake,) = hours_read(table)
    assert hours is None
    assert "wild.csv:4:4: error: Time: '1' has no unit, as 'day' beside it is none" in mistake
    assert hours_read(table.replace("day", "hour"))[0] == 71


@pytest.mark.parametrize(
    ("heading", "key", "scales"),
    [
        ("Monthly responses", "responses", ["12"]),
        ("Daily volume of applications", "responses", ["250", "365"]),
        ("Weekly hours per respondent", "hours_per_response", ["52"]),
        ("Hours per 1,000 responses", "hours_per_response", ["1/1000"]),
        ("Minutes for 100 forms", "minutes_per_response", ["1/100"]),
        ("Total annual minutes", "published_hours", ["1/60"]),
        ("Total seconds", "published_hours", ["1/3600"]),
    ],
)
def test_an_answer_multiplies_as_the_heading_says(
    heading: str, key: str, scales: list[str]
) -> None:
    hours, questions = hours_read(f'Title,Agency,Respondents,"{heading}"\nA,X,100,1\n')
    assert hours is None
    for scale in scales:
        option = f'--map "{heading}"={key} --scale "{heading}"={scale}'
        assert option in " ".join(questions)


def test_a_part_in_minutes_is_added_in_minutes() -> None:
    table = "Title,Agency,Responses,Total hours,Travel minutes\nA,X,10,6,60\n"
    hours, (question,) = hours_read(table)
    assert hours is None
    option = '`--map "Travel minutes"=+published_hours --scale "Travel minutes"=1/60`'
    assert option in question
    parts = TableOptions(
        mapping={"Travel minutes": "+published_hours"}, scale={"Travel minutes": Fraction(1, 60)}
    )
    assert hours_read(table, parts)[0] == 7


def test_a_second_row_of_headings_that_says_the_same_is_no_form_and_no_other_table() -> None:
    second = "Titre,Organisme,R\u00e9ponses par an,Minutes par r\u00e9ponse\n"
    table = f"Title,Agency,Annual responses,Minutes per response\n{second}A,X,100,30\n"
    assert hours_read(table)[0] == 50
    other, (question,) = hours_read(table.replace("Minutes par", "Heures par"))
    assert other is None
    assert "the headings change here" in question
