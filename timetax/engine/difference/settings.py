"""What a project asks of its differences."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timetax.engine.difference.gates import Gate
    from timetax.engine.estimates.difference import FormGate


@dataclass(frozen=True)
class DiffSettings:
    """What `timetax diff` compares and allows.

    Attributes:
        fail_on: the gates that a difference must pass.
        form_gates: those on the forms themselves, on paper or as pages.
        allow_unknown: whether a gate that cannot be told for unknown figures is let through.
        catalogue: the files and folders that a git revision means; empty for those it finds.
    """

    fail_on: "tuple[Gate, ...]" = ()
    form_gates: "tuple[FormGate, ...]" = ()
    allow_unknown: bool = False
    catalogue: tuple[Path, ...] = ()
