"""A document against the declarations of a catalogue, with a message for each mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from timetax.catalogue.advice import in_minutes
from timetax.catalogue.declaration import keys_of, synonyms
from timetax.catalogue.document import FORMAT_VERSION, SECTIONS, CatalogueFile, validator
from timetax.catalogue.values import MistakeError
from timetax.files.yaml import Document, File, KeyPath, json_path
from timetax.findings import Finding, Position
from timetax.wording.hints import did_you_mean, shown
from timetax.wording.numbers import plural
from timetax.wording.summaries import named, summary

Mappings: TypeAlias = Mapping[tuple[str, ...], type]
"""The declarations of the mappings in a file, by the keys that lead to them."""


def mappings_of(entry: type, *path: str) -> Iterator[tuple[tuple[str, ...], type]]:
    """Yield the mappings within an entry at `path`, itself first, each with its keys."""
    yield path, entry
    for key in keys_of(entry).values():
        if key.type.entry:
            yield from mappings_of(key.type.entry, *path, key.name)


@dataclass(frozen=True)
class Validated:
    """What is valid in a document, where each entry of it stood, and what is wrong in the rest.

    `places` maps each section to the indexes that its valid entries have in the document; `notes`
    are what every report made from it must say.
    """

    file: File
    content: CatalogueFile
    places: Mapping[str, tuple[int, ...]]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return summary(named("Validated", self.file.name), plural(len(self.content.forms), "form"))


def validated(document: Document) -> Validated:
    """Return the valid content of a document, and a finding for each mistake in it."""
    from pydantic_core import ValidationError

    value, file = document.value, document.file
    if not isinstance(value, dict):
        found = "the file is empty" if value is None else f"here is {shown(value)}"
        message = f"{found}; a catalogue is a mapping that begins with `timetax: {FORMAT_VERSION}`"
        finding = Finding(file.position(()), "schema", message, path=json_path(()))
        return _whole(file, CatalogueFile(timetax=FORMAT_VERSION), (finding,))
    if "changes" in value and "forms" not in value:
        message = "this is a scenario, not a catalogue; `timetax whatif` applies it to one"
        finding = Finding(file.key_position(("changes",)), "schema", message, path="$.changes")
        return _whole(file, CatalogueFile(timetax=FORMAT_VERSION), (finding,))
    try:
        return _whole(file, validator().validate_python(value), ())
    except ValidationError as error:
        errors = error.errors(include_url=False)
    findings = tuple(
        each
        for error in errors
        for each in explained(file, error, dict(mappings_of(CatalogueFile)))
    )
    wrong = {path for each in errors for path in (each["loc"][:1], each["loc"][:2])}
    kept = {
        section: [i for i in range(len(value[section])) if (section, i) not in wrong]
        for section in SECTIONS
        if isinstance(value.get(section), list)
    }
    valid = {section: [value[section][i] for i in places] for section, places in kept.items()}
    top = {key: each for key, each in value.items() if (key,) not in wrong}
    content = validator().validate_python(top | {"timetax": FORMAT_VERSION} | valid)
    places = {section: tuple(kept.get(section, ())) for section in SECTIONS}
    return Validated(file, content, places, findings)


def _whole(file: File, content: CatalogueFile, findings: tuple[Finding, ...]) -> Validated:
    places = {section: tuple(range(len(getattr(content, section)))) for section in SECTIONS}
    return Validated(file, content, places, findings)


def explained(file: File, error: Mapping[str, Any], mappings: Mappings) -> list[Finding]:
    """Return the findings for one error of a model's validation.

    `mappings` are the declarations of those in the file, by the keys that lead to them.
    """
    path = _as_written(file, error["loc"])

    def finding(position: Position, rule: str, message: str, *within: str | int) -> Finding:
        return Finding(position, rule, message, path=json_path((*path, *within)))

    kind = error["type"]
    key = path[-1] if path else ""
    mistakes = error.get("ctx", {}).get("error")
    if isinstance(mistakes, MistakeError):
        return [
            finding(
                file.position((*path, *within)),
                "value",
                f"{_named((*path, *within))}: {message}",
                *within,
            )
            for within, message in mistakes.found
        ]
    if kind == "missing":
        hint = f"; write `timetax: {FORMAT_VERSION}`" if key == "timetax" else ""
        message = f"the key {key!r} is missing{hint}"
        return [finding(file.position(path[:-1]), "missing-key", message)]
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        mapping = mappings[tuple(part for part in path[:-1] if isinstance(part, str))]
        known, named = _known(mapping), _synonyms(mapping)
        hint = (
            in_minutes(str(key), error["input"])
            or did_you_mean(str(key), known, named)
            or f"; the known keys are {', '.join(known)}"
        )
        message = f"unknown key {key!r}{hint}"
        return [finding(file.key_position(path), "unknown-key", message)]
    wanted = _WANTED.get(kind, "a mapping")
    found = "none" if kind == "string_too_short" else shown(error["input"])
    message = f"{_named(path)}: must be {wanted}, and here is {found}"
    return [finding(file.position(path), "type", message)]


def _known(mapping: type) -> list[str]:
    """Return the keys of a mapping, as they are written."""
    fields = getattr(mapping, "model_fields", None)
    return list(keys_of(mapping)) if fields is None else list(fields)


def _synonyms(mapping: type) -> list[tuple[str, str]]:
    fields = getattr(mapping, "model_fields", None)
    declared = keys_of(mapping).items() if fields is None else ()
    return list(synonyms((name, key.about) for name, key in declared))


def _as_written(file: File, path: KeyPath) -> KeyPath:
    """Return the path without the index of an entry of a form that is not written in a list."""
    made: KeyPath = path[:3]
    for part in path[3:]:
        alone = part == 0 and file.position((*made, part)) == file.position(made)
        made = made if alone else (*made, part)
    return made


_WANTED = {"string_type": "text", "string_too_short": "text", "tuple_type": "a list"}


def _named(path: KeyPath) -> str:
    """Return the key at the end of `path`, with the index or name inside it if there is one."""
    names = [i for i, part in enumerate(path) if isinstance(part, str)]
    last = names[-1] if names else 0
    if last and path[last - 1 : last] and isinstance(path[last - 1], str):
        return f"{path[last - 1]}.{path[last]}"
    return "".join(f"[{part}]" if isinstance(part, int) else str(part) for part in path[last:])
