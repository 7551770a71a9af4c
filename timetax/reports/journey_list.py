"""The list of the journeys of a catalogue."""

from timetax.catalogue.catalogue import Catalogue
from timetax.engine.journeys.forms import facts_of
from timetax.engine.journeys.journey import walk
from timetax.reports.journey import title_of
from timetax.reports.report import Column, Report, Section
from timetax.tables.layouts import Tables
from timetax.wording.lists import searched
from timetax.wording.numbers import Kind, plural

_COLUMNS = (
    Column("life_event", "life event"),
    Column("title", "journey", spare=2),
    Column("id", "id", shown="data"),
    Column("about", "about", shown="wide", absent=""),
    Column("steps", "steps", Kind.COUNT),
    Column("steps_not_known", "without minutes", Kind.COUNT, spare=1),
    Column("agencies", "agencies", Kind.COUNT, spare=3),
    Column("depends_on", "--with", shown="people", absent="", lines=3),
    Column("traits", "traits", shown="data"),
)


def list_journeys(catalogue: Catalogue, tables: Tables, words: str = "") -> Report:
    """Return the list of the journeys in whose texts all of `words` stand."""
    forms = facts_of(catalogue, tables)
    wanted = words.casefold().split()
    rows = []
    for journey in catalogue.journeys:
        total = walk(journey, forms, {}).total
        traits = [
            f"{trait}={'|'.join(value for value, _ in values)}" for trait, values in journey.traits
        ]
        title = title_of(catalogue, journey)
        row = (
            journey.life_event,
            title,
            journey.id,
            journey.about,
            total.steps,
            total.steps_not_known,
            len(total.agencies),
            ", ".join(trait for trait, _ in journey.traits) or None,
            "; ".join(traits) or None,
        )
        texts = [*map(str, row), *(step.title or "" for step in journey.steps)]
        if all(word in " ".join(texts).casefold() for word in wanted):
            rows.append(row)
    return Report(
        title=f"Journeys of {catalogue.title}" if catalogue.title else "Journeys",
        headline=f"{plural(len(rows), 'journey')}{searched(words)}; "
        "`timetax journey LIFE_EVENT` shows one.",
        description=None,
        total=None,
        sections=(Section("journeys", "Journeys", ("id",), _COLUMNS, tuple(rows)),),
        notes=(),
        currency=catalogue.currency,
        format=("timetax_journeys", 1),
    )
