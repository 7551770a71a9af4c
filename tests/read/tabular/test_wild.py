import pytest

from tests.read.tabular.wild import hours_read, is_right, large, wild


@pytest.mark.parametrize("block", range(6))
def test_no_table_from_the_wild_is_read_wrong_without_a_word(block: int) -> None:
    for seed in range(100 * block, 100 * (block + 1)):
        made = wild(seed)
        hours, said = hours_read(made.text)
        assert is_right(made, hours), (seed, made, hours, said)


def test_no_large_table_is_read_wrong_without_a_word() -> None:
    for seed in range(20):
        made = large(seed)
        hours, said = hours_read(made.text)
        assert is_right(made, hours), (seed, hours, made.hours, said)
