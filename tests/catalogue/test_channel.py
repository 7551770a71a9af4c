"""A field of a form is one declaration: what follows from it, tried on how a form is sent in."""

from pathlib import Path
from typing import Any

import pytest

import timetax
from tests.made import catalogue, tables
from timetax.write.convert import convert

FORMS: list[dict[str, Any]] = [
    {"respondents": 100, "minutes_per_response": 30, "channel": "paper"},
    {"respondents": 100, "minutes_per_response": 60, "channel": "in person"},
    {"respondents": 50, "minutes_per_response": 60},
]


def test_a_field_groups_and_selects() -> None:
    rows = timetax.totals_by(tables(FORMS), "channel").fillna({"channel": "not given"})
    totals = dict(zip(rows["channel"], rows["burden_hours"], strict=True))
    assert totals == {"in-person": 100, "paper": 50, "not given": 50}
    selected = timetax.select(tables(FORMS), [timetax.parse_selection("channel=paper")])
    assert timetax.total(selected).burden_hours == 50


def test_a_field_is_refused_where_its_word_is_not_known() -> None:
    with pytest.raises(timetax.InputError, match=r"channel: 'fax' is not one of the known words"):
        catalogue([{"channel": "fax"}])


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx", ".yaml"])
def test_a_field_goes_through_every_format(suffix: str, tmp_path: Path) -> None:
    made = catalogue(FORMS)
    convert(made, tmp_path / f"a{suffix}")
    assert timetax.load(tmp_path / f"a{suffix}").forms == made.forms


def test_a_field_is_known_in_spreadsheets_of_people(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Title,Agency,Respondents,Minutes per response,Way of sending\n"
        "A,X,100,30,Paper\nB,X,10,60,In person\n",
        encoding="utf-8",
    )
    forms = timetax.load(tmp_path / "a.csv").forms
    assert [form.channel for form in forms] == ["paper", "in-person"]


def test_a_field_selects_in_scenarios_and_is_kept_by_a_merged_form() -> None:
    change = {"where": {"channel": "paper"}, "minutes_per_response": {"multiply": 0.5}}
    reform = timetax.make_scenario({"timetax": 1, "name": "R", "changes": [change]})
    after = timetax.apply_scenario(tables(FORMS), reform)
    assert timetax.total(timetax.with_burden(after)).burden_hours == 175
