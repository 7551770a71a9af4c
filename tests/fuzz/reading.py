"""Reads the bytes of a catalogue of any kind, and checks the total of what was accepted."""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from itertools import compress
from pathlib import Path
from tempfile import TemporaryDirectory

import timetax
from timetax.read.inputs import Blob
from timetax.read.options import AS_THEY_ARE, ReadOptions
from timetax.tables.layouts import Tables
from timetax.versions.content import tables_from


def read_catalogue(data: bytes, options: ReadOptions = AS_THEY_ARE) -> None:
    """Read a catalogue, inventory or saved report, and add it up; raises InputError."""
    require_exact(tables_from([Blob("mutant", data)], options))


def require_exact(tables: Tables) -> None:
    """Assert that the hours of tables are the exact sum over their rows."""
    exact = exact_hours(tables)
    hours = Fraction(timetax.total(timetax.with_burden(tables)).burden_hours)
    assert abs(hours - exact) <= exact / 10**12, (float(hours), float(exact))


def exact_hours(tables: Tables) -> Fraction:
    """Return the hours of all forms that count: of their factors, else as they were published."""
    forms = tables.forms
    names = ["responses", "minutes_per_response", "published_hours"]
    counts = forms["excluded"].isna().tolist()
    figures = zip(*(forms[name].tolist() for name in names), strict=True)
    total = Fraction(0)
    for responses, minutes, published in compress(figures, counts):
        if math.isfinite(responses) and math.isfinite(minutes):
            total += Fraction(responses) * Fraction(minutes) / 60
        elif math.isfinite(published):
            total += Fraction(published)
    return total


@contextmanager
def file_of(data: bytes, name: str) -> Iterator[Path]:
    """Give a file of these bytes for what reads nothing else."""
    path = Path(_folder_of(os.getpid()).name) / name
    path.write_bytes(data)
    yield path


@cache
def _folder_of(process: int) -> TemporaryDirectory[str]:
    return TemporaryDirectory()
