"""Names the form, agency or life event that a finding is about, by its place."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from timetax.catalogue.document import SECTIONS
from timetax.files.yaml import Document
from timetax.findings import Finding

_ENTRY = re.compile(rf"\$\.({'|'.join(SECTIONS)})\[(\d+)\]")


def named(findings: Iterable[Finding], documents: Iterable[Document]) -> list[Finding]:
    """Return findings, each with the id of its entry as its subject where it has none yet.

    Of a finding without a path, such as one on a comment, that is the entry around its line.
    """
    known = {each.file.name: _Entries(each) for each in documents}
    return [
        replace(each, subject=known[each.position.file].subject_of(each))
        if not each.subject and each.position.file in known
        else each
        for each in findings
    ]


class _Entries:
    """The entries of a document, found by path or by line."""

    def __init__(self, document: Document) -> None:
        self.file = document.file
        self.content: Mapping[str, Any] = document.value if isinstance(document.value, dict) else {}
        self._begins: list[tuple[int, str]] | None = None

    def subject_of(self, finding: Finding) -> str:
        if found := _ENTRY.match(finding.path):
            return self._id(found[1], int(found[2]))
        return "" if finding.path or not finding.position.line else self._around(finding)

    def _around(self, finding: Finding) -> str:
        if self._begins is None:
            ends = [(self.file.key_position((key,)).line, "") for key in self.content]
            entries = [
                (self.file.position((section, index)).line, self._id(section, index))
                for section in SECTIONS
                for index in range(len(self._entries(section)))
            ]
            self._begins = sorted([*ends, *entries], key=lambda each: each[0])
        lines = [line for line, _ in self._begins]
        place = bisect_right(lines, finding.position.line) - 1
        return self._begins[place][1] if place >= 0 else ""

    def _entries(self, section: str) -> list[Any]:
        entries = self.content.get(section)
        return entries if isinstance(entries, list) else []

    def _id(self, section: str, index: int) -> str:
        entries = self._entries(section)
        entry = entries[index] if index < len(entries) else None
        return str(entry.get("id") or "") if isinstance(entry, dict) else ""
