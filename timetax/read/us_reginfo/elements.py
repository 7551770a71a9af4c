"""Which elements of an inventory are read, by their path, and what a record of them is.

An element that is not named here is passed over with all that is in it. So nothing of a contact, of
a law or of an abstract is ever kept, and a title inside another element is no title of a form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LIST = "InformationCollectionRequestList"
REQUEST = "InformationCollectionRequest"
COLLECTION = "InformationCollection"
INSTRUMENT = "Instrument"


class Element(dict[str, "Element"]):
    """An element that is read, at one path: its children by name, and what becomes of it.

    `field` is the key under which its text is kept, in a list if it has `many`; `opens` is the
    kind of record that begins with it.
    """

    __slots__ = ("field", "many", "opens", "parent")

    def __init__(
        self,
        children: dict[str, Element] | None = None,
        *,
        field: str | None = None,
        many: bool = False,
        opens: str | None = None,
    ) -> None:
        super().__init__(children or {})
        self.field, self.many, self.opens = field, many, opens
        self.parent: Element = self
        for child in self.values():
            child.parent = self


@dataclass(slots=True)
class Record:
    """The texts of one request or collection as read, by field, and where it stands.

    `parts` are the collections of a request, the instruments of a collection.
    """

    line: int
    column: int
    texts: dict[str, Any] = field(default_factory=dict)
    parts: list[Record] = field(default_factory=list)


def _text(name: str, *, many: bool = False) -> Element:
    return Element(field=name, many=many)


def _totals(name: str, total: str) -> Element:
    return Element(
        {f"Total{total}": _text(name), f"PreviousTotal{total}": _text(f"previous_{name}")}
    )


_INSTRUMENT = Element(
    {
        "FormNumber": _text("number"),
        "FormName": _text("name"),
        "AvailableElectronically": _text("available"),
        "CanSubmittedElectronically": _text("submitted"),
        "ElectronicCapability": _text("capability"),
    },
    opens=INSTRUMENT,
)
_COLLECTION = Element(
    {
        "Title": _text("title"),
        "ObligationCode": _text("obligation"),
        "FEABusinessReferenceModule": Element(
            {"LineOfBusiness": _text("line_of_business"), "Subfunction": _text("subfunction")}
        ),
        "Instruments": Element({INSTRUMENT: _INSTRUMENT}),
        "AffectedPublicCode": Element({"PublicCode": _text("affected_public", many=True)}),
        "NumberResponses": Element({"AnnualQuantity": _text("responses")}),
        "BurdenHour": Element(
            {
                "TotalQuantity": _text("hours"),
                "BurdenHourPerResponse": Element(
                    {
                        "ReportingFrequencies": Element(
                            {"ReportingFrequency": _text("frequency", many=True)}
                        )
                    }
                ),
            }
        ),
        "BurdenCost": Element({"TotalAmount": _text("cost")}),
    },
    opens=COLLECTION,
)
_REQUEST = Element(
    {
        "OMBControlNumber": _text("control_number"),
        "ICRReferenceNumber": _text("reference"),
        "AgencyCode": _text("agency"),
        "Title": _text("title"),
        "Expiration": Element({"ExpirationDate": _text("expires")}),
        "ICRStatus": _text("status"),
        "AnnualFederalCostAmount": _text("federal_cost"),
        "Burden": Element(
            {
                "BurdenResponse": _totals("responses", "Quantity"),
                "BurdenHour": _totals("hours", "Quantity"),
                "BurdenCost": _totals("cost", "Amount"),
            }
        ),
        "InformationCollections": Element({COLLECTION: _COLLECTION}),
    },
    opens=REQUEST,
)
ROOT = Element({REQUEST: _REQUEST})
"""The element around the requests, whatever its name."""
