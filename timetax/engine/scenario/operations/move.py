"""Move a share of the responses to a channel with its own minutes, and cost if given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from timetax.catalogue.file_model import FileModel
from timetax.engine.scenario.amounts import AmountField, ShareField
from timetax.engine.scenario.model import Amount, Key, Operation, amount_in_words
from timetax.files.yaml import KeyPath

if TYPE_CHECKING:
    from timetax.engine.scenario.state import Floats, Rows, Run


class MoveEntry(FileModel):
    """A share of the responses that goes to another channel."""

    share: ShareField = Field(description="The share of the responses that moves.")
    minutes_per_response: AmountField = Field(description="Minutes for one response there.")
    cost_per_response: AmountField | None = Field(
        None, description="Money out of pocket for one response there; as before if not given."
    )


@dataclass(frozen=True)
class Move(Operation):
    """Move a share of the responses to a channel with its own minutes, and cost if given."""

    share: Amount
    minutes_per_response: Amount
    cost_per_response: Amount | None
    path: KeyPath = ()

    def __str__(self) -> str:
        there = f"{amount_in_words(self.minutes_per_response)} minutes each"
        return f"move a share of {amount_in_words(self.share)} to a channel of {there}"

    def shares(self) -> Sequence[Amount]:
        """Return the share."""
        return (self.share,)

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Mix the figures of both channels."""
        moved = run.share(self.share, (*self.path, "share"))
        for name in ("minutes_per_response", "cost_per_response"):
            there = getattr(self, name)
            if there is not None:
                value = run.positive(there, (*self.path, name))
                run.figures[name][rows] = _mixed(run.figures[name][rows], moved, value)


def _mixed(old: "Floats", share: "float | Floats", there: "float | Floats") -> "Floats":
    import numpy as np

    mixed = old * (1.0 - share) + np.multiply(there, share)
    return np.where(np.equal(share, 1.0), there, mixed)


KEYS = {
    "move": Key(
        annotation=MoveEntry | None,
        description="A share of responses that goes elsewhere.",
        read=lambda value, written, path: [
            Move(value.share, value.minutes_per_response, value.cost_per_response, path)
        ],
        models={(): MoveEntry},
        amounts=tuple(MoveEntry.model_fields),
    )
}
