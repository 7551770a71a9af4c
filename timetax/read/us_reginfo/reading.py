"""Reads an inventory into the value that a catalogue of YAML becomes."""

import gc
from collections.abc import Callable, Iterable

from timetax.catalogue.document import FORMAT_VERSION, SECTIONS, CatalogueFile
from timetax.catalogue.validation import Validated
from timetax.read.life_event_map import LifeEventMap
from timetax.read.us_reginfo.agencies import agencies_of
from timetax.read.us_reginfo.forms import Maker
from timetax.read.us_reginfo.parsing import Parse
from timetax.read.us_reginfo.positions import file_of


def read_inventory(
    chunks: Iterable[bytes],
    name: str,
    *,
    events: LifeEventMap | None = None,
    progress: Callable[[int], None] | None = None,
) -> Validated:
    """Return the inventory of information collections in `chunks`, as a catalogue's file.

    Each collection is a form, `<ICR reference>-<n>`; a request without one is a form with its own
    totals. Hours are those published, so that minutes follow from them. What is left out, missing
    or odd is counted, and told in the notes. Where the file breaks off, there is a finding beside
    what was read before.

    Args:
        chunks: the bytes of the XML file in order, in pieces of any size.
        name: the name of the file, for findings and notes.
        events: which life events lead to which forms; without it, forms have none.
        progress: is told the number of bytes that are done, again and again.
    """
    maker = Maker(events)
    parse = Parse(name, maker.take)
    enabled = gc.isenabled()
    gc.disable()  # Reading makes many values and no cycles; looking for some takes long.
    try:
        findings = parse.run(chunks, progress)
    finally:
        if enabled:
            gc.enable()
    content = _content(maker, parse.run_date, events)
    places = {section: tuple(range(len(getattr(content, section)))) for section in SECTIONS}
    notes = maker.tally.notes(name, parse.run_date) if maker.requests else ()
    return Validated(file_of(name, maker.places), content, places, tuple(findings), notes)


def _content(maker: Maker, run_date: str | None, events: LifeEventMap | None) -> CatalogueFile:
    title = "Inventory of information collections"
    declared = events.life_events if events else ()
    return CatalogueFile(
        timetax=FORMAT_VERSION,
        title=f"{title}, {run_date}" if run_date else title,
        description="What federal agencies may ask of the public, as reginfo.gov publishes it.",
        currency="USD",
        covers="us-federal-government",
        agencies=agencies_of(maker.agencies),
        life_events=tuple(event for event in declared if event.id in maker.used_events),
        requests=tuple(maker.requests),
        forms=tuple(maker.forms),
    )
