"""One person's journey as plain values by name, which its JSON carries."""

from typing import Any

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.declaration import plain
from timetax.catalogue.journeys import MINUTES
from timetax.engine.journeys.amount import Span
from timetax.engine.journeys.journey import Taken, Walk
from timetax.reports.journey_services import services_of
from timetax.reports.journey_steps import likely, number

FORMAT = ("timetax_journey", 1)
"""The name and version of the shape that a journey has in JSON."""


def journey_data(walk: Walk, catalogue: Catalogue | None = None) -> dict[str, Any]:
    """Return a journey as its JSON has it; what is not known is None.

    `steps` are those that people of the settled traits take or may take. Their minutes, money and
    questions are those of somebody who takes them, all `times` together; `share` is how many do,
    None where that depends on traits which are not settled. `total` weighs them by the shares.
    """
    journey = walk.journey
    return {
        "journey": journey.id,
        "life_event": journey.life_event,
        "about": journey.about,
        "traits": {name: [value for value, _ in values] for name, values in journey.traits},
        "with": dict(walk.settled),
        "steps": [_step(each) | _services(each, catalogue) for each in walk.steps],
        "total": total_data(walk),
        "published": [plain(each) for each in journey.published],
    }


def _services(each: Taken, catalogue: Catalogue | None) -> dict[str, Any]:
    """Return the services of a step; beside a reform, which changes none, they are left out."""
    if catalogue is None:
        return {}
    return {"services": [service.id for service in services_of(each, catalogue)]}


def _step(each: Taken) -> dict[str, Any]:
    step = each.step
    made: dict[str, Any] = {
        "number": each.number,
        "title": each.title,
        "form": step.form,
        "agency": each.agency,
        "share": number(each.share),
        "condition": {trait: list(wanted) for trait, wanted in step.condition},
        "depends_on": list(each.depends_on),
        "times": number(each.times),
        "per": step.per,
    }
    made |= {f"{kind}_minutes": likely(each.minutes[kind]) for kind in MINUTES}
    amounts = {f"{kind}_minutes": each.minutes[kind] for kind in MINUTES}
    amounts |= {"active_minutes": each.active, "fee": each.fee, "elapsed_days": each.days}
    made |= {key: likely(amounts[key]) for key in ("active_minutes", "fee", "elapsed_days")}
    made["ranges"] = {
        key: {"low": float(amount.low), "high": float(amount.high)}
        for key, amount in amounts.items()
        if amount is not None and amount.is_range
    }
    return made | {
        "questions": number(each.questions),
        "asked_before": number(each.asked_before),
        "building_blocks": list(each.blocks),
        "needed_before": list(each.needed_before),
        "known": each.known,
        "mixed": each.mixed,
        "basis": {key: str(basis) for key, basis in step.basis},
        "rating": None if step.rating is None else plain(step.rating),
    }


def total_data(walk: Walk) -> dict[str, Any]:
    """Return what the steps come to, as JSON has it."""
    total = walk.total
    return {
        **_with_ends("active_minutes", total.active),
        **_with_ends("waiting_minutes", total.waiting),
        **_with_ends("travel_minutes", total.travel),
        **_with_ends("fee", total.fee),
        **_with_ends("elapsed_days", total.days),
        "steps": total.steps,
        "steps_not_known": total.steps_not_known,
        "steps_open": total.steps_open,
        "steps_without_days": total.steps_without_days,
        "agencies": len(total.agencies),
        "visits": number(total.visits),
        "questions": number(total.questions),
        "asked_before": number(total.asked_before),
    }


def _with_ends(key: str, span: Span | None) -> dict[str, Any]:
    return {
        key: number(span.likely) if span else None,
        f"{key}_low": float(span.low) if span else None,
        f"{key}_high": float(span.high) if span else None,
    }
