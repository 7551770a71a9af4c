"""Lays a scenario out over tables: which rows each change is about, and what it is to add."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.entries import Agency, LifeEvent
from timetax.catalogue.form import Form
from timetax.catalogue.ranges import Range
from timetax.engine.scenario.model import (
    Add,
    Amount,
    Change,
    Merge,
    Operation,
    Parameter,
    Placed,
    Publish,
    Remove,
    Scenario,
)
from timetax.engine.selection import AllOf, AnyOf, Condition, Matcher, Not, Selection
from timetax.files.yaml import KeyPath, json_path
from timetax.findings import Finding, InputError
from timetax.tables.layouts import KEYS, MEMBERSHIPS, Tables
from timetax.tables.tabulate import tabulate
from timetax.wording.hints import did_you_mean

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Mask: TypeAlias = npt.NDArray[np.bool_]
    Rows: TypeAlias = npt.NDArray[np.intp]

OWNED = tuple(MEMBERSHIPS.values())
INHERITED = tuple(key.field for key in KEYS.values() if key.about.kept)


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
        owners: for `life_events` and `affected_public` of the universe, the row of the form of each
            of their rows: an id can stand for a form that was removed and for a later one.
        parameters: the value of each amount that is not a plain number: a number or a `Range`.
        together: for a parameter that errs together with others, the source that says so.
    """

    scenario: Scenario
    baseline: Tables
    universe: Tables
    owners: "Mapping[str, Rows]"
    steps: tuple[Step, ...]
    parameters: Mapping[str, float]
    together: Mapping[str, str]

    @property
    def forms(self) -> int:
        """How many forms the baseline has; the others of the universe follow them."""
        return len(self.baseline.forms)

    @property
    def touched(self) -> "Mask":
        """Which forms of the universe a change is about."""
        import numpy as np

        mask = np.zeros(len(self.universe.forms), dtype=bool)
        for step in self.steps:
            mask |= step.rows
        return mask


def plan(tables: Tables, scenario: Scenario) -> Plan:
    """Return the scenario laid out over tables of inputs.

    Raises:
        InputError: a change names what is not there, or adds what is; carries all such findings.
    """
    universe = _Universe(tables)
    steps: list[Step] = []
    parameters = dict(scenario.parameters)
    together = dict(scenario.correlated)
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
        owners={name: universe.owners(name) for name in OWNED},
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
        # An added form may have the id of one that was removed; what the last one says holds alone.
        last = {form: each.ranges for each in self.added for form in each.forms["form"]}
        old_ranges = self.baseline.ranges
        kept = old_ranges[~old_ranges["form"].isin(last)]
        return replace(
            self.baseline,
            forms=self.joined("forms"),
            life_events=self.joined("life_events"),
            affected_public=self.joined("affected_public"),
            overlaps=self.joined("overlaps"),
            ranges=pd.concat([kept, *last.values()], ignore_index=True),
        )

    def joined(self, name: str) -> "pd.DataFrame":
        """Return one of the frames with the rows of all forms so far."""
        import pandas as pd

        frames: list[pd.DataFrame] = [getattr(each, name) for each in (self.baseline, *self.added)]
        return pd.concat(frames, ignore_index=True)

    def owners(self, name: str) -> "Rows":
        """Return the row of the form of each row of that frame."""
        import numpy as np
        import pandas as pd

        owners, start = [], 0
        for each in (self.baseline, *self.added):
            rows = pd.Index(each.forms["form"]).get_indexer(pd.Index(getattr(each, name)["form"]))
            owners.append(np.where(rows < 0, -1, rows + start))
            start += len(each.forms)
        return np.concatenate(owners).astype("intp")

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
        several = int(np.count_nonzero(rows & self.present))
        for total in (each for each in change.operations if isinstance(each, Publish)):
            if several > 1:
                within = total.path[len(change.path) :]
                message = f"{within[-1]} is that of one form, and here are {several}; name one"
                raise InputError([_finding(change, message, *within)])
        return rows, None

    def _rows(self, change: Change) -> "Mask":
        import numpy as np

        assert change.where is not None
        unmatched = [
            (selection, pattern, path)
            for selection in _selections(change.where)
            for pattern, path in zip(selection.patterns, _paths(selection), strict=True)
            if not any(each.rows(selection.field, pattern).any() for each in self.matchers)
        ]
        if unmatched and not change.optional:
            raise InputError(
                _finding(
                    change,
                    self.matchers[0].no_form_has(selection, pattern),
                    *("where", *path),
                )
                for selection, pattern, path in unmatched
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
            covers=None,
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
            requests=(),
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
        findings += self._unknown_events(change, "add", operation.form.life_events)
        forms = set(self.joined("forms")["form"]) | {operation.form.id}
        for place, (other, _) in enumerate(operation.form.overlaps):
            if other not in forms or other == operation.form.id:
                what = (
                    "overlaps itself" if other in forms else f"overlaps {other!r}, and no form is"
                )
                hint = "" if other in forms else did_you_mean(other, forms)
                within = _entry(change, ("add", "overlaps"), other, place)
                findings.append(_finding(change, f"the form {what}{hint}", *within))
        if findings:
            raise InputError(findings)

    def _unknown_events(
        self, change: Change, key: str, given: "Iterable[tuple[str, float | None]]"
    ) -> list[Finding]:
        events = self._life_events()
        spelt = {name: event for event, name in events.items()} | {each: each for each in events}
        return [
            _finding(
                change,
                f"no form has the life event {event!r}{did_you_mean(event, spelt)}",
                *_entry(change, (key, "life_events"), event, place),
            )
            for place, (event, _) in enumerate(given)
            if events and event not in events
        ]

    def _merged(self, change: Change, operation: Merge, rows: "Rows") -> Form:
        import numpy as np

        forms = self.joined("forms").iloc[rows]
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
        excluded = forms["excluded"].notna()
        if excluded.any() and not excluded.all():
            left_out, counted = forms["form"][excluded].iloc[0], forms["form"][~excluded].iloc[0]
            message = (
                f"{left_out!r} is left out of the totals and {counted!r} is not; merge one kind"
            )
            raise InputError([_finding(change, message, "where")])
        given: dict[str, Any] = dict(operation.given)
        for key in INHERITED:
            values = forms[key].unique()
            if len(values) == 1 and isinstance(values[0], str) and key not in given:
                given[key] = values[0]
        if "agency" not in given:
            message = f"the forms are those of {', '.join(sorted(set(forms['agency'])))}: say whose"
            raise InputError([_finding(change, f"{message} the new one is", "merge")])
        if given["agency"] not in set(self.baseline.agencies["agency"]):
            message = f"the catalogue has no agency {given['agency']!r}"
            hint = did_you_mean(str(given["agency"]), self.baseline.agencies["agency"])
            raise InputError([_finding(change, message + hint, "merge", "agency")])
        if unknown := self._unknown_events(change, "merge", given.get("life_events", ())):
            raise InputError(unknown)
        life_events = self.joined("life_events")[np.isin(self.owners("life_events"), rows)]
        if life_events["share"].notna().any() and "life_events" not in given:
            message = "a form gives its life events shares; say which the new form has"
            raise InputError([_finding(change, message, "merge")])
        owners = self.owners("affected_public")
        affected = self.joined("affected_public")[np.isin(owners, rows)]
        names = list(dict.fromkeys(life_events["life_event"]))
        given.setdefault("life_events", tuple((name, None) for name in names))
        given.setdefault("affected_public", tuple(dict.fromkeys(affected["affected_public"])))
        return Form(**given, source=change.source)


def _selections(condition: Condition) -> Iterator[Selection]:
    match condition:
        case Selection():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _selections(part)
        case Not(part):
            yield from _selections(part)


def _paths(selection: Selection) -> tuple[KeyPath, ...]:
    return selection.paths if isinstance(selection, Placed) else ((),) * len(selection.patterns)


def _entry(change: Change, path: KeyPath, name: str, place: int) -> KeyPath:
    """Return the path to an entry of a mapping of names or a list of them, be it which it is."""
    is_mapping = change.file.text and change.file.span((*change.path, *path, name))
    return (*path, name if is_mapping else place)


def _finding(change: Change, message: str, *within: str | int) -> Finding:
    path = json_path((*change.path, *within))
    return Finding(change.position(*within), "scenario", message, path=path)
