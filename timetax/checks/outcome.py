"""What a run of checks found, and what exit code that is."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from timetax.files.yaml import File
from timetax.findings import Finding, Severity, option_error

CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2
_ORDER = [Severity.NOTE, Severity.WARNING, Severity.ERROR]


@dataclass(frozen=True)
class Outcome:
    """The findings of a run in file order, and all that is needed to show them.

    Attributes:
        findings: what is left after selection, suppression and baseline.
        files: the files that were read, whose lines can be shown.
        complete: whether every file could be read.
        threshold: findings of this severity and above make the exit code 1.
        suppressed: how many findings comments in the files keep out.
        known: how many findings the baseline keeps out.
        hidden: how many findings were asked not to be shown; none of them makes the run fail.
    """

    findings: tuple[Finding, ...]
    files: tuple[File, ...]
    complete: bool
    threshold: Severity = Severity.ERROR
    suppressed: int = 0
    known: int = 0
    hidden: int = 0

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above the threshold, 2 a file could not be read."""
        if not self.complete:
            return COULD_NOT_RUN
        return FOUND if any(self.fails(each) for each in self.findings) else CLEAN

    def fails(self, finding: Finding) -> bool:
        """Return whether a finding is at or above the threshold."""
        return _ORDER.index(finding.severity) >= _ORDER.index(self.threshold)

    def hiding(self, severities: Collection[Severity]) -> "Outcome":
        """Return the outcome without findings of these severities, which are counted.

        Raises:
            InputError: findings of one of them make the run fail.
        """
        for each in severities:
            if _ORDER.index(each) >= _ORDER.index(self.threshold):
                message = f"what makes the run fail is shown, and here a finding of {each} does"
                raise option_error(f"--hide {each}", message)
        kept = tuple(each for each in self.findings if each.severity not in severities)
        return replace(self, findings=kept, hidden=len(self.findings) - len(kept))
