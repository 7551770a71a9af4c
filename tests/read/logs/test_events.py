"""Logs of events: cases, times, and what is wrong with them."""

import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.logs.reference import Event, histogram
from timetax.engine.measured.histogram import Histogram, histogram_of
from timetax.engine.measured.sessions import cases_query, sessions_query
from timetax.findings import InputError
from timetax.read.logs.engines import duckdb
from timetax.read.logs.request import LogRequest, opened

START = datetime(2024, 3, 9, 23, 30, tzinfo=UTC)
GAPS = st.sampled_from([0, 0.4, 1, 59, 60, 299, 300, 300.5, 301, 1799, 1800, 1800.000001, 4000])
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["ann", "bob", "o'hara"]),
        st.sampled_from(["a", 'b"; DROP VIEW log; --']),
        GAPS,
        st.sampled_from(["start", "page", "submit", "error"]),
    ),
    min_size=1,
    max_size=30,
)


def measured(
    *paths: Path, split: int = 1_800, cap: int = 300, **more: Any
) -> tuple[Histogram, Sequence[str]]:
    request = LogRequest(tuple(map(str, paths)), **more)
    with opened(request) as log:
        assert log.engine
        groups = len(request.by)
        query = sessions_query(groups, split, cap) if log.kind == "events" else cases_query(groups)
        return histogram_of(log.engine.ask(query), request.by), log.facts.notes


def bars(made: Histogram) -> Counter[tuple[str, int, int]]:
    found: Counter[tuple[str, int, int]] = Counter()
    for each in made.forms:
        for finished, cells in ((0, each.given_up), (1, each.finished)):
            for seconds, count in cells:
                found[each.form, finished, seconds] += count
    return found


def write_csv(path: Path, rows: Iterable[Sequence[object]], head: str = "") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((head or "subject,form,time,event").split(","))
        writer.writerows(rows)
    return path


def in_order(steps: Iterable[tuple[str, str, float, str]]) -> list[Event]:
    """Return events, each after a gap behind the one before it."""
    at = 0
    events = []
    for subject, form, gap, event in steps:
        at += round(gap * 1_000_000)
        events.append((subject, form, at, event))
    return events


@given(EVENTS, st.integers(0, 3), st.randoms(use_true_random=False))
def test_cases_are_those_of_the_plain_reference_whatever_the_order_and_the_files(
    steps: list[tuple[str, str, float, str]], repeated: int, chance: random.Random
) -> None:
    events = in_order(steps)
    rows = [
        (who, form, (START + timedelta(microseconds=at)).isoformat(), event)
        for who, form, at, event in [*events, *events[:repeated]]
    ]
    chance.shuffle(rows)
    with TemporaryDirectory() as folder:
        half = len(rows) // 2
        parts = [rows[:half], rows[half:]] if half else [rows]
        for place, part in enumerate(parts):
            write_csv(Path(folder) / f"{place}.csv", part)
        made, _ = measured(Path(folder))
    assert bars(made) == histogram(events)


def test_each_zone_is_heard_and_clock_changes_move_nothing(tmp_path: Path) -> None:
    # At 2024-03-10 07:00 UTC clocks in New York go from 02:00 to 03:00.
    rows = [
        ("ann", "a", "2024-03-10T01:59:00-05:00", "start"),
        ("ann", "a", "2024-03-10T03:01:00-04:00", "submit"),
    ]
    made, notes = measured(write_csv(tmp_path / "log.csv", rows))
    assert (bars(made), notes) == ({("a", 1, 120): 1}, ())
    local = [(*row[:2], row[2][:-6], row[3]) for row in rows]
    path = write_csv(tmp_path / "local.csv", local)
    assert bars(measured(path, timezone="America/New_York")[0]) == {("a", 1, 120): 1}
    made, notes = measured(path)
    assert bars(made) == {("a", 0, 0): 1, ("a", 1, 0): 1}
    assert "--timezone" in notes[-1]


@pytest.mark.parametrize("unit", [1, 1_000, 1_000_000, 1_000_000_000])
def test_numbers_since_1970_say_their_unit_by_their_size(tmp_path: Path, unit: int) -> None:
    times = [1_710_000_000 * unit, 1_710_000_042 * unit]
    rows = [("ann", "a", at, event) for at, event in zip(times, ("start", "submit"), strict=True)]
    assert bars(measured(write_csv(tmp_path / "log.csv", rows))[0]) == {("a", 1, 42): 1}


def google_analytics_log(folder: Path, ending: str) -> Path:
    """Write an export of Google Analytics 4, and beside it `map.yaml`."""

    def event(at: int, name: str, page: str) -> str:
        parameters = [
            {"key": "ga_session_id", "value": {"string_value": None, "int_value": 7}},
            {"key": "page_location", "value": {"string_value": page, "int_value": None}},
        ]
        made = {"event_date": "20240301", "event_timestamp": 1_709_290_000_000_000 + at * 1_000_000}
        return json.dumps(
            made | {"event_name": name, "event_params": parameters, "user_pseudo_id": "1.2"}
        )

    site = "https://www.x.gov/a"
    lines = [
        event(0, "session_start", f"{site}/1?utm_source=mail"),
        event(50, "form_submit", f"{site}/1"),
        event(90, "page_view", f"{site}/done#top"),
        event(95, "page_view", "https://www.x.gov/elsewhere"),
    ]
    (folder / "log.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "map.yaml").write_text(
        'timetax: 1\nforms: [{form: a, pages: "www.x.gov/a/*", last: "*/done"}]\n', encoding="utf-8"
    )
    log = folder / f"log.{ending}"
    if ending == "parquet":
        rows = [json.loads(line) for line in lines]
        pq.write_table(pa.Table.from_pylist(rows), log)
    return log


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_an_export_of_google_analytics_is_known_by_itself(tmp_path: Path, ending: str) -> None:
    log = google_analytics_log(tmp_path, ending)
    made, notes = measured(log, forms=tmp_path / "map.yaml")
    assert bars(made) == {("a", 1, 90): 1}
    assert notes == ("Left out: 1 event of no form.",)


def test_groups_are_those_of_a_column_and_never_of_a_person(tmp_path: Path) -> None:
    head = "subject,form,time,event,device"
    rows = [
        ("ann", "a", "2024-03-01T10:00:00Z", "start", "mobile"),
        ("ann", "a", "2024-03-01T10:01:00Z", "submit", "desktop"),
        ("bob", "a", "2024-03-01T10:00:00Z", "submit", ""),
    ]
    path = write_csv(tmp_path / "log.csv", rows, head)
    made, _ = measured(path, by=("device",))
    assert [each.groups for each in made.groups] == [("(not given)",), ("(several)",)]
    assert made.hash == measured(path)[0].hash
    with pytest.raises(InputError, match="a group of one person is none"):
        measured(path, by=("subject",))


def test_a_log_of_cases_has_one_a_row_and_leaves_out_those_that_end_before_they_begin(
    tmp_path: Path,
) -> None:
    rows = [
        ("a", "2024-03-01 10:00", "2024-03-01 10:02:30", "yes"),
        ("a", "2024-03-01 11:00", "2024-03-01 10:02:30", "yes"),
        ("a", "2024-03-01 10:00", "2024-03-01 10:00:07", "no"),
    ]
    path = write_csv(tmp_path / "log.csv", rows, "form,start,end,finished")
    made, notes = measured(path)
    assert bars(made) == {("a", 1, 150): 1, ("a", 0, 7): 1}
    assert notes == (
        "Left out: 1 case with an end before the begin (a clock that ran backwards, or a slip).",
    )
    minutes = write_csv(tmp_path / "minutes.csv", [("a", "2.5"), ("a", 1)], "form,minutes")
    assert bars(measured(minutes)[0]) == {("a", 1, 150): 1, ("a", 1, 60): 1}
    endless = write_csv(tmp_path / "endless.csv", [("a", 1), ("a", 1441)], "form,minutes")
    assert measured(endless)[1][0].startswith("1 case took longer than a day")


OK = ("ann", "a", "2024-03-01T10:00:00Z", "submit")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([OK, (*OK[:2], "03/01/2024 10:00", "page")], "1 of 2 times cannot be read, such as '03/"),
        ([OK, (*OK[:2], "2024-03-01T10:00:00", "page")], "1 of 2 times name their zone"),
        ([OK, (*OK[:2], "2024-02-30T10:00:00Z", "page")], "such as '2024-02-30T10:00:00Z'"),
        ([(*OK[:2], 1_700_000_000, "a"), (*OK[:2], 1_700_000_000_000, "a")], "of one unit"),
        ([("", *OK[1:])], "no event has a form, a subject and a time"),
        ([], "holds no times"),
    ],
)
def test_times_that_cannot_be_told_are_refused(
    tmp_path: Path, rows: list[tuple[str, ...]], message: str
) -> None:
    with pytest.raises(InputError) as error:
        measured(write_csv(tmp_path / "log.csv", rows))
    assert message in str(error.value)


def test_seconds_and_minutes_of_a_case_must_say_the_same(tmp_path: Path) -> None:
    head = "form,seconds,minutes"
    rounded = write_csv(tmp_path / "rounded.csv", [("a", 95, 2), ("a", 59, 0)], head)
    assert bars(measured(rounded)[0]) == {("a", 1, 95): 1, ("a", 1, 59): 1}
    path = write_csv(tmp_path / "other.csv", [("a", 95, 2), ("a", 30, 9)], head)
    with pytest.raises(InputError, match="seconds and minutes say different times of 1 case"):
        measured(path)
    assert bars(measured(path, columns=("seconds=ignore",))[0])["a", 1, 540] == 1


def test_no_line_that_does_not_fit_is_passed_over(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "log.csv", [OK, OK[:2], OK])
    with pytest.raises(
        InputError, match=r"log.csv:3:1: error: this row has 2 cells, and the headings are 4"
    ):
        measured(path)


@pytest.mark.parametrize(
    ("encoding", "why"),
    [
        ("latin-1", "log.csv:2:1: error: this line is no UTF-8"),
        ("utf-16", "is UTF-16-LE; save it as UTF-8"),
    ],
)
def test_a_log_of_another_encoding_says_so(tmp_path: Path, encoding: str, why: str) -> None:
    text = "subject,form,time,event\nü,a,2024-03-01 10:00:00,start\n"
    (tmp_path / "log.csv").write_bytes(text.encode(encoding))
    with pytest.raises(InputError, match=why):
        measured(tmp_path / "log.csv")


def test_spaces_around_the_name_of_a_form_make_it_no_other(tmp_path: Path) -> None:
    rows = [OK, (OK[0], f" {OK[1]} ", "2024-03-01T10:01:00Z", "submit")]
    made, _ = measured(write_csv(tmp_path / "log.csv", rows))
    assert [(each.form, each.cases) for each in made.forms] == [(OK[1], 1)]


def test_what_is_doubtful_is_counted_and_said(tmp_path: Path) -> None:
    rows = [OK, (*OK[:3], "sumbit"), (*OK[:3], "scroll"), ("bob", "", *OK[2:])]
    _, notes = measured(write_csv(tmp_path / "log.csv", rows))
    assert notes == (
        "Left out: 1 event of no form.",
        "2 events of names that are not known count as activity: 'scroll' (1), 'sumbit' (1). "
        "'sumbit': did you mean 'submit'? --event NAME=KIND says so.",
    )
    made, _ = measured(tmp_path / "log.csv", events=("sumbit=submit",))
    assert made.forms[0].finished_cases == 1


def test_a_log_that_is_sorted_in_parts_has_the_same_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(3)
    rows = [
        (
            f"person {chance.randrange(20)}",
            chance.choice(["a", "b's"]),
            f"2024-03-01T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z",
            chance.choice(["start", "page", "submit"]),
            chance.choice(["phone", "", "desk"]),
        )
        for _ in range(300)
    ]
    path = write_csv(tmp_path / "log.csv", rows, "subject,form,time,event,device")
    whole, _ = measured(path, by=("device",))
    monkeypatch.setattr(duckdb, "AT_ONCE", 100)
    monkeypatch.setattr(duckdb, "PART", 60)
    assert measured(path, by=("device",))[0] == whole


def test_a_clock_that_ran_backwards_is_counted(tmp_path: Path) -> None:
    rows = [OK, (*OK[:2], "2024-03-01T10:05:00Z", "start")]
    made, _ = measured(write_csv(tmp_path / "log.csv", rows))
    assert made.forms[0].backwards == 1


def test_the_most_cases_of_one_subject_are_known(tmp_path: Path) -> None:
    rows = [(*OK[:2], f"2024-03-{day:02}T10:00:00Z", "page") for day in range(1, 21)]
    made, _ = measured(write_csv(tmp_path / "log.csv", rows))
    assert (made.forms[0].cases, made.forms[0].most) == (20, 20)


def test_no_other_file_can_be_reached(tmp_path: Path) -> None:
    other = write_csv(tmp_path / "other.csv", [OK])
    path = write_csv(tmp_path / "log.csv", [OK])
    with opened(LogRequest((str(path),))) as log:
        assert log.engine
        with pytest.raises(InputError, match="reaches for a file that is not given"):
            log.engine.own(f"SELECT * FROM read_csv('{other}')")


def test_patterns_in_the_names_of_files_are_names(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "log[1]*.csv", [OK])
    write_csv(tmp_path / "log1.csv", [OK, ("bob", *OK[1:])])
    assert measured(path)[0].forms[0].cases == 1


@pytest.mark.parametrize(
    ("module", "engine", "advice"),
    [("duckdb", "duckdb", r"timetax\[measure\]"), ("pyspark", "spark", r"timetax\[spark\].*Java")],
)
def test_an_engine_that_is_not_installed_says_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, engine: str, advice: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=advice):
        measured(write_csv(tmp_path / "log.csv", [OK]), engine=engine)
