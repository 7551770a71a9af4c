import pytest

from tests.read.tabular.tables import csv_of, forms, mistakes, read_csv

ROWS = [["Title", "Agency", "Respondents", "Burden"], ["A", "IRS", "1200", "3"]]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        (
            csv_of(ROWS),
            {"mapping": {"Burden": "ignore"}},
            "nothing that is read tells how long it takes (left out as asked: 'Burden').",
        ),
        (
            csv_of(ROWS),
            {"mapping": {"Burden": "minutes_per_response", "Respondents": "ignore"}},
            "nothing that is read tells how many respond (left out as asked: 'Respondents').",
        ),
        (
            "Title,Agency,Respondents,Minutes per response\nA,IRS,5,n/a\n",
            {},
            "nothing that is read tells how long it takes.",
        ),
    ],
)
def test_a_table_that_no_hours_come_of_is_said_to_be_one_and_why(
    text: str | bytes, options: dict[str, object], said: str
) -> None:
    table = read_csv(text, **options)
    assert forms(table)
    assert f"No hours come of forms.csv: {said}" in table.notes


def test_printed_hours_alone_are_hours() -> None:
    table = read_csv("Title,Agency,Total hours\nA,IRS,5\n")
    assert [form["published_hours"] for form in forms(table)] == ["5"]
    assert not any("No hours" in note for note in table.notes)


def test_a_table_with_hours_says_nothing_of_the_kind() -> None:
    table = read_csv(csv_of(ROWS), mapping={"Burden": "published_hours"})
    assert not any("No hours" in note for note in table.notes)


def test_a_year_of_which_there_is_no_row_is_an_error_that_names_those_there_are() -> None:
    rows = [["Title", "Agency", "Responses", "Year"], ["A", "X", "1", "2023"]]
    (message,) = mistakes(read_csv(csv_of(rows), years="2020"))
    assert message == (
        "--year 2020: error: no row is of that year; write `--year 2023` or `--year all` [option]"
    )


def test_a_year_is_not_chosen_from_a_table_without_years() -> None:
    rows = [["Title", "Agency", "Responses"], ["A", "X", "1"]]
    (message,) = mistakes(read_csv(csv_of(rows), years="2020"))
    assert message.startswith("--year 2020: error: no column holds years; write `--year all`")
