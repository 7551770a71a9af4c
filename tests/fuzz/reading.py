"""Reads the bytes of a catalogue of any kind, and checks the total of what was accepted."""

import math
from fractions import Fraction

import timetax
from timetax.read.inputs import Blob
from timetax.read.options import AS_THEY_ARE
from timetax.render.reports import format_report
from timetax.reports.summary import report_on
from timetax.tables.layouts import Tables
from timetax.versions.content import tables_from


def read_catalogue(data: bytes) -> None:
    """Read a catalogue, inventory or saved report, and report on it; raises InputError."""
    require_exact(tables_from([Blob("mutant", data)], AS_THEY_ARE))


def require_exact(tables: Tables) -> None:
    """Assert that the hours of tables are the exact sum over their rows, and write the report."""
    whole = timetax.with_burden(tables)
    forms = tables.forms
    counted = forms[forms["excluded"].isna()]
    pairs = zip(counted["responses"], counted["minutes_per_response"], strict=True)
    exact = sum(
        (
            Fraction(responses) * Fraction(minutes) / 60
            for responses, minutes in pairs
            if math.isfinite(responses) and math.isfinite(minutes)
        ),
        Fraction(0),
    )
    hours = Fraction(timetax.total(whole).burden_hours)
    assert abs(hours - exact) <= exact / 10**12, (float(hours), float(exact))
    format_report(report_on(whole), "json")
