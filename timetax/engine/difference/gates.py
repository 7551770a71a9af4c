"""Gates, the limits to what may change: what one is, and how people write it.

A gate is `[SCOPE] increase|decrease >|>= NUMBER[%] [UNIT]` or `[SCOPE] crosses NUMBER [UNIT]`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from timetax.engine.measures import ACCOUNTS, BESIDE_HOURS, HOURS
from timetax.engine.selection import Selection, parse_selection
from timetax.findings import Finding, InputError, Position
from timetax.wording.hints import did_you_mean


class Kind(StrEnum):
    """What a gate asks of the forms in its scope."""

    INCREASE = "increase"
    DECREASE = "decrease"
    CROSSES = "crosses"


_LARGEST = 1e15
_EXAMPLE = 'such as "increase > 1%" or "agency:IRS increase > 10000 hours"'
_TOTAL = "total"
_SHORT = 5
_KINDS = {str(kind): kind for kind in Kind} | {
    "increases": Kind.INCREASE,
    "decreases": Kind.DECREASE,
    "cross": Kind.CROSSES,
}
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_MEASURES = {
    spelling: each.word
    for each in (HOURS, *BESIDE_HOURS, *ACCOUNTS)
    for spelling in (each.word, *each.spellings)
}
_SIGNS = {"$": "usd", "€": "eur", "£": "gbp"}
_GATE = re.compile(
    rf"(?:(?P<scope>.*)\s)?(?P<kind>{'|'.join(_KINDS)})(?![^\s<>=])\s*(?P<comparison>[<>=!]*)\s*"
    rf"(?P<sign>[{''.join(_SIGNS)}]?)\s*(?P<number>[-+]?[\d.,_]*\d[\d.,_]*)?\s*(?P<percent>%?)(?P<words>.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d+(_\d+)*|\d{1,3}(,\d{3})+)(\.\d+)?|\.\d+", re.ASCII)
_CURRENCY = re.compile("[a-z]{3}")
_DOLLARS = ("dollars", "dollar")
_MONEY = ("cost", *(each.word for each in ACCOUNTS))
_AND = re.compile(r"\s+and\s+(?=[^\s:=]+\s*[:=])", re.IGNORECASE)
_SELECTION = re.compile(r"\s*([^\s:=!]+)\s*[:=]\s*(.*[^\s,].*)")
_INSTEAD_OF_KIND = re.compile(r"(?:^|\s)([^\s<>=:]+)(?=\s*[<>]|\s+[-+]?\d|\s*$)")


@dataclass(frozen=True)
class Gate:
    """A limit to a change; a gate is broken by what is above it.

    Attributes:
        scope: what forms must match, all of it; empty for all forms.
        kind: what must not happen.
        number: the limit: hours, responses or money a year, or percent.
        or_equal: whether a change of just the limit breaks the gate too.
        is_share: whether the limit is in percent of what the scope had before.
        measure: the word of one of `measures.MEASURES`.
        currency: what a limit in money was written in, or nothing if it is that of the catalogue.
    """

    scope: tuple[Selection, ...]
    kind: Kind
    number: float
    or_equal: bool = False
    is_share: bool = False
    measure: str = "hours"
    currency: str = ""

    def __str__(self) -> str:
        scope = " and ".join(f"{each.field}:{','.join(each.patterns)}" for each in self.scope)
        comparison = "" if self.kind is Kind.CROSSES else ">=" if self.or_equal else ">"
        money = "" if self.currency and self.measure == "cost" else self.measure
        named = " ".join(filter(None, [self.currency, money]))
        unit = "" if self.is_share and self.measure == "hours" else named
        return " ".join(filter(None, [scope or _TOTAL, self.kind, comparison, self.limit, unit]))

    @property
    def limit(self) -> str:
        """The number as people write it, without loss."""
        return _spelt(self.number) + ("%" if self.is_share else "")


def parse_gates(texts: Iterable[str]) -> tuple[Gate, ...]:
    """Return the gates that the texts spell.

    Raises:
        InputError: some are no gates; carries a finding for every mistake in them.
    """
    gates: list[Gate] = []
    findings: list[Finding] = []
    for text in texts:
        try:
            gates.append(parse_gate(text))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return tuple(gates)


def parse_gate(text: str) -> Gate:
    """Return the gate that the text spells; neither case nor white space matters.

    Raises:
        InputError: it is no gate; carries a finding for every mistake in it.
    """
    written = " ".join(text.split())
    found = _GATE.fullmatch(written)
    if not found:
        raise InputError(mistakes(written, [_without_kind(written)]))
    wrong: list[str] = []
    scope = _scope(found["scope"] or _TOTAL, wrong)
    kind = _KINDS[found["kind"].casefold()]
    if kind is Kind.CROSSES and found["comparison"]:
        here = repr(found["comparison"])
        wrong.append(f"crosses is followed by a number alone, and here is {here}")
    elif kind is not Kind.CROSSES and found["comparison"] not in (">", ">="):
        here = repr(found["comparison"]) if found["comparison"] else "neither"
        wrong.append(f"{kind} is followed by > or >=, and here is {here}")
    words = found["words"].casefold().split()
    scale = _SCALES[words.pop(0)] if words and words[0] in _SCALES else 0
    number, measure, currency = 0.0, "hours", ""
    if found["number"]:
        number = _number(found["number"], scale, wrong)
        if found["sign"] and found["percent"]:
            wrong.append(f"{found['sign']} and % stand at one number; keep one of them")
        sign = _SIGNS.get(found["sign"])
        measure, currency = _measure([sign, *words] if sign else words, wrong)
    else:
        wrong.append(f"there is no number; write a gate {_EXAMPLE}")
    or_equal, is_share = found["comparison"] == ">=", bool(found["percent"])
    gate = Gate(scope, kind, number, or_equal, is_share, measure, currency)
    if not wrong and (never := _never_broken(gate)):
        wrong.append(never)
    if wrong:
        raise InputError(mistakes(written, wrong))
    return gate


def mistakes(gate: object, messages: Iterable[str]) -> list[Finding]:
    """Return what is wrong with a gate as findings."""
    return [Finding(Position(f"fail-on {gate}".strip()), "option", message) for message in messages]


def _without_kind(text: str) -> str:
    place = _INSTEAD_OF_KIND.search(text)
    hint = did_you_mean(place[1], list(_KINDS)) if place else ""
    if place and hint:
        return f"unknown word {place[1]!r}{hint}"
    return f"it says neither increase nor decrease nor crosses; write a gate {_EXAMPLE}"


def _scope(text: str, wrong: list[str]) -> tuple[Selection, ...]:
    if text.strip().casefold() == _TOTAL:
        return ()
    made = []
    for part in _AND.split(text):
        if not (found := _SELECTION.fullmatch(part)):
            hint = did_you_mean(part.strip(), [_TOTAL])
            would_do = hint or "; write it as FIELD:VALUE, such as agency:IRS, or total"
            wrong.append(f"{part.strip()!r} selects no forms{would_do}")
            continue
        try:
            made.append(parse_selection(f"{found[1].casefold()}={found[2]}"))
        except InputError as error:
            wrong += [finding.message for finding in error.findings]
    return tuple(made)


def _number(text: str, scale: int, wrong: list[str]) -> float:
    plain = text.removeprefix("+")
    if text.startswith("-"):
        wrong.append(f"{text} is below zero; write increase or decrease and the size alone")
    elif not _NUMBER.fullmatch(plain):
        wrong.append(f"{text!r} is not a number; write it as 1500, 1,500, 1.5 or 1.5 thousand")
    elif (number := float(f"{plain.replace(',', '')}e{scale}")) > _LARGEST:
        wrong.append(f"{text} is too large; the most is {_spelt(_LARGEST)}")
    else:
        return number
    return 0.0


def _measure(words: Sequence[str], wrong: list[str]) -> tuple[str, str]:
    """Return the measure that the words name, and the currency if they do."""
    words = ["usd" if each in _DOLLARS else each for each in words]
    word, *more = words or ["hours"]
    if len(more) == 1 and _MEASURES.get(more[0]) in _MONEY and _CURRENCY.fullmatch(word):
        return _MEASURES[more[0]], word.upper()
    if word in _MEASURES and not more:
        return _MEASURES[word], ""
    unknown = more[0] if word in _MEASURES else word
    known = [each for each in (*_SCALES, *_MEASURES) if len(each) > 3]
    hint = "" if unknown in known else did_you_mean(unknown, known)
    if not more and not hint and _CURRENCY.fullmatch(unknown):
        return "cost", unknown.upper()
    can = "; after the number come thousand, million or billion, and hours, responses or a currency"
    wrong.append(f"unknown word {unknown!r}{hint or can}")
    return "hours", ""


def _never_broken(gate: Gate) -> str:
    """Return why the gate could never be broken, or nothing."""
    if gate.kind is Kind.CROSSES and gate.is_share:
        return "crosses takes a total such as 9.5 billion, and here is a percentage"
    if gate.kind is Kind.CROSSES and not gate.number:
        return "no total is ever below 0, so none can cross it"
    more_than_all = gate.number > 100 or (gate.number == 100 and not gate.or_equal)
    if gate.kind is Kind.DECREASE and gate.is_share and more_than_all:
        return "nothing can decrease by more than 100%"
    return ""


def _spelt(number: float) -> str:
    """Return the number in the fewest digits that say all of it, with a word if that is short."""
    exact = Decimal(repr(number))
    for exponent, word in ((12, "trillion"), (9, "billion"), (6, "million")):
        short = f"{exact.scaleb(-exponent).normalize():f}"
        if number >= 10**exponent and len(short) <= _SHORT:
            return f"{short} {word}"
    return f"{exact.normalize():,f}"
