"""Selects forms by their fields: a selection is data, and its result a boolean mask."""

import operator
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import translate
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.values import MistakeError, read_figure
from timetax.findings import option_error
from timetax.tables.counted import NUMBER
from timetax.tables.layouts import MEMBERSHIPS, NAMES, NUMBERS, SELECTABLE, SYNONYMS, Tables
from timetax.tables.members import members_of
from timetax.wording.hints import did_you_mean

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Mask: TypeAlias = npt.NDArray[np.bool_]

_AGENCIES = ("agency", "department")
_GLOB = re.compile(r"[*?[]")
_COMPARED = re.compile(r"\s*([a-z_]+)\s*([<>]=?)\s*(.*?)\s*")
_COMPARISON = re.compile(r"([<>]=?)\s*([0-9]+(?:\.[0-9]+)?)")
_COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


@dataclass(frozen=True)
class Selection:
    """A field and patterns for its value; a form matches if any pattern does (or, negated, none).

    A pattern is a name or a glob with `*`, `?` and `[...]`, and its case does not matter. It may be
    a comparison, such as `> 50`, of a field of `NUMBERS`.
    """

    field: str
    patterns: tuple[str, ...]
    negated: bool = False

    def __str__(self) -> str:
        if self.field in NUMBERS and len(self.patterns) == 1 and not self.negated:
            (pattern,) = self.patterns
            if _COMPARISON.fullmatch(pattern):
                return f"{self.field} {pattern}"
        return f"{self.field}{'!=' if self.negated else '='}{','.join(self.patterns)}"


@dataclass(frozen=True)
class AllOf:
    """Conditions that must all hold."""

    parts: "tuple[Condition, ...]"

    def __str__(self) -> str:
        return " and ".join(map(_inside, self.parts))


@dataclass(frozen=True)
class AnyOf:
    """Conditions of which one must hold."""

    parts: "tuple[Condition, ...]"

    def __str__(self) -> str:
        return " or ".join(map(_inside, self.parts))


@dataclass(frozen=True)
class Not:
    """A condition that must not hold."""

    part: "Condition"

    def __str__(self) -> str:
        return f"not {_inside(self.part)}"


Condition: TypeAlias = Selection | AllOf | AnyOf | Not


def _inside(condition: Condition) -> str:
    return f"({condition})" if isinstance(condition, AllOf | AnyOf) else str(condition)


def parse_selection(text: str) -> Selection:
    """Return the selection that `FIELD=PATTERN[,PATTERN…]` or `FIELD!=PATTERN[,…]` spells.

    A field of `NUMBERS` may be compared: `FIELD > NUMBER`, with `>=`, `<` and `<=` as well.

    Raises:
        InputError: the text has another shape, or the field is unknown.
    """
    if compared := _COMPARED.fullmatch(text):
        return _comparison(text, *compared.groups())
    field, equals, patterns = text.partition("=")
    negated = field.endswith("!")
    field = field.removesuffix("!").strip()
    wanted = tuple(filter(None, (pattern.strip() for pattern in patterns.split(","))))
    if not equals or not wanted:
        raise option_error(
            f"where {text}", "write it as FIELD=VALUE, such as agency=IRS, or FIELD!=VALUE"
        )
    if field not in SELECTABLE:
        raise option_error(f"where {text}", unknown_field(field))
    return Selection(field, wanted, negated)


def _comparison(text: str, field: str, sign: str, number: str) -> Selection:
    if field not in SELECTABLE:
        raise option_error(f"where {text}", unknown_field(field))
    if field not in NUMBERS:
        numbers = ", ".join(each for each in SELECTABLE if each in NUMBERS)
        message = f"{field} is no number; write {field}=VALUE; numbers are {numbers}"
        raise option_error(f"where {text}", message)
    try:
        return Selection(field, (f"{sign} {read_figure(number):.15g}",))
    except MistakeError as error:
        raise option_error(f"where {text}", str(error)) from None


def unknown_field(field: str) -> str:
    """Return what to say of a field that cannot be selected by."""
    hint = did_you_mean(field, SELECTABLE, SYNONYMS) or f"; the fields are {', '.join(SELECTABLE)}"
    return f"unknown field {field!r}{hint}"


def select(tables: Tables, selections: Iterable[Selection]) -> Tables:
    """Return the tables with only the forms that match every selection.

    Raises:
        InputError: a pattern matches no form of the tables at all; it is most likely misspelt.
    """
    chosen = list(selections)
    if not chosen:
        return tables
    matcher = Matcher(tables)
    for selection in chosen:
        for pattern in selection.patterns:
            if not matcher.rows(selection.field, pattern).any():
                raise option_error(f"where {selection}", matcher.no_form_has(selection, pattern))
    return replace(tables, forms=tables.forms[matcher.mask(AllOf(tuple(chosen)))])


@dataclass(frozen=True)
class _Column:
    """The values of a field, casefolded; and of each place a value's number and a form's row.

    Both are -1 where there is none.
    """

    values: tuple[str, ...]
    codes: "npt.NDArray[np.intp]"
    rows: "npt.NDArray[np.intp]"


class Matcher:
    """Finds the forms of tables by condition; what it has looked up it keeps for the next one."""

    def __init__(self, tables: Tables) -> None:
        """Make the matcher for one value of tables."""
        self._tables = tables
        self._columns: dict[str, _Column] = {}
        self._found: dict[tuple[str, str], Mask] = {}

    def mask(self, condition: Condition) -> "Mask":
        """Return which forms meet the condition, a value a row of `forms`."""
        match condition:
            case Selection(field, patterns, negated):
                found = _any([self.rows(field, pattern) for pattern in patterns])
                return ~found if negated else found
            case AllOf(parts):
                return ~_any([~self.mask(part) for part in parts])
            case AnyOf(parts):
                return _any([self.mask(part) for part in parts])
            case Not(part):
                return ~self.mask(part)

    def rows(self, field: str, pattern: str) -> "Mask":
        """Return which forms have a value of the field that matches the pattern."""
        import numpy as np

        if (field, pattern) not in self._found:
            mask = np.zeros(len(self._tables.forms), dtype=bool)
            mask[self._column(field).rows[self._hits(field, pattern)]] = True
            self._found[field, pattern] = mask
        return self._found[field, pattern]

    def shares(self, patterns: Iterable[str]) -> "Floats":
        """Return what part of each form the life events claim that match; it may be above 1."""
        import numpy as np

        events = self._tables.life_events
        hits = _any([self._hits("life_event", pattern) for pattern in patterns])
        claims = hits[: len(events)] | hits[len(events) :]
        rows = self._column("life_event").rows[: len(events)]
        shares = events["share"].fillna(1.0).to_numpy()
        return np.bincount(rows[claims], shares[claims], len(self._tables.forms)).astype("float64")

    def no_form_has(self, selection: Selection, pattern: str) -> str:
        """Return what to say of a pattern that matches no form, with the nearest that would."""
        known = _spellings(self._tables, selection.field)
        hint = "" if pattern in known else did_you_mean(pattern, known)
        return f"no form has {selection.field} {pattern!r}{hint}"

    def _hits(self, field: str, pattern: str) -> "Mask":
        """Return at which places of the column a value matches that belongs to a form."""
        import numpy as np

        column = self._column(field)
        wanted = pattern.casefold()
        if field in _AGENCIES:
            names = self._agencies(field, wanted)
            hit = [value in names for value in column.values]
        elif field in NUMBERS and (found := _COMPARISON.fullmatch(wanted)):
            compare, limit = _COMPARE[found[1]], float(found[2])
            hit = [value.isdigit() and compare(int(value), limit) for value in column.values]
        elif _GLOB.search(wanted):
            matches = re.compile(translate(wanted)).match
            hit = [matches(value) is not None for value in column.values]
        else:
            hit = [value == wanted for value in column.values]
        return np.array([*hit, False], dtype=bool)[column.codes] & (column.rows >= 0)

    def _column(self, field: str) -> "_Column":
        if field not in self._columns:
            import numpy as np
            import pandas as pd

            forms = self._tables.forms
            if field in MEMBERSHIPS:
                members = members_of(self._tables, field)
                places = pd.factorize(pd.concat([forms["form"], members["form"]]))[0][len(forms) :]
                places[places >= len(forms)] = -1
                columns = [field, *([NAMES[field]] if field in NAMES else [])]
                columns += [NUMBER] if NUMBER in members else []
                values = pd.concat([members[each] for each in columns])
                rows = np.concatenate([places] * len(columns))
            else:
                values = forms["agency" if field in _AGENCIES else field]
                rows = np.arange(len(values))
            codes, known = pd.factorize(values)
            folded = tuple(str(value).casefold() for value in known)
            self._columns[field] = _Column(folded, codes, rows)
        return self._columns[field]

    def _agencies(self, field: str, wanted: str) -> set[str]:
        """Return agencies with an id, name, acronym or code like this, and those below them."""
        agencies = self._tables.agencies
        names = [agencies[name].tolist() for name in ("agency", "name", "acronym", "code")]
        parents = dict(zip(names[0], agencies["parent"].tolist(), strict=True))
        matches = re.compile(translate(wanted)).match
        found = {
            spellings[0]
            for spellings in zip(*names, strict=True)
            if field == "agency" or not isinstance(parents[spellings[0]], str)
            if any(isinstance(each, str) and matches(each.casefold()) for each in spellings)
        }
        below = found
        while below:
            below = {agency for agency, parent in parents.items() if parent in below} - found
            found = found | below
        return {agency.casefold() for agency in found}


def _any(masks: "Sequence[Mask]") -> "Mask":
    found = masks[0]
    for mask in masks[1:]:
        found = found | mask
    return found


def _spellings(tables: Tables, field: str) -> dict[str, str]:
    if field in _AGENCIES:
        agencies = tables.agencies
        columns = [agencies["name"], agencies["acronym"], agencies["agency"]]
        spelt = [
            pair for column in columns for pair in zip(column, agencies["agency"], strict=True)
        ]
        return {spelling: name for spelling, name in spelt if isinstance(spelling, str)}
    values = members_of(tables, field)[field] if field in MEMBERSHIPS else tables.forms[field]
    return {str(value): str(value) for value in values.dropna().unique()}
