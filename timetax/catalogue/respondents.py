"""Who fills in a form: the shares of groups of people, with their year and source."""

from typing import Annotated

from timetax.catalogue.declaration import EntryType, Key, ValueType, entry
from timetax.catalogue.entries import SourceField
from timetax.catalogue.value_types import FIGURE_SCHEMA, SHARE_SCHEMA, Text, Year
from timetax.catalogue.values import mapping_of, mistake, read_figure, read_share

_read_pairs = mapping_of(read_share)


def read_shares(value: object) -> tuple[tuple[str, float], ...]:
    """Return the shares of groups that exclude one another."""
    shares = _read_pairs(value)
    total = sum(share for _, share in shares)
    if total > 1 + 1e-9:
        raise mistake(
            f"the shares add up to {total:g}, which is above 1; name groups that exclude each other"
        )
    if not shares:
        raise mistake("must be shares by group, and here is none")
    return shares


SHARES = ValueType(
    "shares by group",
    read_shares,
    {"type": "object", "additionalProperties": SHARE_SCHEMA},
    "mapping",
)
MINUTES = ValueType(
    "minutes by group",
    mapping_of(read_figure),
    {"type": ["object", "null"], "additionalProperties": FIGURE_SCHEMA},
    "mapping",
)


@entry
class GroupShares:
    """How those who fill in a form are divided into groups."""

    shares: Annotated[
        Annotated[tuple[tuple[str, float], ...], SHARES],
        Key("The share of each group; what is left of 1 is not known."),
    ]
    minutes: Annotated[
        Annotated[tuple[tuple[str, float], ...], MINUTES],
        Key(
            "Minutes for one response of each group, where the same source gives them; else every "
            "group is taken to need those of the form."
        ),
    ] = ()
    of: Annotated[Text | None, Key("What the shares are of, in the source's words.")] = None
    year: Annotated[Year | None, Key("The year of the shares.")] = None
    source: Annotated[SourceField | None, Key("Where they were published.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the shares.")] = None


def _as_it_is(value: object) -> object:
    return value


_SHARES = EntryType("shares", _as_it_is, {}, "entry", entry=GroupShares, shorthand=GroupShares)
GroupSharesField = Annotated[GroupShares, _SHARES]


@entry
class RespondentsBy:
    """Who fills in a form, told apart in up to six ways; each is a field of reports."""

    income: Annotated[GroupSharesField | None, Key("By income.", heading="income")] = None
    age: Annotated[GroupSharesField | None, Key("By age.", heading="age")] = None
    language: Annotated[GroupSharesField | None, Key("By language.", heading="language")] = None
    disability: Annotated[GroupSharesField | None, Key("By disability.", heading="disability")] = (
        None
    )
    household: Annotated[
        GroupSharesField | None, Key("By kind of household.", heading="household")
    ] = None
    race: Annotated[GroupSharesField | None, Key("By race or origin.", heading="race")] = None


RespondentsByField = Annotated[
    RespondentsBy,
    EntryType(
        "shares by group", _as_it_is, {}, "entry", entry=RespondentsBy, shorthand=RespondentsBy
    ),
]
