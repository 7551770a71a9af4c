"""The forms that a scenario is laid out over: those of the tables, and those that changes add."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.entries import Agency, LifeEvent
from timetax.catalogue.form import Form
from timetax.catalogue.money import Tariff
from timetax.catalogue.tariff_tables import names_of_tariffs, tariff_named
from timetax.engine.scenario.model import Change, Placed
from timetax.engine.selection import AllOf, AnyOf, Condition, Matcher, Not, Selection
from timetax.files.yaml import KeyPath, json_path
from timetax.findings import Finding, InputError
from timetax.tables.counted import CLOCKS
from timetax.tables.frames import places_among
from timetax.tables.layouts import MEMBERSHIPS, MONEY, Tables
from timetax.tables.money import tariff_in
from timetax.tables.tabulate import tabulate
from timetax.wording.hints import Hints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Mask: TypeAlias = npt.NDArray[np.bool_]
    Rows: TypeAlias = npt.NDArray[np.intp]


class Universe:
    """The forms of the tables and those that changes have added so far, and which are there."""

    def __init__(self, tables: Tables) -> None:
        import numpy as np

        self.baseline = tables
        self.added: list[Tables] = []
        self.matchers = [Matcher(tables)]
        self.present: Mask = np.ones(len(tables.forms), dtype=bool)

    def tables(self) -> Tables:
        """Return the tables of all forms so far."""
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
            overlaps=self.joined("overlaps"),
            ranges=pd.concat([kept, *last.values()], ignore_index=True),
            catalogue=None,
            **self._owned() | self._by_form(last),
        )

    def _owned(self) -> dict[str, Any]:
        return {name: self.joined(name) for name in dict.fromkeys(MEMBERSHIPS.values())}

    def _by_form(self, added: Iterable[str]) -> dict[str, Any]:
        """Return the frames on money and clocks, of added forms as those say that add them."""
        frames = {name: self.joined(name) for name in MONEY | CLOCKS}
        for name in ("costs", "costed", "published_money", *CLOCKS):
            old = getattr(self.baseline, name)
            gone = old.index[old["form"].isin(set(added))]
            frames[name] = frames[name].drop(gone).reset_index(drop=True)
        frames["tariffs"] = frames["tariffs"].drop_duplicates("tariff", ignore_index=True)
        return frames

    def joined(self, name: str) -> "pd.DataFrame":
        """Return one of the frames with the rows of all forms so far."""
        import pandas as pd

        frames: list[pd.DataFrame] = [getattr(each, name) for each in (self.baseline, *self.added)]
        return pd.concat(frames, ignore_index=True)

    def owners(self, name: str) -> "Rows":
        """Return the row of the form of each row of that frame."""
        import numpy as np

        owners, start = [], 0
        for each in (self.baseline, *self.added):
            rows = places_among(each.forms["form"], getattr(each, name)["form"])
            owners.append(np.where(rows < 0, -1, rows + start))
            start += len(each.forms)
        return np.concatenate(owners).astype("intp")

    def laid_out(self, change: Change) -> "tuple[Mask, int | None]":
        """Return which rows a change is about and the row that it adds, and go on to after it."""
        import numpy as np

        size = len(self.present)
        rows = np.zeros(size, dtype=bool) if change.where is None else self.rows(change)
        added = [operation.lay_out(self, change, rows) for operation in change.operations]
        return rows, next((row for row in added if row is not None), None)

    def rows(self, change: Change) -> "Mask":
        """Return the rows that a change is about; of forms that are gone, too."""
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
                finding_in(
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
            raise InputError([finding_in(change, message, "where")])
        return mask

    def add(self, change: Change, form: Form, services: "pd.DataFrame | None" = None) -> int:
        """Let the form that a change adds be there, and return its row.

        `services` are those that it belongs to, a row each; without, it belongs to none.
        """
        import numpy as np

        here = self._row_of(form.id)
        if here is not None:
            message = f"the id {form.id!r} is taken by a form that is there"
            raise InputError(
                [finding_in(change, message, str(change.operations[0].path[-1]), "id")]
            )
        agencies = self.baseline.agencies
        catalogue = Catalogue(
            title=None,
            description=None,
            currency=self.baseline.currency,
            covers=None,
            internal_customers=self.baseline.internal_customers,
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
            journeys=(),
            tariffs=_tariffs(self.tables().tariffs, change, form),
            forms=(form,),
            files=(),
        )
        tables = replace(tabulate(catalogue), agencies=agencies)
        if services is not None:
            tables = replace(tables, services=services)
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

    def unknown_events(
        self, change: Change, key: str, given: "Iterable[tuple[str, float | None]]"
    ) -> list[Finding]:
        """Return a finding for each life event, given under a key, that no form has."""
        events = self._life_events()
        spelt = {name: event for event, name in events.items()} | {each: each for each in events}
        hint = Hints(spelt)
        return [
            finding_in(
                change,
                f"no form has the life event {event!r}{hint(event)}",
                *entry_of(change, (key, "life_events"), event, place),
            )
            for place, (event, _) in enumerate(given)
            if events and event not in events
        ]


def _tariffs(known: "pd.DataFrame", change: Change, form: Form) -> dict[str, Tariff]:
    """Return the tariffs that tables know, or raise InputError if a form names another one."""
    found = {row["tariff"]: tariff_in(row) for row in known.to_dict("records")}
    cost = form.cost
    entries: tuple[Any, ...] = (*cost.recurring, *cost.one_off, *cost.government) if cost else ()
    unknown = [
        each.tariff
        for each in entries
        if each.tariff and each.tariff not in found and tariff_named(each.tariff) is None
    ]
    if unknown:
        hint = Hints([*found, *names_of_tariffs()])
        raise InputError(
            finding_in(
                change,
                f"tariff: {name!r} is neither in the catalogue nor with the program{hint(name)}",
                str(change.operations[0].path[-1]),
                "cost",
            )
            for name in unknown
        )
    return found


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


def entry_of(change: Change, path: KeyPath, name: str, place: int) -> KeyPath:
    """Return the path to an entry of a mapping of names or a list of them, be it which it is."""
    is_mapping = change.file.text and change.file.span((*change.path, *path, name))
    return (*path, name if is_mapping else place)


def finding_in(change: Change, message: str, *within: str | int) -> Finding:
    """Return a finding on a change, or on what is `within` it."""
    path = json_path((*change.path, *within))
    return Finding(change.position(*within), "scenario", message, path=path)
