"""Makes logs for the comparisons of `measure`: events of forms, and tables of pages.

Every figure is invented: ten events a case, twenty forms, three devices, a year of days, one gap in
forty over the cap. They stand in no order, as logs of several servers do.
"""

import csv
import random
import sys
from pathlib import Path

EVENTS_OF_A_CASE = 10
PAGES = 1_000_000

_EVENTS = """
COPY (
  WITH cases AS (
    SELECT i AS number, 'u' || (hash(i) % greatest(1, {count} // 15)) AS subject,
      'form-' || (hash(i * 7) % 20) AS form, CAST(hash(i * 13) % 31536000 AS BIGINT) AS begun
    FROM range({count} // {each}) made(i)
  ), events AS (
    SELECT number, subject, form, place,
      CAST(begun + place * (10 + hash(number * 31 + place) % 200)
        + CASE WHEN hash(number * 17 + place) % 40 = 0 THEN 400 ELSE 0 END AS BIGINT) AS second
    FROM cases, range({each}) steps(place)
  )
  SELECT subject, form, make_timestamp(CAST((1704067200 + second) * 1000000 AS BIGINT)) AS time,
    CASE WHEN place = 0 THEN 'start'
      WHEN place = {each} - 1 AND hash(number * 3) % 10 < 7 THEN 'submit'
      WHEN hash(number * 5 + place) % 50 = 0 THEN 'error' ELSE 'page' END AS event,
    CASE hash(number * 11) % 3 WHEN 0 THEN 'mobile' WHEN 1 THEN 'desktop'
      ELSE 'tablet' END AS device
  FROM events ORDER BY hash(number * {each} + place)
) TO '{path}' (FORMAT parquet)
"""


def write_events(path: Path, count: int) -> None:
    """Write so many events to a Parquet file, the same ones each time.

    It takes gigabytes: who measures the memory of children lets a process of its own write them.
    """
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(_EVENTS.format(count=count, each=EVENTS_OF_A_CASE, path=path))


def write_pages(path: Path, count: int = PAGES) -> None:
    """Write a table of pages of many services, and beside it the map of two of them."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["domain", "page", "page_title", "pageviews", "visits", "avg_session_duration"]
        )
        for number in range(count):
            site = f"www.service-{number % 997}.gov"
            step = "confirmation" if number % 50 == 0 else f"step-{number % 5_000}"
            visits = chance.randrange(1, 90_000)
            title = f"Step {number % 50} of an application"
            seconds = chance.random() * 300
            writer.writerow([site, f"{site}/apply/{step}", title, visits * 2, visits, seconds])
    entries = [
        f'  - {{form: f{site}, pages: "www.service-{site}.gov/apply/*", last: "*/confirmation"}}'
        for site in (1, 2)
    ]
    listed = "\n".join(["timetax: 1", "forms:", *entries, ""])
    path.with_suffix(".yaml").write_text(listed, encoding="utf-8")


def read(path: Path) -> None:
    """Read a table of pages as `measure` does, with the map beside it."""
    from timetax.read.logs.request import LogRequest, opened

    with opened(LogRequest((str(path),), path.with_suffix(".yaml"))) as log:
        print(len(log.visits))


if __name__ == "__main__":
    if len(sys.argv) == 2:
        read(Path(sys.argv[1]))
    else:
        write_events(Path(sys.argv[1]), int(sys.argv[2]))
