"""Asks DuckDB for the histogram of a log of events, and for nothing else: `bare_events.py FILE`."""

import sys

import duckdb

_QUERY = """
WITH gaps AS (
  SELECT form, subject, epoch_us(time) AS micros, event = 'submit' AS sent,
    epoch_us(time) - lag(epoch_us(time)) OVER (PARTITION BY form, subject ORDER BY time) AS gap
  FROM read_parquet($1)
), numbered AS (
  SELECT *, sum(CASE WHEN gap > 1800000000 THEN 1 ELSE 0 END)
    OVER (PARTITION BY form, subject ORDER BY micros) AS number
  FROM gaps
), cases AS (
  SELECT form, subject, number, max(sent) AS finished,
    sum(CASE WHEN gap IS NULL OR gap > 1800000000 THEN 0 ELSE least(gap, 300000000) END) AS active
  FROM numbered GROUP BY ALL
)
SELECT form, finished, (active + 500000) // 1000000 AS seconds, count(*) FROM cases GROUP BY ALL
"""

if __name__ == "__main__":
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '600MB'")
    print(len(connection.execute(_QUERY, [sys.argv[1]]).fetchall()))
