"""The schema of a catalogue file: its declarations, its messages and its JSON Schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
)

from timetax.catalogue.causes import CAUSES
from timetax.catalogue.value_types import (
    MISTAKE,
    AffectedPublic,
    Basis,
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
    YesNo,
    choice,
    mapping_of,
    mistake,
    shown,
)
from timetax.files.yaml import Document, File, KeyPath, json_path
from timetax.findings import Finding, Position, did_you_mean

FORMAT_VERSION = 1
SECTIONS = ("agencies", "life_events", "requests", "forms")


class Model(BaseModel):
    """A mapping in a file: it knows all its keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Model):
    """Where figures were published."""

    title: Text = Field(description="The official reference, as one would cite it.")
    url: Text | None = Field(None, description="The address of the official page.")
    copy_url: Text | None = Field(
        None, alias="copy", description="The address of the copy that was read, if another."
    )
    date: Date | None = Field(None, description="When it was published: a year, month or day.")
    correlated: YesNo | None = Field(
        None, description="Whether the ranges that it gives err together: all high, or all low."
    )


def _source(value: object) -> object:
    return {"title": value} if isinstance(value, str) else value


SourceField = Annotated[Source, BeforeValidator(_source, json_schema_input_type=Text | Source)]


class Agency(Model):
    """An agency, or a department when it has no parent."""

    id: Text = Field(description="The name by which forms refer to it, often its acronym.")
    name: Text = Field(description="The full name.")
    acronym: Text | None = Field(None, description="The acronym; not unique among agencies.")
    code: Text | None = Field(None, description="The official code, with its leading zeros.")
    parent: Text | None = Field(None, description="The id of the agency that it belongs to.")


class LifeEvent(Model):
    """A moment in a life that may cross agencies."""

    id: Text = Field(description="The name by which forms refer to it.")
    name: Text = Field(description="The name that people read.")
    description: Text | None = Field(None, description="What the event is.")
    source: SourceField | None = Field(None, description="Who named the event, and where.")
    crosses_agencies: YesNo | None = Field(
        None, description="Whether it is meant to bring several agencies together."
    )


class Request(Model):
    """An information collection request: what an agency asks approval for, with its totals."""

    id: Text = Field(description="Its ICR reference, YYYYMM-NNNN-NNN.")
    title: Text | None = Field(None, description="What it is called.")
    agency: Text = Field(description="The agency that asks: an id, or a name.")
    control_number: Text | None = Field(None, description="OMB control number, NNNN-NNNN.")
    status: Text | None = Field(None, description="Its status, such as Active.")
    expires: Date | None = Field(None, description="When the approval expires.")
    responses: Figure | None = Field(None, description="Responses a year in all.")
    hours: Figure | None = Field(None, description="Burden hours a year in all.")
    cost: Figure | None = Field(None, description="Cost burden a year in all.")
    previous_responses: Figure | None = Field(None, description="Responses a year before.")
    previous_hours: Figure | None = Field(None, description="Burden hours a year before.")
    previous_cost: Figure | None = Field(None, description="Cost burden a year before.")


def _basis_word(value: object) -> Basis:
    if not isinstance(value, str) or value not in set(Basis):
        raise mistake(f"{shown(value)} is not one of {', '.join(Basis)}")
    return Basis(value)


class Cause(Model):
    """Why the figures of a form differ from those before, and which part of the change it is."""

    cause: Annotated[
        str, PlainValidator(choice(CAUSES)), WithJsonSchema({"enum": [*CAUSES, *CAUSES.values()]})
    ] = Field(description="One of the four causes that official pages tell apart.")
    responses: SignedFigure | None = Field(None, description="Responses a year it adds.")
    hours: SignedFigure | None = Field(None, description="Burden hours a year it adds.")
    cost: SignedFigure | None = Field(None, description="Cost burden a year it adds.")
    note: Text | None = Field(None, description="What was changed, in words.")
    source: SourceField | None = Field(None, description="Where the cause is stated.")


def _list(value: object) -> object:
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


Causes = Annotated[
    tuple[Cause, ...],
    BeforeValidator(_list, json_schema_input_type=Cause | tuple[Cause, ...] | None),
]


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
        """Responses a year as given, else respondents x frequency; None if not known."""
        if self.responses is not None:
            return self.responses
        if self.respondents is None:
            return None
        frequency = self.responses_per_respondent
        return self.respondents * (1.0 if frequency is None else frequency)

    def basis_of(self, key: str) -> Basis | None:
        """Return how the value of `key` came to be known, or None if it is not given."""
        if getattr(self, key) in (None, ()):
            return None
        otherwise = Basis.PUBLISHED if self.source else Basis.GIVEN
        return dict(self.basis).get(key, otherwise)


def _version(value: object) -> int:
    if str(value) != str(FORMAT_VERSION):
        raise mistake(f"this program reads format version {FORMAT_VERSION}, not {shown(value)}")
    return FORMAT_VERSION


COVERS = {"us-federal-government": "the whole US federal government"}
Covers = Annotated[
    str, PlainValidator(choice(COVERS)), WithJsonSchema({"enum": [*COVERS, *COVERS.values()]})
]
Version = Annotated[int, PlainValidator(_version), WithJsonSchema({"enum": [FORMAT_VERSION]})]


class CatalogueFile(Model):
    """What one file of a catalogue holds."""

    timetax: Version = Field(description="The version of this format.")
    title: Text | None = Field(None, description="The name of the catalogue.")
    description: Text | None = Field(None, description="What it covers and what it does not.")
    currency: Text | None = Field(
        None, description="The currency of the costs; USD if no file names one."
    )
    covers: Covers | None = Field(
        None, description="The whole that it covers, so that its total can be set beside others."
    )
    notes: Texts = Field(
        (), description="What every report must say of it, such as what was left out of it."
    )
    agencies: tuple[Agency, ...] = Field(
        (), description="The agencies. Once given, a form can name no other."
    )
    life_events: tuple[LifeEvent, ...] = Field(
        (), description="The life events. Once given, a form can name no other."
    )
    requests: tuple[Request, ...] = Field(
        (), description="The requests that forms belong to by their icr_reference."
    )
    forms: tuple[Form, ...] = Field((), description="The forms.")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a catalogue file, made from the declarations that validate it."""
    schema = CatalogueFile.model_json_schema()
    keys_of_a_form = {"enum": list(Form.model_fields)}
    schema["$defs"]["Form"]["properties"]["basis"]["propertyNames"] = keys_of_a_form
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A timetax catalogue",
    }


Models: TypeAlias = Mapping[tuple[str, ...], type[BaseModel]]

_MODELS: Models = {
    (): CatalogueFile,
    ("agencies",): Agency,
    ("life_events",): LifeEvent,
    ("life_events", "source"): Source,
    ("requests",): Request,
    ("forms",): Form,
    ("forms", "source"): Source,
    ("forms", "change"): Cause,
    ("forms", "change", "source"): Source,
}


@dataclass(frozen=True)
class Validated:
    """What is valid in a document, where each entry of it stood, and what is wrong in the rest.

    `places` maps each section to the indexes that its valid entries have in the document; `notes`
    are what every report made from it must say.
    """

    file: File
    content: CatalogueFile
    places: Mapping[str, tuple[int, ...]]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def validated(document: Document) -> Validated:
    """Return the valid content of a document, and a finding for each mistake in it."""
    value, file = document.value, document.file
    if not isinstance(value, dict):
        found = "the file is empty" if value is None else f"here is {shown(value)}"
        message = f"{found}; a catalogue is a mapping that begins with `timetax: {FORMAT_VERSION}`"
        finding = Finding(file.position(()), "schema", message, path=json_path(()))
        return _whole(file, CatalogueFile(timetax=FORMAT_VERSION), (finding,))
    if "changes" in value and "forms" not in value:
        message = "this is a scenario, not a catalogue; `timetax whatif` applies it to one"
        finding = Finding(file.key_position(("changes",)), "schema", message, path="$.changes")
        return _whole(file, CatalogueFile(timetax=FORMAT_VERSION), (finding,))
    try:
        return _whole(file, CatalogueFile.model_validate(value), ())
    except ValidationError as error:
        errors = error.errors(include_url=False)
    findings = tuple(each for error in errors for each in explained(file, error, _MODELS))
    wrong = {path for each in errors for path in (each["loc"][:1], each["loc"][:2])}
    kept = {
        section: [i for i in range(len(value[section])) if (section, i) not in wrong]
        for section in SECTIONS
        if isinstance(value.get(section), list)
    }
    valid = {section: [value[section][i] for i in places] for section, places in kept.items()}
    top = {key: each for key, each in value.items() if (key,) not in wrong}
    content = CatalogueFile.model_validate(top | {"timetax": FORMAT_VERSION} | valid)
    places = {section: tuple(kept.get(section, ())) for section in SECTIONS}
    return Validated(file, content, places, findings)


def _whole(file: File, content: CatalogueFile, findings: tuple[Finding, ...]) -> Validated:
    places = {section: tuple(range(len(getattr(content, section)))) for section in SECTIONS}
    return Validated(file, content, places, findings)


def explained(file: File, error: Mapping[str, Any], models: Models) -> list[Finding]:
    """Return the findings for one error of a model's validation.

    `models` are those of the mappings in the file, by the keys that lead to them.
    """
    path = _as_written(file, error["loc"])

    def finding(position: Position, rule: str, message: str, *within: str | int) -> Finding:
        return Finding(position, rule, message, path=json_path((*path, *within)))

    kind = error["type"]
    key = path[-1] if path else ""
    if kind == MISTAKE:
        return [
            finding(
                file.position((*path, *within)),
                "value",
                f"{_named((*path, *within))}: {message}",
                *within,
            )
            for within, message in error["ctx"]["mistakes"]
        ]
    if kind == "missing":
        hint = f"; write `timetax: {FORMAT_VERSION}`" if key == "timetax" else ""
        message = f"the key {key!r} is missing{hint}"
        return [finding(file.position(path[:-1]), "missing-key", message)]
    if kind == "extra_forbidden":
        model = models[tuple(part for part in path[:-1] if isinstance(part, str))]
        known = [info.alias or name for name, info in model.model_fields.items()]
        hint = did_you_mean(str(key), known) or f"; the known keys are {', '.join(known)}"
        message = f"unknown key {key!r}{hint}"
        return [finding(file.key_position(path), "unknown-key", message)]
    wanted = _WANTED.get(kind, "a mapping")
    found = "none" if kind == "string_too_short" else shown(error["input"])
    message = f"{_named(path)}: must be {wanted}, and here is {found}"
    return [finding(file.position(path), "type", message)]


def _as_written(file: File, path: KeyPath) -> KeyPath:
    """Return the path without the index of a cause that is not written in a list."""
    is_first_cause = path[:1] == ("forms",) and path[2:4] == ("change", 0)
    if is_first_cause and file.position(path[:4]) == file.position(path[:3]):
        return (*path[:3], *path[4:])
    return path


_WANTED = {"string_type": "text", "string_too_short": "text", "tuple_type": "a list"}


def _named(path: KeyPath) -> str:
    """Return the key at the end of `path`, with the index or name inside it if there is one."""
    names = [i for i, part in enumerate(path) if isinstance(part, str)]
    last = names[-1] if names else 0
    if last and path[last - 1 : last] and isinstance(path[last - 1], str):
        return f"{path[last - 1]}.{path[last]}"
    return "".join(f"[{part}]" if isinstance(part, int) else str(part) for part in path[last:])
