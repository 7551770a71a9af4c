from fractions import Fraction

import pytest

from tests.read.tabular.tables import forms, read_xlsx
from tests.read.tabular.wild import hidden, hours_read, is_right, large, wild


@pytest.mark.parametrize("block", range(6))
def test_no_table_from_the_wild_is_read_wrong_without_a_word(block: int) -> None:
    for seed in range(100 * block, 100 * (block + 1)):
        made = wild(seed)
        hours, said = hours_read(made.text)
        assert is_right(made, hours), (seed, made, hours, said)


@pytest.mark.parametrize("seed", range(1, 5))
def test_hidden_rows_are_counted_and_said(seed: int) -> None:
    made, hours = hidden(seed)
    table = read_xlsx(made)
    found = sum(Fraction(row["responses"]) * Fraction(row["minutes_per_response"]) / 60
                for row in forms(table))  # fmt: skip
    assert float(found) == pytest.approx(hours, rel=1e-9)
    assert any(note.startswith("Hidden in the sheet, and read") for note in table.notes)


def test_no_large_table_is_read_wrong_without_a_word() -> None:
    for seed in range(20):
        made = large(seed)
        hours, said = hours_read(made.text)
        assert is_right(made, hours), (seed, hours, made.hours, said)
