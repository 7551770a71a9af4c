"""The one question that an engine is asked: an exact histogram of the active time of cases.

It is text in the dialect of DuckDB, of whole numbers alone: sums of integers do not depend on their
order, so that each engine gives the same bits. Another engine gets it translated.
"""

from collections.abc import Sequence

MICROSECONDS = 1_000_000
CAPS = (60, 300, 1_800)
"""Seconds up to which a gap counts, whose results stand beside that of the chosen cap."""

SEVERAL = "(several)"
"""The group of a case whose events are of more than one."""


def sessions_query(groups: int, split: int, cap: int) -> str:
    """Return the query for cases by form, groups, whether they were finished, and whole seconds.

    It reads `events` with the columns `form`, `subject`, `micros` (microseconds since 1970), `sent`
    and `begun` (1 for an event that sends the form in, or begins it, else 0), and `g0`, `g1` ...
    A case is what one subject does on one form without a break: a new one begins after more than
    `split` seconds without an event. Its active time is the gaps between its events, each counted
    up to `cap` seconds, rounded to whole seconds.

    The columns of a row: form, the groups, finished, seconds, cases, the microseconds with each of
    `CAPS` and without any, cases that were sent before they were begun, and the most cases of one
    subject.
    """
    names = [f"g{place}" for place in range(groups)]
    carried = "".join(f", {name}" for name in names)
    ends = "".join(f", min({name}) AS {name}, max({name}) AS {name}_last" for name in names)
    chosen = "".join(
        f", CASE WHEN {name} = {name}_last THEN {name} ELSE '{SEVERAL}' END AS {name}"
        for name in names
    )
    sums = "".join(f", sum(least(kept, {each * MICROSECONDS})) AS at_{each}" for each in CAPS)
    totals = "".join(f", CAST(sum(at_{each}) AS BIGINT) AS at_{each}" for each in CAPS)
    longest = split * MICROSECONDS
    return f"""\
WITH gaps AS (
  SELECT form, subject, micros, sent, begun{carried},
    micros - lag(micros) OVER (PARTITION BY form, subject ORDER BY micros) AS gap
  FROM events
), numbered AS (
  SELECT form, subject, micros, sent, begun{carried},
    CASE WHEN gap IS NULL OR gap > {longest} THEN 0 ELSE gap END AS kept,
    sum(CASE WHEN gap > {longest} THEN 1 ELSE 0 END)
      OVER (PARTITION BY form, subject ORDER BY micros) AS number
  FROM gaps
), cases AS (
  SELECT form, subject, number, max(sent) AS finished{ends},
    sum(least(kept, {cap * MICROSECONDS})) AS active{sums}, sum(kept) AS uncapped,
    CASE WHEN min(CASE WHEN sent = 1 THEN micros END) < min(CASE WHEN begun = 1 THEN micros END)
      THEN 1 ELSE 0 END AS backwards
  FROM numbered GROUP BY form, subject, number
), said AS (
  SELECT form, finished, number, backwards, uncapped,
    CAST((active + {MICROSECONDS // 2}) // {MICROSECONDS} AS BIGINT) AS seconds{chosen}
    {"".join(f", at_{each}" for each in CAPS)}
  FROM cases
)
SELECT form{carried}, finished, seconds, count(*) AS cases{totals},
  CAST(sum(uncapped) AS BIGINT) AS uncapped, CAST(sum(backwards) AS BIGINT) AS backwards,
  CAST(max(number) + 1 AS BIGINT) AS most
FROM said GROUP BY form{carried}, finished, seconds"""


def cases_query(groups: int) -> str:
    """Return the query for cases that a log has a row each of, as `sessions_query` has them.

    It reads `cases` with the columns `form`, `finished` (1 or 0), `micros` (active time) and `g0`
    ...; nothing of such a case is capped.
    """
    names = [f"g{place}" for place in range(groups)]
    carried = "".join(f", {name}" for name in names)
    whole = "CAST(sum(micros) AS BIGINT)"
    caps = "".join(f", {whole} AS at_{each}" for each in CAPS)
    return f"""\
WITH said AS (
  SELECT form, finished, micros{carried},
    CAST((micros + {MICROSECONDS // 2}) // {MICROSECONDS} AS BIGINT) AS seconds
  FROM cases
)
SELECT form{carried}, finished, seconds, count(*) AS cases{caps}, {whole} AS uncapped,
  CAST(0 AS BIGINT) AS backwards, CAST(1 AS BIGINT) AS most
FROM said GROUP BY form{carried}, finished, seconds"""


def group_names(groups: Sequence[str]) -> tuple[str, ...]:
    """Return the names that columns of groups have in `events` and `cases`."""
    return tuple(f"g{place}" for place in range(len(groups)))
