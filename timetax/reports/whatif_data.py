"""What a report on reforms says to programs."""

from dataclasses import asdict

from timetax.catalogue.ranges import Range
from timetax.engine.measures import BESIDE_HOURS, IN_ROWS_BESIDE_HOURS
from timetax.engine.scenario.comparison import Case
from timetax.engine.totals import Total
from timetax.reports.side_by_side import share_of


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
        **asdict(each.total),
        "change_hours": each.change.hours,
        "change_share": share_of(each.change.hours, whole.burden_hours),
        **{f"change_{of.word}": getattr(each.change, of.word) for of in BESIDE_HOURS},
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
                **{f"change_{of.word}": part.changes[of.word] for of in IN_ROWS_BESIDE_HOURS},
                "learning_hours": part.learning_hours,
            }
            for part in each.parts
        ],
        "left_as_published": each.left_as_published.rename(columns={"form": "id"}).to_dict(
            "records"
        ),
        "swings": [asdict(swing) for swing in effect.swings] if effect else [],
    }


def _plain(value: float) -> object:
    if isinstance(value, Range):
        return {"low": value.low, "likely": float(value), "high": value.high}
    return value
