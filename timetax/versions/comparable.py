"""What versions must share to be compared."""

from collections.abc import Sequence
from itertools import pairwise

from timetax.engine.difference.model import Version
from timetax.findings import Finding, InputError, Position


def require_comparable(versions: Sequence[Version]) -> None:
    """Raise InputError unless the costs of all versions are in one currency."""
    for before, after in pairwise(versions):
        if before.tables.currency != after.tables.currency:
            message = (
                f"is in {after.tables.currency}, and {before.name} in {before.tables.currency}; "
                "give both the same `currency:`, with costs in it"
            )
            raise InputError([Finding(Position(after.name), "currency", message)])
