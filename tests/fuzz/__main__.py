"""`python -m tests.fuzz --kind yaml --n 1000 --seed 1`: one closing line with counts a kind."""

import argparse
import gc
import os
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pkgutil import iter_modules

from tests.fuzz import kinds
from tests.fuzz.workers import Share, kind_named, tried
from timetax.findings import InputError

NAMES = sorted(each.name for each in iter_modules(kinds.__path__))
AT_ONCE = 20
"""How many mutants one process takes at a time."""
COUNTS = ("accepted", "refused", "commands", "defects")


def main() -> int:
    """Run the mutants that are asked for; return 1 if one ends as none should."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--kind", choices=[*NAMES, "all"], default="all")
    parser.add_argument("--n", type=int, default=1000, help="mutants in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so many")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at once")
    given = parser.parse_args()
    chosen = NAMES if given.kind == "all" else [given.kind]
    wanted = given.n // len(chosen)
    start = time.monotonic()
    warnings.simplefilter("ignore")
    for name in chosen:
        _warm_up(name)
    gc.freeze()
    counts: dict[str, Counter[str]] = {name: Counter() for name in chosen}
    shares = _shares(chosen, wanted, given.seed, start + given.seconds)
    for each in tried(shares, given.jobs):
        found = counts[each.kind]
        found["mutants"] += 1
        found["accepted"] += each.accepted is True
        found["refused"] += each.accepted is False
        found["commands"] += each.command
        found["defects"] += len(each.defects)
        for defect in each.defects:
            print(defect, flush=True)
    for name, found in counts.items():
        said = ", ".join(f"{found[key]:,} {key}" for key in COUNTS)
        short = "" if found["mutants"] == wanted else f" of {wanted:,}, stopped by the clock"
        print(f"{name}: {found['mutants']:,} mutants of seed {given.seed}{short}: {said}")
    total = sum(found["mutants"] for found in counts.values())
    print(f"{total:,} mutants in {time.monotonic() - start:.0f} seconds")
    return int(any(found["defects"] for found in counts.values()))


def _shares(chosen: list[str], wanted: int, seed: int, end: float) -> Iterator[Share]:
    """Yield shares of all kinds in turn, so that a run that is stopped has tried them all."""
    for start in range(0, wanted, AT_ONCE):
        for name in chosen:
            yield Share(name, seed, range(start, min(start + AT_ONCE, wanted)), end)


def _warm_up(name: str) -> None:
    """Import what a kind needs before the processes part, so that they share it."""
    kind = kind_named(name)
    for seed in kind.seeds:
        with suppress(InputError):
            kind.read(seed if kind.pack is None else kind.pack(seed))


if __name__ == "__main__":
    sys.exit(main())
