"""Official inventories in XML."""

from tests.fuzz.kind import Kind
from tests.fuzz.reading import read_catalogue
from tests.read.us_reginfo.inventories import collection, inventory, request

SEED = inventory(
    request(collection("100", "50"), collection("36", "12"), totals=("136", "62", "0")),
    request(
        collection("40", "10"),
        reference="202402-0503-002",
        control_number="0503-0008",
        totals=("40", "10", "0"),
    ),
).encode()
KIND = Kind([SEED], read_catalogue, ".xml")
