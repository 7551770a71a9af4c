"""What became of the gates of a difference, as a section and as findings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from timetax.findings import Finding, Position, Severity
from timetax.reports.report import Column, Section
from timetax.wording.lists import some
from timetax.wording.numbers import signed

if TYPE_CHECKING:
    from timetax.engine.difference.verdicts import FormChange, Verdict

GATE_RESULTS = {
    "broken": "BROKEN",
    "unknown": "not evaluated",
    "nothing-before": "not evaluated",
    "passed": "passed",
}
"""What people read of a gate's status, in the order in which gates stand."""

NAMED = 3
"""How many forms of a gate are named."""


def section_of_gates(verdicts: Sequence["Verdict"]) -> Section:
    """Return what became of each gate, the broken ones first."""
    return Section(
        key="gates",
        title="Gates",
        by=("gate",),
        columns=(
            Column("gate", "gate"),
            Column("status", "result"),
            Column("reason", "why"),
            Column("forms", "forms that broke it", absent=""),
        ),
        rows=tuple(
            (str(each.gate), GATE_RESULTS[each.status], each.reason, _breaking(each))
            for each in _in_order(verdicts)
        ),
        only_for_people=True,
        essential=True,
    )


def gate_findings(
    verdicts: Sequence["Verdict"],
    places: Mapping[str, Position],
    elsewhere: str,
    *,
    allow_unknown: bool = False,
) -> list[Finding]:
    """Return a finding for each form that broke a gate or leaves it open, and for each such gate.

    First comes the heaviest form of each gate, then the second of each, since hosts show the first
    ten alone. A form that is not in `places`, such as one that is gone, is told of the file
    `elsewhere`.
    """
    found = [list(_of_gate(each, places, elsewhere, allow_unknown)) for each in _in_order(verdicts)]
    return [each[rank] for rank in range(NAMED) for each in found if rank < len(each)]


def _of_gate(
    verdict: "Verdict", places: Mapping[str, Position], elsewhere: str, allow_unknown: bool
) -> Iterator[Finding]:
    if verdict.status not in ("broken", "unknown"):
        return
    passes = verdict.status == "unknown" and allow_unknown
    severity = Severity.WARNING if passes else Severity.ERROR
    said = f"the gate '{verdict.gate}' is {GATE_RESULTS[verdict.status]}: {verdict.reason}"
    for form in verdict.forms[:NAMED] or [None]:
        name = form.form if form else ""
        changed = f"; {_changed(form)}" if form else ""
        place = places.get(name, Position(elsewhere))
        yield Finding(place, "gate", f"{said}{changed}", severity, subject=name)


def _in_order(verdicts: Sequence["Verdict"]) -> list["Verdict"]:
    order = list(GATE_RESULTS)
    return sorted(verdicts, key=lambda each: order.index(each.status))


def _breaking(verdict: "Verdict") -> str | None:
    """Return the forms that broke a gate, with their changes, or None if it is not broken."""
    if verdict.status != "broken":
        return None
    named = [_changed(form) for form in verdict.forms[:NAMED]]
    return some(named, NAMED, in_all=verdict.forms_in_all)


def _changed(form: "FormChange") -> str:
    return form.form if form.change is None else f"{form.form} {signed(form.change)}"
