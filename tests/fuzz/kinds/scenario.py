"""Scenarios: their reform of forms of the bundled catalogue adds up too."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import timetax
from tests.fuzz.kind import Kind
from tests.fuzz.reading import file_of, require_exact
from timetax.engine.scenario.applying import apply_scenario
from timetax.engine.scenario.library import bundled_scenarios
from timetax.tables.layouts import Tables

_ABOUT_OTHERS = b"\ncatalogue:"
_SEEDS = [data for path in bundled_scenarios() if _ABOUT_OTHERS not in (data := path.read_bytes())]


@cache
def _reformed() -> Tables:
    """Return the tables of the forms that a scenario names: the others only take time."""
    catalogue = timetax.load()
    named = b"".join(_SEEDS)
    forms = tuple(each for each in catalogue.forms if each.id.encode() in named)
    return timetax.tabulate(replace(catalogue, forms=forms))


def _read(data: bytes) -> None:
    with file_of(data, "mutant.yaml") as path:
        require_exact(apply_scenario(_reformed(), timetax.load_scenario(path)))


def _whatif(data: bytes, path: Path) -> list[str]:
    return ["whatif", str(path)]


KIND = Kind(_SEEDS, _read, ".yaml", arguments=_whatif)
