"""Measures a sweep over a large catalogue: `python -m benchmarks.sweep`.

One point of a sweep is compared with what it stands for: applying the scenario anew and adding up.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import made_catalogue
from timetax.burden import with_burden
from timetax.catalogue import load
from timetax.scenario.applying import apply_scenario
from timetax.scenario.model import Scenario
from timetax.scenario.planning import plan
from timetax.scenario.reading import make_scenario
from timetax.search.axes import parse_axis
from timetax.search.sweeping import swept
from timetax.table import Tables, tabulate
from timetax.totals import total

FORMS = 10_000
LIMIT_MS = 5.0
APPLIED = 10
"""How many points are made by applying the scenario anew."""

DEPARTMENTS = (
    "AGRICULTURE", "COMMERCE", "DEFENCE", "EDUCATION", "ENERGY", "HEALTH", "HOUSING", "JUSTICE",
    "LABOUR",
)  # fmt: skip


def ordinary() -> Scenario:
    """Return ten changes of about a department each; the parameter stands in one of them."""
    changes: list[dict[str, Any]] = [
        {"where": {"department": department}, "minutes_per_response": {"multiply": 0.9}}
        for department in DEPARTMENTS
    ]
    moved = {"share": "$share_online", "minutes_per_response": 15}
    return _scenario([*changes, {"where": {"department": "STATE"}, "move": moved}])


def hardest() -> Scenario:
    """Return ten changes of every form; the parameter stands in all of them."""
    every = {"form": "*"}
    moved = {"share": "$share_online", "minutes_per_response": 15}
    return _scenario(
        [
            *({"where": every, "move": moved} for _ in range(4)),
            *({"where": every, "prefill": "$share_online"} for _ in range(3)),
            *({"where": every, "exempt": "$share_online"} for _ in range(3)),
        ]
    )


def _scenario(changes: list[dict[str, Any]]) -> Scenario:
    parameters = {"share_online": 0.4}
    return make_scenario({"name": "Made", "parameters": parameters, "changes": changes})


def milliseconds_a_point(tables: Tables, scenario: Scenario, points: int) -> float:
    """Return what a point of a sweep takes, the making of the plan included."""
    axis = parse_axis(f"share_online=0:1:1/{points - 1}")
    start = time.perf_counter()
    swept(plan(tables, scenario), [axis])
    return (time.perf_counter() - start) * 1000 / points


def milliseconds_applied(tables: Tables, scenario: Scenario) -> float:
    """Return what it takes to apply the scenario anew and to add up, the median of a few runs."""
    taken = []
    for place in range(APPLIED):
        start = time.perf_counter()
        total(with_burden(apply_scenario(tables, scenario, share_online=place / APPLIED)))
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> int:
    """Measure, print milliseconds a point, and return 0 if they keep the limit and 1 if not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweep", description=__doc__)
    parser.add_argument("--points", type=int, default=1000, help="points of a sweep")
    points = parser.parse_args().points
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "forms.yaml")
        made_catalogue.write(path, FORMS)
        tables = tabulate(load(path))
    kept = True
    for title, scenario in (("a department a change", ordinary()), ("all forms", hardest())):
        ours = milliseconds_a_point(tables, scenario, points)
        theirs = milliseconds_applied(tables, scenario)
        kept = kept and ours <= LIMIT_MS
        print(
            f"{points:,} points, {FORMS:,} forms, ten changes, {title}: {ours:.2f} ms a point; "
            f"applied anew: {theirs:.1f} ms"
        )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
