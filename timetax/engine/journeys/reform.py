"""What a reform changes in one person's journey: the forms of its steps, before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from timetax.catalogue.journeys import Journey
from timetax.engine.journeys.amount import ONE, Amount
from timetax.engine.journeys.forms import FormFacts, facts_of
from timetax.engine.journeys.journey import Walk, walk
from timetax.engine.journeys.traits import Settled
from timetax.engine.money.arithmetic import exact
from timetax.engine.scenario.comparison import applied

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue
    from timetax.engine.scenario.comparison import Comparison
    from timetax.engine.scenario.planning import Plan
    from timetax.tables.layouts import Tables


@dataclass(frozen=True)
class Reformed:
    """A journey without a reform, and with each of several by the name of its scenario."""

    before: Walk
    after: Mapping[str, Walk]


def reformed_journey(
    comparison: "Comparison", catalogue: "Catalogue", journey: Journey, known: Settled
) -> Reformed:
    """Return the journey on the baseline of a comparison, and as each of its scenarios makes it.

    A form that is removed leaves its step with nobody who takes it. Of forms that are made into one
    the first step that has one of them takes the new form, and nobody the others. Where only a part
    of the respondents is left, or each responds more or less often, so does the person. What the
    steps have beside their forms stays as it is. Ranges count as their likely values.
    """
    made = comparison.plan_against
    base = comparison.inputs if made is None else applied(made)
    start = _likely(facts_of(catalogue, comparison.inputs))
    before = start if made is None else _changed(start, catalogue, comparison.inputs, base, made)
    after = {}
    for case in comparison.cases:
        tables = applied(case.plan)
        forms = _changed(start, catalogue, comparison.inputs, tables, case.plan)
        after[case.scenario.name] = walk(_without_repeats(journey, forms, known), forms, known)
    return Reformed(walk(_without_repeats(journey, before, known), before, known), after)


def _likely(forms: Mapping[str, FormFacts]) -> dict[str, FormFacts]:
    return {
        name: replace(form, minutes=_flat(form.minutes), cost=_flat(form.cost))
        for name, form in forms.items()
    }


def _flat(amount: Amount | None) -> Amount | None:
    return amount and Amount(amount.likely, amount.likely, amount.likely)


def _changed(
    before: Mapping[str, FormFacts],
    catalogue: "Catalogue",
    old: "Tables",
    new: "Tables",
    made: "Plan",
) -> dict[str, FormFacts]:
    """Return what journeys take from each form of the baseline once a plan is applied."""
    after = _likely(facts_of(catalogue, new))
    counts = _counts(old), _counts(new)
    merged = dict(_merged(made))
    result = {}
    for name, form in before.items():
        now = after.get(merged.get(name, name))
        if now is None:
            result[name] = replace(form, people=Fraction(), blocks=())
            continue
        people, frequency = (ONE, ONE) if name in merged else _ratios(counts, name)
        result[name] = replace(
            now,
            people=people,
            frequency=frequency,
            ratio=ONE if name in merged else _ratio(form.minutes, now.minutes),
            merged_into=merged.get(name),
        )
    return result


def _merged(made: "Plan") -> Iterator[tuple[str, str]]:
    """Yield each form that is made into another with others, and that."""
    names = made.universe.forms["form"].to_numpy()
    for step in made.steps:
        if step.made is not None and any(each.combines for each in step.change.operations):
            for name in names[step.rows]:
                if name != names[step.made]:
                    yield name, names[step.made]


def _counts(tables: "Tables") -> dict[str, tuple[float, float]]:
    """Return the responses of each form, and how often each respondent responds."""
    frame = tables.forms
    names = ("form", "responses", "responses_per_respondent")
    columns = (frame[name].tolist() for name in names)
    return {form: (responses, often) for form, responses, often in zip(*columns, strict=True)}


def _ratios(
    counts: tuple[Mapping[str, tuple[float, float]], Mapping[str, tuple[float, float]]], name: str
) -> tuple[Fraction, Fraction]:
    """Return the part of the respondents of a form that is left, and how much oftener they do it.

    More respondents than before are other people, and nothing for this one.
    """
    (before, often_before), (after, often_after) = (each[name] for each in counts)
    often = _quotient(often_after, often_before)
    people = _quotient(after, before) / often if often else ONE
    return min(people, ONE), often


def _quotient(after: float, before: float) -> Fraction:
    known = after == after and before == before and before > 0
    return exact(after) / exact(before) if known and after != before else ONE


def _ratio(before: Amount | None, after: Amount | None) -> Fraction | None:
    """Return the minutes for a response as a part of those before; None if that is not known."""
    if before == after:
        return ONE
    if before is None or after is None or not before.likely:
        return None
    return after.likely / before.likely


def _without_repeats(journey: Journey, forms: Mapping[str, FormFacts], known: Settled) -> Journey:
    """Return the journey with each form that others were made into in its first step alone."""
    taken: set[str] = set()
    steps = []
    listed = {each.place for each in walk(journey, forms, known).steps}
    for place, step in enumerate(journey.steps):
        form = forms.get(step.form) if step.form else None
        into = form.merged_into if form else None
        if into and place in listed:
            again = into in taken
            taken.add(into)
            step = replace(step, form_minutes=None, form=step.form, title=None)
            step = replace(step, share=0.0, condition=(), share_if_met=None) if again else step
        steps.append(step)
    return replace(journey, steps=tuple(steps))
