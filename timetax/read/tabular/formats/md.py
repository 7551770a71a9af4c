"""Tables in Markdown, as GitHub has them: cells between bars, and a rule below the headings."""

import html
import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from timetax.read.tabular.among import Among, chosen, others_left_out
from timetax.read.tabular.delimited import MARKDOWN_RULE, decoded
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.layout import best_row
from timetax.read.tabular.model import Places, Sheet, TableOptions

_WHAT = "table"
_ENOUGH_HEADINGS = 2
_BESIDE = 3
"""So many lines above a table, and below it, may say something of it."""
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_BAR = re.compile(r"(?<!\\)\|")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STRUCK = re.compile(r"~~.*?~~|<(del|s|sup)>.*?</\1>|\[\^[^\]]*\]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_MARKED = re.compile(r"(\*\*\*|\*\*|\*|___|__|_|`+)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def _recognises(start: Start, options: TableOptions) -> str:
    if not MARKDOWN_RULE.search(start.text):
        return ""
    for table in _tables(start.text):
        if best_row(table.rows[:1], options.mapping)[1] >= _ENOUGH_HEADINGS:
            return "it has a table in Markdown with headings that are known"
    return ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    """Return the rows of the table with the forms; struck out text and notes are no part of it.

    Raises:
        InputError: there is none, or several could be meant.
    """
    tables = list(_tables(decoded(data, name)))
    read = chosen(tables, _WHAT, name, options)
    notes = others_left_out(tables, read, _WHAT, name)
    places = Places(name, array("I", read.lines))
    return Sheet(places, iter(read.rows), notes=notes, said=read.said(name))


def _tables(text: str) -> Iterator[Among]:
    lines = text.splitlines()
    number, fence, count = 1, "", 0
    while number < len(lines):
        line, above = lines[number], lines[number - 1]
        if found := _FENCE.match(above):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        if fence or "|" not in above or not MARKDOWN_RULE.fullmatch(f"{line}\n"):
            number += 1
            continue
        end = number + 1
        while end < len(lines) and "|" in lines[end]:
            end += 1
        at = [number - 1, *range(number + 1, end)]
        count += 1
        yield Among(
            f"{count}",
            number,
            [_cells(lines[each]) for each in at],
            [each + 1 for each in at],
            beside=(*_beside(reversed(lines[: number - 1])), *_beside(lines[end:])),
        )
        number = end + 1


def _beside(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that stand next to a table, up to another table."""
    texts = takewhile(lambda line: "|" not in line, filter(str.strip, lines))
    return tuple(_text(line.lstrip("#> ")) for line in islice(texts, _BESIDE))


def _cells(line: str) -> list[str]:
    plain = line.strip()
    plain = plain.removeprefix("|")
    if plain.endswith("|") and not plain.endswith("\\|"):
        plain = plain[:-1]
    return [_text(cell) for cell in _BAR.split(plain)]


def _text(cell: str) -> str:
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", _STRUCK.sub("", cell)))
    text = _TAG.sub(" ", text)
    while (bare := _MARKED.sub(r"\2", text)) != text:
        text = bare
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", text)).split())


FORMAT = SheetFormat("Markdown", _recognises, _open)
