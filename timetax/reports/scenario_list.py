"""The list of the reforms that come with the program."""

from timetax.engine.scenario.library import bundled_scenarios
from timetax.engine.scenario.reading import load_all
from timetax.reports.report import Column, Report, Section
from timetax.wording.lists import searched
from timetax.wording.numbers import Kind, plural

_COLUMNS = (
    Column("id", "scenario"),
    Column("name", "what it is"),
    Column("changes", "changes", Kind.COUNT, "wide"),
    Column("source", "source"),
    Column("url", "address", shown="data"),
    Column("catalogue", "about the catalogue", shown="data"),
    Column("description", "description", shown="data"),
)


def list_scenarios(words: str = "") -> Report:
    """Return the list of the bundled scenarios in whose texts all of `words` stand."""
    paths = bundled_scenarios()
    rows = [
        (
            path.stem,
            scenario.name,
            len(scenario.changes),
            scenario.source and scenario.source.title,
            scenario.source and scenario.source.url,
            scenario.catalogue and scenario.catalogue.name,
            scenario.description,
        )
        for path, scenario in zip(paths, load_all(paths), strict=True)
    ]
    wanted = words.casefold().split()
    found = [
        row for row in rows if all(word in " ".join(map(str, row)).casefold() for word in wanted)
    ]
    return Report(
        title="The reforms that come with timetax",
        headline=f"{plural(len(found), 'scenario')}{searched(words)}; "
        "`timetax whatif SCENARIO` applies one.",
        description=None,
        total=None,
        sections=(Section("scenarios", "Scenarios", ("id",), _COLUMNS, tuple(found)),),
        notes=(),
        currency="USD",
    )
