"""What forms cost, and the tariffs that their costs name, as tables."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from timetax.catalogue.entries import Source
from timetax.catalogue.formulas import delay_days
from timetax.catalogue.money import Load, Tariff
from timetax.catalogue.ranges import Range
from timetax.catalogue.tariff_tables import activities, standard_minutes, tariff_named
from timetax.tables.frames import frame_of_rows
from timetax.tables.layouts import COSTED, COSTS, PUBLISHED_MONEY, TARIFFS, TIMINGS

if TYPE_CHECKING:
    import pandas as pd

    from timetax.catalogue.catalogue import Catalogue
    from timetax.catalogue.form import Form


def money_of(catalogue: "Catalogue") -> "dict[str, pd.DataFrame]":
    """Return the frames on money of a catalogue: those of `layouts.MONEY`."""
    forms = [(form, form.cost) for form in catalogue.forms if form.cost]
    entries = [
        (form, timing, each)
        for form, cost in forms
        for timing in TIMINGS
        for each in getattr(cost, timing)
    ]
    named = dict.fromkeys(
        [*catalogue.tariffs, *(getattr(each, "tariff", None) for *_, each in entries)]
    )
    tariffs = [_tariff(catalogue, name) for name in named if name]
    published = [(form, each) for form, cost in forms for each in cost.published]
    return {
        "costs": frame_of_rows(COSTS, (_entry(*each) for each in entries)),
        "costed": frame_of_rows(
            COSTED,
            (
                {"form": form.id, **{key: getattr(cost, key) for key in COSTED if key != "form"}}
                for form, cost in forms
            ),
        ),
        "published_money": frame_of_rows(
            PUBLISHED_MONEY,
            (
                {
                    "form": form.id,
                    **{key: getattr(each, key) for key in PUBLISHED_MONEY if key != "form"},
                }
                for form, each in published
            ),
        ),
        "tariffs": tariffs_framed(tariffs),
    }


def tariffs_framed(tariffs: "Iterable[Tariff]") -> "pd.DataFrame":
    """Return tariffs as a frame (`layouts.TARIFFS`)."""
    return frame_of_rows(TARIFFS, map(_of_tariff, tariffs))


def tariff_in(row: Mapping[Hashable, Any]) -> "Tariff":
    """Return the tariff that a row of such a frame was made from."""
    given: dict[str, Any] = {
        str(key): None if value != value else value for key, value in row.items()
    }
    wage, low, high = (given[key] for key in ("hourly_wage", "low", "high"))
    load = {key: given[key] for key in ("multiplier", "fringe", "overhead")}
    loaded = any(each is not None for each in load.values())
    return Tariff(
        id=given["tariff"],
        hourly_wage=wage if low is None else Range(low, wage, high),
        load=Load(**load, applies_to=given["applies_to"]) if loaded else None,
        source=Source(title=given["source"], url=given["url"]) if given["source"] else None,
        **{
            key: given[key]
            for key in ("jurisdiction", "occupation", "hourly_benefits", "currency", "base_period")
        },
    )


def _tariff(catalogue: "Catalogue", name: str) -> "Tariff":
    found = catalogue.tariffs.get(name) or tariff_named(name)
    assert found  # references are checked
    return found


def _of_tariff(tariff: "Tariff") -> dict[str, Any]:
    load, wage = tariff.load, tariff.hourly_wage
    return {
        "tariff": tariff.id,
        "jurisdiction": tariff.jurisdiction,
        "occupation": tariff.occupation,
        "currency": tariff.currency,
        "base_period": tariff.base_period,
        "source": tariff.source and tariff.source.title,
        "url": tariff.source and tariff.source.url,
        "hourly_wage": float(wage),
        "low": wage.low if isinstance(wage, Range) else None,
        "high": wage.high if isinstance(wage, Range) else None,
        "hourly_benefits": tariff.hourly_benefits,
        "multiplier": load and load.multiplier,
        "fringe": load and load.fringe,
        "overhead": load and load.overhead,
        "applies_to": load and load.applies_to,
    }


def _entry(form: "Form", timing: str, given: Any) -> dict[str, Any]:
    """Return the row of an entry of costs; a standard activity becomes its minutes."""
    made = {key: getattr(given, key, None) for key in COSTS} | {"form": form.id, "timing": timing}
    made["share"] = getattr(given, "share_of_responses", None)
    if made["share"] is None:
        made["share"] = getattr(given, "share_of_respondents", None)
    made["duty"] = made["duty"] or form.duty
    activity = getattr(given, "activity", None)
    if activity:
        key = "minutes_per_respondent" if timing == "one_off" else "minutes_per_response"
        made[key] = standard_minutes(activity, given.complexity)
    if timing == "delay":
        made["days"] = delay_days(
            given.application_days, given.approval_days, given.ready_after_days
        )
    made["what"] = " ".join(_words(given, activity)) or None
    return made


def _words(given: Any, activity: str | None) -> Iterator[str]:
    if given.note:
        yield given.note
    if activity:
        yield f"({activities()[activity]['activity_en']}, {given.complexity})"
