"""What the columns of a log are: keys, the names that they have elsewhere, and the kind of log."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from timetax.findings import Finding, InputError, Position, option_error
from timetax.wording.hints import did_you_mean, shown
from timetax.wording.lists import listing


class LogKind(StrEnum):
    """What a row of a log is."""

    PAGES = "pages"
    EVENTS = "events"
    CASES = "cases"


NAMES = {
    "subject": "user_id, userid, user, user_pseudo_id, visitor_id, visitor, client_id, "
    "session_id, person, respondent, case_id, participant",
    "form": "form_id, form_name, service",
    "page": "page_path, page_location, url, path, page_url",
    "time": "timestamp, event_timestamp, event_time, datetime, occurred_at, ts, at",
    "event": "event_name, event_type, action, type",
    "visits": "sessions, visits_total, entries",
    "average_seconds": "avg_session_duration, average_session_duration, avg_time_on_page, "
    "average_time_on_page, avg_seconds, avg_visit_duration",
    "start": "started, started_at, start_time, start_date, startdate, begin, began_at",
    "end": "ended, ended_at, end_time, end_date, enddate, completed_at, submitted_at, finished_at",
    "seconds": "duration_seconds, time_seconds, seconds_taken, duration__in_seconds_, duration_s",
    "minutes": "duration_minutes, time_minutes, minutes_taken",
    "finished": "completed, complete, submitted, is_finished, done",
}
"""The keys of columns, each with the names by which it is known."""

_KEYS = {
    _plain: key
    for key, names in NAMES.items()
    for _plain in (key, *(each.strip() for each in names.split(",")))
}
IGNORED = "ignore"


@dataclass(frozen=True)
class LogColumns:
    """Which column of a log has which key.

    Attributes:
        kind: what a row is.
        columns: the name of the column by its key.
        is_ga4: whether the layout is that of an export of Google Analytics 4.
        others: the columns without a key.
    """

    kind: LogKind
    columns: Mapping[str, str]
    others: tuple[str, ...] = ()
    is_ga4: bool = False


GA4 = {"event_timestamp", "event_name", "user_pseudo_id", "event_params"}
"""The columns by which the export of Google Analytics 4 into BigQuery is known."""


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Return what `COLUMN=KEY` says of columns.

    Raises:
        InputError: an option names no column, or no key that there is.
    """
    found: dict[str, str] = {}
    mistakes: list[Finding] = []
    for each in pairs:
        column, _, key = (part.strip() for part in each.rpartition("="))
        if not column or key not in (*NAMES, IGNORED):
            hint = did_you_mean(key, NAMES) or f"; keys are {', '.join(NAMES)}, {IGNORED}"
            message = f"write COLUMN=KEY; there is no key {key!r}{hint}"
            mistakes.append(Finding(Position(f"--map {each}"), "option", message))
        else:
            found[column] = key
    if mistakes:
        raise InputError(mistakes)
    return found


def columns_of(
    headings: Sequence[str], name: str, mapping: Mapping[str, str], *, has_map: bool
) -> LogColumns:
    """Return what the columns of a log are.

    Args:
        headings: the names of its columns.
        name: the file, for messages.
        mapping: keys by column, as the user has given them; they go before known names.
        has_map: whether a map says which pages belong to which form.

    Raises:
        InputError: a given column is not there, two columns have one key, or one is missing.
    """
    _require_there(mapping, headings)
    if set(headings) >= GA4 and not mapping:
        columns = {"subject": "user_pseudo_id", "time": "event_timestamp", "event": "event_name"}
        rest = tuple(each for each in headings if each not in GA4)
        return LogColumns(LogKind.EVENTS, columns | {"page": "event_params"}, rest, is_ga4=True)
    columns = _keyed(headings, name, mapping)
    kind = _kind(columns)
    if kind is None:
        raise InputError([Finding(Position(name, 1), "columns", _unknown(headings))])
    missing = _missing(columns, kind, has_map)
    if missing:
        advice = " or give --forms MAP" if "form" in missing and "page" in columns else ""
        message = (
            f"no column is known as {listing(missing)} of {_WORDS[kind]}; name it with "
            f"--map COLUMN=KEY{advice}; columns: {', '.join(headings)}"
        )
        raise InputError([Finding(Position(name, 1), "columns", message)])
    others = tuple(each for each in headings if each not in columns.values())
    return LogColumns(kind, columns, others)


_WORDS = {
    LogKind.PAGES: "a table of pages",
    LogKind.EVENTS: "a log of events",
    LogKind.CASES: "a log of cases",
}


def _require_there(mapping: Mapping[str, str], headings: Sequence[str]) -> None:
    absent = [each for each in mapping if each not in headings]
    if absent:
        hint = did_you_mean(absent[0], headings)
        raise option_error(f"--map {absent[0]}", f"no column is called {shown(absent[0])}{hint}")


def _keyed(headings: Sequence[str], name: str, mapping: Mapping[str, str]) -> dict[str, str]:
    given = {key: column for column, key in mapping.items() if key != IGNORED}
    columns: dict[str, str] = dict(given)
    exact = {key for key in NAMES if key in headings and key not in mapping}
    for heading in headings:
        key = _KEYS.get(re.sub(r"[^a-z0-9]", "_", heading.strip().casefold()))
        if key is None or heading in mapping or key in given:
            continue
        if key in exact and heading != key:
            continue
        if key in columns:
            message = (
                f"the columns {columns[key]!r} and {heading!r} are both known as {key}; say which "
                f"one with --map '{columns[key]}={IGNORED}'"
            )
            raise InputError([Finding(Position(name, 1), "columns", message)])
        columns[key] = heading
    return columns


def _kind(columns: Mapping[str, str]) -> LogKind | None:
    if "visits" in columns and "average_seconds" in columns:
        return LogKind.PAGES
    if "event" in columns and "time" in columns:
        return LogKind.EVENTS
    if {"seconds", "minutes"} & set(columns) or {"start", "end"} <= set(columns):
        return LogKind.CASES
    return None


def _missing(columns: Mapping[str, str], kind: LogKind, has_map: bool) -> list[str]:
    if kind is LogKind.PAGES:
        return [] if "page" in columns else ["page"]
    wanted = ["subject"] if kind is LogKind.EVENTS else []
    wanted.append("page" if has_map and kind is LogKind.EVENTS else "form")
    return [each for each in wanted if each not in columns]


def _unknown(headings: Sequence[str]) -> str:
    return (
        "this is no log that is known: published analytics have page, visits and average_seconds; "
        "events have subject, form, time and event; cases have form, and seconds, minutes, or "
        "start and end. Name columns with --map COLUMN=KEY; "
        f"columns: {', '.join(map(str, headings)) or 'none'}"
    )
