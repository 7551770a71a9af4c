"""What was counted and estimated, as a fragment of a catalogue or as a scenario."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

import yaml

from timetax.catalogue.catalogue import merged
from timetax.catalogue.counted import CountedForm
from timetax.catalogue.document import FORMAT_VERSION
from timetax.catalogue.validation import validated
from timetax.engine.estimates.estimating import Estimate
from timetax.engine.estimates.model import Model
from timetax.files.yaml import Document, File
from timetax.findings import option_error
from timetax.write.formats.yaml import as_yaml

NO_AGENCY = "to be named"


def as_fragment(estimates: Iterable[Estimate]) -> bytes:
    """Return a catalogue of the forms with what was counted of them, as YAML."""
    value = {"timetax": str(FORMAT_VERSION), "forms": list(_entries(estimates))}
    made = validated(Document(File("estimate", ""), value))
    assert not made.findings, made.findings
    return as_yaml(merged([made]))


def as_scenario(estimates: Sequence[Estimate], model: Model) -> bytes:
    """Return a scenario that sets minutes to the range of the estimate, as YAML.

    Raises:
        InputError: none of the forms is one of the catalogue.
    """
    known = [each for each in estimates if each.known]
    if not known:
        raise option_error(
            "as-scenario", "none of the forms is in the catalogue; name theirs with --catalogue"
        )
    scenario = {
        "timetax": FORMAT_VERSION,
        "name": f"Minutes by {model.title}",
        "description": (
            "Each form takes what follows from its words and questions alone: a floor and no "
            "measurement. Gathering papers, waiting and travelling are left out."
        ),
        "source": {"title": model.source},
        "changes": [_change(each) for each in known],
    }
    text: str = yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()


def instrument_of(form: CountedForm) -> dict[str, Any]:
    """Return what was counted of a form, as `instrument:` of a catalogue has it."""
    claim = form.printed.claim
    given = {
        "file": PurePath(form.file).name,
        "sha256": form.sha256,
        "edition": form.printed.edition,
        "pages": form.pages,
        "words": form.words,
        "fields": form.fields,
        "questions": dict(form.by_kind),
        "lists": sum(each.listed for each in form.questions) or None,
        "identity_questions": dict(form.by_identity),
        "printed_minutes": claim.minutes if claim else None,
    }
    return {key: value for key, value in given.items() if value}


def _entries(estimates: Iterable[Estimate]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for each in estimates:
        form, printed = each.form, each.form.printed
        known = each.known
        title = known.title if known else PurePath(form.file).name
        wanted = known.id if known else _id(form)
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name)
        control = next((no for no in printed.control_numbers if no[:4].isdigit()), None)
        numbers = printed.form_numbers
        given = {
            "id": name,
            "title": title,
            "agency": known.agency if known else NO_AGENCY,
            "form_number": known.form_number if known else numbers[0] if numbers else None,
            "control_number": known.control_number if known else control,
            "minutes_per_response": None if known else each.printed_minutes,
            "instrument": instrument_of(form),
        }
        yield {key: value for key, value in given.items() if value is not None}


def _id(form: CountedForm) -> str:
    stem = PurePath(form.file).stem
    return re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-") or "form"


def _change(each: Estimate) -> dict[str, Any]:
    assert each.known
    low, likely, high = each.minutes
    name = PurePath(each.form.file).name
    return {
        "where": {"form": each.known.id},
        "minutes_per_response": {"set": {"low": low, "likely": likely, "high": high}},
        "because": (
            f"{each.form.words:,} words and {len(each.form.questions):,} questions were counted in "
            f"{name} (SHA-256 {each.form.sha256}); the minutes are an estimate."
        ),
    }
