"""Runs the rules over a catalogue: read, validate, check, keep out what is known, sort."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timetax.catalogue.catalogue import Catalogue
from timetax.checks.baseline import known, new
from timetax.checks.budgets import BUDGET_RULES, budget_findings
from timetax.checks.config import Config
from timetax.checks.fixing import STDIN_NAME, apply
from timetax.checks.naming import named
from timetax.checks.outcome import Outcome
from timetax.checks.papers import parted, with_papers
from timetax.checks.registry import RULES
from timetax.checks.rule import Entry, Inventory, Place, finding, selected
from timetax.checks.rules.reading import PARSE
from timetax.checks.suppression import suppress_findings
from timetax.findings import Finding, option_error
from timetax.read.options import AS_THEY_ARE, ReadOptions
from timetax.read.to_catalogue import Draft, draft

if TYPE_CHECKING:
    from timetax.engine.selection import Selection

ROUNDS = 10

OF_READING = "TT0"
"""How the codes of rules begin that are about reading a file, and about its schema."""


def run(
    paths: Iterable[str | Path],
    config: Config,
    options: ReadOptions = AS_THEY_ARE,
    where: Sequence["Selection"] = (),
) -> Outcome:
    """Return what the selected rules find in the catalogue at `paths`.

    With `where`, only findings on forms that match every selection are left, and mistakes of which
    it cannot be told whose they are.

    Raises:
        InputError: the baseline, or the one of a budget, cannot be read; or no form is selected.
    """
    paths, papers, inside = parted(paths)
    known_already = known(config.baseline) if config.baseline else None
    made = draft(*paths, positions=True, options=options)
    inventory = inventory_of(made.catalogue)
    if papers or inside:
        inventory = with_papers(inventory, papers, inside)
    if papers and not paths:  # the catalogue is what forms are set beside, and not checked itself
        made = replace(made, findings=(), files=(), documents=())
        inventory = replace(inventory, forms=(), agencies=(), life_events=())
    paths += papers
    files = (*made.files, *(each.file for each in inventory.papers))
    wanted = _wanted(config)
    findings = [*made.findings, *_of_rules(inventory, config, wanted)]
    if config.budgets and not made.findings and wanted & BUDGET_RULES:
        findings += budget_findings(inventory, config.budgets)

    by_file: dict[str, list[Finding]] = {}
    for each in findings:
        by_file.setdefault(each.position.file, []).append(each)
    left: list[Finding] = []
    suppressed = 0
    for file in files:
        wanted_here = wanted - _ignored_in(file.name, config)
        here = [
            each
            for each in by_file.pop(file.name, [])
            if each.rule in wanted_here or file.name in made.unread
        ]
        kept, about = suppress_findings(here, file, wanted_here - _not_run(config, made.findings))
        suppressed += len(here) - len(kept)
        left += [*kept, *(each for each in about if each.rule in wanted_here)]
    left += [each for unread in by_file.values() for each in unread]
    left = named(left, made.documents)
    if where:
        left = _of_selected(left, made, where)
    findings = _in_order([_with_severity(each, config) for each in left], paths)
    unknown = findings if known_already is None else new(findings, known_already)
    return Outcome(
        findings=tuple(unknown),
        files=files,
        complete=made.complete,
        threshold=config.threshold,
        suppressed=suppressed,
        known=len(findings) - len(unknown),
    )


def fix(
    paths: Iterable[str | Path],
    config: Config,
    options: ReadOptions = AS_THEY_ARE,
    where: Sequence["Selection"] = (),
) -> tuple[Outcome, int]:
    """Write the safe fixes of what is found, and return what is left then and how many they were.

    A fix can bring another one about, so all is checked again until there is none, or `ROUNDS`
    times. Each file is written whole or not at all.

    Raises:
        InputError: standard input is to be mended, or a file cannot be written.
    """
    paths = list(paths)
    if "-" in map(str, paths):
        raise option_error("fix", "standard input cannot be mended; give the path of a file")
    outcome = run(paths, config, options, where)
    fixes = 0
    for _ in range(ROUNDS):
        count = apply(outcome)
        if not count:
            break
        fixes += count
        outcome = run(paths, config, options, where)
    return outcome, fixes


def inventory_of(catalogue: Catalogue) -> Inventory:
    """Return the entries of a catalogue with the places where they are declared."""
    return Inventory(
        catalogue,
        forms=tuple(_entries(catalogue, "forms")),
        agencies=tuple(_entries(catalogue, "agencies")),
        life_events=tuple(_entries(catalogue, "life_events")),
        feedback=tuple(_placed(catalogue, "feedback", Place)),
        journeys=tuple(_entries(catalogue, "journeys")),
    )


def _entries(catalogue: Catalogue, section: str) -> Iterator[Entry[Any]]:
    return _placed(catalogue, section, Entry)


def _placed(catalogue: Catalogue, section: str, made: Callable[..., Any]) -> Iterator[Any]:
    for file in catalogue.files:
        models = getattr(file.content, section)
        for model, place in zip(models, file.places[section], strict=True):
            yield made(model, file.file, (section, place))


def _of_rules(inventory: Inventory, config: Config, wanted: set[str]) -> list[Finding]:
    return [
        finding(problem, rule)
        for rule in RULES.values()
        if rule.check is not None and rule.name in wanted
        for problem in rule.check(inventory, config.settings)
    ]


def _wanted(config: Config) -> set[str]:
    chosen = selected(config.select) if config.select else set(RULES)
    return (chosen - selected(config.ignore)) | set(PARSE)


def _ignored_in(name: str, config: Config) -> set[str]:
    if not config.per_file_ignores:
        return set()
    path = Path(name).absolute()
    root = config.root.absolute()
    inside = (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
    ignored = set()
    for glob, rules in config.per_file_ignores.items():
        if fnmatchcase(inside if "/" in glob else path.name, glob):
            ignored |= selected(rules)
    return ignored - set(PARSE)


def _not_run(config: Config, mistakes: Iterable[Finding]) -> frozenset[str]:
    return frozenset() if config.budgets and not any(mistakes) else BUDGET_RULES


def _with_severity(each: Finding, config: Config) -> Finding:
    if each.rule in PARSE or each.rule not in config.severity:
        return each
    return replace(each, severity=config.severity[each.rule])


def _of_selected(
    findings: Iterable[Finding], made: Draft, where: Sequence["Selection"]
) -> list[Finding]:
    from timetax.engine.selection import AllOf, Matcher, select
    from timetax.tables.tabulate import tabulate

    tables = tabulate(made.catalogue)
    known = set(tables.forms["form"])
    if made.findings:  # what is mistaken may be what is looked for
        mask = Matcher(tables).mask(AllOf(tuple(where)))
        selected_forms = set(tables.forms["form"][mask])
    else:
        selected_forms = set(select(tables, where).forms["form"])
    return [
        each
        for each in findings
        if (
            each.subject in selected_forms
            if each.subject in known
            else RULES[each.rule].code.startswith(OF_READING)
        )
    ]


def _in_order(findings: list[Finding], paths: list[str | Path]) -> list[Finding]:
    """Return the findings as the files are read: argument by argument, a directory by path."""
    given: dict[str, int] = {}
    for place, path in enumerate(map(str, paths)):
        given.setdefault(STDIN_NAME if path == "-" else path, place)
    directories = [(place, path) for path, place in given.items() if Path(path).is_dir()]
    order = {}
    for name in {each.position.file for each in findings}:
        places = [given[name]] if name in given else []
        places += [place for place, path in directories if Path(name).is_relative_to(path)]
        order[name] = (min(places, default=0), Path(name))
    return sorted(
        findings,
        key=lambda each: (
            *order[each.position.file],
            each.position.line,
            each.position.column,
            RULES[each.rule].code if each.rule in RULES else "",
        ),
    )
