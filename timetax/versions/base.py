"""The older of two versions, whose revision may have no catalogue yet, or a broken one.

A pull request that brings a catalogue, moves it or mends it is to be compared, and not refused.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from timetax.engine.burden import with_burden
from timetax.engine.difference.model import Lack, Version
from timetax.findings import InputError
from timetax.read.content import HEAD, content_of
from timetax.read.inputs import Blob
from timetax.read.options import ReadOptions
from timetax.read.tabular.format import Start
from timetax.tables.saved_writing import holds_report
from timetax.versions.comparable import require_comparable
from timetax.versions.content import tables_from
from timetax.versions.git.commands import Repository
from timetax.versions.git.commits import found_commit, names
from timetax.versions.git.contents import BlobReader, blobs
from timetax.versions.git.files import Entry, NotThereError, files_at
from timetax.versions.meaning import Given, Nothing, Revision
from timetax.versions.papers import papers_at
from timetax.versions.revisions import blobs_of, entries
from timetax.wording.lists import listing
from timetax.wording.numbers import plural

_NOT_OF_THE_CONTENT = ("git", "option")
"""The rules of findings that say nothing of what a catalogue holds."""

_NOTHING_IN_IT = re.compile(rb"(\xef\xbb\xbf)?(\s|#[^\n]*(\n|\Z)|---)*\Z")


_NO_COMMIT = re.compile("0{40}(?:0{24})?")
"""The id that CI gives as what was before the first push of a branch."""

_ANCESTOR = re.compile(r"(?P<of>.+?)(?:~\d*|\^)+")
"""A commit some steps before another, along the current line."""


def why_nothing_before(here: Repository, revision: str) -> str | None:
    """Return why a revision is none although it is well named: it is before the first commit.

    Raises:
        InputError: git cannot say.
    """
    if _NO_COMMIT.fullmatch(revision):
        return "it is the id of no commit, for there was none"
    if found_commit(here, revision):
        return None
    if revision == "HEAD" and not names(here):
        return "this repository has no commit yet"
    ancestor = _ANCESTOR.fullmatch(revision)
    if ancestor and not here.shallow and found_commit(here, ancestor["of"]):
        return f"it is before the first commit of {ancestor['of']}"
    return None


def base_version(
    older: Revision | Nothing, newer: Given | Revision, now: Version, options: ReadOptions
) -> Version:
    """Return the version of a revision, which may lack a catalogue that can be read.

    Where the revision does not have a path of the catalogue, the files with forms of today that it
    has and that are gone stand for it: the catalogue was moved.

    Args:
        older: what was before.
        newer: what it is compared with.
        now: the version that `newer` stands for.
        options: how inventories and spreadsheets are read.

    Raises:
        InputError: git cannot say, or the two are in different currencies.
    """
    if isinstance(older, Nothing):
        name = "no commit" if _NO_COMMIT.fullmatch(older.name) else older.name
        return _lacking(now, name, Lack.ABSENT, older.why)
    try:
        found, missing = _found(older, newer, now, options)
        if not found:
            reason = "it is empty" if not missing else f"there is no {listing(missing)} in it"
            return _lacking(now, older.commit.name, Lack.ABSENT, reason, older.commit.when)
        tables = with_burden(tables_from(found, options))
    except InputError as error:
        if any(each.rule in _NOT_OF_THE_CONTENT for each in error.findings):
            raise
        first, *others = error.findings
        more = f" (and {plural(len(others), 'more mistake')})" if others else ""
        return _lacking(now, older.name, Lack.BROKEN, f"{first.position}: {first.message}{more}")
    name = ", ".join(each.name for each in found) if missing else older.name
    paper = papers_at(older)
    made = Version(name, tables, older.commit.when, older.commit.subject, paper=paper)
    require_comparable([made, now])
    return made


def _lacking(now: Version, name: str, lack: Lack, why: str, when: str | None = None) -> Version:
    """Return a version without forms, in the currency of today."""
    tables = replace(now.tables, title=None, notes=(), forms=now.tables.forms[:0])
    return Version(name, tables, when, why, lack)


def _found(
    older: Revision, newer: Given | Revision, now: Version, options: ReadOptions
) -> tuple[list[Blob], list[str]]:
    """Return the files of the catalogue that hold anything, and the paths that are not there."""
    there: list[Blob] = []
    missing: list[str] = []
    with blobs(older.repository) as read:
        for place in older.places:
            try:
                found = entries(older.repository, older.commit, place)
            except NotThereError:
                missing.append(place.path)
            else:
                there += blobs_of(older.commit.name, place.path, found, read)
        if missing:
            there += _moved(older, newer, now, read, options)
    return [each for each in there if not _NOTHING_IN_IT.match(each.data)], missing


def _moved(
    older: Revision,
    newer: Given | Revision,
    now: Version,
    read: BlobReader,
    options: ReadOptions,
) -> Iterator[Blob]:
    """Yield the files that are gone since and hold forms that there are today."""
    today = set(now.tables.forms["form"])
    for entry in _gone(older, newer):
        data = read(entry.id)
        if content_of(Start(data[:HEAD]), options).doubtful or holds_report(data):
            continue
        with suppress(InputError):
            (blob,) = blobs_of(older.commit.name, entry.path, [replace(entry, path="")], read)
            if not today.isdisjoint(tables_from([blob], options).forms["form"]):
                yield blob


def _gone(older: Revision, newer: Given | Revision) -> Sequence[Entry]:
    """Return the files of the older revision that the newer version does not have."""
    before = files_at(older.repository, older.commit)
    if isinstance(newer, Revision):
        kept = {each.path for each in files_at(newer.repository, newer.commit)}
        return [each for each in before if each.path not in kept]
    return [each for each in before if not (older.repository.top / each.path).exists()]
