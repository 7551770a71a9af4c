"""An open calculator of the time tax: the hours that people spend on government forms.

The program is one straight pipe, and so is its use from Python:

    >>> import timetax
    >>> catalogue = timetax.load()
    >>> tables = timetax.with_burden(timetax.tabulate(catalogue))
    >>> round(timetax.total(tables).burden_hours / 1e9, 2)
    3.76
    >>> departments = timetax.totals_by(tables, "department")
    >>> departments.loc[0, "department_name"]
    'Department of the Treasury'

Everything is imported when it is first used, so `import timetax` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from timetax.version import __version__ as __version__

if TYPE_CHECKING:
    from timetax.bundle import bundled
    from timetax.burden import full_time_years, with_burden
    from timetax.catalogue import Catalogue, load
    from timetax.changes import difference_report
    from timetax.comparison import Comparison, compare
    from timetax.difference.changes import difference_between
    from timetax.difference.gates import parse_gate
    from timetax.difference.model import Difference, Version
    from timetax.difference.verdicts import evaluated
    from timetax.explain import explain_form
    from timetax.findings import Finding, InputError, Position
    from timetax.history import history_report
    from timetax.inventory import list_forms
    from timetax.ranges import Range
    from timetax.render import format_report
    from timetax.report import Report, Section
    from timetax.scenario.applying import apply_scenario
    from timetax.scenario.library import bundled_scenarios
    from timetax.scenario.model import Scenario
    from timetax.scenario.reading import load_scenario, make_scenario, stacked, with_settings
    from timetax.schema import Agency, Form, LifeEvent, Source, json_schema
    from timetax.selection import Selection, parse_selection, select
    from timetax.summary import report_on
    from timetax.table import FIELDS, Tables, tabulate
    from timetax.totals import Total, total, totals_by
    from timetax.uncertainty.sampling import Sampling
    from timetax.whatif import whatif_report

_HOME = {
    "FIELDS": "table",
    "Agency": "schema",
    "Catalogue": "catalogue",
    "Comparison": "comparison",
    "Difference": "difference.model",
    "Finding": "findings",
    "Form": "schema",
    "InputError": "findings",
    "LifeEvent": "schema",
    "Position": "findings",
    "Range": "ranges",
    "Report": "report",
    "Sampling": "uncertainty.sampling",
    "Scenario": "scenario.model",
    "Section": "report",
    "Selection": "selection",
    "Source": "schema",
    "Tables": "table",
    "Total": "totals",
    "Version": "difference.model",
    "apply_scenario": "scenario.applying",
    "bundled": "bundle",
    "bundled_scenarios": "scenario.library",
    "compare": "comparison",
    "difference_between": "difference.changes",
    "difference_report": "changes",
    "evaluated": "difference.verdicts",
    "explain_form": "explain",
    "format_report": "render",
    "full_time_years": "burden",
    "history_report": "history",
    "json_schema": "schema",
    "list_forms": "inventory",
    "load": "catalogue",
    "load_scenario": "scenario.reading",
    "make_scenario": "scenario.reading",
    "parse_gate": "difference.gates",
    "parse_selection": "selection",
    "report_on": "summary",
    "select": "selection",
    "stacked": "scenario.reading",
    "tabulate": "table",
    "total": "totals",
    "totals_by": "totals",
    "whatif_report": "whatif",
    "with_burden": "burden",
    "with_settings": "scenario.reading",
}

__all__ = [
    "FIELDS",
    "Agency",
    "Catalogue",
    "Comparison",
    "Difference",
    "Finding",
    "Form",
    "InputError",
    "LifeEvent",
    "Position",
    "Range",
    "Report",
    "Sampling",
    "Scenario",
    "Section",
    "Selection",
    "Source",
    "Tables",
    "Total",
    "Version",
    "apply_scenario",
    "bundled",
    "bundled_scenarios",
    "compare",
    "difference_between",
    "difference_report",
    "evaluated",
    "explain_form",
    "format_report",
    "full_time_years",
    "history_report",
    "json_schema",
    "list_forms",
    "load",
    "load_scenario",
    "make_scenario",
    "parse_gate",
    "parse_selection",
    "report_on",
    "select",
    "stacked",
    "tabulate",
    "total",
    "totals_by",
    "whatif_report",
    "with_burden",
    "with_settings",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
