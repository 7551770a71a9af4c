"""What a form prints of itself: its claim, its numbers, its edition and its expiry."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from timetax.catalogue.counted import Claim, Printed

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = (
    {word: float(i) for i, word in enumerate(_NUMBERS, 1)}
    | {word: 10.0 * i for i, word in enumerate(_TENS, 2)}
    | {"an": 1.0, "a": 1.0, "half": 0.5, "half an": 0.5}
)
_AMOUNT = rf"(?:[0-9]+(?:\.[0-9]+)?|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
_PAREN = r"(?:\s*\(\s*[0-9.]+\s*\))?"
_HOURS, _MINUTES = r"\s*-?\s*(?:hours?|hrs?\.?)\b", r"\s*-?\s*(?:minutes?|mins?\.?)(?![a-z])"
_TIME = re.compile(
    rf"\b(?P<hours>{_AMOUNT}){_PAREN}{_HOURS}"
    rf"(?:,?\s*(?:and\s*)?(?P<more>{_AMOUNT}){_PAREN}{_MINUTES})?"
    rf"|\b(?:(?P<from>{_AMOUNT})\s*(?:to|-|\N{{EN DASH}})\s*)?"
    rf"(?P<minutes>{_AMOUNT}){_PAREN}{_MINUTES}",
    re.IGNORECASE,
)
_UNIT = re.compile("hour|hrs?|min", re.IGNORECASE)
_SAYS = re.compile(
    r"respondent burden\s*[:\-]|burden (?:disclosure|statement|estimate)?\s*[:\-]|averag|"
    r"estimate[ds]?\b[^.]{0,160}|will (?:take|need)|takes? (?:about|approximately)|"
    r"time (?:required|needed)|burden (?:time|hours)",
    re.IGNORECASE,
)
_ABOUT_THE_FORM = re.compile(
    r"burden|per response|review(?:ing)? (?:the )?instructions|complet(?:e|ing)|"
    r"collection of information|fill (?:out|in)|respond|this form",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!No\.)(?<!hrs\.)(?<!min\.)(?<!mins\.)\s+(?=[A-Z\"(])")
_OMB = re.compile(
    r"\bO\.?M\.?B\.?(?:\s*(?:Approv\w*|Control|Clearance))*\s*(?:No|Number|Num|#)?\s*[.:#]?\s*"
    r"(?:Number)?[\s(]*(?P<number>[0-9X]{4}\s?[-\N{EN DASH}]\s?[0-9X]{3,5}|"
    r"[0-9]{4}-[0-9A-Z]{2,6}|[0-9]{8})(?![0-9])",
    re.IGNORECASE,
)
_EXPIRES = re.compile(
    r"\bexpir\w*(?:\s*date)?\s*[:.]?\s*(?P<date>[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}|"
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/-][0-9]{4}|[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2}\b|"
    r"[A-Za-z]{3,9}\.?\s+[0-9]{1,2},?\s+[0-9]{4})",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_NUMBER = r"[A-Z]{0,4}-?[0-9][0-9A-Za-z]*(?:[-.][0-9A-Za-z]+)*"
_FORM = re.compile(
    rf"\b(?:forms?)\s+(?:(?P<before>{_MONTH}\s+[0-9]{{4}})\s+)?(?P<number>{_NUMBER})"
    rf"(?:\W{{1,4}}(?:\(?rev\.?\s*)?(?P<after>{_MONTH}\s+[0-9]{{4}}|[0-9]{{1,2}}-[0-9]{{4}}|[0-9]{{4}}(?=\))))?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?P<number>[A-Z]{1,4}-[0-9]{1,4}[A-Z]?)\s+(?P<after>[0-9]{1,2}-[0-9]{4})\b")
_STATEMENT = re.compile(
    r"not required to respond|no person (?:is|shall)|may not conduct or sponsor|"
    r"cannot conduct or sponsor|subject to any penalty",
    re.IGNORECASE,
)
_LONGEST = 24 * 60.0
"""Who prints more minutes than these speaks of a book of forms, not of one response."""


def printed_in(texts: Sequence[str], *, paged: bool = True) -> Printed:
    """Return what the texts print of the form; they are its pages if it is `paged`."""
    pages = [re.sub(r"\s+", " ", text) for text in texts]
    whole = " ".join(pages)
    numbers = list(_form_numbers(whole))
    ranked = Counter(number for number, _ in numbers).most_common()
    editions = [date for number, date in numbers if date and ranked and number == ranked[0][0]]
    expires = _EXPIRES.search(whole)
    controls = [
        re.sub(r"\s", "", found["number"]).replace("\N{EN DASH}", "-").upper()
        for found in _OMB.finditer(whole)
    ]
    return Printed(
        claims=tuple(_claims(pages, paged)),
        control_numbers=tuple(dict.fromkeys(controls)),
        form_numbers=tuple(number for number, _ in ranked),
        edition=editions[0] if editions else None,
        expires=_date(expires["date"]) if expires else None,
        statement=_STATEMENT.search(whole) is not None,
    )


def _claims(pages: Sequence[str], paged: bool) -> Iterator[Claim]:
    seen = set()
    for number, page in enumerate(pages, 1):
        for sentence in _SENTENCE.split(page) if _UNIT.search(page) else ():
            if not _UNIT.search(sentence):
                continue
            for found in _TIME.finditer(sentence):
                before = sentence[max(0, found.start() - 200) : found.start()]
                around = before + sentence[found.end() : found.end() + 200]
                if not _SAYS.search(before) or not _ABOUT_THE_FORM.search(around):
                    continue
                low, minutes = _minutes(found)
                if 0 < minutes <= _LONGEST and (low, minutes) not in seen:
                    seen.add((low, minutes))
                    words = sentence[max(0, found.start() - 160) : found.end() + 40].strip()
                    ends = (None, None) if low is None else (low, minutes)
                    middle = minutes if low is None else (low + minutes) / 2
                    yield Claim(middle, words, number if paged else None, *ends)
                break  # what follows in a sentence is of its parts


def _minutes(found: re.Match[str]) -> tuple[float | None, float]:
    if found["hours"]:
        return None, 60 * _value(found["hours"]) + _value(found["more"] or "0")
    low = _value(found["from"]) if found["from"] else None
    high = _value(found["minutes"])
    return (low, high) if low is None or low < high else (None, high)


def _value(text: str) -> float:
    return _VALUES.get(text.lower()) or float(text if text[0].isdigit() else 0)


def _form_numbers(text: str) -> Iterator[tuple[str, str | None]]:
    for pattern in (_FORM, _BARE):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            date = groups.get("before") or groups["after"]
            yield found["number"], _date(date) if date else None


def _date(text: str) -> str | None:
    """Return a date as ISO 8601 writes it; None for one that is none."""
    if found := re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2}))?", text):
        return text
    if found := re.fullmatch(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{2,4})", text):
        month, day, year = found.groups()
        return _iso(year if len(year) == 4 else f"20{year}", int(month), int(day))
    if found := re.fullmatch(r"([0-9]{1,2})[/-]([0-9]{4})", text):
        return _iso(found[2], int(found[1]), None)
    if found := re.fullmatch(r"([A-Za-z]{3})[a-z]*\.?\s+(?:([0-9]{1,2}),?\s+)?([0-9]{4})", text):
        if found[1].lower() not in _MONTHS:
            return None
        day = int(found[2]) if found[2] else None
        return _iso(found[3], _MONTHS.index(found[1].lower()) + 1, day)
    return None


def _iso(year: str, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12 or not (day is None or 1 <= day <= 31):
        return None
    return f"{year}-{month:02}" + ("" if day is None else f"-{day:02}")
