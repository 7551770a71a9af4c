"""The official account of a change: the total before, what each cause adds, and the total now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timetax.catalogue.causes import CAUSES
from timetax.engine.difference.model import Account
from timetax.engine.measures import BY_WORD
from timetax.wording.numbers import in_full, plural, signed_in_full, to_read, with_sign

if TYPE_CHECKING:
    import pandas as pd

_ROUNDED = 1.0
"""By how much printed figures may miss, being whole hours, before that is worth a sentence."""

_LISTED = 20


@dataclass(frozen=True)
class Claim:
    """A cause that is named: what it adds of each measure by its word, None if it is left open."""

    cause: str
    amounts: Mapping[str, float | None]
    note: str | None
    source: str | None


def claims_of(causes: "pd.DataFrame", subjects: Iterable[int]) -> dict[int, list[Claim]]:
    """Return the causes that are named for each subject; `subjects` has that of each row."""
    claims: dict[int, list[Claim]] = {}
    for row, subject in zip(causes.to_dict("records"), subjects, strict=True):
        amounts = {measure: _given(row.get(measure)) for measure in BY_WORD}
        claim = Claim(row["cause"], amounts, _given(row["note"]), _given(row["source"]))
        claims.setdefault(subject, []).append(claim)
    return claims


def _given(value: Any) -> Any:
    return None if value != value else value  # a NaN is not itself


@dataclass(frozen=True)
class Attribution:
    """A change shared out to causes; what no cause takes is in `without_cause`."""

    causes: Mapping[str, float]
    without_cause: float


def attributed(change: float, claims: Sequence[Claim], measure: str, unit: float) -> Attribution:
    """Return a change shared out to the causes that are named for it, in whole units.

    A cause takes the amount that is given. If one of them gives none, it takes what is left; if
    several do not, what is left has no cause.
    """
    amounts = [claim.amounts[measure] for claim in claims]
    given = [None if each is None else round(each / unit) * unit for each in amounts]
    left = change - sum(each for each in given if each is not None)
    if given.count(None) == 1:
        given[given.index(None)], left = left, 0.0
    shares: dict[str, float] = {}
    for claim, amount in zip(claims, given, strict=True):
        shares[claim.cause] = shares.get(claim.cause, 0.0) + (amount or 0.0)
    return Attribution(shares, left)


def account(
    measure: str,
    changes: Mapping[int, float],
    claims: Mapping[int, Sequence[Claim]],
    unit: float,
    *,
    previous: float,
    total: float,
    became_known: float,
) -> Account:
    """Return the account of a measure, the changes of all subjects shared out to causes."""
    causes = dict.fromkeys(CAUSES, 0.0)
    without_cause = 0.0
    for subject, change in changes.items():
        shared = attributed(change, claims.get(subject, ()), measure, unit)
        without_cause += shared.without_cause
        for cause, amount in shared.causes.items():
            causes[cause] += amount
    return Account(previous, causes, without_cause, became_known, total)


def unexplained(
    form: str, change: float, claims: Sequence[Claim], measure: str, unit: float
) -> str | None:
    """Return a sentence on causes that do not add up to the change, or None if they do."""
    left = attributed(change, claims, measure, unit).without_cause
    if all(claim.amounts[measure] is None for claim in claims) or abs(left) <= _ROUNDED:
        return None
    named = change - left
    parts, whole, rest = map(with_sign, to_read(named, change, left))
    return (
        f"{form}: its causes add up to {parts} {measure}, and the change is {whole}; "
        f"{rest} has no cause."
    )


def misprinted(form: str, printed: float, before: float, now: float, change: float) -> str | None:
    """Return a sentence on a change that a source prints otherwise, or None if it agrees."""
    if abs(printed - change) <= _ROUNDED:
        return None
    old, new, made, _ = to_read(before, now, change, printed)
    return (
        f"{form}: its source prints a change of {signed_in_full(printed)} hours; from {old} to "
        f"{new} it is {with_sign(made)}."
    )


def remembered_otherwise(form: str, previous: float, before: float) -> str | None:
    """Return a sentence on previous hours that the older version gives otherwise, or None."""
    if abs(previous - before) <= _ROUNDED:
        return None
    had, _ = to_read(before, previous)
    return (
        f"{form}: its source gives {in_full(previous)} hours before, and the older version has "
        f"{had}."
    )


def listed(sentences: Sequence[str]) -> tuple[str, ...]:
    """Return the first sentences, and how many more there are."""
    more = len(sentences) - _LISTED
    if more <= 0:
        return tuple(sentences)
    return (*sentences[:_LISTED], f"{plural(more, 'more such case')}.")
