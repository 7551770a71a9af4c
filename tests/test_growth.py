"""What is done grows about as the input does: twice as much of anything is twice as much work.

Calls of functions are counted, and no time is taken, so that the machine makes no difference.
"""

import cProfile
import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import timetax
from timetax.checks.config import Config
from timetax.checks.rule import Settings
from timetax.checks.run import run
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.difference.gates import parse_gates
from timetax.engine.difference.model import Version
from timetax.engine.difference.verdicts import evaluated
from timetax.engine.scenario.comparison import compare
from timetax.findings import InputError
from timetax.read.inputs import Blob
from timetax.read.options import AS_THEY_ARE
from timetax.read.to_tables import tables_at
from timetax.render.reports import format_report
from timetax.reports.summary import report_on

FORM = "  - {{id: f{0}, title: Form {0}, agency: {1}, responses: 6, minutes_per_response: 5{2}}}"
MOST = 2.6
SIZE = 150


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called while the work is done, in Python and below it."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(each.callcount for each in profile.getstats())


def growth(work: Callable[[int], Callable[[], object]], size: int = SIZE) -> float:
    """Return how many times as much is done for twice the size, apart from what is done once."""
    work(1)()
    once, one, two = (calls(work(each)) for each in (1, size, 2 * size))
    return (two - once) / max(one - once, 1)


def catalogue(*sections: str) -> str:
    return "\n".join(["timetax: 1", *sections, ""])


def forms(number: int, agency: str = "A", more: Callable[[int], str] = lambda i: "") -> str:
    return "\n".join(["forms:", *(FORM.format(i, agency, more(i)) for i in range(number))])


def entries(section: str, number: int, more: Callable[[int], str] = lambda i: "") -> str:
    lines = (f"  - {{id: e{i}, name: Name {i}{more(i)}}}" for i in range(number))
    return "\n".join([f"{section}:", *lines])


def unknown_agencies(number: int) -> str:
    names = (FORM.format(i, f"AGENCY-OF-NUMBRE-{i * 7919:06d}", "") for i in range(number))
    known = (f"  - {{id: AGENCY-OF-NUMBER-{i * 7919:06d}, name: N{i}}}" for i in range(number))
    return catalogue("\n".join(["agencies:", *known]), "\n".join(["forms:", *names]))


def table(number: int) -> str:
    stream = io.StringIO()
    headings = ["title", "agency", "responses", "minutes per response"]
    writer = csv.writer(stream)
    writer.writerow([*headings, *(f"Remark {i}" for i in range(number))])
    writer.writerow(["A", "X", 60, 3, *("text" for _ in range(number))])
    return stream.getvalue()


CATALOGUES: dict[str, Callable[[int], str]] = {
    "forms": lambda n: catalogue(forms(n)),
    "unknown agencies": unknown_agencies,
    "a line of parents": lambda n: catalogue(
        entries("agencies", n + 1, lambda i: f", parent: e{i + 1}" if i < n else ""),
        forms(n, "e0"),
    ),
    "a circle of parents": lambda n: catalogue(
        entries("agencies", n, lambda i: f", parent: e{(i + 1) % n}"), forms(1, "e0")
    ),
    "life events of a form": lambda n: catalogue(
        forms(1, more=lambda _: f", life_events: [{', '.join(f'l{i}' for i in range(n))}]")
    ),
    "life events with shares": lambda n: catalogue(
        forms(1, more=lambda _: f", life_events: {{{', '.join(f'l{i}: 0' for i in range(n))}}}")
    ),
    "unknown life events": lambda n: catalogue(
        entries("life_events", n),
        forms(1, more=lambda _: f", life_events: [{', '.join(f'x-{i}' for i in range(n))}]"),
    ),
    "repeated life events": lambda n: catalogue(
        forms(1, more=lambda _: f", life_events: [{', '.join('a' for i in range(n))}]")
    ),
    "overlaps": lambda n: catalogue(
        forms(n, more=lambda i: f", overlaps: {{f{(i + 1) % n}: same people}}")
    ),
    "requests": lambda n: catalogue(
        forms(n, more=lambda i: f", request: r{i}"),
        "\n".join(["requests:", *(f"  - {{id: r{i}, agency: A}}" for i in range(n))]),
    ),
    "repeated ids": lambda n: catalogue("\n".join(["forms:", *[FORM.format(1, "A", "")] * n])),
    "unknown keys": lambda n: catalogue(
        forms(1, more=lambda _: "".join(f", key{i}: 1" for i in range(n)))
    ),
    "aliases": lambda n: catalogue(
        f"forms:\n  - &a {{id: a, title: A, agency: A}}\n{'  - *a' + chr(10)}" * 1
        + "\n".join("  - *a" for _ in range(n))
    ),
    "columns": table,
    "names in a cell": lambda n: (
        "title,agency,responses,minutes per response,life events\n"
        f'A,X,60,3,"{"; ".join(f"event {i}" for i in range(n))}"\n'
    ),
}


def read(text: str) -> Callable[[], object]:
    def work() -> None:
        try:
            tables = timetax.with_burden(tables_at([Blob("forms", text.encode())], AS_THEY_ARE))
            format_report(report_on(tables))
        except InputError as error:
            str(error)

    return work


def workbook(sheets: int) -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    for row in (["title", "agency", "responses", "minutes per response"], ["A", "X", 60, 3]):
        first.append(row)
    for number in range(sheets):
        book.create_sheet(f"Remarks {number}").append(["Nothing", number])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_reading_a_workbook_grows_as_its_sheets() -> None:
    def work(number: int) -> Callable[[], object]:
        data = workbook(number)
        return lambda: tables_at([Blob("book.xlsx", data)], AS_THEY_ARE)

    assert growth(work, 40) < MOST


@pytest.mark.parametrize("dimension", CATALOGUES)
def test_reading_and_reporting_grow_as_the_input(dimension: str) -> None:
    assert growth(lambda n: read(CATALOGUES[dimension](n))) < MOST


STEPS: dict[str, Callable[[int, int], int]] = {
    "each after the one above": lambda number, _: max(0, number - 1),
    "each after the one below": lambda number, last: min(last, number + 1),
    "all round in one circle": lambda number, last: (number + 1) % (last + 1),
    "from the middle backwards": lambda number, last: abs(last - number),
}


@pytest.mark.parametrize("order", STEPS)
def test_reading_journeys_grows_as_their_steps(order: str) -> None:
    def text(number: int) -> str:
        steps = (
            f"  - {{id: s{i}, title: A, after: s{STEPS[order](i, number - 1)}}}"
            for i in range(number)
        )
        journey = "journeys:\n- id: j\n  life_event: a\n  steps:"
        return catalogue("life_events: [{id: a, name: A}]", journey, *steps, forms(1))

    assert growth(lambda n: read(text(n))) < MOST


def test_checking_grows_as_the_number_of_suppressions(tmp_path: Path) -> None:
    def work(number: int) -> Callable[[], object]:
        line = "  - {id: F%d, title: A, agency: A}  # timetax: ignore[TT202, TT101] because"
        path = tmp_path / f"{number}.yaml"
        path.write_text(catalogue("forms:", *(line % i for i in range(number))))
        return lambda: run([str(path)], Config(settings=Settings(date(2026, 1, 1))))

    assert growth(work) < MOST


def scenario(*changes: str, parameters: str = "{}") -> str:
    return "\n".join(["timetax: 1", "name: A", f"parameters: {parameters}", "changes:", *changes])


SCENARIOS: dict[str, Callable[[int], str]] = {
    "changes": lambda n: scenario(
        *(f"  - {{where: {{form: f{i}}}, minutes_per_response: 3}}" for i in range(n))
    ),
    "parameters": lambda n: scenario(
        *(f"  - {{where: {{form: f1}}, minutes_per_response: $p{i}}}" for i in range(n)),
        parameters="{" + ", ".join(f"p{i}: {i + 1}" for i in range(n)) + "}",
    ),
    "unknown parameters": lambda n: scenario(
        *(f"  - {{where: {{form: f1}}, minutes_per_response: $q{i}}}" for i in range(n)),
        parameters="{" + ", ".join(f"p{i}: {i + 1}" for i in range(n)) + "}",
    ),
}


@pytest.mark.parametrize("dimension", SCENARIOS)
def test_scenarios_grow_as_the_input(tmp_path: Path, dimension: str) -> None:
    tables = tables_at([Blob("f", catalogue(forms(2 * SIZE)).encode())], AS_THEY_ARE)

    def work(number: int) -> Callable[[], object]:
        path = tmp_path / f"{number}.yaml"
        path.write_text(SCENARIOS[dimension](number))

        def made() -> None:
            try:
                compare(tables, [timetax.load_scenario(path)])
            except InputError as error:
                str(error)

        return made

    assert growth(work) < MOST


def test_gates_grow_as_their_number() -> None:
    tables = timetax.with_burden(tables_at([Blob("f", catalogue(forms(20)).encode())], AS_THEY_ARE))
    step = difference_between(Version("a", tables), Version("b", tables))

    def work(number: int) -> Callable[[], object]:
        gates = [f"increase > {i + 1} hours" for i in range(number)]
        return lambda: evaluated(parse_gates(gates), step)

    assert growth(work, 40) < MOST
