"""Scores compare only with their own kind: one survey, scale, question, channel and stage."""

from fractions import Fraction
from typing import Any

import pytest

from tests.made import bundled
from tests.write.roads import catalogue_of
from timetax.engine.feedback import Rating, in_series, latest, mean_of, ranked, ratings_of
from timetax.findings import InputError


def given(value: float, period: str = "FY2022 Q1", **keys: Any) -> dict[str, Any]:
    score = {"driver": keys.pop("driver", "trust"), "value": value}
    if "wording" in keys:
        score["wording"] = keys.pop("wording")
    plain = {"subject": "S", "survey": "Ours", "scale": "five-points", "period": period}
    return plain | keys | {"scores": [score]}


def ratings(*feedback: dict[str, Any]) -> list[Rating]:
    form = {"id": "a", "title": "A", "agency": "G"}
    return ratings_of(catalogue_of({"timetax": 1, "feedback": list(feedback), "forms": [form]}))


def test_a_mean_weighs_scores_by_their_responses() -> None:
    made = mean_of(ratings(given(4.0, responses=30), given(3.0, "FY2022 Q2", responses=90)))
    assert made == float((Fraction(4) * 30 + Fraction(3) * 90) / 120)


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"value": 80, "scale": "percent-favourable"}, "scales"),
        ({"value": 80, "scale": "index-100"}, "scales"),
        ({"value": 4, "survey": "Theirs"}, "surveys"),
        ({"value": 4, "driver": "ease"}, "questions"),
        ({"value": 4, "channel": "phone"}, "channels"),
        ({"value": 4, "stage": "start"}, "stages"),
        ({"value": 4, "wording": "understood"}, "wordings"),
    ],
)
def test_what_differs_in_kind_is_neither_averaged_nor_ranked(
    other: dict[str, Any], what: str
) -> None:
    value = other.pop("value")
    both = ratings(given(4.0, responses=30), given(value, subject="T", responses=30, **other))
    for compare in (mean_of, ranked):
        with pytest.raises(InputError, match=f"2 {what}"):
            compare(both)


def test_the_reason_is_said_why_a_mean_and_a_percentage_do_not_meet() -> None:
    both = ratings(given(4.0), given(80, scale="percent-favourable"))
    with pytest.raises(InputError, match="have no common measure"):
        ranked(both)


def test_no_mean_is_made_of_two_official_figures_of_one_thing() -> None:
    both = ratings(given(4.7, responses=300), given(4.36, responses=300))
    with pytest.raises(InputError, match="2 official figures"):
        mean_of(both)


def test_no_mean_is_made_where_it_is_not_known_how_many_answered() -> None:
    with pytest.raises(InputError, match="how many answered is not known"):
        mean_of(ratings(given(4.7, responses=300), given(4.36, "FY2022 Q2")))


def changes(*feedback: dict[str, Any]) -> list[tuple[str, float | None]]:
    made = in_series(ratings(*feedback))
    return [(each.rating.given.period, each.change) for each in made]


def test_a_trend_is_from_period_to_period_in_their_order() -> None:
    made = changes(given(4.5, "FY2022 Q2"), given(4.0, "FY2021 Q4"), given(4.25, "FY2022 Q1"))
    assert made == [("FY2021 Q4", None), ("FY2022 Q1", 0.25), ("FY2022 Q2", 0.25)]


@pytest.mark.parametrize(
    "other",
    [{"survey": "Theirs"}, {"wording": "understood"}, {"group": "men"}, {"about": "a call"}],
)
def test_no_trend_crosses_a_survey_a_wording_a_group_or_what_was_rated(other: Any) -> None:
    assert [change for _, change in changes(given(4.0), given(4.5, "FY2022 Q2", **other))] == [
        None,
        None,
    ]


def test_no_change_is_made_of_a_period_with_two_official_figures() -> None:
    made = changes(
        given(4.0), given(4.5, "FY2022 Q2"), given(4.4, "FY2022 Q2"), given(4, "FY2022 Q3")
    )
    assert [change for _, change in made] == [None, None, None, None]


def test_the_last_score_of_each_is_ranked_the_highest_first() -> None:
    made = ranked(ratings(given(3.0), given(4.5, "FY2022 Q2"), given(4.2, subject="T")))
    assert [(each.subject, each.value) for each in made] == [("S", 4.5), ("T", 4.2)]
    assert [each.value for each in latest(made)] == [4.5]


def test_the_bundled_quarter_that_was_published_twice_has_both_figures() -> None:
    made = [
        each.value
        for each in ratings_of(bundled())
        if (each.subject, each.given.period, each.score.driver)
        == ("va-outpatient", "FY2020 Q1", "satisfaction")
    ]
    assert made == [4.7, 4.36]
