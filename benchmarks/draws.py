"""Draws the ranges of a large made catalogue: `python -m benchmarks.draws ours|bare`.

`ours` computes the intervals and swings of a baseline and of a reform of ten changes. `bare` draws
the same distributions with NumPy, multiplies the same numbers and adds them up, and nothing else.
Both print the mean of the hours before and after, the seconds for that without imports and the
making of the catalogue, and the peak memory of the process.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]

FORMS, DRAWS, SEED = 10_000, 10_000, 1
BLOCK = 25
"""How many forms `bare` computes at a time, so that it fits into memory too."""

Triple = tuple[float, float, float]
Figures = tuple[Triple, Triple]
"""Responses and minutes per response of a form."""

CHANGES: tuple[dict[str, Any], ...] = (
    {"minutes_per_response": {"multiply": 0.9}},
    {"minutes_per_response": {"add": 2}},
    {"minutes_per_response": {"cap": 60}},
    {"minutes_per_response": {"floor": 10}},
    {"minutes_per_response": 15},
    {"responses": {"multiply": 0.8}},
    {"exempt": 0.1},
    {"prefill": 0.3},
    {"move": {"share": "$share_online", "minutes_per_response": 12}},
    {"remove": True},
)
"""What the reform does, each to the forms of one agency."""

SHARE_ONLINE: Triple = (0.2, 0.4, 0.5)


def bare_changes(share: "Floats") -> "tuple[Callable[[Floats, Floats], Floats | float], ...]":
    """Return what each of the changes makes of responses and minutes: minutes a year."""
    import numpy as np

    return (
        lambda responses, minutes: responses * (minutes * 0.9),
        lambda responses, minutes: responses * (minutes + 2),
        lambda responses, minutes: responses * np.minimum(minutes, 60),
        lambda responses, minutes: responses * np.maximum(minutes, 10),
        lambda responses, minutes: responses * 15,
        lambda responses, minutes: (responses * 0.8) * minutes,
        lambda responses, minutes: (responses * 0.9) * minutes,
        lambda responses, minutes: responses * (minutes * 0.7),
        lambda responses, minutes: responses * (minutes * (1 - share) + 12 * share),
        lambda responses, minutes: 0.0,
    )


def made_figures(forms: int) -> list[Figures]:
    """Return the responses and minutes per response of made forms, all of them ranges."""
    chance = random.Random(SEED)

    def around(likely: float) -> Triple:
        return (likely * chance.uniform(0.5, 0.95), likely, likely * chance.uniform(1.05, 2))

    return [
        (around(float(chance.randint(100, 100_000))), around(float(chance.randint(5, 240))))
        for _ in range(forms)
    ]


def ours(figures: list[Figures], draws: int) -> Iterator[float]:
    """Yield the time at which all is made, and the mean hours of baseline and reform."""
    from timetax.catalogue.catalogue import Catalogue
    from timetax.catalogue.entries import Agency
    from timetax.catalogue.form import Form
    from timetax.catalogue.ranges import Range
    from timetax.engine.scenario.planning import plan
    from timetax.engine.scenario.reading import make_scenario
    from timetax.engine.uncertainty.sampling import Sampling
    from timetax.engine.uncertainty.spread import spread
    from timetax.tables.tabulate import tabulate

    agencies = {
        f"A{place}": Agency(id=f"A{place}", name="An agency") for place in range(len(CHANGES))
    }
    forms = tuple(
        Form(
            id=f"form-{place:06}",
            title="A form",
            agency=f"A{place % len(CHANGES)}",
            responses=Range(*responses),
            minutes_per_response=Range(*minutes),
        )
        for place, (responses, minutes) in enumerate(figures)
    )
    tables = tabulate(Catalogue(None, None, "USD", None, agencies, {}, (), {}, (), forms, ()))
    low, likely, high = SHARE_ONLINE
    scenario = make_scenario(
        {
            "name": "Ten changes",
            "parameters": {"share_online": {"low": low, "likely": likely, "high": high}},
            "changes": [
                {"where": {"agency": f"A{place}"}, **change} for place, change in enumerate(CHANGES)
            ],
        }
    )
    laid_out = plan(tables, scenario)
    yield time.perf_counter()
    made = spread(tables, [laid_out], Sampling(draws, SEED))
    assert made is not None
    yield made.baseline.mean
    yield made.effects[0].hours.mean


def bare(figures: list[Figures], draws: int) -> Iterator[float]:
    """Yield the same as `ours`, computed with NumPy alone."""
    import numpy as np

    generator = np.random.default_rng(SEED)

    def drawn(low: float, likely: float, high: float) -> "Floats":
        width = high - low
        rise, fall = (likely - low) / width, (high - likely) / width
        return low + width * generator.beta(1 + 4 * rise, 1 + 4 * fall, draws)

    yield time.perf_counter()
    changes = bare_changes(drawn(*SHARE_ONLINE))
    before, after = np.zeros(draws), np.zeros(draws)
    for begin in range(0, len(figures), BLOCK):
        block = figures[begin : begin + BLOCK]
        responses = np.array([drawn(*each) for each, _ in block])
        minutes = np.array([drawn(*each) for _, each in block])
        before += (responses * minutes).sum(axis=0)
        for place in range(len(block)):
            after += changes[(begin + place) % len(changes)](responses[place], minutes[place])
    for minutes_a_year in (before, after):
        np.quantile(minutes_a_year, (0.05, 0.5, 0.95))
        yield float(minutes_a_year.mean()) / 60


def main() -> None:
    """Run one of the two and print what it found, in which time and memory."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.draws", description=__doc__)
    parser.add_argument("which", choices=("ours", "bare"))
    parser.add_argument("--forms", type=int, default=FORMS)
    parser.add_argument("--draws", type=int, default=DRAWS)
    options = parser.parse_args()
    compute = {"ours": ours, "bare": bare}[options.which]
    start, before, after = compute(made_figures(options.forms), options.draws)
    seconds = time.perf_counter() - start
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{before:,.0f} hours before, {after:,.0f} after, in the mean of {options.draws:,} draws: "
        f"{seconds:.2f} s, {mebibytes:.0f} MiB"
    )


if __name__ == "__main__":
    main()
