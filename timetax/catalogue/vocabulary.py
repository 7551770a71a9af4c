"""The fixed words of a catalogue."""

from enum import StrEnum


class Basis(StrEnum):
    """How a figure or word of the catalogue came to be known.

    Published: read in the source. Given: stated without a source. Derived: calculated from other
    figures. Inferred: concluded by the catalogue's makers.
    """

    GIVEN = "given"
    PUBLISHED = "published"
    DERIVED = "derived"
    INFERRED = "inferred"


def basis_unless_said(*, sourced: bool) -> Basis:
    """Return how a figure of a form came to be known whose `basis` says nothing of it."""
    return Basis.PUBLISHED if sourced else Basis.GIVEN


AFFECTED_PUBLIC = {
    "individuals": "individuals or households",
    "private-sector": "private sector",
    "state-local-tribal": "state, local and tribal governments",
    "federal": "federal government",
}

OBLIGATION = {
    "voluntary": "voluntary",
    "required-for-benefit": "required to obtain or retain a benefit",
    "mandatory": "mandatory",
}

ONLINE = {"full": "online", "partial": "partly online", "none": "not online"}

BUILDING_BLOCKS = {
    "identity": "proof of identity",
    "account": "account",
    "eligibility-evidence": "eligibility evidence",
    "signature": "signature",
    "payment": "payment",
    "communication": "communication",
    "visit": "visit in person",
    "interview": "interview",
}
"""What services ask for that others ask for as well, so that it could be done once for all."""

DUTY = {
    "reporting": "reporting",
    "recordkeeping": "recordkeeping",
    "disclosure": "third-party disclosure",
}
"""The three kinds of duty of the Paperwork Reduction Act (5 CFR 1320.3(c))."""

LOAD_BASES = {
    "wage": "the hourly wage",
    "compensation": "wage and benefits",
    "total": "the whole labour cost, once",
}
"""What a load is taken of."""

MONEY_KINDS = {
    "labour": "value of time a year",
    "out-of-pocket": "money out of pocket a year",
    "monetised-burden": "money out of pocket and the value of time together, a year",
    "present-value": "present value of all years",
    "annualised": "what a book makes of all years, a year",
    "eandcb": "equivalent annual net direct cost to business",
}
"""What published money is."""

COMPLEXITIES = {"simple": "simple", "medium": "medium", "complex": "complex"}
"""The columns of a table of standard minutes."""

QUESTION_KINDS = {
    "short_text": "short text",
    "long_text": "long text",
    "number": "number",
    "date": "date",
    "tick": "tick",
    "choice": "choice",
    "signature": "signature",
    "upload": "upload",
}
"""The kinds of questions that a form asks."""

IDENTITY_KINDS = {
    "name": "name",
    "birth": "date or place of birth",
    "id_number": "social security, passport or file number",
    "address": "address",
    "telephone": "telephone or fax",
    "email": "e-mail",
    "signature": "signature",
}
"""What forms ask about identity and contact: what could be filled in once for all of them."""
