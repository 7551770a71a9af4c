"""`python -m tests.fuzz --kind yaml --n 1000 --seed 1`: one closing line with counts a kind."""

import argparse
import sys
import traceback
import warnings
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from tempfile import TemporaryDirectory

from tests import console
from tests.fuzz import kinds
from tests.fuzz.mutation import mutated
from timetax.findings import InputError

NAMES = sorted(each.name for each in iter_modules(kinds.__path__))
WHOLE_COMMAND = 20
"""A whole command is run on one mutant in so many."""


def main() -> int:
    """Run the mutants that are asked for; return 1 if one ends as none should."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--kind", choices=[*NAMES, "all"], default="all")
    parser.add_argument("--n", type=int, default=1000, help="mutants in all")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chosen = NAMES if given.kind == "all" else [given.kind]
    warnings.simplefilter("ignore")
    return max([_run(kind, given.n // len(chosen), given.seed) for kind in chosen])


def _run(name: str, number: int, seed: int) -> int:
    kind = import_module(f"tests.fuzz.kinds.{name}")
    counts: Counter[str] = Counter()
    for place in range(number):
        random = Random(f"{name} {seed} {place}")
        data = mutated(random.choice(kind.SEEDS), random)
        try:
            kind.read(data)
            counts["accepted"] += 1
        except InputError:
            counts["refused"] += 1
        except Exception:
            counts["defects"] += 1
            print(f"{name} --seed {seed}, mutant {place}:\n{traceback.format_exc()}")
        if place % WHOLE_COMMAND == 0:
            counts["commands"] += 1
            if not _command_ends_well(data, kind.SUFFIX, name):
                counts["defects"] += 1
                print(f"{name} --seed {seed}, mutant {place}: the whole command")
    said = ", ".join(
        f"{counts[key]:,} {key}" for key in ("accepted", "refused", "commands", "defects")
    )
    print(f"{name}: {number:,} mutants of seed {seed}: {said}", flush=True)
    return int(counts["defects"] > 0)


def _command_ends_well(data: bytes, suffix: str, kind: str) -> bool:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"mutant{suffix}"
        path.write_bytes(data)
        command = {"scenario": "whatif", "saved_report": f"diff {path}"}.get(kind, "report")
        done = console.run(f"timetax {command} {path}", cwd=Path(folder))
    return done.returncode in (0, 2) and "Traceback" not in done.stderr


if __name__ == "__main__":
    sys.exit(main())
