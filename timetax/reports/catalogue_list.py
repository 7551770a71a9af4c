"""The list of the catalogues that come with the program."""

from timetax.bundle import bundled_catalogues
from timetax.catalogue.catalogue import Catalogue
from timetax.reports.report import Column, Report, Section
from timetax.wording.numbers import Kind, plural

_COLUMNS = (
    Column("name", "name"),
    Column("title", "what it is"),
    Column("forms", "forms", Kind.COUNT),
    Column("not_estimated", "not estimated", Kind.COUNT, spare=1),
    Column("journeys", "journeys", Kind.COUNT, spare=2),
    Column("currency", "currency", spare=3),
    Column("covers", "covers", shown="data"),
    Column("description", "how to read it", shown="wide"),
)


def list_catalogues() -> Report:
    """Return the list of the bundled catalogues, each with how it is to be read."""
    from timetax.read.to_catalogue import load

    rows = []
    for name, path in bundled_catalogues().items():
        made = load(path)
        rows.append(
            (
                name,
                made.title,
                len(made.forms),
                _not_estimated(made),
                len(made.journeys),
                made.currency,
                made.covers,
                made.description,
            )
        )
    return Report(
        title="The catalogues that come with timetax",
        headline=f"{plural(len(rows), 'catalogue')}; `timetax report NAME` totals one.",
        description=None,
        total=None,
        sections=(Section("catalogues", "Catalogues", ("name",), _COLUMNS, tuple(rows)),),
        notes=("Without a name, commands read the first.",),
        currency="USD",
        format=("timetax_catalogues", 1),
    )


def _not_estimated(made: Catalogue) -> int:
    return sum(each.burden_hours is None and each.excluded is None for each in made.forms)
