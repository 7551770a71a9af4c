"""Reads logs with a row a case: start and end, or how long it took."""

from collections.abc import Mapping, Sequence

from timetax.findings import Finding, InputError, Position
from timetax.read.logs.columns import IGNORED, LogColumns
from timetax.read.logs.engine import LOG, LogEngine, Type
from timetax.read.logs.expressions import Texts
from timetax.read.logs.facts import LogFacts, day
from timetax.read.logs.times import time_column
from timetax.wording.hints import shown
from timetax.wording.numbers import plural

_YES = ("yes", "true", "1", "y", "complete", "completed", "finished", "submitted")
_NO = ("no", "false", "0", "n", "incomplete", "partial", "abandoned", "given up")

_MINUTE = 60_000_000
"""Microseconds of a minute."""
_DAY = 86_400_000_000
"""Microseconds of a day: nobody is at a form for longer."""


def read_cases(
    engine: LogEngine,
    columns: LogColumns,
    file: str,
    *,
    by: Sequence[str] = (),
    in_zone: bool = False,
) -> LogFacts:
    """Define the view `cases` of a log, as `cases_query` reads it, and return its facts.

    Without a column that says which were finished, all were.

    Raises:
        InputError: a cell cannot be read, or no case has a form and a time.
    """
    text = Texts(engine)
    took, began = _micros(engine, columns, file, in_zone=in_zone)
    finished, doubtful = _finished(text, columns)
    groups, names_of_groups = text.groups(by, columns)
    form = text.name_of(columns.columns["form"])
    engine.define(
        "every_case",
        f"""SELECT {form} AS form, {took} AS micros, {began} AS began,
  {finished} AS finished, {doubtful} AS doubtful{groups} FROM {LOG}""",
    )
    engine.define(
        "cases",
        f"""SELECT form, micros, finished{names_of_groups}
FROM every_case WHERE form IS NOT NULL AND micros >= 0 AND finished IS NOT NULL""",
    )
    ((rows, formed, timed, negative, told, wrong, first, last, endless),) = engine.own(
        f"""SELECT count(*) AS listed, count(form) AS formed, count(micros) AS timed,
  sum(CASE WHEN micros < 0 THEN 1 ELSE 0 END) AS negative, count(finished) AS told,
  max(doubtful) AS wrong, min(began) AS earliest, max(began) AS latest,
  sum(CASE WHEN micros > {_DAY} THEN 1 ELSE 0 END) AS endless FROM every_case"""
    )
    if wrong is not None:
        message = f"{columns.columns['finished']}: write yes or no, and here is {shown(wrong)}"
        raise InputError([Finding(Position(file), "value", message)])
    if not rows or not timed or negative == timed:
        why = "each ends before it begins" if negative else "none has a time"
        message = f"no case can be measured: {why}" if rows else "the log holds no case"
        raise InputError([Finding(Position(file), "input", message)])
    notes = tuple(
        f"Left out: {plural(count, 'case')} {words}."
        for count, words in (
            (rows - formed, "of no form"),
            (rows - timed, "without a time"),
            (negative or 0, "with an end before the begin (a clock that ran backwards, or a slip)"),
            (rows - told, "of which it is not said whether they were finished"),
        )
        if count
    )
    if endless:
        notes += (
            f"{plural(endless, 'case')} took longer than a day, and count in the mean: a page that "
            "was left open, or a slip; leave them out of the log if they are.",
        )
    period = "" if first is None else f"{day(first)} to {day(last)}"
    return LogFacts(notes, period)


def _micros(engine: LogEngine, columns: LogColumns, file: str, *, in_zone: bool) -> tuple[str, str]:
    """Return the microseconds that a case took, and those at its begin, if that is known."""
    took = {
        columns.columns[key]: _in_micros(engine, columns.columns[key], factor, file)
        for key, factor in (("seconds", 1_000_000), ("minutes", _MINUTE))
        if key in columns.columns
    }
    if took:
        _require_same(engine, took, file)
        return next(iter(took.values())), "CAST(NULL AS BIGINT)"
    begin, end = (
        time_column(engine, columns.columns[key], file, in_zone=in_zone) for key in ("start", "end")
    )
    if begin.has_zone != end.has_zone and not in_zone:
        message = "the times of start and end are written differently: one names its zone"
        raise InputError([Finding(Position(file), "time", message)])
    return f"({end.micros}) - ({begin.micros})", begin.micros


def _in_micros(engine: LogEngine, column: str, factor: int, file: str) -> str:
    _require_numbers(engine, column, file)
    return f"CAST(round(TRY_CAST({Texts(engine).of(column)} AS DOUBLE) * {factor}) AS BIGINT)"


def _require_same(engine: LogEngine, took: Mapping[str, str], file: str) -> None:
    """See that columns say the same of each case, within the minute to which one may be rounded."""
    if len(took) < 2:
        return
    (one, of_one), (other, of_other) = took.items()
    ((differing,),) = engine.own(
        f"SELECT count(*) FROM {LOG} WHERE abs(({of_one}) - ({of_other})) > {_MINUTE}"
    )
    if differing:
        message = (
            f"{one} and {other} say different times of {plural(differing, 'case')}; leave out the "
            f"one that is wrong with --map '{other}={IGNORED}' or --map '{one}={IGNORED}'"
        )
        raise InputError([Finding(Position(file), "value", message)])


def _require_numbers(engine: LogEngine, column: str, file: str) -> None:
    if engine.types[column] in (Type.NUMBER, Type.INTEGER):
        return
    text = Texts(engine).of(column)
    number = f"TRY_CAST({text} AS DOUBLE)"
    ((wrong, example),) = engine.own(
        f"""SELECT count(*) AS wrong, min({text}) AS example FROM {LOG}
WHERE {text} IS NOT NULL AND ({number} IS NULL OR NOT abs({number}) < 1e11)"""
    )
    if wrong:
        message = f"{column}: {plural(wrong, 'cell')} hold no number, such as {shown(example)}"
        raise InputError([Finding(Position(file), "value", message)])


def _finished(text: Texts, columns: LogColumns) -> tuple[str, str]:
    """Return whether a case was finished, as 1 or 0, and what says neither."""
    if "finished" not in columns.columns:
        return "1", f"CAST(NULL AS {text.engine.dialect.text_type})"
    cell = f"lower(trim({text.of(columns.columns['finished'])}))"
    yes, no = (", ".join(map(text.literal, words)) for words in (_YES, _NO))
    said = f"CASE WHEN {cell} IN ({yes}) THEN 1 WHEN {cell} IN ({no}) THEN 0 END"
    return said, f"CASE WHEN {cell} NOT IN ({yes}, {no}) THEN {cell} END"
