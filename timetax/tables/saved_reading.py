"""The tables of a report that was saved as JSON, as `saved_writing` writes them.

A report stays readable when forms get another field: a column that is missing is not given, and one
that is not known is left out.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timetax.catalogue.causes import CAUSES
from timetax.catalogue.internal_customers import COUNTED, COUNTING
from timetax.catalogue.vocabulary import GROUP_MEASURES, MONEY_KINDS
from timetax.files.json import input_mistake, parse_json
from timetax.files.yaml import File, KeyPath
from timetax.tables.counted import INSTRUMENTS, MEASURED
from timetax.tables.frames import frame_of
from timetax.tables.internal_customers import set_apart
from timetax.tables.layouts import (
    ABOUT,
    ADDED,
    COSTED,
    COSTS,
    INPUTS,
    LAYOUTS,
    RESPONDENTS_BY,
    TAKE_UP,
    TARIFFS,
    TIMINGS,
    Tables,
)
from timetax.tables.saved_writing import KEY, TABLES, VERSION
from timetax.wording.hints import shown

if TYPE_CHECKING:
    import pandas as pd

HOW_TO_SAVE = "`timetax report CATALOGUE --format json -o FILE`"

_MAY_BE_MISSING = {
    "life_events": {"share"},
    "agencies": {"acronym", "code", "parent", "jurisdiction"},
    "overlaps": {"reason"},
    "causes": {"responses", "hours", "cost", "note", "source"},
    "ranges": {"together"},
    "costs": set(COSTS) - {"form", "timing"},
    "costed": set(COSTED) - {"form"},
    "published_money": {"currency", "price_year"},
    "services": {"service_name", "provider", "provider_name", "share"},
    "take_up": set(TAKE_UP) - {"form", "programme", "by", "group", "measure", "what", "unit"},
    "respondents_by": set(RESPONDENTS_BY) - {"form", "share", "divides"},
    "instruments": set(INSTRUMENTS) - {"form"},
    "measured": set(MEASURED) - {"form", "minutes"},
    "tariffs": set(TARIFFS) - {"tariff", "jurisdiction", "hourly_wage", "currency"},
}
"""The texts and figures that a row may do without; of forms and requests all but their names."""

_NAMES = {"form", "request", "title", "agency", "agency_name", "department", "department_name"}
_COUNTING = {*INPUTS, "excluded"}
"""What totals are made of: without it, a report is not what it was."""

_SIGNED = {
    ("forms", "published_change"),
    *(("causes", each) for each in ("responses", "hours", "cost")),
    ("published_money", "amount"),
    ("take_up", "value"),
}
"""The figures that may be below zero."""

_WORDS: Mapping[tuple[str, str], Sequence[str]] = {
    ("causes", "cause"): tuple(CAUSES),
    ("ranges", "figure"): INPUTS,
    ("costs", "timing"): TIMINGS,
    ("published_money", "kind"): tuple(MONEY_KINDS),
    ("take_up", "measure"): tuple(GROUP_MEASURES),
}
"""The columns that hold one of a few words."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "float64": (float, int),
    "Int64": (int,),
    "bool": (bool,),
}
_IN_WORDS = {
    "str": "a text",
    "float64": "a number",
    "Int64": "a whole number",
    "bool": "true or false",
}
_LARGEST = {"float64": 1e60, "Int64": 2**63 - 1}
"""Products and quotients of figures are within, and their sums do not overflow."""


def tables_in(name: str, data: bytes) -> Tables:
    """Return the tables in the bytes of a saved report.

    Raises:
        InputError: they are no report, or one without tables that could be used.
    """
    what = f"a report, as {HOW_TO_SAVE} writes it"
    file, content = parse_json(name, data, KEY, VERSION, what)
    tables = content.get(TABLES)
    if tables is None:
        message = f"this report does not hold the tables it was made from; make {what}"
        raise input_mistake(file, (), message)
    if not isinstance(tables, dict):
        raise input_mistake(file, (TABLES,), f"{TABLES}: must be a mapping")
    none = {
        key: {"columns": list(layout), "rows": []} for key, layout in ADDED.items()
    }  # of reports that were saved before there were any
    frames = {key: _frame(file, key, tables.get(key, none.get(key))) for key in LAYOUTS}
    made = Tables(**frames, **_about(file, tables))  # type: ignore[arg-type]
    return set_apart(made)


def _about(file: File, tables: Mapping[str, Any]) -> dict[str, Any]:
    made = {name: tables.get(name) for name in ABOUT} | {
        "internal_customers": tables.get("internal_customers", COUNTED)
    }
    notes = made["notes"]
    if not isinstance(notes, list) or not all(isinstance(each, str) for each in notes):
        raise input_mistake(file, (TABLES, "notes"), "notes: must be a list of texts")
    for name in ABOUT[:-1]:
        if not isinstance(made[name], str) and (made[name] is not None or name == "currency"):
            found = shown(made[name])
            raise input_mistake(
                file, (TABLES, name), f"{name}: must be a text, and here is {found}"
            )
    if (counting := made["internal_customers"]) not in COUNTING:
        message = f"must be one of {', '.join(COUNTING)}, and here is {shown(counting)}"
        raise input_mistake(file, (TABLES, "internal_customers"), f"internal_customers: {message}")
    return made | {"notes": tuple(notes)}


def _frame(file: File, name: str, content: Any) -> "pd.DataFrame":
    layout, path = LAYOUTS[name], (TABLES, name)
    columns = content.get("columns") if isinstance(content, dict) else None
    rows = content.get("rows") if isinstance(content, dict) else None
    if not isinstance(columns, list) or not isinstance(rows, list):
        raise input_mistake(file, path, f"{name}: must have a list of columns and one of rows")
    if not all(isinstance(each, str) for each in columns) or len(set(columns)) < len(columns):
        message = f"{name}: the columns must be different texts"
        raise input_mistake(file, (*path, "columns"), message)
    for key in layout:
        if key not in columns and (key in _COUNTING or not _may_be_missing(name, key)):
            message = f"{name}: the column {key!r} is missing; make the report anew"
            raise input_mistake(file, (*path, "columns"), message)
    for place, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(columns):
            message = f"{name}: a row must be a list of {len(columns)} values, one a column"
            raise input_mistake(file, (*path, "rows", place), message)
    values = dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {}
    for number, column in enumerate(columns):
        if column not in layout:
            continue  # a field that this program does not have
        wrong = _first_wrong(name, column, values.get(column, ()))
        if wrong is not None:
            found = shown(rows[wrong][number])
            message = f"{column}: {_wanted(name, column)}, and here is {found}"
            raise input_mistake(file, (*path, "rows", wrong, number), message)
    if name == "forms" and len(set(values.get("form", ()))) < len(rows):
        _refuse_twice(file, values["form"])
    return frame_of({key: values.get(key) for key in layout}, layout, len(rows))


def _first_wrong(frame: str, column: str, values: Sequence[Any]) -> int | None:
    """Return the place of the first value that the column cannot have, or None."""
    dtype = LAYOUTS[frame][column]
    types = {*_TYPES[dtype], *([type(None)] if _may_be_missing(frame, column) else [])}
    if not set(map(type, values)) <= types:
        return next(i for i, value in enumerate(values) if type(value) not in types)
    if dtype in _LARGEST:
        least = -_LARGEST[dtype] if (frame, column) in _SIGNED else 0
        most = _LARGEST[dtype]
        small = 1 / most
        wrong = (
            i
            for i, v in enumerate(values)
            if v is not None and not (least <= v <= most and (not v or abs(v) >= small))
        )
        return next(wrong, None)
    if words := _WORDS.get((frame, column)):
        return next((i for i, value in enumerate(values) if value not in words), None)
    return None


def _may_be_missing(frame: str, column: str) -> bool:
    if frame in ("forms", "requests"):
        return column not in _NAMES
    return column in _MAY_BE_MISSING.get(frame, ())


def _wanted(frame: str, column: str) -> str:
    if words := _WORDS.get((frame, column)):
        return f"must be one of {', '.join(words)}"
    dtype = LAYOUTS[frame][column]
    not_below = " of 0 or more" if dtype in _LARGEST and (frame, column) not in _SIGNED else ""
    missing = ", or null" if _may_be_missing(frame, column) else ""
    return f"must be {_IN_WORDS[dtype]}{not_below}{missing}"


def _refuse_twice(file: File, forms: Sequence[str]) -> None:
    seen: set[str] = set()
    for place, form in enumerate(forms):
        if form in seen:
            path: KeyPath = (TABLES, "forms", "rows", place, 0)
            raise input_mistake(file, path, f"form: {shown(form)} is there twice")
        seen.add(form)
