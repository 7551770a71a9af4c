"""How an input is drawn at random between its low and its high value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from timetax.findings import option_error
from timetax.wording.hints import did_you_mean

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.intp]

MIN_DRAWS, MAX_DRAWS = 100, 1_000_000


class Distribution(StrEnum):
    """How an input is distributed between its low and its high value."""

    PERT = "pert"
    TRIANGULAR = "triangular"


@dataclass(frozen=True)
class Sampling:
    """How the inputs are drawn.

    Attributes:
        draws: how often.
        seed: where the random numbers start; the same seed gives the same bits.
        distribution: PERT or triangular, for all inputs.

    Raises:
        InputError: there are too few draws or too many, or the seed is negative.
    """

    draws: int = 10_000
    seed: int = 1
    distribution: Distribution = Distribution.PERT

    def __post_init__(self) -> None:
        if not MIN_DRAWS <= self.draws <= MAX_DRAWS:
            limits = f"{MIN_DRAWS:,} to {MAX_DRAWS:,}"
            raise option_error("draws", f"must be {limits}, and here is {self.draws:,}")
        if self.seed < 0:
            raise option_error("seed", f"must be 0 or more, and here is {self.seed}")


DEFAULT = Sampling()


def sampling(draws: int, seed: int, distribution: str) -> Sampling:
    """Return how the inputs are drawn, from options.

    Raises:
        InputError: one of them cannot be used.
    """
    known = [str(each) for each in Distribution]
    if distribution not in known:
        hint = did_you_mean(distribution, known) or f"; there are {', '.join(known)}"
        raise option_error("distribution", f"unknown distribution {distribution!r}{hint}")
    return Sampling(draws, seed, Distribution(distribution))


@dataclass(frozen=True, slots=True)
class Variable:
    """An input that is known as a range.

    Attributes:
        stream: the name that its random numbers are keyed by.
        label: what people call it.
        together: the source of those that err together, or None.
        low, likely, high: the range.
    """

    stream: str
    label: str
    together: str | None
    low: float
    likely: float
    high: float

    @property
    def unit(self) -> tuple[bool, str]:
        """What moves by itself: the input, or all those that err together."""
        return (self.together is not None, self.together or self.stream)


def draws(
    variable: Variable, sampling: Sampling, cuts: Iterable[tuple[int, int]]
) -> "Iterator[Floats]":
    """Yield the draws of an input, cut; they are the same for any cuts."""
    generator = _generator(sampling.seed, variable.stream)
    for begin, end in cuts:
        if variable.together is None:
            yield _drawn(generator, variable, end - begin, sampling.distribution)
        else:
            yield _ranked(variable, variable.together, sampling)[begin:end]


def _ranked(variable: Variable, together: str, sampling: Sampling) -> "Floats":
    generator = _generator(sampling.seed, variable.stream)
    drawn = _drawn(generator, variable, sampling.draws, sampling.distribution)
    drawn.sort()
    return drawn[_shared_ranks(sampling.seed, together, sampling.draws)]


@lru_cache(maxsize=8)
def _shared_ranks(seed: int, together: str, draws: int) -> "Ints":
    """Return the ranks of the draws of all inputs that err together by a source."""
    return _generator(seed, f"together: {together}").permutation(draws)


def _generator(seed: int, name: str) -> "np.random.Generator":
    from hashlib import blake2b  # it loads all of OpenSSL

    import numpy as np

    digest = blake2b(name.encode(), digest_size=8).digest()
    return np.random.Generator(np.random.SFC64([seed, int.from_bytes(digest, "little")]))


def _drawn(
    generator: "np.random.Generator", variable: Variable, count: int, distribution: Distribution
) -> "Floats":
    import numpy as np

    low, likely, high = variable.low, variable.likely, variable.high
    width = high - low
    if width == 0:
        return np.full(count, likely)
    if distribution is Distribution.TRIANGULAR:
        drawn = generator.triangular(low, likely, high, count)
    else:
        rise, fall = (likely - low) / width, (high - likely) / width
        drawn = generator.beta(1 + 4 * rise, 1 + 4 * fall, count)
        drawn *= width
        drawn += low
    return np.clip(drawn, low, high, out=drawn)
