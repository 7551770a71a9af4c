"""Budgets: ceilings on the burden hours of some forms, as those of a clearance.

Increases and lines are measured against a saved JSON report: by its rows by form, from
`timetax report --by form --format json`, and without those by its total, if the budget is on all
forms. A form of the baseline that is gone may or may not have been one of those selected: then both
are tried, and if they disagree, the budget is not evaluated.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING

from timetax.checks.rule import RULES, Inventory, Problem, Rule, finding
from timetax.findings import Finding, InputError, Severity
from timetax.wording.hints import shown
from timetax.wording.lists import some
from timetax.wording.numbers import in_full, in_words, plural

if TYPE_CHECKING:
    from timetax.checks.config_values import Budget
    from timetax.tables.layouts import Tables

FAMILIES = {"TT7": "Budgets"}
EXCEEDED = "budget-exceeded"
INCREASE = "budget-increase"
CROSSED = "budget-line-crossed"
NOT_EVALUATED = "budget-not-evaluated"
BUDGET_RULES = frozenset({EXCEEDED, INCREASE, CROSSED, NOT_EVALUATED})
NAMED_FORMS = 3
_ROUNDING = 1e-9


def budget_findings(inventory: Inventory, budgets: Iterable["Budget"]) -> Iterator[Finding]:
    """Yield what is wrong with each budget, at the heaviest form of it.

    The inventory must have no mistakes.

    Raises:
        InputError: a baseline report cannot be read.
    """
    tables = inventory.tables
    places = {entry.model.id: entry for entry in inventory.forms}
    first = inventory.catalogue.files[0].file
    for budget in budgets:
        for rule, form, message in _verdicts(tables, budget):
            file, path = (places[form].file, places[form].path) if form else (first, ())
            text = f"budget {shown(budget.name)}: {message}"
            yield finding(Problem(file, path, budget.name, text), RULES[rule])


@dataclass(frozen=True)
class _Now:
    """What a budget selects: its hours, its heaviest forms, and those whose hours are unknown."""

    forms: frozenset[str]
    hours: float
    heaviest: tuple[tuple[str, float], ...]
    without_responses: tuple[str, ...]
    without_minutes: tuple[str, ...]

    @property
    def unknown(self) -> list[str]:
        return list(dict.fromkeys(self.without_responses + self.without_minutes))


def _verdicts(tables: "Tables", budget: "Budget") -> Iterator[tuple[str, str, str]]:
    """Yield rule, form and message of each thing that is wrong with a budget."""
    try:
        now = _now(tables, budget.where)
    except InputError as error:
        yield NOT_EVALUATED, "", f"not evaluated: {error.findings[0].message}"
        return
    heaviest = now.heaviest[0][0] if now.heaviest else ""
    forms = ", ".join(f"{form} with {in_words(hours)}" for form, hours in now.heaviest)
    found = [*_ceiling(budget, now), *_changes(budget, now, frozenset(tables.forms["form"]))]
    for rule, message in found:
        heavy = f"; the heaviest: {forms}" if rule != NOT_EVALUATED else ""
        yield rule, heaviest, message + heavy
    if now.unknown and not found:
        figures = {"responses": now.without_responses, "minutes": now.without_minutes}
        missing = "; ".join(
            f"{key} of {some(of, NAMED_FORMS)}" for key, of in figures.items() if of
        )
        count = plural(len(now.unknown), "form")
        message = f"kept apart from {count} whose hours are unknown: {missing}"
        yield NOT_EVALUATED, now.unknown[0], message


def _now(tables: "Tables", where: Iterable[str]) -> _Now:
    from timetax.engine.ranking import parted
    from timetax.engine.selection import parse_selection, select
    from timetax.engine.totals import counted, total

    chosen = select(tables, [parse_selection(text) for text in where])
    forms = counted(chosen).forms
    unknown = forms[forms["burden_hours"].isna()]
    heavy, _ = parted(forms[forms["burden_hours"] > 0], "burden_hours", NAMED_FORMS)
    return _Now(
        forms=frozenset(chosen.forms["form"]),
        hours=total(chosen).burden_hours,
        heaviest=tuple(zip(heavy["form"], heavy["burden_hours"], strict=True)),
        without_responses=tuple(sorted(unknown.loc[unknown["responses"].isna(), "form"])),
        without_minutes=tuple(sorted(unknown.loc[unknown["minutes_per_response"].isna(), "form"])),
    )


def _ceiling(budget: "Budget", now: _Now) -> Iterator[tuple[str, str]]:
    if budget.hours is not None and _above(now.hours, budget.hours):
        used, allowed = _told_apart(now.hours, budget.hours)
        over = in_words(now.hours - budget.hours)
        yield EXCEEDED, f"{used} hours a year are {over} above the {allowed} that it allows"


def _changes(budget: "Budget", now: _Now, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    if budget.baseline is None:
        return
    from timetax.checks.saved_report import HOW_TO_SAVE, measure, read_report

    report = read_report(budget.baseline)
    then = measure(report, now.forms if budget.where else None, known, frozenset(now.unknown))
    if then is None:
        message = f"{budget.baseline} has no rows by form; save it with {HOW_TO_SAVE}"
        yield NOT_EVALUATED, f"not evaluated: {message}"
        return
    used, before = _told_apart(now.hours, then.least)
    doubtful = f"not evaluated: {used} hours a year, {before} before; but {then.doubt}"
    share = budget.increase_percent
    if share is not None and _above(now.hours, then.least * (1 + share / 100)):
        certain = _above(now.hours, then.most * (1 + share / 100))
        more = in_words(now.hours - then.least)
        allowed = f"an increase of {in_full(share)}% is allowed" if share else "none is allowed"
        message = f"{used} hours a year are {more} more than the {before} before; {allowed}"
        yield (INCREASE, message) if certain else (NOT_EVALUATED, doubtful)
    line = budget.line
    if line is not None and then.least < line <= now.hours:
        message = (
            f"{used} hours a year cross the line of {in_words(line)}; before they were {before}"
        )
        yield (CROSSED, message) if then.most < line else (NOT_EVALUATED, doubtful)


def _above(hours: float, limit: float) -> bool:
    return hours > limit and not math.isclose(hours, limit, rel_tol=_ROUNDING)


def _told_apart(a: float, b: float) -> tuple[str, str]:
    words = (in_words(a), in_words(b))
    return words if words[0] != words[1] else (in_full(a), in_full(b))


def _register(code: str, name: str, severity: Severity, page: str) -> None:
    RULES[name] = Rule(code, name, severity, cleandoc(page))


_register(
    "TT701",
    EXCEEDED,
    Severity.ERROR,
    """The hours of a budget are above its ceiling.

    What it checks:
        That the forms that a budget selects take no more `hours` a year than it allows. Forms that
        are left out of totals do not count, and hours that are unknown are not there to count.

    Why it matters:
        A ceiling on paperwork holds only if something stops where it is reached.

    Example:
        [[budgets]]
        name = "City Clerk"
        where = "agency=CITY"
        hours = 10_000

    Use instead:
        Less paperwork on the forms that the finding names, or a higher ceiling that somebody has
        approved.
    """,
)
_register(
    "TT702",
    INCREASE,
    Severity.ERROR,
    """The hours of a budget have grown by more than it allows.

    What it checks:
        That the forms that a budget selects take no more than `increase_percent` more hours a year
        than in the saved report `baseline`. That should have rows by form.

    Why it matters:
        Small additions are approved one by one, and nobody sees their sum.

    Example:
        [[budgets]]
        name = "No more than now"
        increase_percent = 0
        baseline = "last-year.json"

    Use instead:
        Less paperwork on the forms that the finding names, or a new baseline that somebody has
        approved: `timetax report --by form --format json --output last-year.json`.
    """,
)
_register(
    "TT703",
    CROSSED,
    Severity.ERROR,
    """The hours of a budget have crossed a line from below.

    What it checks:
        That the forms that a budget selects take fewer hours a year than `line`, if they did in the
        saved report `baseline`. Hours that were above the line already are passed over.

    Why it matters:
        Some duties begin at a number of hours, and people should know on the day it is reached.

    Example:
        [[budgets]]
        name = "Review by the council"
        line = 100_000
        baseline = "last-year.json"

    Use instead:
        Less paperwork on the forms that the finding names, or what the line asks for and then a new
        baseline.
    """,
)
_register(
    "TT704",
    NOT_EVALUATED,
    Severity.WARNING,
    """A budget cannot be evaluated, or not in full.

    What it checks:
        That the figures are known that a budget needs: responses and minutes of each form, the same
        in the baseline report, and forms that match its `where`.

    Why it matters:
        An unknown figure counts nothing, so a budget seems to be kept while nobody knows.

    Example:
        - id: dog-licence
          title: Dog licence
          agency: CITY
          responses: 5_000

    Use instead:
        - id: dog-licence
          title: Dog licence
          agency: CITY
          responses: 5_000
          minutes_per_response: 15
    """,
)
