"""Expressions on the columns of a log, in which nothing that the data name is a query."""

from collections.abc import Sequence

from timetax.findings import option_error
from timetax.read.logs.columns import LogColumns
from timetax.read.logs.engine import LogEngine, Type
from timetax.read.logs.patterns import regular_expression
from timetax.wording.hints import did_you_mean
from timetax.wording.lists import some

NOT_GIVEN = "(not given)"
"""The group of a case whose column is empty."""


class Texts:
    """Expressions of text in the dialect of an engine."""

    def __init__(self, engine: LogEngine) -> None:
        self.engine = engine
        self.literal = engine.dialect.text

    def of(self, column: str) -> str:
        """Return a column as text, unknown where it is empty."""
        name = self.engine.dialect.name(column)
        if self.engine.types[column] is not Type.TEXT:
            name = f"CAST({name} AS {self.engine.dialect.text_type})"
        return f"nullif({name}, '')"

    def matches(self, text: str, patterns: Sequence[str]) -> str:
        """Return whether a text is like one of the patterns of pages."""
        if not patterns:
            return "1 = 0"
        expression = "|".join(map(regular_expression, patterns))
        return self.engine.dialect.matches.format(text, self.literal(f"^(?s:{expression})$"))

    def groups(self, by: Sequence[str], columns: LogColumns) -> tuple[str, str]:
        """Return the columns by which cases are grouped as `g0`, `g1` ..., and these names alone.

        Raises:
            InputError: there is none of them, or it says who somebody is, or when, or what.
        """
        found = [self.of(require_group(each, self.engine, columns)) for each in by]
        made = (
            f", coalesce({each}, '{NOT_GIVEN}') AS g{place}" for place, each in enumerate(found)
        )
        return "".join(made), "".join(f", g{place}" for place in range(len(by)))


def require_group(name: str, engine: LogEngine, columns: LogColumns) -> str:
    """Return the name of a column by which cases are grouped.

    Raises:
        InputError: there is none, or it says who somebody is, or when, or what.
    """
    taken = {column: key for key, column in columns.columns.items()}
    if name in taken:
        why = "a group of one person is none" if taken[name] == "subject" else "it is used already"
        raise option_error("by", f"the column {name!r} is the {taken[name]} of the log: {why}")
    if name not in engine.types:
        others = [each for each in columns.others if each in engine.types]
        hint = did_you_mean(name, others) or f"; there are {some(others, 8) or 'none'}"
        raise option_error("by", f"the log has no column {name!r} to group by{hint}")
    if engine.types[name] is Type.OTHER:
        raise option_error("by", f"the column {name!r} holds lists or parts, and no plain values")
    return name
