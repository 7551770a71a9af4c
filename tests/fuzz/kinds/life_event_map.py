"""Maps of life events, by which an official inventory is read."""

from pathlib import Path

from tests.fuzz.kind import Kind
from tests.fuzz.kinds.xml import SEED
from tests.fuzz.reading import file_of, read_catalogue
from timetax.read.options import read_options

_MAP = b"""\
timetax: 1
life_events:
- id: disaster
  name: A disaster
- id: farming
  name: Starting a farm
rules:
- control_number: [0503-0007]
  life_events: [farming]
  because: farmers are asked
- agency: "0503"
  title: ["*survey*", A form]
  life_events:
  - disaster
  - farming
  because: it is sent after a disaster
"""


def _read(data: bytes) -> None:
    with file_of(data, "map.yaml") as path:
        read_catalogue(SEED, read_options(life_event_map=path))


def _report(data: bytes, path: Path) -> list[str]:
    return ["report", "inventory.xml", "--life-event-map", str(path)]


KIND = Kind([_MAP], _read, ".yaml", arguments=_report, beside={"inventory.xml": SEED})
