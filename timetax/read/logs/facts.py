"""What is to be said of a log beside its cases."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class LogFacts:
    """What is to be said of a log.

    Attributes:
        notes: what was left out or is doubtful, in sentences.
        period: its first and last day, as 2024-01-01 to 2024-01-31; empty if it is not known.
    """

    notes: tuple[str, ...]
    period: str = ""


def day(micros: int) -> str:
    """Return the day, in UTC, of microseconds since 1970."""
    return datetime.fromtimestamp(micros // 1_000_000, UTC).date().isoformat()
