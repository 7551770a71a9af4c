"""Mends files: puts in the safe fixes of findings and leaves every other byte as it is."""

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

from timetax.checks.outcome import Outcome
from timetax.files.encoding import marked
from timetax.files.writing import write_whole
from timetax.files.yaml import File, parse
from timetax.findings import Finding, Fix, InputError, Position

STDIN_NAME = "<stdin>"


def fixed(text: str, findings: Iterable[Finding]) -> str:
    """Return the text with the fixes of its findings; of two that overlap, only the first."""
    parts = []
    end = 0
    for fix in _apart(findings):
        parts += [text[end : fix.start], fix.text]
        end = fix.end
    return "".join([*parts, text[end:]])


def apply(outcome: Outcome) -> int:
    """Write the fixes of an outcome into its files, and return how many were put in.

    Each file is written whole or not at all, and only if it is still valid YAML afterwards.

    Raises:
        InputError: a file has changed since it was checked, or cannot be written.
    """
    count = 0
    for file, findings in _fixable(outcome):
        if file.name == STDIN_NAME:
            continue
        path = Path(file.name)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise _not_fixed(file, f"cannot be read: {error.strerror}") from error
        mark, encoding = marked(data)
        if data != mark + file.text.encode(encoding):
            raise _not_fixed(file, "has changed while it was checked; check it again")
        write_whole(path, mark + fixed(file.text, findings).encode(encoding), in_its_place=True)
        count += len(_apart(findings))
    return count


def difference(outcome: Outcome) -> str:
    """Return what `apply` would change, as a unified diff."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for file, findings in _fixable(outcome)
        for line in difflib.unified_diff(
            _lines(file.text),
            _lines(fixed(file.text, findings)),
            _printable(file.name),
            _printable(file.name),
        )
    )


def _printable(name: str) -> str:
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")


def _fixable(outcome: Outcome) -> list[tuple[File, list[Finding]]]:
    """Return each file that fixes would change for the better, with its findings."""
    found: dict[str, list[Finding]] = {}
    for each in outcome.findings:
        if each.fix is not None:
            found.setdefault(each.position.file, []).append(each)
    return [
        (file, found[file.name])
        for file in outcome.files
        if file.name in found and _changes(file, found[file.name])
    ]


def _changes(file: File, findings: list[Finding]) -> bool:
    text = fixed(file.text, findings)
    return text != file.text and parse(File(file.name, text)).document is not None


def _apart(findings: Iterable[Finding]) -> list[Fix]:
    fixes = sorted(
        (each.fix for each in findings if each.fix is not None),
        key=lambda fix: (fix.start, fix.end),
    )
    apart: list[Fix] = []
    for fix in fixes:
        if not apart or (fix.start >= apart[-1].end and fix.start > apart[-1].start):
            apart.append(fix)
    return apart


def _lines(text: str) -> list[str]:
    return re.findall("[^\n]*\n|[^\n]+", text)


def _not_fixed(file: File, message: str) -> InputError:
    return InputError([Finding(Position(file.name), "input", message)])
