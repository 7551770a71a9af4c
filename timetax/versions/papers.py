"""The files of forms that a catalogue names by `instrument:`, as a version of it has them."""

import posixpath
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from timetax.files.inside import path_named

if TYPE_CHECKING:
    from timetax.catalogue.counted import CountedForm, Refused
    from timetax.engine.difference.model import Version
    from timetax.engine.estimates.papers import PaperChange
    from timetax.read.inputs import Blob
    from timetax.versions.meaning import Revision

PaperOf: TypeAlias = Callable[[str], bytes | None]
"""Returns a file that a catalogue names, as it is seen from its folder; None if it is not there."""


def papers_between(old: "Version", new: "Version") -> "list[PaperChange]":
    """Return the forms of two versions of a catalogue whose own files changed."""
    if old.lack or not len(old.tables.instruments):
        return []
    from timetax.engine.estimates.papers import changed_papers

    def count(files: "Sequence[tuple[str, bytes]]") -> "list[CountedForm | Refused]":
        from timetax.read.instruments.workers import Task, counted

        return counted([Task(name, data=data) for name, data in files])

    return changed_papers(old, new, count)


def papers_beside(paths: "Sequence[str | Blob]") -> PaperOf:
    """Return what finds the files of the catalogue at paths; a pointer of git's is none."""

    def read(name: str) -> bytes | None:
        from timetax.versions.git.contents import is_pointer

        for path in (Path(each) for each in paths if isinstance(each, str)):
            with suppress(OSError, ValueError):
                data = path_named(name, path if path.is_dir() else path.parent).read_bytes()
                return None if is_pointer(data) else data
        return None

    return read


def papers_at(revision: "Revision") -> PaperOf:
    """Return what finds the files of a revision; where git keeps a pointer alone, there is none."""
    from timetax.versions.git.contents import blobs, is_pointer
    from timetax.versions.git.files import files_at

    @cache
    def ids() -> dict[str, str]:
        return {each.path: each.id for each in files_at(revision.repository, revision.commit)}

    def read(name: str) -> bytes | None:
        for place in revision.places:
            is_file = place.inside in ids()
            folder = posixpath.dirname(place.inside) if is_file else place.inside
            found = ids().get(posixpath.normpath(posixpath.join(folder, name)))
            if found:
                with blobs(revision.repository) as blob:
                    data = blob(found)
                return None if is_pointer(data) else data
        return None

    return read
