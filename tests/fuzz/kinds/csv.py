"""Tables that people keep, and flat catalogues, as CSV."""

import timetax
from tests.console import ROOT
from tests.fuzz.reading import read_catalogue
from timetax.write.formats.csv import FORMAT

_TABLE = b"""\
Form title,Agency,# of respondents,Responses per respondent,Minutes per response,Life events
Claim for a headstone,VA,1200,1,15,death
Renewal of a licence,DOT,350,2,7.5,moving; driving
Annual report,DOL,90,4,30,
"""
_FLAT = FORMAT.write(timetax.load(ROOT / "tests/examples/good/every-key.yaml"))
SEEDS = [_TABLE, _TABLE.replace(b",", b"\t"), _FLAT]
SUFFIX = ".csv"
read = read_catalogue
