"""What the operands of `timetax diff` mean, and the version of the catalogue that each stands for.

An operand is a path, else a revision of git, else a scenario.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from timetax.bundle import bundled, seen_from_here
from timetax.engine.burden import with_burden
from timetax.engine.difference.model import Version
from timetax.files.folders import is_folder
from timetax.files.yaml import STDIN
from timetax.findings import Finding, InputError, Position
from timetax.read.inputs import Blob
from timetax.read.options import AS_THEY_ARE, ReadOptions
from timetax.versions.base import base_version, why_nothing_before
from timetax.versions.comparable import require_comparable
from timetax.versions.content import is_scenario, tables_from
from timetax.versions.files import is_there, parted, version_of_paths
from timetax.versions.git import commits
from timetax.versions.git.commands import Repository, refused
from timetax.versions.git.commits import Commit
from timetax.versions.git.files import NotThereError
from timetax.versions.git.repository import place_of, repository_of
from timetax.versions.meaning import Given, Nothing, Operand, Reform, Revision
from timetax.versions.papers import papers_at
from timetax.versions.places import places_in
from timetax.versions.revisions import RepositoryPath, blobs_at, require_at
from timetax.wording.hints import did_you_mean
from timetax.wording.lists import listing

USUAL = ("data/forms.yaml", "forms.yaml", "forms")
"""Where a catalogue is looked for if nobody says where it is, seen from the current folder."""

_RANGE = re.compile(r"(?P<old>[^:]*?)(?P<dots>\.\.\.?)(?P<new>[^:/.][^:]*|)")


@dataclass(frozen=True)
class Catalogues:
    """Which catalogue revisions and scenarios are about.

    Attributes:
        named: the paths that were asked for.
        configured: the paths that the configuration names, for where none were asked for.
        allow_outside: whether a scenario may name files outside of its folder and this one.
    """

    named: tuple[str, ...] = ()
    configured: tuple[str, ...] = ()
    allow_outside: bool = False

    @property
    def known(self) -> tuple[str, ...]:
        """The paths, or nothing where the usual ones are to be tried."""
        return self.named or self.configured

    def here(self) -> tuple[str, ...]:
        """Return the paths of the catalogue as it is now.

        Raises:
            InputError: none is named, and there is none at the usual places.
        """
        paths = self.known or tuple(filter(is_there, USUAL))[:1]
        if not paths:
            raise refused("catalogue", f"there is none of {listing(USUAL)}; name it with -c")
        return paths

    def places(self, repository: Repository, at: Commit) -> tuple[RepositoryPath, ...]:
        """Return the paths of the catalogue at a commit; where it has none, those of here.

        Raises:
            InputError: none is named, and there is none at the usual places; or they are elsewhere.
        """
        if self.known:
            return tuple(_place(path, repository) for path in self.known)
        there = sorted(USUAL, key=lambda path: not is_there(path))
        places = [_place(path, repository) for path in there]
        for place in places:
            with suppress(NotThereError):
                require_at(repository, at, place)
                return (place,)
        if is_there(there[0]):
            return (places[0],)
        raise refused(at.name, f"has none of {listing(USUAL)}; name the catalogue with -c")

    def repository(self) -> Repository:
        """Return the repository that the catalogue is in.

        Raises:
            InputError: it is in none.
        """
        return place_of(self.known[0])[0] if self.known else repository_of(Path())


def versions(
    operands: Sequence[str],
    catalogues: Sequence[str] = (),
    options: ReadOptions = AS_THEY_ARE,
    configured: Sequence[str] = (),
    *,
    allow_outside: bool = False,
) -> list[Version]:
    """Return the versions that operands stand for, in order, with burden; at least two.

    A single operand has the other side by itself: a revision the working tree, a path what `HEAD`
    has of it, a scenario the catalogue that it changes. Without any, `HEAD` is compared with the
    working tree. Of two, the older may be a revision without the catalogue or with a broken one: it
    is then a version with a `lack`.

    Args:
        operands: paths of catalogues, inventories and saved reports, `-`, scenarios, revisions
            (`REV`, `REV:PATH`, `A..B`, `A...B`).
        catalogues: which catalogue revisions and scenarios are about.
        options: how inventories and spreadsheets are read.
        configured: the same as `catalogues`, from the configuration, for where that is empty.
        allow_outside: whether a scenario may name files outside of its folder and this one.

    Raises:
        InputError: an operand means nothing, cannot be read, or is in another currency.
    """
    about = Catalogues(tuple(catalogues), tuple(configured), allow_outside)
    meant = _meant(operands, about)
    if len(meant) == 1:
        meant = _with_the_other_side(meant[0], about)
    if isinstance(meant[0], Reform):
        base: Version | None = _version(_base(meant[0], about), None, options)
    else:
        base = None
    match meant:
        case [Revision() | Nothing() as older, Given() | Revision() as newer]:
            now = _newer(newer, older, options)
            return [base_version(older, newer, now, options), now]
    made: list[Version] = []
    for each in meant:
        made.append(_version(each, made[-1] if made else base, options))
    require_comparable(made)
    return made


def _newer(operand: Given | Revision, older: Revision | Nothing, options: ReadOptions) -> Version:
    """Return the newer of two versions.

    Raises:
        InputError: it cannot be read; tells what is wrong with the older one too.
    """
    try:
        return _version(operand, None, options)
    except InputError as error:
        try:
            _version(older, None, options)
        except InputError as before:
            raise InputError([*before.findings, *error.findings]) from error
        raise


def _version(operand: Operand, before: Version | None, options: ReadOptions) -> Version:
    match operand:
        case Nothing(name, why):
            raise refused(name, why)
        case Given(name, paths):
            return version_of_paths(name, paths, options)
        case Revision(repository, commit, places):
            tables = tables_from(blobs_at(repository, commit, places), options)
            return Version(
                operand.name,
                with_burden(tables),
                commit.when,
                commit.subject,
                places=lambda: places_in(
                    blobs_at(repository, commit, places), options, commit.name
                ),
                paper=papers_at(operand),
            )
        case Reform(scenario):
            from timetax.engine.scenario.applying import apply_scenario

            assert before is not None
            tables = apply_scenario(before.tables, scenario)
            return Version(scenario.name, with_burden(tables), None, scenario.description)


def _meant(operands: Sequence[str], about: Catalogues) -> list[Operand]:
    """Return what all operands mean; with none, `HEAD` and the working tree.

    Raises:
        InputError: carries what is wrong with each of them.
    """
    if not operands:
        return [_revision("HEAD", about), _now(about)]
    if operands.count(STDIN) > 1:
        raise refused(STDIN, "standard input can be read only once")
    meant: list[Operand] = []
    findings: list[Finding] = []
    for operand in operands:
        try:
            meant += _meaning(operand, about)
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return meant


def _meaning(operand: str, about: Catalogues) -> list[Operand]:
    if operand == STDIN:
        try:
            return [Given("<stdin>", (Blob("<stdin>", sys.stdin.buffer.read()),))]
        except OSError as error:
            raise refused("<stdin>", f"cannot be read: {error.strerror}") from error
    if is_there(operand) and not Path(operand).is_file() and not is_folder(operand):
        return [Given(operand, (Blob(operand, Path(operand).read_bytes()),))]  # as of a pipe, once
    if is_there(operand):
        return [_reform(operand, about) if is_scenario(operand) else Given(operand, (operand,))]
    if match := _RANGE.fullmatch(operand):
        return _range(match["old"] or "HEAD", match["new"] or "HEAD", match["dots"], about)
    if ":" in operand[1:]:
        return [_file_of_revision(operand)]
    unasked = None
    try:
        if operand and (
            commits.found_commit(about.repository(), operand)
            or why_nothing_before(about.repository(), operand)
        ):
            return [_revision(operand, about)]
    except InputError as error:
        unasked = error
    if _names_scenarios(operand):
        return [_reform(operand, about)]
    raise _nothing_fits(operand, about, unasked)


def _range(old: str, new: str, dots: str, about: Catalogues) -> list[Operand]:
    if dots == "..":
        return [_revision(old, about), _revision(new, about)]
    repository = about.repository()
    base = commits.merge_base(repository, old, new)
    places = about.places(repository, base)
    return [Revision(repository, base, places), _revision(new, about)]


def _revision(revision: str, about: Catalogues) -> Revision | Nothing:
    repository = about.repository()
    if why := why_nothing_before(repository, revision):
        return Nothing(revision, why)
    commit = commits.commit(repository, revision)
    return Revision(repository, commit, about.places(repository, commit))


def _file_of_revision(operand: str) -> Revision:
    """Return what `REV:PATH` means, as git has it: seen from the top; else from here."""
    revision, path = parted(operand)
    if _RANGE.fullmatch(revision):
        raise refused(operand, "name both revisions with the path, or give the path with -c")
    repository = repository_of(Path())
    commit = commits.commit(repository, revision)
    reasons = []
    tries = [repository.inside(path)]
    if not path.startswith(("./", "../")):
        tries.insert(0, str(PurePosixPath(path)))
    for inside in dict.fromkeys(tries):
        place = RepositoryPath(path, "" if inside == "." else inside)
        try:
            require_at(repository, commit, place)
        except InputError as error:
            reasons.append(error)
        else:
            return Revision(repository, commit, (place,), has_path=True)
    # What is there and cannot be had says more than what is not there.
    raise next((each for each in reasons if not isinstance(each, NotThereError)), reasons[0])


def _with_the_other_side(operand: Operand, about: Catalogues) -> list[Operand]:
    match operand:
        case Reform():
            return [_base(operand, about), operand]
        case Given(name, (str(path),)):
            return [_before(path), operand]
        case Given(name):
            raise refused(name, "name what to compare it with")
        case Revision(has_path=True):
            return [operand, _since(operand)]
        case Revision() | Nothing():
            return [operand, _now(about)]


def _before(path: str) -> Revision | Nothing:
    """Return what `HEAD` has at a path of the working tree."""
    repository, inside = place_of(path)
    if why := why_nothing_before(repository, "HEAD"):
        return Nothing("HEAD", why)
    return Revision(repository, commits.commit(repository, "HEAD"), (RepositoryPath(path, inside),))


def _since(revision: Revision) -> Given:
    """Return what the working tree has at the place of a revision."""
    (place,) = revision.places
    path = revision.repository.top / place.inside
    if not path.exists():
        message = "is not in the working tree; name what to compare the revision with"
        raise refused(place.path, message)
    name = str(seen_from_here(path))
    return Given(name, (name,))


def _now(about: Catalogues) -> Given:
    paths = about.here()
    return Given(", ".join(paths), paths)


def _base(reform: Reform, about: Catalogues) -> Given:
    """Return the catalogue that a scenario is about, where none was asked for.

    That is the one that it names; of a bundled one, and where there is no other, the bundled one.
    """
    from timetax.engine.scenario.library import bundled_scenarios

    scenario = reform.scenario
    path = str(seen_from_here(bundled()))
    if about.named:
        return _now(about)
    if scenario.catalogue:
        path = str(scenario.catalogue)
    elif Path(scenario.file.name) not in bundled_scenarios():
        try:
            return _now(about)
        except InputError:
            pass
    return Given(path, (path,))


def _reform(operand: str, about: Catalogues) -> Reform:
    from timetax.engine.scenario.reading import load_scenario

    return Reform(load_scenario(operand, allow_outside=about.allow_outside))


def _names_scenarios(operand: str) -> bool:
    from timetax.engine.scenario.library import bundled_scenarios
    from timetax.engine.scenario.reading import stacked_names

    known = {path.stem for path in bundled_scenarios()}
    return any(name in known or is_there(name) for name in stacked_names(operand))


def _nothing_fits(operand: str, about: Catalogues, unasked: InputError | None) -> InputError:
    from timetax.engine.scenario.library import bundled_scenarios

    known = {path.stem: path.stem for path in bundled_scenarios()}
    rest = ""
    if unasked is None:
        repository = about.repository()
        known |= commits.names(repository)
        if repository.shallow:
            rest = f"; this clone is shallow and may lack the revision: {commits.FETCH_ALL}"
    else:
        finding = unasked.findings[0]
        rest = f"; revisions were not looked for: {finding.position} {finding.message}"
    known |= {str(path): str(path) for path in _files_near(operand)}
    hint = did_you_mean(operand, known)
    message = f"is no file or directory, no revision of git and no scenario{hint}{rest}"
    return InputError([Finding(Position(operand or "''"), "operand", message)])


def _files_near(operand: str) -> Iterable[Path]:
    folder = Path(operand).parent
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (OSError, ValueError):
        return []


def _place(path: str, repository: Repository) -> RepositoryPath:
    there, inside = place_of(path)
    if there.top != repository.top:
        raise refused(path, f"is not in the git repository {repository.top}")
    return RepositoryPath(path, inside)
