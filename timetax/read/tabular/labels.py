"""The words by which people mark a row as the sum of others, in the languages of tables."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import compress

_CHUNK = 500
"""Texts that are split at once: so few that their words are still in the processor's cache."""
LONGEST = 160
"""Characters of a text that may still be the label of a row."""

_TOTALS = frozenset(
    word
    for line in (
        "total totals totale totali totales totaux totaal totalt totalen subtotal subtotals",
        "subtotales subtotaal subtotale subtotali delsumma delsum sum sums summe summen suma sumas",
        "summa somma somme som grandtotal gesamt gesamtsumme gesamttotal gesamtergebnis gesamtzahl",
        "insgesamt zwischensumme zwischentotal endsumme teilsumme teilergebnis overall aggregate",
        "aggregated razem ogolem lacznie osszesen osszeg celkem spolu yhteensa ialt toplam jumlah",
        "ukupno skupaj viso kokku kopa ensemble cumul jahressumme hauptsumme gesamtstunden",
        "gesamtaufwand gesamtzeitaufwand \u03c3",
        "itogo vsego итого всего усього разом общо συνολο",
        "合計 小計 総計 总计 合计 小计 總計 총계 합계 소계 المجموع الاجمالي",
    )
    for word in line.split()
)
"""Words that say that a row is a sum. Accents and case make no difference."""
_SINGLE = frozenset({"overall", "aggregate", "aggregated", "ensemble", "cumul", "\u03c3"})
"""Those that say so only if nothing but what is added up stands beside them."""
_WHOLE = re.compile(
    r"(?:all|alle|todas las|toutes les|tous les|tutte le) "
    r"(?:agencies|agenc\w*|departments|bureaus|offices|forms|collections|ics|icrs|rows|entities|"
    r"pages|respondents|behorden|amter|formulare|agencias|formularios|agences|formulaires|agenzie|"
    r"programs)(?: (?:combined|together|total|totals))?"
    r"|government ?wide(?: totals?)?|agency ?wide(?: totals?)?|department ?wide(?: totals?)?"
    r"|all|alle|tous|toutes|todos|todas|tutti|tutte|combined|altogether|in all|i alt|en tout"
    r"|en total"
    r"|(?:(?:amounts?|balance|subtotal|totals?|hours|burden) )?(?:carried|brought) "
    r"(?:forward|over|down)(?: (?:from|to) .*)?"
    r"|a reporter|report a nouveau|riporto|a riportare|suma y sigue|suma anterior"
)
_MAYBE = frozenset({("ubertrag",)})
"""Texts that may be the name of a form as well."""
_BESIDE = frozenset(
    word
    for line in (
        "a an and are as at be below above by collection collections column columns col cols each",
        "entire entity entities affected estimate estimates estimated for form forms from grand",
        "general generale generales group groups hour hours hrs annual annually year yearly years",
        "fy cy burden burdens time cost costs dollars response responses respondent respondents",
        "recordkeeping reporting record records keeping report disclosure third party all ic ics",
        "icr icrs in is it item items line lines no nos number numbers num of on omb page pages",
        "part parts per previous forward carried brought row rows section sections sub table",
        "tables tab the these this to added type types agency agencies department departments",
        "bureau bureaus office offices program programs requirement requirements information",
        "instrument instruments activity activities subtotal subtotals government federal wide",
        "across minutes rounded net overall combined change sheet worksheet public which that",
        "listed shown appendix attachment exhibit figure figures value labor labour fte ftes",
        "column sous inter intermediaire der die das des dem den und fur im aller alle stunden",
        "jahr antworten behorde behorden amt seite seiten kosten aufwand formulare de la las los",
        "el del por y e horas ano respuestas agencia paginas formularios costo du le les l d pour",
        "par et heures an annuel annuelle reponses agence formulaires couts page ore anno risposte",
        "agenzia delle dei generaal van uren en het organisme organismes ministere ministeres",
        "administrations organismo organismos ministerio ministerios ministerium ministerien amter",
        "ressort ressorts falle fallen stunde dossiers cas casos tous todos todas toutes",
    )
    for word in line.split()
)
"""Words that may stand beside: what is added up, over what, and what joins them."""
_NUMERAL = re.compile(r"[0-9]+|[a-z]|[ivx]{1,4}")
_WORD = re.compile(r"[^\W_]+")
_TELLING = _TOTALS | {
    *("all", "alle", "todas", "todos", "tous", "toutes", "tutte", "tutti", "wide", "agencywide"),
    *("governmentwide", "departmentwide", "combined", "altogether", "alt", "tout"),
    *("carried", "brought", "ubertrag", "reporter", "nouveau", "riporto", "riportare", "sigue"),
    "anterior",
}
"""One of these is in every label."""
_TELLING_BYTES = {word.encode() for word in _TELLING}
_PLAIN_LETTERS = bytes(ord(chr(code).lower()) if chr(code).isalpha() else 32 for code in range(128))
_PLAIN_LETTERS += bytes(128)


_PART_STARTS = {
    "of ", "the", "inc", "dav", "dar", "don", "de ", "di ", "da ", "do ", "das", "dos", "waa",
    "var", "her", "w t",
}  # fmt: skip
"""The first three letters of what `_PART` finds, where they are plain."""
_BEFORE_PART = " \t>*\u2013\u2014-"
_PART = re.compile(
    rf"[{_BEFORE_PART}]*(?:of (?:which|these|those|that)|thereof|including|incl\.|davon|"
    r"darunter|dont|de (?:los|las) cuales|di cui|d[oa]s quais|waarvan|varav|heraf|herav|w tym)\b",
    re.IGNORECASE,
)
"""How a text begins that names a part of what stands above it."""


_SUMMARY_STARTS = {
    "net", "tot", "ove", "pro", "per", "ann", "cha", "dif", "inc", "dec", "adj", "var", "cur",
    "pre", "pri", "las", "exi", "req", "rev", "sim", "wei", "ave", "mea", "med", "min", "max",
    "mit", "dur", "moy", "ver", "abw", "bur", "hou", "res", "cos", "fed", "gov", "est",
    "yea", "fis", "jah",
}  # fmt: skip
"""The first three letters of what `_SUMMARY` finds, where they are plain."""
_SUMMARY = re.compile(
    r"(?:(?:net|total|overall|program|percent|annual) )*"
    r"(?:change|difference|increase|decrease|adjustment|variance)s?"
    r"(?: (?:in|from|to|due to|since|of|over) (?:the )?(?:previous|prior|last|current|burden|hour|"
    r"total|estimate|approved|agency|program|adjustment|inventory|year).*)?"
    r"|(?:net |total )?(?:burden|hours?|responses?|respondents?|costs?) "
    r"(?:change|difference|increase|decrease|adjustment|variance)s?"
    r"|(?:current|currently|previous|previously|prior|last|existing|proposed|requested|revised) "
    r"(?:omb )?(?:approved|inventory|burden|total|request|estimate|approval)s?"
    r"(?: (?:burden|total|hours|inventory|estimate))*"
    r"|(?:overall |simple |weighted )?(?:average|mean|median|minimum|maximum|mittelwert|"
    r"durchschnitt|moyenne|promedio)s?(?: (?:per|of|for|je|pro|par|por) .*)?"
    r"|(?:(?:estimated|annual|annualized) )*(?:"
    r"(?:federal|government|federal government) (?:burden|costs?|hours|labor)"
    r"|(?:burden|costs?|hours) to (?:the )?(?:federal )?government)"
    r"|(?:(?:fiscal )?year|jahr|ann\xe9e|a\xf1o) ?[0-9]{1,4}"
    r"|ver\xe4nderung|differenz|abweichung|variation|\xe9cart|diff\xe9rence|variaci\xf3n|diferencia"
)
"""The texts of rows that compare or describe totals, or are the government's own account.

They are in lower case, in which many are tried in two thirds of the time.
"""


def summaries_among(texts: Sequence[str]) -> set[str]:
    """Return the texts that say that they compare totals or describe the rows above."""
    likely = _beginning_with(_SUMMARY_STARTS, " :", texts)
    return {
        text
        for text in likely
        if len(text) < LONGEST and _SUMMARY.fullmatch(text.strip(" :").lower())
    }


def parts_among(texts: Sequence[str]) -> set[str]:
    """Return the texts that say that they are a part of what stands above."""
    return set(filter(_PART.match, _beginning_with(_PART_STARTS, _BEFORE_PART, texts)))


def _beginning_with(starts: Collection[str], before: str, texts: Sequence[str]) -> list[str]:
    """Return the texts that may begin so: much quicker than a pattern of many words is."""

    def may(text: str) -> bool:
        start = text.lstrip(before)[:3]
        return start.lower() in starts or not start.isascii()

    begins = [text[:3] for text in texts]
    likely = {begin for begin in set(begins) if begin[:1] in before or may(begin)}
    return list(filter(may, compress(texts, map(likely.__contains__, begins))))


class Label(IntEnum):
    """How surely a text says that its row is the sum of others."""

    NONE = 0
    WEAK = 1
    SURE = 2


def labels_among(texts: Sequence[str]) -> list[str]:
    """Return the texts that may be labels, each once, in about the time of splitting them."""
    chunks = (texts[begin : begin + _CHUNK] for begin in range(0, len(texts), _CHUNK))
    if not any(_is_telling("\n".join(chunk)) for chunk in chunks):
        return []
    return list(filter(_is_telling, dict.fromkeys(texts)))


def _is_telling(text: str) -> bool:
    if text.isascii():
        return not _TELLING_BYTES.isdisjoint(text.encode().translate(_PLAIN_LETTERS).split())
    words = (word for each in set(text.split()) for word in plain_words(each))
    return not _TELLING.isdisjoint(words)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without case and accents."""
    bare = text.casefold()
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", bare.replace("ł", "l").replace("\u2211", "\u03c3"))
        bare = "".join(each for each in bare if not unicodedata.combining(each))
    return tuple(_WORD.findall(bare))


@lru_cache(maxsize=4096)
def _of_words(text: str) -> tuple[Label, tuple[str, ...]]:
    """Return how surely a text is a label, and the words that decide whether it is one for sure."""
    words = plain_words(text)
    if _WHOLE.fullmatch(" ".join(words)):
        return Label.SURE, ()
    if words in _MAYBE:
        return Label.WEAK, words
    found = [word for word in words if word in _TOTALS]
    if not found:
        return Label.NONE, ()
    others = tuple(
        word
        for word in words
        if word not in _TOTALS and word not in _BESIDE and not _NUMERAL.fullmatch(word)
    )
    if not others:
        return Label.SURE, ()
    if all(word in _SINGLE for word in found):
        return Label.NONE, others
    first = next(
        (word for word in words if word not in {"grand", "sub", "sous", "the", "page"}), ""
    )
    last = words[-1]
    begins = first in _TOTALS and (first not in {"sum", "som", "sums"} or words[1:2] == ("of",))
    ends = last in _TOTALS and last not in {"sum", "som"}
    return (Label.WEAK if begins or ends else Label.NONE), others


def label_of(text: str, names: Collection[str] = ()) -> Label:
    """Return how surely `text` says that its row is a sum.

    `names` are the words of what can be added up by: agencies, form numbers, groups.
    """
    if len(text) > LONGEST:
        return Label.NONE
    label, others = _of_words(text)
    if label is Label.WEAK and all(word in names for word in others):
        return Label.SURE
    return label
