"""Files of `--map`, which say what the headings of a table mean."""

from pathlib import Path

from tests.fuzz.kind import Kind
from tests.fuzz.reading import file_of, read_catalogue
from tests.fuzz.tables import TABLE
from timetax.read.options import read_options

_MAP = b"""\
Form title: title
Agency: agency
"# of respondents": respondents
Responses per respondent: responses_per_respondent
Minutes per response: minutes_per_response
Life events: ignore
"""
_JSON = b'{"Form title": "title", "Agency": "agency", "Life events": "life_events"}\n'


def _read(data: bytes) -> None:
    with file_of(data, "map.yaml") as path:
        read_catalogue(TABLE, read_options(headings=[str(path)]))


def _report(data: bytes, path: Path) -> list[str]:
    return ["report", "forms.csv", "--map", str(path)]


KIND = Kind([_MAP, _JSON], _read, ".yaml", arguments=_report, beside={"forms.csv": TABLE})
