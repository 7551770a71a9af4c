"""The rules of reading: their mistakes are found by the reader and the schema, not here."""

from inspect import cleandoc

from timetax.checks.rule import RULES, Rule
from timetax.findings import Severity

PARSE = ("input", "encoding", "syntax", "duplicate-key")
"""Rules about files and YAML; the others of this module are about the schema."""


def _register(code: str, name: str, page: str) -> None:
    RULES[name] = Rule(code, name, Severity.ERROR, cleandoc(page))


_register(
    "TT001",
    "input",
    """A file cannot be read.

    What it checks:
        That every path given can be opened, and that a directory holds YAML files.

    Why it matters:
        A check that skips a file says nothing about it.

    Example:
        timetax check no-such-file.yaml

    Use instead:
        The path of a file that is there.
    """,
)
