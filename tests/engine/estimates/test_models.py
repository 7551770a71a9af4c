import pytest

from timetax.catalogue.vocabulary import QUESTION_KINDS
from timetax.engine.estimates.model import NAMES, Holds, model_named
from timetax.engine.estimates.verdict import (
    ABOVE,
    BELOW_FLOOR,
    BELOW_LIKELY_FLOOR,
    BELOW_READING,
    BELOW_TYPICAL_READING,
    NO_CLAIM,
    verdict,
)

KEYSTROKE = model_named("keystroke")
FLOORS = {
    # Words and fields of `pdf_counts.csv`, and the floor that was published of them.
    "21-4142": (Holds(3093, {"short_text": 132, "tick": 1}), 27.0),
    "686C-674": (Holds(6284, {"short_text": 482, "tick": 131}), 83.2),
    "DS-11": (Holds(3860, {"short_text": 65, "tick": 39}), 24.8),
    "1040 of 2023": (Holds(1213, {"short_text": 102, "tick": 36}), 17.5),
    "1040 of 2025": (Holds(1587, {"short_text": 126, "tick": 73}), 23.2),
}


@pytest.mark.parametrize("form", FLOORS)
def test_the_floor_is_the_published_one(form: str) -> None:
    holds, floor = FLOORS[form]
    assert KEYSTROKE.minutes(holds)[1] == pytest.approx(floor, abs=0.06)


@pytest.mark.parametrize(
    ("words", "minutes"), [(8628, 36), (18409, 77), (3904, 16)], ids=["526EZ", "old", "new"]
)
def test_reading_alone_takes_the_published_minutes(words: int, minutes: int) -> None:
    assert round(KEYSTROKE.reading(Holds(words, {}))[1]) == minutes


@pytest.mark.parametrize(
    ("kind", "seconds"), [("short_text", 6.35), ("tick", 2.65), ("upload", 3.95)]
)
def test_a_question_takes_the_published_seconds(kind: str, seconds: float) -> None:
    assert KEYSTROKE.answering(Holds(0, {kind: 60}))[1] == pytest.approx(seconds)


def test_a_list_is_opened_before_it_is_chosen_from() -> None:
    assert KEYSTROKE.answering(Holds(0, {"choice": 60}, lists=60))[1] == pytest.approx(3.95)


def test_each_box_of_a_number_is_filled_in() -> None:
    one, three = (KEYSTROKE.answering(Holds(0, {"number": 1}, more_fields=n)) for n in (0, 2))
    assert three[1] == pytest.approx(3 * one[1])


@pytest.mark.parametrize("name", NAMES)
def test_a_model_gives_a_range_that_rises_and_more_for_more_of_each_kind(name: str) -> None:
    model = model_named(name)
    assert model.source
    assert model.accuracy
    for kind in QUESTION_KINDS:
        low, likely, high = model.minutes(Holds(100, {kind: 2}))
        assert low <= likely <= high
        if not model.activities:
            assert model.minutes(Holds(100, {kind: 1}))[1] < likely


def test_the_french_model_halves_what_is_optional_and_takes_a_block_two_and_a_half_times() -> None:
    french = model_named("french")
    assert french.answering(Holds(0, {"short_text": 6}))[1] == 1
    assert french.answering(Holds(0, {"short_text": 6}, optional={"short_text": 6}))[1] == 0.5
    assert french.answering(Holds(0, {"short_text": 6}, repeated={"short_text": 6}))[1] == 2.5


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (None, NO_CLAIM),
        (9, BELOW_READING),
        (11, BELOW_TYPICAL_READING),
        (15, BELOW_FLOOR),
        (25, BELOW_LIKELY_FLOOR),
        (30, ABOVE),
        (500, ABOVE),
    ],
)
def test_a_verdict_says_no_more_than_its_evidence(claim: float | None, said: str) -> None:
    assert verdict(claim, (10, 12, 14), (20, 30, 60)) == said
