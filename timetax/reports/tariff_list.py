"""The tariffs that come with the program as a list that can be searched."""

from collections.abc import Iterable, Mapping

from timetax.catalogue.tariff_tables import AN_HOUR, defaults_of, rows_of_tariffs
from timetax.reports.report import Column, Report, Row, Section, more_note, require_rows
from timetax.wording.hints import did_you_mean
from timetax.wording.lists import searched
from timetax.wording.numbers import Kind, plural

_COLUMNS = (
    Column("tariff", "tariff"),
    Column("jurisdiction", "of", spare=3),
    Column("population", "whose", spare=2, lines=2),
    Column("occupation", "occupation or group", lines=2),
    Column("value", "amount", Kind.NUMBER),
    Column("unit", "unit", lines=2),
    Column("currency", "currency", shown="data"),
    Column("base_period", "prices of", spare=1, absent="not known"),
    Column("stands_for", "stands for", shown="wide", lines=2),
    Column("load_multiplier", "load", Kind.NUMBER, "data"),
    Column("source", "source", shown="wide", lines=2),
    Column("reference", "reference", shown="data"),
    Column("url", "address", shown="data"),
    Column("confidence", "confidence", shown="data"),
    Column("note", "note", shown="data"),
)
_FIGURES = ("value", "load_multiplier")
_SEARCHED = (
    *("id", "jurisdiction", "population", "occupation", "base_period", "period"),
    *("stands_for", "source", "reference", "note"),
)


def list_tariffs(words: str = "", *, top: int | None = None) -> Report:
    """Return the tariffs that come with the program and hold every one of `words`, in any case.

    The first `top` of them are listed, and the number of the others is said; None lists all.

    Raises:
        InputError: `top` is below 1.
    """
    require_rows(top)
    rows = rows_of_tariffs()
    wanted = words.casefold().split()
    found = {
        name: row
        for name, row in rows.items()
        if all(word in " ".join(row[key] for key in _SEARCHED).casefold() for word in wanted)
    }
    kept = list(found.items())[:top]
    return Report(
        title="Tariffs that come with timetax",
        headline=f"{plural(len(found), 'tariff')}{searched(words)}"
        + ("." if found else _nearest(words, rows.values())),
        description=None,
        total=None,
        sections=(
            Section(
                key="tariffs",
                title="Tariffs",
                by=("tariff",),
                columns=_COLUMNS,
                rows=tuple(_row(name, row) for name, row in kept),
                notes=more_note(len(found) - len(kept), len(found)),
            ),
            *(_defaults() if found else ()),
        ),
        notes=(
            "A cost entry names one by its id; declare a tariff of your own under `tariffs:`.",
            "A wage stands without load; what an amount stands for is in the data.",
            *_not_an_hour(found.values()),
        ),
        currency="",
    )


def _nearest(words: str, rows: Iterable[Mapping[str, str]]) -> str:
    """Return which word of occupations was perhaps meant."""
    known = {word.strip("(),:;") for row in rows for word in row["occupation"].split()}
    return did_you_mean(words, known) or "."


def _row(name: str, row: Mapping[str, str]) -> Row:
    values = {"tariff": name, **row}
    return tuple(
        (float(values[each.key]) if each.key in _FIGURES else values[each.key])
        if values[each.key]
        else None
        for each in _COLUMNS
    )


def _defaults() -> tuple[Section, ...]:
    jurisdictions = dict.fromkeys(row["jurisdiction"] for row in rows_of_tariffs().values())
    rows = tuple(
        (jurisdiction, public, default.tariff, default.why)
        for jurisdiction in jurisdictions
        for public, default in defaults_of(jurisdiction).items()
    )
    columns = (
        Column("jurisdiction", "of"),
        Column("affected_public", "who is affected"),
        Column("tariff", "tariff"),
        Column("why", "why", lines=2),
    )
    return (Section("defaults", "Where a form names no tariff", (), columns, rows),)


def _not_an_hour(rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    others = sum(AN_HOUR not in row["unit"] for row in rows)
    if not others:
        return ()
    return (f"{plural(others, 'row')} of these are no money an hour, and no cost can name them.",)
