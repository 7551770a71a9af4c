"""Which rows of a table are no forms: headings again, units, remarks, totals; those in doubt."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from timetax.findings import Finding, Position
from timetax.read.tabular import cells
from timetax.read.tabular.aggregates import Doubt, Sum, Suspect, aggregates_of, mostly_sums
from timetax.read.tabular.figures import Figures
from timetax.read.tabular.headings import (
    FIGURES,
    FREQUENCY,
    LEVELS,
    SIGNED_FIGURES,
    TIME,
    recognised,
)
from timetax.read.tabular.labels import Label, label_of, labels_among, plain_words
from timetax.read.tabular.layout import Column, Layout
from timetax.read.tabular.model import DecimalMark, Places, TableOptions
from timetax.read.tabular.notation import notation_of
from timetax.read.tabular.plan import Answer, Inference, LeftOut, Proof, Question
from timetax.read.tabular.scale import scale_question
from timetax.read.tabular.structure import (
    is_heading_row,
    names_units,
    numbers_its_columns,
    repeats_headings,
    texts_of,
)
from timetax.read.tabular.texts import Grid, Texts
from timetax.wording.hints import shown
from timetax.wording.numbers import in_full, plural

_FIRST_CELLS = 3
_FEW = 20
"""Rows that may lack what all others have; in a large table, two in a hundred."""
_LONGEST_HEADING = 80
_MOST_NAMES = 2_000
"""Distinct texts of a column that may be the names of groups."""
_LETTER = re.compile("[^\\W\\d_]")
_GROUPING = ("affected_public", "form_number", "control_number", "line_of_business", "obligation")
_WORDS_IN = ("form_number", *LEVELS, "affected_public", "line_of_business")
_WHAT = {"published_hours": "hours", "responses": "responses", "respondents": "respondents"}
_UNITS = {"published_hours": " hours", "responses": " responses", "respondents": " respondents"}


class RowsLeftOut:
    """Finds the rows that are no forms, and keeps what must be said of them.

    Attributes:
        out: their numbers.
        second: rows with other headings, below which another table begins.
    """

    def __init__(
        self,
        grid: Grid,
        table: Layout,
        columns: Mapping[str, Column],
        places: Places,
        header: int,
        options: TableOptions,
    ) -> None:
        self.grid, self.table, self.columns = grid, table, columns
        self.places, self.header, self.options = places, header, options
        self.out: set[int] = set()
        self.keep: set[int] = set()
        self.second: list[int] = []
        self.left_out: list[LeftOut] = []
        self.proofs: list[Proof] = []
        self.inferences: list[Inference] = []
        self.questions: list[Question] = []
        self.findings: list[Finding] = []

    @property
    def figure_columns(self) -> list[Column]:
        """The columns of figures that are read."""
        return [each for key, each in self.columns.items() if key in FIGURES | SIGNED_FIGURES]

    def number(self, row: int) -> int:
        """Return the number by which messages and options name a row."""
        return self.places.cell(self.header + 1 + row, 0).line

    def rows_numbered(self, wanted: Iterable[range], option: str) -> set[int]:
        """Return the rows that an option names."""
        found: set[int] = set()
        after = 0  # the row after the last that is found, so that each is found once
        for numbers in sorted(wanted, key=lambda each: (each.start, each.stop)):
            begin, end = (
                bisect_left(range(self.grid.count), number, key=self.number)
                for number in (numbers.start, numbers.stop)
            )
            found |= set(range(max(begin, after), end))
            after = max(end, after)
            last = numbers[-1]
            lowest = -1 if begin == end and len(numbers) == 1 else self.grid.count - 1
            if last > self.number(lowest):
                message = f"the table has no row {last} below its headings"
                name = f"{numbers[0]}-{last}" if len(numbers) > 1 else f"{last}"
                self.findings.append(
                    Finding(Position(f"--rows {option}:{name}"), "option", message)
                )
        return found

    def find_structure(self) -> None:
        """Find rows that are dropped, headings, units, and remarks."""
        self.keep = self.rows_numbered(self.options.keep, "keep")
        dropped = self.rows_numbered(self.options.drop, "drop")
        if both := self.keep & dropped:
            message = f"row {self.number(min(both))} cannot be kept and dropped"
            self.findings.append(Finding(Position("--rows"), "option", message))
        for row in sorted(dropped):
            self._leave_out(row, "not wanted")
        for row in self.heading_like():
            texts = texts_of([column.cells[row] for column in self.grid.columns.values()])
            if row in self.out | self.keep:
                continue
            if any(
                repeats_headings(texts, each)
                for each in (self.table.headings, *self.table.heading_rows)
            ):
                self._leave_out(row, "a repeated heading")
            elif numbers_its_columns(texts):
                self._leave_out(row, "numbers of columns")
            elif names_units(texts) and self._no_figures(texts):
                self._leave_out(row, "units")
            elif is_heading_row(texts, self.options.mapping):
                self.second.append(row)
        self.ask_about_second_tables()
        self.find_remarks()

    def ask_about_second_tables(self) -> None:
        """Report rows of other headings: what follows is another table."""
        for row in self.second[:3]:
            texts = texts_of([column.cells[row] for column in self.grid.columns.values()])
            other = next(
                (
                    (index, text)
                    for index, text in enumerate(texts)
                    if text and text.casefold() != self.table.headings[index].casefold()
                ),
                (0, texts[0]),
            )
            number, last = self.number(row), self.number(self.grid.count - 1)
            self.findings.append(
                Finding(
                    self._place(row, other[0]),
                    "heading",
                    f"the headings change here: {shown(other[1])} in place of "
                    f"{shown(self.table.headings[other[0]])}; put this table into a file of its "
                    "own and give both files, or read the first alone with "
                    f"`--rows drop:{number}-{last}`",
                )
            )
            self.out.update(range(row, self.grid.count))

    def _no_figures(self, texts: Sequence[str]) -> bool:
        return not any(texts[each.index][:1].isdigit() for each in self.figure_columns)

    def heading_like(self) -> list[int]:
        """Return rows with a text that no form has where it stands."""
        rows: set[int] = set()
        for column in self.figure_columns:
            texts = self.grid.columns[column.index]
            joined = "\n".join(texts.texts)
            if not _LETTER.search(joined) and "#" not in joined and "(" not in joined:
                continue
            odd = {text for text in texts.texts if self._is_odd(text, column.heading)}
            if odd:
                rows.update(row for row, cell in enumerate(texts.cells) if cell in odd)
        for key in ("title", *LEVELS):
            if key in self.columns:
                column = self.columns[key]
                texts = self.grid.columns[column.index]
                odd = {
                    text
                    for text in texts.texts
                    if len(text) <= len(column.heading) + 4
                    and self._is_odd_text(text, column.heading)
                }
                if odd:
                    rows.update(row for row, cell in enumerate(texts.cells) if cell in odd)
        return sorted(rows)

    def _is_odd(self, text: str, heading: str) -> bool:
        if len(text) > _LONGEST_HEADING or text.strip()[:1].isdigit() or cells.is_unknown(text):
            return False
        return (
            text.strip().casefold() == heading.casefold()
            or recognised(" ".join(text.split())) is not None
            or names_units([text.strip()])
            or numbers_its_columns(["a", "b", text.strip()[:1]])
            or bool(re.fullmatch(r"[\(\[].{1,12}[\)\]]|[A-Za-z]", text.strip()))
        )

    def _is_odd_text(self, text: str, heading: str) -> bool:
        plain = " ".join(text.split())
        if plain.casefold() == heading.casefold():
            return True
        return bool(re.fullmatch(r"[\(\[]?[A-Za-z0-9]{1,2}[\)\].]?", plain)) and len(plain) <= 4

    def find_remarks(self) -> None:
        """Leave out rows with a text in one cell alone, and no agency."""
        levels = [self.columns[key].index for key in LEVELS if key in self.columns]
        columns = self.grid.columns
        if not levels or "title" not in self.columns or len(columns) < _FIRST_CELLS:
            return
        without = columns[levels[-1]]
        if any(each.full for index, each in columns.items() if index):
            return
        below = None
        for row in range(self.grid.count - 1, -1, -1):
            cell = without.cells[row]
            named = bool(cell and cell.strip())
            if row in self.out | self.keep:
                continue
            if named and any(columns[each].text(row) for each in self._other_columns(levels)):
                below = True
                continue
            if named and below is False:
                continue
            filled = [index for index, each in columns.items() if each.text(row)]
            if filled == [0] or (
                len(filled) == 1
                and len(columns[filled[0]].text(row)) > 1
                and filled[0] < _FIRST_CELLS
                and not self._is_read_as_figure(filled[0])
            ):
                text = columns[filled[0]].text(row)
                if label_of(text, self.names) is Label.SURE:
                    continue
                question = scale_question(
                    text, self._place(row, filled[0]), self.table.columns, self.table.headings,
                    self.options,
                )  # fmt: skip
                self.questions += [question] if question else []
                self._leave_out(row, "a remark")
            elif filled:
                below = named
        self.left_out.sort(key=lambda each: each.place)

    def _other_columns(self, levels: Sequence[int]) -> list[int]:
        return [index for index in self.grid.columns if index not in levels]

    def _is_read_as_figure(self, index: int) -> bool:
        return any(each.index == index for each in self.figure_columns)

    def _place(self, row: int, column: int) -> Position:
        return self.places.cell(self.header + 1 + row, column)

    def _leave_out(self, row: int, reason: str, label: str = "") -> None:
        self.out.add(row)
        figures = [
            (column.heading, text)
            for column in self.figure_columns
            if reason not in ("a repeated heading", "numbers of columns", "units")
            and (text := self.grid.text(row, column.index))
        ]
        place = self.places.row(self.header + 1 + row)
        label = label or (self._first_text(row) if reason not in ("a repeated heading",) else "")
        self.left_out.append(LeftOut(place, reason, label, tuple(figures)))

    def _first_text(self, row: int) -> str:
        title = self.columns.get("title")
        if title and (text := self.grid.text(row, title.index)):
            return text
        return next((each for each in self.grid.row(row) if each), "")

    def notation(
        self,
    ) -> tuple[DecimalMark, list[Question], list[Inference]]:
        """Return the decimal mark of the table, and what to ask and to say about it."""
        if self.options.decimal is not None:
            return self.options.decimal, [], []
        texts = {
            column.key: self._plain_texts(column)
            for key, column in self.columns.items()
            if key in FIGURES | SIGNED_FIGURES
        }
        typed = self.places.sheet is not None or self.places.lines is None
        made = notation_of(
            texts,
            lambda key: self.grid.columns[self.columns[key].index].cells,
            typed=typed,
            semicolons=self.places.delimiter == ";",
        )
        if made.decimal is not None:
            said = []
            if made.decimal == "," and made.comma:
                said.append(
                    Inference(
                        "notation",
                        "numbers have decimal commas, and points between thousands",
                        f"{shown(made.comma[0])} under "
                        f"{shown(self.columns[made.comma[1]].heading)}",
                    )
                )
            return made.decimal, [], said
        return ".", [self._ask_notation(made.comma, made.point, made.either)], []

    def _plain_texts(self, column: Column) -> Sequence[str]:
        texts = self.grid.columns[column.index]
        if not self.out:
            return texts.texts
        return [text for text in texts.texts if not self._is_odd(text, column.heading)]

    def _ask_notation(
        self,
        comma: tuple[str, str] | None,
        point: tuple[str, str] | None,
        either: tuple[str, str] | None,
    ) -> Question:
        seen = either or comma or point
        assert seen is not None
        text, key = seen
        column = self.columns[key]
        row = next(
            (
                row
                for row, cell in enumerate(self.grid.columns[column.index].cells)
                if cell and text in cell
            ),
            0,
        )
        if either:
            whole, value = either[0].replace(".", "").replace(",", ""), either[0].replace(",", ".")
            message = (
                f"{shown(either[0])} under {shown(column.heading)} may be {int(whole):,} or "
                f"{float(value):g}, and the table does not say which mark is the decimal one"
            )
            if comma or point:
                other, of = comma or point  # type: ignore[misc]
                message = (
                    f"{shown(either[0])} under {shown(column.heading)} would be {float(value):g}, "
                    f"as {shown(other)} under {shown(self.columns[of].heading)} is written, or it "
                    f"is {int(whole):,}"
                )
        else:
            assert comma and point
            message = (
                f"numbers are written in two ways: {shown(comma[0])} under "
                f"{shown(self.columns[comma[1]].heading)} and {shown(point[0])} under "
                f"{shown(self.columns[point[1]].heading)}"
            )
        return Question(
            self._place(row, column.index),
            "value",
            message,
            (
                Answer("--decimal .", "1.5 is one and a half, 1,500 is 1500"),
                Answer("--decimal ,", "1,5 is one and a half, 1.500 is 1500"),
            ),
        )

    @cached_property
    def names(self) -> set[str]:
        """The words of what may be added up by: agencies, form numbers, groups."""
        made: set[str] = set()
        for key in _WORDS_IN:
            if key in self.columns:
                for text in self.grid.columns[self.columns[key].index].texts[:_MOST_NAMES]:
                    if label_of(text) is Label.NONE:
                        made.update(plain_words(text))
        return made

    def find_sums(self, figures: Figures) -> None:
        """Find the rows that are sums of others, and ask about those that may be."""
        keys = [key for key in (*LEVELS, *_GROUPING) if key in self.columns]
        groups = {key: self.grid.columns[self.columns[key].index].cells for key in keys}
        suspects = self.suspects(groups, figures)
        made = aggregates_of(figures, suspects, self.out, self.keep, groups)
        labels = {each.row: each.label for each in suspects}
        for each in made.sums:
            self._say_sum(each, labels.get(each.row, Label.NONE))
        self.questions += [self.ask(each) for each in made.doubts]

    def _say_sum(self, made: Sum, label: Label) -> None:
        reason = "a total" if label else "a total, by its figures"
        self._leave_out(made.row, reason, self._label_in(made.row))
        if made.key:
            self.proofs.append(
                Proof(
                    self.places.row(self.header + 1 + made.row),
                    f"the file's own total of {_WHAT[made.key]}",
                    made.stated,
                    made.found,
                    len(made.of),
                    made.agrees,
                )
            )

    def _label_in(self, row: int) -> str:
        names = self.names
        texts = [text for text in self.grid.row(row) if text]
        marked = [text for text in texts if label_of(text, names)]
        return next(iter(marked or texts), "")

    def suspects(
        self, groups: Mapping[str, Sequence[str | None]], figures: Figures
    ) -> list[Suspect]:
        """Return the rows with a label of a sum, without a title, or with a name in its place."""
        labels: dict[int, Label] = {}
        title = self.columns.get("title")
        levels = [self.columns[key].index for key in LEVELS if key in self.columns]
        named = {title.index if title else -1, *levels, 0, 1, 2}
        figured = {each.index for each in self.figure_columns}
        for index, texts in self.grid.columns.items():
            if index in figured:
                continue
            found = {
                text: label
                for text in labels_among(texts.texts)
                if label_of(text)
                and (label := label_of(text, self.names))
                and (index in named or label is Label.SURE)
            }
            if found:
                for row, cell in enumerate(texts.cells):
                    if cell in found:
                        labels[row] = max(labels.get(row, Label.NONE), found[cell])
        bare: set[int] = set()
        names: set[int] = set()
        if title:
            titles = self.grid.columns[title.index]
            bare = self._rows_without(titles)
            group_names = {
                text.strip()
                for key in (*LEVELS, "affected_public")
                if key in groups
                for text in self.grid.columns[self.columns[key].index].texts
            }
            if group_names.intersection(titles.texts):
                names = {row for row, cell in enumerate(titles.cells) if cell in group_names}
        lean = self.lean(figures)
        made = []
        for row in sorted((labels.keys() | bare | names | lean) - self.out - self.keep):
            if row not in labels and not any(
                self.grid.text(row, each.index) for each in self.figure_columns
            ):  # fmt: skip
                continue
            made.append(
                Suspect(
                    row,
                    labels.get(row, Label.NONE),
                    row in bare,
                    row in names,
                    row in lean,
                    self.groups_of(row, groups, row in labels),
                )
            )
        return made

    def _rows_without(self, texts: Texts) -> set[int]:
        """Return the rows whose cell says nothing, or that something is not known."""
        nothing = cells.unknown_among(texts.distinct)
        if not nothing:
            return set()
        return {row for row, cell in enumerate(texts.cells) if cell in nothing}

    def lean(self, figures: Figures) -> set[int]:
        """Return the rows without a time or a frequency where others have one."""
        rows: set[int] = set()
        for key in (TIME, FREQUENCY):
            if key in self.columns:
                texts = self.grid.columns[self.columns[key].index]
                empty = self._rows_without(texts) - self.out
                few = max(_FEW, self.grid.count // 50)
                if len(empty) + len(self.out) < self.grid.count and (
                    len(empty) <= few or mostly_sums(figures, sorted(empty))
                ):
                    rows |= empty
        return rows

    def groups_of(
        self, row: int, groups: Mapping[str, Sequence[str | None]], labelled: bool
    ) -> tuple[tuple[str, str], ...]:
        """Return the groups that a row names: in their own columns, or in its label."""
        own = [(key, text) for key, texts in groups.items() if (text := texts[row])]
        label = set(plain_words(self._label_in(row))) if labelled else set()
        for word in label:
            own += [(key, text) for key, text, words in self.names_of_groups.get(word, ())
                    if label.issuperset(words)]  # fmt: skip
        return tuple(dict.fromkeys(own))

    @cached_property
    def names_of_groups(self) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
        """The groups, with the key and the words of each, by its first word."""
        made: dict[str, list[tuple[str, str, tuple[str, ...]]]] = defaultdict(list)
        for key in (*LEVELS, *_GROUPING):
            texts = self.grid.columns[self.columns[key].index].texts if key in self.columns else ()
            if len(texts) <= _MOST_NAMES:
                for text in dict.fromkeys(texts):
                    words = plain_words(text)
                    if words and label_of(text) is Label.NONE:
                        made[words[0]].append((key, text, words))
        return made

    def ask(self, doubt: Doubt) -> Question:
        """Return the question whether rows are forms."""
        numbers = ",".join(str(self.number(row)) for row in doubt.rows)
        first = doubt.rows[0]
        text = shown(self._label_in(first) if doubt.label else self._first_text(first))
        if doubt.label and doubt.of:
            message = (
                f"{text} may be the total of {plural(len(doubt.of), 'other row')}, and without it "
                "the file's own total does not agree"
            )
        elif doubt.label:
            message = f"{text} speaks of a total, and its figures are the sum of no other rows"
        elif len(doubt.rows) == 1:
            message = (
                f"{text} says nothing of a total, and its {in_full(doubt.stated)}"
                f"{_UNITS.get(doubt.key, '')} are the sum of {plural(len(doubt.of), 'other row')}"
            )
        else:
            message = (
                f"the {plural(len(doubt.rows), 'row')} from {text} on add up to the same "
                f"{in_full(doubt.stated)}{_UNITS.get(doubt.key, '')} as the other "
                f"{plural(len(doubt.of), 'row')}: they may be totals of these"
            )
        column = self.columns.get("title")
        return Question(
            self._place(first, column.index if column else 0),
            "value",
            message,
            (
                Answer(f"--rows keep:{numbers}", "a form of its own" if len(doubt.rows) == 1
                       else "forms of their own"),
                Answer(f"--rows drop:{numbers}", "a total, not counted" if len(doubt.rows) == 1
                       else "totals, not counted"),
            ),
        )  # fmt: skip
