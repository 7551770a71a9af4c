"""Runs the rules over a catalogue of a test, on the day on which all tests stand."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from timetax.checks.config import Config
from timetax.checks.rule import Settings
from timetax.checks.run import run
from timetax.findings import Finding

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 22)
POPULATIONS = {"individuals": 340_000_000.0, "state-local-tribal": 90_000.0}
SETTINGS = Settings(TODAY, populations=POPULATIONS)


def findings(
    path: Path, select: Iterable[str] = (), settings: Settings = SETTINGS
) -> tuple[Finding, ...]:
    """Return what the selected rules find in the catalogue at `path`; all rules if none are."""
    return run([path], Config(select=tuple(select), settings=settings)).findings


def lines(path: Path, select: Iterable[str] = (), settings: Settings = SETTINGS) -> list[str]:
    """Return the findings as people see them, the file by its name alone."""
    return [str(each).replace(str(path), path.name) for each in findings(path, select, settings)]
