"""Make one form of several."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from timetax.catalogue.file_model import FileModel
from timetax.catalogue.form import Form
from timetax.catalogue.formulas import hours_a_year, responses_per_respondent
from timetax.catalogue.value_types import (
    AffectedPublic,
    LifeEvents,
    Obligation,
    Online,
    Text,
)
from timetax.catalogue.values import mistake
from timetax.engine.scenario.amounts import AMOUNT_SCHEMA, AmountField, read_amount
from timetax.engine.scenario.model import Amount, Change, Key, Operation, amount_in_words
from timetax.engine.scenario.universe import finding_in
from timetax.files.yaml import KeyPath
from timetax.findings import InputError
from timetax.tables.layouts import HOURS_FROM, INPUTS
from timetax.tables.layouts import KEYS as KEYS_OF_FORMS
from timetax.wording.hints import did_you_mean, shown

if TYPE_CHECKING:
    import pandas as pd

    from timetax.engine.scenario.state import Floats, Rows, Run
    from timetax.engine.scenario.universe import Mask, Universe

Made: TypeAlias = Amount | Literal["sum", "max", "mean"]

INHERITED = tuple(key.field for key in KEYS_OF_FORMS.values() if key.about.kept)
"""What the new form takes from those that it is made of, where they agree."""


def _made_by(*words: str) -> Callable[[object], Made]:
    def read_made(value: object) -> Any:
        if value in words:
            return value
        if isinstance(value, str) and value[:1].isalpha():
            hint = did_you_mean(value, words) or f"; use {', '.join(words)} or a number"
            raise mistake(f"{shown(value)} is not known{hint}")
        return read_amount(value)

    return read_made


def _made_field(*words: str) -> Any:
    schema = {"anyOf": [{"enum": list(words)}, *AMOUNT_SCHEMA["anyOf"]]}
    return Annotated[Any, PlainValidator(_made_by(*words)), WithJsonSchema(schema)]


class MergeEntry(FileModel):
    """The form that several are made into."""

    id: Text = Field(description="A short name, unique in the catalogue.")
    title: Text = Field(description="What it is, in words that people know.")
    agency: Text | None = Field(None, description="The agency; that of the forms if they agree.")
    form_number: Text | None = Field(None, description="The number printed on it.")
    control_number: Text | None = Field(None, description="OMB control number, NNNN-NNNN.")
    life_events: LifeEvents | None = Field(None, description="Life events; those of the forms.")
    affected_public: AffectedPublic | None = Field(None, description="Who fills it in.")
    obligation: Obligation | None = Field(None, description="Whether one has to.")
    online: Online | None = Field(None, description="Whether it can be done online.")
    respondents: AmountField | None = Field(None, description="People or firms a year.")
    responses: _made_field("sum", "max") = Field(description="Responses a year.")  # type: ignore[valid-type]
    minutes_per_response: _made_field("sum", "max", "mean") = Field(  # type: ignore[valid-type]
        description="Minutes for one response; mean is weighted by the responses."
    )
    cost_per_response: _made_field("sum", "max", "mean") | None = Field(  # type: ignore[valid-type]
        None, description="Money out of pocket for one response."
    )


_AMOUNTS = ("respondents", "responses", "minutes_per_response", "cost_per_response")


@dataclass(frozen=True)
class Merge(Operation):
    """One form made of several: what was written of it, and how its inputs come about."""

    combines: ClassVar[bool] = True

    given: Mapping[str, object]
    responses: Made
    minutes_per_response: Made
    cost_per_response: Made | None
    respondents: Amount | None
    path: KeyPath = ()

    def __str__(self) -> str:
        responses = amount_in_words(self.responses)
        minutes = amount_in_words(self.minutes_per_response)
        return f"merge into {self.given['id']}: responses {responses}, minutes {minutes}"

    def lay_out(self, universe: "Universe", change: Change, rows: "Mask") -> int | None:
        """Take the forms away from the universe, and add the one that is made of them."""
        import numpy as np

        here = np.flatnonzero(rows & universe.present)
        if not len(here):
            return None
        form = self._form(universe, change, here)
        services = _services(universe, here, form.id)
        universe.present[here] = False
        return universe.add(change, form, services)

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Make the figures of the new form, and let it be there in place of the others."""
        place = run.place_of_made()
        if place is None or not len(rows):
            return
        figures = run.figures
        counts = figures["responses"][rows]

        def made(figure: str, by: Any) -> "float | Floats":
            if not isinstance(by, str):
                return math.nan if by is None else run.positive(by, (*self.path, figure))
            return _merged(figures[figure][rows], by, counts)

        for figure in INPUTS:
            by = None if figure == "responses_per_respondent" else getattr(self, figure)
            figures[figure][place] = made(figure, by)
        self._refuse_to_lose(run, rows, place)
        respondents = figures["respondents"][place]
        figures["responses_per_respondent"][place] = responses_per_respondent(
            figures["responses"][place], respondents
        )
        run.state.present[rows] = False
        run.state.present[place] = True

    def _refuse_to_lose(self, run: "Run", rows: "Rows", place: int) -> None:
        """Refuse a form without hours made of forms that have some: they would be lost."""
        import numpy as np

        figures, factors = run.figures, HOURS_FROM[:2]
        hours = hours_a_year(*(figures[name][rows] for name in HOURS_FROM))
        unknown = [name for name in factors if np.isnan(figures[name][place]).any()]
        if not unknown or not np.nansum(hours):
            return
        missing = np.isnan(figures[unknown[0]][rows].reshape(len(rows), -1)).any(axis=1)
        of = run.form(rows[missing][0]) if missing.any() else "the forms"
        name = unknown[0].replace("_", " ")
        message = (
            f"the {name} of {of} are not known, so those of {self.given['id']!r} would not be, and "
            f"the hours of all would be lost; give its {unknown[0]} as a number, or leave it out"
        )
        run.refuse(self.path, message)

    def _form(self, universe: "Universe", change: Change, rows: "Rows") -> Form:
        import numpy as np

        forms = universe.joined("forms").iloc[rows]
        if len(forms) < 2:
            message = (
                f"a merge takes two forms or more, and here is {forms['form'].iloc[0]!r} alone"
            )
            raise InputError([finding_in(change, message, "where")])
        units = [unit if isinstance(unit, str) else "a response" for unit in forms["unit"]]
        if len(set(units)) > 1:
            first = dict(zip(units, forms["form"], strict=True))
            found = ", ".join(f"{form} counts {unit}" for unit, form in first.items())
            message = f"forms that count different things cannot be merged: {found}"
            raise InputError([finding_in(change, message, "where")])
        excluded = forms["excluded"].notna()
        if excluded.any() and not excluded.all():
            left_out, counted = forms["form"][excluded].iloc[0], forms["form"][~excluded].iloc[0]
            message = (
                f"{left_out!r} is left out of the totals and {counted!r} is not; merge one kind"
            )
            raise InputError([finding_in(change, message, "where")])
        given: dict[str, Any] = dict(self.given)
        for key in INHERITED:
            values = forms[key].unique()
            if len(values) == 1 and isinstance(values[0], str) and key not in given:
                given[key] = values[0]
        if "agency" not in given:
            message = f"the forms are those of {', '.join(sorted(set(forms['agency'])))}: say whose"
            raise InputError([finding_in(change, f"{message} the new one is", "merge")])
        if given["agency"] not in set(universe.baseline.agencies["agency"]):
            message = f"the catalogue has no agency {given['agency']!r}"
            hint = did_you_mean(str(given["agency"]), universe.baseline.agencies["agency"])
            raise InputError([finding_in(change, message + hint, "merge", "agency")])
        if unknown := universe.unknown_events(change, "merge", given.get("life_events", ())):
            raise InputError(unknown)
        life_events = universe.joined("life_events")[np.isin(universe.owners("life_events"), rows)]
        if life_events["share"].notna().any() and "life_events" not in given:
            message = "a form gives its life events shares; say which the new form has"
            raise InputError([finding_in(change, message, "merge")])
        owners = universe.owners("affected_public")
        affected = universe.joined("affected_public")[np.isin(owners, rows)]
        names = list(dict.fromkeys(life_events["life_event"]))
        given.setdefault("life_events", tuple((name, None) for name in names))
        given.setdefault("affected_public", tuple(dict.fromkeys(affected["affected_public"])))
        owners = universe.owners("building_blocks")
        needed = universe.joined("building_blocks")[np.isin(owners, rows)]
        given["building_blocks"] = tuple(dict.fromkeys(needed["building_block"]))
        return Form(**given, source=change.source)


def _services(universe: "Universe", rows: "Rows", form: str) -> "pd.DataFrame":
    """Return the services that claim any of some forms in full: they claim the new one."""
    import numpy as np

    services = universe.joined("services")
    here = np.isin(universe.owners("services"), rows) & services["share"].isna().to_numpy()
    return services[here].assign(form=form).drop_duplicates("service", ignore_index=True)


def _merged(values: "Floats", by: str, responses: "Floats") -> "float | Floats":
    import numpy as np

    if by == "mean":
        whole = np.asarray(_sum(responses))
        total = np.asarray(_sum(values * responses))
        # Without responses there is nothing to weight by, and the mean is not known.
        mean = np.full_like(whole, np.nan)
        return np.asarray(np.divide(total, whole, where=whole > 0, out=mean))
    return _sum(values) if by == "sum" else values.max(axis=0)


def _sum(values: "Floats") -> "float | Floats":
    return math.fsum(values) if values.ndim == 1 else values.sum(axis=0)


def _read(value: MergeEntry, written: object, path: KeyPath) -> Sequence[Operation]:
    given = value.model_dump(exclude=set(_AMOUNTS), exclude_none=True)
    minutes: Any = value.minutes_per_response
    same: Any = minutes if isinstance(minutes, str) else None
    cost = same if value.cost_per_response is None else value.cost_per_response
    return [Merge(given, value.responses, minutes, cost, value.respondents, path)]


KEYS = {
    "merge": Key(
        annotation=MergeEntry | None,
        description="The form that they are made into.",
        read=_read,
        models={(): MergeEntry},
        amounts=_AMOUNTS,
        alone=True,
    )
}
