"""The clocks of forms side by side: the claim, the floor, and what was measured."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from timetax.engine.estimates.clocks import Clocks, position
from timetax.engine.estimates.model import DEFAULT, model_named
from timetax.reports.chart import Chart
from timetax.reports.clock_chart import UNIT, clock_chart
from timetax.reports.estimate import (
    NO_MEASUREMENT,
    NOT_ESTIMATED,
    NOT_EVERY_WORD,
    as_range,
)
from timetax.reports.report import Column, Report, Row, Section, more_note, require_rows
from timetax.wording.numbers import NOTHING, Kind, in_hours, in_words, plural

if TYPE_CHECKING:
    from timetax.tables.layouts import Tables

FORMAT = ("timetax_clocks", 1)
_WIDTH = 20
_CLAIM, _FLOOR, _MEASURED = "○", "│", "●"
_CLOCKS = (
    ("claim_minutes", "claim_minutes", "claim_minutes"),
    ("floor_minutes", "floor_low", "floor_high"),
    ("measured_minutes", "measured_low", "measured_high"),
)
_COLUMNS = (
    Column("form", "form"),
    Column("title", "title", shown="data"),
    Column("claim_minutes", "claim", Kind.MINUTES),
    Column("printed_minutes", "printed", Kind.MINUTES, absent=NOTHING, spare=6),
    Column("reading_minutes", "reading", Kind.MINUTES, absent=NOTHING, spare=5),
    Column("floor_low", "floor from", Kind.MINUTES, shown="data"),
    Column("floor_minutes", "floor", Kind.MINUTES, absent=NOTHING),
    Column("floor_high", "floor to", Kind.MINUTES, shown="data"),
    Column("measured_low", "measured from", Kind.MINUTES, shown="data"),
    Column("measured_minutes", "measured", Kind.MINUTES, absent=NOTHING),
    Column("measured_high", "measured to", Kind.MINUTES, shown="data"),
    Column("ratio", "of the claim", Kind.SHARE, spare=3),
    Column("responses", "responses", Kind.RESPONSES, shown="data"),
    Column("hours_at_stake", "hours at stake", Kind.HOURS, absent=NOTHING, spare=2),
    Column("plot", "", shown="people", spare=1),
    Column("verdict", "verdict", shown="wide"),
)


def clocks_report(
    clocks: Sequence[Clocks],
    title: str | None,
    *,
    top: int | None = None,
    tables: "Tables | None" = None,
) -> Report:
    """Return the clocks of forms, the first `top` of them; None shows all.

    Of `tables`, with burden, a page takes the forms apart.

    Raises:
        InputError: `top` is below 1.
    """
    require_rows(top)
    shown = clocks[:top]
    minutes = [each for one in clocks for each in _likely(one)]
    least, most = (min(minutes), max(minutes)) if minutes else (1.0, 1.0)
    hours = sum(each.hours_at_stake or 0 for each in clocks)
    below = [each for each in clocks if each.ratio and each.ratio > 1]
    rows = tuple(_row(each, least, most) for each in shown)
    section = Section(
        "clocks",
        "Clocks in minutes for a response",
        ("form",),
        _COLUMNS,
        rows,
        notes=more_note(len(clocks) - len(shown), len(clocks)),
        key_to_letters=(_key(least, most),),
        chart=clock_chart(_COLUMNS, rows, _CLOCKS, names=("title", "form")),
    )
    return Report(
        title=title or "The clocks of forms",
        headline=_headline(len(clocks), len(below), hours),
        description=None,
        total=None,
        sections=(section,) if clocks else (),
        notes=(*_notes(clocks), NO_MEASUREMENT, NOT_ESTIMATED, NOT_EVERY_WORD),
        currency="",
        format=FORMAT,
        data={"hours_at_stake": hours, "forms": [_data(each) for each in clocks]},
        explains=tables,
    )


def _headline(many: int, below: int, hours: float) -> str:
    if not many:
        return "No form of the catalogue has two clocks."
    at_stake = f" {in_hours(in_words(hours))} a year are at stake." if hours else ""
    have = "has" if many == 1 else "have"
    return (
        f"{plural(many, 'form')} {have} two clocks or more; of {below:,} the claim is below the "
        f"floor or what was measured.{at_stake}"
    )


def _key(least: float, most: float) -> str:
    return (
        f"{_CLAIM} claim, {_FLOOR} floor, {_MEASURED} measured, from {in_words(least)} to "
        f"{in_words(most)} minutes on a scale of logarithms."
    )


def _notes(clocks: Sequence[Clocks]) -> Iterable[str]:
    if not clocks:
        yield "A form has a floor with `instrument:` and a measured time with `measured:`."
        return
    yield (
        "At stake are the hours a year by which what was measured, else the floor, is above the "
        "claim at the catalogue's responses. No hours are at stake where it is not."
    )
    yield f"Floor: {model_named(DEFAULT).accuracy}."


def _likely(each: Clocks) -> list[float]:
    floor, measured = each.floor, each.measurement
    given = [each.claim, floor and floor[1], measured and measured.minutes[1]]
    return [minutes for minutes in given if minutes]


def _row(each: Clocks, least: float, most: float) -> Row:
    floor, reading, measured = each.floor, each.reading, each.measurement
    none = (None, None, None)
    instrument = each.instrument
    return (
        each.form,
        each.title,
        each.claim,
        instrument.printed_minutes if instrument else None,
        reading[1] if reading else None,
        *(floor or none),
        *(measured.minutes if measured else none),
        each.ratio,
        each.responses,
        each.hours_at_stake,
        _plot(each, least, most),
        each.verdict,
    )


def _plot(each: Clocks, least: float, most: float) -> str:
    """Return the clocks as marks on a line; where two fall together, the later one shows."""
    cells = ["·"] * _WIDTH
    floor, measured = each.floor, each.measurement
    marks = (
        (_FLOOR, floor[1] if floor else None),
        (_MEASURED, measured.minutes[1] if measured else None),
        (_CLAIM, each.claim),
    )
    for mark, minutes in marks:
        if minutes is not None:
            cells[round(position(minutes, least, most) * (_WIDTH - 1))] = mark
    return "".join(cells)


def _data(each: Clocks) -> dict[str, Any]:
    instrument = each.instrument
    return {
        "form": each.form,
        "title": each.title,
        "responses": each.responses,
        "claim_minutes": each.claim,
        "printed_minutes": instrument.printed_minutes if instrument else None,
        "reading_minutes": each.reading[1] if each.reading else None,
        "floor_minutes": as_range(each.floor) if each.floor else None,
        "measured": [
            {
                "minutes": as_range(one.minutes),
                "cases": one.cases,
                "period": one.period,
                "source": one.source,
                "method": one.method,
            }
            for one in each.measured
        ],
        "ratio": each.ratio,
        "hours_at_stake": each.hours_at_stake,
        "verdict": each.verdict,
    }


def clocks_section(each: Clocks) -> Section:
    """Return the clocks of one form as a section of what explains it."""
    rows: list[Row] = []
    if each.claim is not None:
        rows.append(("claim", None, each.claim, None, "minutes per response, as above"))
    instrument, reading, floor = each.instrument, each.reading, each.floor
    if instrument and reading and floor:
        source = instrument.source or "counted on the form"
        if instrument.printed_minutes is not None:
            rows.append(("printed on the form", None, instrument.printed_minutes, None, source))
        counted = f"{instrument.holds.words:,} words at 300, 238 and 175 a minute"
        rows.append(("reading alone", *reading, counted))
        asked = f"reading and {plural(instrument.questions, 'question')}"
        rows.append(("floor", *floor, asked))
    for one in each.measured:
        low, likely, high = one.minutes
        about = [one.source or "measured", one.period, one.method]
        about += [plural(one.cases, "case")] if one.cases else []
        ends = (None, None) if low == high else (low, high)
        rows.append(("measured", ends[0], likely, ends[1], ", ".join(filter(None, about))))
    columns = (
        Column("clock", "clock"),
        Column("low", "low", Kind.MINUTES, absent="", spare=2),
        Column("minutes", "minutes", Kind.MINUTES),
        Column("high", "high", Kind.MINUTES, absent="", spare=2),
        Column("source", "from", spare=1),
    )
    said = each.verdict
    notes = [f"{said[:1].upper()}{said[1:]}."] if each.count > 1 else []
    if floor:
        notes.append(NO_MEASUREMENT)
    return Section(
        "clocks",
        "Its clocks",
        ("clock",),
        columns,
        tuple(rows),
        notes=tuple(notes),
        chart=Chart(
            "ranges",
            ("minutes",),
            names=("clock",),
            ends=(("low", "high"),),
            title="Minutes for a response, by clock",
            unit=UNIT,
        )
        if each.count > 1
        else None,
    )
