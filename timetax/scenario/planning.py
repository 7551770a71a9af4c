"""Lays a scenario out over tables: which rows each change is about, and what it is to add."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue import Catalogue
from timetax.findings import Finding, InputError, did_you_mean
from timetax.ranges import Range
from timetax.scenario.model import (
    Add,
    Amount,
    Change,
    Merge,
    Operation,
    Parameter,
    Remove,
    Scenario,
)
from timetax.schema import Agency, Form, LifeEvent
from timetax.selection import AllOf, AnyOf, Condition, Matcher, Not, Selection
from timetax.source import json_path
from timetax.table import Tables, tabulate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Mask: TypeAlias = npt.NDArray[np.bool_]

INHERITED = ("agency", "obligation", "online", "unit")


@dataclass(frozen=True)
class Step:
    """A change laid out over the universe of forms.

    Attributes:
        number: its place in the scenario, from 1.
        change: the change; what it gives as a range is a parameter of the plan.
        rows: which forms of the universe it is about, where they are there.
        made: the row of the form that it adds, or None.
    """

    number: int
    change: Change
    rows: "Mask"
    made: int | None


@dataclass(frozen=True)
class Plan:
    """A scenario laid out over tables.

    Attributes:
        scenario: the scenario.
        baseline: the tables that it is applied to.
        universe: the tables of the baseline's forms and then of those that changes add.
        steps: the changes.
        parameters: the value of each amount that is not a plain number: a number or a `Range`.
        together: for a parameter that errs together with others, the source that says so.
    """

    scenario: Scenario
    baseline: Tables
    universe: Tables
    steps: tuple[Step, ...]
    parameters: Mapping[str, float]
    together: Mapping[str, str]

    @property
    def forms(self) -> int:
        """How many forms the baseline has; the others of the universe follow them."""
        return len(self.baseline.forms)


def plan(tables: Tables, scenario: Scenario) -> Plan:
    """Return the scenario laid out over tables of inputs.

    Raises:
        InputError: a change names what is not there, or adds what is; carries all such findings.
    """
    universe = _Universe(tables)
    steps: list[Step] = []
    parameters = dict(scenario.parameters)
    together: dict[str, str] = {}
    if scenario.source and scenario.source.correlated:
        together |= dict.fromkeys(parameters, scenario.source.title)
    findings: list[Finding] = []
    for number, written in enumerate(scenario.changes, start=1):
        change, lifted = _lifted(written, number)
        parameters |= lifted
        if change.source and change.source.correlated:
            together |= dict.fromkeys(lifted, change.source.title)
        try:
            rows, made = universe.laid_out(change)
        except InputError as error:
            findings += error.findings
        else:
            steps.append(Step(number, change, rows, made))
    if findings:
        raise InputError(findings)
    size = len(universe.present)
    return Plan(
        scenario=scenario,
        baseline=tables,
        universe=universe.tables(),
        steps=tuple(replace(step, rows=_padded(step.rows, size)) for step in steps),
        parameters=parameters,
        together=together,
    )


def _lifted(change: Change, number: int) -> tuple[Change, dict[str, float]]:
    """Return the change with its ranges made parameters, and those."""
    lifted: dict[str, float] = {}

    def name(amount: Any, label: str) -> Any:
        if not isinstance(amount, Range):
            return amount
        lifted[f"change {number}: {label}"] = amount
        return Parameter(f"change {number}: {label}")

    def without_ranges(operation: Operation) -> Operation:
        if isinstance(operation, Add):
            return operation
        label = " ".join(str(key) for key in operation.path[len(change.path) :])
        amounts = {
            field.name: name(value, f"{label} {field.name}" if field.name in _PARTS else label)
            for field in fields(operation)
            if isinstance(value := getattr(operation, field.name), Range)
        }
        return replace(operation, **amounts) if amounts else operation

    transition: Amount | None = name(change.transition_minutes, "transition_minutes")
    operations = tuple(without_ranges(operation) for operation in change.operations)
    return replace(change, operations=operations, transition_minutes=transition), lifted


_PARTS = ("minutes_per_response", "cost_per_response", "responses", "respondents")


def _padded(rows: "Mask", size: int) -> "Mask":
    import numpy as np

    return np.concatenate([rows, np.zeros(size - len(rows), dtype=bool)])


class _Universe:
    """The forms of the tables and those that changes have added so far, and which are there."""

    def __init__(self, tables: Tables) -> None:
        import numpy as np

        self.baseline = tables
        self.added: list[Tables] = []
        self.matchers = [Matcher(tables)]
        self.present: Mask = np.ones(len(tables.forms), dtype=bool)

    def tables(self) -> Tables:
        import pandas as pd

        if not self.added:
            return self.baseline
        every = [self.baseline, *self.added]
        ids = {form for each in self.added for form in each.forms["form"]}
        old_ranges = self.baseline.ranges

        def joined(name: str) -> "pd.DataFrame":
            frames: list[pd.DataFrame] = [getattr(each, name) for each in every]
            return pd.concat(frames, ignore_index=True)

        # An added form may have the id of one that was removed; what it says then holds alone.
        kept = old_ranges[~old_ranges["form"].isin(ids)]
        return replace(
            self.baseline,
            forms=joined("forms"),
            life_events=joined("life_events"),
            affected_public=joined("affected_public"),
            ranges=pd.concat([kept, *(each.ranges for each in self.added)], ignore_index=True),
        )

    def laid_out(self, change: Change) -> "tuple[Mask, int | None]":
        """Return which rows a change is about and the row that it adds, and go on to after it."""
        import numpy as np

        operation = change.operations[0] if change.operations else None
        if isinstance(operation, Add):
            self._check_new(change, operation)
            return np.zeros(len(self.present), dtype=bool), self._added(change, operation.form)
        rows = self._rows(change)
        if isinstance(operation, Merge) and (rows & self.present).any():
            here = np.flatnonzero(rows & self.present)
            form = self._merged(change, operation, here)
            self.present[here] = False
            return rows, self._added(change, form)
        if isinstance(operation, Remove):
            self.present[rows] = False
        return rows, None

    def _rows(self, change: Change) -> "Mask":
        import numpy as np

        assert change.where is not None
        unmatched = [
            (selection, place, pattern)
            for selection in _selections(change.where)
            for place, pattern in enumerate(selection.patterns)
            if not any(each.rows(selection.field, pattern).any() for each in self.matchers)
        ]
        if unmatched and not change.optional:
            raise InputError(
                _finding(
                    change,
                    self.matchers[0].no_form_has(selection, pattern),
                    *("where", selection.field, place),
                )
                for selection, place, pattern in unmatched
            )
        mask = np.concatenate([each.mask(change.where) for each in self.matchers])
        if not (mask & self.present).any() and not change.optional:
            gone = mask.any()
            message = (
                "the forms that it matches were taken away by a change before it"
                if gone
                else "no form matches all of this; `optional: yes` lets it match none"
            )
            raise InputError([_finding(change, message, "where")])
        return mask

    def _added(self, change: Change, form: Form) -> int:
        import numpy as np

        here = self._row_of(form.id)
        if here is not None:
            message = f"the id {form.id!r} is taken by a form that is there"
            raise InputError([_finding(change, message, str(change.operations[0].path[-1]), "id")])
        agencies = self.baseline.agencies
        catalogue = Catalogue(
            title=None,
            description=None,
            currency=self.baseline.currency,
            agencies={
                row["agency"]: Agency(
                    id=row["agency"],
                    name=row["name"],
                    parent=row["parent"] if isinstance(row["parent"], str) else None,
                )
                for row in agencies.to_dict("records")
            },
            life_events={
                event: LifeEvent(id=event, name=self._life_events().get(event, event))
                for event, _ in form.life_events
            },
            forms=(form,),
            files=(),
        )
        tables = replace(tabulate(catalogue), agencies=agencies)
        self.added.append(tables)
        self.matchers.append(Matcher(tables))
        self.present = np.append(self.present, True)
        return len(self.present) - 1

    def _row_of(self, form: str) -> int | None:
        import numpy as np

        ids = np.concatenate([each.forms["form"] for each in (self.baseline, *self.added)])
        places = np.flatnonzero((ids == form) & self.present)
        return int(places[0]) if len(places) else None

    def _life_events(self) -> dict[str, str]:
        rows = self.baseline.life_events
        return dict(zip(rows["life_event"], rows["life_event_name"], strict=True))

    def _check_new(self, change: Change, operation: Add) -> None:
        agencies = self.baseline.agencies
        spelt = {
            spelling: row["agency"]
            for row in agencies.to_dict("records")
            for spelling in (row["name"], row["acronym"], row["agency"])
            if isinstance(spelling, str)
        }
        findings = []
        agency = operation.form.agency
        if agency not in set(agencies["agency"]):
            message = f"the catalogue has no agency {agency!r}{did_you_mean(agency, spelt)}"
            findings.append(_finding(change, message, "add", "agency"))
        events = self._life_events()
        for event, _ in operation.form.life_events if events else ():
            if event not in events:
                message = f"no form has the life event {event!r}{did_you_mean(event, events)}"
                findings.append(_finding(change, message, "add", "life_events", event))
        if findings:
            raise InputError(findings)

    def _merged(self, change: Change, operation: Merge, rows: "npt.NDArray[np.intp]") -> Form:
        import pandas as pd

        every = [self.baseline, *self.added]
        forms = pd.concat([each.forms for each in every], ignore_index=True).iloc[rows]
        if len(forms) < 2:
            message = (
                f"a merge takes two forms or more, and here is {forms['form'].iloc[0]!r} alone"
            )
            raise InputError([_finding(change, message, "where")])
        units = [unit if isinstance(unit, str) else "a response" for unit in forms["unit"]]
        if len(set(units)) > 1:
            first = dict(zip(units, forms["form"], strict=True))
            found = ", ".join(f"{form} counts {unit}" for unit, form in first.items())
            message = f"forms that count different things cannot be merged: {found}"
            raise InputError([_finding(change, message, "where")])
        given = dict(operation.given)
        for key in INHERITED:
            values = set(forms[key].dropna())
            if len(values) == 1 and key not in given:
                given[key] = values.pop()
        if "agency" not in given:
            message = f"the forms are those of {', '.join(sorted(set(forms['agency'])))}: say whose"
            raise InputError([_finding(change, f"{message} the new one is", "merge")])
        if given["agency"] not in set(self.baseline.agencies["agency"]):
            message = f"the catalogue has no agency {given['agency']!r}"
            hint = did_you_mean(str(given["agency"]), self.baseline.agencies["agency"])
            raise InputError([_finding(change, message + hint, "merge", "agency")])
        life_events = pd.concat([each.life_events for each in every])
        life_events = life_events[life_events["form"].isin(forms["form"])]
        if life_events["share"].notna().any() and "life_events" not in given:
            message = "a form gives its life events shares; say which the new form has"
            raise InputError([_finding(change, message, "merge")])
        affected = pd.concat([each.affected_public for each in every])
        affected = affected[affected["form"].isin(forms["form"])]
        names = list(dict.fromkeys(life_events["life_event"]))
        given.setdefault("life_events", tuple((name, None) for name in names))
        given.setdefault("affected_public", tuple(dict.fromkeys(affected["affected_public"])))
        return Form.model_construct(**given, source=change.source)  # type: ignore[arg-type]


def _selections(condition: Condition) -> Iterator[Selection]:
    match condition:
        case Selection():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _selections(part)
        case Not(part):
            yield from _selections(part)


def _finding(change: Change, message: str, *within: str | int) -> Finding:
    path = json_path((*change.path, *within))
    return Finding(change.position(*within), "scenario", message, path=path)
