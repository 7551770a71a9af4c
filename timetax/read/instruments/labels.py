"""What a question asks, by its label."""

import re
from collections.abc import Mapping

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_IDENTITY: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for kind, words in {
        "signature": r"signature\b|signed by\b|sign here\b",
        "email": r"e-?mail\b|e mail\b",
        "telephone": r"(tele)?phone|fax\b|mobile (number|no)\b|cell (number|no)\b",
        "birth": r"(date|place|city|country|state|day|month|year) of birth\b|birth|d\.?o\.?b\b",
        "id_number": (
            r"social security|ssn\b|soc sec\b|(v\.? ?a\.? )?file (number|no)\b|"
            r"(passport|service|claim|licen[cs]e|alien|registration|taxpayer identification|"
            r"employer identification|medicare|case|account) (book |card )?(number|no)\b|"
            r"(ein|itin|tin|a-number)\b"
        ),
        "address": (
            r"address|street|(zip|postal)\b|zip ?code|postcode|city\b|apt\b|apartment\b|"
            r"(unit|state|country) (or |number|code)|p\.? ?o\.? box\b|county\b"
        ),
        "name": r"(?<!form )(first|last|middle|given|family|maiden|full|printed|sur)? ?names?\b|"
        r"(middle )?initial\b",
    }.items()
}
_ANY = re.compile("|".join(each.pattern for each in _IDENTITY.values()), re.IGNORECASE)
_STATE = re.compile(r"\b(state|country|province)\W*$", re.IGNORECASE)


def words_of_name(name: str) -> str:
    """Return the words in what a file calls a field: `VeteransFirstName[0]` in three."""
    apart = re.sub(r"(DOB|SSN|ZIP)(?=[a-z])", r"\1 ", re.sub(r"\[[0-9]+\]", " ", name))
    return " ".join(_WORD.findall(apart))


def identity_of(kind: str, label: str, name: str = "") -> str | None:
    """Return what a question asks about identity and contact, by kind, label and name; or None."""
    if kind == "signature":
        return "signature"
    if kind in ("long_text", "upload"):
        return None
    for text in (words_of_name(name), label):
        if kind in ("tick", "choice") and len(text) > 40:
            continue  # a sentence to agree to
        for identity, words in _IDENTITY.items() if _ANY.search(text) else ():
            if words.search(text):
                return identity
        if _STATE.search(text):
            return "address"
    return None


def kind_by_label(label: str, name: str = "") -> str:
    """Return the kind of a short text, as far as its label and name say."""
    text = f"{words_of_name(name)} {label}"
    if re.search(r"\b(date|dob)\b|\bmm[ /-]?dd|\bdate of birth\b", text, re.IGNORECASE):
        return "date"
    if re.search(r"\bsignature\b|\bsign here\b", text, re.IGNORECASE):
        return "signature"
    return "short_text"
