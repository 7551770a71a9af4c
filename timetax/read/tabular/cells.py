"""What people type into a cell, as the plain text that the schema takes.

Each reader takes text without white space around it, returns plain text (or None where it says that
nothing is known), and raises a `CellError` that says what would do.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from timetax.catalogue.value_types import MAX_FIGURE, MIN_FIGURE, MistakeError, choice
from timetax.catalogue.vocabulary import AFFECTED_PUBLIC, OBLIGATION, ONLINE
from timetax.read.tabular.model import Unit
from timetax.wording.hints import shown
from timetax.wording.lists import repeated

_LONG = 60
_UNKNOWN = {
    "", "n/a", "na", "n.a.", "n.a", "#n/a n/a", "-", "--", "---", "tbd", "tba", "tbc", "unknown",
    "not available", "not known", "not reported", "not applicable", "pending", "null", "nan", "?",
    "??", ".", "..", "...", "n/k", "nil known", "to be determined",
}  # fmt: skip
_ODD = _UNKNOWN | {"none"}
_ODD_LINE = re.compile(rf"\n(?:{'|'.join(map(re.escape, sorted(_ODD - {''})))})(?=\n)")
_LONGEST_UNKNOWN = max(map(len, _UNKNOWN))
_ASCII_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f"
"""White space besides the space and the end of a line."""
_SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u3000\t\n\r", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2019", "'")
    | dict.fromkeys("\u200b\ufeff", None)
)
_PLAIN = re.compile(r"\+?(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]*)?|\.[0-9]+)")
_EXPONENT = re.compile(r"\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]{1,2}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:([, '])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]*)?")
_EUROPEAN = re.compile(r"(?:[1-9][0-9]{0,2}(?:([. '])[0-9]{3})(?:\1[0-9]{3})*|[0-9]+)(?:,[0-9]*)?")
_SURELY_EUROPEAN = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]*|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?: [0-9]{3})+,[0-9]+"
    r"|0+,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{4,},[0-9]+"
)
_DECIMAL_POINT = re.compile(r"[0-9]*\.(?:[0-9]{0,2}|[0-9]{4,})|0*\.[0-9]+|[0-9]{4,}\.[0-9]+")
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
_MONTH = (
    "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|f\u00e9vr|avr|mai|juin|juil|ao\u00fbt|"
    "d\u00e9c|m\u00e4r|mrz|okt|dez|ene|abr|dic)[a-z]*\\.?"
)
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"
    rf"|(?:[0-9]{{1,2}}[ -])?{_MONTH}[ .,-]+[0-9]{{1,4}}(?:[ ,]+[0-9]{{4}})?"
    rf"|[0-9]{{1,2}}[. -]+{_MONTH}(?:[ .,-]+[0-9]{{2,4}})?",
    re.IGNORECASE,
)
_SPOILT = re.compile(rf"(?:{_DATE.pattern})|[0-9](?:[.,][0-9]+)?E\+[0-9]{{1,3}}", re.IGNORECASE)
"""What a spreadsheet makes of a form number: a date, or a number in powers of ten."""
_QUOTED = re.compile(r'="(.*)"', re.DOTALL)
_ISO_QUOTED = re.compile(r'="(.*)"', re.DOTALL)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?")
_ERROR_VALUE = re.compile(r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|N/A|SPILL!|CALC!)")
_HASHES = re.compile(r"#{3,}")
_UNIT = (
    r"(?:(?P<h>h|hr|hrs|hour|hours)|(?P<m>m|min|mins|minute|minutes)|(?P<s>s|sec|secs|second|seconds))"
    r"(?![A-Za-z])\.?"
)
_DURATION = re.compile(
    rf"\s*(?P<n>[0-9][0-9.,' ]*(?:/ ?[0-9]+)?|\.[0-9]+)[ -]?{_UNIT}", re.IGNORECASE
)
_HOURS_MINUTES = re.compile(r"([0-9]{1,4}) ?h(?:rs?|ours?)? ?([0-9]{1,2})", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|and|&|\+)?\s*", re.IGNORECASE)
_PER_RESPONSE = re.compile(
    r"\s*(?:per|/|each|a) ?(?:response|form|respondent)$|\s*each$", re.IGNORECASE
)
_MINUTES_IN = {"h": Fraction(60), "m": Fraction(1), "s": Fraction(1, 60)}
_SHARE = re.compile(r"(.+?)\s*(?:[:=]\s*([0-9.]+ ?%?)|\(([0-9.]+ ?%)\)|\s([0-9.]+ ?%))")
_YEAR = re.compile(r"(?:FY|CY|fiscal year)[ -]?'?((?:1[89]|20)[0-9]{2})", re.IGNORECASE)
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_CENTURY = 80
"""The first of the two-digit years that are of the century before."""
_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)? ?"
    r"(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?"
)
_CONTROL = re.compile(r"(?:OMB)?[ A-Za-z.:#]*([0-9]{4})-?([0-9]{4})", re.IGNORECASE)
_NOT_SLUG = re.compile(r"(?:[^\w\n]|_)+")
_CONTROL_PLAIN = re.compile("[0-9]{4}-[0-9]{4}")
_EASY_FIGURE = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[0-9]{1,15}(?:\.[0-9]{1,9})?")
_EASY_FIGURES = re.compile(rf"(?:(?:{_EASY_FIGURE.pattern})\n)*+")
_CONTROLS_PLAIN = re.compile(rf"(?:{_CONTROL_PLAIN.pattern}\n)*+")
_DATES = re.compile(f"^(?:{_SPOILT.pattern})$", re.IGNORECASE | re.MULTILINE)
_TO_HYPHENS = {code: "-" for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}
_TIMES_A_YEAR = {
    "annually": "1", "annual": "1", "yearly": "1", "once a year": "1", "once per year": "1",
    "once": "1", "one time": "1", "semi-annually": "2", "semiannually": "2", "semi-annual": "2",
    "semiannual": "2", "twice a year": "2", "quarterly": "4", "monthly": "12", "weekly": "52",
    "biennially": "1/2", "every two years": "1/2", "every 2 years": "1/2", "triennially": "1/3",
    "every three years": "1/3", "every 3 years": "1/3",
}  # fmt: skip
_PUBLIC = {
    "individual": "individuals",
    "individuals and households": "individuals",
    "individuals or household": "individuals",
    "individual or households": "individuals",
    "individuals/households": "individuals",
    "households": "individuals",
    "people": "individuals",
    "persons": "individuals",
    "business": "private-sector",
    "businesses": "private-sector",
    "business or other for-profit": "private-sector",
    "business or other for-profits": "private-sector",
    "businesses or other for-profits": "private-sector",
    "business and other for-profit": "private-sector",
    "not-for-profit institutions": "private-sector",
    "not for profit institutions": "private-sector",
    "nonprofit institutions": "private-sector",
    "non-profit institutions": "private-sector",
    "farms": "private-sector",
    "state, local, and tribal governments": "state-local-tribal",
    "state, local or tribal governments": "state-local-tribal",
    "state, local, or tribal governments": "state-local-tribal",
    "state, local, or tribal government": "state-local-tribal",
    "state, local or tribal government": "state-local-tribal",
    "state and local governments": "state-local-tribal",
    "state or local governments": "state-local-tribal",
    "federal": "federal",
}
_DUTY = {
    "required to obtain or retain benefits": "required-for-benefit",
    "required to obtain benefits": "required-for-benefit",
    "required to obtain a benefit": "required-for-benefit",
    "required for benefit": "required-for-benefit",
    "required for benefits": "required-for-benefit",
    "required": "mandatory",
    "compulsory": "mandatory",
}
_IS_ONLINE = {
    "yes": "full",
    "y": "full",
    "no": "none",
    "n": "none",
    "partly": "partial",
    "fully": "full",
    "true": "full",
    "false": "none",
}


class CellError(ValueError):
    """A cell does not say what its column needs; the message says what would do."""


Reader = Callable[[str], Any]
Whole = Callable[[Sequence[str]], list[Any]]
"""Reads many texts at once, and gives HARD for those that are left to the reader of one."""

HARD = None
"""Nothing else that is easy is false, so that `all` tells whether a column is."""


def tidy(text: str) -> str:
    """Return `text` with plain spaces and hyphens, and none of them around it."""
    return text.strip() if text.isascii() else text.translate(_SPACES).strip()


def unquoted(text: str) -> str:
    """Return the text between the quotes of `="..."`, by which files keep zeros and hyphens."""
    found = _QUOTED.fullmatch(text.strip())
    return found[1].replace('""', '"') if found else text


def is_unknown(text: str) -> bool:
    """Return whether `text` is a way of writing that something is not known."""
    return len(text) <= _LONGEST_UNKNOWN and tidy(text).casefold() in _UNKNOWN


def unknown_among(texts: Iterable[str | None]) -> set[str | None]:
    """Return the texts that say nothing, or that something is not known."""
    short = [text for text in texts if not text or len(text) <= _LONGEST_UNKNOWN]
    return {text for text in short if not text or is_unknown(text)}


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


def easy_lines(texts: Sequence[str]) -> list[Any]:
    """Return texts on one line; HARD for those that may say something else."""
    joined = "\n".join(texts)
    lines = list(texts) if _are_lines(texts, joined) else [" ".join(text.split()) for text in texts]
    quoted = '="' in joined
    if "#" not in joined and not quoted and not _any_odd(lines):
        return lines
    return [
        line
        if line[0] != "#"
        and not (quoted and line.startswith('="'))
        and (len(line) > _LONGEST_UNKNOWN or not _is_odd(line))
        else HARD
        for line in lines
    ]


def _are_lines(texts: Sequence[str], joined: str) -> bool:
    """Return whether each text is on one line, with single spaces inside and none around it."""
    return (
        "  " not in joined
        and _has_no_other_space(joined)
        and joined.count("\n") < len(texts)
        and list(map(str.strip, texts)) == texts
    )


def _has_no_other_space(joined: str) -> bool:
    """Return whether there is no white space but spaces and ends of lines."""
    if joined.isascii():
        return not any(space in joined for space in _ASCII_SPACES)
    return joined.replace("\n", "").isprintable()  # of white space, only a space is


def _any_odd(lines: Sequence[str]) -> bool:
    short = "\n".join([line for line in lines if len(line) <= _LONGEST_UNKNOWN])
    return not short.isascii() or _ODD_LINE.search(f"\n{short.casefold()}\n") is not None


def _is_odd(line: str) -> bool:
    return line.casefold() in _ODD or not line.isascii()


def easy_form_numbers(texts: Sequence[str]) -> list[Any]:
    """Return form numbers; HARD for those that may be dates or say that there is none."""
    lines = easy_lines(texts)
    if all(lines) and not _DATES.search("\n".join(lines)):
        return lines
    is_date = _SPOILT.fullmatch
    return [HARD if line is HARD or is_date(line) else line for line in lines]


def easy_control_numbers(texts: Sequence[str]) -> list[Any]:
    """Return control numbers that are written as they must be, and HARD for others."""
    if _all_match(_CONTROLS_PLAIN, "\n".join(texts), len(texts)):
        return list(texts)
    is_plain = _CONTROL_PLAIN.fullmatch
    return [text if is_plain(text) else HARD for text in texts]


def easy_figures(texts: Sequence[str]) -> list[Any]:
    """Return numbers that are plain or have thousands commas, and HARD for others."""
    joined = "\n".join(texts)
    if _all_match(_EASY_FIGURES, joined, len(texts)):
        return joined.replace(",", "").split("\n")
    is_easy = _EASY_FIGURE.fullmatch
    return [text.replace(",", "") if is_easy(text) else HARD for text in texts]


def easy_money(texts: Sequence[str]) -> list[Any]:
    """Return amounts of dollars or of plain numbers that are easy figures, and HARD for others."""
    return easy_figures([text.removeprefix("$") for text in texts])


def _all_match(lines: re.Pattern[str], joined: str, count: int) -> bool:
    """Return whether the `count` texts that are joined are all lines that match."""
    return joined.count("\n") == count - 1 and lines.fullmatch(f"{joined}\n") is not None


def slugs(texts: Sequence[str]) -> list[str]:
    """Return a short id made of each of `texts`."""
    joined = "\n".join(texts).casefold()
    if joined.isascii():
        joined = joined.translate(_TO_HYPHENS)
        while "--" in joined:
            joined = joined.replace("--", "-")
    else:
        joined = _NOT_SLUG.sub("-", joined)
    joined = joined.replace("-\n", "\n").replace("\n-", "\n").strip("-")
    made = joined.split("\n")
    if len(made) != len(texts):
        made = [_NOT_SLUG.sub("-", " ".join(text.casefold().split())).strip("-") for text in texts]
    return [name if 0 < len(name) <= _LONG else _cut(name) for name in made]


def _cut(name: str) -> str:
    return name[: _LONG + 1].rpartition("-")[0] or name[:_LONG] or "form"


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
    if len(text) > _LONG:
        raise CellError(f"{shown(text)} is not a number; leave the cell empty if unknown")
    bare = text
    if money and (found := _MONEY.fullmatch(text)):
        bare = found[1] or found[2]
    times = 1
    if found := _SCALED.fullmatch(bare):
        bare, times = found[1], _SCALES[found[2].casefold()]
    plain = _without_separators(bare, commas)
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


def _without_separators(text: str, commas: bool) -> Fraction | str | None:
    if commas and _EUROPEAN.fullmatch(text):
        whole, _, part = text.partition(",")
        whole = re.sub("[. ']", "", whole)
        return f"{whole}.{part}" if part else whole
    if _PLAIN.fullmatch(text) or _EXPONENT.fullmatch(text):
        return text
    if _THOUSANDS.fullmatch(text):
        return re.sub("[, ']", "", text)
    if (found := _FRACTION.fullmatch(text)) and int(found[3]):
        return int(found[1] or 0) + Fraction(int(found[2]), int(found[3]))
    return None


def _why_not(text: str, commas: bool, money: bool) -> str:
    quoted = shown(text)
    if _ERROR_VALUE.fullmatch(text):
        return f"{quoted} is an error of the spreadsheet; mend its formula"
    if _HASHES.fullmatch(text):
        return f"{quoted} is a column too narrow to show its number; widen it and export again"
    if _DATE.fullmatch(text):
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
    if found := re.fullmatch(r"([0-9][0-9.,]*)\s*[A-Za-z].*", text):
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


def hours(*, commas: bool = False, times: Fraction | int = 1) -> Reader:
    """Return a reader of hours, whose cells may name their unit: `372,426 hours`, `90 minutes`."""
    read_plain = figure(commas=commas, times=times)

    def read(text: str) -> Any:
        plain = tidy(text)
        duration = _duration(plain, commas) if len(plain) <= _LONG else None
        if duration is None:
            return read_plain(text)
        value = duration / 60 * times
        if value > MAX_FIGURE:
            raise CellError(f"{shown(text)} is above {MAX_FIGURE:.0e}")
        return exactly(value)

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


def unit_of_time(text: str) -> Unit | None:
    """Return the unit of time that a text is, or None."""
    plain = tidy(text).casefold().strip(" .()")
    if plain in {"h", "hr", "hrs", "hour", "hours"}:
        return "hours"
    return "minutes" if plain in {"m", "min", "mins", "minute", "minutes"} else None


def names_its_unit(text: str) -> bool:
    """Return whether a time says whether it is in hours or minutes."""
    text = tidy(text)
    return bool(_HOURS_MINUTES.fullmatch(text) or _DURATION.match(text))


def minutes(unit: Unit | None, *, commas: bool = False) -> Reader:
    """Return a reader of times as minutes; `unit` is that of numbers alone."""
    read_number = figure(commas=commas, times=60 if unit == "hours" else 1)

    def read(text: str) -> Any:
        if len(text) < 16 and text.isascii() and text.isdigit():
            return text if unit == "minutes" else exactly(Fraction(int(text) * 60))
        text = tidy(text)
        if is_unknown(text):
            return None
        duration = _duration(text, commas) if len(text) <= _LONG and text[-1:] not in "%" else None
        if duration is not None:
            if duration / 60 > MAX_FIGURE:
                raise CellError(f"{shown(text)} is above {MAX_FIGURE:.0e}")
            return exactly(duration)
        return read_number(text)

    return read


def _duration(text: str, commas: bool) -> Fraction | None:
    text = _PER_RESPONSE.sub("", text)
    if found := _HOURS_MINUTES.fullmatch(text):
        return Fraction(int(found[1]) * 60 + int(found[2]))
    total, at, last = Fraction(0), 0, "d"
    while at < len(text):
        found = _DURATION.match(text, at)
        if not found:
            return None
        unit = next(each for each in "hms" if found[each])
        if "dhms".index(unit) <= "dhms".index(last):
            return None
        plain = _without_separators(found["n"].strip(" '"), commas)
        if plain is None:
            return None
        total, last = total + Fraction(plain) * _MINUTES_IN[unit], unit
        at = found.end()
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    return total if last != "d" else None


def one_line(value: str) -> str | None:
    """Return `value` on one line."""
    plain = " ".join(value.split())
    if _ERROR_VALUE.fullmatch(plain):
        raise CellError(f"{shown(plain)} is an error of the spreadsheet; mend its formula")
    return None if is_unknown(plain) else plain


def text_or_none(value: str) -> str | None:
    """Return `value` on one line; the word `None` says that there is none."""
    plain = one_line(value)
    return None if plain is not None and plain.casefold() == "none" else plain


def form_number(value: str) -> str | None:
    """Return a form number; a date is one that a spreadsheet has spoilt."""
    plain = text_or_none(value)
    if plain is not None and _SPOILT.fullmatch(plain) and not plain.isdigit():
        kind = "a date" if _DATE.fullmatch(plain) else "a number in powers of ten"
        raise CellError(
            f"{shown(plain)} is {kind}, which a spreadsheet has made of it; format the column as "
            "text and type the number again"
        )
    return plain


def control_number(value: str) -> str | None:
    """Return an OMB control number with its zeros and hyphen."""
    plain = text_or_none(tidy(value))
    if plain is None:
        return None
    if found := _CONTROL.fullmatch(plain):
        return f"{found[1]}-{found[2]}"
    if plain.isdigit() and len(plain) < 8:
        eight = plain.rjust(8, "0")
        raise CellError(
            f"{shown(plain)} has lost its zeros or part of it; "
            f"write it as text, such as {eight[:4]}-{eight[4:]}"
        )
    if _DATE.fullmatch(plain) or re.fullmatch("[0-9]+[.][0-9]+|[0-9.]+[eE][+]?[0-9]+", plain):
        raise CellError(
            f"{shown(plain)} is a date or number that a spreadsheet has made of it; "
            "write it as text, NNNN-NNNN"
        )
    return plain


def year(value: str) -> str | None:
    """Return a calendar year."""
    plain = tidy(value)
    if is_unknown(plain):
        return None
    found = _YEAR.fullmatch(plain)
    plain = found[1] if found else plain
    if not re.fullmatch("(1[89]|20)[0-9]{2}", plain):
        raise CellError(f"must be a year such as 2024, and here is {shown(plain)}")
    return plain


def day_first(texts: Iterable[str]) -> bool | None:
    """Return whether dates such as `30/6/2027` begin with the day; None if that cannot be known."""
    pairs = [(int(found[1]), int(found[2])) for each in texts if (found := _slashed(each))]
    days = any(first > 12 for first, _ in pairs)
    months = any(second > 12 for _, second in pairs)
    return days if days != months else None


def _slashed(value: str) -> re.Match[str] | None:
    return _SLASHED.fullmatch(tidy(value))


def date(day_comes_first: bool | None) -> Reader:
    """Return a reader of dates as ISO 8601 writes them."""

    def read(value: str) -> str | None:
        plain = tidy(value)
        if is_unknown(plain):
            return None
        if found := _DAY.fullmatch(plain):
            plain = found[1]
        if found := _slashed(plain):
            if day_comes_first is None:
                raise CellError(
                    f"in {shown(plain)} day and month cannot be told apart; write it as 2027-06-30"
                )
            month, day = (found[2], found[1]) if day_comes_first else (found[1], found[2])
            century = "" if len(found[3]) == 4 else "20" if int(found[3]) < _CENTURY else "19"
            plain = f"{century}{found[3]}-{month:0>2}-{day:0>2}"
        if not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", plain):
            raise CellError(f"must be a date such as 2027-06-30, not {shown(value.strip())}")
        return plain

    return read


def _split(value: str) -> list[str]:
    parts = re.split(r"[;|\n\r]", value)
    if len(parts) == 1:
        parts = value.split(",")
    return [" ".join(part.split()) for part in parts if part.strip()]


def names(value: str) -> Any:
    """Return the names in a cell: one, or a list of those between semicolons, bars or commas."""
    if is_unknown(value) or value.strip().casefold() == "none":
        return None
    parts = _split(value)
    for _, name in repeated(parts):
        raise CellError(f"{shown(name)} is in the list twice")
    return parts


def life_events(value: str) -> Any:
    """Return life events: a list, or a mapping to shares (`moving: 0.4; birth 60%`)."""
    parts = names(value)
    if parts is None:
        return None
    found = [_SHARE.fullmatch(part) for part in parts]
    if not any(found):
        return parts
    shares: dict[str, str] = {}
    total = Fraction(0)
    for part, match in zip(parts, found, strict=True):
        if match is None:
            raise CellError(f"{shown(part)} has no share, and others in the cell have one")
        share = _share(match[2] or match[3] or match[4])
        if match[1] in shares:
            raise CellError(f"{shown(match[1])} is in the list twice")
        shares[match[1]] = exactly(share)
        total += share
    if total > 1:
        raise CellError(f"the shares add up to {float(total):g}, which is above 1")
    return shares


def _share(value: str) -> Fraction:
    plain = value.rstrip("% ")
    if not _PLAIN.fullmatch(plain):
        raise CellError(f"{shown(value)} is not a share such as 0.4 or 40%")
    share = Fraction(plain) / (100 if value.endswith("%") else 1)
    if share > 1:
        raise CellError(f"the share {shown(value)} is above 1")
    return share


def one_of(words: Mapping[str, str], others: Mapping[str, str]) -> Callable[[str], str]:
    """Return a reader of a vocabulary as people write it, `others` being their own words."""
    read_choice = choice(words)
    known = {each.casefold(): word for word, official in words.items() for each in (word, official)}
    known |= others

    def read(value: str) -> str:
        plain = " ".join(value.split())
        word = known.get(plain.casefold())
        if word is not None:
            return word
        try:
            return read_choice(plain)
        except MistakeError as error:
            raise CellError(str(error)) from None

    return read


_read_public = one_of(AFFECTED_PUBLIC, _PUBLIC)
_read_duty = one_of(OBLIGATION, _DUTY)
_read_online = one_of(ONLINE, _IS_ONLINE)


def affected_public(value: str) -> Any:
    """Return who is affected: words of the catalogue."""
    if is_unknown(value):
        return None
    try:
        return [_read_public(value)]
    except CellError:
        parts = _split(value)
        if len(parts) < 2:
            raise
    return list(dict.fromkeys(map(_read_public, parts)))


def obligation(value: str) -> str | None:
    """Return the obligation: a word of the catalogue."""
    return None if is_unknown(value) else _read_duty(value)


def online(value: str) -> str | None:
    """Return whether it is online: a word of the catalogue."""
    return None if is_unknown(value) else _read_online(value)


def times_a_year(value: str) -> str | None:
    """Return the figure that a frequency in words stands for, or None."""
    return _TIMES_A_YEAR.get(" ".join(value.casefold().split()))
