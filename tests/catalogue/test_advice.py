"""Following the advice on a figure gives the figure that was meant."""

import re

import pytest

import timetax
from tests import made

MESSAGE = re.compile(r"write (?P<one>[0-9./]+)(?: where minutes are meant and (?P<two>\S+) where)?")


def advice(**keys: object) -> str:
    with pytest.raises(timetax.InputError) as error:
        made.catalogue([keys])
    (finding,) = error.value.findings
    return finding.message


def followed(text: str, key: str) -> float:
    """Return the figure that a catalogue has after the advice on `text` was followed."""
    found = MESSAGE.search(advice(**{key: text}))
    assert found is not None
    written = found["two"] if found["two"] and key == "published_hours" else found["one"]
    (form,) = made.catalogue([{key: written}]).forms
    value: float = getattr(form, key)
    return value


@pytest.mark.parametrize(
    ("key", "text", "meant"),
    [
        ("responses", "25k", 25_000),
        ("responses", "1.2 million", 1_200_000),
        ("responses", "12,000", 12_000),
        ("responses", "1,200 responses", 1_200),
        ("minutes_per_response", "1.5 hours", 90),
        ("minutes_per_response", "15 min", 15),
        ("published_hours", "1.5 hours", 1.5),
        ("published_hours", "20 minutes", 1 / 3),
        ("published_hours", "7.7 minutes", 7.7 / 60),
        ("cost_per_response", "$25", 25),
        ("cost_per_response", "7,50", 7.5),
        ("cost_per_response", "$1,234.50", 1234.5),
    ],
)
def test_the_figure_that_was_meant_comes_of_the_advice(key: str, text: str, meant: float) -> None:
    assert followed(text, key) == pytest.approx(meant, rel=1e-15)


@pytest.mark.parametrize("text", ["50%", "40 %", "12.5%"])
def test_a_percentage_is_a_share_where_shares_are_meant(text: str) -> None:
    found = MESSAGE.search(advice(life_events={"x": text}))
    assert found is not None
    (form,) = made.catalogue([{"life_events": {"x": found["one"]}}]).forms
    assert form.life_events == (("x", float(text.rstrip(" %")) / 100),)


@pytest.mark.parametrize("text", ["50%", "5 days", "5 m", "1.2.3", "1,23,4", "about five"])
def test_where_it_cannot_be_told_no_figure_is_advised(text: str) -> None:
    assert not MESSAGE.search(advice(minutes_per_response=text))


@pytest.mark.parametrize(("hours", "minutes"), [(2, "120"), (0.25, "15"), ("1.5", "90")])
def test_hours_per_response_become_minutes(hours: object, minutes: str) -> None:
    assert advice(hours_per_response=hours) == (
        f"unknown key 'hours_per_response'; write minutes_per_response: {minutes}"
    )


def test_several_life_events_in_one_text_are_a_finding_with_the_list_to_write() -> None:
    assert advice(life_events="birth, moving") == (
        "life_events: must be a list, and here is 'birth, moving'; write [birth, moving]"
    )
    (form,) = made.catalogue([{"life_events": ["birth", "moving"]}]).forms
    assert form.life_events == (("birth", None), ("moving", None))
