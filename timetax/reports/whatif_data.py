"""What a report on reforms says to programs."""

from dataclasses import asdict

from timetax.catalogue.ranges import Range
from timetax.engine.scenario.comparison import Case
from timetax.engine.totals import Total
from timetax.reports.side_by_side import (
    share_of,
)


def measures_data(of: Total) -> dict[str, object]:
    """Return what a total says of each measure."""
    return {
        "forms": of.forms,
        "not_estimated": of.not_estimated,
        "excluded": of.excluded,
        "responses": of.responses,
        "burden_hours": of.burden_hours,
        "cost": of.cost,
        "cost_unknown": of.cost_unknown,
    }


def scenario_data(each: Case, whole: Total) -> dict[str, object]:
    """Return what one scenario does, with its interval if it has one."""
    scenario, effect = each.scenario, each.effect
    return {
        "name": scenario.name,
        "description": scenario.description,
        "author": scenario.author,
        "source": scenario.source and scenario.source.title,
        "file": scenario.file.name,
        "parameters": {name: _plain(value) for name, value in scenario.parameters.items()},
        **measures_data(each.total),
        "change_hours": each.change.hours,
        "change_share": share_of(each.change.hours, whole.burden_hours),
        "change_responses": each.change.responses,
        "change_cost": each.change.cost,
        "burden_hours_range": asdict(effect.hours) if effect else None,
        "change_hours_range": asdict(effect.change) if effect else None,
        "changes": [
            {
                "number": part.number,
                "scenario": part.change.scenario,
                "because": part.change.because,
                "does": [str(operation) for operation in part.change.operations],
                "source": part.change.source and part.change.source.title,
                "forms": part.forms,
                "change_hours": part.change_hours,
                "alone_hours": part.alone_hours,
                "interaction_hours": part.interaction_hours,
                "change_responses": part.change_responses,
                "learning_hours": part.learning_hours,
            }
            for part in each.parts
        ],
        "swings": [asdict(swing) for swing in effect.swings] if effect else [],
    }


def _plain(value: float) -> object:
    if isinstance(value, Range):
        return {"low": value.low, "likely": float(value), "high": value.high}
    return value
