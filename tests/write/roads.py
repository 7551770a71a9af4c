"""Catalogues from plain values, and what two of them must share."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import timetax
from tests.frames import assert_same_frame
from timetax.catalogue.catalogue import merged
from timetax.catalogue.declaration import is_entry, keys_of
from timetax.catalogue.references import check_references
from timetax.catalogue.validation import validated
from timetax.files.yaml import Document, File

EXAMPLES = sorted(Path("tests/examples/good").glob("*.yaml"))


def catalogue_of(value: dict[str, Any]) -> timetax.Catalogue:
    """Return the catalogue of a file's plain value."""
    document = Document(File("made", ""), value)
    made = validated(document)
    assert not made.findings, made.findings
    assert not (wrong := check_references([document])), wrong
    return merged([made])


def content(catalogue: timetax.Catalogue) -> dict[str, Any]:
    """Return all that a catalogue holds, its figures as they are to the last bit."""
    return {
        "about": (catalogue.title, catalogue.description, catalogue.currency, catalogue.covers),
        "agencies": [(key, _exact(each)) for key, each in catalogue.agencies.items()],
        "life_events": [(key, _exact(each)) for key, each in catalogue.life_events.items()],
        "requests": _exact(catalogue.requests),
        "journeys": _exact(catalogue.journeys),
        "forms": _exact(catalogue.forms),
    }


def _exact(value: object) -> object:
    if isinstance(value, timetax.Range):
        return ("range", value.low.hex(), value.hex(), value.high.hex())
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, tuple):
        return [_exact(each) for each in value]
    if not is_entry(value):
        return value
    return {key: _exact(getattr(value, key)) for key in keys_of(type(value))}


def assert_same_totals(
    one: timetax.Catalogue, other: timetax.Catalogue, fields: Iterable[str] = timetax.FIELDS
) -> None:
    """Assert that two catalogues add up to the same bits, by each of the fields."""
    tables, others = (timetax.with_burden(timetax.tabulate(each)) for each in (one, other))
    assert repr(timetax.total(tables)) == repr(timetax.total(others))
    for field in fields:
        assert_same_frame(timetax.totals_by(tables, field), timetax.totals_by(others, field))
