"""A difference below the resolution of its operands is none."""

import pytest

from timetax.tables.exact import settled


@pytest.mark.parametrize(
    ("operands", "change"),
    [((3.76e9, 3.76e9), 1e-7), ((-3.51e6, 3.51e6), 3.7e-9), ((0.0, 0.0), 0.0)],
)
def test_what_rounding_left_is_zero(operands: tuple[float, float], change: float) -> None:
    assert settled(change, *operands) == settled(-change, *operands) == 0


@pytest.mark.parametrize(("operands", "change"), [((3.76e9, 3.76e9), 0.01), ((0.0, 1e-9), 1e-9)])
def test_what_the_operands_can_tell_apart_stays(
    operands: tuple[float, float], change: float
) -> None:
    assert settled(change, *operands) == change
