"""Scenarios side by side on one baseline: each applied, added up and, with ranges, drawn."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, make_dataclass, replace
from typing import TYPE_CHECKING, Any

from timetax.engine.burden import with_burden
from timetax.engine.measures import MEASURES
from timetax.engine.scenario.applying import at_start, likely, reformed, run
from timetax.engine.scenario.model import Scenario
from timetax.engine.scenario.planning import Plan, plan
from timetax.engine.scenario.waterfall import Contribution, contributions
from timetax.engine.totals import Total, counted, total
from timetax.engine.uncertainty.sampling import DEFAULT, Sampling
from timetax.engine.uncertainty.spread import Effect, Spread, spread
from timetax.tables.layouts import Tables
from timetax.wording import notebooks
from timetax.wording.lists import some
from timetax.wording.numbers import in_hours, in_words, plural, signed
from timetax.wording.summaries import named, summary

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMED = 3
"""How many scenarios are named in a line."""

_Amounts: Any = make_dataclass("_Amounts", [(each.word, float) for each in MEASURES], frozen=True)


class Change(_Amounts):  # type: ignore[misc]
    """What differs from the baseline a year, by the words of `MEASURES`."""

    if TYPE_CHECKING:
        responses: float
        hours: float
        cost: float


@dataclass(frozen=True)
class Case:
    """A scenario applied to tables, ranges at their likely values.

    Attributes:
        scenario: the scenario.
        plan: the scenario laid out over the tables.
        tables: the reformed tables, with burden, of the forms that count.
        total: what they add up to.
        change: how that differs from the baseline.
        parts: what each change contributes, seen from the tables as they are.
        effect: how sure it is, or None where nothing has a range.
    """

    scenario: Scenario
    plan: Plan
    tables: Tables
    total: Total
    change: Change
    parts: tuple[Contribution, ...]
    effect: Effect | None

    def __repr__(self) -> str:
        return summary(
            named("Case", self.scenario.name), f"{in_hours(signed(self.change.hours))} a year"
        )

    @property
    def touched_hours(self) -> float:
        """The hours that the forms which the scenario is about take before it."""
        forms = with_burden(self.plan.baseline).forms
        touched = self.plan.touched[: len(forms)]
        return math.fsum(forms["burden_hours"][touched & forms["excluded"].isna()].dropna())

    @property
    def left_as_published(self) -> "pd.DataFrame":
        """The forms that the scenario is about and leaves as they were published: `form`, hours.

        Their hours are known only as published, so that no change of responses or minutes, and
        no share of them that is exempt or moves, changes their `burden_hours`.
        """
        before = with_burden(self.plan.baseline).forms
        touched = before["form"][self.plan.touched[: len(before)] & before["as_published"]]
        after = self.tables.forms
        still = after["as_published"] & after["form"].isin(touched)
        kept = after.loc[still, ["form", "burden_hours"]]
        hours = dict(zip(before["form"], before["burden_hours"], strict=True))
        return kept[kept["form"].map(hours) == kept["burden_hours"]]


@dataclass(frozen=True)
class Comparison:
    """Scenarios beside a baseline.

    Attributes:
        inputs: the tables that the scenarios are applied to.
        against: the scenario that is the baseline, or None where the tables are as they are.
        plan_against: that scenario laid out over the tables, or None.
        tables: the baseline, with burden, of the forms that count.
        total: what it adds up to.
        cases: the scenarios.
        spread: how sure all of this is, or None where nothing has a range.
    """

    inputs: Tables
    against: Scenario | None
    plan_against: Plan | None
    tables: Tables
    total: Total
    cases: tuple[Case, ...]
    spread: Spread | None

    def to_frame(self) -> "pd.DataFrame":
        """Return a row a scenario: its `scenario`, and of each measure before, after and change.

        The columns are the words of `MEASURES`, such as `hours`, with `before_`, `after_` and
        `change_` in front; all are a year.
        """
        import pandas as pd

        return pd.DataFrame(
            {"scenario": each.scenario.name}
            | {f"before_{one.word}": getattr(self.total, one.key) for one in MEASURES}
            | {f"after_{one.word}": getattr(each.total, one.key) for one in MEASURES}
            | {f"change_{one.word}": getattr(each.change, one.word) for one in MEASURES}
            for each in self.cases
        )

    def __repr__(self) -> str:
        before = self.total
        changes = (f"{each.scenario.name} {signed(each.change.hours)}" for each in self.cases)
        return summary(
            f"Comparison of {plural(len(self.cases), 'scenario')}",
            plural(before.forms, "form"),
            f"{in_hours(in_words(before.burden_hours))} a year",
            some(changes, MOST_NAMED),
        )

    def _repr_html_(self) -> str:
        return notebooks.show(self)


def compare(
    tables: Tables,
    scenarios: Sequence[Scenario],
    against: Scenario | None = None,
    sampling: Sampling = DEFAULT,
    by: Sequence[tuple[str, ...]] = (),
    progress: Callable[[float], None] | None = None,
) -> Comparison:
    """Return scenarios beside a baseline, each applied to the same tables of inputs.

    Args:
        tables: the tables of inputs.
        scenarios: the scenarios.
        against: the scenario to compare with; without, the tables as they are.
        sampling: how ranges are drawn.
        by: the combinations of fields whose rows are to have intervals, for the first scenario.
        progress: is told the share of the draws that is done.

    Raises:
        InputError: a scenario cannot be applied; carries a finding for each reason.
    """
    plans = [plan(tables, scenario) for scenario in scenarios]
    other = plan(tables, against) if against else None
    base = applied(other) if other else with_burden(tables)
    whole = total(base)
    drawn = spread(tables, plans, sampling, against=other, by=by, progress=progress)
    cases = []
    for place, made in enumerate(plans):
        reform, parts = applied(made), contributions(made)
        after = total(reform)
        cases.append(
            Case(
                scenario=made.scenario,
                plan=made,
                tables=counted(reform),
                total=after,
                change=_between(whole, after) if other else _together(parts, whole, after),
                parts=parts,
                effect=drawn.effects[place] if drawn else None,
            )
        )
    return Comparison(
        inputs=tables,
        against=against,
        plan_against=other,
        tables=counted(base),
        total=whole,
        cases=tuple(cases),
        spread=drawn,
    )


def applied(made: Plan) -> Tables:
    """Return the tables with burden of the forms that a plan leaves, ranges at likely values."""
    state = at_start(made)
    run(made, state, made.steps, likely(made.parameters))
    return with_burden(reformed(made, state))


def _together(parts: Sequence[Contribution], before: Total, after: Total) -> Change:
    """Return the change as the sum of its parts, so that they add up to it to the last bit."""
    added = {
        each.word: math.fsum(part.changes[each.word] for part in parts)
        for each in MEASURES
        if each.in_rows
    }
    return replace(_between(before, after), **added)


def _between(before: Total, after: Total) -> Change:
    return Change(
        **{each.word: getattr(after, each.key) - getattr(before, each.key) for each in MEASURES}
    )
