"""Rows that are the sum of others: known by their label, by arithmetic, or asked about.

Rows are looked at once and sums of rows that follow each other are differences of running sums, so
that the work grows with the rows and not with their square.
"""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from timetax.read.tabular.figures import ADDITIVE, Figures, Numbers, coarsest, step
from timetax.read.tabular.labels import Label
from timetax.tables.coded import distinct, mapped

_TELLING = 2.5
"""Digits of a sum that make a chance unlikely where a row is the sum of all others."""
_SURE = 2.0
"""Digits that do where a label or a name says so as well."""
_MOST = 0.005
"""The share of a sum that the rounding of its parts may make."""
_NEAR = 10
"""Ends of a stretch that are tried on each side of a row."""
_COUNTS = frozenset({"responses", "respondents"})
"""Figures that are not rounded where they are whole."""


@dataclass(frozen=True)
class Suspect:
    """A row of which something says that it may be a sum.

    Attributes:
        row: its number.
        label: how surely its texts say so.
        bare: whether it lacks what a form has: a title.
        name: whether its title is no more than the name of an agency or a group.
        lean: whether it lacks the time that other rows have.
        groups: the keys and values by which it may be the sum of rows: agency IRS.
    """

    row: int
    label: Label = Label.NONE
    bare: bool = False
    name: bool = False
    lean: bool = False
    groups: tuple[tuple[str, str], ...] = ()


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
class Doubt:
    """Rows of which it cannot be told whether they are sums or forms.

    Attributes:
        rows: their numbers.
        label: whether their label says that they are sums; if not, arithmetic does.
        of: the rows that they would sum.
        key: the figure that tells.
        stated: that figure.
    """

    rows: Sequence[int]
    label: bool
    of: Sequence[int] = ()
    key: str = ""
    stated: float = 0.0


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
    running = list(accumulate(mapped(values, lambda value: value or 0.0), initial=0.0))
    same = sum(
        bool(values[row]) and math.isclose(running[row] - running[before + 1], values[row] or 0.0)
        for before, row in pairwise([-1, *rows])
    )
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
        self.steps: dict[str, float] = {}
        self.figures, self.out, self.keep, self.groups = figures, out, keep, groups
        self.columns: dict[str, Numbers] = figures.additive
        self.suspects = {each.row: each for each in suspects if each.row not in keep | out}
        self.units = {key: coarsest(values) or 1e-6 for key, values in self.columns.items()}
        self.marks = [-1, *sorted(self.suspects), figures.count]
        self.out |= self.silent()
        self.doubts: list[Doubt] = []
        self.lists: list[Sequence[int]] = []

    def run(self) -> Aggregates:
        self.lay_out(self.suspects.keys())
        found = {row: self.covered(each) for row, each in self.suspects.items()}
        sums = {
            row
            for row, each in self.suspects.items()
            if each.label is Label.SURE or (found[row] and (each.bare or self.digits(row) >= _SURE))
        }
        single = {
            row
            for row in sums
            if self.suspects[row].label is not Label.SURE and len(found[row] or ()) == 1
        }
        sums -= single
        weak = {row for row, each in self.suspects.items() if each.label is Label.WEAK} - sums
        bare = self.suspects.keys() - sums - weak
        if weak and bare:  # what they sum may have the word in its name
            self.lay_out(sums | bare)
            found |= {row: found[row] or self.covered(self.suspects[row]) for row in bare}
        if len(sums) < len(self.suspects):
            self.lay_out(sums)
        made = [self.proved(self.suspects[row]) for row in sorted(sums)]
        for row in sorted(bare):
            if of := found[row]:
                self.doubt([row], of, self.stated(row))
        self.unmarked(weak)
        if any(each.agrees and each.key and len(each.of) < self.forms_before[-1] for each in made):
            self.unmarked_among(made)
        if any(each.key and not each.agrees for each in made):
            guessed = [
                each for each in made if self.suspects[each.row].label is not Label.SURE and each.of
            ]
            made = [each for each in made if each not in guessed]
            self.doubts += [
                Doubt((each.row,), True, each.of, each.key, each.stated) for each in guessed
            ]
        proofs = [set(each.of) for each in made if each.agrees and each.key]
        self.doubts += [Doubt((row,), label=True) for row in sorted(weak)]
        doubts = [
            each
            for each in self.doubts
            if not any(proof.issuperset({*each.rows, *each.of}) for proof in proofs)
        ]
        return Aggregates(tuple(made), tuple(doubts))

    def silent(self) -> set[int]:
        """Return the rows without a figure: they are no part of a sum."""
        first, *others = self.columns.values()
        if None not in distinct(first):
            return set()
        rows = {row for row, value in enumerate(first) if value is None}
        for values in others:
            rows = {row for row in rows if values[row] is None}
        return rows

    def digits(self, row: int) -> float:
        """Return how many digits the figures of a row have that could differ by chance."""
        stated = self.stated(row)
        return max((math.log10(max(1.0, each / self.step(key))) for key, each in stated.items()),
                   default=0.0)  # fmt: skip

    def step(self, key: str) -> float:
        """Return the number of which all figures of a column are multiples."""
        if key not in self.steps:
            self.steps[key] = step(self.columns[key]) or 1e-6
        return self.steps[key]

    def lay_out(self, sums: Collection[int]) -> None:
        """Settle which rows are forms, and their running sums."""
        not_forms = self.out | set(sums)
        self.is_form = [True] * self.figures.count
        for row in not_forms:
            self.is_form[row] = False
        self.running: dict[str, list[float]] = {}
        for key, values in self.columns.items():
            kept = list(mapped(values, lambda value: value or 0.0))
            for row in not_forms:
                kept[row] = 0.0
            self.running[key] = list(accumulate(kept, initial=0.0))
        self.forms_before = list(accumulate(self.is_form, initial=0))
        self.of_groups: dict[tuple[str, str], list[int]] | None = None
        self.everything: list[int] | None = None
        self.totals: dict[tuple[str, int], tuple[float, Sequence[int]]] = {}

    def stated(self, row: int) -> dict[str, float]:
        """Return the figures of a row that can be a sum; hours that are not printed are none."""
        stated = {}
        for key in self.columns:
            printed = self.figures.of.get(key)
            value = printed[row] if printed is not None else None
            if value:
                stated[key] = value
        return stated

    def rows_in(self, begin: int, end: int) -> list[int]:
        return [row for row in range(begin, end) if self.is_form[row]]

    def matches(self, key: str, stated: float, found: float, rows: int) -> bool:
        """Return whether a sum is the stated one within the rounding of both and of each part."""
        unit = self.units[key]
        parts = 0.0 if key in _COUNTS and unit == 1 else unit * rows / 2
        own = (coarsest([stated]) or 0.0) / 2
        rounding = min(parts, _MOST * abs(stated)) + min(own, 10 * _MOST * abs(stated))
        return abs(stated - found) <= rounding + 1e-9 * (1 + abs(stated))

    def covered(self, suspect: Suspect) -> Sequence[int] | None:
        """Return the rows whose sum a row is, or None."""
        stated = self.stated(suspect.row)
        if not stated:
            return None
        key = next(each for each in ADDITIVE if each in stated)
        running = self.running[key]
        least = 1 if suspect.label or suspect.lean else 2
        for begin, end in self.spans(suspect.row):
            count = self.forms_before[end] - self.forms_before[begin]
            if count >= least and self.matches(
                key, stated[key], running[end] - running[begin], count
            ):
                return self.rows_in(begin, end)
        for rows in self.grouped(suspect):
            if len(rows) >= least and self.matches(
                key, stated[key], self.total(key, rows), len(rows)
            ):
                return rows
        found = self.adjacent(suspect.row, key, stated[key], least)
        return None if found is None else self.rows_in(*found)

    def total(self, key: str, rows: Sequence[int]) -> float:
        return self.added(key, self.columns[key], rows)[0]

    def added(self, name: str, values: Numbers, rows: Sequence[int]) -> tuple[float, Sequence[int]]:
        """Return the sum of rows, and those that are known; once for the same list of rows."""
        key = name, id(rows)
        if key not in self.totals:
            known = [row for row in rows if values[row] is not None]
            self.totals[key] = math.fsum(values[row] or 0.0 for row in known), known
            self.lists.append(rows)
        return self.totals[key]

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
                    if text and self.is_form[row]:
                        made[key, text].append(row)
            self.of_groups = made
        return [self.of_groups.get(group, []) for group in suspect.groups]

    def adjacent(self, row: int, key: str, stated: float, least: int) -> tuple[int, int] | None:
        """Return the stretch of rows that ends above a row, or begins below it, and sums to it."""
        running, near = self.running[key], 1.5 * self.units[key]
        wanted = running[row] - stated
        first = bisect_left(running, wanted - near, 0, row)
        last = bisect_right(running, wanted + near, first, row)
        spans = [(begin, row) for begin in range(last - 1, max(first, last - _NEAR) - 1, -1)]
        wanted = running[row + 1] + stated
        first = bisect_left(running, wanted - near, row + 2)
        last = bisect_right(running, wanted + near, first)
        spans += [(row + 1, end) for end in range(first, min(last, first + _NEAR))]
        for begin, end in spans:
            count = self.forms_before[end] - self.forms_before[begin]
            if count >= least and self.matches(key, stated, running[end] - running[begin], count):
                return begin, end
        return None

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
            return self.rows_in(begin, end)
        if self.everything is None:
            self.everything = self.rows_in(begin, end)
        return self.everything

    def proved(self, suspect: Suspect) -> Sum:
        """Return a row as the sum of others, with what a report counts for these."""
        rows = self.covered(suspect) or self.expected(suspect)
        stated = self.stated(suspect.row)
        for key, counted in (("published_hours", "hours"), ("responses", "responses")):
            if key in stated and rows:
                values: Numbers = getattr(self.figures, counted)
                found, known = self.added(f"counted {counted}", values, rows)
                if known:
                    agrees = self.matches(key, stated[key], found, len(known))
                    return Sum(suspect.row, known, key, stated[key], found, agrees)
        if "respondents" in stated and rows:
            found = self.total("respondents", rows)
            if self.matches("respondents", stated["respondents"], found, len(rows)):
                return Sum(suspect.row, rows, "respondents", stated["respondents"], found)
        return Sum(suspect.row, rows)

    def unmarked(self, weak: Collection[int]) -> None:
        """Find sums that nothing marks: rows at an end, anywhere, and a block of half the sum."""
        forms = [row for row, form in enumerate(self.is_form) if form and row not in self.keep]
        keys = [key for key in ADDITIVE[:3] if key in self.columns and self.running[key][-1]]
        if len(forms) < 3 or not keys:
            return
        anywhere = _TELLING + 0.5 + math.log10(len(forms))
        large: set[int] = set()
        for key in keys:
            values, limit = self.columns[key], self.step(key) * 10**anywhere
            if any(value and value >= limit for value in distinct(values)):
                large.update(row for row, value in enumerate(values) if value and value >= limit)
        large.intersection_update(forms)
        for row in sorted((large | {forms[0], forms[-1]}) - set(weak)):
            suspect = self.suspects.get(row)
            stated = {key: each for key, each in self.stated(row).items() if key in keys}
            if not stated or (suspect and suspect.name):
                continue
            if row not in large and self.digits(row) < _TELLING:
                continue
            begin, end = 0, self.figures.count
            if not self.is_rest(row, stated, len(forms)):
                found = self.adjacent(row, *next(iter(stated.items())), 2) if row in large else None
                if found is None or not self.is_sum(stated, *found):
                    continue
                begin, end = found
            of = [each for each in self.rows_in(begin, end) if each != row]
            self.doubt([row], of, stated)
        self.block(forms, keys)

    def unmarked_among(self, made: Sequence[Sum]) -> None:
        """Find rows that say nothing of a sum, at the ends of groups of which others have one."""
        marks = sorted({-1, self.figures.count, *(each.row for each in made)})
        in_doubt = {row for doubt in self.doubts for row in doubt.rows}
        for before, after in pairwise(marks):
            ends = [
                (after - 1, before + 1, after - 1),
                (before + 1, before + 2, after),
                *self.ends_of_groups(before + 1, after),
            ]
            for row, begin, end in sorted(ends, key=lambda each: each[0] not in self.suspects):
                if not begin < end or not self.is_form[row] or row in self.keep:
                    continue
                stated = self.stated(row)
                if stated and self.is_sum(stated, begin, end):
                    of = self.rows_in(begin, end)
                    if (
                        of
                        and not in_doubt.intersection([row, *of])
                        and not self.keep.issuperset(of)
                    ):
                        in_doubt.add(row)
                        self.doubt([row], of, stated)

    def ends_of_groups(self, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Return the first and the last row of each group with the others of the group."""
        for texts in self.groups.values():
            first = begin
            for row in range(begin + 1, end + 1):
                if row == end or texts[row] != texts[first]:
                    yield row - 1, first, row - 1
                    yield first, first + 1, row
                    first = row
            return

    def is_rest(self, row: int, stated: Mapping[str, float], forms: int) -> bool:
        """Return whether a row is the sum of all others."""
        return all(
            self.matches(key, value, self.running[key][-1] - value, forms - 1)
            for key, value in stated.items()
        )

    def is_sum(self, stated: Mapping[str, float], begin: int, end: int) -> bool:
        return all(
            self.matches(key, value, self.running[key][end] - self.running[key][begin], end - begin)
            for key, value in stated.items()
        )

    def doubt(self, rows: Sequence[int], of: Sequence[int], stated: Mapping[str, float]) -> None:
        key = next(iter(stated))
        self.doubts.append(Doubt(rows, label=False, of=of, key=key, stated=stated[key]))

    def block(self, forms: Sequence[int], keys: Sequence[str]) -> None:
        """Find the place at which one half of the rows is the sum of the other."""
        key = keys[0]
        half = self.running[key][-1] / 2
        if len(forms) < 4 or half < self.step(key) * 10**_TELLING:
            return
        place = bisect_left(self.running[key], half * (1 - _MOST))
        while place < self.figures.count and self.running[key][place] <= half * (1 + _MOST):
            count = self.forms_before[place]
            if 1 < count < len(forms) - 1 and all(
                self.matches(each, self.running[each][-1] / 2, self.running[each][place], count)
                for each in keys
            ):
                above = [row for row in forms if row < place]
                below = [row for row in forms if row >= place]
                odd, rest = (below, above) if len(below) <= len(above) else (above, below)
                self.doubts.append(Doubt(odd, False, rest, key, half))
                return
            place += 1
