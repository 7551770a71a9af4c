"""The names that sections of a catalogue declare, and findings of those that nobody declared.

They are found in the plain values of documents and not in validated models, so that a mistake
inside one entry never hides a mistake between entries.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

from timetax.files.yaml import Document, KeyPath, json_path
from timetax.findings import Finding
from timetax.wording.hints import Hints, shown

_Spellings: TypeAlias = dict[str, str]
SECTIONS_OF_KEYS = {
    "agency": "agencies",
    "parent": "agencies",
    "overlaps": "forms",
    "life_event": "life_events",
    "form": "forms",
    "provider": "service_providers",
    "service": "services",
}
"""The section that declares what a key names, where it is not called as the key."""


class Known:
    """The names that a section declares, by every spelling that may be meant."""

    def __init__(self, spellings: _Spellings) -> None:
        self.spellings = spellings
        self.hint = Hints(spellings)


def finding_at(document: Document, path: KeyPath, rule: str, message: str) -> Finding:
    """Return the finding of what is at a path of a document."""
    return Finding(document.file.position(path), rule, message, path=json_path(path))


def entries_in(document: Document, section: str) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Yield the entries of a section that are mappings, each with its path."""
    content = document.value.get(section) if isinstance(document.value, dict) else None
    for index, entry in enumerate(content if isinstance(content, list) else []):
        if isinstance(entry, dict):
            yield (section, index), entry


def declared_in(documents: list[Document], section: str, findings: list[Finding]) -> Known | None:
    """Return the names that a section declares; None if it is nowhere."""
    sections = [each.value[section] for each in documents if has_section(each, section)]
    if not sections or not all(isinstance(content, list) for content in sections):
        return None
    first: dict[str, tuple[Document, KeyPath]] = {}
    for document in documents:
        for path, entry in entries_in(document, section):
            name = text_in(entry.get("id"))
            if name in first:
                earlier, earlier_path = first[name]
                position = earlier.file.position((*earlier_path, "id"))
                message = f"the id {shown(name)} is given twice (first at {position})"
                findings.append(finding_at(document, (*path, "id"), "duplicate-id", message))
            elif name:
                first[name] = (document, path)
    spellings: _Spellings = {}
    for name, (document, path) in first.items():
        entry = document.value[section][path[1]]
        others = [entry.get(key) for key in ("name", "acronym", "code")]
        spellings |= {other: name for other in others if isinstance(other, str)}
    return Known(spellings | {name: name for name in first})


def has_section(document: Document, section: str) -> bool:
    """Return whether a document has a section."""
    return isinstance(document.value, dict) and section in document.value


def text_in(value: object) -> str:
    """Return a text without white space around it; none for what is no text."""
    return value.strip() if isinstance(value, str) else ""


def names_in(value: object) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the names in a value, be it one, a list of them or the keys of a mapping."""
    if isinstance(value, dict):
        return [((name,), text_in(name)) for name in value]
    if isinstance(value, list):
        return [((i,), text_in(name)) for i, name in enumerate(value) if text_in(name)]
    return [((), text_in(value))] if text_in(value) else []


def check_names(
    document: Document,
    path: KeyPath,
    value: object,
    known: Known | None,
    findings: list[Finding],
) -> None:
    """Add a finding for each name in a value that is not among those known."""
    if known is None:
        return
    for place, name in names_in(value):
        if known.spellings.get(name) != name:
            key = str(path[-1])
            section = SECTIONS_OF_KEYS.get(key, key)
            missing = f"{key}: {shown(name)} is not declared under `{section}:`"
            message = missing + known.hint(name)
            findings.append(finding_at(document, (*path, *place), "reference", message))
