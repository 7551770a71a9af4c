"""What follows from the figures of a form, written once for numbers, arrays and columns alike.

A number that is not known is None; in arrays and columns it is NaN. Hours that are computed from
the figures are the float64 nearest to the exact result for them.
"""

from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]

Figures = TypeVar("Figures", float, "Floats", "pd.Series[float]")

MINUTES_PER_HOUR = 60


@overload
def total_responses(
    responses: float | None, respondents: float | None, per_respondent: float | None
) -> float | None: ...
@overload
def total_responses(
    responses: "Floats", respondents: "Floats", per_respondent: "Floats"
) -> "Floats": ...
def total_responses(responses: Any, respondents: Any, per_respondent: Any) -> Any:
    """Return responses a year as given, else those of the respondents, each once if not given."""
    if respondents is None:
        return responses
    return _or_else(responses, responses_of(respondents, _or_else(per_respondent, 1.0)))


def responses_of(respondents: Figures, per_respondent: Figures) -> Figures:
    """Return respondents x responses per respondent: responses a year."""
    return respondents * per_respondent


def burden_hours(responses: Figures, minutes_per_response: Figures) -> Figures:
    """Return responses x minutes per response / 60: hours a year (5 CFR 1320.3(b)).

    It is rounded once: the quotient is corrected by its exact remainder.
    """
    minutes, minutes_rest = _exact_product(responses, minutes_per_response)
    hours = minutes / MINUTES_PER_HOUR
    back, back_rest = _exact_product(hours, MINUTES_PER_HOUR)
    return hours + (((minutes - back) - back_rest) + minutes_rest) / MINUTES_PER_HOUR


def hours_a_year(responses: Figures, minutes_per_response: Figures, published: Figures) -> Any:
    """Return burden hours, or where they do not follow since a factor is not known, as published.

    What was published is never taken apart: no minutes follow from hours without responses.
    """
    return _or_else(burden_hours(responses, minutes_per_response), published)


def burden_minutes(responses: Figures, minutes_per_response: Figures) -> Figures:
    """Return responses x minutes per response: minutes a year, for sums that become hours last."""
    return responses * minutes_per_response


def in_hours(minutes: Figures) -> Figures:
    """Return minutes as hours."""
    return minutes / MINUTES_PER_HOUR


def in_minutes(hours: Figures) -> Figures:
    """Return hours as minutes."""
    return hours * MINUTES_PER_HOUR


def cost(responses: Figures, cost_per_response: Figures) -> Figures:
    """Return responses x cost per response: money out of pocket a year."""
    return responses * cost_per_response


def cost_a_year(responses: Figures, cost_per_response: Figures, published: Figures) -> Any:
    """Return cost, or where it does not follow since a factor is not known, as published."""
    return _or_else(cost(responses, cost_per_response), published)


def delay_days(application: float, approval: float, ready_after: float | None) -> float:
    """Return the days of a delay that count: those after one could have begun anyway.

    max(0, application + approval - ready after), Australia's Regulatory Burden Measurement
    framework, p. 10.
    """
    return max(0.0, application + approval - (ready_after or 0.0))


@overload
def minutes_per_response(hours: float, responses: float) -> float | None: ...
@overload
def minutes_per_response(hours: "Floats", responses: "Floats") -> "Floats": ...
def minutes_per_response(hours: Any, responses: Any) -> Any:
    """Return hours x 60 / responses; not known without responses."""
    return _per(in_minutes(hours), responses)


def minutes_that_give(hours: "Floats", responses: "Floats") -> "Floats":
    """Return the minutes per response with which responses take these hours.

    Of hours x 60 / responses and the floats beside it, it is the first that gives the hours back to
    the last bit; where none does, the first. Without responses 0 for no hours, else NaN.
    """
    import numpy as np

    with np.errstate(over="ignore", invalid="ignore"):
        minutes = np.asarray(minutes_per_response(hours, responses))
        for beside in (np.nextafter(minutes, 0.0), np.nextafter(minutes, np.inf)):
            off = burden_hours(responses, minutes) != hours
            exact = burden_hours(responses, beside) == hours
            minutes = np.where(off & exact, beside, minutes)
    return np.where((responses == 0) & (hours == 0), 0.0, minutes)


@overload
def cost_per_response(
    cost: "pd.Series[float]", responses: "pd.Series[float]"
) -> "pd.Series[float]": ...
@overload
def cost_per_response(cost: "float | Floats", responses: "Floats") -> "Floats": ...
def cost_per_response(cost: Any, responses: Any) -> Any:
    """Return cost / responses; not known without responses."""
    return _per(cost, responses)


@overload
def responses_per_respondent(
    responses: "pd.Series[float]", respondents: "pd.Series[float]"
) -> "pd.Series[float]": ...
@overload
def responses_per_respondent(responses: "Floats", respondents: "Floats") -> "Floats": ...
def responses_per_respondent(responses: Any, respondents: Any) -> Any:
    """Return responses / respondents; not known without respondents."""
    return _per(responses, respondents)


def _or_else(figure: Any, otherwise: Any) -> Any:
    """Return a number or column where it is known, and something else where it is not."""
    if figure is None:
        return otherwise
    if isinstance(figure, (int, float)):
        return figure
    import numpy as np

    return np.where(np.isnan(figure), otherwise, figure)


def _per(total: Any, count: Any) -> Any:
    if isinstance(count, (int, float)):
        return total / count if count > 0 else None
    import numpy as np

    return total / np.where(count > 0, count, np.nan)


def _exact_product(a: Figures, b: "Figures | float") -> tuple[Figures, Figures]:
    """Return a x b rounded, and what the rounding lost (Dekker, Numerische Mathematik 18, 1971)."""
    product: Figures = a * b
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    rest: Figures = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, rest


def _halves(a: Any) -> "tuple[Any, Any]":
    spread = 134217729.0 * a
    high = spread - (spread - a)
    return high, a - high
