"""Tables that people keep, and flat catalogues, as CSV."""

import timetax
from tests.console import ROOT
from tests.fuzz.kind import Kind
from tests.fuzz.reading import read_catalogue
from tests.fuzz.tables import TABLE
from timetax.write.formats.csv import FORMAT

FLAT = FORMAT.write(timetax.load(ROOT / "tests/examples/good/every-key.yaml"))
KIND = Kind([TABLE, TABLE.replace(b",", b"\t"), FLAT], read_catalogue, ".csv")
