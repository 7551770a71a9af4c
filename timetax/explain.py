"""How the number of one form is made: each factor, where it came from, and what it is part of."""

from typing import Any

from timetax.burden import full_time_years
from timetax.catalogue import Catalogue
from timetax.fields import AFFECTED_PUBLIC, OBLIGATION, ONLINE, Basis
from timetax.figures import Kind, in_full, in_words, percent
from timetax.findings import did_you_mean, option_error
from timetax.report import Column, Report, Row, Section
from timetax.schema import Form
from timetax.table import Tables
from timetax.totals import total, totals_by

_WORDS = Column("what", "what"), Column("value", "value"), Column("basis", "basis")
_FACTORS = (
    Column("factor", "factor"),
    Column("value", "value", Kind.NUMBER),
    Column("unit", "unit"),
    Column("basis", "where it comes from"),
)
_PARTS = (
    Column("whole", "part of"),
    Column("burden_hours", "hours a year", Kind.HOURS),
    Column("part_hours", "of these its own", Kind.HOURS),
    Column("share", "share", Kind.SHARE),
)


def explain_form(catalogue: Catalogue, tables: Tables, name: str) -> Report:
    """Return how the burden hours of one form come about, from `tables` with burden.

    `name` is an id, or the form number or control number of one form.

    Raises:
        InputError: no form has this name, or several do.
    """
    form = _form(catalogue, name)
    row: dict[str, Any] = tables.forms.set_index("form").loc[form.id].to_dict()
    hours = row["burden_hours"] if row["burden_hours"] == row["burden_hours"] else None
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
                _factors(form, row, hours),
                notes=_check(form, row, hours),
            ),
            *_parts(form, tables, hours),
            Section("form", "What it is", (), _WORDS, _identity(catalogue, form)),
        ),
        notes=_notes(form),
        currency=catalogue.currency,
    )


def _form(catalogue: Catalogue, name: str) -> Form:
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


def _headline(row: dict[str, Any], hours: float | None) -> str:
    if hours is None:
        return "Not estimated: responses or minutes per response are not known."
    left_out = "" if row["excluded"] != row["excluded"] else " It is left out of the total."
    return (
        f"{in_words(hours)} hours a year: {in_full(row['responses'])} responses of "
        f"{in_full(row['minutes_per_response'])} minutes. As much as "
        f"{in_words(full_time_years(hours))} people working full time.{left_out}"
    )


def _identity(catalogue: Catalogue, form: Form) -> tuple[Row, ...]:
    agency, department = catalogue.agencies[form.agency], catalogue.department(form.agency)
    names = [agency.name] if agency is department else [agency.name, department.name]
    source = form.source
    rows = [
        ("agency", ", ".join(names), None),
        ("form number", form.form_number, form.basis_of("form_number")),
        ("control number", form.control_number, form.basis_of("control_number")),
        ("ICR reference", form.icr_reference, form.basis_of("icr_reference")),
        (
            "affected public",
            ", ".join(AFFECTED_PUBLIC[each] for each in form.affected_public) or None,
            form.basis_of("affected_public"),
        ),
        ("obligation", OBLIGATION.get(form.obligation or ""), form.basis_of("obligation")),
        ("online", ONLINE.get(form.online or ""), form.basis_of("online")),
        ("year of estimate", form.estimate_year and str(form.estimate_year), None),
        ("source", source and source.title, None),
        ("address", source and source.url, None),
        ("read in a copy at", source and source.copy_url, None),
        ("in the catalogue", str(catalogue.position(form.id)), None),
    ]
    return tuple((what, value, basis and str(basis)) for what, value, basis in rows if value)


def _factors(form: Form, row: dict[str, Any], hours: float | None) -> tuple[Row, ...]:
    def known(key: str) -> float | None:
        return row[key] if row[key] == row[key] else None

    def basis(key: str, otherwise: str) -> str:
        given = form.basis_of(key)
        return str(given) if given else otherwise if known(key) is not None else "not known"

    rows: list[Row] = []
    if form.respondents is not None:
        frequency = (
            "derived: responses / respondents" if form.responses is not None else "taken as 1"
        )
        rows += [
            ("respondents", form.respondents, "a year", basis("respondents", "")),
            (
                "x responses per respondent",
                known("responses_per_respondent"),
                "a year",
                basis("responses_per_respondent", frequency),
            ),
        ]
    product = "computed: respondents x responses per respondent"
    minutes = "derived: published hours x 60 / responses"
    rows += [
        ("= responses", known("responses"), "a year", basis("responses", product)),
        (
            "x minutes per response",
            known("minutes_per_response"),
            "minutes",
            basis("minutes_per_response", minutes),
        ),
        ("= burden hours", hours, "hours a year", "computed" if hours is not None else "not known"),
        (
            "published hours",
            form.published_hours,
            "hours a year",
            basis("published_hours", "not known"),
        ),
    ]
    if form.published_cost is not None or form.cost_per_response is not None:
        rows.append(("cost", known("cost"), "a year, out of pocket", _cost_basis(form)))
    return tuple(rows)


def _cost_basis(form: Form) -> str:
    return "published" if form.published_cost is not None else "computed: responses x cost"


def _check(form: Form, row: dict[str, Any], hours: float | None) -> tuple[str, ...]:
    if hours is None or form.published_hours is None:
        return ()
    if form.minutes_per_response is None:
        return (
            "The minutes follow from the published hours, so computed and published hours agree "
            "by construction: this is no independent check.",
        )
    off = hours - form.published_hours
    share = f" ({percent(off / form.published_hours)})" if form.published_hours else ""
    if abs(off) < 0.5:
        return ("The factors reproduce the published hours to the hour.",)
    more = "more" if off > 0 else "fewer"
    return (f"Computed are {in_full(abs(off))} hours {more} than published{share}.",)


def _parts(form: Form, tables: Tables, hours: float | None) -> list[Section]:
    if hours is None or form.excluded:
        return []
    forms = tables.forms.set_index("form")
    parts: list[tuple[str, float, float]] = [("the total", total(tables).burden_hours, hours)]
    for field in ("department", "agency"):
        name = forms.at[form.id, f"{field}_name"]
        whole = totals_by(tables, field).set_index(field)["burden_hours"]
        if all(name != part for part, _, _ in parts):
            parts.append((name, whole[forms.at[form.id, field]], hours))
    events = totals_by(tables, "life_event").dropna(subset="life_event").set_index("life_event")
    for event, share in form.life_events:
        part = hours if share is None else hours * share
        whole = events.at[event, "burden_hours"]
        parts.append((events.at[event, "life_event_name"], whole, part))
    rows = tuple(
        (name, whole, part, part / whole if whole else None) for name, whole, part in parts
    )
    several = len(form.life_events) > 1 and form.life_events[0][1] is None
    notes = ("It counts in full under each of its life events.",) if several else ()
    return [Section("parts", "What it is part of", (), _PARTS, rows, notes=notes)]


def _notes(form: Form) -> tuple[str, ...]:
    derived = [key for key, basis in form.basis if basis is Basis.DERIVED]
    return tuple(
        filter(
            None,
            [
                form.note,
                f"Left out of the total. {form.excluded}" if form.excluded else None,
                *(
                    f"Overlaps {other}: {why}" if why else f"Overlaps {other}."
                    for other, why in form.overlaps
                ),
                f"Derived and not read in the source: {', '.join(derived)}." if derived else None,
            ],
        )
    )
