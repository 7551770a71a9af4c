"""Numbers that people write on a command line, exactly: 0.1, 1e6, 1_000 or 1/3."""

import re
from fractions import Fraction

from timetax.catalogue.values import MAX_FIGURE
from timetax.wording.hints import shown

# The limits on length and exponent keep the exact value small: 1e999999999 would fill the memory.
_NUMBER = re.compile(r"[+-]?[0-9._]{1,50}(e[+-]?[0-9]{1,2}|/[0-9]{1,50})?", re.IGNORECASE)


def number(text: str) -> Fraction:
    """Return the number that a text spells, exactly. Raises ValueError if it spells none."""
    written = text.strip()
    try:
        exact = Fraction(written) if _NUMBER.fullmatch(written) else None
    except (ValueError, ZeroDivisionError):
        exact = None
    if exact is None:
        raise ValueError(f"{shown(text)} is not a number")
    if abs(exact) > MAX_FIGURE:
        raise ValueError(f"{shown(text)} is not a number up to {MAX_FIGURE:.0e}")
    return exact
