"""Whose hours are none of the public: declared here once, and followed by every total."""

from collections.abc import Sequence

FEDERAL = "federal"
"""The part of the public that is the federal government itself."""

INTERNAL = "Internal customers: hours of the federal government's own people."
"""Why a form that the federal government alone fills in is in no total of the public."""

APART, COUNTED = "apart", "counted"
COUNTING = {
    APART: "an account of their own",
    COUNTED: "in the total, of which they are named",
}
"""How the hours of internal customers are counted."""


def is_internal(publics: Sequence[str]) -> bool:
    """Return whether the federal government alone is affected, and so fills in a form."""
    return tuple(publics) == (FEDERAL,)
