"""A figure is shown whole or not at all, in any report and in a terminal of any width."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.engine.difference.versions import version
from tests.engine.sweeps.plans import moved
from tests.engine.sweeps.plans import report_on as sweep_of
from tests.made import bundled, bundled_tables
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.money.book import book_named, terms_of
from timetax.engine.scenario.reading import catalogue_of
from timetax.engine.sweeps.goal_seek import parse_target, solved
from timetax.render.formats.text import WIDE, render
from timetax.render.widths import GAP, widths_in
from timetax.reports.history import history_report
from timetax.reports.report import Column, Report, Section, Table
from timetax.reports.scenario_list import list_scenarios
from timetax.reports.sweep import solve_report
from timetax.reports.tariff_list import list_tariffs
from timetax.reports.whatif import groupings
from timetax.wording.numbers import Kind

VERSIONS = "examples"


def summary(*by: str) -> Report:
    return timetax.report_on(bundled_tables(), by, top=25)


def difference() -> Report:
    old, new = (
        timetax.Version(
            name, timetax.with_burden(timetax.tabulate(timetax.load(f"{VERSIONS}/{name}.yaml")))
        )
        for name in ("2025", "2026")
    )
    return timetax.difference_report(timetax.difference_between(old, new))


def history() -> Report:
    form = {"id": "a", "title": "A form", "responses": 600_000_000, "minutes_per_response": 1}
    found = [version(form | {"minutes_per_response": each}, name=f"v{each}") for each in (1, 2, 3)]
    return history_report([difference_between(old, new) for old, new in pairwise(found)])


def whatif(*paths: Path) -> Report:
    scenarios = [timetax.load_scenario(path) for path in paths]
    about = catalogue_of(scenarios)
    plain = timetax.tabulate(timetax.load(about) if about else bundled())
    how = timetax.Sampling(draws=200)
    compared = timetax.compare(plain, scenarios, None, how, groupings())
    return timetax.whatif_report(compared, top=25)


def explained(form: str) -> Report:
    book = book_named("us-pra")
    return timetax.explain_form(bundled(), bundled_tables(), form, ("us-pra", book, terms_of(book)))


def searched() -> Report:
    plan = moved()
    return solve_report(plan, solved(plan, "share", parse_target("-10%")))


SCENARIOS = timetax.bundled_scenarios()
MAKERS: dict[str, Callable[[], Report]] = {
    "report": summary,
    "report by agency": lambda: summary("agency"),
    "report by two fields": lambda: summary("department", "life_event"),
    "forms": lambda: timetax.list_forms(bundled_tables()),
    "explain": lambda: timetax.explain_form(bundled(), bundled_tables(), "ssa-8"),
    "explain with money": lambda: explained("irs-1040"),
    "tariffs": lambda: list_tariffs("2015", top=25),
    "diff": difference,
    "history": history,
    "scenarios": list_scenarios,
    "several scenarios": lambda: whatif(*SCENARIOS[:2]),
    "sweep": lambda: sweep_of(moved(), "share=0:1:0.25"),
    "solve": searched,
} | {path.stem: lambda path=path: whatif(path) for path in SCENARIOS}


@cache
def made(name: str) -> Report:
    return MAKERS[name]()


def parts(report: Report, width: int) -> Iterator[tuple[Table, str]]:
    """Yield each table of a report with the text of it alone."""
    for section in report.sections:
        if section.nested_in is None and section.rows:
            nested = [each for each in report.sections if each.nested_in == section.key]
            alone = replace(report, sections=(section, *nested), description=None, notes=())
            (table,) = alone.for_people(wide=width >= WIDE)
            yield table, render(alone, width=width)


@given(name=st.sampled_from(list(MAKERS)), width=st.integers(40, 240))
def test_each_figure_of_a_table_is_whole_or_its_column_is_gone(name: str, width: int) -> None:
    for table, text in parts(made(name), width):
        places = widths_in(table, width)
        tokens = Counter(re.split(r"\s{2,}|\n", text))
        figures: Counter[str] = Counter()
        for place, column in enumerate(table.columns):
            cells = [line.cells[place] for line in table.lines if line.cells[place]]
            if column.kind.is_number and (places is None or place in places):
                figures.update(cells)
            if place and (places is None or place in places):
                assert all(word in text for word in column.heading.split())
            elif place and column.key in ("low", "high"):
                assert not {"low", "high"} & {table.columns[each].key for each in places or ()}
        assert figures <= tokens
        words = " ".join(cell for line in table.lines for cell in line.cells).split()
        for token in tokens.keys() - figures - set(words):
            assert not any(cell.startswith(token) for cell in figures if len(token) > 1)


@given(name=st.sampled_from(list(MAKERS)), width=st.integers(40, 240))
def test_each_note_is_whole(name: str, width: int) -> None:
    report = made(name)
    text = "".join(render(report, width=width).split())
    for note in [*report.notes, *(each for part in report.sections for each in part.notes)]:
        assert "".join(note.split()) in text


def table(*columns: Column) -> Table:
    cells = tuple("1.23 billion" if each.kind.is_number else "two words" for each in columns)
    return Section("k", "Title", ("name",), columns, (cells,)).for_people()


NAME = Column("name", "name")
CHANGE = Column("change", "change", Kind.CHANGE)


def test_columns_go_by_their_number_and_those_of_one_number_together() -> None:
    low, high = (Column(key, key, Kind.HOURS, spare=1) for key in ("low", "high"))
    before, wide = Column("before", "b", Kind.HOURS, spare=2), Column("w", "w", Kind.HOURS, "wide")
    made = table(NAME, before, low, high, CHANGE, wide)
    kept = {
        len(widths): [made.columns[place].key for place in widths]
        for room in range(90, 20, -1)
        if (widths := widths_in(made, room)) is not None
    }
    assert list(kept.values()) == [
        ["name", "before", "low", "high", "change", "w"],
        ["name", "before", "low", "high", "change"],
        ["name", "low", "high", "change"],
        ["name", "change"],
    ]


def test_an_id_or_an_option_that_is_to_be_copied_is_never_broken() -> None:
    """The name of a tariff is longer than a word may be, and an option holds a space."""
    tariff = "us-ecec-state-and-local-government-2023-06"
    option = '--map "Applications per year"=respondents'
    for key, text in (("tariff", tariff), ("option", option)):
        columns = (Column(key, key), Column("why", "why"), Column("h", "hours", Kind.HOURS))
        rows = ((text, "words of some length that take lines", 1.0),)
        report = Report(
            "T", "H", None, None, (Section("k", "T", (key,), columns, rows),), (), "USD"
        )
        assert text in render(report, width=80)


def test_columns_that_fit_to_the_last_character_stay() -> None:
    made = table(*(Column(key, key, Kind.HOURS, spare=1) for key in "abc"))
    widths = widths_in(made, 90)
    assert widths is not None
    full = sum(widths.values()) + GAP * 2
    assert widths_in(made, full) == widths
    assert widths_in(made, full - 1) != widths


def test_where_no_column_can_go_the_figures_of_a_row_stand_below_one_another() -> None:
    more = [Column(f"n{each}", f"figure {each}", Kind.HOURS) for each in range(4)]
    columns = (NAME, *more)
    rows = (("One", 1.0, 2e9, None, 3.0),)
    section = Section("k", "Title", ("name",), columns, rows)
    report = Report("A title", "A headline", None, None, (section,), (), "USD")
    assert render(report, width=40).splitlines()[3:] == [
        "Title",
        "One",
        "  figure 0              1",
        "  figure 1   2.00 billion",
        "  figure 2        unknown",
        "  figure 3              3",
    ]


def test_a_nested_row_keeps_its_indent_when_it_wraps() -> None:
    columns = (Column("department", "department"), Column("hours", "hours", Kind.HOURS))
    inner = (Column("department", "department"), Column("agency", "agency"), columns[1])
    sections = (
        Section("department", "T", ("department",), columns, (("A department", 3.0),)),
        Section(
            "x",
            "T",
            ("department", "agency"),
            inner,
            (("A department", "An office of many words", 1.0), ("A department", "B", 2.0)),
            nested_in="department",
        ),
    )
    report = Report("A title", "A headline", None, None, sections, (), "USD")
    assert render(report, width=24).splitlines()[-4:] == [
        "A department           3",
        "  An office of         1",
        "  many words",
        "  B                    2",
    ]
