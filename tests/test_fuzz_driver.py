"""The driver of mutants ends, whatever a mutant does to its process."""

import os
import time
from collections.abc import Callable
from fractions import Fraction

import pytest

from tests.fuzz import workers
from tests.fuzz.kind import Kind
from tests.fuzz.workers import Share, Tried, tried


def outcomes(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[bytes], None], count: int = 1
) -> list[Tried]:
    """Return what becomes of mutants whose kind is read so."""
    kind = Kind([b"7"], read, ".txt")
    monkeypatch.setattr(workers, "kind_named", lambda name: kind)
    monkeypatch.setattr(workers, "WHOLE_COMMAND", 10**9)
    return list(tried([Share("none", 5, range(1, count + 1), float("inf"))], 1))


def test_a_process_that_dies_is_a_defect_of_its_mutant_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [each.defects for each in outcomes(monkeypatch, lambda data: os._exit(9), count=3)]
    assert found == [
        (f"none --seed 5, mutant {place}: the process ended with 9",) for place in (1, 2, 3)
    ]


def test_a_mutant_that_waits_without_end_is_a_defect_that_says_where(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "MOST_SECONDS", 0.1)
    (only,) = outcomes(monkeypatch, lambda data: time.sleep(3600))
    assert only.defects[0].startswith("none --seed 5, mutant 1: Timeout")
    assert "in _tried" in only.defects[0]


def test_a_mutant_that_computes_without_end_is_a_defect_that_says_where(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "ENDLESS_CPU_SECONDS", 0.1)
    (only,) = outcomes(monkeypatch, lambda data: print(Fraction("1e999999999")))
    assert "in _tried" in only.defects[0]


def test_a_mutant_that_takes_longer_than_it_may_is_a_defect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "MOST_CPU_SECONDS", -1)
    (only,) = outcomes(monkeypatch, lambda data: None)
    assert "seconds to read" in only.defects[0]
