"""Loads catalogues: reads, validates and links files, and merges them into one value."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from timetax.findings import Finding, InputError, Position
from timetax.linking import check_references
from timetax.notebook import html_table
from timetax.schema import Agency, CatalogueFile, Form, LifeEvent, validated
from timetax.source import Document, File, read


@dataclass(frozen=True)
class Catalogue:
    """Validated forms with their agencies and life events, and the files they came from.

    `agencies` and `life_events` map ids to declarations, in the order of the files; where a
    catalogue declares none, they are made from the names that its forms use.
    """

    title: str | None
    description: str | None
    currency: str
    agencies: Mapping[str, Agency]
    life_events: Mapping[str, LifeEvent]
    forms: tuple[Form, ...]
    files: tuple[tuple[File, int], ...]

    def position(self, form_id: str) -> Position:
        """Return where the form stands. Raises KeyError for an unknown form."""
        index = next((i for i, form in enumerate(self.forms) if form.id == form_id), None)
        if index is None:
            raise KeyError(form_id)
        for file, forms in self.files:
            if index < forms:
                return file.position(("forms", index))
            index -= forms
        raise AssertionError("every form stands in a file")

    def department(self, agency_id: str) -> Agency:
        """Return the agency at the top of the line of parents of `agency_id`."""
        agency = self.agencies[agency_id]
        while agency.parent is not None:
            agency = self.agencies[agency.parent]
        return agency

    def _repr_html_(self) -> str:
        shown_forms = self.forms[:20]
        rest = len(self.forms) - len(shown_forms)
        rows = [
            (form.id, form.title, form.agency, ", ".join(event for event, _ in form.life_events))
            for form in shown_forms
        ]
        title = self.title or "Catalogue"
        caption = f"{title}: {len(self.forms):,} forms" + (f", {rest:,} not shown" if rest else "")
        headings = ("form", "title", "agency", "life events")
        return html_table(caption, headings, rows, [False] * len(headings))


def bundled() -> Path:
    """Return the path of the catalogue that comes with the program."""
    package = Path(__file__).parent
    installed = package / "data" / "forms.yaml"
    return installed if installed.exists() else package.parent / "data" / "forms.yaml"


def load(*paths: str | Path) -> Catalogue:
    """Return the catalogue at `paths`, merged; without paths, the one that comes with the program.

    A path is a YAML file, a directory of them, or `-` for standard input.

    Raises:
        InputError: a path cannot be read or holds mistakes; carries a finding for each of them.
    """
    with _paused_garbage_collector():
        readings = read(paths or [_seen_from_here(bundled())])
        findings = [finding for reading in readings for finding in reading.findings]
        documents = [reading.document for reading in readings if reading.document is not None]
        files = []
        for document in documents:
            file, mistakes = validated(document)
            findings += mistakes
            files += [file] if file else []
        if len(documents) == len(readings):
            findings += check_references(documents)
        if findings:
            order = {reading.name: place for place, reading in enumerate(readings)}
            raise InputError(sorted(findings, key=lambda each: _in_file_order(each, order)))
        return _merged(documents, files)


def _in_file_order(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, int]:
    position = finding.position
    return (order[position.file], position.line, position.column)


def _seen_from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@contextmanager
def _paused_garbage_collector() -> Iterator[None]:
    # Loading makes millions of objects and no garbage; collecting makes it worse than linear.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _merged(documents: list[Document], files: list[CatalogueFile]) -> Catalogue:
    forms = tuple(form for file in files for form in file.forms)
    agencies = {agency.id: agency for file in files for agency in file.agencies}
    life_events = {event.id: event for file in files for event in file.life_events}
    for form in forms:
        if form.agency not in agencies:
            agencies[form.agency] = Agency(id=form.agency, name=form.agency)
        for event, _ in form.life_events:
            if event not in life_events:
                life_events[event] = LifeEvent(id=event, name=event)
    return Catalogue(
        title=_joined(file.title for file in files),
        description=_joined(file.description for file in files),
        currency=next((file.currency for file in files if file.currency), "USD"),
        agencies=agencies,
        life_events=life_events,
        forms=forms,
        files=tuple(
            (document.file, len(file.forms))
            for document, file in zip(documents, files, strict=True)
        ),
    )


def _joined(texts: Iterable[str | None]) -> str | None:
    return " · ".join(dict.fromkeys(filter(None, texts))) or None
