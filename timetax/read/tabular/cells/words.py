"""Words of a vocabulary as people write them."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from timetax.catalogue.values import MistakeError, choice
from timetax.catalogue.vocabulary import AFFECTED_PUBLIC, OBLIGATION, ONLINE
from timetax.read.tabular.cells.lines import is_unknown
from timetax.read.tabular.cells.lists import parts_of
from timetax.read.tabular.cells.reader import CellError

_TIMES_A_YEAR = {
    "annually": "1", "annual": "1", "yearly": "1", "once a year": "1", "once per year": "1",
    "once": "1", "one time": "1", "semi-annually": "2", "semiannually": "2", "semi-annual": "2",
    "semiannual": "2", "twice a year": "2", "quarterly": "4", "monthly": "12", "weekly": "52",
    "biennially": "1/2", "biennial": "1/2", "triennially": "1/3", "triennial": "1/3",
    "half-yearly": "2", "fortnightly": "26", "every six months": "2", "every 6 months": "2",
    "jährlich": "1", "einmalig": "1", "einmal": "1", "halbjährlich": "2", "vierteljährlich": "4",
    "quartalsweise": "4", "monatlich": "12", "wöchentlich": "52", "zweijährlich": "1/2",
    "annuel": "1", "annuelle": "1", "annuellement": "1", "ponctuel": "1", "ponctuelle": "1",
    "unique": "1", "semestriel": "2", "semestrielle": "2", "trimestriel": "4",
    "trimestrielle": "4", "mensuel": "12", "mensuelle": "12", "hebdomadaire": "52",
    "bisannuel": "1/2", "anual": "1", "anualmente": "1", "único": "1", "única": "1",
    "semestral": "2", "trimestral": "4", "mensual": "12", "semanal": "52", "bienal": "1/2",
    "trienal": "1/3", "annuale": "1", "annualmente": "1", "una tantum": "1", "semestrale": "2",
    "trimestrale": "4", "mensile": "12", "settimanale": "52", "biennale": "1/2", "jaarlijks": "1",
    "eenmalig": "1", "halfjaarlijks": "2", "maandelijks": "12", "wekelijks": "52",
}  # fmt: skip
_WORD_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PERIOD = re.compile(
    r"(?:(?:once )?(?:every|each|per|a)|once in|alle|jedes|jeden|pro|tous les|chaque|par|cada|al) "
    r"(?:(?P<count>\d{1,2}|[a-z]+) )?"
    r"(?P<unit>year|quarter|month|week|jahr|monat|an|mois|a\xf1o|mes)(?:s|e|es)?"
)
_TIMES = re.compile(
    r"(?P<count>\d{1,3}|[a-z]+) ?(?:times?|responses?|x|mal|fois|vez|veces) "
    r"(?:a|per|each|every|pro|im|par|al|por) "
    r"(?P<unit>year|quarter|month|week|jahr|monat|an|mois|a\xf1o|mes)"
    r"|(?P<twice>twice) (?:a|per|each|every) (?P<unit_2>year|quarter|month|week)"
    r"|(?P<count_4>\d{1,3}) ?(?:/|x ?/|x a|per|a|times ?/) ?"
    r"(?P<unit_4>year|quarter|month|week|jahr|monat|an|mois|a\xf1o|mes)"
    r"|(?P<count_5>\d{1,3}|[a-z]+) times? (?P<unit_5>annually|yearly|monthly)"
    r"|(?P<count_3>\d{1,3}) ?(?:x|mal) (?P<unit_3>j\xe4hrlich|monatlich)"
)
_A_YEAR = {
    "year": 1, "quarter": 4, "month": 12, "week": 52, "jahr": 1, "monat": 12, "an": 1, "mois": 12,
    "a\xf1o": 1, "mes": 12, "j\xe4hrlich": 1, "monatlich": 12,
    "annually": 1, "yearly": 1, "monthly": 12,
}  # fmt: skip
_IN_FULL = {"yr": "year", "qtr": "quarter", "mo": "month", "wk": "week"}
_SHORT = re.compile(rf"\b({'|'.join(_IN_FULL)})s?\b")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.([0-9]{1,6}))?) ?%")
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
    "state govt": "state-local-tribal",
    "state government": "state-local-tribal",
    "state governments": "state-local-tribal",
    "local government": "state-local-tribal",
    "local governments": "state-local-tribal",
    "tribal government": "state-local-tribal",
    "tribal governments": "state-local-tribal",
    "state agencies": "state-local-tribal",
    "for-profit": "private-sector",
    "for-profits": "private-sector",
    "firms": "private-sector",
    "companies": "private-sector",
    "small businesses": "private-sector",
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
        parts = parts_of(value)
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
    text = " ".join(value.casefold().split()).rstrip(".")
    text = _SHORT.sub(lambda found: _IN_FULL[found[1]], text)
    if text in _TIMES_A_YEAR:
        return _TIMES_A_YEAR[text]
    if found := _PERIOD.fullmatch(text):
        times, count = _A_YEAR[found["unit"]], _whole(found["count"] or "one")
        return str(Fraction(times, count)) if count else None
    if found := _TIMES.fullmatch(text):
        said = {name.split("_")[0]: text for name, text in found.groupdict().items() if text}
        count, unit = 2 if "twice" in said else _whole(said["count"]), said["unit"]
        return str(count * _A_YEAR[unit]) if count else None
    return None


def of_a_share(text: str) -> str:
    """Return a share in percent as the fraction that it is, and any other text as it is."""
    found = _PERCENT.fullmatch(text.strip())
    return f"{found[1].replace('.', '')}/1{'0' * (2 + len(found[2] or ''))}" if found else text


def _whole(text: str) -> int:
    """Return a whole number in digits or as a word, or 0."""
    if text.isdigit():
        return int(text)
    return _WORD_NUMBERS.index(text) + 1 if text in _WORD_NUMBERS else 0
