"""Inventories made in a test, which give only what the test is about, and the reading of them."""

from pathlib import Path
from typing import Any

from timetax.catalogue.form import Form
from timetax.catalogue.validation import Validated
from timetax.read.us_reginfo.reading import read_inventory

SAMPLES = Path(__file__).parent / "samples"
REFERENCE = "202401-0503-001"


def read(data: bytes | str, name: str = "inventory.xml", **options: Any) -> Validated:
    return read_inventory([data if isinstance(data, bytes) else data.encode()], name, **options)


def inventory(*requests: str) -> str:
    """Return an inventory of requests, each on lines of its own."""
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<InformationCollectionRequestList RUNDATE="05 OCT 2026">',
            *requests,
            "</InformationCollectionRequestList>",
        )
    )


def request(
    *collections: str,
    reference: str = REFERENCE,
    agency: str = "0503",
    control_number: str = "0503-0007",
    title: str = "A survey",
    expires: str = "2027-01-31-05:00",
    totals: tuple[str, str, str] = ("", "", ""),
    more: str = "",
) -> str:
    """Return a request; without text, an element is there and empty."""
    responses, hours, cost = totals
    inside = "".join(collections)
    return f"""<InformationCollectionRequest>
<OMBControlNumber>{control_number}</OMBControlNumber>
<ICRReferenceNumber>{reference}</ICRReferenceNumber>
<AgencyCode>{agency}</AgencyCode><Title>{title}</Title>
<Expiration><ExpirationDate>{expires}</ExpirationDate></Expiration>
<ICRStatus>Active</ICRStatus>{more}
<Burden>
<BurdenResponse><TotalQuantity>{responses}</TotalQuantity></BurdenResponse>
<BurdenHour><TotalQuantity>{hours}</TotalQuantity></BurdenHour>
<BurdenCost><TotalAmount>{cost}</TotalAmount></BurdenCost>
</Burden>
<InformationCollections>{inside}</InformationCollections>
</InformationCollectionRequest>"""


def collection(
    responses: str = "100",
    hours: str = "50",
    cost: str = "0",
    *,
    title: str = "A form",
    obligation: str = "Voluntary",
    public: tuple[str, ...] = ("Individuals or Households",),
    instruments: str = "",
    frequencies: tuple[str, ...] = (),
    line_of_business: str = "Education",
    subfunction: str = "Higher Education",
) -> str:
    publics = "".join(f"<PublicCode>{each}</PublicCode>" for each in public)
    every = "".join(f"<ReportingFrequency>{each}</ReportingFrequency>" for each in frequencies)
    return f"""
<InformationCollection><Title>{title}</Title>
<CFRCitations><CFRCitation><CFRCitation><CFRTitle>7</CFRTitle></CFRCitation></CFRCitation>
</CFRCitations><ObligationCode>{obligation}</ObligationCode>
<FEABusinessReferenceModule><LineOfBusiness Code="106">{line_of_business}</LineOfBusiness>
<Subfunction Code="016">{subfunction}</Subfunction></FEABusinessReferenceModule>
<Instruments>{instruments}</Instruments><AffectedPublicCode>{publics}</AffectedPublicCode>
<NumberResponses><AnnualQuantity>{responses}</AnnualQuantity></NumberResponses>
<BurdenHour><TotalQuantity>{hours}</TotalQuantity><BurdenHourPerResponse><ReportingFrequencies>
{every}</ReportingFrequencies></BurdenHourPerResponse></BurdenHour>
<BurdenCost><TotalAmount>{cost}</TotalAmount></BurdenCost></InformationCollection>"""


def instrument(
    number: str = "AD-1", available: str = "", submitted: str = "", capability: str = ""
) -> str:
    return (
        f"<Instrument><FormNumber>{number}</FormNumber><FormName>Title of a paper</FormName>"
        f"<AvailableElectronically>{available}</AvailableElectronically>"
        f"<CanSubmittedElectronically>{submitted}</CanSubmittedElectronically>"
        f"<ElectronicCapability>{capability}</ElectronicCapability></Instrument>"
    )


def form_of(a_collection: str) -> Form:
    """Return the one form of an inventory of one collection."""
    (form,) = read(inventory(request(a_collection))).content.forms
    return form


def notes_of(*requests: str, **options: Any) -> str:
    """Return the notes of an inventory but the first, one a line."""
    return "\n".join(read(inventory(*requests), **options).notes[1:])
