"""An open calculator of the time tax: the hours that people spend on government forms.

The program is one straight pipe, and so is its use from Python:

    >>> import timetax
    >>> catalogue = timetax.load()
    >>> tables = timetax.with_burden(timetax.tabulate(catalogue))
    >>> round(timetax.total(tables).burden_hours / 1e9, 2)
    6.33
    >>> departments = timetax.totals_by(tables, "department")
    >>> departments.loc[0, "department_name"]
    'Department of the Treasury'

Everything is imported when it is first used, so `import timetax` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from timetax.reports import writing
from timetax.version import __version__ as __version__
from timetax.wording import notebooks

if TYPE_CHECKING:
    from timetax.bundle import bundled
    from timetax.catalogue.catalogue import Catalogue
    from timetax.catalogue.document import json_schema
    from timetax.catalogue.entries import Agency, LifeEvent, Source
    from timetax.catalogue.form import Form
    from timetax.catalogue.ranges import Range
    from timetax.engine.burden import full_time_years, with_burden
    from timetax.engine.difference.decomposition import difference_between
    from timetax.engine.difference.gates import parse_gate
    from timetax.engine.difference.model import Difference, Version
    from timetax.engine.difference.verdicts import evaluated
    from timetax.engine.money.book import book_named, terms_of
    from timetax.engine.money.costing import costs_of
    from timetax.engine.money.model import Costs
    from timetax.engine.scenario.applying import apply_scenario
    from timetax.engine.scenario.comparison import Comparison, compare
    from timetax.engine.scenario.library import bundled_scenarios
    from timetax.engine.scenario.model import Scenario
    from timetax.engine.scenario.reading import load_scenario, make_scenario, stacked
    from timetax.engine.scenario.settings import with_settings
    from timetax.engine.selection import Selection, parse_selection, select
    from timetax.engine.totals import Total, total, totals_by
    from timetax.engine.uncertainty.sampling import Sampling
    from timetax.findings import Finding, InputError, Position
    from timetax.read.to_catalogue import load
    from timetax.render.reports import format_report
    from timetax.reports.cost import cost_report
    from timetax.reports.difference import difference_report
    from timetax.reports.explain import explain_form
    from timetax.reports.feedback import feedback_report
    from timetax.reports.form_list import list_forms
    from timetax.reports.history import history_report
    from timetax.reports.journey import journey_report
    from timetax.reports.report import Report, Section
    from timetax.reports.services import services_report
    from timetax.reports.summary import report_on
    from timetax.reports.time_use import time_use_report
    from timetax.reports.whatif import whatif_report
    from timetax.tables.layouts import FIELDS, Tables
    from timetax.tables.tabulate import tabulate

_HOME = {
    "FIELDS": "tables.layouts",
    "Agency": "catalogue.entries",
    "Catalogue": "catalogue.catalogue",
    "Comparison": "engine.scenario.comparison",
    "Costs": "engine.money.model",
    "Difference": "engine.difference.model",
    "Finding": "findings",
    "Form": "catalogue.form",
    "InputError": "findings",
    "LifeEvent": "catalogue.entries",
    "Position": "findings",
    "Range": "catalogue.ranges",
    "Report": "reports.report",
    "Sampling": "engine.uncertainty.sampling",
    "Scenario": "engine.scenario.model",
    "Section": "reports.report",
    "Selection": "engine.selection",
    "Source": "catalogue.entries",
    "Tables": "tables.layouts",
    "Total": "engine.totals",
    "Version": "engine.difference.model",
    "apply_scenario": "engine.scenario.applying",
    "book_named": "engine.money.book",
    "bundled": "bundle",
    "bundled_scenarios": "engine.scenario.library",
    "compare": "engine.scenario.comparison",
    "cost_report": "reports.cost",
    "costs_of": "engine.money.costing",
    "difference_between": "engine.difference.decomposition",
    "difference_report": "reports.difference",
    "evaluated": "engine.difference.verdicts",
    "explain_form": "reports.explain",
    "feedback_report": "reports.feedback",
    "format_report": "render.reports",
    "full_time_years": "engine.burden",
    "history_report": "reports.history",
    "journey_report": "reports.journey",
    "json_schema": "catalogue.document",
    "list_forms": "reports.form_list",
    "load": "read.to_catalogue",
    "load_scenario": "engine.scenario.reading",
    "make_scenario": "engine.scenario.reading",
    "parse_gate": "engine.difference.gates",
    "parse_selection": "engine.selection",
    "report_on": "reports.summary",
    "select": "engine.selection",
    "services_report": "reports.services",
    "stacked": "engine.scenario.reading",
    "tabulate": "tables.tabulate",
    "terms_of": "engine.money.book",
    "time_use_report": "reports.time_use",
    "total": "engine.totals",
    "totals_by": "engine.totals",
    "whatif_report": "reports.whatif",
    "with_burden": "engine.burden",
    "with_settings": "engine.scenario.settings",
}

__all__ = [
    "FIELDS",
    "Agency",
    "Catalogue",
    "Comparison",
    "Costs",
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
    "book_named",
    "bundled",
    "bundled_scenarios",
    "compare",
    "cost_report",
    "costs_of",
    "difference_between",
    "difference_report",
    "evaluated",
    "explain_form",
    "feedback_report",
    "format_report",
    "full_time_years",
    "history_report",
    "journey_report",
    "json_schema",
    "list_forms",
    "load",
    "load_scenario",
    "make_scenario",
    "parse_gate",
    "parse_selection",
    "report_on",
    "select",
    "services_report",
    "stacked",
    "tabulate",
    "terms_of",
    "time_use_report",
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
    return sorted(__all__)


def _write(report: "Report", form: str) -> str:
    from timetax.render.reports import format_report

    return format_report(report, form)


def _show(value: object) -> str:
    from timetax.render.page.notebook import shown

    return shown(value)


writing.write = _write
notebooks.show = _show
