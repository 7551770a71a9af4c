"""Excel workbooks (.xlsx): what their XML says beside the values of cells."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from posixpath import normpath
from xml.etree import ElementTree

from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Area, Sheet, TableOptions, column_index
from timetax.read.tabular.workbook import Facts, open_workbook, walked

_WORTH_A_LOOK = re.compile(rb"""<(\w+:)?(f[\s>/]|mergeCell\s)|\s(t\s*=\s*["']e|hidden)["'=\s]""")
_SIGNS = (b"<f", b":f", b"mergeCell", b"hidden", b'"e', b"'e")
"""Without one of these nothing is worth a look: they are found far quicker."""
_ROWS = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d+)""")
_ROW, _CELLS = re.compile(rb"<(?:\w+:)?row[\s>]"), re.compile(rb"<(?:\w+:)?c[\s>]")
_COLUMNS = re.compile(rb"""\br\s*=\s*["']([A-Z]+)\d""")
_SHARED = "xl/sharedStrings.xml"
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_SHARED_TEXTS = re.compile(rb"""\st\s*=\s*["']s["']""")
_PLACES = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,9})""")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")


def _recognises(start: Start, options: TableOptions) -> str:
    return "it is an archive with xl/workbook.xml" if "xl/workbook.xml" in start.members else ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    return open_workbook(data, name, options, _facts_in)


def _facts_in(data: bytes) -> Callable[[str], Facts]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = _parts(archive)
    shared = archive.read(_SHARED) if _SHARED in archive.namelist() else b""
    lengths = list(map(len, _TEXT.split(shared)[1:]))

    def facts_of(title: str) -> Facts:
        part = archive.read(parts[title])
        return replace(_facts(part), characters=_characters(part, lengths))

    return facts_of


def _characters(part: bytes, lengths: list[int]) -> int:
    """Return how many characters the cells hold whose texts stand elsewhere, at most."""
    places = [int(each) for each in _PLACES.findall(part)]
    hidden = len(_SHARED_TEXTS.findall(part)) - len(places)
    return sum(lengths[each] for each in places if each < len(lengths)) + hidden * max(
        lengths, default=0
    )


def _facts(part: bytes) -> Facts:
    placed = list(map(int, _ROWS.findall(part)))
    lines = _ROW.split(part)[1:]
    rows = max(placed, default=0) + len(lines) - len(placed)
    letters = {each.decode() for each in set(_COLUMNS.findall(part))}
    width = max(map(column_index, letters), default=-1) + 1
    width = max(width, *(len(_CELLS.findall(line)) for line in lines), 0)
    if not any(each in part for each in _SIGNS) or not _WORTH_A_LOOK.search(part):
        return Facts(rows, width)
    return _Walk(width).run(part, rows)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the part that holds each sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    parts: dict[str, str] = {}
    for sheet in (each for each in book.iter() if each.tag.rpartition("}")[2] == "sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        part = target[1:] if target.startswith("/") else normpath(f"xl/{target}")
        parts.setdefault(sheet.get("name", ""), part)
    return parts


def _areas(reference: str) -> list[Area]:
    corners = _CELL.findall(reference)
    if len(corners) != 2:
        return []
    (left, top), (right, bottom) = corners
    return [Area(int(top) - 1, column_index(left), int(bottom) - 1, column_index(right))]


class _Walk:
    """One pass over the XML of a sheet."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.row = self.column = -1
        self.kind, self.formula, self.text = "", False, ""
        self.inside = False
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.without_result: set[tuple[int, int]] = set()
        self.errors: dict[tuple[int, int], str] = {}

    def run(self, part: bytes, height: int) -> Facts:
        walked(part, self)
        return Facts(
            height,
            self.width,
            merged=tuple(self.merged),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            without_result=frozenset(self.without_result),
            errors=self.errors,
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition("}")[2]:
            case "c":
                found = _CELL.fullmatch(attributes.get("r", ""))
                self.column = column_index(found[1]) if found else self.column + 1
                self.kind, self.formula, self.text = attributes.get("t", ""), False, ""
            case "f":
                self.formula = True
            case "v":
                self.inside = True
            case "row":
                self.row = int(attributes.get("r", self.row + 2)) - 1
                self.column = -1
                if attributes.get("hidden") in ("1", "true"):
                    self.hidden_rows.add(self.row)
            case "col" if attributes.get("hidden") in ("1", "true"):
                first, last = int(attributes["min"]), int(attributes["max"])
                if len(self.hidden_columns) < self.width:
                    self.hidden_columns.update(range(first - 1, min(last, self.width)))
            case "mergeCell":
                self.merged += _areas(attributes.get("ref", ""))

    def characters(self, text: str) -> None:
        if self.inside:
            self.text += text

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "v":
            self.inside = False
        elif name == "c":
            if self.kind == "e":
                self.errors[self.row, self.column] = self.text
            elif self.formula and not self.text and self.kind != "str":
                self.without_result.add((self.row, self.column))


FORMAT = SheetFormat("an Excel workbook", _recognises, _open)
