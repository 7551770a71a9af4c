import pytest
import yaml

import timetax
from timetax.engine.estimates.clocks import clocks_in

FORMS = """\
timetax: 1
forms:
  - {id: long, title: L, agency: A, responses: 600, minutes_per_response: 2,
     instrument: {words: 2380, questions: {tick: 60}}}
  - {id: short, title: S, agency: A, responses: 600, minutes_per_response: 90,
     instrument: {words: 238, questions: {tick: 60}}}
  - {id: uncounted, title: U, agency: A, responses: 600, minutes_per_response: 7,
     instrument: {printed_minutes: 7}}
"""
READING, ANSWERING = {"long": 10.0, "short": 1.0}, 2.65
"""Minutes at 238 words a minute, and of 60 ticks at 2.65 seconds."""


@pytest.fixture
def tables(tmp_path_factory: pytest.TempPathFactory) -> timetax.Tables:
    path = tmp_path_factory.mktemp("forms") / "forms.yaml"
    path.write_text(FORMS)
    return timetax.tabulate(timetax.load(path))


def minutes(tables: timetax.Tables, change: str) -> dict[str, float]:
    made = timetax.make_scenario({"name": "N", "changes": [yaml.safe_load(change)]})
    forms = timetax.apply_scenario(tables, made).forms
    return dict(zip(forms["form"], forms["minutes_per_response"], strict=True))


def test_minutes_are_set_to_the_floor_of_the_form(tables: timetax.Tables) -> None:
    made = minutes(tables, "{where: {words: '>= 0'}, minutes_from_form: set}")
    assert made == pytest.approx({"long": 12.65, "short": 3.65, "uncounted": 7})


def test_minutes_are_no_fewer_than_the_floor(tables: timetax.Tables) -> None:
    made = minutes(tables, "{where: {words: '>= 0'}, minutes_from_form: at-least}")
    assert made == pytest.approx({"long": 12.65, "short": 90, "uncounted": 7})


def test_with_questions_goes_the_time_of_answering_them(tables: timetax.Tables) -> None:
    made = minutes(tables, "{where: {questions: '> 50'}, cut_questions: 0.4}")
    assert made["short"] == pytest.approx(90 - 0.4 * ANSWERING)
    assert made["long"] == pytest.approx(2 * (1 - 0.4 * ANSWERING / 12.65)), "it claims too little"


def test_with_words_goes_the_time_of_reading_them(tables: timetax.Tables) -> None:
    made = minutes(tables, "{where: {questions: '> 50'}, cut_words: 0.5}")
    assert made["short"] == pytest.approx(90 - 0.5)
    assert made["long"] == pytest.approx(2 * (1 - 0.5 * 10 / 12.65))


def test_a_form_that_was_not_counted_is_refused_and_has_no_floor(tables: timetax.Tables) -> None:
    with pytest.raises(timetax.InputError, match="of 'uncounted' the words or questions were not"):
        minutes(tables, "{where: {form: '*'}, cut_questions: 0.1}")
    uncounted = next(each for each in clocks_in(tables) if each.form == "uncounted")
    assert (uncounted.floor, uncounted.reading) == (None, None)
