"""What the program has to tell the user about their input, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; line and column count from 1, and 0 means the file as a whole.

    Of a workbook, line and column are those of the sheet, and `cell` is how people call the place.
    """

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.cell}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement of the characters from `start` to `end` of a file's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the user: where, which rule, and in words what was found and would do.

    Attributes:
        position: where it stands.
        rule: the name of the rule.
        message: what was found and what would do.
        severity: how much it matters.
        path: where it stands inside the document, such as `$.forms[3].minutes_per_response`.
        subject: what it is about whatever its place, such as the id of a form.
        fix: a safe way to mend it, or None.
    """

    position: Position
    rule: str
    message: str
    severity: Severity = Severity.ERROR
    path: str = ""
    subject: str = ""
    fix: Fix | None = None

    def __str__(self) -> str:
        return f"{self.position}: {self.severity}: {self.message} [{self.rule}]"


class InputError(ValueError):
    """The input cannot be used; carries a finding for every mistake in it, in file order."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


def option_error(option: str, message: str) -> InputError:
    """Return the error for an option or argument that cannot be used."""
    return InputError([Finding(Position(option), "option", message)])
