import hashlib
import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.made import tables
from timetax.engine.scenario.applying import apply_scenario
from timetax.engine.scenario.planning import Plan, plan
from timetax.engine.scenario.reading import make_scenario
from timetax.engine.uncertainty import blocks, deviations
from timetax.engine.uncertainty.intervals import Interval
from timetax.engine.uncertainty.sampling import Distribution, Sampling, sampling
from timetax.engine.uncertainty.spread import Spread, spread
from timetax.engine.uncertainty.swings import Swing

if TYPE_CHECKING:
    import pandas as pd

FEW = Sampling(draws=200)
TOGETHER = {"title": "One survey", "correlated": True}
SHARES = (0.05, 0.5, 0.95)
HOUR = {"minutes_per_response": 60}
"""With it, the hours of a form are its responses."""

Triple = tuple[float, float, float]
BOTH = pytest.mark.parametrize("distribution", list(Distribution))


def between(low: float, likely: float, high: float) -> dict[str, float]:
    return {"low": low, "likely": likely, "high": high}


def planned(made: timetax.Tables, *changes: dict[str, Any], **more: Any) -> Plan:
    return plan(made, make_scenario({"name": "A reform", "changes": list(changes), **more}))


def known(made: timetax.Tables, plans: Sequence[Plan] = (), *rest: Any, **more: Any) -> Spread:
    found = spread(made, plans, *rest, **more)
    assert found is not None
    return found


def rows_by(
    made: timetax.Tables, fields: str, laid_out: Plan | None = None, how: Sampling = FEW
) -> "pd.DataFrame":
    by = tuple(fields.split(","))
    plans = [] if laid_out is None else [laid_out]
    return known(made, plans, how, by=[by]).by[by]


def baseline(forms: list[dict[str, Any]], how: Sampling = Sampling()) -> Interval:  # noqa: B008
    return known(tables(forms), (), how).baseline


def moments(triple: Triple, distribution: Distribution) -> tuple[float, float]:
    """Return the mean and variance in closed form."""
    low, likely, high = triple
    if distribution is Distribution.PERT:
        mean = (low + 4 * likely + high) / 6
        return mean, (mean - low) * (high - mean) / 7
    products = low * likely + low * high + likely * high
    return sum(triple) / 3, (low**2 + likely**2 + high**2 - products) / 18


def share_below(value: float, triple: Triple, distribution: Distribution) -> float:
    """Return how much of a distribution lies below a value, by adding up its density."""
    low, likely, high = triple
    middles = low + (high - low) * (np.arange(100_000) + 0.5) / 100_000
    if distribution is Distribution.PERT:
        rise, fall = 4 * (likely - low) / (high - low), 4 * (high - likely) / (high - low)
        density = (middles - low) ** rise * (high - middles) ** fall
    else:
        density = np.interp(middles, [low, likely, high], [likely == low, 1.0, likely == high])
    return float(density[middles < value].sum() / density.sum())


def ends(interval: Interval) -> list[float]:
    return [interval.low, interval.middle, interval.high]


# Nothing is a range


def test_without_ranges_there_are_no_intervals() -> None:
    made = tables([HOUR | {"responses": 1}])
    assert spread(made) is None
    assert spread(made, [planned(made, {"where": {"form": "*"}, "prefill": 0.5})]) is None


def test_ranges_of_what_no_hours_depend_on_give_no_intervals() -> None:
    made = tables([HOUR | {"responses": 1, "cost_per_response": between(1, 2, 3)}])
    change = {"where": {"form": "*"}, "prefill": 0.5, "transition_minutes": between(1, 2, 3)}
    assert spread(made, [planned(made, change)]) is None


# The total at the likely values

likely_figures = st.floats(1e-3, 1e9)
ranged_figures = st.tuples(likely_figures, st.just(0.0) | st.floats(1e-9, 1), st.floats(1, 3)).map(
    lambda parts: between(parts[0] * parts[1], parts[0], parts[0] * parts[2])
)
figures = likely_figures | ranged_figures
made_forms = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "respondents": figures,
            "responses_per_respondent": figures,
            "minutes_per_response": figures,
            "excluded": st.just("for a reason"),
        },
    ),
    min_size=1,
    max_size=6,
)


def end(forms: list[dict[str, Any]], name: str) -> float:
    """Return the total hours of the forms with each range at one of its ends."""
    closed = [
        {key: value[name] if isinstance(value, dict) else value for key, value in form.items()}
        for form in forms
    ]
    return timetax.total(tables(closed)).burden_hours


@given(made_forms)
def test_an_interval_lies_between_the_totals_at_the_low_and_the_high_ends(
    forms: list[dict[str, Any]],
) -> None:
    made = tables(forms)
    found = spread(made, (), FEW)
    if found is None:
        return
    interval = found.baseline
    assert interval.likely == timetax.total(made).burden_hours
    low, high = end(forms, "low"), end(forms, "high")
    slack = 1e-9 * high
    assert low - slack <= interval.low <= interval.middle <= interval.high <= high + slack
    assert low - slack <= interval.mean <= high + slack


@given(made_forms)
def test_the_likely_hours_of_a_reform_are_its_total(forms: list[dict[str, Any]]) -> None:
    made = tables(forms)
    change = {"where": {"form": "*"}, "minutes_per_response": {"multiply": between(0.1, 0.3, 0.7)}}
    laid_out = planned(made, change)
    found = spread(made, [laid_out], FEW)
    if found is None:
        return
    after = timetax.with_burden(apply_scenario(made, laid_out.scenario))
    assert found.effects[0].hours.likely == timetax.total(after).burden_hours


@BOTH
def test_closed_ranges_give_exactly_the_total(distribution: Distribution) -> None:
    forms = [
        {"respondents": between(x, x, x), "minutes_per_response": between(y, y, y)}
        for x, y in ((0.1, 1 / 3), (1e9 + 1 / 7, 0.7), (3, 11))
    ]
    made = tables(forms)
    whole = timetax.total(made).burden_hours
    merge = {"id": "m", "title": "M", "responses": "sum", "minutes_per_response": "mean"}
    laid_out = planned(
        made,
        {"where": {"form": "*"}, "prefill": between(0.3, 0.3, 0.3)},
        {"where": {"form": "*"}, "merge": merge},
    )
    found = known(made, [laid_out], Sampling(distribution=distribution))
    assert found.baseline == Interval(whole, whole, whole, whole, whole, 0.0)
    effect = found.effects[0]
    assert ends(effect.hours) == [effect.hours.likely] * 3
    assert ends(effect.change) == [effect.hours.likely - whole] * 3
    assert found.baseline_swings == effect.swings == ()
    assert found.ranged_figures == 6


@BOTH
def test_intervals_shrink_to_the_total_as_ranges_close(distribution: Distribution) -> None:
    how = Sampling(draws=1000, distribution=distribution)
    widths = []
    for part in (1, 0.1, 0.01, 0.001):
        around = between(100 - 50 * part, 100, 100 + 50 * part)
        interval = baseline([{"responses": around, "minutes_per_response": around}], how)
        assert interval.low < interval.likely < interval.high
        widths.append(interval.high - interval.low)
    assert all(
        math.isclose(each * 10, before, rel_tol=0.1) for before, each in itertools.pairwise(widths)
    )


# Distributions, against closed forms

TRIPLES: list[tuple[Triple, Triple]] = [
    ((50, 100, 200), (10, 10, 40)),
    ((0, 3, 1000), (1, 5, 6)),
    ((10, 90, 90), (20, 50, 80)),
    ((99, 100, 101), (0, 60, 300)),
] * 5


@BOTH
def test_mean_and_variance_of_a_sum_of_products_are_those_in_closed_form(
    distribution: Distribution,
) -> None:
    mean = variance = 0.0
    for responses, minutes in TRIPLES:
        (a, var_a), (b, var_b) = moments(responses, distribution), moments(minutes, distribution)
        mean += a * b / 60
        variance += (a**2 * var_b + b**2 * var_a + var_a * var_b) / 3600
    forms = [
        {"responses": between(*responses), "minutes_per_response": between(*minutes)}
        for responses, minutes in TRIPLES
    ]
    how = Sampling(distribution=distribution)
    found = baseline(forms, how)
    assert abs(found.mean - mean) < 5 * math.sqrt(variance / how.draws)
    # The variance of a sample variance is (kurtosis - 1) x variance^2 / draws, and a sum of twenty
    # products of which none outweighs the others has nearly the kurtosis of a normal one, 3.
    assert abs(found.deviation**2 / variance - 1) < 5 * math.sqrt((4 - 1) / how.draws)


@pytest.mark.parametrize("triple", [(0.0, 10.0, 100.0), (5.0, 5.0, 6.0), (0.0, 9.0, 9.0)])
@BOTH
def test_quantiles_are_those_of_the_distribution(
    triple: Triple, distribution: Distribution
) -> None:
    found = baseline([HOUR | {"responses": between(*triple)}], Sampling(distribution=distribution))
    for quantile, share in zip(ends(found), SHARES, strict=True):
        below = share_below(quantile, triple, distribution)
        assert abs(below - share) < 5 * math.sqrt(share * (1 - share) / 10_000) + 1e-4


@BOTH
def test_draws_stay_within_their_range(distribution: Distribution) -> None:
    made = tables([HOUR | {"responses": 1000}])
    laid_out = planned(made, {"where": {"form": "*"}, "prefill": between(0.1, 1, 1)})
    known(made, [laid_out], Sampling(draws=100_000, distribution=distribution))


# Erring together


def ranged_hours(count: int, **more: Any) -> list[dict[str, Any]]:
    return [
        HOUR | {"responses": between(50 - i, 100, 200 + 10 * i), **more}
        for i in range(1, count + 1)
    ]


@BOTH
def test_inputs_that_err_together_add_deviations_and_others_variances(
    distribution: Distribution,
) -> None:
    how = Sampling(distribution=distribution)
    deviations = [
        math.sqrt(moments((50 - i, 100, 200 + 10 * i), distribution)[1]) for i in range(1, 10)
    ]
    together = baseline(ranged_hours(9, source=TOGETHER), how).deviation
    apart = baseline(ranged_hours(9, source="One survey"), how).deviation
    error = 5 * math.sqrt((4 - 1) / how.draws) / 2
    assert abs(together / sum(deviations) - 1) < error
    assert abs(apart / math.hypot(*deviations) - 1) < error


@BOTH
def test_quantiles_of_inputs_that_err_together_add_up(distribution: Distribution) -> None:
    how = Sampling(distribution=distribution)
    forms = [{"id": f"f{i}"} | form for i, form in enumerate(ranged_hours(4, source=TOGETHER))]
    sums = np.sum([ends(baseline([form], how)) for form in forms], axis=0)
    assert ends(baseline(forms, how)) == pytest.approx(sums.tolist(), rel=1e-12)


def test_responses_and_minutes_of_one_source_are_high_in_the_same_draws() -> None:
    form = {"responses": between(10, 60, 90), "minutes_per_response": between(10, 60, 90)}
    apart = baseline([form | {"source": "A survey"}])
    together = baseline([form | {"source": TOGETHER}])
    assert together.low < apart.low < apart.high < together.high


def test_a_parameter_can_err_together_with_figures_of_the_catalogue() -> None:
    made = tables([HOUR | {"responses": between(50, 100, 200), "source": TOGETHER}])
    multiply = {"where": {"form": "*"}, "responses": {"multiply": between(0.5, 1, 2)}}
    reform = planned(made, multiply | {"source": TOGETHER})
    found = known(made, [reform])
    (swing,) = found.effects[0].swings
    # The change is responses x (factor - 1): 50 x -0.5 and 200 x 1, and nothing at the likely.
    assert swing == Swing("One survey", -25.0, 200.0)
    assert (
        found.effects[0].hours.deviation
        > known(made, [planned(made, multiply)]).effects[0].hours.deviation
    )


# Streams


def test_the_same_seed_gives_the_same_bits_and_another_seed_others() -> None:
    made = tables(ranged_hours(3))
    assert spread(made, (), Sampling(seed=7)) == spread(made, (), Sampling(seed=7))
    assert known(made, (), Sampling(seed=8)).baseline != known(made, (), Sampling(seed=7)).baseline


def row(made: timetax.Tables, form: str, laid_out: Plan | None = None) -> list[float]:
    rows = rows_by(made, "form", laid_out).set_index("form")
    return list(rows.drop(columns="title").loc[form])


def test_another_form_or_range_changes_no_draw_of_a_form() -> None:
    form = {"id": "x", "responses": between(1, 2, 3), "minutes_per_response": between(1, 2, 30)}
    alone = row(tables([form]), "x")
    assert row(tables([*ranged_hours(3), form, *ranged_hours(2, agency="B")]), "x") == alone
    one_range = form | {"minutes_per_response": 2}
    first = baseline([one_range])
    second = baseline([one_range | {"respondents": between(1, 2, 3)}])
    assert first == second


def test_the_order_of_forms_changes_no_draw_of_a_form() -> None:
    forms = [{"id": f"f{i}"} | form for i, form in enumerate(ranged_hours(3))]
    assert row(tables(forms), "f1") == row(tables(forms[::-1]), "f1")


def test_baseline_and_reforms_see_the_same_draws() -> None:
    made = tables(ranged_hours(3))
    plans = [
        planned(made, {"where": {"form": "*"}, "minutes_per_response": {"multiply": factor}})
        for factor in (0.5, 2)
    ]
    found = known(made, plans)
    less, more = found.effects
    whole = np.array([*ends(found.baseline), found.baseline.likely])
    assert [*ends(less.hours), less.hours.likely] == (whole * 0.5).tolist()
    assert [*ends(more.change), more.change.likely] == whole.tolist()
    assert ends(less.change) == pytest.approx((whole[2::-1] * -0.5).tolist())
    assert less.change.deviation * 2 == more.change.deviation == found.baseline.deviation


def test_a_reform_of_other_forms_changes_nothing_exactly() -> None:
    made = tables(
        [*ranged_hours(3), {"agency": "B", "responses": 1 / 3, "minutes_per_response": 0}]
    )
    found = known(made, [planned(made, {"where": {"agency": "B"}, "prefill": 0.5})])
    assert found.effects[0].hours == found.baseline
    assert found.effects[0].change == Interval(0, 0, 0, 0, 0, 0)
    assert found.effects[0].swings == ()


def test_taking_all_forms_away_leaves_exactly_nothing() -> None:
    made = tables(ranged_hours(3))
    found = known(made, [planned(made, {"where": {"form": "*"}, "remove": "yes"})])
    assert found.effects[0].hours == Interval(0, 0, 0, 0, 0, 0)


def test_an_interval_does_not_depend_on_what_else_is_compared() -> None:
    made = tables(ranged_hours(3))
    merge = {"id": "m", "title": "M", "responses": "max", "minutes_per_response": "mean"}
    plans = [
        planned(made, {"where": {"form": ["form-0", "form-2"]}, "merge": merge}),
        planned(made, {"where": {"form": "form-1"}, "prefill": between(0, 0.2, 0.3)}),
    ]
    both = known(made, plans)
    for place, each in enumerate(plans):
        assert known(made, [each]).effects[0].hours.likely == both.effects[place].hours.likely
        alone = known(made, [each]).effects[0]
        assert ends(alone.change) == pytest.approx(ends(both.effects[place].change), rel=1e-12)


# Blocks


ASSORTED: list[dict[str, Any]] = [
    *ranged_hours(4),
    *ranged_hours(3, source=TOGETHER, agency="B"),
    {"respondents": between(1, 2, 9), "responses_per_respondent": between(1, 1, 2)},
    {"responses": between(5, 6, 9), "minutes_per_response": between(1, 20, 90)},
    {
        "respondents": between(10, 20, 90),
        "responses_per_respondent": between(1, 1, 2),
        "minutes_per_response": between(30, 40, 41),
    },
]


def assorted(
    forms: list[dict[str, Any]] = ASSORTED,
    factor: Any = between(0.2, 0.9, 1),  # noqa: B008
    share: Any = between(0, 0.1, 0.2),  # noqa: B008
) -> tuple[timetax.Tables, Plan]:
    made = tables([form | {"life_events": {"x": 0.25}} for form in forms])
    merged = {"id": "m", "title": "M", "agency": "A", "life_events": ["x"]}
    merged |= {"responses": "max", "minutes_per_response": "mean"}
    return made, planned(
        made,
        {"where": {"agency": "A"}, "responses": {"multiply": factor}},
        {"where": {"form": ["form-0", "form-6", "form-8"]}, "merge": merged},
        {"where": {"form": "m"}, "prefill": "$known"},
        {"where": {"form": "form-9"}, "respondents": {"add": 5}, "minutes_per_response": "$known"},
        parameters={"known": share},
    )


def own_generator(name: str, how: Sampling) -> np.random.Generator:
    key = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    return np.random.Generator(np.random.SFC64([how.seed, key]))


def own_draws(name: str, triple: dict[str, float], how: Sampling) -> Any:
    """Return the draws of an input as its name and the seed define them."""
    low, likely, high = triple.values()
    generator = own_generator(name, how)
    rise, fall = (likely - low) / (high - low), (high - likely) / (high - low)
    return low + (high - low) * generator.beta(1 + 4 * rise, 1 + 4 * fall, how.draws)


def test_each_draw_is_the_total_of_a_catalogue_and_scenario_with_the_drawn_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("timetax.engine.uncertainty.sampling.MIN_DRAWS", 20)
    how = Sampling(draws=20, seed=5)
    ranks = own_generator("together: One survey", how).permutation(how.draws)
    drawn: dict[tuple[int, str], Any] = {}
    for place, form in enumerate(ASSORTED):
        for figure, value in form.items():
            if isinstance(value, dict) and "low" in value:
                draws = own_draws(f"form-{place}.{figure}", value, how)
                drawn[place, figure] = np.sort(draws)[ranks] if "source" in form else draws
    factor = own_draws("A reform: change 1: responses multiply", between(0.2, 0.9, 1), how)
    share = own_draws("known", between(0, 0.1, 0.2), how)
    before, after = [], []
    for draw in range(how.draws):
        forms = [
            form
            | {figure: float(values[draw]) for (at, figure), values in drawn.items() if at == place}
            for place, form in enumerate(ASSORTED)
        ]
        made, reform = assorted(forms, float(factor[draw]), float(share[draw]))
        before.append(timetax.total(made).burden_hours)
        reformed = apply_scenario(made, reform.scenario)
        after.append(timetax.total(timetax.with_burden(reformed)).burden_hours)
    made, reform = assorted()
    found = known(made, [reform], how)
    changes = np.subtract(after, before)
    for interval, hours in (
        (found.baseline, before),
        (found.effects[0].hours, after),
        (found.effects[0].change, changes),
    ):
        assert interval.mean == pytest.approx(np.mean(hours), rel=1e-12)
        assert interval.deviation == pytest.approx(np.std(hours, ddof=1), rel=1e-12)
        assert ends(interval) == pytest.approx(np.quantile(hours, SHARES).tolist(), rel=1e-12)


@pytest.mark.parametrize("size", [1, 5_000, 40_000, 2**28])
def test_the_size_of_blocks_changes_no_bit(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made, laid_out = assorted()
    how = Sampling(draws=100)
    by = [("form",), ("agency", "life_event")]
    usual = known(made, [laid_out], how, by=by)
    monkeypatch.setattr(blocks, "BLOCK_BYTES", size)
    monkeypatch.setattr(deviations, "GROUP_BYTES", size)
    found = known(made, [laid_out], how, by=by)
    assert replace(found, by={}) == replace(usual, by={})
    assert all(found.by[each].equals(usual.by[each]) for each in by)


def test_progress_rises_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 1)
    told: list[float] = []
    spread(tables(ranged_hours(3)), (), FEW, progress=told.append)
    assert told == [1 / 3, 2 / 3, 1]


# What a form's hours follow from


def test_responses_follow_from_respondents_in_each_draw() -> None:
    people, often = between(10, 20, 60), between(1, 2, 3)
    followed = baseline([HOUR | {"respondents": people, "responses_per_respondent": often}])
    product = baseline([{"respondents": people, "minutes_per_response": often}])
    assert followed.likely == 40
    # The same product, in other units and with a stream of its own for the second factor.
    assert followed.deviation == pytest.approx(product.deviation * 60, rel=0.1)
    assert followed.mean == pytest.approx(product.mean * 60, rel=0.02)


def test_given_responses_do_not_follow_from_respondents() -> None:
    form = HOUR | {"responses": 40, "respondents": between(10, 20, 60)}
    found = known(tables([form]))
    assert ends(found.baseline) == [40, 40, 40]
    assert found.ranged_figures == 1


def test_respondents_that_are_a_range_count_where_a_reform_makes_responses_follow() -> None:
    made = tables([HOUR | {"responses": 40, "respondents": between(10, 20, 60)}])
    reform = planned(made, {"where": {"form": "*"}, "responses_per_respondent": 3})
    assert known(made, [reform]).effects[0].swings == (Swing("form-0: respondents", -30, 120),)


def test_forms_that_are_excluded_or_not_estimated_add_nothing() -> None:
    forms = ranged_hours(2)
    others = [
        HOUR | {"responses": between(1, 5, 9), "excluded": "historical"},
        {"responses": between(1, 5, 9)},
        {"minutes_per_response": between(1, 5, 9)},
    ]
    found, alone = known(tables([*forms, *others])), known(tables(forms))
    assert found.baseline == alone.baseline
    assert found.baseline_swings == alone.baseline_swings
    assert (found.ranged_figures, found.ranged_forms) == (4, 4)
    assert spread(tables(others[:1])) is None


def test_a_form_that_a_reform_makes_known_counts_only_there() -> None:
    made = tables([{"responses": between(50, 100, 200)}])
    found = known(made, [planned(made, {"where": {"form": "*"}, "minutes_per_response": 60})])
    assert ends(found.baseline) == [0, 0, 0]
    assert found.effects[0].hours == found.effects[0].change
    assert found.effects[0].hours.low < 100 < found.effects[0].hours.high


PUBLISHED = {"responses": between(50, 100, 300), "published_hours": 70}


def test_published_hours_do_not_vary_with_the_responses() -> None:
    made = tables([PUBLISHED, *ranged_hours(1)])
    rows = rows_by(made, "form").set_index("form")
    assert list(rows.loc["form-0"][1:]) == [70, 70, 70]
    assert known(made).baseline_swings == (Swing("form-1: responses", -51, 110),)


def test_published_hours_do_not_vary_with_what_responses_follow_from() -> None:
    people = {"respondents": between(1, 2, 9), "responses_per_respondent": between(1, 1, 3)}
    found = known(tables([people | {"published_hours": 1 / 3}]))
    assert found.baseline.deviation == 0
    assert ends(found.baseline) == [found.baseline.likely] * 3
    assert found.ranged_figures == 2


def test_a_reform_acts_on_minutes_that_follow_from_published_hours() -> None:
    made = tables([PUBLISHED])
    prefilled = planned(made, {"where": {"form": "*"}, "prefill": 0.1})
    change = known(made, [prefilled]).effects[0].change
    assert ends(change) == [change.likely] * 3
    set_minutes = planned(made, {"where": {"form": "*"}, "minutes_per_response": 30})
    assert known(made, [set_minutes]).effects[0].swings == (Swing("form-0: responses", -25, 100),)
    set_responses = planned(made, {"where": {"form": "*"}, "responses": 100})
    (swing,) = known(made, [set_responses]).effects[0].swings
    # With 50 responses they took 84 minutes, and with 300 they took 14: in all 140 and 23 hours.
    assert (swing.low, swing.high) == pytest.approx((70, 70 / 3 - 70))


def test_given_minutes_do_not_follow_from_published_hours() -> None:
    found = known(tables([PUBLISHED | HOUR]))
    assert found.baseline_swings == (Swing("form-0: responses", -50, 200),)


# Scenarios


@BOTH
def test_a_parameter_that_is_a_range_moves_the_change(distribution: Distribution) -> None:
    made = tables([HOUR | {"responses": 1000}])
    reform = planned(
        made,
        {"where": {"form": "*"}, "prefill": "$known"},
        parameters={"known": between(0.1, 0.2, 0.6)},
    )
    how = Sampling(distribution=distribution)
    found = known(made, [reform], how)
    mean, variance = moments((100, 200, 600), distribution)
    change = found.effects[0].change
    assert abs(change.mean + mean) < 5 * math.sqrt(variance / how.draws)
    assert abs(change.deviation**2 / variance - 1) < 5 * math.sqrt((4 - 1) / how.draws)
    assert ends(found.baseline) == [1000, 1000, 1000]
    assert found.ranged_figures == 0
    assert found.effects[0].swings == (Swing("$known", 100, -400),)


def test_a_parameter_that_is_used_twice_is_the_same_in_both_places() -> None:
    made = tables([HOUR | {"responses": 1000}, HOUR | {"responses": 1000}])
    changes = [
        {"where": {"form": "form-0"}, "responses": {"multiply": "$factor"}},
        {"where": {"form": "form-1"}, "responses": {"add": "$more"}},
        {"where": {"form": "form-1"}, "minutes_per_response": {"multiply": "$factor"}},
    ]
    parameters = {"factor": between(0.5, 1, 1.5), "more": 0}
    found = known(made, [planned(made, *changes, parameters=parameters)]).effects[0]
    once = known(made, [planned(made, changes[0], parameters={"factor": parameters["factor"]})])
    twice = [each * 2 for each in ends(once.effects[0].change)]
    assert ends(found.change) == pytest.approx(twice, rel=1e-12)


def test_a_new_form_brings_its_ranges() -> None:
    made = tables([HOUR | {"responses": 1}])
    new = {"id": "new", "title": "New", "agency": "A", "minutes_per_response": 60}
    own = planned(made, {"add": new | {"responses": between(50, 100, 200)}})
    named = planned(
        made, {"add": new | {"responses": "$r"}}, parameters={"r": between(50, 100, 200)}
    )
    found = known(made, [own, named])
    assert found.effects[0].swings == (Swing("new: responses", -50, 100),)
    assert found.effects[1].swings == (Swing("$r", -50, 100),)
    assert found.effects[0].change.likely == found.effects[1].change.likely == 100
    assert found.effects[0].change.deviation > 0


def test_a_new_form_under_the_id_of_a_removed_one_has_ranges_of_its_own() -> None:
    made = tables([HOUR | {"responses": between(1, 2, 3)}])
    new = {"id": "form-0", "title": "New", "agency": "A", "responses": 1}
    reform = planned(
        made,
        {"where": {"form": "form-0"}, "remove": "yes"},
        {"add": new | {"minutes_per_response": between(60, 120, 240)}},
    )
    assert known(made, [reform]).effects[0].swings == (
        Swing("form-0: minutes per response", -1, 2),
        Swing("form-0: responses", 1, -1),
    )


MERGED = {"id": "m", "title": "M", "minutes_per_response": "max"}


def test_merged_forms_are_drawn_together() -> None:
    forms = [
        HOUR | {"responses": between(50, 100, 180)},
        HOUR | {"responses": between(80, 90, 200)},
    ]
    made = tables(forms)
    reform = planned(made, {"where": {"form": "*"}, "merge": MERGED | {"responses": "max"}})
    found = known(made, [reform])
    # The reform has max(100, 90) hours, and at the ends 90, 180, 100, 200; the baseline has 190,
    # and at the ends 140, 270, 180, 300.
    assert found.effects[0].swings == (
        Swing("form-0: responses", 40, 0),
        Swing("form-1: responses", 10, -10),
    )
    # The largest of two is below a value if both are.
    for quantile, share in zip(ends(found.effects[0].hours), SHARES, strict=True):
        below = [
            share_below(quantile, triple, Distribution.PERT)
            for triple in ((50, 100, 180), (80, 90, 200))
        ]
        assert abs(math.prod(below) - share) < 5 * math.sqrt(share * (1 - share) / 10_000) + 1e-4
    same = planned(made, {"where": {"form": "*"}, "merge": MERGED | {"responses": "sum"}})
    unchanged = known(made, [same]).effects[0]
    assert ends(unchanged.change) == pytest.approx([0, 0, 0], abs=1e-9)
    assert ends(unchanged.hours) == pytest.approx(ends(found.baseline))


def test_excluded_forms_that_are_merged_add_nothing() -> None:
    excluded = HOUR | {"responses": between(80, 90, 200), "excluded": "historical"}
    made = tables([excluded, excluded, *ranged_hours(1)])
    where = {"where": {"form": ["form-0", "form-1"]}}
    found = known(made, [planned(made, where | {"merge": MERGED | {"responses": "sum"}})])
    assert found.ranged_figures == 1
    assert found.effects[0].hours == found.baseline
    assert found.effects[0].swings == ()


def test_a_share_that_can_exceed_one_is_refused() -> None:
    made = tables([HOUR | {"responses": 1000}])
    reform = planned(
        made,
        {"where": {"form": "*"}, "prefill": "$known"},
        parameters={"known": between(0.1, 0.2, 1.1)},
    )
    with pytest.raises(timetax.InputError, match="from 0 to 1"):
        spread(made, [reform], FEW)


def test_minutes_that_can_fall_below_zero_are_refused() -> None:
    made = tables([{"responses": 10, "minutes_per_response": between(1, 20, 30)}])
    reform = planned(made, {"where": {"form": "*"}, "minutes_per_response": {"add": -5}})
    with pytest.raises(timetax.InputError, match="below zero"):
        spread(made, [reform], FEW)


def test_a_plan_over_other_tables_is_a_mistake_of_the_program() -> None:
    made = tables(ranged_hours(3))
    reform = planned(made, {"where": {"form": "*"}, "prefill": 0.5})
    with pytest.raises(ValueError, match="other tables"):
        spread(tables(ranged_hours(2)), [reform])


# Against another scenario


def test_a_change_against_the_same_scenario_is_exactly_nothing() -> None:
    made, reform = assorted()
    found = known(made, [reform], FEW, against=reform)
    assert found.effects[0].change == Interval(0, 0, 0, 0, 0, 0)
    assert found.effects[0].swings == ()
    assert len(found.effects) == 1


def test_a_change_against_a_scenario_is_the_difference_of_both_in_each_draw() -> None:
    made = tables(ranged_hours(1))
    half, double = (
        planned(made, {"where": {"form": "*"}, "responses": {"multiply": factor}})
        for factor in (0.5, 2)
    )
    found = known(made, [double], against=half)
    more = [each * 1.5 for each in ends(found.baseline)]
    assert ends(found.effects[0].change) == pytest.approx(more, rel=1e-12)
    assert found.effects[0].change.likely == 150
    assert found.effects[0].hours == known(made, [double]).effects[0].hours
    assert found.effects[0].swings == (Swing("form-0: responses", -76.5, 165),)


def test_ranges_in_the_changes_of_rival_scenarios_are_independent() -> None:
    made = tables([HOUR | {"responses": 1000}])
    change = {"where": {"form": "*"}, "prefill": between(0.1, 0.2, 0.3)}
    one, other = (
        plan(made, make_scenario({"name": name, "changes": [change]})) for name in ("One", "Other")
    )
    found = known(made, [one], against=other).effects[0]
    alone = known(made, [one]).effects[0]
    assert found.change.deviation == pytest.approx(alone.change.deviation * math.sqrt(2), rel=0.05)
    assert len(found.swings) == 2


def test_a_parameter_of_the_same_name_is_the_same_unknown_in_both_scenarios() -> None:
    made = tables([HOUR | {"responses": 1000}])
    parameters = {"known": between(0.1, 0.2, 0.3)}
    one, other = (
        plan(
            made,
            make_scenario(
                {
                    "name": name,
                    "parameters": parameters,
                    "changes": [{"where": {"form": "*"}, "prefill": "$known"}],
                }
            ),
        )
        for name in ("One", "Other")
    )
    assert known(made, [one], against=other).effects[0].change == Interval(0, 0, 0, 0, 0, 0)


# Swings


def test_swings_are_ranked_by_how_much_an_input_moves_the_result() -> None:
    made = tables(
        [
            {"responses": between(50, 100, 200), "minutes_per_response": between(30, 60, 66)},
            HOUR | {"respondents": between(10, 20, 30), "responses_per_respondent": 2},
            HOUR | {"responses": 1000},
        ],
    )
    assert known(made).baseline_swings == (
        Swing("form-0: responses", -50, 100),
        Swing("form-0: minutes per response", -50, 10),
        Swing("form-1: respondents", -20, 20),
    )
    reform = planned(
        made,
        {"where": {"form": "form-0"}, "prefill": "$known"},
        {"where": {"form": "form-2"}, "minutes_per_response": {"multiply": between(0.5, 0.9, 1)}},
        parameters={"known": between(0.1, 0.5, 0.6)},
    )
    swings = known(made, [reform]).effects[0].swings
    # Of form-0, half is saved; of form-2, 100 hours; form-1 is not changed.
    assert [each.name for each in swings] == [
        "change 2: minutes_per_response multiply",
        "form-0: responses",
        "$known",
        "form-0: minutes per response",
    ]
    moves = [each for swing in swings for each in (swing.low, swing.high)]
    assert moves == pytest.approx([-400, 100, 25, -50, 40, -10, 25, -5])


def test_a_swing_spans_the_likely_result_too() -> None:
    assert Swing("x", 3, 5).width == 5
    assert Swing("x", 5, -3).width == 8
    assert Swing("x", -5, -3).width == 5


def test_inputs_that_err_together_swing_as_one() -> None:
    made = tables(
        [
            {
                "responses": between(50, 100, 200),
                "minutes_per_response": between(30, 60, 66),
                "source": TOGETHER,
            },
            HOUR | {"responses": between(0, 10, 20), "source": TOGETHER},
        ]
    )
    # 50 x 30 / 60 + 0 and 200 x 66 / 60 + 20, less 110.
    assert known(made).baseline_swings == (Swing("One survey", -85, 130),)


# By fields


def test_a_row_of_all_forms_has_the_intervals_of_the_whole() -> None:
    made = tables(ranged_hours(3))
    reform = planned(made, {"where": {"form": "form-1"}, "prefill": between(0.1, 0.2, 0.9)})
    whole = known(made, [reform])
    (row,) = rows_by(made, "agency", reform, Sampling()).itertuples(index=False)
    assert list(row) == [
        "A",
        "A",
        *ends(whole.baseline),
        *ends(whole.effects[0].hours),
        *ends(whole.effects[0].change),
    ]


def test_rows_have_the_keys_of_the_totals() -> None:
    made, _ = assorted()
    all_fields = [*((field,) for field in timetax.FIELDS), ("agency", "life_event")]
    found = known(made, (), FEW, by=all_fields).by
    assert list(found) == all_fields
    for by, rows in found.items():
        fields = list(by)
        totals = timetax.totals_by(made, by)
        keys = list(rows.columns[:-3])
        assert keys == list(totals.columns[: len(keys)])
        assert set(map(str, rows[fields].to_numpy())) == set(map(str, totals[fields].to_numpy()))
        assert list(rows.columns[-3:]) == ["baseline_low", "baseline_middle", "baseline_high"]
        assert rows["baseline_middle"].is_monotonic_decreasing or rows.isna().any(axis=None)


def test_a_share_of_a_form_has_that_share_of_its_interval() -> None:
    form = ranged_hours(1)[0] | {"id": "x", "life_events": {"birth": 0.25}}
    rows = rows_by(tables([form]), "life_event", None, Sampling()).set_index(
        "life_event", drop=False
    )
    whole = np.array(ends(baseline([form])))
    assert rows.loc["birth"].iloc[2:].tolist() == pytest.approx((whole * 0.25).tolist())
    unclaimed = rows[rows["life_event"].isna()].iloc[0, 2:].tolist()
    assert unclaimed == pytest.approx((whole * 0.75).tolist())


def test_rows_by_form_are_the_intervals_of_each_form_alone() -> None:
    forms = [{"id": f"f{i}"} | form for i, form in enumerate(ranged_hours(3))]
    for form in forms:
        assert row(tables(forms), form["id"]) == ends(baseline([form], FEW))


def test_forms_that_come_and_go_have_no_hours_before_or_after() -> None:
    made = tables(ranged_hours(2))
    merge = {"where": {"form": "*"}, "merge": MERGED | {"responses": "sum"}}
    reform = planned(made, merge)
    gone, new = row(made, "form-0", reform), row(made, "m", reform)
    assert gone[3:6] == new[:3] == [0, 0, 0]
    assert gone[6:] == pytest.approx([-gone[2], -gone[1], -gone[0]])
    assert new[3:6] == new[6:] == pytest.approx(ends(known(made, (), FEW).baseline))


def test_a_row_in_which_nothing_is_estimated_is_unknown_and_not_zero() -> None:
    made = tables([*ranged_hours(1), {"agency": "B", "responses": between(1, 2, 3)}])
    same = planned(made, {"where": {"agency": "A"}, "prefill": 0.5})
    assert all(map(math.isnan, row(made, "form-1", same)))
    estimated = planned(made, {"where": {"agency": "B"}, "minutes_per_response": 60})
    unknown_before = row(made, "form-1", estimated)
    assert all(map(math.isnan, unknown_before[:3]))
    assert unknown_before[3:6] == unknown_before[6:]
    assert unknown_before[3] > 1


def test_rows_without_ranges_are_their_totals() -> None:
    others = [HOUR | {"responses": 5, "agency": "B"}, HOUR | {"responses": 1 / 3, "agency": "C"}]
    made = tables([*ranged_hours(1), *others])
    rows = rows_by(made, "agency")
    totals = timetax.totals_by(made, "agency")["burden_hours"].tolist()
    for name in ("low", "middle", "high"):
        assert rows[f"baseline_{name}"].tolist()[1:] == totals[1:]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="unknown field 'agncy'"):
        spread(tables([]), by=[("agncy",)])


def test_rows_and_totals_are_of_the_same_draws_whatever_else_is_asked_for() -> None:
    made, reform = assorted()
    by = [("agency",), ("form",), ("agency", "life_event")]
    together = known(made, [reform], FEW, by=by)
    assert replace(together, by={}) == known(made, [reform], FEW)
    for fields in by:
        assert together.by[fields].equals(known(made, [reform], FEW, by=[fields]).by[fields])


def test_rows_are_of_the_first_scenario() -> None:
    made, reform = assorted()
    other = planned(made, {"where": {"form": "*"}, "minutes_per_response": 5})
    found = known(made, [reform, other], FEW, by=[("form",)]).by["form",]
    assert found.equals(rows_by(made, "form", reform))


def test_rows_against_a_scenario_change_from_there() -> None:
    made = tables(ranged_hours(2))
    every = {"where": {"form": "*"}}
    half, double = (
        planned(made, every | {"responses": {"multiply": factor}}) for factor in (0.5, 2)
    )
    merged = planned(made, every | {"merge": MERGED | {"responses": "sum"}})
    rows = known(made, [double], FEW, against=half, by=[("form",)]).by["form",].set_index("form")
    figures = rows.drop(columns="title").to_numpy()
    assert figures[:, 3:6] == pytest.approx(figures[:, :3] * 2)
    assert figures[:, 6:] == pytest.approx(figures[:, :3] * 1.5)
    rows = known(made, [double], FEW, against=merged, by=[("form",)]).by["form",].set_index("form")
    assert sorted(rows.index) == ["form-0", "form-1", "m"]
    assert rows["change_high"]["m"] < 0 == rows["reform_high"]["m"]
    assert rows["change_low"]["form-0"] == rows["reform_low"]["form-0"]


def test_groups_that_do_not_fit_wait_for_another_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tables(ranged_hours(3))
    monkeypatch.setattr(deviations, "GROUP_BYTES", 1)
    told: list[float] = []
    spread(made, (), FEW, by=[("form",), ("agency",)], progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 3


# Options


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"draws": 99}, "draws: error: must be 100 to 1,000,000, and here is 99"),
        ({"draws": 1_000_001}, "must be 100 to 1,000,000, and here is 1,000,001"),
        ({"seed": -1}, "seed: error: must be 0 or more, and here is -1"),
    ],
)
def test_a_sampling_that_cannot_be_is_refused(options: dict[str, int], message: str) -> None:
    with pytest.raises(timetax.InputError, match=message):
        Sampling(**options)  # type: ignore[arg-type]


def test_options_spell_a_sampling() -> None:
    assert sampling(500, 3, "triangular") == Sampling(500, 3, Distribution.TRIANGULAR)
    with pytest.raises(timetax.InputError, match=r"'triangle'; did you mean 'triangular'\?"):
        sampling(500, 3, "triangle")
