"""A number is known to be small before anything is computed with it."""

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import timetax
from tests.read.tabular.tables import (
    HEADINGS,
    csv_of,
    forms,
    mistakes,
    read_csv,
    read_xlsx,
    xlsx_of,
)
from timetax.catalogue.numbers import number
from timetax.checks.config import load_config
from timetax.cli.request import parse_years
from timetax.engine.difference.gates import parse_gate
from timetax.engine.scenario.settings import with_settings
from timetax.engine.sweeps.axes import parse_axis, parse_search
from timetax.engine.sweeps.goal_seek import parse_target
from timetax.read.options import read_options
from timetax.read.tabular.reading import read_table

ENDLESS = ("1e999999999", "1e-999999999", "9" * 5000, f"1/{'9' * 5000}", f"{'9' * 5000}e99")
ROWS = [HEADINGS, ["Dog licence", "CLERK", "12,000", "6"], ["Permit", "CLERK", "5", "30"]]


def with_parameter(value: str) -> Any:
    return timetax.make_scenario({"name": "N", "parameters": {"x": value}, "changes": []})


def set_to(value: str) -> Any:
    return with_settings([with_parameter("1")], [f"x={value}"])


TAKES: dict[str, Callable[[str], Any]] = {
    "--scale": lambda text: read_options(scale=[text]),
    "--scale of a column": lambda text: read_options(scale=[f"Responses={text}"]),
    "--rows": lambda text: read_options(rows=[f"drop:{text}"]),
    "--year": lambda text: read_options(year=text),
    "--years": lambda text: parse_years(f"{text}:{text}"),
    "the end of a sweep": lambda text: parse_axis(f"x=0:{text}:1"),
    "the step of a sweep": lambda text: parse_axis(f"x=0:1:{text}"),
    "a value of a sweep": lambda text: parse_axis(f"x={text}"),
    "an end of a search": lambda text: parse_search(f"x=0:{text}"),
    "a target": parse_target,
    "a target as a total": lambda text: parse_target(f"={text}"),
    "a target as a share": lambda text: parse_target(f"{text}%"),
    "a gate": lambda text: parse_gate(f"increase > {text}"),
    "a gate as a share": lambda text: parse_gate(f"increase > {text}%"),
    "a parameter": with_parameter,
    "--set": set_to,
    "the version that a scenario needs": lambda text: timetax.make_scenario(
        {"name": "N", "requires": text, "changes": []}
    ),
}


@pytest.mark.parametrize("text", ENDLESS, ids=lambda text: text[:12])
@pytest.mark.parametrize("what", TAKES)
def test_a_number_without_bounds_is_refused(what: str, text: str) -> None:
    with pytest.raises(timetax.InputError):
        TAKES[what](text)


@pytest.mark.parametrize("spelt", ["9" * 5000, "0x" + "f" * 5000, "1" + "_0" * 3000])
def test_a_whole_number_of_thousands_of_digits_is_refused_in_a_configuration(
    tmp_path: Path, spelt: str
) -> None:
    path = tmp_path / "timetax.toml"
    path.write_text(f"estimate_years = {spelt}\n")
    with pytest.raises(timetax.InputError, match=re.escape(str(path))):
        load_config(path, {})


@pytest.mark.parametrize(
    ("text", "exact"),
    [("1_000", Fraction(1000)), ("1/3", Fraction(1, 3)), ("-1e3", Fraction(-1000))],
)
def test_a_number_is_exactly_what_is_written(text: str, exact: Fraction) -> None:
    assert number(text) == exact


def test_a_scale_is_exact() -> None:
    scale = read_options(scale=["1,000", "Hours=1/3", "Cost=1e3"]).tables.scale
    assert scale == {"": 1000, "Hours": Fraction(1, 3), "Cost": 1000}


def test_a_scale_that_is_not_above_zero_says_so() -> None:
    with pytest.raises(timetax.InputError, match="'-3' is not above zero; write it as 1000"):
        read_options(scale=["-3"])


# Rows


def rows_of(*choices: str) -> Any:
    return read_table(csv_of(ROWS), "forms.csv", "csv", read_options(rows=choices).tables)


def test_a_range_of_rows_takes_no_longer_for_its_length() -> None:
    assert mistakes(rows_of("drop:3-999999999")) == [
        "--rows drop:3-999999999: error: the table has no row 999999999 below its headings [option]"
    ]


def test_ranges_of_rows_may_meet_and_hold_the_headings() -> None:
    assert [each["title"] for each in forms(rows_of("drop:1-2,2", "drop:1-2"))] == ["Permit"]


def test_each_row_that_is_not_there_is_named() -> None:
    assert [each.split(":")[1] for each in mistakes(rows_of("drop:7,9", "keep:3"))] == ["7", "9"]


def test_a_row_cannot_be_kept_and_dropped() -> None:
    assert mistakes(rows_of("keep:2-3", "drop:3")) == [
        "--rows: error: row 3 cannot be kept and dropped [option]"
    ]


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="9-7 ends before it begins"):
        read_options(rows=["drop:9-7"])


# Tables


@pytest.mark.parametrize("said", ["in 1,000,000,000,000", "x 1000000000000"])
def test_a_scale_beside_a_table_needs_no_word(said: str) -> None:
    data = csv_of([[said], [], *ROWS])
    found = mistakes(read_csv(data))
    assert "speaks of 1,000,000,000,000, and no heading does; write `--scale 10" in found[0]


def test_a_scale_of_hundreds_of_zeros_is_no_scale() -> None:
    data = csv_of([[f"in 1{',000' * 99}"], [], *ROWS])
    assert len(forms(read_csv(data))) == 2


@pytest.mark.parametrize("digits", [10, 5000])
def test_a_text_like_an_endless_duration_is_a_text(digits: int) -> None:
    title = f"PT{'9' * digits}H00M00S"
    rows = [HEADINGS, [title, "CLERK", 12_000, 6]]
    assert forms(read_xlsx(xlsx_of(rows)))[0]["title"] == title
