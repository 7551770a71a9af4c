"""What an analyst writes to total an inventory in XML, with xmltodict and pandas."""

import sys
from typing import Any

import pandas as pd  # noqa: TID253 - a script that nothing imports
import xmltodict


def listed(value: Any) -> list[Any]:
    """Return one element or several as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


with open(sys.argv[1], "rb") as file:  # noqa: PTH123
    content = xmltodict.parse(file)
rows = []
for request in content["InformationCollectionRequestList"]["InformationCollectionRequest"]:
    collections = (request.get("InformationCollections") or {}).get("InformationCollection")
    for collection in listed(collections):
        public = listed((collection.get("AffectedPublicCode") or {}).get("PublicCode"))
        rows.append(
            {
                "agency": request["AgencyCode"],
                "common": request["ICRReferenceNumber"].endswith("CF"),
                "obligation": collection.get("ObligationCode"),
                "public": public[0] if public else None,
                "responses": (collection.get("NumberResponses") or {}).get("AnnualQuantity"),
                "hours": (collection.get("BurdenHour") or {}).get("TotalQuantity"),
            }
        )
frame = pd.DataFrame(rows)
frame["hours"] = pd.to_numeric(frame["hours"], errors="coerce")
frame["responses"] = pd.to_numeric(frame["responses"], errors="coerce")
counted = frame[~frame["common"]]
print(counted["hours"].sum())
for field in ("agency", "obligation", "public"):
    print(counted.groupby(field)[["hours", "responses"]].sum().nlargest(10, "hours"))
