"""`python -m tests.fuzz --kind yaml --n 1000 --seed 1`: one closing line with counts a kind."""

import argparse
import gc
import os
import shlex
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests import console
from tests.fuzz import kinds
from tests.fuzz.kind import Kind
from timetax.findings import InputError

NAMES = sorted(each.name for each in iter_modules(kinds.__path__))
WHOLE_COMMAND = 20
"""A whole command is run on one mutant in so many."""
AT_ONCE = 20
"""How many mutants one process takes at a time."""
COUNTS = ("accepted", "refused", "commands", "defects")


class Share(NamedTuple):
    """Mutants of a kind that one process takes; none is begun after `end` of the steady clock."""

    kind: str
    seed: int
    places: range
    end: float


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
    shares = list(_shares(chosen, wanted, given.seed, start + given.seconds))
    warnings.simplefilter("ignore")
    for name in chosen:
        _kind(name)  # before the processes part, so that they share it
    gc.freeze()
    counts: dict[str, Counter[str]] = {name: Counter() for name in chosen}
    with get_context("fork").Pool(given.jobs) as pool:
        for name, found, defects in pool.imap_unordered(_run, shares):
            counts[name] += found
            for each in defects:
                print(each, flush=True)
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


@cache
def _kind(name: str) -> Kind:
    kind: Kind = import_module(f"tests.fuzz.kinds.{name}").KIND
    return kind


def _run(share: Share) -> tuple[str, Counter[str], list[str]]:
    kind = _kind(share.kind)
    counts: Counter[str] = Counter()
    defects: list[str] = []
    for place in share.places:
        if time.monotonic() > share.end:
            break
        data = kind.mutant(Random(f"{share.kind} {share.seed} {place}"))
        named = f"{share.kind} --seed {share.seed}, mutant {place}"
        counts["mutants"] += 1
        try:
            kind.read(data)
            counts["accepted"] += 1
        except InputError:
            counts["refused"] += 1
        except Exception:
            defects.append(f"{named}:\n{traceback.format_exc()}")
        if place % WHOLE_COMMAND == 0:
            counts["commands"] += 1
            if wrong := _wrong_with_command(kind, data):
                defects.append(f"{named}: the whole command: {wrong}")
    counts["defects"] = len(defects)
    return share.kind, counts, defects


def _wrong_with_command(kind: Kind, data: bytes) -> str:
    """Return how a whole command ends as none should, or nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"mutant{kind.suffix}"
        path.write_bytes(data)
        for name, content in kind.beside.items():
            path.with_name(name).write_bytes(content)
        done = console.run(f"timetax {shlex.join(kind.arguments(data, path))}", cwd=Path(folder))
    ended_well = done.returncode in (0, 1, 2) and "Traceback" not in done.stderr
    return "" if ended_well else f"exit code {done.returncode}\n{done.stderr}"


if __name__ == "__main__":
    sys.exit(main())
