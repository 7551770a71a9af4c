"""Respondents of whom nothing says how often they respond, beside hours that are printed."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from tests.read.tabular.tables import column, csv_of, forms, mistakes, read_csv
from timetax.read.tabular.reading import TableReading

HEADINGS = ["Title", "Agency", "Number of respondents", "Hours per response", "Total annual hours"]
AS_PRINTED = {"responses_per_respondent": "published_hours"}
ONCE = {"responses_per_respondent": "1"}


def table(often: Sequence[int], *, whole: bool = False) -> list[list[object]]:
    """Return a table of forms that are sent in so often, of which it says nothing."""
    rows: list[list[object]] = [[*HEADINGS]]
    for number, times in enumerate(often):
        people, each = 137 + 61 * number, (0.25, 0.5, 2)[number % 3]
        hours = people * times * each
        rows.append([f"Form {number}", "IRS", people, each, round(hours) if whole else hours])
    return rows


def hours(often: Sequence[int]) -> Fraction:
    """Return the hours that the table of these prints."""
    return sum((Fraction(str(row[4])) for row in table(often)[1:]), Fraction(0))


def hours_of(read: TableReading) -> Fraction:
    """Return the hours of the forms that were read, exactly."""
    factors = ("respondents", "responses_per_respondent", "minutes_per_response")
    columns = ([Fraction(each) for each in column(key, read)] for key in factors)
    return sum((a * b * c / 60 for a, b, c in zip(*columns, strict=True)), Fraction(0))


@pytest.mark.parametrize("often", [(1, 1, 1, 2, 4, 12), (4, 4, 4, 4), (2, 1, 1), (12, 1)])
def test_printed_hours_of_more_than_one_response_each_are_asked_about(often: list[int]) -> None:
    (message,) = mistakes(read_csv(csv_of(table(often))))
    more = sum(each > 1 for each in often)
    assert f"{more} of {len(often)} rows do not print the hours of one response each" in message
    assert "`--fill responses_per_respondent=published_hours`" in message
    assert "`--fill responses_per_respondent=1`" in message


def test_responses_less_often_than_once_a_year_are_asked_about_as_well() -> None:
    rows: list[list[object]] = [[*HEADINGS]]
    rows += [["Form", "IRS", 300 + each, 1, (300 + each) / 3] for each in range(5)]
    (message,) = mistakes(read_csv(csv_of(rows)))
    assert "300 times 60 minutes are 300 hours, and 100 are printed" in message


def test_how_often_as_the_printed_hours_say_makes_the_hours_that_are_printed() -> None:
    often = (1, 1, 1, 2, 4, 12)
    read = read_csv(csv_of(table(often)), fill=AS_PRINTED)
    assert hours_of(read) == hours(often)
    assert [float(each) for each in column("responses_per_respondent", read)] == [*often]
    assert column("basis", read) == [{"responses_per_respondent": "inferred"}] * len(often)
    assert any("6 rows responses_per_respondent follows from" in each for each in read.notes)


def test_once_as_asked_makes_the_hours_of_one_response_each() -> None:
    read = read_csv(csv_of(table((1, 1, 2, 4))), fill=ONCE)
    assert hours_of(read) == hours((1, 1, 1, 1))
    assert not any("counted with one response" in each for each in read.notes)


def test_a_row_that_prints_other_hours_among_many_is_left_to_the_check() -> None:
    read = read_csv(csv_of(table((1,) * 9 + (4,))))
    assert "responses_per_respondent" not in forms(read)[0]
    assert any("counted with one response a year" in each for each in read.notes)


def test_hours_that_are_rounded_as_printed_are_those_of_one_response_each() -> None:
    rows: list[list[object]] = [[*HEADINGS]]
    for number in range(8):  # 5 minutes, printed as 0.08 hours
        people = 100 + 13 * number
        rows.append([f"Form {number}", "IRS", people, 0.08, round(Fraction(people, 12))])
    assert len(forms(read_csv(csv_of(rows)))) == 8
    assert len(forms(read_csv(csv_of(table((1,) * 8, whole=True))))) == 8


def test_rows_with_an_empty_frequency_are_asked_about_and_the_others_stay() -> None:
    rows = table((1, 2, 4, 12, 2, 4))
    often = ["Responses per respondent", 1, 2, 4, "", "", ""]
    rows = [[*row, each] for row, each in zip(rows, often, strict=True)]
    (message,) = mistakes(read_csv(csv_of(rows)))
    assert "3 of 3 rows do not print the hours of one response each" in message
    read = read_csv(csv_of(rows), fill=AS_PRINTED)
    assert column("responses_per_respondent", read) == ["1", "2", "4", "12", "2", "4"]


def test_rows_whose_frequency_is_no_figure_in_words_are_asked_about_and_the_others_stay() -> None:
    rows = table((12, 12, 3, 5))
    often = ["Frequency", "Monthly", "Monthly", "On occasion", "On occasion"]
    rows = [[*row, each] for row, each in zip(rows, often, strict=True)]
    (message,) = mistakes(read_csv(csv_of(rows)))
    assert "2 of 2 rows" in message
    read = read_csv(csv_of(rows), fill=AS_PRINTED)
    assert [float(each) for each in column("responses_per_respondent", read)] == [12, 12, 3, 5]
    once = read_csv(csv_of(rows), fill=ONCE)
    assert [float(each) for each in column("responses_per_respondent", once)] == [12, 12, 1, 1]


def test_how_often_cannot_follow_from_hours_that_are_not_printed() -> None:
    rows = [row[:4] for row in table((1, 1))]
    (message,) = mistakes(read_csv(csv_of(rows), fill=AS_PRINTED))
    assert "--fill responses_per_respondent=published_hours" in message
    assert "which are not all there" in message
