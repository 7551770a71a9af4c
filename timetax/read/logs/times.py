"""How the points in time of a log are written, and their microseconds since 1970."""

from dataclasses import dataclass

from timetax.findings import Finding, InputError, Position
from timetax.read.logs.engine import LOG, LogEngine, Type
from timetax.wording.hints import shown

_ISO = (
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
    "( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?$"
)
_WITH_ZONE = "(Z|UTC|:[0-9.]+ ?[+-][0-9]{2}(:?[0-9]{2})?)$"
_DIGITS = "^[0-9]{9,19}$"
_PER_MICROSECOND = ((10**10, "{} * 1000000"), (10**13, "{} * 1000"), (10**16, "{}"))
_NANOSECONDS = 10**19
ADVICE = "write times such as 2024-03-14T10:05:00Z, all in one format"


@dataclass(frozen=True)
class TimeColumn:
    """The expression of the microseconds of a column, and whether its times name their zone."""

    micros: str
    has_zone: bool


def time_column(engine: LogEngine, column: str, file: str, *, in_zone: bool) -> TimeColumn:
    """Return how the microseconds of a column of times are made.

    Args:
        engine: where the log is open.
        column: the name of the column.
        file: the file, for messages.
        in_zone: whether the user has said in which zone times are that name none.

    Raises:
        InputError: there are times that cannot be read, or some name their zone and others do not.
    """
    name, kind, dialect = engine.dialect.name(column), engine.types[column], engine.dialect
    if kind is Type.ZONED_TIME:
        return TimeColumn(dialect.micros.format(name), has_zone=True)
    if kind is Type.TIME:
        local = f"CAST({name} AS {dialect.zoned})" if in_zone else name
        return TimeColumn(dialect.micros.format(local), has_zone=False)
    if kind is Type.INTEGER:
        ((least, most),) = engine.own(
            f"SELECT min({name}) AS least, max({name}) AS most FROM {LOG}"
        )
        return TimeColumn(_epoch(name, least, most, column, file), has_zone=True)
    if kind is not Type.TEXT:
        raise _wrong(file, f"{column}: holds {kind}, and no times; {ADVICE}")
    return _of_text(engine, column, name, file)


def _of_text(engine: LogEngine, column: str, name: str, file: str) -> TimeColumn:
    dialect = engine.dialect
    text = f"trim({name})"
    whole = f"replace(replace(replace({text}, ' UTC', 'Z'), 'UTC', 'Z'), ' Z', 'Z')"
    point = f"TRY_CAST({whole} AS {dialect.zoned})"
    iso, zone, digits = (
        f"CASE WHEN {dialect.matches.format(text, dialect.text(each))}{more} THEN 1 ELSE 0 END"
        for each, more in ((_ISO, f" AND {point} IS NOT NULL"), (_WITH_ZONE, ""), (_DIGITS, ""))
    )
    ((there, times, zoned, numbers, least, most, other),) = engine.own(
        f"""SELECT count(*) AS there, sum(iso) AS times,
  sum(CASE WHEN iso = 1 THEN zoned ELSE 0 END) AS zoned, sum(digits) AS numbers,
  min(CASE WHEN digits = 1 THEN TRY_CAST(text AS BIGINT) END) AS least,
  max(CASE WHEN digits = 1 THEN TRY_CAST(text AS BIGINT) END) AS most,
  min(CASE WHEN iso = 0 AND digits = 0 THEN text END) AS other
FROM (SELECT {text} AS text, {iso} AS iso, {zone} AS zoned, {digits} AS digits
  FROM {LOG} WHERE {text} <> '') each"""
    )
    if not there:
        raise _wrong(file, f"{column}: holds no times")
    if numbers == there:
        return TimeColumn(
            _epoch(f"TRY_CAST({text} AS BIGINT)", least, most, column, file), has_zone=True
        )
    if times < there:
        wrong = there - times
        example = shown(other if other is not None else least)
        message = f"{column}: {wrong:,} of {there:,} times cannot be read, such as {example}"
        raise _wrong(file, f"{message}; {ADVICE}")
    if 0 < zoned < there:
        message = f"{column}: {zoned:,} of {there:,} times name their zone and the others do not"
        raise _wrong(file, f"{message}; {ADVICE}")
    return TimeColumn(dialect.micros.format(point), has_zone=bool(zoned))


def _epoch(name: str, least: int | None, most: int | None, column: str, file: str) -> str:
    """Return the microseconds of numbers since 1970, whose unit their size tells."""
    if least is None or most is None:
        raise _wrong(file, f"{column}: holds no times")
    for below, expression in _PER_MICROSECOND:
        if below // 100 <= least and most < below:
            return expression.format(name)
    if least >= 10**17 and most < _NANOSECONDS:
        return f"{name} // 1000"
    message = f"{column}: numbers from {least} to {most} are no seconds, milliseconds or such since"
    raise _wrong(file, f"{message} 1970 of one unit; {ADVICE}")


def _wrong(file: str, message: str) -> InputError:
    return InputError([Finding(Position(file), "time", message)])
