"""What was counted on forms and measured: its columns, and classes by which reports select."""

from typing import TYPE_CHECKING

from timetax.catalogue.declaration import Key
from timetax.catalogue.vocabulary import IDENTITY_KINDS, QUESTION_KINDS

if TYPE_CHECKING:
    import pandas as pd

QUESTIONS = {kind: f"questions_{kind}" for kind in QUESTION_KINDS}
IDENTITY = {kind: f"identity_{kind}" for kind in IDENTITY_KINDS}
"""The columns of an instrument with its questions by kind, and those about identity."""

INSTRUMENTS = {
    **dict.fromkeys(("form", "file", "url", "sha256", "edition", "source"), "str"),
    **dict.fromkeys(
        ("pages", "words", "fields", "lists", *QUESTIONS.values(), *IDENTITY.values()), "Int64"
    ),
    "printed_minutes": "float64",
}
MEASURED = {
    **dict.fromkeys(("form", "period", "method", "source"), "str"),
    **dict.fromkeys(("minutes", "low", "high", "cap"), "float64"),
    "cases": "Int64",
}
"""`low` and `high` are the ends of minutes that are a range."""

CLOCKS = {"instruments": INSTRUMENTS, "measured": MEASURED}
"""The frames on what forms hold and took."""

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


def classed(instruments: "pd.DataFrame", field: str) -> "pd.DataFrame":
    """Return a row a form of which `field` of `OF_INSTRUMENTS` was counted: class and number."""
    import pandas as pd

    of_questions = instruments[list(QUESTIONS.values())].sum(axis=1, min_count=1)
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
