"""The forms of a catalogue that changed on paper between two versions of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from timetax.catalogue.counted import CountedForm, Refused
from timetax.engine.difference.model import Version
from timetax.engine.difference.verdicts import FORMS_KEPT, FormChange, Result, Verdict
from timetax.engine.estimates.clocks import instruments_in
from timetax.engine.estimates.difference import (
    CountsDifference,
    FormGate,
    InstrumentDifference,
    of_forms,
)
from timetax.engine.estimates.matching import known_forms
from timetax.engine.estimates.model import DEFAULT, model_named
from timetax.wording.lists import some

Counts: TypeAlias = Callable[[Sequence[tuple[str, bytes]]], list[CountedForm | Refused]]
"""Counts files, given their names and contents."""


@dataclass(frozen=True)
class PaperChange:
    """A form whose file changed, or what the catalogue says was counted on it.

    Attributes:
        form: its id.
        title: its title.
        file: the file, as the catalogue names it; None if it names none.
        found: what changed, or why one of the two cannot be counted.
    """

    form: str
    title: str
    file: str | None
    found: InstrumentDifference | Refused


def changed_papers(old: Version, new: Version, counts: Counts) -> list[PaperChange]:
    """Return the forms of both versions that are not the same on paper, the most hours first.

    Where both versions have their own file, both are counted. Where not, what the catalogue says
    was counted is compared.
    """
    before, now = _files(old), _files(new)
    pairs = []
    for form, file in now.items():
        if form in before:
            data = old.paper(before[form]), new.paper(file)
            if data[0] and data[1] and data[0] != data[1]:
                pairs.append((form, data))
    names = [(now[form], each) for form, both in pairs for each in both if each]
    made = counts(names)
    known = {each.id: each for each in known_forms(new.tables.forms)}
    model = model_named(DEFAULT)
    changes = []
    for place, (form, _) in enumerate(pairs):
        sides = made[2 * place : 2 * place + 2]
        refused = next((each for each in sides if isinstance(each, Refused)), None)
        counted = [each for each in sides if isinstance(each, CountedForm)]
        found = refused or of_forms(counted, model, known[form])
        changes.append(PaperChange(form, known[form].title, now[form], found))
    said = instruments_in(old.tables), instruments_in(new.tables)
    for form in _counting(new) - {form for form, _ in pairs}:
        if form in said[0]:
            counts_of = CountsDifference(said[0][form], said[1][form], known[form].responses)
            if counts_of.is_one:
                changes.append(PaperChange(form, known[form].title, now.get(form), counts_of))
    return sorted(changes, key=_most_hours)


def paper_verdicts(gates: Iterable[FormGate], changes: Sequence[PaperChange]) -> list[Verdict]:
    """Return what became of each gate on forms: it is broken where one of the changes breaks it."""
    return [_verdict(gate, changes) for gate in gates]


def _verdict(gate: FormGate, changes: Sequence[PaperChange]) -> Verdict:
    by_result: dict[str, list[tuple[PaperChange, str]]] = {}
    for each in changes:
        if isinstance(each.found, Refused):
            status, why = "unknown", each.found.reason
        else:
            status, why = gate.result(each.found)
        by_result.setdefault(status, []).append((each, why))
    status = next((each for each in ("broken", "unknown") if each in by_result), "passed")
    chosen = by_result.get(status, [])
    changed = [FormChange(each.form, each.title, _change(each, gate)) for each, _ in chosen]
    figures = [each.change for each in changed if each.change is not None]
    return Verdict(
        gate=gate,
        status=Result(status),
        figure=max(figures, key=abs, default=0.0 if status == "passed" else None),
        limit=gate.number / 100 if gate.is_share else gate.number,
        unit=gate.measure,
        forms=tuple(changed[:FORMS_KEPT]) if status != "passed" else (),
        forms_in_all=len(changed) if status != "passed" else 0,
        reason=_reason(status, [f"{each.form}: {why}" for each, why in chosen]),
    )


def _reason(status: str, whys: Sequence[str]) -> str:
    if not whys:
        return "the file of no form changed"
    return some(whys, FORMS_KEPT) + (", within what is allowed" if status == "passed" else "")


def _change(each: PaperChange, gate: FormGate) -> float | None:
    return None if isinstance(each.found, Refused) else each.found.change(gate.measure)


def _files(version: Version) -> Mapping[str, str]:
    """Return the files of the forms that count, by the ids of these."""
    here = _counting(version)
    instruments = version.tables.instruments
    rows: Iterator[tuple[str, str]] = zip(instruments["form"], instruments["file"], strict=True)
    return {form: file for form, file in rows if form in here and isinstance(file, str)}


def _counting(version: Version) -> set[str]:
    """Return the forms that count and have an instrument."""
    forms = version.tables.forms
    counting = forms["form"][forms["excluded"].isna()]
    return set(counting) & set(version.tables.instruments["form"])


def _most_hours(each: PaperChange) -> tuple[float, str]:
    hours = None if isinstance(each.found, Refused) else each.found.hours
    return (-abs(hours or 0), each.form)
