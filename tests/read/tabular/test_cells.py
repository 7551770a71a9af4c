from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.tabular.tables import column, forms, mistakes, one_column
from timetax.catalogue.values import read_figure
from timetax.read.tabular.cells import (
    dates,
    form_numbers,
    ids,
    lines,
    lists,
    numbers,
    times,
    words,
)
from timetax.read.tabular.cells.lines import easy_lines, one_line
from timetax.read.tabular.cells.reader import HARD, CellError
from timetax.read.tabular.cells.words import times_a_year


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("12,000", "12000"),
        ("1,234,567.5", "1234567.5"),
        ("12 000", "12000"),
        ("12\u00a0000", "12000"),
        ("12\u202f000", "12000"),
        ("1'234'567", "1234567"),
        (" 7 ", "7"),
        ("0.25", "0.25"),
        (".5", ".5"),
        ("1e6", "1e6"),
        ("1/6", "1/6"),
        ("1 1/2", "1.5"),
        ("1.2 million", "1200000"),
        ("3 thousand", "3000"),
        ("1_000", "1_000"),
    ],
)
def test_a_figure_is_read_as_people_type_it(text: str, number: str) -> None:
    assert column("responses", one_column("Responses", text)) == [number]
    read_figure(number)


@pytest.mark.parametrize(
    "text",
    ["", " ", "N/A", "n/a", "-", "\u2013", "\u2014", "TBD", "Unknown", "not available", "NaN"],
)
def test_what_says_that_nothing_is_known_leaves_the_key_out(text: str) -> None:
    assert "responses" not in forms(one_column("Responses", text))[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("~500", "must be the number alone, such as 500"),
        ("approx. 500", "must be the number alone, such as 500"),
        ("about 500", "must be the number alone, such as 500"),
        ("<1", "is a bound"),
        ("up to 500", "is a bound"),
        ("500+", "is a bound"),
        ("10-15", "is a range"),
        ("10 to 15", "is a range"),
        ("10\u201315", "is a range"),
        ("-5", "is negative"),
        ("(5)", "is negative"),
        ("\u22125", "is negative"),
        ("lots", "is not a number"),
        ("2024-06-30", "is a date"),
        ("6/30/2024", "is a date"),
        ("Jun-24", "is a date"),
        ("0:30", "is a time of day"),
        ("25%", "is a share"),
        ("$5", "is an amount of money"),
        ("5 forms", "must be the number alone, such as 5"),
        ("25k", "must be the number alone, such as 25000"),
        ("1,000 (est.)", "must be the number alone, such as 1,000"),
        ("1,000*", "must be the number alone, such as 1,000"),
        ("1/0", "is not a number"),
        ("12,34,567", "is not a number"),
        ("#REF!", "is an error of the spreadsheet"),
        ("####", "is a column too narrow"),
        ("none", "may be zero or unknown"),
        ("1e99", "is above 1e+15"),
        ("9" * 50, "is above 1e+15"),
        ("9" * 5000, "is not a number"),
        ("1e999999999", "must be the number alone"),
    ],
)
def test_what_is_no_figure_is_an_error_that_says_why(text: str, said: str) -> None:
    (message,) = mistakes(one_column("Responses", "10", text))
    assert message.startswith("forms.csv:3:3: error: Responses: ")
    assert said in message


@given(st.integers(0, 10**15), st.sampled_from([",", " ", "\u00a0", "\u202f", "'", ""]))
def test_whatever_whole_number_is_written_with_separators_reads_back(
    number: int, separator: str
) -> None:
    text = f"{number:,}".replace(",", separator)
    read = numbers.figure()(text)
    assert read is not None
    assert Fraction(read) == number


@given(st.decimals(0, 10**9, places=4), st.sampled_from([",", " ", "'"]))
def test_whatever_decimal_number_is_written_with_separators_reads_back(
    number: object, separator: str
) -> None:
    text = f"{number:,}".replace(",", separator)
    read = numbers.figure()(text)
    assert read is not None
    assert Fraction(read) == Fraction(str(number))


@given(st.decimals(0, 10**9, places=3))
def test_whatever_number_has_decimal_commas_reads_back_where_a_column_is_so(number: object) -> None:
    text = f"{number:,}".translate(str.maketrans(",.", ".,"))
    read = numbers.figure(commas=True)(text)
    assert read is not None
    assert Fraction(read) == Fraction(str(number))


@given(st.fractions(0, 10**6))
def test_a_number_is_written_exactly(number: Fraction) -> None:
    assert Fraction(numbers.exactly(number)) == number


@given(st.floats(0, 1e6, allow_nan=False))
def test_hours_become_minutes_exactly(hours: float) -> None:
    read = times.minutes("hours")(f"{hours:.6f}")
    assert read is not None
    assert Fraction(read) == Fraction(f"{hours:.6f}") * 60


@given(st.text(max_size=12))
def test_no_text_breaks_a_reader(text: str) -> None:
    readers = [
        numbers.figure(), numbers.figure(commas=True, money=True), numbers.signed_figure(),
        times.minutes(None), times.minutes("hours"), lines.one_line, form_numbers.form_number,
        form_numbers.control_number, dates.year, dates.date(None), lists.names, lists.life_events,
        words.affected_public, words.obligation, words.online,
    ]  # fmt: skip
    for read in readers:
        try:
            read(text)
        except CellError as error:
            assert str(error)


@given(st.lists(st.text(alphabet="0123456789,.- nNa/#$oe\u00a0\t\n", min_size=1), max_size=8))
def test_reading_a_column_whole_says_what_reading_each_cell_says(texts: list[str]) -> None:
    texts = [text for text in texts if not text.isspace()]
    for whole, read in [
        (numbers.easy_figures, numbers.figure()),
        (numbers.easy_money, numbers.figure(money=True)),
        (lines.easy_lines, lines.one_line),
        (form_numbers.easy_form_numbers, form_numbers.form_number),
        (form_numbers.easy_control_numbers, form_numbers.control_number),
    ]:
        for text, value in zip(texts, whole(texts), strict=True):
            if value is not HARD:
                assert value == read(text)


@given(st.lists(st.text(alphabet="aZ0 _-.\n\u00fc", min_size=1), max_size=8))
def test_an_id_does_not_depend_on_the_texts_beside_it(texts: list[str]) -> None:
    assert ids.slugs(texts) == [ids.slugs([text, "\u00fc"])[0] for text in texts]


def test_a_column_with_decimal_commas_throughout_is_read_so_and_says_so() -> None:
    table = one_column("Responses", "1.234,5", "12.000", "0,5", "7")
    assert column("responses", table) == ["1234.5", "12000", "0.5", "7"]
    assert table.notes[0] == (
        "Numbers have decimal commas, and points between thousands ('1.234,5' under 'Responses')."
    )


def test_a_decimal_comma_among_many_decimal_points_is_an_error() -> None:
    cells = ["1.234,5", "1,234.5", "2,234.5", "0.5", "12,000"]
    (message,) = mistakes(one_column("Responses", *cells))
    assert message.startswith("forms.csv:2:3: error: Responses: '1.234,5' has a decimal comma")


def test_numbers_in_two_notations_are_asked_about() -> None:
    (message,) = mistakes(one_column("Responses", "1.234,5", "1,234.5", "12,000"))
    assert "numbers are written in two ways" in message
    assert "`--decimal ,`" in message


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2 hrs. 15 min.", "135"),
        ("30 minutes", "30"),
        ("1.5 hours", "90"),
        ("1 hour", "60"),
        ("2 hours and 15 minutes", "135"),
        ("1h30", "90"),
        ("1 h 30 m", "90"),
        ("1/6 hour", "10"),
        ("1/7 hour", "60/7"),
        ("90 seconds", "1.5"),
        ("15 min per response", "15"),
        ("30-minute", "30"),
    ],
)
def test_a_time_that_names_its_unit_is_read_under_any_heading(text: str, minutes: str) -> None:
    for heading in ("Time per response", "Minutes per response", "Hours per response"):
        assert column("minutes_per_response", one_column(heading, text)) == [minutes]


@pytest.mark.parametrize(
    "text", ["2:15", "15 min 2 hours", "2 days", "a while", "-5 min", "10-15 min"]
)
def test_what_is_no_time_is_an_error(text: str) -> None:
    assert len(mistakes(one_column("Minutes per response", text))) == 1


def test_the_unit_of_the_heading_is_that_of_numbers_alone() -> None:
    texts = ("0.25", "1/6", "30 min")
    assert column("minutes_per_response", one_column("Hours per response", *texts)) == [
        "15", "10", "30",
    ]  # fmt: skip
    assert column("minutes_per_response", one_column("Minutes per response", *texts)) == [
        "0.25", "1/6", "30",
    ]  # fmt: skip


def test_times_in_seconds_become_minutes() -> None:
    table = one_column("Seconds per response", "90", "50", "2 min")
    assert column("minutes_per_response", table) == ["1.5", "5/6", "2"]
    asked = {"mapping": {"Time per response": "seconds_per_response"}}
    for options in ({"hours": "seconds"}, asked):
        table = one_column("Time per response", "300", **options)
        assert column("minutes_per_response", table) == ["5"]
    (message,) = mistakes(one_column("Time per response", "300"))
    assert '"Time per response"=seconds_per_response` (seconds for one response)' in message


def test_a_time_without_any_unit_is_an_error_that_says_what_to_write() -> None:
    (message,) = mistakes(one_column("Time per response", "30 min", "N/A", "45"))
    assert message == (
        "forms.csv:1:3: error: 'Time per response' names no unit, nor does its cell '45'; write "
        '`--map "Time per response"=minutes_per_response` (minutes for one response) or '
        '`--map "Time per response"=hours_per_response` (hours for one response) [heading]'
    )


def test_the_user_can_say_the_unit() -> None:
    heading = "Time per response"
    for options in ({"hours": "hours"}, {"mapping": {heading: "hours_per_response"}}):
        table = one_column(heading, "0.5", **options)
        assert column("minutes_per_response", table) == ["30"]
    table = one_column(heading, "0.5", mapping={"time PER response:": "minutes_per_response"})
    assert column("minutes_per_response", table) == ["0.5"]


def test_figures_in_thousands_are_multiplied() -> None:
    assert column("responses", one_column("Responses (000s)", "12.5", "1,000")) == [
        "12500", "1000000",
    ]  # fmt: skip


def test_money_may_have_its_sign() -> None:
    table = one_column("Total annual cost", "$1,200", "1,200.50 USD", "€5")
    assert column("published_cost", table) == ["1200", "1200.50", "5"]


def test_a_frequency_is_a_figure_where_there_are_figures_and_words_where_there_are_words() -> None:
    assert column("responses_per_respondent", one_column("Frequency", "2", "1/6", "Monthly")) == [
        "2", "1/6", "12",
    ]  # fmt: skip
    assert column("frequency", one_column("Frequency", "Monthly", "On occasion")) == [
        "Monthly", "On occasion",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [("0503-0007", "0503-0007"), ("OMB 0503-0007", "0503-0007"), ("05030007", "0503-0007"),
     ("OMB No. 0503\u20130007", "0503-0007"), ("None", None)],
)  # fmt: skip
def test_a_control_number_keeps_its_zeros(text: str, number: str | None) -> None:
    assert column("control_number", one_column("OMB #", text)) == [number]


@pytest.mark.parametrize("text", ["5030007", "2007-05-03", "Jul-53", "5.03E+6"])
def test_a_control_number_that_a_spreadsheet_has_spoilt_is_an_error(text: str) -> None:
    assert len(mistakes(one_column("OMB #", text))) == 1


def test_dates_with_slashes_are_read_where_the_column_shows_their_order() -> None:
    assert column("expires", one_column("Expiration date", "6/30/2027", "1/2/2027")) == [
        "2027-06-30", "2027-01-02",
    ]  # fmt: skip
    assert column("expires", one_column("Expiration date", "30.06.2027", "1.2.2027")) == [
        "2027-06-30", "2027-02-01",
    ]  # fmt: skip
    (message,) = mistakes(one_column("Expiration date", "1/2/2027"))
    assert "day and month cannot be told apart" in message


def test_life_events_are_a_list_or_have_shares() -> None:
    table = one_column("Life events", "birth", "birth; moving", "birth, moving",
                       "birth: 0.4; moving 60%", "birth (25%)")  # fmt: skip
    assert column("life_events", table) == [
        ["birth"], ["birth", "moving"], ["birth", "moving"],
        {"birth": "0.4", "moving": "0.6"}, {"birth": "0.25"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a: 0.9; b: 0.2", "a: 0.4; b", "a; a", "a: 0.4; a: 0.1", "a: 140%"]
)
def test_shares_that_cannot_be_are_errors(text: str) -> None:
    assert len(mistakes(one_column("Life events", text))) == 1


def test_official_words_are_read_in_any_case() -> None:
    table = one_column("Obligation", "VOLUNTARY", "Required to obtain or retain benefits")
    assert column("obligation", table) == ["voluntary", "required-for-benefit"]
    table = one_column("Affected public", "Individuals or Households; Farms",
                       "State, Local, and Tribal Governments")  # fmt: skip
    assert column("affected_public", table) == [
        ["individuals", "private-sector"], ["state-local-tribal"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("once every 3 years", "1/3"),
        ("Every two years", "1/2"),
        ("every six months", "2"),
        ("three times a year", "3"),
        ("4 responses per year", "4"),
        ("half-yearly", "2"),
    ],
)
def test_how_often_is_read_from_words(words: str, figure: str) -> None:
    assert times_a_year(words) == figure


@pytest.mark.parametrize(
    "words", ["bimonthly", "on occasion", "every other year", "0 times a year"]
)
def test_words_that_say_no_figure_or_two_are_not_read(words: str) -> None:
    assert times_a_year(words) is None


def test_texts_that_differ_only_in_how_their_accents_are_coded_are_one() -> None:
    decomposed, composed = (f"Minist\u00e8re de la Sant{e}" for e in ("e\u0301", "\u00e9"))
    assert easy_lines([decomposed, composed]) == [composed] * 2
    assert one_line("Sante\u0301") == "Sant\u00e9"
