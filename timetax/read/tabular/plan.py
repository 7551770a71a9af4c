"""The reading plan of a table: what it was taken for, on what evidence, and what is left to ask.

A reading fills it, and people see it before anything is made of the table. Whoever reads rows adds
what was left out, proved, inferred or could not be settled; the notes of a report and the errors of
a run follow from these values and are written nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from timetax.findings import Finding, Position
from timetax.read.tabular.model import IGNORE, IGNORED, ColumnMapping
from timetax.wording.hints import shown
from timetax.wording.numbers import in_full, plural

NO_HOURS = "no hours come of "
"""So begins what is said of a table that cannot give any."""

WARNINGS = (
    "Left out as with mistakes: ",
    " does not agree: ",
    " is taken as unknown at ",
    NO_HOURS.capitalize(),
)
"""What stands in the notes that no report is without: what is not read, or does not add up."""

LISTED = 10
"""How many rows of one kind a note names."""


@dataclass(frozen=True)
class LeftOut:
    """A row that is no form.

    Attributes:
        place: where it stands, as notes name it: `forms.csv:7`, `book.xlsx:Forms!A7`.
        reason: what it is: `a total`, `a repeated heading`, `a remark`, `with mistakes`.
        label: the text by which it is known, or nothing.
        figures: its figures as they are written, by heading.
    """

    place: str
    reason: str
    label: str = ""
    figures: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        label = f" {shown(' '.join(self.label.split()))}" if self.label else ""
        figures = "; ".join(f"{heading}: {figure}" for heading, figure in self.figures)
        return f"{self.place}{label}{f' ({figures})' if figures else ''}"


@dataclass(frozen=True)
class Proof:
    """A figure that the file itself gives for several rows, beside what these rows add up to.

    Attributes:
        place: where the file's own figure stands.
        what: what is added up, in words: `the file's own total of hours`.
        stated: the file's figure.
        found: the sum of the rows that were read.
        rows: how many these are.
        agrees: whether both are the same within the rounding in which the figure is printed.
    """

    place: str
    what: str
    stated: float
    found: float
    rows: int
    agrees: bool

    def __str__(self) -> str:
        rows = f"the {plural(self.rows, 'row')} read"
        if self.agrees:
            return f"{self.what} ({self.place}), {in_full(self.stated)}, is the sum of {rows}"
        return (
            f"{self.what} does not agree: {self.place} says {in_full(self.stated)}, and {rows} "
            f"add up to {in_full(self.found)}"
        )


@dataclass(frozen=True)
class Inference:
    """What was concluded about a table and does not stand in it.

    Attributes:
        what: `notation`, `scale`, `heading`, `frequency`, `levels`, `ids` ...
        value: what was concluded, as a sentence without its full stop.
        evidence: the cells or words that say so, or nothing where `value` says it.
        silent: whether the notes of a report need not repeat it.
    """

    what: str
    value: str
    evidence: str = ""
    silent: bool = False

    def __str__(self) -> str:
        return f"{self.value} ({self.evidence})" if self.evidence else self.value


@dataclass(frozen=True)
class Answer:
    """A way to settle a question: an option as it is typed, and what it then means."""

    option: str
    meaning: str = ""

    def __str__(self) -> str:
        return f"`{self.option}`{f' ({self.meaning})' if self.meaning else ''}"


@dataclass(frozen=True)
class Question:
    """What cannot be told from the table, and decides a figure; a run stops with it.

    Attributes:
        position: the cell or heading that it is about.
        rule: the name of the finding that it becomes.
        message: what was found and why it does not say enough.
        answers: the options that settle it; each leads to the figure that it says.
    """

    position: Position
    rule: str
    message: str
    answers: tuple[Answer, ...]

    def finding(self) -> Finding:
        """Return the question as the error of a run."""
        *others, last = map(str, self.answers)
        choices = f"{', '.join(others)} or {last}" if others else last
        return Finding(self.position, self.rule, f"{self.message}; write {choices}")


@dataclass(frozen=True)
class ReadingPlan:
    """How a table is read, and why.

    Attributes:
        name: the file.
        taken_for: what it was taken for: `CSV`, `an Excel workbook`.
        why: the reason.
        sheet: the sheet, of a workbook.
        heading_rows: the lines or rows in which the headings stand, from 1.
        columns: what each column is.
        left_out: the rows that are no forms.
        proofs: the file's own sums, beside those of the rows read.
        inferences: what was concluded.
        questions: what is open.
    """

    name: str
    taken_for: str = ""
    why: str = ""
    sheet: str | None = None
    heading_rows: tuple[int, ...] = ()
    columns: tuple[ColumnMapping, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    proofs: tuple[Proof, ...] = ()
    inferences: tuple[Inference, ...] = ()
    questions: tuple[Question, ...] = ()

    def notes(self) -> tuple[str, ...]:
        """Return what a report must say of the reading: its short form."""
        of_rows = [
            _of_rows(reason, [each for each in self.left_out if each.reason == reason])
            for reason in dict.fromkeys(each.reason for each in self.left_out)
        ]
        inferred = [each for each in self.inferences if not each.silent]
        said = [
            *(str(each) for each in self.proofs if not each.agrees),
            *self._columns_left_out(),
            *(str(each) for each in inferred if each.what != "ids"),
            *of_rows,
            *(str(each) for each in self.proofs if each.agrees),
            *(str(each) for each in inferred if each.what == "ids"),
        ]
        return tuple(f"{each[:1].upper()}{each[1:]}." for each in said)

    def _columns_left_out(self) -> list[str]:
        columns = [each for each in self.columns if each.key is None and each.why != IGNORED]
        if not columns:
            return []
        headings = [
            shown(each.heading) if each.heading else "one without a heading" for each in columns
        ]
        return [
            f"columns of {self.name} left out: {', '.join(headings)} "
            f"(--map HEADING=KEY says what one is, and --map HEADING={IGNORE} that it is left out)"
        ]


def _of_rows(reason: str, rows: Sequence[LeftOut]) -> str:
    more = f" and {len(rows) - LISTED:,} more" if len(rows) > LISTED else ""
    listed = "; ".join(map(str, rows[:LISTED]))
    return f"left out as {reason}: {plural(len(rows), 'row')}: {listed}{more}"
