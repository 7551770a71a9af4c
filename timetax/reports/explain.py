"""How the number of one form is made: each factor, where it came from, and what it is part of."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.causes import CAUSES
from timetax.catalogue.declaration import ChoiceType, Declared
from timetax.catalogue.entries import Cause
from timetax.catalogue.form import Form
from timetax.catalogue.ranges import Range
from timetax.catalogue.value_types import YEAR
from timetax.catalogue.vocabulary import Basis
from timetax.engine.totals import total, totals_by
from timetax.findings import option_error
from timetax.reports.beside_form import beside_section
from timetax.reports.full_time import at_work
from timetax.reports.report import Column, Report, Row, Section
from timetax.tables.layouts import KEYS, Tables
from timetax.tables.members import among
from timetax.wording.hints import did_you_mean
from timetax.wording.numbers import (
    Kind,
    for_people,
    in_full,
    in_words,
    percent,
    signed_in_full,
    to_read,
)

if TYPE_CHECKING:
    from timetax.engine.money.book import Book, Terms

_WORDS = Column("what", "what"), Column("value", "value"), Column("basis", "basis")
_FACTORS = (
    Column("factor", "factor"),
    Column("value", "value", Kind.NUMBER),
    Column("unit", "unit"),
    Column("basis", "where it comes from"),
)
_OWN = Column("part_hours", "of these its own", Kind.HOURS)
_PARTS = (
    Column("whole", "part of"),
    Column("burden_hours", "hours a year", Kind.HOURS, spare=2),
    _OWN,
    Column("share", "share", Kind.SHARE, spare=1),
)

_ELSEWHERE = {"id", "title", "agency", "life_events"}
"""Keys that the report says in another place."""


def explain_form(
    catalogue: Catalogue,
    tables: Tables,
    name: str,
    money: "tuple[str, Book, Terms] | None" = None,
) -> Report:
    """Return how the burden hours of one form come about, from `tables` with burden.

    `name` is an id, or the form number or control number of one form. With `money`, the name of a
    book, the book and its terms, its money is explained as well.

    Raises:
        InputError: no form has this name, or several do.
    """
    form = form_named(catalogue, name)
    (row,) = _rows(tables, [form.id])
    return _explained(catalogue, tables, form, row, _wholes(tables, [form.id]), money)


def explain_forms(catalogue: Catalogue, tables: Tables, ids: Collection[str]) -> dict[str, Report]:
    """Return what `explain_form` does by id, of the forms that catalogue and tables both have."""
    wholes = _wholes(tables, ids)
    forms = {form.id: form for form in catalogue.forms if form.id in ids}
    return {
        row["form"]: _explained(catalogue, tables, forms[row["form"]], row, wholes)
        for row in _rows(tables, forms)
    }


def _rows(tables: Tables, ids: Collection[str]) -> list[dict[Hashable, Any]]:
    return tables.forms[among(tables.forms["form"], ids)].to_dict("records")


@dataclass(frozen=True)
class _Wholes:
    """The hours that those of a form are part of: of all forms, and by field and value.

    `services` are those of a form by its id, each with its name and share; None claims it in full.
    `clocks` are the sections on the clocks of the forms that are explained, by their ids.
    """

    total: float
    by: Mapping[str, Mapping[str, float]]
    services: Mapping[str, Sequence[tuple[str, str, float | None]]]
    clocks: Mapping[str, Section]


def _wholes(tables: Tables, ids: Collection[str]) -> _Wholes:
    fields = ("department", "agency", "life_event", "service")
    services: dict[str, list[tuple[str, str, float | None]]] = {}
    for each in tables.services.to_dict("records"):
        share = each["share"] if each["share"] == each["share"] else None
        services.setdefault(each["form"], []).append((each["service"], each["service_name"], share))
    by = {each: _hours_by(tables, each) for each in fields}
    return _Wholes(total(tables).burden_hours, by, services, _clocks(tables, ids))


def _explained(
    catalogue: Catalogue,
    tables: Tables,
    form: Form,
    row: Mapping[Hashable, Any],
    wholes: _Wholes,
    money: "tuple[str, Book, Terms] | None" = None,
) -> Report:
    hours = row["burden_hours"] if row["burden_hours"] == row["burden_hours"] else None
    of_money: tuple[Section, ...] = ()
    data: dict[str, object] = {}
    if money:
        from timetax.engine.money.costing import costs_of
        from timetax.reports.explain_money import money_of_form, sections_of_money

        book, rules, terms = money
        own = replace(tables, forms=tables.forms[tables.forms["form"] == form.id])
        costs = costs_of(own, rules, terms)
        of_money = sections_of_money(costs, book, form.id)
        data = {"money": money_of_form(costs, book, form.id)}
    beside = beside_section(catalogue, form.id)
    return Report(
        title=f"{form.title} ({form.id})",
        headline=_headline(row, hours),
        description=None,
        total=None,
        sections=(
            Section(
                "factors",
                "How its hours are made",
                (),
                _FACTORS,
                _factors(form, row, hours, catalogue.currency),
                notes=_check(form, row, hours),
            ),
            *([wholes.clocks[form.id]] if form.id in wholes.clocks else []),
            *of_money,
            *_parts(catalogue, form, row, wholes, hours),
            *([beside] if beside.rows else []),
            Section("form", "What it is", (), _WORDS, _identity(catalogue, form)),
        ),
        notes=_notes(catalogue, form, row),
        currency=catalogue.currency,
        data=data,
    )


def _clocks(tables: Tables, ids: Collection[str]) -> dict[str, Section]:
    if not len(tables.instruments) and not len(tables.measured):
        return {}
    from timetax.engine.estimates.clocks import clocks_in
    from timetax.reports.clocks import clocks_section

    own = replace(tables, forms=tables.forms[among(tables.forms["form"], ids)])
    return {each.form: clocks_section(each) for each in clocks_in(own)}


def form_named(catalogue: Catalogue, name: str) -> Form:
    """Return the form with an id, or with a form number or control number that no other has.

    Raises:
        InputError: no form has this name, or several do.
    """
    wanted = name.strip().casefold()
    exact = [form for form in catalogue.forms if form.id.casefold() == wanted]
    found = exact or [
        form
        for form in catalogue.forms
        if wanted in {(form.form_number or "").casefold(), form.control_number}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{len(found)} forms have it: {', '.join(form.id for form in found)}; name one"
    else:
        numbers = {form.form_number: form.id for form in catalogue.forms if form.form_number}
        hint = did_you_mean(name, numbers | {form.id: form.id for form in catalogue.forms})
        message = f"no form has this id or number{hint}"
    raise option_error(name, message)


def _headline(row: Mapping[Hashable, Any], hours: float | None) -> str:
    if hours is None:
        return "Not estimated: responses or minutes per response are not known."
    left_out = "" if row["excluded"] != row["excluded"] else " It is left out of the total."
    people = at_work(hours)
    working = f" As much as {people}." if people else ""
    if row["as_published"]:
        lack = "responses" if row["responses"] != row["responses"] else "minutes per response"
        return f"{in_words(hours)} hours a year as published; {lack} unknown.{working}{left_out}"
    minutes = for_people(row["minutes_per_response"], Kind.MINUTES).removesuffix(".0")
    (responses,) = to_read(row["responses"])
    return (
        f"{in_words(hours)} hours a year: {responses} responses of "
        f"{minutes} minutes.{working}{left_out}"
    )


def _identity(catalogue: Catalogue, form: Form) -> tuple[Row, ...]:
    agency, department = catalogue.agencies[form.agency], catalogue.department(form.agency)
    names = [agency.name] if agency is department else [agency.name, department.name]
    return (
        ("agency", ", ".join(names), ""),
        *(
            (key.about.heading, words, "" if key.type is YEAR else str(form.basis_of(key.name)))
            for key in KEYS.values()
            if key.about.heading and key.name not in _ELSEWHERE
            if (words := _in_words(key, getattr(form, key.name)))
        ),
    )


def _in_words(key: Declared, value: Any) -> str:
    if value in (None, ()):
        return ""
    words = key.type.words if isinstance(key.type, ChoiceType) else {}
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(words.get(each, str(each)) for each in values)


def _factors(
    form: Form, row: Mapping[Hashable, Any], hours: float | None, currency: str
) -> tuple[Row, ...]:
    def factor(label: str, key: str, unit: str, follows: str = "") -> Row:
        basis = form.basis_of(key)
        value = row[key] if row[key] == row[key] else None
        origin = str(basis) if basis else follows if value is not None else "not known"
        given = getattr(form, key)
        if isinstance(given, Range):
            origin += f": {in_full(given.low)} to {in_full(given.high)}, likely {in_full(given)}"
        return (label, value, unit, origin)

    rows: list[Row] = []
    if form.respondents is not None:
        frequency = "derived: responses / respondents" if form.responses else "taken as 1"
        rows = [
            factor("respondents", "respondents", "a year"),
            factor(
                "\N{MULTIPLICATION SIGN} frequency",
                "responses_per_respondent",
                "a year each",
                frequency,
            ),
        ]
    rows += [
        factor(
            "= responses" if rows else "responses",
            "responses",
            "a year",
            "respondents \N{MULTIPLICATION SIGN} frequency",
        ),
        factor(
            "\N{MULTIPLICATION SIGN} minutes",
            "minutes_per_response",
            "per response",
            "derived: published hours \N{MULTIPLICATION SIGN} 60 / responses",
        ),
        ("= burden hours", hours, "a year", _origin(row, hours)),
        factor("published hours", "published_hours", "a year"),
    ]
    if form.published_cost is not None:
        rows.append(("out of pocket", form.published_cost, f"{currency} a year", "published"))
    elif form.cost_per_response is not None:
        rows.append(
            (
                "out of pocket",
                row["cost"],
                f"{currency} a year",
                "responses \N{MULTIPLICATION SIGN} cost each",
            )
        )
    return tuple(rows)


def _origin(row: Mapping[Hashable, Any], hours: float | None) -> str:
    if hours is None:
        return "not known"
    return "as published" if row["as_published"] else "computed"


def _check(form: Form, row: Mapping[Hashable, Any], hours: float | None) -> tuple[str, ...]:
    if hours is None or form.published_hours is None:
        return ()
    if row["as_published"]:
        return (
            "The hours count as they were published: without responses and minutes there is "
            "nothing to check them with, and no minutes follow from them.",
        )
    if form.minutes_per_response is None:
        return (
            "The minutes follow from the published hours, so that both agree is no independent "
            "check.",
        )
    off = hours - form.published_hours
    share = f" ({percent(off / form.published_hours)})" if form.published_hours else ""
    if abs(off) < 0.5:
        return ("The factors reproduce the published hours to the hour.",)
    more = "more" if off > 0 else "fewer"
    (hours_off,) = to_read(abs(off))
    return (f"Computed are {hours_off} hours {more} than published{share}.",)


def _parts(
    catalogue: Catalogue,
    form: Form,
    row: Mapping[Hashable, Any],
    wholes: _Wholes,
    hours: float | None,
) -> list[Section]:
    if hours is None or row["excluded"] == row["excluded"]:
        return []
    parts: list[tuple[str, float, float]] = [("the total", wholes.total, hours)]
    for field in ("department", "agency"):
        if field == "department" or row["agency"] != row["department"]:
            parts.append((row[f"{field}_name"], wholes.by[field][row[field]], hours))
    for event, share in form.life_events:
        name = catalogue.life_events[event].name
        whole = wholes.by["life_event"][event]
        parts.append((name, whole, hours if share is None else hours * share))
    for service, name, share in wholes.services.get(form.id, ()):
        whole = wholes.by["service"][service]
        parts.append((name, whole, hours if share is None else hours * share))
    rows = tuple(
        (name, whole, part, part / whole if whole else None) for name, whole, part in parts
    )
    columns: tuple[Column, ...] = _PARTS
    if all(part == hours for _, _, part in parts):  # which the headline says already
        columns = tuple(replace(each, shown="data") if each is _OWN else each for each in _PARTS)
    in_full = len(form.life_events) > 1 and form.life_events[0][1] is None
    notes = ("It counts in full under each of its life events.",) if in_full else ()
    return [Section("parts", "What it is part of", (), columns, rows, notes=notes)]


def _hours_by(tables: Tables, field: str) -> dict[str, float]:
    rows = totals_by(tables, field)
    return dict(zip(rows[field], rows["burden_hours"], strict=True))


def _cause(cause: Cause) -> str:
    hours = f" of {signed_in_full(cause.hours)} hours" if cause.hours is not None else ""
    source = f" ({cause.source.title})" if cause.source else ""
    words = CAUSES[cause.cause]
    return f"{words[:1].upper()}{words[1:]}{hours}: {cause.note or 'no reason is given.'}{source}"


def _notes(catalogue: Catalogue, form: Form, row: Mapping[Hashable, Any]) -> tuple[str, ...]:
    derived = [key for key, basis in form.basis if basis is Basis.DERIVED]
    source = form.source
    where = f": {source.url}" if source and source.url else ""
    left_out = row["excluded"]
    notes = [
        form.note,
        f"Left out of the total. {left_out}" if left_out == left_out else None,
        *(f"Overlaps {other}: {why or 'no reason is given.'}" for other, why in form.overlaps),
        f"Replaces {', '.join(form.replaces)}." if form.replaces else None,
        *(_cause(each) for each in form.change),
        f"Derived and not read in the source: {', '.join(derived)}." if derived else None,
        f"Source: {source.title}{where}" if source else "No source is given.",
        f"Read in a copy: {source.copy}" if source and source.copy else None,
        f"In the catalogue: {catalogue.position(form.id)}",
    ]
    return tuple(filter(None, notes))
