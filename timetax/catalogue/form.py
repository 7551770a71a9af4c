"""The schema of a catalogue file: its declarations, its messages and its JSON Schema."""

from typing import Annotated

from pydantic import (
    Field,
    PlainValidator,
    WithJsonSchema,
)

from timetax.catalogue.entries import Causes, Model, SourceField
from timetax.catalogue.formulas import total_responses
from timetax.catalogue.value_types import (
    AffectedPublic,
    Date,
    Figure,
    LifeEvents,
    Obligation,
    Online,
    Overlaps,
    RangedFigure,
    SignedFigure,
    Text,
    Texts,
    Year,
    mapping_of,
    mistake,
)
from timetax.catalogue.vocabulary import Basis, basis_unless_said
from timetax.wording.hints import did_you_mean, shown


def _basis_word(value: object) -> Basis:
    if not isinstance(value, str) or value not in set(Basis):
        raise mistake(f"{shown(value)} is not one of {', '.join(Basis)}")
    return Basis(value)


def _key_of_a_form(value: object) -> str:
    known = list(Form.model_fields)
    if value not in known:
        raise mistake(f"{shown(value)} is not a key of a form{did_you_mean(str(value), known)}")
    return str(value)


class Form(Model):
    """One information collection: a form, a record to keep, a notice to give."""

    id: Text = Field(description="A short name, unique in the catalogue.")
    title: Text = Field(description="What it is, in words that people know.")
    agency: Text = Field(description="The agency that asks: an id, or a name if none is declared.")
    form_number: Text | None = Field(None, description="The number printed on it, such as DS-82.")
    form_name: Text | None = Field(
        None, description="The name printed on it, where the title is that of the collection."
    )
    control_number: Text | None = Field(None, description="OMB control number, NNNN-NNNN.")
    icr_reference: Text | None = Field(
        None, description="Reference of the information collection request, YYYYMM-NNNN-NNN."
    )
    life_events: LifeEvents = Field(
        (), description="Life events that lead to it: a list, or event: share of responses."
    )
    affected_public: AffectedPublic = Field((), description="Who fills it in.")
    obligation: Obligation | None = Field(None, description="Whether one has to.")
    online: Online | None = Field(None, description="Whether it can be done online.")
    line_of_business: Text | None = Field(
        None, description="What it serves, in the federal business reference model."
    )
    frequency: Text | None = Field(
        None, description="How often one reports, in the source's words."
    )
    respondents: RangedFigure | None = Field(None, description="People or firms a year.")
    responses_per_respondent: RangedFigure | None = Field(
        None, description="How often each responds in a year; 1 if not given. 1/6: in six years."
    )
    responses: RangedFigure | None = Field(
        None, description="Responses a year; respondents x responses per respondent if not given."
    )
    minutes_per_response: RangedFigure | None = Field(
        None, description="Minutes for one response; follows from published_hours if not given."
    )
    cost_per_response: RangedFigure | None = Field(
        None, description="Money out of pocket for one response, apart from the value of time."
    )
    unit: Text | None = Field(
        None, description="What one response is, if not one form: a trip, a record, a day."
    )
    published_hours: Figure | None = Field(
        None, description="Burden hours a year as the source prints them."
    )
    published_cost: Figure | None = Field(
        None, description="Cost burden a year as the source prints it, in the currency."
    )
    basis: Annotated[
        tuple[tuple[str, Basis], ...],
        PlainValidator(mapping_of(_basis_word, _key_of_a_form)),
        WithJsonSchema({"type": ["object", "null"], "additionalProperties": {"enum": list(Basis)}}),
    ] = Field(
        (),
        description="For each key that was not read in the source: derived or inferred. "
        "The others are published, or given where the form has no source.",
    )
    estimate_year: Year | None = Field(None, description="The year of the estimate.")
    expires: Date | None = Field(None, description="When the approval expires.")
    previous_hours: Figure | None = Field(
        None, description="Burden hours a year in the approval before this one."
    )
    published_change: SignedFigure | None = Field(
        None, description="The change in burden hours as the source prints it."
    )
    change: Causes = Field(
        (),
        description="Why the figures differ from those before: a cause, or a list of them with the "
        "part of the change that each is; one without parts takes what is left.",
    )
    replaces: Texts = Field(
        (), description="Forms of the catalogue before that went into this one, by their ids."
    )
    source: SourceField | None = Field(None, description="Where the figures were published.")
    note: Text | None = Field(None, description="What helps to defend or doubt the figures.")
    overlaps: Overlaps = Field(
        (), description="Counted forms that count some of the same burden: a list, or id: reason."
    )
    excluded: Text | None = Field(
        None, description="Why it is left out of the totals; it counts if this is not given."
    )

    @property
    def total_responses(self) -> float | None:
        """Responses a year as given, else as they follow from respondents; None if not known."""
        return total_responses(self.responses, self.respondents, self.responses_per_respondent)

    def basis_of(self, key: str) -> Basis | None:
        """Return how the value of `key` came to be known, or None if it is not given."""
        if getattr(self, key) in (None, ()):
            return None
        return dict(self.basis).get(key, basis_unless_said(sourced=self.source is not None))
