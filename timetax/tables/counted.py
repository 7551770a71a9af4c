"""What was counted on forms, in classes by which reports total and select."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from timetax.catalogue.declaration import Key

if TYPE_CHECKING:
    import pandas as pd

OF_INSTRUMENTS = {
    name: Key(
        f"How many {name} the form itself has, as it was counted, in classes; selections take "
        f"numbers as well: {name} > 50.",
        heading=name,
        absent="(not counted)",
        groups=True,
    )
    for name in ("pages", "words", "questions")
}
"""The fields that what was counted on forms gives to them."""

ENDS = {
    "pages": (1, 2, 5, 10, 20),
    "words": (500, 1_000, 2_500, 5_000, 10_000),
    "questions": (10, 25, 50, 100, 250),
}
"""The last number of each class but the last one."""

NUMBER = "number"


def classed(instruments: "pd.DataFrame", field: str, kinds: Iterable[str]) -> "pd.DataFrame":
    """Return a row a form of which a field of `OF_INSTRUMENTS` was counted: its class and number.

    `kinds` are the columns that hold the questions, kind by kind.
    """
    import pandas as pd

    of_questions = instruments[list(kinds)].sum(axis=1, min_count=1)
    numbers = of_questions if field == "questions" else instruments[field]
    there = numbers.notna().to_numpy()
    counts = [int(number) for number in numbers[there]]
    return pd.DataFrame(
        {
            "form": instruments["form"][there].array,
            field: pd.array([_class_of(count, field) for count in counts], dtype="str"),
            NUMBER: pd.array(list(map(str, counts)), dtype="str"),
        }
    )


def _class_of(count: int, field: str) -> str:
    first = 0
    for last in ENDS[field]:
        if count <= last:
            return f"{first:,} to {last:,}" if last > first else f"{last:,}"
        first = last + 1
    return f"{first:,} or more"
