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

SCALES = {
    "five-points": "mean of five points",
    "percent-favourable": "percent who chose the best two of five",
    "percent-agree": "percent who agree",
    "percent": "percent",
    "index-100": "index from 0 to 100",
    "thumbs-up": "percent who gave thumbs up",
}
"""What a score is, and the only scores that it may be set beside."""

SCALE_ENDS = {scale: (1.0, 5.0) if scale == "five-points" else (0.0, 100.0) for scale in SCALES}
"""The least and the greatest score on each scale."""

FEEDBACK_CHANNELS = {
    "computer": "computer",
    "mobile": "mobile",
    "email": "email",
    "chatbot": "chatbot",
    "phone": "phone",
    "automated-phone": "automated phone",
    "in-person": "in person",
    "paper": "paper",
    "postal-mail": "postal mail",
    "fax": "fax",
    "kiosk": "self-service kiosk",
    "other": "other non-digital",
    "website": "website",
    "mobile-app": "mobile app",
    "live-chat": "live chat",
    "text-message": "text message",
}
"""The channels of customer feedback, a closed list of the government's survey tool."""

STAGES = {"start": "start", "process": "process", "end": "end"}
"""Where in a service people are asked."""

COMPULSORY_SURVEY = "OMB A-11 section 280"
COMPULSORY_DRIVERS = ("satisfaction", "trust")
"""The questions without which a set of that survey is incomplete (OMB Circular A-11, 280)."""

GOVERNMENT_MEASURES = {
    "wait": "waiting time",
    "processing": "processing time",
    "answered": "calls answered",
    "in-time": "done in time",
    "completion": "completion rate",
    "digital-share": "digital take-up",
    "contact-again": "contact that a claim still needs",
    "volume": "cases, visits and calls",
    "pending": "cases pending",
    "staff": "staff",
    "staff-minutes": "staff minutes a transaction",
    "cost-per-transaction": "cost per transaction",
    "federal-cost": "annual federal cost",
    "fees": "fees",
    "time-to-apply": "time to apply",
    "other": "other",
}
"""What is measured on the side of government."""

GROUP_MEASURES = {
    "take-up": "take-up",
    "completion": "completion",
    "share": "share of those who take part",
    "time": "time",
    "money": "money",
    "lost": "lost on the way",
    "access": "access",
    "other": "other",
}
"""What is measured of groups of people."""

BOUNDS = {
    "about": "about",
    "more-than": "more than",
    "fewer-than": "fewer than",
    "at-least": "at least",
    "up-to": "up to",
    "nearly": "nearly",
}
"""How near a printed figure is to what it stands for."""

CONFIDENCE = {
    "high": "read in the source or its mirror",
    "medium": "a copy or a report of the source",
    "low": "read in a secondary text",
}
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
