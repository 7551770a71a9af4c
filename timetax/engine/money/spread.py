"""How sure money is: the ranges of forms and of tariffs drawn, and carried to every account."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.ranges import Range
from timetax.engine.money.book import ACCOUNTS
from timetax.engine.money.model import Costs, FormCost
from timetax.engine.money.rates import loaded_wage
from timetax.engine.uncertainty.intervals import Interval, interval
from timetax.engine.uncertainty.sampling import Sampling, Variable, draws
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class MoneySpread:
    """How sure the accounts of a catalogue are.

    Attributes:
        sampling: how the ranges were drawn.
        accounts: where each account lies that has a range; others have none.
        ranged_tariffs: how many tariffs that are used are ranges.
        ranged_forms: how many costed forms have an input that is one.
    """

    sampling: Sampling
    accounts: Mapping[str, Interval]
    ranged_tariffs: int
    ranged_forms: int


def money_spread(costs: Costs, tables: Tables, sampling: Sampling) -> MoneySpread | None:
    """Return how sure the accounts are, or None where nothing in them is a range.

    A tariff that is a range is drawn once for all forms that name it, so that they err together.
    Minutes and responses of a form are those draws that its hours have.
    """
    import numpy as np

    ranged = _of_forms(tables)
    tariffs = _of_tariffs(costs)
    moving = [each for each in costs.forms if each.form in ranged or _names(each, tariffs)]
    if not moving:
        return None
    drawn = {name: _all(variable, sampling) for name, variable in tariffs.items()}
    factors = {name: _loaded(costs, name, values) for name, values in drawn.items()}
    deviations = {name: np.zeros(sampling.draws) for name in ACCOUNTS}
    for form in moving:
        own = _Drawn(form, ranged.get(form.form, {}), sampling)
        for account, likely, factor in _parts(form, own, factors):
            if form.amounts.accounts[account] is not None:
                deviations[account] += float(likely) * (factor - 1.0)
    made = {
        name: interval(float(total), deviations[name])
        for name in ACCOUNTS
        if (total := costs.total.accounts[name]) is not None and deviations[name].any()
    }
    return MoneySpread(sampling, made, len(tariffs), sum(each.form in ranged for each in moving))


def change_by_tariffs(before: Costs, after: Costs, sampling: Sampling) -> Mapping[str, Interval]:
    """Return where the change of each account lies by the tariffs that are ranges.

    A tariff has the same draws before and after. All figures of forms stand at likely values.
    """
    was, now = (_by_tariffs(costs, sampling) for costs in (before, after))
    totals = {name: (before.total.accounts[name], after.total.accounts[name]) for name in ACCOUNTS}
    return {
        name: interval(float(later - earlier), now[name] - was[name])
        for name, (earlier, later) in totals.items()
        if earlier is not None and later is not None and (now[name] != was[name]).any()
    }


def _by_tariffs(costs: Costs, sampling: Sampling) -> "dict[str, Floats]":
    """Return how the draws of tariffs deviate from each account."""
    import numpy as np

    drawn = {name: _all(each, sampling) for name, each in _of_tariffs(costs).items()}
    factors = {name: _loaded(costs, name, values) for name, values in drawn.items()}
    made = {name: np.zeros(sampling.draws) for name in ACCOUNTS}
    for form in costs.forms:
        if _names(form, factors):
            for account, likely, factor in _parts(form, _Drawn(form, {}, sampling), factors):
                if form.amounts.accounts[account] is not None:
                    made[account] += float(likely) * (factor - 1.0)
    return made


def _of_forms(tables: Tables) -> dict[str, dict[str, Variable]]:
    """Return the inputs of each form that are ranges, with the streams that its hours have."""
    made: dict[str, dict[str, Variable]] = {}
    for row in tables.ranges.to_dict("records"):
        made.setdefault(row["form"], {})[row["figure"]] = Variable(
            stream=f"{row['form']}.{row['figure']}",
            label=f"{row['form']}: {row['figure'].replace('_', ' ')}",
            together=row["together"] if isinstance(row["together"], str) else None,
            low=row["low"],
            likely=row["likely"],
            high=row["high"],
        )
    return made


def _of_tariffs(costs: Costs) -> dict[str, Variable]:
    rates = (item.rate for each in costs.forms for item in each.items if item.rate)
    tariffs = {each.tariff.id: each.tariff for each in rates}
    return {
        name: Variable(
            stream=f"tariff {name}",
            label=f"tariff {name}",
            together=None,
            low=tariff.hourly_wage.low,
            likely=float(tariff.hourly_wage),
            high=tariff.hourly_wage.high,
        )
        for name, tariff in tariffs.items()
        if isinstance(tariff.hourly_wage, Range)
    }


def _names(form: FormCost, tariffs: Mapping[str, object]) -> bool:
    return any(each.rate and each.rate.tariff.id in tariffs for each in form.items)


def _all(variable: Variable, sampling: Sampling) -> "Floats":
    (drawn,) = draws(variable, sampling, [(0, sampling.draws)])
    return drawn


def _loaded(costs: Costs, name: str, wages: "Floats") -> "Floats":
    """Return by what the loaded hour of a tariff is multiplied where its wage is drawn.

    The loaded hour is a straight line in the wage: what stands beside the wage does not move.
    """
    tariff = next(
        item.rate.tariff
        for each in costs.forms
        for item in each.items
        if item.rate and item.rate.tariff.id == name
    )
    wage = tariff.hourly_wage
    assert isinstance(wage, Range)
    low, likely, high = (
        float(loaded_wage(replace(tariff, hourly_wage=float(each))))
        for each in (wage.low, wage, wage.high)
    )
    if likely == 0 or wage.high == wage.low:
        return wages * 0.0 + 1.0
    slope = (high - low) / (wage.high - wage.low)
    made: Floats = 1.0 + slope * (wages - float(wage)) / likely
    return made


class _Drawn:
    """By what the responses, respondents and minutes of a form are multiplied in each draw."""

    def __init__(self, form: FormCost, ranged: Mapping[str, Variable], sampling: Sampling) -> None:
        import numpy as np

        one = np.ones(sampling.draws)

        def factor(figure: str) -> "Floats":
            variable = ranged.get(figure)
            if variable is None or not variable.likely:
                return one
            made: Floats = _all(variable, sampling) / variable.likely
            return made

        self.respondents = factor("respondents")
        self.responses = factor("responses")
        if "responses" not in ranged:
            self.responses = self.respondents * factor("responses_per_respondent")
        self.minutes = factor("minutes_per_response")
        self.paid = factor("cost_per_response")
        self.one = one

    def count(self, what: str) -> "Floats":
        """Return the factor of the responses or respondents; of anything else there is none."""
        return {"responses": self.responses, "respondents": self.respondents}.get(what, self.one)


def _parts(
    form: FormCost, own: _Drawn, factors: Mapping[str, "Floats"]
) -> Iterator[tuple[str, Fraction, "Floats"]]:
    """Yield the account, the likely amount and the factors of each part of what a form costs."""
    for item in form.items:
        kept = Fraction(1) if item.timing == "government" else form.kept
        once = item.timing if item.timing in ("one_off", "government") else None
        if item.works and item.labour is not None and item.rate:
            factor = own.count(item.counts) * factors.get(item.rate.tariff.id, own.one)
            factor = factor * own.minutes if item.of_form else factor
            yield once or "value_of_time", item.labour * kept, factor
        if item.pays and item.paid is not None:
            whole = not item.pays_by and not once  # the cost of the form, in all
            factor = own.responses * own.paid if whole else own.count(item.pays_by)
            yield once or "out_of_pocket", item.paid * kept, factor
