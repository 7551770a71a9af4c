"""Add a form that is new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from timetax.catalogue.form import Form
from timetax.catalogue.validation import mappings_of
from timetax.engine.scenario.amounts import is_parameter
from timetax.engine.scenario.model import Change, Key, Operation, Parameter
from timetax.engine.scenario.operations.adjust import Adjust, read_adjustments
from timetax.engine.scenario.operations.publish import per_response
from timetax.engine.scenario.universe import entry_of, finding_in
from timetax.files.yaml import KeyPath
from timetax.findings import Finding, InputError
from timetax.tables.layouts import INPUTS
from timetax.wording.hints import Hints, did_you_mean

if TYPE_CHECKING:
    from timetax.engine.scenario.state import Rows, Run
    from timetax.engine.scenario.universe import Mask, Universe


@dataclass(frozen=True)
class Add(Operation):
    """A new form; `figures` are those of its inputs that are parameters."""

    form: Form
    figures: tuple[Adjust, ...]
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"add {self.form.id}"

    def parameters(self) -> Iterator[Parameter]:
        """Yield the parameters that its figures are."""
        for figure in self.figures:
            yield from figure.parameters()

    def lay_out(self, universe: "Universe", change: Change, rows: "Mask") -> int | None:
        """Add the form to the universe; what it refers to must be there."""
        if findings := list(self._unknown(universe, change)):
            raise InputError(findings)
        return universe.add(change, self.form)

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Let the form be there, with the values of its parameters."""
        import numpy as np

        place = run.place_of_made()
        if place is None:
            return
        run.state.present[place] = True
        here = np.array([place])
        for figure in self.figures:
            figure.apply(run, here)
        hours, figures = self.form.published_hours, run.figures
        if hours is not None and np.isnan(figures["minutes_per_response"][place]).all():
            minutes = per_response("minutes_per_response", hours, figures, here)
            figures["minutes_per_response"][here] = minutes

    def _unknown(self, universe: "Universe", change: Change) -> Iterator[Finding]:
        """Yield a finding for each name that nothing in the universe has."""
        agencies = universe.baseline.agencies
        agency = self.form.agency
        if agency not in set(agencies["agency"]):
            spelt = {
                spelling: row["agency"]
                for row in agencies.to_dict("records")
                for spelling in (row["name"], row["acronym"], row["agency"])
                if isinstance(spelling, str)
            }
            message = f"the catalogue has no agency {agency!r}{did_you_mean(agency, spelt)}"
            yield finding_in(change, message, "add", "agency")
        yield from universe.unknown_events(change, "add", self.form.life_events)
        forms = set(universe.joined("forms")["form"]) | {self.form.id}
        near = Hints(forms)
        for place, (other, _) in enumerate(self.form.overlaps):
            if other not in forms or other == self.form.id:
                what = (
                    "overlaps itself" if other in forms else f"overlaps {other!r}, and no form is"
                )
                hint = "" if other in forms else near(other)
                within = entry_of(change, ("add", "overlaps"), other, place)
                yield finding_in(change, f"the form {what}{hint}", *within)


def _is_parameter(key: object, value: object) -> bool:
    return key in INPUTS and is_parameter(value)


def _without_parameters(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {key: each for key, each in value.items() if not _is_parameter(key, each)}


def _read(value: Any, written: Any, path: KeyPath) -> Sequence[Operation]:
    figures = [
        Adjust(figure, "set", amount, (*path, figure))
        for figure in INPUTS
        if _is_parameter(figure, written.get(figure))
        for _, amount in read_adjustments(written[figure])
    ]
    return [Add(value, tuple(figures), path)]


KEYS = {
    "add": Key(
        annotation=Annotated[Form, BeforeValidator(_without_parameters)] | None,
        description="A new form.",
        read=_read,
        models=dict(mappings_of(Form)),
        amounts=INPUTS,
        alone=True,
        takes_forms=False,
    )
}
