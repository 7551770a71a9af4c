"""The measures of a form, each declared once: what follows from its figures and adds up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from timetax.catalogue.formulas import cost_a_year, hours_a_year
from timetax.tables.layouts import COST_FROM, HOURS_FROM
from timetax.wording.numbers import Kind


@dataclass(frozen=True)
class Measure:
    """An amount a year that a form has, and that those of several forms add up to.

    Attributes:
        key: its column in tables, and its name in the data of reports.
        word: its name in gates, in accounts, and in that of what follows from it: `change_hours`.
        inputs: the columns of forms that it follows from.
        formula: makes it of them, an array each; None if it is itself one of them.
        unit: what it is counted in; None if that is the currency.
        name: what people call it.
        heading: the heading of its column.
        kind: how its values are written.
        shown: where its column is shown.
        in_rows: whether it stands in each row of a report and at each point of a sweep.
        with_hours: whether it is known of every form of which the hours are. Beside another one
            totals say of how many forms it is not known.
        spellings: what else it may be called in gates.
    """

    key: str
    word: str
    inputs: tuple[str, ...]
    formula: Callable[..., Any] | None
    unit: str | None
    name: str
    heading: str
    kind: Kind
    shown: Literal["always", "wide"] = "wide"
    in_rows: bool = True
    with_hours: bool = False
    spellings: tuple[str, ...] = ()

    def of(self, figures: Mapping[str, Any]) -> Any:
        """Return its values for the figures of forms, an array each."""
        values = [figures[name] for name in self.inputs]
        return self.formula(*values) if self.formula else values[0]

    @property
    def called(self) -> tuple[str, ...]:
        """What people call it besides its key."""
        return (self.word, self.name, self.heading, *self.spellings)

    @property
    def unknown(self) -> str:
        """What the number of forms is called of which it is not known."""
        return f"{self.key}_unknown"

    @property
    def sums(self) -> tuple[tuple[str, type], ...]:
        """The fields of a total that it makes, and their types."""
        own = (self.key, float)
        return (own,) if self.with_hours else (own, (self.unknown, int))

    def unit_in(self, currency: str) -> str:
        """Return what it is counted in, where money is in this currency."""
        return self.unit or currency


RESPONSES = Measure(
    "responses",
    word="responses",
    inputs=("responses",),
    formula=None,
    unit="responses",
    name="Responses",
    heading="responses",
    kind=Kind.RESPONSES,
    spellings=("response",),
)

HOURS = Measure(
    "burden_hours",
    word="hours",
    inputs=HOURS_FROM,
    formula=hours_a_year,
    unit="hours",
    name="Hours",
    heading="hours a year",
    kind=Kind.HOURS,
    shown="always",
    with_hours=True,
    spellings=("hour", "h"),
)

COST = Measure(
    "cost",
    word="cost",
    inputs=COST_FROM,
    formula=cost_a_year,
    unit=None,
    name="Money out of pocket",
    heading="money",
    kind=Kind.RESPONSES,
    in_rows=False,
)

MEASURES = (RESPONSES, HOURS, COST)


def _account(key: str, name: str) -> Measure:
    return Measure(
        key,
        word=key,
        inputs=(),
        formula=None,
        unit=None,
        name=name,
        heading=name.lower(),
        kind=Kind.RESPONSES,
        in_rows=False,
        spellings=(key.replace("_", "-"),),
    )


ACCOUNTS = (
    _account("value_of_time", "Value of time"),
    _account("out_of_pocket", "Out of pocket"),
    _account("one_off", "One-off"),
    _account("government", "Government"),
)
"""The accounts of a book of money: no measures of tables, and gates take them beside a book."""

BESIDE_HOURS = tuple(each for each in MEASURES if each is not HOURS)

IN_ROWS = tuple(each for each in MEASURES if each.in_rows)

IN_ROWS_BESIDE_HOURS = tuple(each for each in IN_ROWS if each is not HOURS)

BY_WORD = {each.word: each for each in MEASURES}

GATED = BY_WORD | {each.word: each for each in ACCOUNTS}
"""What gates can be about."""

_INPUTS_IN_ROWS = {name for each in IN_ROWS for name in each.inputs}

COLUMNS_OF_TOTALS = (
    "forms",
    "not_estimated",
    *(each.key for each in IN_ROWS),
    "share",
    "minutes_per_response",
    "as_published_hours",
)
"""What rows of totals hold besides their fields."""


def amounts_in_rows(figures: Mapping[str, Any], rows: Any) -> dict[str, Any]:
    """Return by key what some forms have of each measure in `IN_ROWS`, NaN where it is unknown."""
    chosen = {name: figures[name][rows] for name in _INPUTS_IN_ROWS}
    return {each.key: each.of(chosen) for each in IN_ROWS}
