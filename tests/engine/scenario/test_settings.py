"""What `--set` says is what a scenario file says."""

from typing import Any

import pytest

from timetax.engine.scenario.model import Scenario
from timetax.engine.scenario.reading import make_scenario
from timetax.engine.scenario.settings import with_settings
from timetax.findings import InputError

RANGE = {"low": "0.6", "likely": "0.8", "high": "0.9"}


def written(**change: Any) -> Scenario:
    return make_scenario({"name": "A", "changes": [{"where": {"form": "a"}, **change}]})


@pytest.mark.parametrize(
    ("setting", "change"),
    [
        ("a.minutes_per_response=20", {"minutes_per_response": "20"}),
        ("a.minutes_per_response*=0.9", {"minutes_per_response": {"multiply": "0.9"}}),
        ("a.minutes_per_response=*0.9", {"minutes_per_response": {"multiply": "0.9"}}),
        ("a.minutes_per_response+=-5", {"minutes_per_response": {"add": "-5"}}),
        ("a.minutes_per_response={cap: 20}", {"minutes_per_response": {"cap": "20"}}),
        (
            "a.minutes_per_response=*{low: 0.6, likely: 0.8, high: 0.9}",
            {"minutes_per_response": {"multiply": RANGE}},
        ),
        (
            "a.minutes_per_response=*{low:0.6,likely:0.8,high:0.9}",
            {"minutes_per_response": {"multiply": RANGE}},
        ),
        ("a.prefill=0.5", {"prefill": "0.5"}),
        ("a.prefill={low: 0.6, likely: 0.8, high: 0.9}", {"prefill": RANGE}),
        ("a.remove=true", {"remove": "true"}),
    ],
)
def test_a_setting_is_the_operation_of_a_file(setting: str, change: dict[str, Any]) -> None:
    (made,) = with_settings([], [setting])
    (mine,), (theirs,) = made.changes, written(**change).changes
    assert list(map(str, mine.operations)) == list(map(str, theirs.operations))
    assert mine.where == theirs.where


def test_a_parameter_takes_a_range_as_in_a_file() -> None:
    read = make_scenario(
        {
            "name": "A",
            "parameters": {"s": "0.5"},
            "changes": [{"where": {"form": "a"}, "prefill": "$s"}],
        }
    )
    (made,) = with_settings([read], ["s={low: 0.6, likely: 0.8, high: 0.9}"])
    low_high = made.parameters["s"]
    assert (float(low_high), getattr(low_high, "low", None)) == (0.8, 0.6)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("a.minutes_per_response=+5", "write a.minutes_per_response+=5 to add"),
        ("a.prefill*=0.5", "prefill is no figure: write a.prefill=VALUE"),
        ("a.minutes_per_response=", "there is no value behind the `=`"),
        ("a.minutes_per_response=[1", "is not closed"),
        ("a.minutes_per_response={low: 9, high: x}", "a range has low, likely and high"),
        ("a.minutes_per_response={capp: 9}", "unknown operation 'capp'; did you mean 'cap'?"),
        ("a.minutes_per_response=1.5 hours", "write 90 where minutes are meant"),
        ("a.fee=5", "did you mean 'cost_per_response'?"),
        ("a.prefill=1.5", "1"),
    ],
)
def test_what_cannot_be_is_refused_in_words(setting: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        with_settings([], [setting])
    (finding,) = error.value.findings
    assert said in finding.message
