"""Totals that nothing marks, among the many rows of a large table."""

import random

from tests.read.tabular.tables import csv_of, forms, mistakes, read_csv

HEADINGS = ["Title", "Agency", "Respondents", "Annual responses", "Hours per response",
            "Total annual hours"]  # fmt: skip


def table(totals: int, agencies: int = 12, each: int = 40) -> tuple[list[list[object]], list[int]]:
    """Return a table of which half of the rows have no time, and the lines of its totals."""
    chance = random.Random(7)
    rows: list[list[object]] = [[*HEADINGS]]
    lines = []
    for agency in range(agencies):
        sums = [0, 0, 0]
        for form in range(each):
            people, often = chance.randint(5, 300), chance.choice((1, 2, 4))
            time = chance.choice((0.25, 0.5, 2))
            figures = [people, people * often, round(people * often * time)]
            rows.append([f"Form {agency}-{form}", f"Agency {agency}", *figures[:2],
                         chance.choice(("", time)), figures[2]])  # fmt: skip
            sums = [a + b for a, b in zip(sums, figures, strict=True)]
        if agency < totals:
            rows.append([f"Programme {agency}", f"Agency {agency}", *sums[:2], "", sums[2]])
            lines.append(len(rows))
    return rows, lines


def test_a_few_totals_without_a_label_among_many_rows_without_a_time_are_asked_about() -> None:
    rows, lines = table(totals=3)
    (message,) = mistakes(read_csv(csv_of(rows)))
    named = ",".join(map(str, lines))
    assert "3 rows, of which 'Programme 0' is the first, say nothing of a total" in message
    assert f"`--rows keep:{named}`" in message
    assert f"`--rows drop:{named}`" in message
    assert (
        len(forms(read_csv(csv_of(rows), drop=tuple(range(each, each + 1) for each in lines))))
        == 480
    )
    assert (
        len(forms(read_csv(csv_of(rows), keep=tuple(range(each, each + 1) for each in lines))))
        == 483
    )


def test_a_large_table_without_totals_is_not_asked_about() -> None:
    rows, _ = table(totals=0)
    assert len(forms(read_csv(csv_of(rows)))) == 480


def test_small_figures_that_are_sums_of_their_neighbours_by_chance_are_not_asked_about() -> None:
    chance = random.Random(3)
    rows = [["Title", "Agency", "Responses"]]
    rows += [[f"Form {i}", "A", str(chance.randint(1, 9))] for i in range(500)]
    assert len(forms(read_csv(csv_of(rows)))) == 500
