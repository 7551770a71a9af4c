"""Selects forms by their fields: a selection is data, and its result a boolean mask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from timetax.findings import did_you_mean, option_error
from timetax.table import FIELDS, Tables

if TYPE_CHECKING:
    import pandas as pd

SELECTABLE = (*FIELDS, "title")


@dataclass(frozen=True)
class Selection:
    """A field and patterns for its value; a form matches if any pattern does (or, negated, none).

    A pattern is a name or a glob with `*`, `?` and `[...]`, and its case does not matter.
    """

    field: str
    patterns: tuple[str, ...]
    negated: bool = False

    def __str__(self) -> str:
        return f"{self.field}{'!=' if self.negated else '='}{','.join(self.patterns)}"


def parse_selection(text: str) -> Selection:
    """Return the selection that `FIELD=PATTERN[,PATTERN…]` or `FIELD!=PATTERN[,…]` spells.

    Raises:
        InputError: the text has another shape, or the field is unknown.
    """
    field, equals, patterns = text.partition("=")
    negated = field.endswith("!")
    field = field.removesuffix("!").strip()
    wanted = tuple(filter(None, (pattern.strip() for pattern in patterns.split(","))))
    if not equals or not wanted:
        raise option_error(
            f"where {text}", "write it as FIELD=VALUE, such as agency=IRS, or FIELD!=VALUE"
        )
    if field not in SELECTABLE:
        hint = did_you_mean(field, SELECTABLE) or f"; the fields are {', '.join(SELECTABLE)}"
        raise option_error(f"where {text}", f"unknown field {field!r}{hint}")
    return Selection(field, wanted, negated)


def select(tables: Tables, selections: Iterable[Selection]) -> Tables:
    """Return the tables with only the forms that match every selection.

    Raises:
        InputError: a pattern matches no form of the tables at all; it is most likely misspelt.
    """
    masks = [_mask(tables, each) for each in selections]
    forms = tables.forms
    for mask in masks:
        forms = forms[mask.loc[forms.index]]
    return replace(tables, forms=forms)


def _mask(tables: Tables, selection: Selection) -> "pd.Series[bool]":
    matching = _matching_agencies if selection.field in ("agency", "department") else _matching
    found = [
        (pattern, matching(tables, selection.field, pattern)) for pattern in selection.patterns
    ]
    unmatched = [pattern for pattern, mask in found if not mask.any()]
    if unmatched:
        known = _spellings(tables, selection.field)
        hint = "" if unmatched[0] in known else did_you_mean(unmatched[0], known)
        raise option_error(
            f"where {selection}", f"no form has {selection.field} {unmatched[0]!r}{hint}"
        )
    mask = found[0][1]
    for _, other in found[1:]:
        mask = mask | other
    return ~mask if selection.negated else mask


def _matching(tables: Tables, field: str, pattern: str) -> "pd.Series[bool]":
    forms = tables.forms
    matches = _matcher(pattern)
    if field in ("life_event", "affected_public"):
        rows = tables.life_events if field == "life_event" else tables.affected_public
        hit = rows[field].map(matches) | rows[f"{field}_name"].map(matches)
        return forms["form"].isin(rows.loc[hit.astype(bool), "form"])
    return forms[field].astype("object").map(matches).astype(bool)


def _matching_agencies(tables: Tables, field: str, pattern: str) -> "pd.Series[bool]":
    """Match an agency by id, name, acronym or code; an agency takes those below it along."""
    agencies = tables.agencies
    matches = _matcher(pattern)
    hit = agencies["agency"].map(matches).astype(bool)
    for column in ("name", "acronym", "code"):
        hit |= agencies[column].astype("object").map(matches).astype(bool)
    if field == "department":
        hit &= agencies["parent"].isna()
    names = set(agencies.loc[hit, "agency"])
    below: set[str] = set()
    while names != below:
        below = set(names)
        names |= set(agencies.loc[agencies["parent"].isin(names), "agency"])
    return tables.forms["agency"].isin(names)


def _matcher(pattern: str) -> Callable[[object], bool]:
    wanted = pattern.casefold()
    return lambda value: isinstance(value, str | int) and fnmatchcase(str(value).casefold(), wanted)


def _spellings(tables: Tables, field: str) -> dict[str, str]:
    if field in ("agency", "department"):
        agencies = tables.agencies
        columns = [agencies["name"], agencies["acronym"], agencies["agency"]]
        spelt = [
            pair for column in columns for pair in zip(column, agencies["agency"], strict=True)
        ]
        return {spelling: name for spelling, name in spelt if isinstance(spelling, str)}
    if field in ("life_event", "affected_public"):
        values = (tables.life_events if field == "life_event" else tables.affected_public)[field]
    else:
        values = tables.forms[field]
    return {str(value): str(value) for value in values.dropna().unique()}
