"""What a journey takes from the forms of a catalogue, and from forms that a reform has changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from timetax.catalogue.ranges import Range
from timetax.engine.journeys.amount import ONE, Amount, amount_of

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue
    from timetax.tables.layouts import Tables


@dataclass(frozen=True)
class FormFacts:
    """What one person's step takes from a form.

    Attributes:
        title: what it is.
        agency: the id of the agency that asks.
        minutes: minutes for one response; None if not known, or not one person's.
        cost: money out of pocket for one response; None as minutes.
        basis: how the minutes are known.
        source: the title of its source, or None.
        mixed: why its average is not one person's, or None.
        blocks: its building blocks.
        people: the part of those who filled it in that a reform leaves.
        frequency: how much oftener than before a reform lets each of them do it.
        ratio: its minutes as a part of those before a reform; None if that is not known.
        merged_into: the form that a reform makes of it and others, or None.
    """

    title: str
    agency: str
    minutes: Amount | None
    cost: Amount | None
    basis: str | None = None
    source: str | None = None
    mixed: str | None = None
    blocks: tuple[str, ...] = ()
    people: Fraction = ONE
    frequency: Fraction = ONE
    ratio: Fraction | None = ONE
    merged_into: str | None = None


def facts_of(catalogue: "Catalogue", tables: "Tables") -> Mapping[str, FormFacts]:
    """Return what journeys take from each form, by its id.

    Args:
        catalogue: the catalogue; what it says of a form that is not in `tables` is left out.
        tables: its tables of inputs, or those of a reform, whose figures count.
    """
    frame, blocks = tables.forms, tables.building_blocks
    ranges = {
        (form, figure): Range(low, likely, high)
        for form, figure, low, likely, high in zip(
            *(tables.ranges[name].tolist() for name in ("form", "figure", "low", "likely", "high")),
            strict=True,
        )
    }
    needed: dict[str, list[str]] = {}
    for form, block in zip(blocks["form"].tolist(), blocks["building_block"].tolist(), strict=True):
        needed.setdefault(form, []).append(block)
    mixed = {form.id: form.mixed for form in catalogue.forms}
    names = ("form", "title", "agency", "minutes_per_response", "cost_per_response")
    columns = [frame[name].tolist() for name in (*names, "minutes_basis", "source")]
    made = {}
    for form, title, agency, minutes, cost, basis, source in zip(*columns, strict=True):
        why = mixed.get(form)
        figures = {"minutes_per_response": minutes, "cost_per_response": cost}
        known = {
            name: None if why or value != value else amount_of(ranges.get((form, name), value))
            for name, value in figures.items()
        }
        made[form] = FormFacts(
            title=title,
            agency=agency,
            minutes=known["minutes_per_response"],
            cost=known["cost_per_response"],
            basis=basis if isinstance(basis, str) else None,
            source=source if isinstance(source, str) else None,
            mixed=why,
            blocks=tuple(needed.get(form, ())),
        )
    return made
