"""Tables as JSON: an object on each line, or a list of them."""

import json

from tests.fuzz.kind import Kind
from tests.fuzz.reading import read_catalogue
from tests.fuzz.tables import TABLE, figure_of, rows_of

_HEADER, *_ROWS = rows_of(TABLE)
_RECORDS = [dict(zip(_HEADER, map(figure_of, row), strict=True)) for row in _ROWS]
_LINES = "".join(f"{json.dumps(each)}\n" for each in _RECORDS).encode()
_LIST = json.dumps(_RECORDS, indent=1).encode()
KIND = Kind([_LINES, _LIST], read_catalogue, ".jsonl")
