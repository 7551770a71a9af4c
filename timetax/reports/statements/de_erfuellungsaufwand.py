"""Germany's tables of compliance cost: citizens, business and administration, yearly and once.

Columns as the guide of January 2025 has them: cases, minutes, wage rate and material cost of a
case, staff cost and material cost in thousands of euros.
"""

from timetax.engine.money.items import WHOLE
from timetax.engine.money.model import Item
from timetax.reports.report import Column, Row, Section
from timetax.reports.statement import Layout, Statement, Subject, printed, raise_for, thousands
from timetax.wording.numbers import Kind, in_full, in_hours

COLUMNS = (
    Column("what", "Vorgabe"),
    Column("cases", "Fallzahl", Kind.NUMBER),
    Column("minutes", "Minuten pro Fall", Kind.NUMBER),
    Column("rate", "Lohnsatz (Euro/h)", Kind.CENTS),
    Column("material_per_case", "Sachkosten pro Fall (Euro)", Kind.CENTS),
    Column("hours", "Stunden", Kind.NUMBER),
    Column("staff", "Personalkosten (Tsd. Euro)", Kind.NUMBER),
    Column("material", "Sachkosten (Tsd. Euro)", Kind.NUMBER),
)
_ADDRESSEES = {"individuals": "Bürgerinnen und Bürger", "private-sector": "Wirtschaft"}
_TIMINGS = {"recurring": "jährlich", "one_off": "einmalig"}


def statement(subject: Subject) -> Statement:
    """Return the tables of a form, with none for what is not there."""
    publics = subject.cost.publics
    known = [each for each in publics if each in _ADDRESSEES]
    government = any(each.timing == "government" for each in subject.cost.items)
    if (len(publics) != 1 or not known) and not government:
        raise_for(
            [
                "must affect citizens or business, whose tables stand apart: give it one "
                "affected_public, individuals or private-sector, or a form for each"
            ],
            subject,
        )
    subject.require_costed()
    sections = []
    for timing, words in _TIMINGS.items():
        items = [each for each in subject.cost.items if each.timing == timing]
        if items and known:
            title = f"Erfüllungsaufwand: {_ADDRESSEES[known[0]]}, {words}"
            sections.append(_table(subject, items, title, timing))
    side = [each for each in subject.cost.items if each.timing == "government"]
    for level in dict.fromkeys(each.level for each in side):
        own = [each for each in side if each.level == level]
        title = f"Erfüllungsaufwand: Verwaltung{f' ({level})' if level else ''}, jährlich"
        sections.append(_table(subject, own, title, "government"))
    hours = subject.cost.amounts.hours
    return Statement(
        title="Erfüllungsaufwand",
        headline=f"{in_hours(in_full(printed(hours) or 0.0))} a year.",
        sections=sections,
        notes=(
            "Einmalig and jährlich are never added.",
            *(
                ["Citizens' time is hours and never money."]
                if known == ["individuals"]
                else ["Bürokratiekosten aus Informationspflichten: all of it, as it is a form."]
            ),
        ),
    )


def _table(subject: Subject, items: list[Item], title: str, timing: str) -> Section:
    kept = WHOLE if timing == "government" else subject.cost.kept
    rows: list[Row] = [
        (
            each.what or subject.form.title,
            printed(each.number),
            printed(each.minutes),
            None if each.rate is None else printed(each.rate.amount),
            printed(each.each),
            None if each.hours is None else printed(each.hours * kept),
            thousands(each.labour * kept) if each.works and each.labour is not None else None,
            thousands(each.paid * kept) if each.pays and each.paid is not None else None,
        )
        for each in items
    ]
    hours = [each.hours * kept for each in items if each.hours is not None]
    staff = [each.labour * kept for each in items if each.works and each.labour is not None]
    material = [each.paid * kept for each in items if each.pays and each.paid is not None]
    total = (
        "Summe",
        *(None,) * 4,
        printed(sum(hours)) if hours else None,  # type: ignore[arg-type]
        thousands(sum(staff)) if staff else None,  # type: ignore[arg-type]
        thousands(sum(material)) if material else None,  # type: ignore[arg-type]
    )
    key = timing if timing != "government" else f"government_{items[0].level or 'all'}"
    return Section(key, title, (), COLUMNS, tuple(rows), total=total)


LAYOUT = Layout("de-erfuellungsaufwand", statement)
