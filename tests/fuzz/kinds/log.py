"""Logs of what people did on forms, as CSV, JSON lines and Parquet, and published analytics."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.fuzz.kind import Kind
from tests.fuzz.reading import file_of
from timetax.engine.measured.histogram import histogram_of
from timetax.engine.measured.sessions import cases_query, sessions_query
from timetax.read.logs.request import LogRequest, opened

MAP = b"""\
timetax: 1
forms:
  - {form: dog, pages: "www.city.gov/dog/*", last: "*/done", leave_out: ["*help*"]}
  - form: cat
    pages: [www.city.gov/cat/*, www.city.gov/cats]
"""
_EVENTS = b"""\
subject,form,time,event
u1,dog,2024-01-01T10:00:00Z,start
u1,dog,2024-01-01T10:04:00Z,page
u1,dog,2024-01-01T10:05:30Z,submit
u2,dog,2024-01-01T11:00:00Z,start
"""
_JSON = b"""\
{"user_id": "u1", "form": "dog", "ts": 1704103200, "action": "start"}
{"user_id": "u1", "form": "dog", "ts": 1704103320, "action": "submit"}
"""
_CASES = b"""\
form,start,end,finished
dog,2024-01-01 10:00,2024-01-01 10:12,yes
dog,2024-01-02 10:00,2024-01-02 10:30,no
"""
PAGES = b"""\
page,visits,avg_session_duration
www.city.gov/dog/one,1000,100
www.city.gov/dog/done,700,30
www.city.gov/cat/one,12,5
"""


def _parquet() -> bytes:
    """Return events as Parquet; a mutant is one of its bytes."""
    header, *rows = (line.split(",") for line in _EVENTS.decode().splitlines())
    columns = dict(zip(header, map(pa.array, zip(*rows, strict=True)), strict=True))
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer, compression="none", write_statistics=False)
    return buffer.getvalue()


def _name(data: bytes) -> str:
    if data.startswith(b"PAR1"):
        return "log.parquet"
    return "log.jsonl" if data.lstrip().startswith(b"{") else "log.csv"


def _read(data: bytes) -> None:
    name = _name(data)
    with file_of(data, name) as path, file_of(MAP, "map.yaml") as forms:
        pages = b"www." in data
        with opened(LogRequest((str(path),), forms if pages else None)) as log:
            if log.engine is None:
                assert all(step.visits >= 0 for each in log.visits for step in each.steps)
                return
            query = sessions_query(0, 1800, 300) if log.kind == "events" else cases_query(0)
            found = histogram_of(log.engine.ask(query), ())
    assert found.forms
    for each in found.forms:
        assert each.cases == each.finished_cases + each.given_up_cases > 0
        assert all(seconds >= 0 for seconds, _ in (*each.finished, *each.given_up))


def _measure(data: bytes, path: Path) -> list[str]:
    forms = ["--forms", "map.yaml"] if b"www." in data else []
    return ["measure", str(path), *forms, "--format", "json"]


KIND = Kind(
    [_EVENTS, _JSON, _CASES, PAGES, _parquet()],
    _read,
    ".csv",
    arguments=_measure,
    beside={"map.yaml": MAP},
)
