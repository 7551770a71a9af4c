"""Make an input follow from a total for the year that was published: hours or money."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from timetax.catalogue.formulas import cost_per_response, minutes_that_give
from timetax.engine.scenario.amounts import AmountField
from timetax.engine.scenario.model import Amount, Change, Key, Operation, amount_in_words
from timetax.engine.scenario.universe import finding_in
from timetax.files.yaml import KeyPath
from timetax.findings import InputError

if TYPE_CHECKING:
    from timetax.engine.scenario.state import Floats, Rows, Run
    from timetax.engine.scenario.universe import Mask, Universe

_PUBLISHED = {
    "minutes_per_response": "published_hours",
    "cost_per_response": "published_cost",
}
Figure: TypeAlias = Literal["minutes_per_response", "cost_per_response"]


@dataclass(frozen=True)
class Publish(Operation):
    """Make an input follow from a total for the year: hours or money."""

    figure: Figure
    amount: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        what = "hours" if self.figure == "minutes_per_response" else "money"
        return f"{what} a year = {amount_in_words(self.amount)}, as published"

    def lay_out(self, universe: "Universe", change: Change, rows: "Mask") -> int | None:
        """Refuse several forms: the total is that of one."""
        import numpy as np

        several = int(np.count_nonzero(rows & universe.present))
        if several > 1:
            within = self.path[len(change.path) :]
            message = f"{within[-1]} is that of one form, and here are {several}; name one"
            raise InputError([finding_in(change, message, *within)])
        return None

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Divide the total by the responses; without any it stays as published."""
        import numpy as np

        responses = run.figures["responses"][rows]
        total = run.positive(self.amount, self.path)
        published = run.figures[_PUBLISHED[self.figure]]
        published[rows] = np.where(responses > 0, published[rows], total)
        rows = rows[~np.isnan(responses.reshape(len(rows), -1)).any(axis=1)]
        run.figures[self.figure][rows] = per_response(self.figure, total, run.figures, rows)


def per_response(
    figure: str, total: "float | Floats", figures: "dict[str, Floats]", rows: "Rows"
) -> "Floats":
    """Return the figure with which responses make the total; as it was where there are none."""
    import numpy as np

    old, responses = figures[figure][rows], figures["responses"][rows]
    if figure == "minutes_per_response":
        made = minutes_that_give(np.broadcast_to(total, responses.shape), responses)
    else:
        made = cost_per_response(total, responses)
    return np.where(responses > 0, made, old)


def _read(figure: Figure, value: Any, written: object, path: KeyPath) -> Sequence[Operation]:
    return [Publish(figure, value, path)]


KEYS = {
    "published_hours": Key(
        annotation=AmountField | None,
        description="Hours a year as published; the minutes follow if the responses are known.",
        read=partial(_read, "minutes_per_response"),
    ),
    "published_cost": Key(
        annotation=AmountField | None,
        description="Money a year as published; the cost per response follows if the responses are "
        "known.",
        read=partial(_read, "cost_per_response"),
    ),
}
