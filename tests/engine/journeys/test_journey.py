"""One person's journey, by hand-computed examples and by what must always hold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.journeys.made import DOG, catalogue, journey, walked
from timetax.catalogue.journeys import ACTIVE, MINUTES, Journey, Step
from timetax.engine.journeys.amount import Amount, Span
from timetax.engine.journeys.journey import spans, walk
from timetax.findings import InputError


def span(low: float, likely: float | None, high: float) -> Span:
    return Span(Fraction(low), None if likely is None else Fraction(likely), Fraction(high))


# Hand-computed


def test_the_journey_of_an_old_dog_adds_up() -> None:
    total = walked(catalogue(DOG), "dog=old").total
    assert total.active == span(12 + 30 + 5, 12 + 30 + 10, 12 + 30 + 30)
    assert total.waiting == span(12.5, 12.5, 12.5)
    assert total.travel == span(30, 30, 30)
    assert (total.steps, total.steps_not_known, total.steps_open) == (4, 0, 0)
    assert total.agencies == ("CITY",)
    assert total.visits == Fraction(1, 2)


def test_a_step_whose_condition_is_not_met_is_left_out() -> None:
    made = walked(catalogue(DOG), "dog=puppy")
    assert made.total.active == span(17, 22, 42)
    assert [each.title for each in made.left_out] == ["Get a proof of the rabies shot"]
    assert [each.number for each in made.steps] == [1, 2, 3]


def test_a_step_that_depends_on_an_open_trait_counts_in_the_upper_end_alone() -> None:
    total = walked(catalogue(DOG)).total
    assert total.active == span(17, 22, 42 + 30)
    assert (total.steps, total.steps_open) == (4, 1)


def test_a_total_of_open_steps_alone_has_no_likely_value() -> None:
    made = journey("{title: A, form_minutes: 30, condition: {dog: old}}", "{dog: [puppy, old]}")
    assert walked(made).total.active == span(0, None, 30)


def test_minutes_of_a_form_follow_from_its_hours() -> None:
    assert walked(journey("{form: hours-alone}")).total.active == span(20, 20, 20)


def test_a_range_of_a_form_is_a_range_of_the_journey() -> None:
    assert walked(journey("{form: ranged, times: 2}")).total.active == span(20, 40, 120)


def test_a_step_without_minutes_is_counted_and_never_zero() -> None:
    made = walked(journey("{form: unknown}, {title: Wait for a call}, {form: dog-licence}"))
    assert made.total.steps_not_known == 2
    assert made.total.active == span(12, 12, 12)
    assert made.steps[0].minutes["form"] is None
    assert walked(journey("{form: unknown}")).total.active is None


def test_a_step_whose_form_has_no_minutes_is_not_known_though_its_travel_is() -> None:
    made = walked(journey("{form: unknown, travel_minutes: 60}"))
    assert (made.total.steps_not_known, made.total.travel) == (1, span(60, 60, 60))


def test_minutes_of_several_parties_are_never_those_of_one_person() -> None:
    made = walked(journey("{form: lenders-too}"))
    assert made.steps[0].minutes["form"] is None
    assert made.steps[0].mixed == "it holds lenders"
    assert made.total.steps_not_known == 1


def test_minutes_that_a_step_gives_itself_count_in_place_of_its_forms() -> None:
    made = walked(journey("{form: lenders-too, form_minutes: 45}"))
    assert made.total.active == span(45, 45, 45)
    assert made.steps[0].mixed is None


def test_all_times_together_are_the_figures_of_a_step() -> None:
    made = walked(journey("{form: dog-licence, times: 4, travel_minutes: 10, fee: 2.5, per: year}"))
    assert made.steps[0].minutes["form"] == Amount(*[Fraction(48)] * 3)
    assert made.total.travel == span(40, 40, 40)
    assert made.total.fee == span(10, 10, 10)


def test_a_building_block_is_needed_again_once_an_earlier_step_has_needed_it() -> None:
    made = walked(journey("{form: lenders-too}, {title: B, building_blocks: [identity, payment]}"))
    assert made.steps[1].blocks == ("identity", "payment")
    assert made.steps[1].needed_before == ("identity",)


def test_questions_are_weighed_by_the_shares() -> None:
    made = walked(
        journey("{title: A, questions: 10}, {title: B, share: 0.5, questions: 20, asked_before: 8}")
    )
    assert (made.total.questions, made.total.asked_before) == (20, 4)


# Who does a step


@pytest.mark.parametrize(
    ("step", "given", "share"),
    [
        ("share: 0.3", [], Fraction(3, 10)),
        ("condition: {income: low}, share: 0.3", [], Fraction(3, 10)),
        ("condition: {income: low}, share: 0.3", ["income=low"], Fraction(1)),
        ("condition: {income: low}, share_if_met: 0.8", [], None),
        ("condition: {income: low}, share_if_met: 0.8", ["income=low"], Fraction(4, 5)),
        ("condition: {income: low}, share: 0.5, share_if_met: 0.8", [], Fraction(2, 5)),
        ("condition: {children: [1, 2]}", [], Fraction(3, 4)),
        ("condition: {children: [1, 2]}", ["children=2"], Fraction(1)),
        ("condition: {children: 1, veteran: yes}", [], Fraction(1, 20)),
        ("condition: {children: 1, income: low}", [], None),
        ("condition: {children: 1, income: low}", ["income=low"], Fraction(1, 2)),
        ("condition: {income: [low, high]}", [], Fraction(1)),
        ("condition: {veteran: true}", ["veteran=true"], Fraction(1)),
    ],
)
def test_the_share_of_a_step_follows_from_what_is_settled(
    step: str, given: list[str], share: Fraction | None
) -> None:
    traits = (
        "{income: [low, high], children: {0: 0.25, 1: 0.5, 2: 0.25}, veteran: {yes: 0.1, no: 0.9}}"
    )
    made = walked(journey(f"{{title: A, form_minutes: 1, {step}}}", traits), *given)
    assert [each.share for each in made.steps] == [share]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("dogs=old", "'dogs' is no trait of getting-a-dog, which knows dog; did you mean 'dog'?"),
        ("dog=olt", "nobody has dog=olt: it is puppy or old; did you mean 'old'?"),
        ("dog", "write it as TRAIT=VALUE, and here is 'dog'"),
        ("dog=", "write it as TRAIT=VALUE, and here is 'dog='"),
    ],
)
def test_a_trait_that_cannot_be_settled_is_refused(given: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        walked(catalogue(DOG), given)
    assert caught.value.findings[0].message == message


def test_a_trait_is_not_settled_two_ways() -> None:
    with pytest.raises(InputError, match="dog is old and puppy; give one of them"):
        walked(catalogue(DOG), "dog=old", "dog=puppy")
    assert walked(catalogue(DOG), "dog=old", "dog=old").total.steps_open == 0


# Days


def test_steps_follow_one_another_and_those_after_an_earlier_one_run_beside() -> None:
    made = walked(
        journey(
            "{id: a, title: A, elapsed_days: 10}, {id: b, title: B, after: a, elapsed_days: 30},"
            "{id: c, title: C, after: a, elapsed_days: 5}, {title: D, after: [b, c]}"
        )
    )
    assert spans(made.journey, made.steps) == {1: (0, 10), 2: (10, 40), 3: (10, 15), 4: (40, 40)}
    assert made.total.days == span(40, 40, 40)
    assert made.total.steps_without_days == 1


def test_days_of_steps_that_only_some_take_are_between_none_and_all_of_them() -> None:
    made = journey("{title: A, elapsed_days: 10}, {title: B, share: 0.5, elapsed_days: 20}")
    assert walked(made).total.days == span(10, None, 30)


def test_a_step_after_one_that_is_left_out_comes_when_that_would_have() -> None:
    made = journey(
        "{id: a, title: A, elapsed_days: 10},"
        "{id: b, title: B, elapsed_days: 5, condition: {dog: old}}, {title: C, after: b}",
        "{dog: [puppy, old]}",
    )
    found = walked(made, "dog=puppy")
    assert spans(found.journey, found.steps)[2] == (10, 10)


# What must always hold

_shares = st.sampled_from([Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(9, 10)])
_minutes = st.none() | st.integers(0, 500).map(float)


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Return a journey all of whose traits have shares of people."""
    traits = []
    for name in ("a", "b"):
        share = draw(_shares)
        traits.append((name, (("yes", float(share)), ("no", float(1 - share)))))
    steps = []
    for _ in range(draw(st.integers(1, 5))):
        condition = draw(
            st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(["yes", "no"]))
        )
        met = draw(st.none() | _shares) if condition else None
        steps.append(
            Step(
                title="A step",
                times=float(draw(st.integers(1, 4))),
                share=None if condition else draw(st.none() | _shares.map(float)),
                condition=tuple((name, (value,)) for name, value in condition.items()),
                share_if_met=None if met is None else float(met),
                **{f"{kind}_minutes": draw(_minutes) for kind in MINUTES},  # type: ignore[arg-type]
            )
        )
    return Journey(id="j", life_event="e", traits=tuple(traits), steps=tuple(steps))


@given(made=journeys())
def test_the_minutes_of_a_population_are_those_of_its_persons_by_their_shares(
    made: Journey,
) -> None:
    persons: dict[str, Fraction] = dict.fromkeys(("active", "waiting", "travel"), Fraction())
    for a, share_a in made.traits[0][1]:
        for b, share_b in made.traits[1][1]:
            total = walk(made, {}, {"a": a, "b": b}).total
            for kind in persons:
                found = getattr(total, kind)
                weight = Fraction(str(share_a)) * Fraction(str(share_b))
                persons[kind] += weight * (found.likely if found else 0)
    whole = walk(made, {}, {}).total
    for kind, expected in persons.items():
        found = getattr(whole, kind)
        assert (found.likely if found else 0) == expected


@given(made=journeys())
def test_a_total_is_the_sum_of_its_steps_by_their_shares_and_active_is_its_four_kinds(
    made: Journey,
) -> None:
    found = walk(made, {}, {})
    known = [each for each in found.steps if each.active is not None]
    if not known:
        assert found.total.active is None
        return
    sums = Fraction()
    for each in known:
        assert each.share is not None
        for kind in ACTIVE:
            amount = each.minutes[kind]
            sums += each.share * (amount.likely if amount else 0)
    assert found.total.active is not None
    assert found.total.active.likely == sums
