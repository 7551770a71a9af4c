"""What was measured, as a fragment of a catalogue or as a scenario."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from timetax.catalogue.catalogue import merged
from timetax.catalogue.document import FORMAT_VERSION
from timetax.catalogue.form import Form
from timetax.catalogue.validation import validated
from timetax.engine.measured.measurement import Measurement
from timetax.files.yaml import Document, File
from timetax.findings import option_error
from timetax.write.estimates import NO_AGENCY
from timetax.write.formats.yaml import as_yaml

_PLACES = 4
"""Digits of a minute behind the point: less than a hundredth of a second is lost."""


Found: TypeAlias = Sequence[tuple[Measurement, Form | None]]
"""Measurements, each with the form of the catalogue that it is of, if it has it."""


@dataclass(frozen=True)
class Origin:
    """Where measurements come from: the period and the source that entries name."""

    period: str
    source: str


def as_fragment(found: Found, origin: Origin) -> bytes:
    """Return a catalogue of the forms with what was measured of them, as YAML.

    Raises:
        InputError: nothing was measured.
    """
    _require_some(found)
    entries = [_entry(each, known, origin) for each, known in found]
    value = {"timetax": str(FORMAT_VERSION), "forms": entries}
    made = validated(Document(File("measured", ""), value))
    assert not made.findings, made.findings
    return as_yaml(merged([made]))


def as_scenario(found: Found, origin: Origin) -> bytes:
    """Return a scenario that sets minutes to what was measured, as YAML.

    Raises:
        InputError: nothing was measured, or none of the forms is one of the catalogue.
    """
    _require_some(found)
    known = [(each, form) for each, form in found if form]
    if not known:
        message = "none of the forms is in the catalogue; name theirs with --catalogue"
        raise option_error("as-scenario", message)
    scenario = {
        "timetax": FORMAT_VERSION,
        "name": "Measured minutes",
        "description": (
            "Each form takes what people really took online. Gathering papers, waiting and "
            "travelling leave no trace there, so a form can take longer than this."
        ),
        "source": {"title": origin.source},
        "changes": [_change(each, form, origin) for each, form in known],
    }
    text: str = yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()


def _require_some(found: Found) -> None:
    if not found:
        raise option_error("output", "no form could be measured, so there is nothing to write")


def _minutes(each: Measurement) -> dict[str, float]:
    ends = {"low": each.low, "likely": each.likely, "high": each.high}
    return {key: round(value, _PLACES) for key, value in ends.items()}


def _entry(each: Measurement, known: Form | None, origin: Origin) -> dict[str, Any]:
    measured = {
        "minutes": _minutes(each),
        "cases": each.cases,
        "period": origin.period or None,
        "source": origin.source,
        "method": each.method,
        "cap": each.cap,
    }
    given = {
        "id": known.id if known else _id(each.form),
        "title": known.title if known else each.form,
        "agency": known.agency if known else NO_AGENCY,
        "form_number": known and known.form_number,
        "control_number": known and known.control_number,
        "measured": [{key: value for key, value in measured.items() if value is not None}],
    }
    return {key: value for key, value in given.items() if value is not None}


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "form"


def _change(each: Measurement, form: Form, origin: Origin) -> dict[str, Any]:
    period = f" from {origin.period}" if origin.period else ""
    return {
        "where": {"form": form.id},
        "minutes_per_response": {"set": _minutes(each)},
        "because": f"Measured on {each.cases:,} who finished{period}. {each.method}",
    }
