"""Rows that tell how a table is built and are no data: headings, units, numbers of columns."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from timetax.read.tabular.cells.lines import is_unknown
from timetax.read.tabular.headings import recognised, words_of
from timetax.read.tabular.model import Row

ENOUGH_HEADINGS = 3
_LONGEST_HEADING = 80
_LONGEST = 40
"""Characters of a text that may stand in a row of units or numbers of columns."""
_UNITS = frozenset(
    word
    for line in (
        "hour minute number count unit dollar usd percent text name each thousand million hours",
        "minutes hrs mins hr min h m no nos nbr nr n stunde stunden minuten anzahl heure heures",
        "horas minutos per response respondent year annual in a date code",
    )
    for word in line.split()
)
_SIGN = re.compile(r"[#$%€£]|\(?[#$%€£]\)?")
_NUMERAL = re.compile(r"[\(\[]?([0-9]{1,2})[.\)\]]?")
_LETTER = re.compile(r"[\(\[]?(?:col(?:umn)?\.? ?)?([A-Za-z])[.\)\]]?", re.IGNORECASE)
_BRACKETS = re.compile(r"[\(\)\[\]]")
_FORMULA = re.compile(
    r"(?:col(?:umn)?s?\.? ?)?[A-Za-z0-9]{0,2} ?=? ?(?:col\.? ?)?[A-Za-z0-9]{1,2}"
    r"(?: ?[x\u00d7*+÷/=-] ?(?:col\.? ?)?[A-Za-z0-9]{1,3})+",
    re.IGNORECASE,
)


def texts_of(row: Row) -> list[str]:
    """Return the texts of a row on one line each; a hyphen at the end of a line is none."""
    return [
        " ".join(
            re.sub(r"(?<=\w)-\s*[\r\n]+\s*(?=\w)", "", cell or "").strip("\ufeff\u200b").split()
        )
        for cell in row
    ]


def numbers_its_columns(texts: Sequence[str]) -> bool:
    """Return whether the cells of a row count the columns: 1, 2, 3 or (a), (b), (c)."""
    filled = [(place, text) for place, text in enumerate(texts) if text]
    if len(filled) < ENOUGH_HEADINGS or any(len(text) > _LONGEST for _, text in filled):
        return False
    for pattern, value in ((_NUMERAL, int), (_LETTER, lambda each: ord(each.casefold()))):
        found = [pattern.fullmatch(text) for _, text in filled]
        plain = [(place, value(each[1])) for place, each in enumerate(found) if each]
        others = [text for each, (_, text) in zip(found, filled, strict=True) if not each]
        rising = all(b - a in (1, right - left) for (left, a), (right, b) in pairwise(plain))
        if len(plain) >= ENOUGH_HEADINGS and rising and all(map(_is_formula, others)):
            return True
    return False


def _is_formula(text: str) -> bool:
    return _FORMULA.fullmatch(_BRACKETS.sub("", text)) is not None


def names_units(texts: Sequence[str]) -> bool:
    """Return whether the cells of a row are units, signs or formulas, and nothing else."""
    filled = list(filter(None, texts))
    return bool(filled) and all(map(_is_unit, filled))


def _is_unit(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    if _SIGN.fullmatch(text) or (_is_formula(text) and not text[0].isdigit()):
        return True
    words = [*words_of(text.casefold())]
    return bool(words) and any(not each.isdigit() for each in words) and _UNITS.issuperset(words)


def is_number(text: str) -> bool:
    """Return whether a text begins as a figure does."""
    return bool(re.match(r"[$€£~<>(+-]?\s*[0-9.,]*[0-9]", text))


def repeats_headings(texts: Sequence[str], headings: Sequence[str]) -> bool:
    """Return whether all that a row says are the headings of its columns, or the same as these."""
    said = [(text, heading) for text, heading in zip(texts, headings, strict=False) if text]
    return len(said) > 1 and all(
        text.casefold() == heading.casefold() or _says_the_same(text, heading)
        for text, heading in said
    )


def _says_the_same(text: str, heading: str) -> bool:
    """Return whether a text means what a heading means, and tells no more than that."""
    one, other = recognised(text), recognised(heading)
    if one is None or other is None or one.scale != other.scale:
        return False
    return (one.key, one.unit) == (other.key, other.unit) or (
        not other.choices and other.key in one.choices
    )


def is_heading_row(texts: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Return whether a row below the headings is another row of headings."""
    filled = list(filter(None, texts))
    if len(filled) < 2 or any(map(is_number, filled)):
        return False
    mapped = {words_of(heading) for heading in mapping}
    known = [text for text in filled if recognised(text) or words_of(text) in mapped]
    return len(known) >= min(ENOUGH_HEADINGS, len(filled)) and 2 * len(known) > len(filled)


def is_out_of_place(text: str, heading: str) -> bool:
    """Return whether a text in a column of figures is a heading, a unit or a sign of the kind."""
    plain = text.strip()
    if len(text) > _LONGEST_HEADING or plain[:1].isdigit() or is_unknown(text):
        return False
    return (
        plain.casefold() == heading.casefold()
        or recognised(" ".join(text.split())) is not None
        or names_units([plain])
        or numbers_its_columns(["a", "b", plain[:1]])
        or bool(re.fullmatch(r"[\(\[].{1,12}[\)\]]|[A-Za-z]", plain))
    )
