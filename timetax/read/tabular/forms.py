"""Makes forms of the rows of a table: columns are converted whole, and each distinct text once."""

import re
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress, islice
from typing import Any

from timetax.catalogue.document import FORMAT_VERSION
from timetax.findings import Finding
from timetax.read.tabular import cells
from timetax.read.tabular.headings import FIGURES, LEVELS, MONEY, SIGNED_FIGURES, SOURCES, TIME
from timetax.read.tabular.layout import Column, Layout, missing, without_unit
from timetax.read.tabular.model import Cell, FormPlaces, Places, Row
from timetax.tables.coded import Coded, distinct, mapped, numbers
from timetax.wording.hints import shown
from timetax.wording.lists import listing, some
from timetax.wording.numbers import plural

_CHUNK = 1_000
"""Rows that are laid out at once: so few that their cells are still in the processor's cache."""
_ENOUGH_TO_SEE = 4_000
"""Cells that tell whether most texts of a column are distinct."""
_FIRST_CELLS = 3
_LISTED = 20
_MANY = 5
_MOSTLY = 0.5
_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|column)[ -]?)?(?:total|sum)s?[ :.]*"
    r"|(?:sub-?)?totals?[ :,(-]+(?:of|for|all|hours|burden|responses|annual|agency|department)\b.*",
    re.IGNORECASE,
)
_MADE_FROM = ("form_number", "control_number", "title")
_READERS: Mapping[str, Callable[[str], Any]] = {
    "form_number": cells.form_number,
    "control_number": cells.control_number,
    "life_events": cells.life_events,
    "affected_public": cells.affected_public,
    "obligation": cells.obligation,
    "online": cells.online,
    "estimate_year": cells.year,
    "overlaps": cells.names,
}
_WHOLE: Mapping[str, cells.Whole] = {
    "form_number": cells.easy_form_numbers,
    "control_number": cells.easy_control_numbers,
}


@dataclass(frozen=True)
class FormColumns:
    """Plain forms column by column, and the agencies that they declare.

    Attributes:
        agencies: those to declare, none where forms name them as they are.
        values: the values of each key, one of each form in order, None where it is not known.
    """

    agencies: Sequence[dict[str, str]]
    values: Mapping[str, Sequence[Any]]

    def document(self, forms: Sequence[Mapping[str, Any]] | None = None) -> dict[str, Any]:
        """Return the value of a document with these forms, or with others in their place."""
        made: dict[str, Any] = {"timetax": str(FORMAT_VERSION)}
        if self.agencies:
            made["agencies"] = self.agencies
        return made | {"forms": _dicts(self.values) if forms is None else forms}


@dataclass(frozen=True)
class Made:
    """Forms, where they stand, and what must be said; None if there are none."""

    columns: FormColumns | None
    form_places: FormPlaces | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


@dataclass
class _Texts:
    """The cells of one column, which is gathered first and looked at then.

    Where most texts are distinct, it costs more to find that out than it saves; then `listed` has
    them all.
    """

    numbers: defaultdict[Hashable, int] = field(default_factory=numbers)
    places: "array[int]" = field(default_factory=lambda: array("q"))
    listed: list[Cell] | None = None

    def extend(self, content: Sequence[Cell]) -> None:
        if self.listed is not None:
            self.listed.extend(_side_by_side(content))
            return
        self.places.fromlist(list(map(self.numbers.__getitem__, content)))
        if len(self.numbers) > _MOSTLY * len(self.places) and len(self.places) >= _ENOUGH_TO_SEE:
            self.listed = list(self._coded())
            self.numbers.clear()

    @cached_property
    def cells(self) -> "list[Cell] | Coded":
        """The text of each row."""
        return self._coded() if self.listed is None else self.listed

    def _coded(self) -> Coded:
        return Coded(list(self.numbers), self.places)

    @cached_property
    def distinct(self) -> Sequence[Cell]:
        """Its texts, as few times each as is known without looking for more."""
        return distinct(self.cells)

    @cached_property
    def texts(self) -> list[str]:
        """Those that say something."""
        return list(filter(str.strip, filter(None, self.distinct)))

    @property
    def full(self) -> bool:
        """Whether every cell says something."""
        return len(self.texts) == len(self.distinct)

    def keep(self, kept: Sequence[bool]) -> None:
        """Leave out texts that are in no row that is kept."""
        self.distinct = list(dict.fromkeys(compress(self.cells, kept)))
        self.texts = list(filter(str.strip, filter(None, self.distinct)))


def _side_by_side(content: Sequence[Cell]) -> Sequence[Cell]:
    """Return the same texts, side by side in memory: each walk over a column is then quick."""
    if None in content:
        return content
    made = "\n".join(content).split("\n")  # type: ignore[arg-type]
    return made if len(made) == len(content) else content


def forms_of(
    rows: Iterator[Row], table: Layout, places: Places, header: int, width: int, keep_going: bool
) -> Made:
    """Return the document that holds the forms in `rows`, which follow the row `header`."""
    return _Making(table, places, header, width, keep_going).run(rows)


class _Making:
    def __init__(
        self, table: Layout, places: Places, header: int, width: int, keep_going: bool
    ) -> None:
        self.table, self.places, self.header, self.width = table, places, header, width
        self.keep_going = keep_going
        self.columns = {column.key: column for column in table.columns}
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.mistakes: list[tuple[int, int, str, str]] = []
        self.wrong_rows: set[int] = set()
        self.left_out: set[int] = set()
        self.beside: list[int] = []

    def run(self, rows: Iterator[Row]) -> Made:
        heading = self.places.cell(self.header, 0)
        for key, any_of in (("title", ("title",)), ("agency", LEVELS)):
            if not any(each in self.columns for each in any_of):
                self.findings.append(missing(key, self.table.mapping, heading))
        texts, count = self.gather(rows)
        self.leave_out(texts)
        if self.left_out:
            kept = [row not in self.left_out for row in range(count)]
            for column in texts.values():
                column.keep(kept)
        values = {key: self.convert(column, texts.pop(column.index)) for key, column in
                  self.columns.items()}  # fmt: skip
        if self.findings:
            self.report_mistakes()
            return Made(None, None, tuple(self.findings), tuple(self.notes))
        blank = self.blank_rows(values, count)
        self.frequencies(values)
        agencies = self.agencies(values)
        self.sources(values)
        for key in ("title", "agency"):
            self.require(key, values[key], blank)
        self.report_mistakes()
        out = blank | self.left_out | self.wrong_rows
        first = self.header + 1
        places: Iterable[int] = range(first, first + count)
        if out:
            kept = [row not in out for row in range(count)]
            places = compress(places, kept)
            values = {key: each.kept(kept) if isinstance(each, Coded) else
                      list(compress(each, kept)) for key, each in values.items()}  # fmt: skip
        self.make_ids(values)
        columns = FormColumns([entry for entry, _, _ in agencies], values)
        form_places = FormPlaces(
            self.places,
            self.header,
            array("L", places),
            self.places_of_keys(),
            [(first + row, column) for _, row, column in agencies],
        )
        return Made(columns, form_places, tuple(self.findings), tuple(self.notes))

    def gather(self, rows: Iterator[Row]) -> tuple[dict[int, _Texts], int]:
        """Return the columns that are needed, by their index, and how many rows there are."""
        wanted = {column.index for column in self.table.columns}
        texts = {index: _Texts() for index in sorted(wanted | set(range(_FIRST_CELLS)))}
        texts = {index: each for index, each in texts.items() if index < self.width}
        count = 0
        while chunk := list(islice(rows, _CHUNK)):
            if set(map(len, chunk)) != {self.width}:
                chunk = [self.fitted(row, count + i) for i, row in enumerate(chunk)]
            columns = list(zip(*chunk, strict=True))
            for index, column in texts.items():
                column.extend(columns[index])
            count += len(chunk)
        if self.beside:
            self.notes.append(f"Cells beside the table left out, in {self.listed(self.beside)}.")
        return texts, count

    def fitted(self, row: Row, number: int) -> Row:
        if len(row) < self.width:
            return [*row, *[None] * (self.width - len(row))]
        if any(cell and not cell.isspace() for cell in row[self.width :]):
            if self.places.sheet is not None:
                self.beside.append(number)
                return row[: self.width]
            message = (
                f"the row has {len(row)} cells, and the headings are {self.width}; "
                "put a text that has the delimiter in it in quotes"
            )
            self.mistake(number, self.width, "value", message)
        return row[: self.width]

    def mistake(self, row: int, column: int, rule: str, message: str) -> None:
        self.mistakes.append((row, column, rule, message))
        self.wrong_rows.add(row)

    def report_mistakes(self) -> None:
        self.mistakes = sorted(each for each in self.mistakes if each[0] not in self.left_out)
        first = self.header + 1
        if self.keep_going:
            rows = sorted({row for row, _, _, _ in self.mistakes})
            if rows:
                self.notes.append(f"Left out because of mistakes: {self.listed(rows)}.")
            return
        self.findings += [
            Finding(self.places.cell(first + row, column), rule, message)
            for row, column, rule, message in self.mistakes
        ]

    def listed(self, rows: Sequence[int]) -> str:
        named = [self.places.row(self.header + 1 + row) for row in rows[:_LISTED]]
        return f"{plural(len(rows), 'row')}: {some(named, _LISTED, in_all=len(rows))}"

    def leave_out(self, texts: Mapping[int, _Texts]) -> None:
        """Find rows that are totals, repeated headings, or a single note across the table."""
        levels = [self.columns[key].index for key in LEVELS if key in self.columns]
        title = self.columns.get("title")
        looked_at = dict.fromkeys(
            [*range(_FIRST_CELLS), *levels, *([title.index] if title else [])]
        )
        totals: dict[int, str] = {}
        for index in (each for each in looked_at if each in texts):
            column = texts[index]
            known = column.texts
            joined = "\n".join(known).casefold()
            if "total" not in joined and "sum" not in joined:
                continue
            words = set(filter(_is_total, known))
            if not words:
                continue
            for row, cell in enumerate(column.cells):
                if cell in words and row not in totals and not any(
                    texts[each].cells[row] and texts[each].cells[row] not in {cell, "-"}
                    for each in levels
                ):  # fmt: skip
                    totals[row] = str(cell)
        for row, words_of_total in list(totals.items())[:_LISTED]:
            self.notes.append(
                f"Left out as a total: {self.places.row(self.header + 1 + row)} "
                f"{shown(' '.join(words_of_total.split()))}{self.figures_in(texts, row)}."
            )
        if len(totals) > _LISTED:
            self.notes.append(f"Left out as totals: {len(totals) - _LISTED:,} more rows.")
        self.left_out |= totals.keys()
        if title is None or not levels:
            return
        agency = next(column for column in self.table.columns if column.index == levels[-1])
        if title.heading in texts[title.index].distinct:
            repeated = [
                row
                for row, cell in enumerate(texts[title.index].cells)
                if cell == title.heading and texts[agency.index].cells[row] == agency.heading
            ]
            if repeated:
                self.notes.append(f"Left out as repeated headings: {self.listed(repeated)}.")
                self.left_out |= set(repeated)
        self.leave_out_remarks(texts, title, levels)

    def leave_out_remarks(
        self, texts: Mapping[int, _Texts], title: Column, levels: Sequence[int]
    ) -> None:
        without = texts[levels[-1]]
        beside_the_first = (each for index, each in texts.items() if index)
        if len(texts) < _FIRST_CELLS or without.full or any(each.full for each in beside_the_first):
            return
        remarks = [
            row
            for row, cell in enumerate(without.cells)
            if not (cell and cell.strip())
            and row not in self.left_out
            and [index for index, each in texts.items() if (each.cells[row] or "").strip()] == [0]
        ]
        if remarks:
            self.notes.append(f"Left out as remarks, with text in the first cell only: "
                              f"{self.listed(remarks)}.")  # fmt: skip
            self.left_out |= set(remarks)

    def figures_in(self, texts: Mapping[int, _Texts], row: int) -> str:
        figures = [
            f"{column.heading}: {(texts[column.index].cells[row] or '').strip()}"
            for column in self.table.columns
            if column.key in FIGURES and (texts[column.index].cells[row] or "").strip()
        ]
        return f" ({'; '.join(figures)})" if figures else ""

    def convert(self, column: Column, texts: _Texts) -> Sequence[Any]:
        """Return the plain values of a column."""
        known = texts.texts
        finding = without_unit(
            column, (text for text in known if not cells.is_unknown(text)), self.places, self.header
        )
        if finding is not None:
            self.findings.append(finding)
            return []
        read, easy = self.reader(column, known)
        hard = (
            []
            if all(easy)
            else [text for text, value in zip(known, easy, strict=True) if value is cells.HARD]
        )
        if not hard and texts.distinct is texts.cells:
            if len(known) == len(texts.cells):
                return easy
            following = iter(easy)
            return [next(following) if cell and cell.strip() else None for cell in texts.cells]
        values: dict[Cell, Any] = dict(zip(known, easy, strict=True))
        wrong: dict[Cell, str] = {}
        right = len(known) - len(hard)
        for text in hard:
            try:
                value = values[text] = read(text)
                right += value is not None
            except cells.CellError as error:
                wrong[text] = str(error)
                values[text] = None
        if wrong:
            self.report_wrong(column, texts, wrong, right)
        return mapped(texts.cells, values.get)

    def report_wrong(
        self, column: Column, texts: _Texts, wrong: Mapping[Cell, str], right: int
    ) -> None:
        rows = [
            (row, cell)
            for row, cell in enumerate(texts.cells)
            if cell in wrong and row not in self.left_out
        ]
        if not right and len(rows) > _MANY:
            message = (
                f"{column.heading}: none of its {len(rows):,} texts can be read as {column.key}; "
                f"the first: {wrong[rows[0][1]]}; --map says what the column is, or `ignore`"
            )
            self.findings.append(
                Finding(self.places.cell(self.header, column.index), "value", message)
            )
            return
        for row, cell in rows:
            self.mistake(row, column.index, "value", f"{column.heading}: {wrong[cell]}")

    def reader(self, column: Column, texts: Sequence[str]) -> tuple[cells.Reader, list[Any]]:
        """Return the reader of one text of a column, and what is read of texts that are easy."""
        key = column.key
        none_easy = [cells.HARD] * len(texts)
        if key in FIGURES or key in SIGNED_FIGURES:
            easy = cells.easy_money(texts) if key in MONEY else cells.easy_figures(texts)
            commas = (key in MONEY or not all(easy)) and self.has_decimal_commas(column, texts)
            if commas or column.scale != 1 or (key == TIME and column.unit != "minutes"):
                easy = none_easy
            if key == TIME:
                return cells.minutes(column.unit, commas=commas), easy
            if key in SIGNED_FIGURES:
                return cells.signed_figure(commas=commas, times=column.scale), easy
            return cells.figure(commas=commas, money=key in MONEY, times=column.scale), easy
        if key in {"expires", "source.date"}:
            return cells.date(cells.day_first(texts)), none_easy
        if key == "frequency":
            return self.frequency_reader(column, texts), none_easy
        if key in _READERS:
            return _READERS[key], _WHOLE[key](texts) if key in _WHOLE else none_easy
        return cells.one_line, cells.easy_lines(texts)

    def has_decimal_commas(self, column: Column, texts: Sequence[str]) -> bool:
        commas = cells.decimal_commas(texts)
        if commas:
            self.notes.append(f"Numbers under {shown(column.heading)} have decimal commas.")
        return bool(commas)

    def frequency_reader(self, column: Column, texts: Sequence[str]) -> Callable[[str], Any]:
        """Return a reader of words, or of figures if there are figures and no other column has."""
        if "responses_per_respondent" in self.columns or not any(map(_is_figure, texts)):
            return cells.one_line
        commas = self.has_decimal_commas(column, texts)
        figure = cells.figure(commas=commas)
        return lambda text: cells.times_a_year(text) or figure(text)

    def frequencies(self, values: dict[str, Sequence[Any]]) -> None:
        """Settle whether a column of frequencies holds figures, words, or words for figures."""
        column = self.columns.get("frequency")
        if column is None or "responses_per_respondent" in values:
            return
        words = values["frequency"]
        if any(map(_is_figure, filter(None, dict.fromkeys(distinct(words))))):
            values["responses_per_respondent"] = values.pop("frequency")
            self.notes.append(f"{shown(column.heading)} was read as responses per respondent.")
            return
        if "responses" in values or "respondents" not in values:
            return
        known = {word: cells.times_a_year(word) for word in distinct(words) if word}
        values["responses_per_respondent"] = mapped(words, known.get)
        inferred = {"responses_per_respondent": "inferred"}
        values["basis"] = mapped(words, lambda word: inferred if known.get(word) else None)
        self.notes.append(f"Responses per respondent were inferred from {shown(column.heading)}.")
        others = [word for word, figure in known.items() if figure is None]
        if others:
            count = sum(1 for word in words if word and known[word] is None)
            self.notes.append(
                f"No figure is known for {', '.join(map(shown, others[:3]))} under "
                f"{shown(column.heading)}: {count:,} rows count one response a respondent."
            )

    def blank_rows(self, values: Mapping[str, Sequence[Any]], count: int) -> set[int]:
        """Return the rows in which nothing is known."""
        if any(map(all, values.values())):
            return set()
        candidates: Iterable[int] = range(count)
        for column in values.values():
            candidates = [row for row in candidates if column[row] is None]
        return set(candidates) - self.wrong_rows

    def agencies(self, values: dict[str, Sequence[Any]]) -> list[tuple[dict[str, str], int, int]]:
        """Put the agency of each form into `values`; return those to declare and their cells.

        Several columns are levels, such as department and bureau. The lowest one that is filled in
        is the agency, and those above are its parents.
        """
        levels = [key for key in LEVELS if key in values]
        if len(levels) == 1:
            values["agency"] = values.pop(levels[0])
            return []
        lines: dict[tuple[str | None, ...], tuple[str, ...]] = {}
        seen: dict[tuple[str, ...], tuple[int, int]] = {}
        rows = Coded.of(zip(*(values.pop(key) for key in levels), strict=True))
        first: dict[int, int] = {}
        deque(map(first.setdefault, rows.places, range(len(rows))), maxlen=0)
        for row, number in zip(rows.values, first.values(), strict=True):
            line: tuple[str, ...] = ()
            for key, name in zip(levels, row, strict=True):
                if name is not None and name not in line and number not in self.left_out:
                    line = (*line, name)
                    seen.setdefault(line, (number, self.columns[key].index))
            lines[row] = line
        parents: dict[str, set[tuple[str, ...]]] = {}
        for line in seen:
            parents.setdefault(line[-1], set()).add(line[:-1])
        ids: dict[tuple[str, ...], str] = {}
        for line in sorted(seen, key=len):
            *above, name = line
            alone = len(parents[name]) == 1 or not above
            ids[line] = name if alone else f"{name} ({ids[tuple(above)]})"
        agencies = {row: ids.get(line) for row, line in lines.items()}
        values["agency"] = rows.mapped(agencies.get)
        return [
            (
                {"id": ids[line], "name": line[-1]}
                | ({"parent": ids[line[:-1]]} if len(line) > 1 else {}),
                *place,
            )
            for line, place in seen.items()
        ]

    def sources(self, values: dict[str, Sequence[Any]]) -> None:
        """Put the source of each form into `values`, with its address and date."""
        given = [key for key in SOURCES if key in values]
        if given in ([], ["source"]):
            return
        none = [None] * len(values[given[0]])
        rows = Coded.of(zip(*(values.pop(key, none) for key in SOURCES), strict=True))
        values["source"] = rows.mapped(_source)

    def require(self, key: str, column: Sequence[Any], blank: set[int]) -> None:
        if all(column):
            return
        place = self.places_of_keys()[key]
        reported = {(row, index) for row, index, _, _ in self.mistakes}
        for row, value in enumerate(column):
            if value is None and row not in blank and (row, place) not in reported:
                self.mistake(row, place, "missing-key", f"the row has no {key}")

    def places_of_keys(self) -> dict[str, int]:
        columns = {key: column.index for key, column in self.columns.items()}
        levels = [columns[key] for key in LEVELS if key in columns]
        sources = [columns[key] for key in SOURCES if key in columns]
        frequency = columns.get("frequency", 0)
        columns.setdefault("responses_per_respondent", frequency)
        return columns | {"agency": levels[-1]} | ({"source": sources[0]} if sources else {})

    def make_ids(self, values: dict[str, Sequence[Any]]) -> None:
        """Put an id for each form into `values`, made of what is there if none is given."""
        given = values.pop("id", None)
        if given is not None and None not in given:
            values["id"] = given
            return
        bases = [values[key] for key in _MADE_FROM if key in values]
        texts = bases[0]
        if None in texts:
            texts = [next(filter(None, row)) for row in zip(*bases, strict=True)]
        ids = cells.slugs(texts)
        if given is not None:
            ids = [own or made for own, made in zip(given, ids, strict=True)]
        if len(set(ids)) < len(ids):
            ids = _numbered(ids, given or [None] * len(ids))
        values["id"] = ids
        names = [key.replace("_", " ") + "s" for key in _MADE_FROM if key in values]
        if ids:
            self.notes.append(f"Ids were made from {listing(names, 'or')}.")


def _source(told: tuple[str | None, str | None, str | None]) -> dict[str, str] | None:
    title, url, date = told
    source = {"title": title or url or date, "url": url, "date": date}
    return {key: each for key, each in source.items() if each} or None


def _numbered(ids: Sequence[str], given: Sequence[str | None]) -> list[str]:
    """Return `ids` with a number behind each that is there before; those given stay."""
    taken = set(filter(None, given))
    times: dict[str, int] = {}
    unique = []
    for name, own in zip(ids, given, strict=True):
        made = name
        while own is None and made in taken:
            times[name] = times.get(name, 1) + 1
            made = f"{name}-{times[name]}"
        taken.add(made)
        unique.append(made)
    return unique


def _is_total(text: str) -> bool:
    if len(text) > 100 or not ("tal" in text or "TAL" in text or "um" in text or "UM" in text):
        return False
    return _TOTAL.fullmatch(" ".join(text.split())) is not None


def _is_figure(text: str) -> bool:
    try:
        return cells.number(text) is not None
    except cells.CellError:
        return False


def _dicts(values: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    full = {key: each for key, each in values.items() if None not in each}
    keys = tuple(full)
    forms: list[dict[str, Any]] = [
        dict(zip(keys, row, strict=True)) for row in zip(*full.values(), strict=True)
    ]
    for key, column in values.items():
        if key not in full:
            for form, value in zip(forms, column, strict=True):
                if value is not None:
                    form[key] = value
    return forms
