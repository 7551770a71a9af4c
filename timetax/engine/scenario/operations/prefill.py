"""Take away a share of the time, such as by what is filled in beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetax.engine.scenario.amounts import ShareField
from timetax.engine.scenario.model import Amount, Key, Operation, amount_in_words
from timetax.files.yaml import KeyPath

if TYPE_CHECKING:
    from timetax.engine.scenario.state import Rows, Run


@dataclass(frozen=True)
class Prefill(Operation):
    """Take away a share of the time."""

    share: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"pre-fill a share of {amount_in_words(self.share)}"

    def shares(self) -> Sequence[Amount]:
        """Return the share."""
        return (self.share,)

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Leave the rest of the minutes."""
        run.figures["minutes_per_response"][rows] *= 1.0 - run.share(self.share, self.path)


KEYS = {
    "prefill": Key(
        annotation=ShareField | None,
        description="The share of the time that is saved.",
        read=lambda value, written, path: [Prefill(value, path)],
    )
}
