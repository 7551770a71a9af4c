"""What the headings of people's spreadsheets mean.

A heading is compared as its words: case, punctuation, spaces, plurals and words that only decorate
(`Est.`, `Avg.`) make no difference. Units and scales are words of it, in parentheses or not.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from timetax.catalogue.declaration import keys_of
from timetax.catalogue.form import Form
from timetax.catalogue.value_types import FIGURE, RANGED_FIGURE, SIGNED_FIGURE
from timetax.read.tabular.foreign_headings import in_english
from timetax.read.tabular.model import Unit

TIME = "minutes_per_response"
FREQUENCY = "responses_per_respondent"
HOURS_PER_RESPONSE = "hours_per_response"
SECONDS_PER_RESPONSE = "seconds_per_response"
UNITS: Mapping[str, Unit] = {
    TIME: "minutes",
    HOURS_PER_RESPONSE: "hours",
    SECONDS_PER_RESPONSE: "seconds",
}
"""What a column of times may be, with its unit."""
LEVELS = ("department", "agency", "bureau", "office")
"""Columns that name who asks, from the top down."""
SOURCES = ("source", "source.url", "source.date")

_FORM = keys_of(Form)
FIGURES = {key.name for key in _FORM.values() if key.type in (FIGURE, RANGED_FIGURE)}
SIGNED_FIGURES = {key.name for key in _FORM.values() if key.type is SIGNED_FIGURE}
MONEY = {key.name for key in _FORM.values() if key.about.money}
WORDS = {
    key.name
    for key in _FORM.values()
    if key.about.spelt and key.name not in (*FIGURES, *SIGNED_FIGURES, *LEVELS, *SOURCES)
}
KEYS = (*sorted(FIGURES | SIGNED_FIGURES | WORDS | set(UNITS)), *LEVELS, *SOURCES)
"""Everything that a column may be."""

SCALES = {
    "thousand": 1_000, "tsd": 1_000, "tausend": 1_000, "millier": 1_000, "mile": 1_000,
    "mille": 1_000, "million": 1_000_000, "mio": 1_000_000, "millione": 1_000_000,
    "billion": 1_000_000_000, "mrd": 1_000_000_000, "milliard": 1_000_000_000, "hundred": 100,
}  # fmt: skip
"""Words for what figures are to be multiplied by."""

_NAMES = {key.name: key.about.spelt for key in _FORM.values() if key.about.spelt} | {
    "bureau": "bureau, bureau name, sub agency, subagency, component, operating division, "
    "sub agency name, subagency name, agency bureau",
    "department": "department, department name, parent agency, ministry, executive department",
    "office": "office, office name, program office, programme office, division",
    "source.url": "url, link, source url, source link, web address, address source, website",
    "source.date": "source date, date source, publication date, date published, published",
}
"""How people head the columns; those of keys of a form are declared with them."""
SYNONYMS = tuple((words, key) for key, each in _NAMES.items() for words in each.split(","))
"""The same by what they are called."""

_TIMES = (
    "time per response, burden per response, time burden per response, burden time per response, "
    "per response, time, time to complete, time complete, completion time, response time, "
    "time per form, time per respondent per response, burden per form, time burden, unit burden, "
    "unit time, time respond, time to respond, time needed, time required, per form, "
    "length response, duration, burden estimate per response, time each response, to complete, "
    "response burden, burden each response, time per submission, time per application"
)
_TOTALS = (
    "total annual, total, annual, burden, total burden, annual burden, total annual burden, "
    "per year, published, annual time burden, total time burden, total annual time burden, "
    "total time, total annual time, annual time, total number burden, number burden, "
    "annual total, time burden total, burden total, annual burden total, published burden, "
    "total annual reporting, annual reporting, burden per year, published annual, "
    "total burden per year, annual reporting burden, approved, approved burden, total per year, "
    "total number, annual number, total annual number, total number per year"
)
_UNCLEAR = {
    "hour": ("published_hours", HOURS_PER_RESPONSE),
    "burden": ("published_hours", TIME),
    "annual burden": ("published_hours",),
    "total burden": ("published_hours",),
    "total annual burden": ("published_hours",),
    "cost": ("published_cost", "cost_per_response"),
    "annual time": ("published_hours",),
    "total time": ("published_hours",),
    "response per year": ("responses", "responses_per_respondent"),
    "number response per year": ("responses", "responses_per_respondent"),
}

_SAME = {
    "no": "number",
    "nos": "number",
    "num": "number",
    "nr": "number",
    "nbr": "number",
    "hr": "hour",
    "hrs": "hour",
    "min": "minute",
    "mins": "minute",
    "sec": "second",
    "secs": "second",
    "dept": "department",
    "exp": "expiration",
    "freq": "frequency",
    "yr": "year",
    "yearly": "annual",
    "annually": "annual",
    "annualized": "annual",
    "filers": "respondent",
    "000": "thousand",
    "000s": "thousand",
    "100s": "hundred",
    "k": "thousand",
    "mn": "million",
    "millions": "million",
    "programme": "program",
    "organisation": "organization",
    "agencies": "agency",
    "bureaus": "bureau",
    "costs": "cost",
    "expires": "expires",
    "business": "business",
}
_DECORATION = {
    "the", "of", "a", "an", "our", "avg", "average", "est", "estimate", "estimated", "mean",
    "approx", "approximate", "expected", "usd", "dollar", "us", "gov", "or",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_PLURAL_IN_PARENTHESES = re.compile(r"\((?:s|es)\)", re.IGNORECASE)
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s\\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?:\bx ?)?\b1[,. ]?000(?:['\u2019]?s)?\b|['\u2019]000s?\b", re.IGNORECASE)
_FORMULA = re.compile(
    r"[\(\[{](?:col(?:umn)?s?\.? ?)?(?:[A-Z]|[0-9]{1,2}|[ivx]{1,4})\d?"
    r"(?: ?[x\u00d7\u2715*+÷/=\u2013-] ?(?:col(?:umn)?\.? ?)?[A-Z0-9]{1,3})*[\)\]}]"
    r"|^(?:[A-Z]|[0-9]{1,2})[.):] +|[:=] ?[A-Z]\d?(?: ?[x\u00d7\u2715*+÷/] ?[A-Z]\d?)+$"
    r"|^[A-Z] ?= ?(?:[A-Z] ?[x\u00d7\u2715*+÷/] ?[A-Z])?:? ?",
    re.IGNORECASE,
)
"""The letter of a column, or how it is made of others: (C), (D x E), (Col. A * B)."""
_SUM_OF = re.compile(r"sum of (?=\w)", re.IGNORECASE)
"""How pivot tables head the sums of a column."""
_NOTE_MARKS = re.compile(
    "(?<=[^\\W\\d_)])[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020\u2021\u00a7]+(?=\\s|$)"
)
"""The marks of notes behind a word; no unit of these headings has an exponent."""
_TWICE = re.compile(r"(.+?)(?:\s+[/|\u2013-]\s+|\s*\n\s*)(.+)|(.+?)\s*\((.+)\)", re.DOTALL)
_CLOCK_FORM = re.compile(r"\bh{1,2}:mm?(?::ss?)?\b", re.IGNORECASE)
"""How a heading says that its times are as clocks show them."""
_SLASH = re.compile(r"(?<=\w) ?/ ?(?=\w)")
_SYNONYMS = {
    "occurrence": "response", "report": "response", "submission": "response", "filing": "response",
    "reply": "response", "answer": "response", "applicant": "respondent", "filer": "respondent",
    "person": "respondent", "firm": "respondent", "entity": "respondent",
    "establishment": "respondent", "reporter": "respondent", "submitter": "respondent",
    "user": "respondent", "recordkeeper": "respondent", "household": "respondent",
    "record": "response", "disclosure": "response", "recordkeeping": "response",
    "transaction": "response",
}  # fmt: skip
_UNITS: Mapping[str, Unit] = {"hour": "hours", "minute": "minutes", "second": "seconds"}
_TIMING = frozenset({*_UNITS, "time", "burden", "number", "in", "estimate"})
_RECORDS = {
    "record": "response", "disclosure": "response", "recordkeeping": "response",
    "recordkeeper": "respondent",
}  # fmt: skip
_RECORDS_SAID = frozenset({"annual", "per", "recordkeeper"})
"""Words without which records may be anything."""
_COUNTING = frozenset(
    ["number", "annual", "total", "year", "per", "time", "a", "in", "frequency", "yearly", "filed"]
)
_GLUED = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Recognised:
    """What a heading means.

    Attributes:
        key: what the column is.
        unit: the unit of time that the heading names, if it does.
        scale: what its figures are to be multiplied by.
        choices: the keys that it may be, where it does not say enough.
    """

    key: str
    unit: Unit | None = None
    scale: int = 1
    choices: tuple[str, ...] = ()


def words_of(heading: str) -> tuple[str, ...]:
    """Return the words of a heading by which it is compared."""
    plain = unicodedata.normalize("NFKC", _NOTE_MARKS.sub("", heading))
    text = _THOUSANDS.sub(" thousand ", plain)
    text = (
        _POSSESSIVE.sub("", _PLURAL_IN_PARENTHESES.sub("s", text))
        .replace("#", " number ")
        .replace("%", " percent ")
        .replace("&", " and ")
    )
    return tuple(_word(each.casefold()) for each in _WORD.findall(_GLUED.sub(" ", text)))


def _word(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _spellings(text: str) -> set[str]:
    return {each.strip() for each in text.split(",")}


_KEY_OF = {spelling: key for key, text in _NAMES.items() for spelling in _spellings(text)}
_KEY_OF |= {"respondent": "respondents", "life experience": "life_events", "expire": "expires"}
_KEY_OF |= {" ".join(words_of(key)): key for key in KEYS if key not in UNITS}
_TIME_STEMS = _spellings(_TIMES)
_TOTAL_STEMS = _spellings(_TOTALS)


def scale_of(heading: str) -> int:
    """Return what the figures under a heading are to be multiplied by, as it says."""
    scale = 1
    words = words_of(heading)
    for word, times in SCALES.items():
        if word in words:
            scale *= times
    return scale


@lru_cache(maxsize=4096)
def recognised(heading: str) -> Recognised | None:
    """Return what `heading` means, or None if it is not known."""
    if len(heading) > 160:
        return None
    return _in_one_language(heading) or _in_two_languages(heading)


def _in_one_language(heading: str) -> Recognised | None:
    if found := _in_english_words(heading):
        return found
    english = in_english(_FORMULA.sub(" ", heading))
    return _in_english_words(english) if english else None


def _in_two_languages(heading: str) -> Recognised | None:
    """Return what a heading means that says the same twice: `Responses / R\u00e9ponses`."""
    found = _TWICE.fullmatch(heading.strip())
    sides = [_in_one_language(each) for each in found.groups() if each] if found else []
    known = [each for each in sides if each]
    if len(known) < 2 or len(known) < len(sides):
        return None
    clear = [each for each in known if not each.choices] or known
    same = {each.key for each in clear}
    agree = len(same) == 1 and all(
        not each.choices or clear[0].key in each.choices for each in known
    )
    one_way = {each.scale for each in known} == {known[0].scale} and len(
        {each.unit for each in known if each.unit}
    ) < 2
    return clear[0] if agree and one_way else None


def _in_english_words(heading: str) -> Recognised | None:
    plain = _SUM_OF.sub("", _FORMULA.sub(" ", heading).strip(), count=1)
    plain = _CLOCK_FORM.sub("hours", plain)
    per = _SLASH.sub(" per ", plain)
    for text in dict.fromkeys([heading, plain, per]):
        every = words_of(text)
        scale = 1
        for word, times in SCALES.items():
            if word in every:
                if ("per", word) in pairwise(every):
                    return None
                scale *= times
                every = tuple(each for each in every if each not in {word, "in"})
        for words in (every, tuple(word for word in every if word not in _DECORATION)):
            if found := _recognised(words) or _of_each(words) or _of_records(words):
                key, unit, choices = found
                if key == TIME and scale != 1:
                    return None
                return Recognised(key, unit, scale, choices)
    return None


def _of_each(words: tuple[str, ...]) -> tuple[str, Unit | None, tuple[str, ...]] | None:
    """Return what a heading means that speaks of each respondent or each response."""
    plain = tuple(_SYNONYMS.get(word, word) for word in words)
    for place, (before, after) in enumerate(pairwise(plain)):
        if before not in {"per", "each", "by"} or after not in {"respondent", "response"}:
            continue
        rest = [*plain[:place], *plain[place + 2 :]]
        if after == "respondent" and "response" in rest:
            if _COUNTING.issuperset(each for each in rest if each != "response"):
                return FREQUENCY, None, ()
        elif (
            after == "response"
            and len(units := [each for each in _UNITS if each in rest]) == 1
            and _TIMING.issuperset(rest)
        ):
            return TIME, _UNITS[units[0]], ()
    return None


def _of_records(words: tuple[str, ...]) -> tuple[str, Unit | None, tuple[str, ...]] | None:
    """Return what a heading means that has records or disclosures in the place of responses."""
    if _RECORDS_SAID.isdisjoint(words) or _RECORDS.keys().isdisjoint(words):
        return None
    return _recognised(tuple(_RECORDS.get(word, word) for word in words))


def _recognised(words: tuple[str, ...]) -> tuple[str, Unit | None, tuple[str, ...]] | None:
    text = " ".join(words)
    if text in _UNCLEAR:
        choices = _UNCLEAR[text]
        return choices[0], None, choices
    if text in _KEY_OF:
        return _KEY_OF[text], None, ()
    units = [word for word in words if word in _UNITS]
    if len(set(units)) > 1:
        return None
    stem = " ".join(word for word in words if word not in {*_UNITS, "in", "decimal"})
    if not units:
        return (TIME, None, ()) if stem in _TIME_STEMS else None
    unit = _UNITS[units[0]]
    if stem in _TIME_STEMS or (unit == "minutes" and not stem):
        return TIME, unit, ()
    if unit == "hours" and stem in _TOTAL_STEMS:
        return "published_hours", unit, ()
    return None
