"""A catalogue as the flat table that CSV, Parquet and Excel hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timetax.catalogue.catalogue import agencies_named, events_named
from timetax.catalogue.entries import Agency, LifeEvent
from timetax.read.tabular.flat import CATALOGUE, RECORD, SECTIONS_OF_KINDS, Cell, columns_by_name

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue


@dataclass(frozen=True)
class FlatTable:
    """A catalogue as one table: its header, the cells of each column, and which are figures.

    A cell is a text, or in a column of figures a number; None is an empty one.
    """

    header: tuple[str, ...]
    columns: tuple[tuple[Cell, ...], ...]
    figures: tuple[bool, ...]

    @property
    def rows(self) -> Iterable[tuple[Cell, ...]]:
        """The cells row by row."""
        return zip(*self.columns, strict=True)


def flat_table(catalogue: "Catalogue") -> FlatTable:
    """Return the catalogue in the flat layout, with only the columns that some record uses."""
    sections = sections_of(catalogue)
    records: dict[str, Sequence[object]] = {CATALOGUE: (catalogue,)}
    records |= {kind: sections[section] for kind, section in SECTIONS_OF_KINDS.items()}
    kinds = tuple(kind for kind, entries in records.items() for _ in entries)
    header, columns, figures = [RECORD], [kinds], [False]
    for name, by_kind in columns_by_name().items():
        cells: list[Cell] = []
        for kind, entries in records.items():
            column = by_kind.get(kind)
            cells += column.cells(entries) if column else [None] * len(entries)
        if any(cell is not None for cell in cells):
            header.append(name)
            columns.append(tuple(cells))  # type: ignore[arg-type]
            figures.append(next(iter(by_kind.values())).figure)
    return FlatTable(tuple(header), tuple(columns), tuple(figures))


def sections_of(catalogue: "Catalogue") -> dict[str, tuple[Any, ...]]:
    """Return the entries to write of each section.

    Agencies and life events that reading makes from the names in forms anyway are left out.
    """
    asking = agencies_named(catalogue.forms, catalogue.requests, catalogue.journeys)
    agencies = [Agency(id=name, name=name) for name in asking]
    named = events_named(catalogue.forms, catalogue.journeys)
    life_events = [LifeEvent(id=name, name=name) for name in named]
    return {
        "agencies": _unless_implied(catalogue.agencies, agencies),
        "life_events": _unless_implied(catalogue.life_events, life_events),
        "requests": catalogue.requests,
        "tariffs": tuple(catalogue.tariffs.values()),
        "service_providers": tuple(catalogue.service_providers.values()),
        "services": tuple(catalogue.services.values()),
        "feedback": catalogue.feedback,
        "government_side": catalogue.government_side,
        "equity": catalogue.equity,
        "estimate_models": catalogue.estimate_models,
        "journeys": catalogue.journeys,
        "forms": catalogue.forms,
    }


def _unless_implied(declared: Mapping[str, Any], implied: Sequence[Any]) -> tuple[Any, ...]:
    entries = tuple(declared.values())
    return () if entries == tuple(implied) else entries
