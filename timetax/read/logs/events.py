"""Reads logs of events: who did what on which form, and when."""

from collections.abc import Mapping, Sequence

from timetax.findings import Finding, InputError, Position, option_error
from timetax.read.logs.columns import LogColumns
from timetax.read.logs.engine import LOG, LogEngine
from timetax.read.logs.expressions import Texts
from timetax.read.logs.facts import LogFacts, day
from timetax.read.logs.forms_map import WAITING, FormPages, FormsMap
from timetax.read.logs.times import time_column
from timetax.wording.hints import did_you_mean, shown
from timetax.wording.lists import listing, some
from timetax.wording.numbers import plural

EVENTS = {
    "start": ("start", "form_start", "begin", "started"),
    "page": ("page", "page_view", "pageview", "view"),
    "submit": ("submit", "form_submit", "submitted"),
    "error": ("error",),
}
"""What events are, with their names elsewhere."""

_OF_GA4 = {
    *("session_start", "first_visit", "user_engagement", "scroll", "click", "file_download"),
    *("view_search_results", "video_start", "video_progress", "video_complete", "first_open"),
}
_NAMED = 100


def read_events(
    engine: LogEngine,
    columns: LogColumns,
    file: str,
    forms: FormsMap | None,
    *,
    by: Sequence[str] = (),
    names: Sequence[str] = (),
    in_zone: bool = False,
) -> LogFacts:
    """Define the view `events` of a log, as `sessions_query` reads it, and return its facts.

    Args:
        engine: where the log is open.
        columns: what its columns are.
        file: how messages call it.
        forms: which pages belong to which form; None where a column says so.
        by: the columns by which cases are grouped.
        names: what events are, as `NAME=submit`.
        in_zone: whether the user has said in which zone times are that name none.

    Raises:
        InputError: a column cannot be used, or no event is of a form.
    """
    text = Texts(engine)
    meant = _event_names(names)
    time = time_column(engine, columns.columns["time"], file, in_zone=in_zone)
    event = f"lower(trim({text.of(columns.columns['event'])}))"
    subject = text.of(columns.columns["subject"])
    if forms is None:
        form, sent, claims = text.of(columns.columns["form"]), "0", "0"
    else:
        form, sent, claims = _by_page(text, columns, forms)
    groups, names_of_groups = text.groups(by, columns)
    is_sent = _is_one_of(text, event, meant["submit"])
    by_last = columns.is_ga4 and forms is not None and any(each.last for each in forms.forms)
    engine.define(
        "every_event",
        f"""SELECT {form} AS form, {subject} AS subject, {time.micros} AS micros, {event} AS event,
  CASE WHEN {sent} = 1{"" if by_last else f" OR {is_sent}"} THEN 1 ELSE 0 END AS sent,
  CASE WHEN {_is_one_of(text, event, meant["start"])} THEN 1 ELSE 0 END AS begun,
  {claims} AS claims{groups} FROM {LOG}""",
    )
    known = {each for words in meant.values() for each in words}
    facts, used = _facts(engine, file, known | (_OF_GA4 if columns.is_ga4 else set()))
    form = engine.compact("every_event", "form")
    engine.define(
        "events",
        f"""SELECT {form} AS form, subject, micros, CAST(sent AS TINYINT) AS sent,
  CAST(begun AS TINYINT) AS begun{names_of_groups}
FROM every_event WHERE form IS NOT NULL AND subject IS NOT NULL AND micros IS NOT NULL""",
    )
    engine.divide("events", "subject", used)
    if time.has_zone or in_zone:
        return facts
    zone = (
        "Times name no zone and are taken as they stand: where a clock is put forward or back, "
        "gaps are off by an hour; --timezone says where they were written."
    )
    return LogFacts((*facts.notes, zone), facts.period)


def _by_page(text: Texts, columns: LogColumns, forms: FormsMap) -> tuple[str, str, str]:
    """Return the form of an event, whether its page is the last, and how many forms claim it."""
    column = columns.columns["page"]
    dialect = text.engine.dialect
    if columns.is_ga4:
        named = {"list": dialect.name(column), "key": text.literal("page_location")}
        address = dialect.first_with_key.format(**named)
    else:
        address = text.of(column)
    page = f"regexp_replace({address}, {text.literal('^[A-Za-z][A-Za-z0-9+.-]*://')}, '')"
    page = f"regexp_replace({page}, {text.literal('[?#].*$')}, '')"

    def when(form: FormPages, patterns: Sequence[str], then: str) -> str:
        out = [each for each in (*WAITING, *form.leave_out) if each not in form.pages]
        counts = f"{text.matches(page, patterns)} AND NOT {text.matches(page, out)}"
        return f"WHEN {counts} THEN {then}"

    each = forms.forms
    owners = " ".join(when(one, one.pages, text.literal(one.form)) for one in each)
    lasts = " ".join(
        when(one, one.pages, f"CASE WHEN {text.matches(page, one.last)} THEN 1 ELSE 0 END")
        for one in each
    )
    claims = " + ".join(f"CASE {when(one, one.pages, '1')} ELSE 0 END" for one in each)
    return f"CASE {owners} END", f"CASE {lasts} ELSE 0 END", claims


def _event_names(pairs: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    meant = dict(EVENTS)
    for each in pairs:
        name, _, kind = (part.strip() for part in each.rpartition("="))
        if not name or kind not in EVENTS:
            message = f"write NAME=KIND, and a kind is {listing(list(EVENTS), 'or')}"
            raise option_error(f"--event {each}", message)
        meant[kind] = (*meant[kind], name.casefold())
    return meant


def _is_one_of(text: Texts, event: str, names: Sequence[str]) -> str:
    return f"{event} IN ({', '.join(map(text.literal, names))})"


def _facts(engine: LogEngine, file: str, known: set[str]) -> tuple[LogFacts, int]:
    """Return what is to be said of a log, and how many events of it are used."""
    rows = engine.own(
        f"""SELECT event, count(*) AS events, count(form) AS of_forms,
  count(subject) AS of_subjects, count(micros) AS timed,
  sum(CASE WHEN form IS NOT NULL AND subject IS NOT NULL
    AND micros IS NOT NULL THEN 1 ELSE 0 END) AS used,
  max(claims) AS claims, min(micros) AS begun, max(micros) AS ended,
  sum(max(sent)) OVER () AS sent
FROM every_event GROUP BY event ORDER BY events DESC, event LIMIT {_NAMED}"""
    )
    if not rows:
        raise InputError([Finding(Position(file), "input", "the log holds no event")])
    if any(row[6] > 1 for row in rows):
        message = "the map gives a page of this log to two forms; narrow the patterns of one"
        raise InputError([Finding(Position(file), "map", message)])
    events, of_forms, of_subjects, timed, used = (
        sum(row[at] for row in rows) for at in range(1, 6)
    )
    if not used:
        message = "no event has a form, a subject and a time: " + (
            "no page is of a form of the map" if not of_forms else "subjects or times are missing"
        )
        raise InputError([Finding(Position(file), "input", message)])
    notes = [
        f"Left out: {plural(events - count, 'event')} {words}."
        for count, words in (
            (of_forms, "of no form"),
            (of_subjects, "without a subject"),
            (timed, "without a time"),
        )
        if count < events
    ]
    notes += _unknown_events(rows, known)
    if not rows[0][9]:
        notes.append(
            "No event sends a form in, so nothing is finished; --event NAME=submit names the one."
        )
    first, last = (
        day(end(row[at] for row in rows if row[at] is not None)) for end, at in ((min, 7), (max, 8))
    )
    return LogFacts(tuple(notes), first if first == last else f"{first} to {last}"), used


def _unknown_events(rows: Sequence[Sequence[object]], known: set[str]) -> list[str]:
    unknown = {str(row[0]): int(str(row[1])) for row in rows if row[0] and str(row[0]) not in known}
    if not unknown:
        return []
    named = some([f"{shown(name)} ({count:,})" for name, count in unknown.items()], 3)
    ours = [each for each in unknown if did_you_mean(each, list(EVENTS))]
    hint = did_you_mean(ours[0], list(EVENTS)).removeprefix("; ").rstrip("?") if ours else ""
    meant = f" {shown(ours[0])}: {hint}? --event NAME=KIND says so." if ours else ""
    return [
        f"{plural(sum(unknown.values()), 'event')} of names that are not known count as activity: "
        f"{named}.{meant}"
    ]
