"""What a form is: each key declared once, with everything that follows from it."""

from typing import Annotated

from timetax.catalogue.basis import basis_of
from timetax.catalogue.declaration import Key, entry, keys_of, synonyms
from timetax.catalogue.entries import Causes, SourceField
from timetax.catalogue.formulas import burden_hours, total_responses
from timetax.catalogue.instruments import InstrumentField, Measurements
from timetax.catalogue.money import CostField, Duty
from timetax.catalogue.respondents import RespondentsByField
from timetax.catalogue.value_types import (
    AffectedPublic,
    BuildingBlocks,
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
    one_of,
)
from timetax.catalogue.vocabulary import Basis, basis_unless_said

BASIS = basis_of(
    "a form",
    lambda: keys_of(Form),
    lambda: synonyms((key.name, key.about) for key in keys_of(Form).values()),
)


@entry
class Form:
    """One information collection: a form, a record to keep, a notice to give."""

    id: Annotated[
        Text,
        Key(
            "A short name, unique in the catalogue.",
            field="form",
            heading="form",
            groups=True,
            names="title",
            spelt=("id, form id, identifier, collection id"),
        ),
    ]
    title: Annotated[
        Text,
        Key(
            "What it is, in words that people know.",
            heading="title",
            selects=True,
            spelt=(
                "title, form title, name, form name, collection, information collection, "
                "title information collection, information collection title, ic title, "
                "collection title, information collection name, name form, title form, "
                "name collection, title collection, instrument, instrument title, "
                "form name and title, form title and name, ic name, description, "
                "form description, activity, information collection activity, "
                "collection activity"
            ),
        ),
    ]
    agency: Annotated[
        Text,
        Key(
            "The agency that asks: an id, or a name if none is declared.",
            heading="agency",
            groups=True,
            names="agency_name",
            kept=True,
            spelt=(
                "agency, agency name, sponsoring agency, issuing agency, owner, owning agency, "
                "responsible agency, lead agency"
            ),
        ),
    ]
    form_number: Annotated[
        Text | None,
        Key(
            "The number printed on it, such as DS-82.",
            heading="form number",
            groups=True,
            spelt=(
                "form, form number, agency form number, number form, instrument number, "
                "form id number"
            ),
        ),
    ] = None
    form_name: Annotated[
        Text | None,
        Key(
            "The name printed on it, where the title is that of the collection.",
            heading="form name",
        ),
    ] = None
    control_number: Annotated[
        Text | None,
        Key(
            "OMB control number, NNNN-NNNN.",
            heading="control number",
            groups=True,
            spelt=(
                "omb control number, omb number, control number, omb, omb control, "
                "omb approval number, omb ctrl number"
            ),
        ),
    ] = None
    icr_reference: Annotated[
        Text | None,
        Key(
            "Reference of the information collection request, YYYYMM-NNNN-NNN.",
            heading="ICR reference",
            groups=True,
            spelt=(
                "icr, icr reference, icr reference number, icr ref, icr ref number, "
                "icr number, icr id"
            ),
        ),
    ] = None
    life_events: Annotated[
        LifeEvents,
        Key(
            "Life events that lead to it: a list, or event: share of responses.",
            field="life_event",
            heading="life event",
            absent="(no life event)",
            groups=True,
            names="life_event_name",
            spelt=("life event, life experience, life moment"),
        ),
    ] = ()
    affected_public: Annotated[
        AffectedPublic,
        Key(
            "Who fills it in.",
            heading="affected public",
            groups=True,
            names="affected_public_name",
            spelt=(
                "affected public, respondent type, type respondent, respondent, "
                "affected party, respondent group, respondent category"
            ),
        ),
    ] = ()
    obligation: Annotated[
        Obligation | None,
        Key(
            "Whether one has to.",
            heading="obligation",
            groups=True,
            kept=True,
            spelt=(
                "obligation, obligation to respond, respondent obligation, duty, "
                "respondent obligation to respond, obligation respond"
            ),
        ),
    ] = None
    duty: Annotated[
        Duty | None,
        Key(
            "The kind of duty.",
            heading="kind of duty",
            groups=True,
            kept=True,
            spelt="kind of duty, duty kind, type of duty, duty type",
        ),
    ] = None
    online: Annotated[
        Online | None,
        Key(
            "Whether it can be done online.",
            heading="online",
            groups=True,
            kept=True,
            spelt=(
                "online, available online, online availability, electronic, digital, "
                "available electronically, can be done online"
            ),
        ),
    ] = None
    channel: Annotated[
        Annotated[
            str,
            one_of(
                {
                    "online": "sent in online",
                    "paper": "on paper",
                    "telephone": "by telephone",
                    "in-person": "in person",
                }
            ),
        ]
        | None,
        Key(
            "How most people send it in.",
            heading="channel",
            groups=True,
            kept=True,
            spelt="channel, how it is sent in, way of sending, submission channel",
        ),
    ] = None
    building_blocks: Annotated[
        BuildingBlocks,
        Key(
            "What it asks for that other services ask for as well.",
            field="building_block",
            heading="building block",
            absent="(none known)",
            groups=True,
            names="building_block_name",
            spelt="building block",
        ),
    ] = ()
    line_of_business: Annotated[
        Text | None,
        Key(
            "What it serves, in the federal business reference model.",
            heading="line of business",
            groups=True,
            spelt=("line business, lob"),
        ),
    ] = None
    frequency: Annotated[
        Text | None,
        Key(
            "How often one reports, in the source's words.",
            heading="frequency",
            groups=True,
            spelt=(
                "frequency, frequency response, frequency reporting, how often, "
                "response frequency, reporting frequency, frequency collection"
            ),
        ),
    ] = None
    respondents: Annotated[
        RangedFigure | None,
        Key(
            "People or firms a year.",
            column=True,
            spelt=(
                "number respondent, respondent number, respondent annual, annual respondent, "
                "respondent per year, number respondent per year, total respondent, "
                "count respondent, total number respondent, annual number respondent, "
                "total annual respondent, number annual respondent, respondent count, "
                "respondent total"
            ),
        ),
    ] = None
    responses_per_respondent: Annotated[
        RangedFigure | None,
        Key(
            "How often each responds in a year; 1 if not given. 1/6: in six years.",
            column=True,
            spelt=(
                "response per respondent, number response per respondent, "
                "annual response per respondent, response per respondent per year, "
                "number response per respondent per year, frequency per respondent, "
                "frequency per year, response each respondent, annual frequency, "
                "annual frequency response, number annual response per respondent, "
                "total annual response per respondent, annual number response per respondent, "
                "total response per respondent"
            ),
        ),
    ] = None
    responses: Annotated[
        RangedFigure | None,
        Key(
            "Responses a year; respondents x responses per respondent if not given.",
            column=True,
            spelt=(
                "response, number response, annual response, total annual response, "
                "total response, response annual, number annual response, "
                "annual number response, total number response, total number annual response, "
                "total annual number response, response count, response total, count response"
            ),
        ),
    ] = None
    minutes_per_response: Annotated[
        RangedFigure | None,
        Key("Minutes for one response; follows from published_hours if not given.", column=True),
    ] = None
    cost_per_response: Annotated[
        RangedFigure | None,
        Key(
            "Money out of pocket for one response, apart from the value of time.",
            column=True,
            money=True,
            spelt=(
                "cost per response, cost each response, cost burden per response, "
                "out pocket cost per response, fee, fee per response"
            ),
        ),
    ] = None
    unit: Annotated[
        Text | None,
        Key(
            "What one response is, if not one form: a trip, a record, a day.",
            column=True,
            kept=True,
            spelt=("unit, unit response, response unit, what response is"),
        ),
    ] = None
    published_hours: Annotated[
        Figure | None, Key("Burden hours a year as the source prints them.", column=True)
    ] = None
    published_cost: Annotated[
        Figure | None,
        Key(
            "Cost burden a year as the source prints it, in the currency.",
            column=True,
            money=True,
            spelt=(
                "annual cost, total cost, total annual cost, cost burden, published cost, "
                "annual cost burden, total cost burden, total annual cost burden, "
                "cost per year, total burden cost, burden cost, annual burden cost, "
                "total annual burden cost, total annual non labor cost, non labor cost, "
                "total annual respondent cost"
            ),
        ),
    ] = None
    cost: Annotated[
        CostField | None,
        Key(
            "What it costs, item by item. Money out of pocket that it does not itemise is that of "
            "cost_per_response or published_cost."
        ),
    ] = None
    respondents_by: Annotated[
        RespondentsByField | None,
        Key(
            "Who fills it in: shares by income, age, language, disability, household or race, each "
            "with its year and source."
        ),
    ] = None
    instrument: Annotated[
        InstrumentField | None,
        Key("What people fill in, as it was counted: pages, words, questions."),
    ] = None
    measured: Annotated[
        Measurements, Key("What it really took people: one measurement, or a list of them.")
    ] = ()
    mixed: Annotated[
        Text | None,
        Key(
            "Why its average is not one person's: it holds other parties, or several forms. Its "
            "minutes are then never those of a step of a journey.",
            spelt="mixed, mixed because, mixed collection",
        ),
    ] = None
    basis: Annotated[
        tuple[tuple[str, Basis], ...],
        BASIS,
        Key(
            "For each key that was not read in the source: derived or inferred. "
            "The others are published, or given where the form has no source."
        ),
    ] = ()
    estimate_year: Annotated[
        Year | None,
        Key(
            "The year of the estimate.",
            heading="year of estimate",
            groups=True,
            spelt=("year, estimate year, year estimate, fiscal year, fy, data year"),
        ),
    ] = None
    expires: Annotated[
        Date | None,
        Key(
            "When the approval expires.",
            spelt=(
                "expiration date, expiration, expires, expiry, expiry date, expire, "
                "omb expiration date, omb expiration, date expiration, approval expires"
            ),
        ),
    ] = None
    status: Annotated[
        Annotated[
            str,
            one_of(
                {
                    "requested": "requested and not yet approved",
                    "approved": "approved",
                    "historical": "overtaken by later figures",
                }
            ),
        ]
        | None,
        Key(
            "Whose figures these are: those of a request that nobody has approved yet, of an "
            "approval, or of one that later figures have overtaken.",
            heading="status",
            groups=True,
            kept=True,
            spelt="status figure, figure status, figure are",
        ),
    ] = None
    previous_hours: Annotated[
        Figure | None,
        Key(
            "Burden hours a year in the approval before this one.",
            column=True,
            spelt=(
                "previous hour, previous burden hour, prior hour, prior burden hour, "
                "previously approved hour, currently approved hour, previous annual hour, "
                "previous annual burden hour, previously approved burden hour"
            ),
        ),
    ] = None
    published_change: Annotated[
        SignedFigure | None,
        Key(
            "The change in burden hours as the source prints it.",
            column=True,
            spelt=(
                "published change, change in hour, change hour, change burden hour, "
                "change in burden hour, change burden, hour change, burden hour change, "
                "burden change"
            ),
        ),
    ] = None
    change: Annotated[
        Causes,
        Key(
            "Why the figures differ from those before: a cause, or a list of them with the "
            "part of the change that each is; one without parts takes what is left."
        ),
    ] = ()
    replaces: Annotated[
        Texts, Key("Forms of the catalogue before that went into this one, by their ids.")
    ] = ()
    source: Annotated[
        SourceField | None,
        Key(
            "Where the figures were published.",
            column=True,
            spelt=("source, source title, reference, citation, federal register citation"),
        ),
    ] = None
    note: Annotated[
        Text | None,
        Key(
            "What helps to defend or doubt the figures.",
            spelt=(
                "note, comment, remark, note comment, comment note, note and comment, "
                "comment and note"
            ),
        ),
    ] = None
    overlaps: Annotated[
        Overlaps,
        Key(
            "Counted forms that count some of the same burden: a list, or id: reason.",
            spelt=("overlap, overlaps with, overlap with"),
        ),
    ] = ()
    excluded: Annotated[
        Text | None,
        Key(
            "Why it is left out of the totals; it counts if this is not given.",
            column=True,
            kept=True,
            spelt=("excluded, exclude, excluded because, reason excluded, reason exclusion"),
        ),
    ] = None

    @property
    def total_responses(self) -> float | None:
        """Responses a year as given, else as they follow from respondents; None if not known."""
        return total_responses(self.responses, self.respondents, self.responses_per_respondent)

    @property
    def burden_hours(self) -> float | None:
        """Hours a year from responses and minutes, else as published; None if not known."""
        responses, minutes = self.total_responses, self.minutes_per_response
        if responses is None or minutes is None:
            return self.published_hours
        return burden_hours(float(responses), float(minutes))

    def basis_of(self, key: str) -> Basis | None:
        """Return how the value of `key` came to be known, or None if it is not given."""
        if getattr(self, key) in (None, ()):
            return None
        return dict(self.basis).get(key, basis_unless_said(sourced=self.source is not None))
