"""The columns of tables of inputs, as the declaration of a form has them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from timetax.catalogue.declaration import Key, keys_of, synonyms
from timetax.catalogue.form import Form
from timetax.catalogue.formulas import hours_a_year
from timetax.catalogue.internal_customers import COUNTED
from timetax.catalogue.respondents import RespondentsBy
from timetax.catalogue.value_types import RANGED_FIGURE, YEAR
from timetax.tables.counted import CLOCKS, OF_INSTRUMENTS
from timetax.wording.summaries import forms_and_hours, named, summary

if TYPE_CHECKING:
    import pandas as pd

    from timetax.catalogue.catalogue import Catalogue
    from timetax.files.yaml import File, KeyPath


KEYS = keys_of(Form)

FOLLOWING = {
    "department": Key(
        "The department of the agency.", heading="department", names="department_name"
    ),
    "minutes_basis": Key(
        "How the minutes are known.", heading="minutes are", absent="(not known)", groups=True
    ),
}
"""Fields that follow from others."""

GROUPS = {
    key.name: replace(key.about, groups=True, absent="(not known)")
    for key in keys_of(RespondentsBy).values()
}
"""The fields by which the people are told apart who fill in forms."""

OF_SERVICES = {
    "service": Key(
        "The service that it belongs to.",
        heading="service",
        absent="(no service)",
        groups=True,
        names="service_name",
    ),
    "provider": Key(
        "The provider of that service.",
        heading="service provider",
        absent="(no service)",
        groups=True,
        names="provider_name",
    ),
}
"""The fields that services give to their forms."""

WITHIN = {"provider": "service"}
"""Fields of which each value of another field has one: the services of a provider are its own."""


def _fields() -> Iterator[tuple[str, Key]]:
    """Yield who asks first, then what has few values, then free text, then how it is known."""
    grouping = [key for key in KEYS.values() if key.about.groups]
    first = [key for key in grouping if key.required]
    few = [key for key in grouping if key.type.few]
    others = [key for key in grouping if not (key.required or key.type.few)]
    yield from ((key.field, key.about) for key in first)
    yield "department", FOLLOWING["department"]
    yield from ((key.field, key.about) for key in [*few, *others])
    yield "minutes_basis", FOLLOWING["minutes_basis"]
    yield from OF_SERVICES.items()
    yield from GROUPS.items()
    yield from OF_INSTRUMENTS.items()


DECLARED_FIELDS = dict(_fields())
FIELDS = tuple(DECLARED_FIELDS)
"""The fields by which forms are told apart: what can be totalled by and selected by."""

NAMES = {field: about.names for field, about in DECLARED_FIELDS.items() if about.names}
"""Fields whose values have names in a column of their own."""

YEARS = {key.field for key in KEYS.values() if key.type is YEAR}
"""Fields whose values are years."""

NUMBERS = {*YEARS, *OF_INSTRUMENTS}
"""Fields whose values are numbers, which selections compare."""

SELECTABLE = (*FIELDS, *(key.field for key in KEYS.values() if key.about.selects))
"""The fields that forms are selected by."""

SYNONYMS = tuple(
    synonyms([*DECLARED_FIELDS.items(), *((key.field, key.about) for key in KEYS.values())])
)
"""What else people call fields and figures, each with its name."""

OF_FORMS = {
    key.field: key.name for key in KEYS.values() if key.about.groups and key.type.shape != "value"
}
"""Fields that are lists or mappings in a form; the frames of `Tables` that hold their values."""

MEMBERSHIPS = (
    OF_FORMS
    | dict.fromkeys(OF_SERVICES, "services")
    | dict.fromkeys(GROUPS, "respondents_by")
    | dict.fromkeys(OF_INSTRUMENTS, "instruments")
)
"""Fields of which a form may have several values, so that rows by them can overlap; the frames of
`Tables` that hold them."""

INPUTS = tuple(key.name for key in KEYS.values() if key.type is RANGED_FIGURE)
"""The inputs of a form, from which its hours and cost follow."""


HOURS_FROM = ("responses", "minutes_per_response", "published_hours")
"""What the hours of a form follow from: its factors, else what was published."""

COST_FROM = ("responses", "cost_per_response", "published_cost")
"""What the money out of pocket of a form follows from, in the same way."""

FIGURES = (*INPUTS, "published_hours", "published_cost")
"""The figures of a form that its hours and cost follow from, and that reforms change."""


def _columns() -> Iterator[tuple[str, str]]:
    """Yield the columns of forms: who they are, what they are told apart by, and all else."""
    words = [key for key in KEYS.values() if key.about.groups or key.about.selects]
    for key in (key for key in words if key.type.shape == "value"):
        yield key.field, key.type.dtype
        if key.name == "agency":
            yield from dict.fromkeys(
                ("agency_name", "department", "department_name"), "str"
            ).items()
    for key in (key for key in KEYS.values() if key.about.column):
        yield key.field, key.type.dtype
        if key.name == "minutes_per_response":
            yield "minutes_basis", "str"


FORMS = dict(_columns())
AGENCIES = dict.fromkeys(("agency", "name", "acronym", "code", "parent", "jurisdiction"), "str")
LIFE_EVENTS = {"form": "str", "life_event": "str", "life_event_name": "str", "share": "float64"}
AFFECTED = dict.fromkeys(("form", "affected_public", "affected_public_name"), "str")
BLOCKS = dict.fromkeys(("form", "building_block", "building_block_name"), "str")
OVERLAPS = dict.fromkeys(("form", "other", "reason"), "str")
REPLACES = dict.fromkeys(("form", "replaced"), "str")

SERVICES = {
    **dict.fromkeys(("form", "service", "service_name", "provider", "provider_name"), "str"),
    "share": "float64",
}

RESPONDENTS_BY = {
    **dict.fromkeys(("form", *GROUPS), "str"),
    **dict.fromkeys(("share", "hours_share"), "float64"),
    "divides": "bool",
    "year": "Int64",
    **dict.fromkeys(("of", "source"), "str"),
}
"""A group of the people who fill in a form: its name stands in the column of its field.

`hours_share` is its share of the hours where the minutes of each group are known. The shares divide
nothing where others than people fill in the form as well.
"""

TAKE_UP = {
    **dict.fromkeys(("form", "programme", "by", "group", "measure", "what"), "str"),
    **dict.fromkeys(("value", "low", "high"), "float64"),
    **dict.fromkeys(("bound", "unit", "period", "source", "note"), "str"),
}
"""How many of a group take part in what a form is for, and who is lost on the way."""

CAUSES = {
    "form": "str",
    "cause": "str",
    "responses": "float64",
    "hours": "float64",
    "cost": "float64",
    "note": "str",
    "source": "str",
}

REQUEST_FIGURES = (
    "responses",
    "hours",
    "cost",
    "previous_responses",
    "previous_hours",
    "previous_cost",
    "federal_cost",
)

REQUESTS = {
    "request": "str",
    "agency": "str",
    "agency_name": "str",
    "department": "str",
    "department_name": "str",
    **dict.fromkeys(REQUEST_FIGURES, "float64"),
}

RANGES = {
    "form": "str",
    "figure": "str",
    "low": "float64",
    "likely": "float64",
    "high": "float64",
    "together": "str",
    "makes_responses": "bool",
}

COSTS = {
    **dict.fromkeys(("form", "timing", "tariff", "duty", "level", "what"), "str"),
    **dict.fromkeys(
        (
            "minutes_per_response",
            "minutes_per_respondent",
            "hours",
            "share",
            "respondents",
            "purchases_per_response",
            "purchases_per_respondent",
            "purchases",
            "days",
            "cost_per_day",
        ),
        "float64",
    ),
    "first_year": "Int64",
}
"""An entry of the costs of a form; `timing` is one of `TIMINGS`, and `what` says what it is."""

TIMINGS = ("recurring", "one_off", "government", "delay")

COSTED = {
    "form": "str",
    "business_as_usual": "float64",
    "currency": "str",
    "price_year": "Int64",
    "begins": "Int64",
}
"""What holds for all costs of a form."""

PUBLISHED_MONEY = {
    "form": "str",
    "kind": "str",
    "amount": "float64",
    "currency": "str",
    "price_year": "Int64",
}

TARIFFS = {
    **dict.fromkeys(
        ("tariff", "jurisdiction", "occupation", "currency", "base_period", "source", "url"), "str"
    ),
    **dict.fromkeys(
        ("hourly_wage", "low", "high", "hourly_benefits", "multiplier", "fringe", "overhead"),
        "float64",
    ),
    "applies_to": "str",
}
"""The tariffs that costs name; `low` and `high` are the ends of a wage that is a range."""

MONEY = {
    "costs": COSTS,
    "costed": COSTED,
    "published_money": PUBLISHED_MONEY,
    "tariffs": TARIFFS,
}
"""The frames on money."""

WHO = {"services": SERVICES, "respondents_by": RESPONDENTS_BY, "take_up": TAKE_UP}
"""The frames on services and on who fills in forms."""

ADDED = {**MONEY, **WHO, **CLOCKS, "building_blocks": BLOCKS}
"""Frames without which reports were saved before there were any."""

LAYOUTS = {
    "forms": FORMS,
    "life_events": LIFE_EVENTS,
    "affected_public": AFFECTED,
    "agencies": AGENCIES,
    "overlaps": OVERLAPS,
    "replaces": REPLACES,
    "causes": CAUSES,
    "ranges": RANGES,
    "requests": REQUESTS,
    **ADDED,
}
"""The columns and dtypes of each frame of `Tables`."""

ABOUT = ("title", "description", "currency", "covers", "internal_customers", "notes")
"""What `Tables` say of themselves besides."""


@dataclass(frozen=True)
class Tables:
    """DataFrames of inputs, with the columns and dtypes that this module declares.

    They show as tables in a notebook, each with its first rows and the columns that are known.

    Attributes:
        forms: a row a form (`FORMS`): responses a year, minutes per response, cost per response in
            `currency`. An unknown figure is NaN. `excluded` is the reason to leave it out.
        life_events: a row a form and event (`LIFE_EVENTS`); share is of the form's responses, and
            NaN where the event claims the form in full.
        affected_public: a row a form and part of the public that it affects (`AFFECTED`).
        building_blocks: a row a form and building block that it asks for (`BLOCKS`).
        agencies: a row an agency (`AGENCIES`), with its parent.
        overlaps: a row a declared overlap between two forms (`OVERLAPS`).
        replaces: a row a form and form of the catalogue before that went into it (`REPLACES`).
        causes: a row a cause of a form's change (`CAUSES`), with the responses, hours and cost a
            year that it adds; NaN for all where it is what is left of the change.
        ranges: a row a figure that is known as a range (`RANGES`); figures of the same `together`
            err together. `makes_responses` says that the form's responses follow from it.
        requests: a row a request (`REQUESTS`), with its totals and those before it.
        costs: a row an entry of a form's costs (`COSTS`).
        costed: a row a form that has any (`COSTED`).
        published_money: a row an amount that was published of a form (`PUBLISHED_MONEY`).
        tariffs: a row a tariff that costs name (`TARIFFS`).
        services: a row a form and service that it belongs to (`SERVICES`); share as above.
        respondents_by: a row a form and group of people (`RESPONDENTS_BY`).
        take_up: a row a published figure of who takes part (`TAKE_UP`).
        instruments: a row a form whose paper or page was counted (`INSTRUMENTS`).
        measured: a row a measurement of the minutes of a form (`MEASURED`).
        notes: what every report must say of where the tables come from.
        title: the name of the catalogue, or None.
        description: what the catalogue covers, or None.
        currency: the currency of the costs.
        covers: the whole that the catalogue covers (a key of `schema.COVERS`), or None.
        internal_customers: how the hours of forms count that the federal government alone fills in
            (a key of `internal_customers.COUNTING`); where they are apart, it is why these forms
            are `excluded`.
        tariff_places: the file and path at which each tariff stands that the catalogue declares;
            where that is in the file is looked up when it is to be told.
        catalogue: gives what the forms of some ids were made of, at least, which knows the source
            of each figure; None where it is not known, or was too much to be kept.
        journeys: the ids of the journeys that the catalogue has.
    """

    forms: "pd.DataFrame"
    life_events: "pd.DataFrame"
    affected_public: "pd.DataFrame"
    building_blocks: "pd.DataFrame"
    agencies: "pd.DataFrame"
    overlaps: "pd.DataFrame"
    replaces: "pd.DataFrame"
    causes: "pd.DataFrame"
    ranges: "pd.DataFrame"
    requests: "pd.DataFrame"
    costs: "pd.DataFrame"
    costed: "pd.DataFrame"
    published_money: "pd.DataFrame"
    tariffs: "pd.DataFrame"
    services: "pd.DataFrame"
    respondents_by: "pd.DataFrame"
    take_up: "pd.DataFrame"
    instruments: "pd.DataFrame"
    measured: "pd.DataFrame"
    notes: tuple[str, ...]
    title: str | None
    description: str | None
    currency: str
    covers: str | None
    internal_customers: str = COUNTED
    tariff_places: Mapping[str, tuple["File", "KeyPath"]] = field(
        default_factory=dict, compare=False, repr=False
    )
    catalogue: "Callable[[Collection[str]], Catalogue] | None" = field(
        default=None, compare=False, repr=False
    )
    journeys: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def __repr__(self) -> str:
        counted = self.forms[self.forms["excluded"].isna()]
        hours = hours_a_year(*(counted[name].to_numpy() for name in HOURS_FROM))
        figures = forms_and_hours(len(self.forms) - len(counted), hours.tolist())
        return summary(named("Tables", self.title), *figures)

    def _repr_html_(self) -> str:
        from timetax.wording.html import html_frame

        frames = {name: getattr(self, name) for name in LAYOUTS}
        return "".join(html_frame(name, frame) for name, frame in frames.items() if len(frame))
