"""What a rule is: a function with a code, a name and a page, from an inventory to its problems."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from inspect import cleandoc
from textwrap import dedent
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.counted import CountedForm
from timetax.catalogue.entries import Agency, LifeEvent
from timetax.catalogue.form import Form
from timetax.catalogue.journeys import Journey
from timetax.catalogue.services import Feedback
from timetax.engine.estimates.matching import Known
from timetax.files.yaml import File, KeyPath, json_path
from timetax.findings import Finding, Fix, Position, Severity

if TYPE_CHECKING:
    from timetax.tables.layouts import Tables

Model = TypeVar("Model", Form, Agency, LifeEvent, Journey, covariant=True)
Placed = TypeVar("Placed", covariant=True)


@dataclass(frozen=True)
class Settings:
    """What rules measure against; every one can be set in the configuration.

    Attributes:
        today: the day on which approvals are current or expired.
        estimate_years: the age in years above which an estimate is stale.
        expires_within_days: how many days ahead an expiry is announced.
        tolerance: how far computed hours may miss published ones, as a share of the published.
        populations: for each affected public, how many there are.
    """

    today: date
    estimate_years: int = 10
    expires_within_days: int = 90
    tolerance: float = 0.01
    populations: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """What a rule found: at which path of which file, in words, and what would mend it safely.

    `position` is where it stands in a file that has no paths.
    """

    file: File
    path: KeyPath
    subject: str
    message: str
    replacement: str | None = None
    position: Position | None = None


@dataclass(frozen=True)
class Paper:
    """A form on paper or as a page, and the form of the catalogue that it is, or None."""

    form: CountedForm
    known: Known | None
    file: File

    def problem(self, message: str, page: int | None = None) -> Problem:
        """Return a problem of the form, on a page of it if that is known."""
        name = self.form.file
        position = Position(name, cell=f"page {page}") if page else Position(name)
        subject = self.known.id if self.known else ""
        return Problem(self.file, (), subject, message, position=position)


@dataclass(frozen=True)
class Entry(Generic[Model]):
    """A form, agency, life event or journey, and where it is declared."""

    model: Model
    file: File
    path: KeyPath

    def problem(self, key: str, message: str, replacement: str | None = None) -> Problem:
        """Return the problem with the value of `key`, or with the whole entry if `key` is empty.

        `replacement` is the text that would stand in place of the value, where that is safe.
        """
        path = (*self.path, key) if key else self.path
        return Problem(self.file, path, self.model.id, message, replacement)


@dataclass(frozen=True)
class Place(Generic[Placed]):
    """An entry without an id, and where it is declared."""

    model: Placed
    file: File
    path: KeyPath


@dataclass(frozen=True)
class Inventory:
    """A catalogue with the place of each of its entries; agencies and events only if declared.

    `papers` are the forms on paper, or as pages, that are checked with it.
    """

    catalogue: Catalogue
    forms: tuple[Entry[Form], ...]
    agencies: tuple[Entry[Agency], ...]
    life_events: tuple[Entry[LifeEvent], ...]
    feedback: tuple[Place[Feedback], ...] = ()
    papers: tuple[Paper, ...] = ()
    journeys: tuple[Entry[Journey], ...] = ()

    @cached_property
    def tables(self) -> "Tables":
        """The catalogue as tables with burden."""
        from timetax.engine.burden import with_burden
        from timetax.tables.tabulate import tabulate

        return with_burden(tabulate(self.catalogue))


Check: TypeAlias = Callable[[Inventory, Settings], Iterator[Problem]]

HEADINGS = ("What it checks", "Why it matters", "Example", "Use instead")


@dataclass(frozen=True)
class Rule:
    """A rule: its code and name, how much its findings matter, its page, and its check.

    Rules of reading (`TT0..`) have no check: the reader and the schema find their mistakes.
    """

    code: str
    name: str
    severity: Severity
    page: str
    check: Check | None = None

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]


RULES: dict[str, Rule] = {}
"""Every rule by its name, in the order of codes once all families are imported."""


def rule(code: str, severity: Severity = Severity.WARNING) -> Callable[[Check], Check]:
    """Register a check as the rule `code`, named as the function, with its docstring as page.

    The page has a summary line and then the headings of `HEADINGS`, each alone on a line and
    followed by a colon.
    """

    def register(check: Check) -> Check:
        name = check.__name__.replace("_", "-")
        RULES[name] = Rule(code, name, severity, cleandoc(check.__doc__ or ""), check)
        return check

    return register


def finding(problem: Problem, rule: Rule) -> Finding:
    """Return the finding of a rule for a problem, with its position and fix."""
    span = problem.file.span(problem.path) if problem.replacement is not None else None
    return Finding(
        position=problem.position or problem.file.position(problem.path),
        rule=rule.name,
        message=problem.message,
        severity=rule.severity,
        path=json_path(problem.path),
        subject=problem.subject,
        fix=Fix(*span, problem.replacement or "") if span else None,
    )


def selected(names: Iterable[str]) -> set[str]:
    """Return the names of the rules that codes, prefixes of codes or names select."""
    made: set[str] = set()
    for name in names:
        code = name.upper()
        made |= {each.name for each in RULES.values() if each.code.startswith(code)}
        made |= {name} & RULES.keys()
    return made


def sections(page: str) -> dict[str, str]:
    """Return the text under each heading of a rule's page."""
    parts = re.split(rf"^({'|'.join(HEADINGS)}):\n", page, flags=re.M)
    return {
        heading: dedent(text).strip("\n")
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }
