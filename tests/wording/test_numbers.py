import math

import pytest

from timetax.wording.numbers import (
    Kind,
    for_people,
    in_full,
    in_words,
    percent,
    plural,
    raw,
    round_half_up,
    signed_percent,
    to_read,
)
from timetax.wording.terminal import PLAIN


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3_760_628_344.26, "3.76 billion"),
        (99_950_000_000, "100 billion"),
        (1_234_000_000_000, "1.23 trillion"),
        (12_345_678, "12.3 million"),
        (8_125_000, "8.13 million"),
        (2_500.5, "2,501"),
        (999_500_000, "1.00 billion"),
        (999_999_999, "1.00 billion"),
        (999_999.4, "999,999"),
        (999_999.6, "1.00 million"),
        (12_345.6, "12,346"),
        (62.436, "62"),
        (9.96, "10"),
        (1.4, "1.4"),
        (0.25, "0.25"),
        (0, "0"),
        (-12_345_678, "-12.3 million"),
    ],
)
def test_a_large_number_is_written_in_words_with_three_digits(value: float, words: str) -> None:
    assert in_words(value) == words


def test_a_share_too_small_to_show_is_not_written_as_zero() -> None:
    assert percent(0.0004) == "<0.1%"
    assert percent(0) == "0.0%"
    assert percent(0.886) == "88.6%"
    assert percent(-0.647) == "-64.7%"


@pytest.mark.parametrize("unknown", [None, math.nan])
def test_an_unknown_figure_is_written_as_a_word(unknown: float | None) -> None:
    assert for_people(unknown, Kind.HOURS) == "unknown"


def test_a_number_in_full_keeps_its_digits_and_loses_idle_zeros() -> None:
    assert in_full(170_100_000.0) == "170,100,000"
    assert in_full(0.3173) == "0.3173"
    assert in_full(1_097_934.991) == "1,097,934.99"


def test_minutes_are_written_with_a_decimal_only_while_it_matters() -> None:
    assert for_people(8.51, Kind.MINUTES) == "8.5"
    assert for_people(285_517.24, Kind.MINUTES) == "285,517"


def test_data_carries_a_whole_float_as_an_integer_and_any_other_unchanged() -> None:
    assert repr(raw(12.0)) == "12"
    assert raw(12.5) == 12.5
    assert raw("12.0") == "12.0"


def test_a_count_agrees_with_its_noun() -> None:
    assert plural(1, "form") == "1 form"
    assert plural(2_000, "form") == "2,000 forms"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0.0, "0.0"), (0.004, "0.004"), (0.5, "0.5"), (75, "75.0"), (687.125, "687")],
)
def test_minutes_have_a_decimal_below_a_hundred_and_two_digits_below_one(
    minutes: float, shown: str
) -> None:
    assert for_people(minutes, Kind.MINUTES) == shown


@pytest.mark.parametrize(
    ("change", "words"),
    [(1_300_000, "▲ +1.30 million"), (-25, "▼ -25"), (0, "0"), (None, "unknown")],
)
def test_more_and_less_have_a_mark_beside_the_sign(change: float | None, words: str) -> None:
    assert for_people(change, Kind.CHANGE) == words


def test_an_encoding_without_marks_gets_a_plain_one_of_the_same_width() -> None:
    assert "▲ +1 ▼ -1 ─ • 5 → 6 ░".encode("ascii", PLAIN) == b"^ +1 v -1 - * 5 > 6 ?"


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (1.005, 2, "1.01"),
        (2.675, 2, "2.68"),
        (0.35, 1, "0.4"),
        (-1.005, 2, "-1.01"),
        (28.5, 0, "29"),
    ],
)
def test_a_half_is_one_of_the_decimal_number_that_is_written(
    value: float, places: int, rounded: str
) -> None:
    assert str(round_half_up(value, places)) == rounded


def test_a_half_of_a_percentage_is_one_of_the_share_that_is_written() -> None:
    assert (percent(0.02845), signed_percent(-0.02845)) == ("2.8%", "-2.8%")
    assert (percent(0.0145), signed_percent(-0.0285), percent(0.57)) == ("1.5%", "-2.9%", "57.0%")


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((16_666.666667,), ("16,666.7",)),
        ((1_948_000_000.0,), ("1,948,000,000",)),
        ((7.5,), ("7.5",)),
        ((0.123456,), ("0.123",)),
        ((0.0,), ("0",)),
        ((-2_596.4, 12.345), ("-2,596.4", "12.3")),
        ((4_260_416.67, 4_260_417.0), ("4,260,416.7", "4,260,417")),
        ((100.0, 100.0), ("100", "100")),
        ((1e-9, 5.0), ("0", "5")),
    ],
)
def test_figures_in_a_sentence_have_the_digits_that_are_read(
    values: tuple[float, ...], texts: tuple[str, ...]
) -> None:
    assert to_read(*values) == texts
