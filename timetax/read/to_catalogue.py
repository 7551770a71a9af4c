"""Loads catalogues: reads, validates and links files, and merges them into one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from timetax.bundle import bundled, seen_from_here
from timetax.catalogue.catalogue import Catalogue, merged
from timetax.catalogue.references import check_references
from timetax.catalogue.validation import Validated, validated
from timetax.files.collecting import paused_garbage_collector
from timetax.files.yaml import Document, File
from timetax.findings import Finding, InputError
from timetax.read.inputs import Blob, Input, read_inputs
from timetax.read.options import AS_THEY_ARE, ReadOptions


def load(*paths: str | Path | Blob, options: ReadOptions = AS_THEY_ARE) -> Catalogue:
    """Return the catalogue at `paths`, merged; without paths, the one that comes with the program.

    A path is a YAML file, a directory of them, an official inventory in XML, a table (CSV, TSV,
    Excel, Parquet, JSON lines), one of these packed with gzip or zip, the bytes of one of these, or
    `-` for standard input.

    Raises:
        InputError: a path cannot be read or holds mistakes; carries a finding for each of them.
    """
    with paused_garbage_collector():
        return catalogue_of(read_inputs(paths or _bundled(), options))


@dataclass(frozen=True)
class Draft:
    """A catalogue as far as it is valid, what is wrong in the rest, and how much was read.

    `files` are those whose text could be read; `unread` are the names of those that hold nothing
    that could be validated; `documents` are the plain content of the others.
    """

    catalogue: Catalogue
    findings: tuple[Finding, ...]
    files: tuple[File, ...]
    unread: frozenset[str]
    documents: tuple[Document, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every file could be read."""
        return not self.unread


def draft(
    *paths: str | Path | Blob, positions: bool = False, options: ReadOptions = AS_THEY_ARE
) -> Draft:
    """Return the catalogue at `paths` as far as it is valid, with its findings in file order.

    With `positions`, where everything stands is kept, for many findings to come.
    """
    with paused_garbage_collector():
        return _drafted(read_inputs(paths or _bundled(), options, positions=positions))


def catalogue_of(inputs: Sequence[Input]) -> Catalogue:
    """Return the catalogue that inputs hold together.

    Raises:
        InputError: there are mistakes; carries a finding for each of them.
    """
    made = _drafted(inputs)
    if made.findings:
        raise InputError(made.findings)
    return made.catalogue


def _bundled() -> list[Path]:
    return [seen_from_here(bundled())]


def _drafted(inputs: Sequence[Input]) -> Draft:
    documents = [each.plain for each in inputs if each.plain is not None]
    files = [made for each in inputs if (made := _content(each)) is not None]
    unread = frozenset(each.name for each in inputs if each.unread)
    findings = [
        *(finding for each in inputs for finding in each.findings),
        *(finding for file in files for finding in file.findings),
        *([] if unread else check_references(documents)),
    ]
    order = {each.name: place for place, each in enumerate(inputs)}
    findings.sort(key=lambda each: _in_file_order(each, order))
    texts = tuple(each.file for each in inputs if each.file is not None)
    return Draft(merged(files), tuple(findings), texts, unread, tuple(documents))


def _content(given: Input) -> Validated | None:
    if given.plain is None:
        return given.forms
    return replace(validated(given.plain), notes=given.notes)


def _in_file_order(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, int]:
    position = finding.position
    # What is wrong with an option, and not with a file, comes first.
    return (order.get(position.file, -1), position.line, position.column)
