"""Free a share of the respondents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetax.engine.scenario.amounts import ShareField
from timetax.engine.scenario.model import Amount, Key, Operation, amount_in_words
from timetax.files.yaml import KeyPath

if TYPE_CHECKING:
    from timetax.engine.scenario.state import Rows, Run


@dataclass(frozen=True)
class Exempt(Operation):
    """Free a share of the respondents."""

    share: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"exempt a share of {amount_in_words(self.share)}"

    def shares(self) -> Sequence[Amount]:
        """Return the share."""
        return (self.share,)

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Leave respondents and responses in proportion."""
        left = 1.0 - run.share(self.share, self.path)
        for name in ("respondents", "responses"):
            run.figures[name][rows] *= left


KEYS = {
    "exempt": Key(
        annotation=ShareField | None,
        description="The share of respondents that is freed.",
        read=lambda value, written, path: [Exempt(value, path)],
    )
}
