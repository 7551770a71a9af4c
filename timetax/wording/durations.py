"""Minutes and days as people say them."""

from timetax.wording.numbers import in_words, plural, round_half_up

_HOUR = 60
_WEEK, _MONTH, _YEAR = 7, 365.25 / 12, 365.25


def minutes_in_words(minutes: float) -> str:
    """Return minutes as hours, or as minutes where they are few: 45 minutes, 2.5 hours."""
    if minutes < 1.5 * _HOUR:
        text = in_words(minutes)
        return f"{text} minute{'' if text == '1' else 's'}"
    return f"{_short(minutes / _HOUR)} hours"


def days_in_words(days: float) -> str:
    """Return days as days, weeks, months or years, whichever makes them few: 5 weeks."""
    if days < 2 * _WEEK:
        return plural(int(round_half_up(days, 0)), "day")
    if days < 2 * _MONTH:
        return f"{_short(days / _WEEK)} weeks"
    return (
        f"{_short(days / _MONTH)} months" if days < 2 * _YEAR else f"{_short(days / _YEAR)} years"
    )


def _short(value: float) -> str:
    """Return a number with one decimal, and none where that is 0 or the number has two digits."""
    text = f"{round_half_up(value, 0 if value >= 9.95 else 1):,}"
    return text.removesuffix(".0")
