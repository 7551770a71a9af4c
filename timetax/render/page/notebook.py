"""Values as a notebook shows them: as the parts of a page, on the ground and in the ink of it."""

from dataclasses import replace
from functools import singledispatch
from typing import Any

from timetax.catalogue.catalogue import Catalogue
from timetax.engine.difference.model import Difference
from timetax.engine.scenario.comparison import Comparison
from timetax.render.page.page import written
from timetax.reports.report import Report, Section

FORMS = 20
"""So many forms of a catalogue are shown."""

ROWS = 10
"""So many rows has a table of what is compared."""


@singledispatch
def shown(value: Any) -> str:
    """Return a value as HTML that stands in a notebook.

    Raises:
        TypeError: it is nothing that pages show.
    """
    raise TypeError(f"{type(value).__name__} is nothing that a page shows")


@shown.register
def _(value: Report) -> str:
    return written("notebook.html.jinja", value)


@shown.register
def _(value: Section) -> str:
    return written("notebook.html.jinja", of_section(value))


@shown.register
def _(value: Catalogue) -> str:
    from timetax.engine.burden import with_burden
    from timetax.reports.form_list import list_forms
    from timetax.tables.tabulate import tabulate

    listed = list_forms(with_burden(tabulate(value)), top=FORMS)
    return shown(replace(listed, notes=()))  # which are on commands


@shown.register
def _(value: Comparison) -> str:
    from timetax.reports.whatif import whatif_report

    return shown(whatif_report(value, top=ROWS))


@shown.register
def _(value: Difference) -> str:
    from timetax.reports.difference import difference_report

    return shown(difference_report(value, top=ROWS))


def of_section(section: Section) -> Report:
    """Return a report that says nothing but what a section does."""
    return Report(
        title="",
        headline="",
        description=None,
        total=None,
        sections=(section,),
        notes=(),
        currency="",
    )
