"""Measures timetax against what a user would do instead: `python -m benchmarks`."""

import argparse
import json
import math
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks import events, made_catalogue, made_forms, made_inventory, made_table

SMALL, LARGE = 10_000, 100_000
ROWS, MANY_ROWS = 100_000, 1_000_000
EVENTS, MANY_EVENTS = 5_000_000, 20_000_000
EVENTS_FILE, MANY_EVENTS_FILE, PAGES_FILE = "events.parquet", "many_events.parquet", "pages.csv"
POINTS = 1_001
CHANGED = 0.01
TEN_CHANGES = str(Path(__file__).with_name("ten_changes.yaml"))
BARE_EVENTS = str(Path(__file__).with_name("bare_events.py"))
BARE_INVENTORY = str(Path(__file__).with_name("bare_inventory.py"))
ANALYST_INVENTORY = str(Path(__file__).with_name("analyst_inventory.py"))
BARE_FORMS = str(Path(__file__).with_name("bare_forms.py"))
ANALYST = str(Path(__file__).with_name("analyst.py"))
README = Path(__file__).with_name("README.md")
LIBRARIES = ("pandas", "numpy", "pyarrow", "pydantic", "PyYAML", "rich", "typer")
Command = list[str]


@dataclass(frozen=True)
class Run:
    """One run of a child process: wall time in seconds, peak memory in mebibytes."""

    seconds: float
    mebibytes: float


@dataclass(frozen=True)
class Comparison:
    """Two commands to run in turn, and the ratios of the first to the second that are allowed."""

    title: str
    baseline_title: str
    subject: Command
    baseline: Command
    runs: int
    time_limit: float
    memory_limit: float | None = None


@dataclass(frozen=True)
class Ratio:
    """A measured ratio of subject to baseline, its limit, and how noisy the machine was.

    `ratio` is the median of the ratios of all rounds, in each of which the two ran one after the
    other; `low` and `high` are their quartiles.
    """

    title: str
    subject: str
    baseline: str
    ratio: float
    low: float
    high: float
    limit: float

    @property
    def met(self) -> bool:
        """Whether the ratio keeps its limit."""
        return self.ratio <= self.limit


def comparisons(
    small: str,
    large: str,
    inventory: str,
    later: str,
    rows: str,
    many_rows: str,
    priced: str,
    forms: str,
) -> dict[int, Comparison]:
    """Return the comparisons by number; the paths are those of what is made for them."""
    folder = Path(small).parent

    def timetax(*arguments: str) -> Command:
        return [sys.executable, "-m", "timetax", *arguments]

    def python(code: str) -> Command:
        return [sys.executable, "-c", code]

    return {
        1: Comparison(
            "timetax --help",
            "import typer, rich",
            timetax("--help"),
            python("import typer, rich"),
            runs=25,
            time_limit=1.2,
        ),
        2: Comparison(
            "timetax report, bundled catalogue",
            "import its libraries",
            timetax("report"),
            python("import pandas, typer, rich.table, pydantic, yaml"),
            runs=25,
            time_limit=1.4,
        ),
        3: Comparison(
            f"timetax report, {SMALL:,} forms",
            "an analyst's script",
            timetax("report", small),
            [sys.executable, ANALYST, small],
            runs=11,
            time_limit=0.4,
            memory_limit=0.8,
        ),
        4: Comparison(
            f"timetax report, {LARGE:,} forms",
            f"{SMALL:,} forms",
            timetax("report", large),
            timetax("report", small),
            runs=5,
            time_limit=11.0,
        ),
        5: Comparison(
            "timetax check, bundled catalogue",
            "import typer, pydantic, yaml",
            timetax("check", "--exit-zero"),
            python("import typer, pydantic, yaml"),
            runs=25,
            time_limit=2.0,
        ),
        6: Comparison(
            f"timetax check, {SMALL:,} forms",
            "reading and validating them",
            timetax("check", small, "--exit-zero"),
            python(f"import timetax; timetax.load({small!r})"),
            runs=11,
            time_limit=2.0,
        ),
        7: Comparison(
            f"timetax whatif, ten changes on {SMALL:,} forms",
            "timetax report on them",
            timetax("whatif", TEN_CHANGES, "-c", small),
            timetax("report", small),
            runs=21,
            time_limit=1.15,
        ),
        8: Comparison(
            f"timetax whatif --sweep, {POINTS:,} scenarios of ten changes",
            "timetax whatif, one of them",
            timetax(
                *("whatif", TEN_CHANGES, "-c", small),
                *("--sweep", f"share_online=0:1:1/{POINTS - 1}", "--format", "csv"),
            ),
            timetax("whatif", TEN_CHANGES, "-c", small, "--format", "csv"),
            runs=7,
            time_limit=4.0,
        ),
        9: Comparison(
            f"10,000 draws of {SMALL:,} forms, before and after ten changes",
            "drawing and multiplying them in NumPy",
            [sys.executable, "-m", "benchmarks.draws", "ours"],
            [sys.executable, "-m", "benchmarks.draws", "bare"],
            runs=5,
            time_limit=2.0,
            memory_limit=6.0,
        ),
        10: Comparison(
            "timetax report, the full inventory in XML",
            "adding up its hours with iterparse",
            timetax("report", inventory),
            [sys.executable, BARE_INVENTORY, inventory],
            runs=5,
            time_limit=4.0,
            memory_limit=28.0,
        ),
        11: Comparison(
            "timetax report, the full inventory in XML",
            "a script with xmltodict and pandas",
            timetax("report", inventory),
            [sys.executable, ANALYST_INVENTORY, inventory],
            runs=5,
            time_limit=0.6,
        ),
        12: Comparison(
            "timetax report, the full inventory in Parquet",
            "import pandas, pyarrow",
            timetax("report", packed(inventory)),
            python("import pandas, pyarrow"),
            runs=11,
            time_limit=1.6,
        ),
        13: Comparison(
            f"timetax report, a spreadsheet of {ROWS:,} rows as CSV",
            "import pandas, reading it with read_csv",
            timetax("report", rows),
            python(f"import pandas; pandas.read_csv({rows!r})"),
            runs=7,
            time_limit=3.0,
        ),
        14: Comparison(
            f"timetax report, a spreadsheet of {MANY_ROWS:,} rows as CSV",
            f"{ROWS:,} rows",
            timetax("report", many_rows),
            timetax("report", rows),
            runs=3,
            time_limit=11.0,
        ),
        15: Comparison(
            "timetax diff, two full inventories in XML",
            "reading one of them",
            timetax("diff", inventory, later),
            python(f"import timetax; timetax.tabulate(timetax.load({inventory!r}))"),
            runs=5,
            time_limit=2.3,
        ),
        16: Comparison(
            "timetax diff, the same in Parquet",
            "import pandas, pyarrow",
            timetax("diff", packed(inventory), packed(later)),
            python("import pandas, pyarrow"),
            runs=11,
            time_limit=2.0,
        ),
        17: Comparison(
            "timetax cost, bundled catalogue",
            "timetax report on it",
            timetax("cost", "--book", "us-pra"),
            timetax("report"),
            runs=25,
            time_limit=1.2,
        ),
        18: Comparison(
            f"timetax cost, {SMALL:,} forms with three tariffs each",
            "timetax report on them",
            timetax("cost", priced, "--book", "us-pra"),
            timetax("report", priced),
            runs=11,
            time_limit=1.5,
        ),
        19: Comparison(
            "timetax report -o report.html, bundled catalogue",
            "timetax report on it",
            timetax("report", "-o", beside(small, "report.html")),
            timetax("report"),
            runs=25,
            time_limit=1.25,
        ),
        20: Comparison(
            "timetax report as a workbook, bundled catalogue",
            "timetax report",
            timetax("report", "-o", str(Path(small).with_suffix(".xlsx"))),
            timetax("report"),
            runs=25,
            time_limit=1.6,
        ),
        21: Comparison(
            "timetax report -o report.html, the full inventory in XML",
            "timetax report on it",
            timetax("report", inventory, "-o", beside(inventory, "report.html")),
            timetax("report", inventory),
            runs=5,
            time_limit=1.2,
        ),
        22: Comparison(
            f"counting {made_forms.FORMS} PDF forms in one process",
            "the pypdf calls that it needs",
            python(
                "import sys; from pathlib import Path; "
                "from timetax.read.instruments.counting import count; "
                f"[count(str(p), p.read_bytes()) for p in sorted(Path({forms!r}).glob('*.pdf'))]"
            ),
            [sys.executable, BARE_FORMS, forms],
            runs=5,
            time_limit=1.3,
        ),
        23: Comparison(
            f"counting {made_forms.FORMS} PDF forms on all processors",
            "one after the other",
            python(_counted(forms, None)),
            python(_counted(forms, 1)),
            runs=5,
            time_limit=0.6,
        ),
        31: Comparison(
            f"timetax measure, {EVENTS:,} events",
            "the histogram of them by bare DuckDB",
            timetax("measure", str(folder / EVENTS_FILE)),
            [sys.executable, BARE_EVENTS, str(folder / EVENTS_FILE)],
            runs=5,
            time_limit=1.3,
            memory_limit=2.0,
        ),
        32: Comparison(
            f"timetax measure, {MANY_EVENTS:,} events",
            f"{EVENTS:,} events",
            timetax("measure", str(folder / MANY_EVENTS_FILE)),
            timetax("measure", str(folder / EVENTS_FILE)),
            runs=3,
            time_limit=4.4,
            memory_limit=2.5,
        ),
        33: Comparison(
            f"reading {events.PAGES:,} rows of published analytics for `timetax measure`",
            "reading them with pandas",
            [sys.executable, "-m", "benchmarks.events", str(folder / PAGES_FILE)],
            python(f"import pandas; pandas.read_csv({str(folder / PAGES_FILE)!r})"),
            runs=7,
            time_limit=1.3,
        ),
    }


def beside(path: str, name: str) -> str:
    """Return a name for a file that lies beside another."""
    return str(Path(path).with_name(name))


def _counted(forms: str, at_once: int | None) -> str:
    """Return the code that counts the forms in a folder, so many at once."""
    return (
        "from pathlib import Path; from timetax.read.instruments.workers import Task, counted; "
        f"counted([Task(str(p), p) for p in sorted(Path({forms!r}).glob('*.pdf'))], {at_once})"
    )


def packed(inventory: str) -> str:
    """Return where an inventory is kept in Parquet."""
    return str(Path(inventory).with_suffix(".parquet"))


def environment(directory: Path) -> dict[str, str]:
    """Return an environment in which Python keeps its bytecode, as installed programs do."""
    variables = {**os.environ, "PYTHONPYCACHEPREFIX": str(directory)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def measured(command: Command, variables: dict[str, str]) -> Run:
    """Return what one run of `command` took, its output thrown away.

    The peak includes that of this process when it starts the child, so it must stay small itself.

    Raises:
        CalledProcessError: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=variables)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
    return Run(seconds, usage.ru_maxrss * unit / 2**20)


def compared(
    number: int, comparison: Comparison, runs: int, variables: dict[str, str]
) -> list[Ratio]:
    """Return the ratios of a comparison, its commands run in turn after one uncounted run each."""
    pair = (comparison.subject, comparison.baseline)
    for command in pair:
        measured(command, variables)
    rounds = [[measured(command, variables) for command in pair] for _ in range(runs)]

    def ratio(name: str, value: Callable[[Run], float], unit: str, limit: float) -> Ratio:
        ours, theirs = ([value(run) for run in side] for side in zip(*rounds, strict=True))
        ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
        low, middle, high = statistics.quantiles(ratios, n=4, method="inclusive")
        return Ratio(
            f"{number} {name}",
            f"{comparison.title}: {statistics.median(ours):.3g} {unit}",
            f"{comparison.baseline_title}: {statistics.median(theirs):.3g} {unit}",
            middle,
            low,
            high,
            limit,
        )

    ratios = [ratio("time", lambda run: run.seconds, "s", comparison.time_limit)]
    if comparison.memory_limit is not None:
        limit = comparison.memory_limit
        ratios.append(ratio("memory", lambda run: run.mebibytes, "MiB", limit))
    return ratios


def require_same_total(catalogue: str) -> None:
    """Raise SystemExit unless timetax and the analyst's script find the same hours and forms."""

    def output(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout

    total = json.loads(output("-m", "timetax", "report", catalogue, "--format", "json"))["total"]
    ours = total["burden_hours"], total["forms"] - total["not_estimated"]
    words = output(ANALYST, catalogue).split()
    theirs = float(words[0]), int(words[5])
    if not math.isclose(ours[0], theirs[0], rel_tol=1e-9) or ours[1] != theirs[1]:
        raise SystemExit(f"timetax and the analyst disagree: {ours} and {theirs} (hours, forms)")


def table(ratios: list[Ratio]) -> str:
    """Return the ratios as a Markdown table."""
    rows = [
        ("name", "subject", "baseline", "ratio", "middle half", "limit", "met"),
        *(
            (
                each.title,
                each.subject,
                each.baseline,
                f"{each.ratio:.2f}",
                f"{each.low:.2f} to {each.high:.2f}",
                f"{each.limit:g}",
                "yes" if each.met else "no",
            )
            for each in ratios
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in rows
    ]
    rule = f"|{'|'.join('-' * (width + 2) for width in widths)}|"
    return "\n".join([lines[0], rule, *lines[1:]])


def write_down(ratios: list[Ratio]) -> None:
    """Put a table of today in the place of the one in the README."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    where = f"{os.cpu_count()} cores ({platform.system()}) and Python {platform.python_version()}"
    said = f"On {date.today()}, with {where},\n{libraries}:\n\n{table(ratios)}\n\n"
    measured = re.compile(r"(?<=## Measured\n\n).*?\|\n\n", re.DOTALL)
    README.write_text(measured.sub(lambda _: said, README.read_text("utf-8"), 1), "utf-8")


def main() -> int:
    """Measure, print the table, and return 0 if every limit is kept and 1 if one is not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "numbers", nargs="*", type=int, metavar="NUMBER", help="comparisons (default: all)"
    )
    parser.add_argument("--quick", action="store_true", help="a third of the runs, and noisier")
    parser.add_argument(
        "--update", action="store_true", help="write the table of all into benchmarks/README.md"
    )
    arguments = parser.parse_args()
    if arguments.update and arguments.numbers:
        parser.error("--update is of all comparisons")

    with tempfile.TemporaryDirectory() as directory:
        small, large = Path(directory, "small.yaml"), Path(directory, "large.yaml")
        inventory, later = Path(directory, "inventory.xml"), Path(directory, "later.xml")
        rows, many_rows = Path(directory, "rows.csv"), Path(directory, "many_rows.csv")
        priced, forms = Path(directory, "priced.yaml"), Path(directory, "forms")
        paths = (small, large, inventory, later, rows, many_rows, priced, forms)
        known = comparisons(*map(str, paths))
        numbers = sorted(set(arguments.numbers)) or list(known)
        if unknown := set(numbers) - set(known):
            parser.error(
                f"there is no comparison {min(unknown)}; there are {', '.join(map(str, known))}"
            )
        if {3, 4, 6, 7, 8} & set(numbers):
            made_catalogue.write(small, SMALL)
        if 4 in numbers:
            made_catalogue.write(large, LARGE)
        if {10, 11, 12, 15, 16, 21} & set(numbers):
            made_inventory.write(inventory)
        if {15, 16} & set(numbers):
            made_inventory.write(later, changed=CHANGED)
        to_pack = {12: [inventory], 16: [inventory, later]}
        for each in {path for number in numbers for path in to_pack.get(number, [])}:
            convert = [sys.executable, "-m", "timetax", "convert", str(each), "-o"]
            subprocess.run([*convert, packed(str(each))], check=True, stderr=subprocess.DEVNULL)
        if {13, 14} & set(numbers):
            made_table.write(rows, ROWS)
        if 14 in numbers:
            made_table.write(many_rows, MANY_ROWS)
        if 18 in numbers:
            made_catalogue.write(priced, SMALL, costs=True)
        if {22, 23} & set(numbers):
            made_forms.write(forms)
        to_write = {
            31: {EVENTS_FILE: EVENTS},
            32: {EVENTS_FILE: EVENTS, MANY_EVENTS_FILE: MANY_EVENTS},
        }
        for name, count in {
            k: v for each in numbers for k, v in to_write.get(each, {}).items()
        }.items():
            write = [
                sys.executable,
                "-m",
                "benchmarks.events",
                str(Path(directory, name)),
                str(count),
            ]
            subprocess.run(write, check=True)
        if 33 in numbers:
            events.write_pages(Path(directory, PAGES_FILE))
        if 3 in numbers:
            require_same_total(str(small))
        variables = environment(Path(directory, "bytecode"))
        ratios = []
        for number in numbers:
            comparison = known[number]
            runs = max(3, comparison.runs // 3) if arguments.quick else comparison.runs
            print(f"comparison {number}: {runs} runs of each, in turn", file=sys.stderr)
            ratios += compared(number, comparison, runs, variables)
    print(table(ratios))
    if arguments.update:
        write_down(ratios)
    return 0 if all(each.met for each in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
