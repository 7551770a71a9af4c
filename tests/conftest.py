"""What all tests share."""

import gc
import os
import sys

from hypothesis import HealthCheck, settings

# Machines differ in speed, so no test has a deadline; speed lives in benchmarks/. On a push
# integration draws the same examples each time, so that a failure is the fault of the change;
# people draw new ones, and so does the longer run (see CONTRIBUTING.md).
EXAMPLES = {"push": 20, "long": 200}
for name, number in EXAMPLES.items():
    settings.register_profile(
        name,
        deadline=None,
        max_examples=number,
        derandomize=name == "push" and "CI" in os.environ,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "push"))

# The processes that tests begin find our modules compiled, as those of an installed program are,
# and so does the next run of these tests: to compile them is half of what collecting them takes.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes that are no plain text by their kind: a packed file holds the time of its making.

    Processes that share the tests must find the same names.
    """
    plain = not isinstance(val, bytes) or val.decode("latin-1").isprintable()
    return None if plain else "bytes"


def pytest_collection_finish() -> None:
    """Let no collection of garbage walk over thousands of tests that live to the end.

    Frames leave few circles behind them: to look for some a hundred times less often is enough.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
