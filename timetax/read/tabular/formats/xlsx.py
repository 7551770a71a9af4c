"""Reads workbooks of Excel."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.layout import ROWS_BEFORE_HEADINGS, best_row
from timetax.read.tabular.model import Cell, Places, Row, Sheet, TableOptions
from timetax.read.tabular.typed import text_of
from timetax.wording.hints import did_you_mean, shown

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ENOUGH_HEADINGS = 2
_BLOCK = 1 << 20
_OVERLAP = 256


def _recognises(start: Start, options: TableOptions) -> str:
    if "xl/workbook.xml" in start.members or start.data.startswith(_OLD_FORMAT):
        return "it holds a workbook"
    return ""


def _open(raw: bytes, name: str, options: TableOptions) -> Sheet:
    """Return the rows of the one sheet with headings that are known, or of the one asked for.

    Raises:
        InputError: the file is no workbook that can be read, or it is not clear which sheet is
            meant, or openpyxl is missing.
    """
    try:
        openpyxl = import_module("openpyxl")
    except ImportError:
        message = "reading Excel files needs openpyxl: pip install 'timetax[excel]'"
        raise _error(name, "input", message) from None
    if raw.startswith(_OLD_FORMAT):
        if _ENCRYPTED in raw:
            raise _error(name, "input", "the workbook is locked with a password; save it without")
        message = "this is an old workbook (.xls); save it as .xlsx"
        raise _error(name, "input", message)
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        raise _error(name, "input", "this is no Excel workbook (.xlsx), or it is damaged")
    return _Workbook(openpyxl, raw, name, options).open()


def _error(name: str, rule: str, message: str) -> InputError:
    return InputError([Finding(Position(name), rule, message)])


class _Workbook:
    def __init__(self, openpyxl: Any, raw: bytes, name: str, options: TableOptions) -> None:
        self.openpyxl, self.raw, self.name, self.options = openpyxl, raw, name, options
        self.book = self.load(values=True)

    def load(self, *, values: bool) -> Any:
        with warnings.catch_warnings():
            # It warns of drawings and validations, which are no part of the table.
            warnings.simplefilter("ignore")
            try:
                return self.openpyxl.load_workbook(
                    io.BytesIO(self.raw), read_only=True, data_only=values
                )
            except Exception as error:
                raise self.damaged(error) from error

    def damaged(self, error: Exception) -> InputError:
        reason = str(error).strip().split("\n")[0][:100] or type(error).__name__
        return _error(self.name, "input", f"the workbook cannot be read: {reason}")

    def open(self) -> Sheet:
        sheets = {sheet.title: sheet for sheet in self.book.worksheets}
        hidden = [title for title, sheet in sheets.items() if sheet.sheet_state != "visible"]
        wanted = self.options.sheet
        if wanted is not None:
            if wanted not in sheets:
                hint = did_you_mean(wanted, list(sheets)) or f"; it has {_listed(list(sheets))}"
                message = f"{self.name} has no sheet {shown(wanted)}{hint}"
                raise _error("--sheet", "option", message)
            chosen = wanted
        else:
            chosen = self.only_one([title for title in sheets if title not in hidden], hidden)
        others = [title for title in sheets if title != chosen]
        notes = [f"Sheets of {self.name} left out: {_listed(others)}."] if others else []
        return self.sheet(chosen, notes)

    def only_one(self, visible: list[str], hidden: list[str]) -> str:
        known = {title: self.headings(title) for title in visible}
        found = [title for title, count in known.items() if count > _ENOUGH_HEADINGS]
        if not found:
            found = [title for title, count in known.items() if count == _ENOUGH_HEADINGS]
        if len(found) == 1:
            return found[0]
        if not found and len(visible) == 1 and not hidden:
            return visible[0]
        also = f"; hidden: {_listed(hidden)}" if hidden else ""
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
        rows = list(islice(self.rows(self.book[title], title), ROWS_BEFORE_HEADINGS))
        return best_row(rows, self.options.mapping)[1]

    def sheet(self, title: str, notes: list[str]) -> Sheet:
        sheet = self.book[title]
        merged, formulas = self.parts(sheet)
        rows = self.rows(sheet, title)
        if formulas:
            rows = self.checked(rows, title)
        return Sheet(Places(self.name, None, title), rows, None, tuple(notes), merged)

    def rows(self, sheet: Any, title: str) -> Iterator[Row]:
        # Some programs write a wrong extent, which would cut off rows.
        sheet.reset_dimensions()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for row in sheet.iter_rows(values_only=True):
                    yield [cell if type(cell) is str else text_of(cell) for cell in row]
        except InputError:
            raise
        except Exception as error:
            raise self.damaged(error) from error

    def checked(self, rows: Iterator[Row], title: str) -> Iterator[Row]:
        """Yield `rows`; formulas whose results were not saved raise an error at the end."""
        formulas = self.load(values=False)[title]
        formulas.reset_dimensions()
        places = Places(self.name, None, title)
        missing: list[Position] = []
        for number, (row, written) in enumerate(
            zip(rows, formulas.iter_rows(values_only=True), strict=True)
        ):
            missing += [
                places.cell(number, column)
                for column, formula in enumerate(written)
                if _is_formula(formula) and (column >= len(row) or row[column] is None)
            ]
            yield row
        if missing:
            message = (
                "the result of this formula is not in the file; open it in Excel or LibreOffice "
                "and save it, or paste the values"
            )
            raise InputError([Finding(position, "value", message) for position in missing])

    def parts(self, sheet: Any) -> tuple[tuple[str, ...], bool]:
        """Return the merged cells of a sheet, and whether it has formulas."""
        merged: list[str] = []
        formulas = False
        try:
            with (
                zipfile.ZipFile(io.BytesIO(self.raw)) as archive,
                archive.open(sheet._worksheet_path.lstrip("/")) as part,
            ):
                rest = b""
                while block := part.read(_BLOCK):
                    text = rest + block
                    formulas = formulas or _FORMULA.search(text) is not None
                    merged += [each.decode() for each in _MERGED.findall(text)]
                    rest = text[-_OVERLAP:]
        except (AttributeError, KeyError, OSError, zipfile.BadZipFile, EOFError) as error:
            raise self.damaged(error) from error
        return tuple(dict.fromkeys(merged)), formulas


def _is_formula(value: Any) -> bool:
    return value.startswith("=") if isinstance(value, str) else hasattr(value, "ref")


def _listed(titles: Sequence[str]) -> str:
    return ", ".join(map(shown, titles)) or "none"


def merged_headings(
    merged: Sequence[str], headings: Sequence[Cell], places: Places, row: int
) -> list[Finding]:
    """Return a finding for each heading that is merged over several columns."""
    findings = []
    for cells in merged:
        first, last = (re.fullmatch("([A-Z]+)([0-9]+)", each) for each in cells.split(":"))
        assert first and last
        left, right = _column(first[1]), _column(last[1])
        if int(first[2]) <= row + 1 <= int(last[2]) and left < right:
            heading = headings[left] if left < len(headings) else ""
            message = (
                f"the heading {shown(heading)} is merged over {cells}; "
                "give each column a heading of its own"
            )
            findings.append(Finding(places.cell(row, left), "heading", message))
    return findings


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


FORMAT = SheetFormat("Excel", _recognises, _open)
