"""Reads workbooks: the sheet that holds forms, its values, and what else is known of its cells."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, Protocol, TypeAlias
from xml.parsers import expat

from timetax.findings import Finding, InputError, Position
from timetax.read.limits import (
    LIFTED,
    MOST_CELLS,
    MOST_EMPTY_CELLS,
    room_of,
    unpacks_to_too_much,
)
from timetax.read.tabular.layout import ROWS_BEFORE_HEADINGS, best_row
from timetax.read.tabular.model import Area, Cell, Places, Row, Sheet, TableOptions
from timetax.read.tabular.own_workbook import own_workbook
from timetax.read.tabular.scale import scale_said
from timetax.read.tabular.typed import clock, text_of
from timetax.wording.hints import did_you_mean, shown

_ENOUGH_HEADINGS = 2
_MOST_SHEETS = 500
"""Among so many the one with forms is looked for."""
_LISTED = 20
_SMALL = 2_000
"""Cells of a sheet that may still be a cover."""
_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,9})M(\d{1,9})(?:[.,]\d*)?S")
_INTERRUPTIONS = (KeyboardInterrupt, SystemExit, GeneratorExit)


@dataclass(frozen=True)
class Facts:
    """What a sheet holds beside its values; rows and columns count from 0.

    Attributes:
        height: how many rows there are to its last cell.
        width: how many columns.
        characters: how many characters the texts of its cells hold at most.
        merged: its merged cells.
        hidden_rows: its hidden rows.
        hidden_columns: its hidden columns.
        without_result: the cells of formulas whose results are not in the file.
        errors: the errors of formulas, such as `#DIV/0!`, by cell.
        notes: what cannot be known of it.
    """

    height: int = 0
    width: int = 0
    characters: int = 0
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    without_result: frozenset[tuple[int, int]] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


FactsIn: TypeAlias = Callable[[bytes], Callable[[str], Facts]]
"""Returns, given the bytes of a workbook, what returns the facts of the sheet of a title."""
ExtentsIn: TypeAlias = Callable[[bytes], Iterable[tuple[str, Facts]]]
"""Returns, given the bytes of a workbook, how far each of its sheets reaches, with its name."""


class Walk(Protocol):
    """Takes the elements of an XML part as they come; a name is its space, `}` and itself."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """A text stands in the element."""


def walked(part: bytes, walk: Walk) -> None:
    """Lead a walk through the XML of a part of a workbook."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    parser.Parse(part, True)


def open_workbook(
    data: bytes,
    name: str,
    options: TableOptions,
    facts_in: FactsIn,
    extents_in: ExtentsIn = lambda _: (),
) -> Sheet:
    """Return the rows of the one sheet with headings that are known, or of the one asked for.

    The sheets of `extents_in` are those that the library takes up before facts can be asked for:
    whether there is room for them is looked at first.

    Raises:
        InputError: the file is no workbook that can be read, or it is not clear which sheet is
            meant, or python-calamine is missing.
    """
    try:
        calamine = import_module("python_calamine")
        import_module("olefile")
    except ImportError as error:
        library = str(error.name).replace("_", "-")
        message = f"reading workbooks needs {library}: pip install 'timetax[excel]'"
        raise _error(name, "input", message) from None
    with _unheard():
        return _Workbook(calamine, data, name, options, facts_in, extents_in).open()


@contextmanager
def _unheard() -> Iterator[None]:
    """Let nothing reach stderr: a fault inside the library tells of itself there, and we do."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no stderr
        yield
        return
    if sys.stderr:
        sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _error(name: str, rule: str, message: str) -> InputError:
    return InputError([Finding(Position(name), rule, message)])


class _Workbook:
    def __init__(
        self,
        calamine: Any,
        data: bytes,
        name: str,
        options: TableOptions,
        facts_in: FactsIn,
        extents_in: ExtentsIn,
    ) -> None:
        self.data, self.name, self.options = data, name, options
        self.found: dict[str, tuple[list[list[Any]], Facts]] = {}
        try:
            for title, extent in extents_in(data):
                self.require_room(title, extent)
            self.book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            kinds, seen = calamine.SheetTypeEnum, calamine.SheetVisibleEnum
            self.facts_of = facts_in(data)
            sheets = [each for each in self.book.sheets_metadata if each.typ == kinds.WorkSheet]
        except calamine.PasswordError:
            message = "the workbook is locked with a password; save it without"
            raise _error(name, "input", message) from None
        except BaseException as error:  # a fault inside the library is no Exception
            raise self.damaged(error) from error
        self.titles: list[str] = [each.name for each in sheets]
        self.hidden: list[str] = [each.name for each in sheets if each.visible != seen.Visible]

    def damaged(self, error: BaseException) -> BaseException:
        if isinstance(error, (*_INTERRUPTIONS, InputError)):
            return error
        return _error(self.name, "input", "the workbook cannot be read: it is cut or damaged")

    def open(self) -> Sheet:
        wanted = self.options.sheet
        if wanted is None:
            own = own_workbook(self.name, self.titles, self.texts)
            if own is not None:
                return own
            chosen = self.only_one()
        elif wanted in self.titles:
            chosen = wanted
        else:
            hint = did_you_mean(wanted, self.titles) or f"; it has {_listed(self.titles)}"
            message = f"{self.name} has no sheet {shown(wanted)}{hint}"
            raise _error("--sheet", "option", message)
        others = [title for title in self.titles if title != chosen]
        left_out = (f"Sheets of {self.name} left out: {_listed(others)}.",) if others else ()
        rows, facts = self.content(chosen)
        return Sheet(
            Places(self.name, None, chosen),
            _texts(rows, facts),
            notes=(*left_out, *facts.notes),
            merged=facts.merged,
            hidden_rows=facts.hidden_rows,
            hidden_columns=facts.hidden_columns,
            without_result=facts.without_result,
            said=tuple(self.said_in(others)),
        )

    def said_in(self, titles: Sequence[str]) -> Iterator[tuple[Position, str]]:
        """Yield what small sheets without a table, such as a cover, say of a scale."""
        for title in titles:
            if title in self.hidden or not (rows := self.few_rows(title)):
                continue
            if self.headings(title) < _ENOUGH_HEADINGS:
                places = Places(self.name, None, title)
                for number, row in enumerate(rows):
                    for column, text in enumerate(row):
                        if text and scale_said(text):
                            yield places.cell(number, column), text

    def few_rows(self, title: str) -> list[Row]:
        """Return the rows of a small sheet; none of a large one, or one that cannot be read."""
        try:
            if title not in self.found:
                facts = self.facts_of(title)
                if facts.height * facts.width > _SMALL:
                    return []
            rows = self.texts(title)
        except Exception:  # of a sheet that is not read, nothing has to be right
            return []
        return rows if sum(map(len, rows)) <= _SMALL else []

    def texts(self, title: str) -> list[Row]:
        return list(_texts(*self.content(title)))

    def only_one(self) -> str:
        hidden = set(self.hidden)
        visible = [title for title in self.titles if title not in hidden]
        if len(visible) > _MOST_SHEETS:
            message = f"it has {len(visible):,} sheets; say which with --sheet NAME"
            raise _error(self.name, "input", message)
        known = {title: self.headings(title) for title in visible}
        found = [title for title, count in known.items() if count > _ENOUGH_HEADINGS]
        if not found:
            found = [title for title, count in known.items() if count == _ENOUGH_HEADINGS]
        if len(found) == 1:
            return found[0]
        if not found and len(visible) == 1 and not self.hidden:
            return visible[0]
        also = f"; hidden: {_listed(self.hidden)}" if self.hidden else ""
        if found:
            message = (
                f"several sheets hold a table of forms: {_listed(found)}; "
                "say which with --sheet NAME"
            )
        else:
            message = (
                f"no sheet has headings that are known: {_listed(visible)}{also}; "
                "say which with --sheet NAME, and what its columns are with --map HEADING=KEY"
            )
        raise _error(self.name, "heading", message)

    def headings(self, title: str) -> int:
        rows, facts = self.content(title)
        return best_row(_texts(rows[:ROWS_BEFORE_HEADINGS], facts), self.options.mapping)[1]

    def require_room(self, title: str, facts: Facts) -> None:
        if self.options.unlimited:
            return
        if facts.height * facts.width > min(max(MOST_EMPTY_CELLS, len(self.data)), MOST_CELLS):
            last = Area(0, 0, facts.height - 1, facts.width - 1)
            message = (
                f"the sheet {shown(title)} reaches over {last}; "
                f"delete what stands beyond its table; {LIFTED}"
            )
            raise _error(self.name, "input", message)
        room = room_of(len(self.data))
        if facts.characters > room:
            message = f"the texts of the sheet {shown(title)}: {unpacks_to_too_much(room)}"
            raise _error(self.name, "input", message)

    def content(self, title: str) -> tuple[list[list[Any]], Facts]:
        """Return the values of a sheet, and the facts about it."""
        if title not in self.found:
            try:
                facts = self.facts_of(title)
                self.require_room(title, facts)
                sheet = self.book.get_sheet_by_name(title)
                if not facts.merged:  # in old workbooks, the library alone knows them
                    merged = getattr(sheet, "merged_cell_ranges", None) or ()
                    facts = replace(facts, merged=tuple(Area(*a, *b) for a, b in merged))
                self.found[title] = (sheet.to_python(skip_empty_area=False), facts)
            except BaseException as error:
                raise self.damaged(error) from error
        return self.found[title]


def _texts(rows: Sequence[Sequence[Any]], facts: Facts) -> Iterator[Row]:
    errors: dict[int, list[tuple[int, str]]] = {}
    for (number, column), text in facts.errors.items():
        errors.setdefault(number, []).append((column, text))
    for number, row in enumerate(rows):
        texts = [_text(cell) if type(cell) is str else text_of(cell) for cell in row]
        for column, text in errors.get(number, ()):
            texts += [None] * (column + 1 - len(texts))
            texts[column] = text
        if number < ROWS_BEFORE_HEADINGS:  # headings end where their row does
            while texts and texts[-1] is None:
                texts.pop()
        yield texts


def _text(text: str) -> Cell:
    """Return a text; a length of time, which OpenDocument spells out, is as workbooks show it."""
    found = _DURATION.fullmatch(text) if text.startswith("PT") else None
    if found is None:
        return text or None
    hours, minutes, seconds = map(int, found.groups())
    return clock(hours * 3600 + minutes * 60 + seconds)


def _listed(titles: Sequence[str]) -> str:
    more = f" and {len(titles) - _LISTED:,} more" if len(titles) > _LISTED else ""
    return (", ".join(map(shown, titles[:_LISTED])) or "none") + more
