"""Whether a difference is allowed: what becomes of each gate, and why."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from timetax.engine.difference.gates import Gate, Kind, mistakes
from timetax.engine.difference.model import Difference
from timetax.engine.measures import ACCOUNTS, GATED, HOURS
from timetax.engine.selection import Matcher, Selection
from timetax.findings import InputError
from timetax.tables.layouts import Tables
from timetax.wording.lists import listing, some
from timetax.wording.numbers import in_full, in_words, signed, signed_in_full, signed_percent

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from timetax.engine.estimates.difference import FormGate

    Floats: TypeAlias = npt.NDArray[np.float64]
    Mask: TypeAlias = npt.NDArray[np.bool_]
    Numbers: TypeAlias = npt.NDArray[np.intp]

FORMS_KEPT = 10
"""How many forms a verdict names."""

_FORMS_IN_SENTENCE = 3
_MANIFOLD = 1e4
"""A larger increase than this many times what there was tells nobody anything as a percentage."""


class Result(StrEnum):
    """What became of a gate."""

    PASSED = "passed"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOTHING_BEFORE = "nothing-before"


@dataclass(frozen=True)
class FormChange:
    """What a form does to the measure of a gate in its scope; `change` is None if not known."""

    form: str
    title: str
    change: float | None


@dataclass(frozen=True)
class Verdict:
    """What became of a gate.

    Attributes:
        gate: the gate.
        status: whether it was passed or broken, cannot be told for figures that are not known, or
            limits no change because the older version lacks a catalogue.
        figure: what was measured in `unit`: the change, or the new total for `crosses`; None for a
            share of nothing, and with nothing before. Where figures are not known, it is the least
            or most that decided, or if nothing is decided the change of the forms that are known.
        limit: what it was held against, in `unit`; a share of 0.01 is 1 %.
        unit: `hours`, `responses`, a currency or `share`.
        forms: those that broke it, the largest change first; or those not known, by id, if for
            them it cannot be told. At most `FORMS_KEPT`.
        forms_in_all: how many forms did.
        reason: why, in a sentence.
    """

    gate: "Gate | FormGate"
    status: Result
    figure: float | None
    limit: float
    unit: str
    forms: tuple[FormChange, ...]
    forms_in_all: int
    reason: str


def exit_code(verdicts: Iterable[Verdict], allow_unknown: bool) -> int:
    """Return 1 if a gate is broken, else 2 if one cannot be told and must be, else 0."""
    results = {verdict.status for verdict in verdicts}
    if Result.BROKEN in results:
        return 1
    return 2 if Result.UNKNOWN in results and not allow_unknown else 0


def evaluated(gates: Iterable[Gate], difference: Difference) -> tuple[Verdict, ...]:
    """Return what became of each gate.

    The scope is taken in each version on its own. Of a form with shares of life events the share
    counts; what is left out of totals does not. A figure that is not known is zero or more, and a
    form with none on either side, and nothing else about it changed, is in neither total.

    Raises:
        InputError: a pattern matches no form of either version, or a currency is not theirs.
    """
    chosen, subjects = tuple(gates), difference.subjects
    if difference.old.lack:
        return tuple(_with_nothing_before(gate, difference) for gate in chosen)
    before = _Side(difference.old.tables, subjects.old, subjects.count)
    now = _Side(difference.new.tables, subjects.new, subjects.count)
    findings = [each for gate in chosen for each in mistakes(gate, _misfits(gate, before, now))]
    if findings:
        raise InputError(findings)
    return tuple(_verdict(gate, before, now) for gate in chosen)


class _Side:
    """One version, ready to be measured.

    Attributes:
        counts: which of its forms count.
        subjects: the number of the subject of each form.
        is_one: which subjects are one form that counts.
        row: the row of that form.
    """

    def __init__(self, tables: Tables, subjects: "Numbers", count: int) -> None:
        import numpy as np

        self.forms = tables.forms
        self.currency = tables.currency
        self.matcher = Matcher(tables)
        self.counts = tables.forms["excluded"].isna().to_numpy()
        self.subjects = subjects
        self.is_one = np.bincount(subjects[self.counts], minlength=count) == 1
        self.row = np.zeros(count, dtype=np.intp)
        self.row[subjects[self.counts]] = np.flatnonzero(self.counts)

    def weights(self, scope: tuple[Selection, ...]) -> "Floats":
        """Return what part of each form counts: none of those out of the scope or left out."""
        import numpy as np

        weights = self.counts.astype("float64")
        for each in scope:
            shared = each.field == "life_event"
            part = self.matcher.shares(each.patterns) if shared else self.matcher.mask(each)
            weights = np.minimum(weights, part)
        return weights

    def amounts(self, measure: str, weights: "Floats") -> "Floats":
        """Return what counts of each form; NaN where it, or as in totals its hours, is unknown."""
        import numpy as np

        known = self.forms["burden_hours"].notna().to_numpy()
        amounts = np.where(known, self.forms[GATED[measure].key].to_numpy("float64"), np.nan)
        return np.where(weights > 0, weights * amounts, 0.0)


def _misfits(gate: Gate, before: _Side, now: _Side) -> list[str]:
    """Return what of the gate does not fit these versions."""
    messages = [
        now.matcher.no_form_has(selection, pattern)
        for selection in gate.scope
        for pattern in selection.patterns
        if not any(side.matcher.rows(selection.field, pattern).any() for side in (now, before))
    ]
    if GATED[gate.measure] in ACCOUNTS and gate.measure not in now.forms:
        messages.append(f"{gate.measure} is an account of a book; add --book")
    if gate.currency and gate.currency.casefold() != now.currency.casefold():
        messages.append(f"costs are in {now.currency}, and not in {gate.currency}")
    return messages


class _Measured:
    """What the scope of a gate has of its measure.

    Attributes:
        before: the amounts of forms of the older version that are known.
        now: those of the newer one.
        unknown_before: whether others of the older version are not known, and may have changed.
        unknown_now: whether others of the newer one are not.
        parts: what the change adds up from, so far as it is known.
        known_parts: those of subjects that are known before and now.
        changes: the change of each subject; NaN if it is not known before or not now.
    """

    def __init__(self, gate: Gate, old: _Side, new: _Side) -> None:
        import numpy as np

        self.gate = gate
        self.unit = GATED[gate.measure].unit_in(new.currency)
        weights_before, weights_now = old.weights(gate.scope), new.weights(gate.scope)
        before = old.amounts(gate.measure, weights_before)
        now = new.amounts(gate.measure, weights_now)
        self.before, self.now = (each[each > 0].tolist() for each in (before, now))
        # What stays the same adds nothing to the change, even if it is not known.
        was, is_now = (side.row[old.is_one & new.is_one] for side in (old, new))
        same = np.isnan(before[was]) & np.isnan(now[is_now])
        same &= weights_before[was] == weights_now[is_now]
        for name in {*HOURS.inputs, *GATED[gate.measure].inputs}:
            one, other = old.forms[name].to_numpy()[was], new.forms[name].to_numpy()[is_now]
            same &= (one == other) | (np.isnan(one) & np.isnan(other))
        same |= before[was] == now[is_now]
        before[was[same]] = now[is_now[same]] = 0.0
        self.unknown_before, self.unknown_now = (
            bool(np.isnan(each).any()) for each in (before, now)
        )
        parts, subjects = np.append(now, -before), np.append(new.subjects, old.subjects)
        parts, subjects = parts[parts != 0], subjects[parts != 0]
        self.changes = np.bincount(subjects, parts, len(old.row)).astype("float64")
        self.parts = parts[~np.isnan(parts)].tolist()
        self.known_parts = parts[~np.isnan(self.changes[subjects])].tolist()

    @cached_property
    def total_before(self) -> float:
        return math.fsum(self.before)

    @cached_property
    def status(self) -> Result:
        """What becomes of the gate."""
        # A figure that is not known is at least the zero that it counts here, so each can tip the
        # scales to one side only: more now is an increase, and more before is a decrease.
        less, more = self.unknown_before, self.unknown_now
        gate, limit, parts = self.gate, self.gate.number, self.parts
        if gate.kind is Kind.CROSSES:
            below = math.fsum([*self.before, -limit]) < 0
            broken = below and math.fsum([*self.now, -limit]) >= 0
            more = more and below
        else:
            if gate.is_share:
                # The percentage as it is written, and not the float nearest to it.
                limit = float(Fraction(repr(limit)) / 100 * Fraction(self.total_before))
            if gate.kind is Kind.DECREASE:
                less, more, parts = more, less, [-part for part in parts]
            excess = math.fsum([*parts, -limit])
            # No change breaks no gate, be its limit none.
            broken = excess > 0 or (excess == 0 and gate.or_equal and limit > 0)
        if less if broken else more:
            return Result.UNKNOWN
        return Result.BROKEN if broken else Result.PASSED

    @cached_property
    def amount(self) -> float:
        """The total now if that is what counts, or the change."""
        if self.gate.kind is Kind.CROSSES:
            return math.fsum(self.now)
        return math.fsum(self.known_parts if self.status is Result.UNKNOWN else self.parts)


def _forms(wanted: "Mask", changes: "Floats", *sides: _Side) -> list[FormChange]:
    """Return subjects, those that change most first, by their forms in the last side with any."""
    names: dict[int, list[tuple[str, str]]] = {}
    for side in sides if wanted.any() else ():
        for among in (~side.counts, side.counts):
            rows = (wanted[side.subjects] & among).nonzero()[0]
            texts = (side.forms[name].iloc[rows] for name in ("form", "title"))
            found: dict[int, list[tuple[str, str]]] = {}
            for subject, form, title in zip(side.subjects[rows].tolist(), *texts, strict=True):
                found.setdefault(subject, []).append((form, title))
            names |= found
    forms = []
    for subject, each in names.items():
        change = None if math.isnan(changes[subject]) else float(changes[subject])
        forms.append(FormChange(", ".join(form for form, _ in each), each[0][1], change))
    return sorted(forms, key=lambda form: (-abs(form.change or 0.0), form.form))


def _with_nothing_before(gate: Gate, difference: Difference) -> Verdict:
    measure = GATED[gate.measure].unit_in(difference.new.tables.currency)
    return Verdict(
        gate=gate,
        status=Result.NOTHING_BEFORE,
        figure=None,
        limit=gate.number / 100 if gate.is_share else gate.number,
        unit="share" if gate.is_share else measure,
        forms=(),
        forms_in_all=0,
        reason="there is nothing before to compare with",
    )


def _verdict(gate: Gate, before: _Side, now: _Side) -> Verdict:
    import numpy as np

    found = _Measured(gate, before, now)
    changes = found.changes
    forms = unknown = _forms(np.isnan(changes), changes, before, now)
    if found.status is Result.BROKEN:
        towards = changes < 0 if gate.kind is Kind.DECREASE else changes > 0
        forms = _forms(towards, changes, before, now)
    elif found.status is Result.PASSED:
        forms = []
    base = found.total_before if gate.is_share else 1.0
    return Verdict(
        gate=gate,
        status=found.status,
        figure=found.amount / base if base else None,
        limit=gate.number / 100 if gate.is_share else gate.number,
        unit="share" if gate.is_share else found.unit,
        forms=tuple(forms[:FORMS_KEPT]),
        forms_in_all=len(forms),
        reason=_reason(found, [each.form for each in unknown]),
    )


# Why, in words


def _reason(found: _Measured, unknown: Sequence[str]) -> str:
    gate, amount = found.gate, found.amount
    value, judged, crosses = _written(found), _judged(found), gate.kind is Kind.CROSSES
    if not unknown:
        return f"{value}, {judged}" if amount or crosses else "no change"
    few = len(unknown) <= _FORMS_IN_SENTENCE
    forms = listing(unknown) if few else some(unknown, _FORMS_IN_SENTENCE)
    sides = {"the older": found.unknown_before, "the newer": found.unknown_now}
    where = " or ".join(side for side, is_so in sides.items() if is_so)
    verb = "is" if GATED[gate.measure].unit is None else "are"
    doubt = f"the {gate.measure} of {forms} {verb} not known in {where} version"
    if found.status is Result.UNKNOWN:
        return f"{value} so far as is known; {doubt}"
    at_least = found.unknown_now == (crosses or amount >= 0)
    bound = " at least" if at_least else "" if crosses else " at most"
    return f"{value}{bound}, {judged}; that {doubt} changes nothing"


def _written(found: _Measured) -> str:
    gate, amount, base = found.gate, found.amount, found.total_before
    one = abs(amount) == 1 and GATED[gate.measure].unit is not None
    unit = found.unit.removesuffix("s") if one else found.unit
    limit = math.copysign(gate.number, amount)
    if gate.kind is Kind.CROSSES:
        return f"{_apart(amount, limit, in_words, in_full)} {unit}"
    if not gate.is_share:
        return f"{_apart(amount, limit, signed, signed_in_full)} {unit}"
    if amount > _MANIFOLD * base or not base:
        return f"{signed(amount)} {unit} where there were {in_words(base) if base else 'none'}"
    share = _apart(amount / base, limit / 100, signed_percent, _percent_in_full)
    return f"{share} ({signed(amount)} {unit})"


def _judged(found: _Measured) -> str:
    """Return how what was measured stands to the limit."""
    gate, amount, limit = found.gate, found.amount, found.gate.limit
    broken = found.status is Result.BROKEN
    if gate.kind is Kind.CROSSES:
        before = _apart(found.total_before, gate.number, in_words, in_full)
        if broken:
            return f"which crosses {limit}; before it was {before}"
        below = amount < gate.number
        return f"below {limit}" if below else f"and {before} before, not below {limit} either"
    if not broken and (amount <= 0 if gate.kind is Kind.INCREASE else amount >= 0):
        return f"no {gate.kind}"
    if broken and not gate.number:
        return f"where no {gate.kind} is allowed"
    if gate.or_equal:
        return f"where only less than {limit} is allowed" if broken else f"less than {limit}"
    return f"{'more than' if broken else 'within'} the {limit} allowed"


def _apart(
    value: float, limit: float, short: Callable[[float], str], full: Callable[[float], str]
) -> str:
    """Return the value in short unless it looks like the limit then, and is not."""
    return full(value) if short(value) == short(limit) and value != limit else short(value)


def _percent_in_full(share: float) -> str:
    return f"{signed_in_full(share * 100)}%"
