"""The shape of what published analytics say of a form: its steps with visits and seconds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A page of a form: how often it was visited, and the average seconds of a visit."""

    page: str
    visits: float
    seconds: float


@dataclass(frozen=True)
class FormVisits:
    """The steps of a form in a table of analytics.

    Attributes:
        form: the form, as the mapping names it.
        steps: its pages that count, the last among them.
        last_visits: visits of the last step, which are those who finished.
        left_out: its pages that do not count.
        why_not: why it cannot be measured; empty if it can.
    """

    form: str
    steps: tuple[Step, ...]
    last_visits: float
    left_out: tuple[Step, ...] = ()
    why_not: str = ""
