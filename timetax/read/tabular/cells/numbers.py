"""Numbers as people type them, exactly."""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from timetax.catalogue.advice import meant_by
from timetax.catalogue.values import MAX_FIGURE, MIN_FIGURE
from timetax.read.tabular.cells.dates import DATE
from timetax.read.tabular.cells.lines import ERROR_VALUE, all_match, is_unknown, tidy
from timetax.read.tabular.cells.reader import HARD, CellError, Reader
from timetax.wording.hints import shown

LONGEST_NUMBER = 60
PLAIN = re.compile(r"\+?(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]*)?|\.[0-9]+)")
_EXPONENT = re.compile(r"\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]{1,2}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:([, '])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]*)?")
_EUROPEAN = re.compile(r"(?:[1-9][0-9]{0,2}(?:([. '])[0-9]{3})(?:\1[0-9]{3})*|[0-9]+)(?:,[0-9]*)?")
_SURELY_EUROPEAN = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]*|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?: [0-9]{3})+,[0-9]+"
    r"|0+,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{4,},[0-9]+"
)
_NEGATIVE_ZERO = re.compile(r"-0+(?:[.,]0*)?")
_VULGAR = re.compile("([0-9]{0,15}) ?([\u00bc-\u00be\u2150-\u215e])")
_FRACTION = re.compile(r"(?:([0-9]{1,15}) +)?([0-9]{1,15}) ?/ ?([0-9]{1,15})")
_CORE = re.compile(r"[0-9.,' ]*[0-9][0-9.,]*")
_SCALED = re.compile(r"(.*[0-9.]) ?(thousand|million|billion)", re.IGNORECASE)
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MONEY = re.compile(r"(?:USD|US\$|CAD|AUD|[$€£])\s*(.+)|(.+?)\s*(?:USD|CAD|AUD|[$€£])")
_APPROXIMATE = re.compile(
    r"(?:~|≈|approx\.?|approximately|about|around|roughly|circa|ca\.?|c\.|est\.?) ?(.+)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:[<>≤≥]=?|up to|at least|at most|over|under|less than|more than|fewer than) ?(.+)|(.+)\+",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[0-9][0-9.,]*\s*(?:-|to|\.\.|…)\s*[0-9][0-9.,]*(?:\s*[A-Za-z.]+)?")
_CLOCK = re.compile(r"[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?")
_NUMBER_AND_MORE = re.compile(
    "([0-9][0-9.,]*)\\s*(?:[(\\[{*\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070-\u2079].*"
    "|(?!mil|mio|mrd|mld|tau|bil|tri)[A-Za-z]{4}.*|e[0-9+-].*)",
    re.IGNORECASE,
)
"""A number and what may be left out; a word of three letters may be a scale."""
_HASHES = re.compile(r"#{3,}")
_EASY_FIGURE = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[0-9]{1,15}(?:\.[0-9]{1,9})?")
_EASY_FIGURES = re.compile(rf"(?:(?:{_EASY_FIGURE.pattern})\n)*+")


def exactly(number: Fraction) -> str:
    """Return `number` exactly: as a decimal number if it is one, else as a fraction."""
    if number.denominator == 1:
        return str(number.numerator)
    rest, places = number.denominator, 0
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest //= factor
            count += 1
        places = max(places, count)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = str(number.numerator * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def core(text: str) -> str:
    """Return the number in a text, as it is written."""
    found = _CORE.search(tidy(text))
    return found.group().strip() if found else ""


def number(text: str, *, commas: bool = False, money: bool = False) -> Fraction | str | None:
    """Return the number that `text` spells: its own text where that is plain already.

    With `commas`, a comma is the decimal mark.
    """
    if len(text) < 16 and text.isascii() and text.isdigit():
        return text
    text = tidy(text)
    if is_unknown(text):
        return None
    if len(text) > LONGEST_NUMBER:
        raise CellError(f"{shown(text)} is not a number; leave the cell empty if unknown")
    bare = "0" if _NEGATIVE_ZERO.fullmatch(text) else text
    if money and (found := _MONEY.fullmatch(text)):
        bare = found[1] or found[2]
    times = 1
    if found := _SCALED.fullmatch(bare):
        bare, times = found[1], _SCALES[found[2].casefold()]
    plain = without_separators(bare, commas)
    if plain is None:
        raise CellError(_why_not(text, commas, money))
    if isinstance(plain, str):
        if not float(plain) <= MAX_FIGURE:
            raise CellError(f"{shown(text)} is above {MAX_FIGURE:.0e}")
        if float(plain) < MIN_FIGURE and plain.strip("0._"):
            raise CellError(f"{shown(text)} is above zero and below {MIN_FIGURE:.0e}")
        if times == 1:
            return plain
        plain = Fraction(plain)
    plain *= times
    if plain > MAX_FIGURE:
        raise CellError(f"{shown(text)} is above {MAX_FIGURE:.0e}")
    return plain


def without_separators(text: str, commas: bool) -> Fraction | str | None:
    """Return a number without what stands between its thousands; None if it is no number."""
    if commas and _EUROPEAN.fullmatch(text):
        whole, _, part = text.partition(",")
        whole = re.sub("[. ']", "", whole)
        return f"{whole}.{part}" if part else whole
    if PLAIN.fullmatch(text) or _EXPONENT.fullmatch(text):
        return text
    if _THOUSANDS.fullmatch(text):
        return re.sub("[, ']", "", text)
    if found := _VULGAR.fullmatch(text):
        return int(found[1] or 0) + Fraction(
            unicodedata.normalize("NFKC", found[2]).replace("\u2044", "/")
        )
    if (found := _FRACTION.fullmatch(text)) and int(found[3]):
        return int(found[1] or 0) + Fraction(int(found[2]), int(found[3]))
    return None


def _why_not(text: str, commas: bool, money: bool) -> str:
    quoted = shown(text)
    if ERROR_VALUE.fullmatch(text):
        return f"{quoted} is an error of the spreadsheet; mend its formula"
    if _HASHES.fullmatch(text):
        return f"{quoted} is a column too narrow to show its number; widen it and export again"
    if DATE.fullmatch(text):
        return f"{quoted} is a date, not a number; format the cell as a number and type it again"
    if _CLOCK.fullmatch(text):
        return f"{quoted} is a time of day or minutes and seconds; write it in minutes, as a number"
    if text.startswith("-") or (text.startswith("(") and text.endswith(")")):
        inside = text.strip("-() ")
        if inside[:1].isdigit() or inside[:1] in "$€£.":
            return f"{quoted} is negative"
    if _SURELY_EUROPEAN.fullmatch(text) and not commas:
        return (
            f"{quoted} has a decimal comma, and other numbers in this column do not; "
            "write it with a decimal point"
        )
    if found := _APPROXIMATE.fullmatch(text):
        return (
            f"{quoted} must be the number alone, such as {found[1]}; say in a note how sure it is"
        )
    if found := _BOUND.fullmatch(text):
        limit = found[1] or found[2]
        return f"{quoted} is a bound, not a number; write the likely figure, such as {limit}"
    if _RANGE.fullmatch(text):
        return f"{quoted} is a range; write the likely figure (a YAML catalogue can hold all three)"
    if text.endswith("%"):
        return f"{quoted} is a share, and here a number is needed"
    if not money and (found := _MONEY.fullmatch(text)):
        return f"{quoted} is an amount of money, and here a plain number is needed"
    if re.fullmatch("none|nil", text, re.IGNORECASE):
        return f"{quoted} may be zero or unknown; write 0, or leave the cell empty"
    if re.fullmatch(r"[0-9][0-9.,]* ?M{1,2}", text):
        return f"{quoted} may be thousands or millions; write the number in full"
    if (meant := meant_by(text)) and PLAIN.fullmatch(meant):
        return f"{quoted} must be the number alone, such as {meant}"
    if found := _NUMBER_AND_MORE.fullmatch(text):
        return f"{quoted} must be the number alone, such as {found[1].strip('.,')}"
    return f"{quoted} is not a number; leave the cell empty if unknown"


def figure(*, commas: bool = False, money: bool = False, times: Fraction | int = 1) -> Reader:
    """Return a reader of numbers, multiplied by `times`."""

    def read(text: str) -> str | None:
        value = number(text, commas=commas, money=money)
        if value is None:
            return None
        if times != 1:
            return exactly(Fraction(value) * times)
        return value if isinstance(value, str) else exactly(value)

    return read


def signed_figure(*, commas: bool = False, times: Fraction | int = 1) -> Reader:
    """Return a reader of numbers that may be below zero, as `-5`, `+5` or `(5)`."""
    read_plain = figure(commas=commas, times=times)

    def read(text: str) -> Any:
        plain = tidy(text)
        if plain.startswith("(") and plain.endswith(")"):
            plain = f"-{plain[1:-1]}"
        if plain.startswith("-") and len(plain) > 1 and not is_unknown(plain):
            value = read_plain(plain[1:].strip())
            return None if value is None else f"-{value}"
        return read_plain(plain)

    return read


def easy_figures(texts: Sequence[str]) -> list[Any]:
    """Return numbers that are plain or have thousands commas, and HARD for others."""
    joined = "\n".join(texts)
    if all_match(_EASY_FIGURES, joined, len(texts)):
        return joined.replace(",", "").split("\n")
    is_easy = _EASY_FIGURE.fullmatch
    return [text.replace(",", "") if is_easy(text) else HARD for text in texts]


def easy_money(texts: Sequence[str]) -> list[Any]:
    """Return amounts of dollars or of plain numbers that are easy figures, and HARD for others."""
    return easy_figures([text.removeprefix("$") for text in texts])
