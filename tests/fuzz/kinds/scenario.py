"""Scenarios: their reform of the bundled catalogue adds up too."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import timetax
from tests.fuzz.reading import require_exact
from timetax.engine.scenario.applying import apply_scenario
from timetax.engine.scenario.library import bundled_scenarios
from timetax.tables.layouts import Tables

SEEDS = [path.read_bytes() for path in bundled_scenarios()]
SUFFIX = ".yaml"


@cache
def _bundled() -> Tables:
    return timetax.tabulate(timetax.load())


def read(data: bytes) -> None:
    """Read a scenario and apply it to the bundled catalogue."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.yaml"
        path.write_bytes(data)
        require_exact(apply_scenario(_bundled(), timetax.load_scenario(path)))
