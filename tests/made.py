"""Catalogues made in a test: from plain forms, through the bytes of a file, as a user would."""

import json
from functools import cache
from typing import Any

import timetax
from timetax.read.inputs import Blob


def catalogue(forms: list[dict[str, Any]], **sections: Any) -> timetax.Catalogue:
    """Return the catalogue of forms that give only what a test is about."""
    entries = [
        {"id": f"form-{i}", "title": "A form", "agency": "A"} | f for i, f in enumerate(forms)
    ]
    content = json.dumps({"timetax": 1, **sections, "forms": entries})
    return timetax.load(Blob("forms.yaml", content.encode()))


def tables(forms: list[dict[str, Any]], **sections: Any) -> timetax.Tables:
    """Return the tables with burden of such a catalogue."""
    return timetax.with_burden(timetax.tabulate(catalogue(forms, **sections)))


@cache
def bundled() -> timetax.Catalogue:
    """Return the bundled catalogue, which is read once: nobody can change what is in it."""
    return timetax.load()


@cache
def bundled_tables() -> timetax.Tables:
    """Return the tables of the bundled catalogue with their burden; nobody writes into them."""
    return timetax.with_burden(timetax.tabulate(bundled()))
