"""The sources of a catalogue: each form's official reference, its address, and the copy read."""

from timetax.catalogue.catalogue import Catalogue
from timetax.reports.report import Column, Report, Section
from timetax.wording.numbers import plural

_COLUMNS = (
    Column("form", "form"),
    Column("source", "official reference"),
    Column("date", "date", shown="wide", absent=""),
    Column("url", "address", absent="none"),
    Column("copy", "copy that was read", absent=""),
    Column("at", "where it stands", shown="data"),
)


def links_report(catalogue: Catalogue) -> Report:
    """Return the source of each form with its address and the copy that was read; asks no server.

    Columns: `form`, `source`, `date`, `url`, `copy`, and `at`, where the form stands in its file.
    """
    rows = []
    for file in catalogue.files:
        for form, place in zip(file.content.forms, file.places["forms"], strict=True):
            source = form.source
            given = (source.title, source.date, source.url, source.copy) if source else [None] * 4
            rows.append((form.id, *given, str(file.file.position(("forms", place)))))
    official = [row for row in rows if row[3]]
    copies = [row for row in rows if row[4] and not row[3]]
    unsourced = [row for row in rows if not row[1]]
    bare = len(rows) - len(official) - len(copies) - len(unsourced)
    parts = [
        f"{len(official):,} with an official address, {sum(bool(row[4]) for row in official):,} of "
        "these read in a copy",
        f"{len(copies):,} with the address of a copy alone" if copies else "",
        f"{bare:,} without an address" if bare else "",
        f"{len(unsourced):,} without a source" if unsourced else "",
    ]
    return Report(
        title=catalogue.title or "Sources of a catalogue",
        headline=f"Sources of {plural(len(rows), 'form')}: {'; '.join(filter(None, parts))}.",
        description=None,
        total=None,
        sections=(Section("links", "Sources", ("form",), _COLUMNS, tuple(rows)),),
        notes=("No address was asked: whether it still leads there is not known.",),
        currency=catalogue.currency,
        format=("timetax_links", 1),
    )
