"""Rows that are the sum of others: known by their label, by arithmetic, or asked about.

Rows are looked at once and sums of rows that follow each other are differences of running sums, so
that the work grows with the rows and not with their square.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from timetax.read.tabular.blocks import sums_of_blocks
from timetax.read.tabular.doubts import Doubt, doubt_of
from timetax.read.tabular.figures import ADDITIVE, Figures, Numbers
from timetax.read.tabular.labels import Label
from timetax.read.tabular.sums import Printed, RunningSums
from timetax.read.tabular.unmarked import unmarked, unmarked_among

_SURE = 2.0
"""Digits that do where a label or a name says so as well."""


@dataclass(frozen=True)
class Suspect:
    """A row of which something says that it may be a sum.

    Attributes:
        row: its number.
        label: how surely its texts say so.
        bare: whether it lacks what a form has: a title.
        name: whether its title is no more than the name of an agency or a group.
        lean: whether it lacks the time that other rows have.
        beside: whether its label stands beside a title, so that it may say whom the form is for.
        groups: the keys and values by which it may be the sum of rows: agency IRS.
    """

    row: int
    label: Label = Label.NONE
    bare: bool = False
    name: bool = False
    lean: bool = False
    beside: bool = False
    groups: tuple[tuple[str, str], ...] = ()

    @property
    def marked(self) -> bool:
        """Whether more says so than the rows below it, which seem to be its parts."""
        return bool(self.label) or self.name or self.lean


@dataclass(frozen=True)
class Sum:
    """A row that is no form, and the rows whose sum it is or should be.

    Attributes:
        row: its number.
        of: the rows.
        key: the figure that tells, or nothing if the row states none.
        stated: that figure.
        found: what the rows add up to, as a report counts it.
        agrees: whether both are the same within the rounding of what is printed.
    """

    row: int
    of: Sequence[int]
    key: str = ""
    stated: float = 0.0
    found: float = 0.0
    agrees: bool = True


@dataclass(frozen=True)
class Aggregates:
    """The rows of a table that are sums of others, and those in doubt."""

    sums: tuple[Sum, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def aggregates_of(
    figures: Figures,
    suspects: Sequence[Suspect],
    out: Collection[int],
    keep: Collection[int],
    groups: Mapping[str, Sequence[str | None]],
) -> Aggregates:
    """Return the rows that are sums.

    Args:
        figures: the figures of all rows.
        suspects: rows with a label, without a title, or with a name in its place.
        out: rows that are neither forms nor sums, such as repeated headings.
        keep: rows that are forms, whatever they look like.
        groups: the text of each row in each column by which rows may be added up.
    """
    if figures.count < 2 or not figures.additive:  # a label alone still says that there is no form
        sure = [each for each in suspects if each.label is Label.SURE and each.row not in keep]
        return Aggregates(tuple(Sum(each.row, ()) for each in sure))
    return _Search(figures, suspects, set(out), set(keep), groups).run()


def mostly_sums(figures: Figures, rows: Sequence[int]) -> bool:
    """Return whether most of these rows are the sums of the rows since the one before."""
    values = next(iter(figures.additive.values()), ())
    if not values:
        return False
    values = list(values)
    same, begin = 0, 0
    for number, row in enumerate(rows):
        if value := values[row]:
            same += math.isclose(math.fsum(filter(None, values[begin:row])), value)
        begin = row + 1
        if 2 * (number + 1 - same) >= len(rows):
            return False
    return 2 * same > len(rows)


class _Search:
    def __init__(
        self,
        figures: Figures,
        suspects: Sequence[Suspect],
        out: set[int],
        keep: set[int],
        groups: Mapping[str, Sequence[str | None]],
    ) -> None:
        self.figures, self.keep, self.groups = figures, keep, groups
        self.printed = Printed(figures)
        self.suspects = {each.row: each for each in suspects if each.row not in keep | out}
        self.marks = [-1, *sorted(self.suspects), figures.count]
        self.out = out | self.printed.silent

    def run(self) -> Aggregates:
        self.lay_out(self.suspects.keys())
        found = {row: self.covered(each) for row, each in self.suspects.items()}
        sums = {
            row
            for row, each in self.suspects.items()
            if (each.label is Label.SURE and (found[row] or not each.beside))
            or (found[row] and (each.bare or (each.marked and self.printed.digits(row) >= _SURE)))
        }
        sums -= {
            row
            for row in sums
            if self.suspects[row].label is not Label.SURE and len(found[row] or ()) == 1
        }
        weak = {row for row, each in self.suspects.items() if each.label} - sums
        bare = self.suspects.keys() - sums - weak
        if weak and bare:  # what they sum may have the word in its name
            self.lay_out(sums | bare)
            found |= {row: found[row] or self.covered(self.suspects[row]) for row in bare}
        if len(sums) < len(self.suspects):
            self.lay_out(sums)
        made = [self.proved(self.suspects[row]) for row in sorted(sums)]
        doubts = [
            doubt_of([row], of, self.printed.stated(row))
            for row in sorted(bare)
            if (of := found[row])
        ]
        named = {row for row, each in self.suspects.items() if each.name}
        doubts += unmarked(self.sums, self.keep, weak, named, self.groups)
        ends = [each.row for each in made]
        partial = any(each.agrees and each.key and len(each.of) < self.sums.forms for each in made)
        guessed = [
            row
            for doubt in doubts
            if not doubt.label and len(doubt.of) < self.sums.forms - len(doubt.rows)
            for row in doubt.rows
        ]
        if partial or guessed:
            ends += guessed
            doubts += unmarked_among(self.sums, self.keep, ends, self.groups, self.suspects, doubts)
        if any(each.key and not each.agrees for each in made):
            unsure = [
                each for each in made if self.suspects[each.row].label is not Label.SURE and each.of
            ]
            made = [each for each in made if each not in unsure]
            doubts += [Doubt((each.row,), True, each.of, each.key, each.stated) for each in unsure]
        doubts += [Doubt((row,), label=True) for row in sorted(weak)]
        agreed = [each for each in made if each.agrees and each.key]
        known = {row for doubt in doubts for row in doubt.rows}
        doubts += (
            each for each in sums_of_blocks(self.sums, self.keep) if known.isdisjoint(each.rows)
        )
        return Aggregates(tuple(made), tuple(_not_settled(doubts, agreed)))

    def lay_out(self, sums: Collection[int]) -> None:
        """Settle which rows are forms, and their running sums."""
        self.sums = RunningSums(self.printed, self.out | set(sums))
        self.of_groups: dict[tuple[str, str], list[int]] | None = None

    def covered(self, suspect: Suspect) -> Sequence[int] | None:
        """Return the rows whose sum a row is, or None."""
        stated = self.printed.stated(suspect.row)
        if not stated:
            return None
        key = next(each for each in ADDITIVE if each in stated)
        least = 1 if suspect.label or suspect.lean else 2
        for span in self.spans(suspect.row):
            if self.sums.sums_to(key, stated[key], *span, least):
                return self.sums.rows_in(*span)
        for rows in self.grouped(suspect):
            if len(rows) >= least and self.printed.matches(
                key, stated[key], self.sums.total(key, rows), len(rows)
            ):
                return rows
        found = self.sums.adjacent(suspect.row, key, stated[key], least)
        return None if found is None else self.sums.rows_in(*found)

    def spans(self, row: int) -> list[tuple[int, int]]:
        """Return the stretches of rows that a row at this place may sum, the likeliest first."""
        at = bisect_left(self.marks, row)
        before = self.marks[at - 1] + 1
        after = self.marks[at + (self.marks[at] == row)]
        everything = (0, self.figures.count)
        return list(dict.fromkeys([(before, row), everything, (0, row), (row + 1, after),
                                   (row + 1, self.figures.count)]))  # fmt: skip

    def grouped(self, suspect: Suspect) -> list[list[int]]:
        """Return the rows of each group that a row names."""
        if self.of_groups is None:
            made: dict[tuple[str, str], list[int]] = defaultdict(list)
            for key, texts in self.groups.items():
                for row, text in enumerate(texts):
                    if text and self.sums.is_form[row]:
                        made[key, text].append(row)
            self.of_groups = made
        return [self.of_groups.get(group, []) for group in suspect.groups]

    def expected(self, suspect: Suspect) -> Sequence[int]:
        """Return the rows that a row should sum whose figures are the sum of none."""
        (begin, end), everything, *_ = self.spans(suspect.row)
        last = suspect.row == self.marks[-2]
        if begin == end or last:
            begin, end = everything
        grouped = [rows for rows in self.grouped(suspect) if rows]
        if grouped and not last:
            return grouped[-1]
        if (begin, end) != everything:
            return self.sums.rows_in(begin, end)
        return self.sums.everything

    def proved(self, suspect: Suspect) -> Sum:
        """Return a row as the sum of others, with what a report counts for these."""
        rows = self.covered(suspect) or self.expected(suspect)
        stated = self.printed.stated(suspect.row)
        for key, counted in (("published_hours", "hours"), ("responses", "responses")):
            if key in stated and rows:
                values: Numbers = getattr(self.figures, counted)
                found, known = self.sums.added(f"counted {counted}", values, rows)
                if known:
                    agrees = self.printed.matches(key, stated[key], found, len(known))
                    return Sum(suspect.row, known, key, stated[key], found, agrees)
        if "respondents" in stated and rows:
            found = self.sums.total("respondents", rows)
            if self.printed.matches("respondents", stated["respondents"], found, len(rows)):
                return Sum(suspect.row, rows, "respondents", stated["respondents"], found)
        return Sum(suspect.row, rows)


def _not_settled(doubts: Sequence[Doubt], agreed: Sequence[Sum]) -> list[Doubt]:
    """Return the doubts but those of which a sum that agrees counts all rows as forms."""
    counted: dict[int, set[int]] = defaultdict(set)
    for number, each in enumerate(agreed):
        for row in each.of:
            counted[row].add(number)
    nowhere: set[int] = set()
    return [
        doubt
        for doubt in doubts
        if not set.intersection(*(counted.get(row, nowhere) for row in (*doubt.rows, *doubt.of)))
    ]
