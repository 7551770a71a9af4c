"""How a report is written: the formats stand above reports, so the package tells them which."""

from collections.abc import Callable

write: Callable[..., str]
"""Returns a report in a format: `format_report`, as the package sets it."""
