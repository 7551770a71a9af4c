"""Loads catalogues: reads, validates and links files, and merges them into one value."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from timetax.bundle import bundled, seen_from_here
from timetax.catalogue.form import Agency, Form, LifeEvent, Request, Validated, validated
from timetax.catalogue.references import check_references
from timetax.files.yaml import File
from timetax.findings import Finding, InputError, Position
from timetax.read.inputs import AS_THEY_ARE, Blob, Input, ReadOptions, read_inputs
from timetax.wording.html import html_table


@dataclass(frozen=True)
class Catalogue:
    """Validated forms with their agencies and life events, and the files they came from.

    `agencies` and `life_events` map ids to declarations, in the order of the files; where a
    catalogue declares none, they are made from the names that its forms use.
    """

    title: str | None
    description: str | None
    currency: str
    covers: str | None
    agencies: Mapping[str, Agency]
    life_events: Mapping[str, LifeEvent]
    requests: tuple[Request, ...]
    forms: tuple[Form, ...]
    files: tuple[Validated, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What every report on the catalogue must say."""
        notes = (note for each in self.files for note in (*each.content.notes, *each.notes))
        return tuple(dict.fromkeys(notes))

    def position(self, form_id: str) -> Position:
        """Return where the form stands. Raises KeyError for an unknown form."""
        places = ((each.file, place) for each in self.files for place in each.places["forms"])
        for form, (file, place) in zip(self.forms, places, strict=True):
            if form.id == form_id:
                return file.position(("forms", place))
        raise KeyError(form_id)

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


def load(*paths: str | Path | Blob, options: ReadOptions = AS_THEY_ARE) -> Catalogue:
    """Return the catalogue at `paths`, merged; without paths, the one that comes with the program.

    A path is a YAML file, a directory of them, an official inventory in XML, a table (CSV, TSV,
    Excel, Parquet, JSON lines), one of these packed with gzip or zip, the bytes of one of these, or
    `-` for standard input.

    Raises:
        InputError: a path cannot be read or holds mistakes; carries a finding for each of them.
    """
    made = draft(*paths, options=options)
    if made.findings:
        raise InputError(made.findings)
    return made.catalogue


@dataclass(frozen=True)
class Draft:
    """A catalogue as far as it is valid, what is wrong in the rest, and how much was read.

    `files` are those whose text could be read; `unread` are the names of those that hold nothing
    that could be validated.
    """

    catalogue: Catalogue
    findings: tuple[Finding, ...]
    files: tuple[File, ...]
    unread: frozenset[str]

    @property
    def complete(self) -> bool:
        """Whether every file could be read."""
        return not self.unread


def draft(
    *paths: str | Path | Blob, positions: bool = False, options: ReadOptions = AS_THEY_ARE
) -> Draft:
    """Return the catalogue at `paths` as far as it is valid, with its findings in file order.

    With `positions`, where everything stands is kept, for many findings to come.
    """
    with _paused_garbage_collector():
        inputs = read_inputs(paths or [seen_from_here(bundled())], options, positions=positions)
        documents = [each.document for each in inputs if each.document is not None]
        files = [made for each in inputs if (made := _content(each)) is not None]
        unread = frozenset(each.name for each in inputs if not (each.document or each.content))
        findings = [
            *(finding for each in inputs for finding in each.findings),
            *(finding for file in files for finding in file.findings),
            *([] if unread else check_references(documents)),
        ]
        order = {each.name: place for place, each in enumerate(inputs)}
        findings.sort(key=lambda each: _in_file_order(each, order))
        texts = tuple(each.file for each in inputs if each.file is not None)
        return Draft(merged(files), tuple(findings), texts, unread)


def _content(given: Input) -> Validated | None:
    if given.document is None:
        return given.content
    return replace(validated(given.document), notes=given.notes)


def _in_file_order(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, int]:
    position = finding.position
    return (order[position.file], position.line, position.column)


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


def merged(files: list[Validated]) -> Catalogue:
    """Return what several files hold as one catalogue."""
    contents = [file.content for file in files]
    forms = tuple(form for content in contents for form in content.forms)
    agencies = {agency.id: agency for content in contents for agency in content.agencies}
    life_events = {event.id: event for content in contents for event in content.life_events}
    requests = tuple(request for content in contents for request in content.requests)
    for name in [*(form.agency for form in forms), *(request.agency for request in requests)]:
        if name not in agencies:
            agencies[name] = Agency(id=name, name=name)
    for form in forms:
        for event, _ in form.life_events:
            if event not in life_events:
                life_events[event] = LifeEvent(id=event, name=event)
    return Catalogue(
        title=_joined(content.title for content in contents),
        description=_joined(content.description for content in contents),
        currency=next((each.currency for each in contents if each.currency), "USD"),
        covers=next((each.covers for each in contents if each.covers), None),
        agencies=agencies,
        life_events=life_events,
        requests=requests,
        forms=forms,
        files=tuple(files),
    )


def _joined(texts: Iterable[str | None]) -> str | None:
    return " · ".join(dict.fromkeys(filter(None, texts))) or None
