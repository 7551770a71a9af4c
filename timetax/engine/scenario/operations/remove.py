"""Take the forms away."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetax.catalogue.value_types import YesNo
from timetax.engine.scenario.model import Change, Key, Operation
from timetax.files.yaml import KeyPath

if TYPE_CHECKING:
    from timetax.engine.scenario.state import Rows, Run
    from timetax.engine.scenario.universe import Mask, Universe


@dataclass(frozen=True)
class Remove(Operation):
    """Take the forms away."""

    path: KeyPath = ()

    def __str__(self) -> str:
        return "remove"

    def lay_out(self, universe: "Universe", change: Change, rows: "Mask") -> int | None:
        """Leave the forms out of what changes after it are about."""
        universe.present[rows] = False
        return None

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Let the forms be there no longer."""
        run.state.present[rows] = False


def _refused(written: object) -> str | None:
    no = str(written).casefold() in ("no", "false")
    return "no forms are removed; leave the change out" if no else None


KEYS = {
    "remove": Key(
        annotation=YesNo | None,
        description="Whether the forms are taken away.",
        read=lambda value, written, path: [Remove(path)],
        refused=_refused,
        alone=True,
    )
}
