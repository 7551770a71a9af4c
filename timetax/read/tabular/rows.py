"""Rows of a table that are no forms by what they are: headings again, units, remarks."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from timetax.findings import Finding, Position
from timetax.read.tabular.body import Body
from timetax.read.tabular.group_names import GroupNames
from timetax.read.tabular.headings import LEVELS
from timetax.read.tabular.labels import Label, label_of
from timetax.read.tabular.plan import LeftOut, Question
from timetax.read.tabular.scale import scale_question
from timetax.read.tabular.structure import (
    is_heading_row,
    is_out_of_place,
    names_units,
    numbers_its_columns,
    repeats_headings,
    texts_of,
)
from timetax.wording.hints import shown

_FIRST_CELLS = 3
_LETTER = re.compile("[^\\W\\d_]")
_NO_FORMS = ("a repeated heading", "numbers of columns", "units")
"""What rows are that have no figures to show."""


_NOTES = re.compile(
    r"(?:(?:foot)?notes?|remarks?|sources?|legend|comments?|anmerkung(?:en)?|hinweise?|quellen?|"
    r"remarques?|notas?|fuentes?)\s*:?",
    re.IGNORECASE,
)
"""A row that announces the notes below a table."""


class RowsLeftOut:
    """Finds the rows that are no forms, and keeps what must be said of them.

    Attributes:
        out: their numbers.
        keep: rows that are forms, whatever they look like.
        second: rows with other headings, below which another table begins.
    """

    def __init__(self, body: Body, names: GroupNames) -> None:
        self.body, self.names = body, names
        self.out: set[int] = set()
        self.keep: set[int] = set()
        self.second: list[int] = []
        self.left_out: list[LeftOut] = []
        self.questions: list[Question] = []
        self.findings: list[Finding] = []

    def leave_out(self, row: int, reason: str, label: str = "") -> None:
        """Leave out a row, and keep its label and its figures."""
        self.out.add(row)
        figures = [
            (column.heading, text)
            for column in self.body.figure_columns
            if reason not in _NO_FORMS and (text := self.body.grid.text(row, column.index))
        ]
        if not label and reason != "a repeated heading":
            label = self.body.first_text(row)
        self.left_out.append(LeftOut(self.body.named(row), reason, label, tuple(figures)))

    def find(self) -> None:
        """Find rows that are dropped, headings, units, and remarks."""
        self.keep = self._numbered(self.body.options.keep, "keep")
        dropped = self._numbered(self.body.options.drop, "drop")
        if both := self.keep & dropped:
            message = f"row {self.body.number(min(both))} cannot be kept and dropped"
            self.findings.append(Finding(Position("--rows"), "option", message))
        for row in sorted(dropped):
            self.leave_out(row, "not wanted")
        for row in self._heading_like():
            if row not in self.out | self.keep:
                self._judge(row, self._texts(row))
        self._report_second_tables()
        self._find_remarks()

    def _judge(self, row: int, texts: Sequence[str]) -> None:
        table = self.body.table
        if any(repeats_headings(texts, each) for each in (table.headings, *table.heading_rows)):
            self.leave_out(row, "a repeated heading")
        elif numbers_its_columns(texts):
            self.leave_out(row, "numbers of columns")
        elif names_units(texts) and self._no_figures(texts):
            self.leave_out(row, "units")
        elif is_heading_row(texts, self.body.options.mapping):
            self.second.append(row)

    def _numbered(self, wanted: Iterable[range], option: str) -> set[int]:
        """Return the rows that an option names."""
        found: set[int] = set()
        count, number_of = self.body.grid.count, self.body.number
        after = 0  # the row after the last that is found, so that each is found once
        for numbers in sorted(wanted, key=lambda each: (each.start, each.stop)):
            begin, end = (
                bisect_left(range(count), number, key=number_of)
                for number in (numbers.start, numbers.stop)
            )
            found |= set(range(max(begin, after), end))
            after = max(end, after)
            last = numbers[-1]
            lowest = -1 if begin == end and len(numbers) == 1 else count - 1
            if last > number_of(lowest):
                message = f"the table has no row {last} below its headings"
                name = f"{numbers[0]}-{last}" if len(numbers) > 1 else f"{last}"
                self.findings.append(
                    Finding(Position(f"--rows {option}:{name}"), "option", message)
                )
        return found

    def _texts(self, row: int) -> list[str]:
        return texts_of([column.cells[row] for column in self.body.grid.columns.values()])

    def _report_second_tables(self) -> None:
        """Report rows of other headings: what follows is another table."""
        headings = self.body.table.headings
        for row in self.second[:3]:
            texts = self._texts(row)
            other = next(
                (
                    (index, text)
                    for index, text in enumerate(texts)
                    if text and text.casefold() != headings[index].casefold()
                ),
                (0, texts[0]),
            )
            number, last = self.body.number(row), self.body.number(self.body.grid.count - 1)
            self.findings.append(
                Finding(
                    self.body.place(row, other[0]),
                    "heading",
                    f"the headings change here: {shown(other[1])} in place of "
                    f"{shown(headings[other[0]])}; put this table into a file of its "
                    "own and give both files, or read the first alone with "
                    f"`--rows drop:{number}-{last}`",
                )
            )
            self.out.update(range(row, self.body.grid.count))

    def _no_figures(self, texts: Sequence[str]) -> bool:
        return not any(texts[each.index][:1].isdigit() for each in self.body.figure_columns)

    def _heading_like(self) -> list[int]:
        """Return rows with a text that no form has where it stands."""
        rows: set[int] = set()
        for column in self.body.figure_columns:
            texts = self.body.grid.columns[column.index]
            joined = "\n".join(texts.texts)
            if not _LETTER.search(joined) and "#" not in joined and "(" not in joined:
                continue
            odd = {text for text in texts.texts if is_out_of_place(text, column.heading)}
            rows.update(texts.rows_of(odd))
        for key in ("title", *LEVELS):
            if key in self.body.columns:
                column = self.body.columns[key]
                texts = self.body.grid.columns[column.index]
                longest = len(column.heading) + 4
                short = [text for text in texts.texts if len(text) <= longest]
                odd = {text for text in short if _heads_or_numbers(text, column.heading)}
                rows.update(texts.rows_of(odd))
        return sorted(rows)

    def _find_remarks(self) -> None:
        """Leave out rows with a text in one cell alone, and no agency."""
        levels = self.body.levels
        columns = self.body.grid.columns
        if not levels or "title" not in self.body.columns or len(columns) < _FIRST_CELLS:
            return
        without = columns[levels[-1]]
        if any(each.full for index, each in columns.items() if index):
            return
        others = [index for index in columns if index not in levels]
        figured = {each.index for each in self.body.figure_columns}
        below = None
        for row in range(self.body.grid.count - 1, -1, -1):
            cell = without.cells[row]
            named = bool(cell and cell.strip())
            if row in self.out | self.keep:
                continue
            if named and any(columns[each].text(row) for each in others):
                below = True
                continue
            if named and below is False:
                continue
            filled = [index for index, each in columns.items() if each.text(row)]
            if filled == [0] or (
                len(filled) == 1
                and len(columns[filled[0]].text(row)) > 1
                and filled[0] < _FIRST_CELLS
                and filled[0] not in figured
            ):
                text = columns[filled[0]].text(row)
                if label_of(text, self.names.words) is Label.SURE:
                    continue
                question = scale_question(
                    text,
                    self.body.place(row, filled[0]),
                    self.body.table.columns,
                    self.body.table.headings,
                    self.body.options,
                )
                self.questions += [question] if question else []
                self.leave_out(row, "a remark")
            elif filled:
                below = named
        self._find_notes(figured)
        self.left_out.sort(key=lambda each: each.place)

    def _find_notes(self, figured: Collection[int]) -> None:
        """Leave out what follows a row that announces notes, where it has no figures."""
        columns = self.body.grid.columns
        heads = {text for text in columns[0].texts if _NOTES.fullmatch(text.strip())}
        if not heads:
            return
        first = next(columns[0].rows_of(heads))
        for row in range(first, self.body.grid.count):
            if row in self.out | self.keep or any(columns[each].text(row) for each in figured):
                continue
            if any(each.text(row) for each in columns.values()):
                self.leave_out(row, "a remark")


def _heads_or_numbers(text: str, heading: str) -> bool:
    """Return whether a text is its heading again, or the number or letter of a column."""
    plain = " ".join(text.split())
    if plain.casefold() == heading.casefold():
        return True
    return bool(re.fullmatch(r"[\(\[]?[A-Za-z0-9]{1,2}[\)\].]?", plain)) and len(plain) <= 4
