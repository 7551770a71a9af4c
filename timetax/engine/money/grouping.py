"""What forms cost by the values of fields: by kind of duty, too, where a form has several."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from timetax.engine.money.arithmetic import exact
from timetax.engine.money.book import ACCOUNTS
from timetax.engine.money.model import Amounts, Costs, FormCost
from timetax.engine.totals import weighted_rows
from timetax.files.collecting import paused_garbage_collector
from timetax.tables.frames import plain_columns
from timetax.tables.layouts import NAMES, Tables

if TYPE_CHECKING:
    import pandas as pd

DUTY = "duty"


class Group:
    """Forms of the same values.

    Attributes:
        values: the values of the fields and their names, by column.
        forms: how many forms are in it, and how many of them are not costed.
        unknown: the accounts that are not known of one of them.
        amounts: what they cost.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.forms = 0
        self.not_costed = 0
        self.unknown: set[str] = set()
        self._parts: list[Amounts] = []

    def add(self, cost: FormCost, amounts: Amounts, weight: float) -> None:
        """Let a part of a form count here."""
        self.forms += 1
        self.not_costed += bool(cost.not_costed)
        self.unknown.update(cost.problems or (ACCOUNTS if cost.not_costed else ()))
        self._parts.append(amounts if weight == 1 else amounts.times(exact(weight)))

    @cached_property
    def amounts(self) -> Amounts:
        """What the forms cost, of which it is known."""
        return Amounts.sum(self._parts)


@paused_garbage_collector()
def groups_of(costs: Costs, tables: Tables, fields: Sequence[str]) -> list[Group]:
    """Return what the forms cost by the values of fields, as `totals_by` counts them.

    A form with shares counts by share under its life events, one with a list in full under each.
    Its entries of several kinds of duty count each under its own.
    """
    rows = _weighted(tables, [each for each in fields if each != DUTY])
    columns = [str(column) for column in rows if column not in ("node", "weight")]
    by_form = {each.form: each for each in costs.forms}
    ids = tables.forms["form"].tolist()
    groups: dict[tuple[Any, ...], Group] = {}
    names = [*columns, *([DUTY] if DUTY in fields else [])]
    keys = list(zip(*plain_columns(rows, columns), strict=True)) or [()] * len(rows)
    for node, weight, key in zip(rows["node"].tolist(), rows["weight"].tolist(), keys, strict=True):
        cost = by_form.get(ids[node])
        if cost is None:
            continue
        parts = cost.by_duty if DUTY in fields else {None: cost.amounts}
        for duty, amounts in parts.items():
            own = (*key, duty) if DUTY in fields else key
            group = groups.get(own)
            if group is None:
                group = groups[own] = Group(dict(zip(names, own, strict=True)))
            group.add(cost, amounts, weight)
    return list(groups.values())


def columns_of(fields: Sequence[str]) -> list[str]:
    """Return the columns of the values of fields and of their names."""
    return [
        column
        for field in fields
        for column in (field, *([NAMES[field]] if field in NAMES else []))
    ]


def _weighted(tables: Tables, fields: Sequence[str]) -> "pd.DataFrame":
    import numpy as np
    import pandas as pd

    nodes = np.arange(len(tables.forms))
    if fields:
        return weighted_rows(replace(tables, forms=tables.forms.assign(node=nodes)), fields)
    return pd.DataFrame({"node": nodes, "weight": np.ones(len(nodes))})
