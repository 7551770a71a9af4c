"""Catalogues made in a test: from plain forms, through a real file, as a user would."""

import atexit
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import timetax


def catalogue(forms: list[dict[str, Any]], **sections: Any) -> timetax.Catalogue:
    """Return the catalogue of forms that give only what a test is about."""
    entries = [
        {"id": f"form-{i}", "title": "A form", "agency": "A"} | f for i, f in enumerate(forms)
    ]
    path = Path(_folder().name) / "forms.yaml"
    path.write_text(json.dumps({"timetax": 1, **sections, "forms": entries}), encoding="utf-8")
    return timetax.load(path)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for the file of each catalogue in turn; it goes with this process."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return folder


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
