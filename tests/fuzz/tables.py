"""The rows of a CSV text, for the kinds that pack them."""

import csv
import io

TABLE = b"""\
Form title,Agency,# of respondents,Responses per respondent,Minutes per response,Life events
Claim for a headstone,VA,1200,1,15,death
Renewal of a licence,DOT,350,2,7.5,moving; driving
Annual report,DOL,90,4,30,
"""


def rows_of(data: bytes) -> list[list[str]]:
    """Return the rows, each as long as the longest."""
    text = data.decode("utf-8", "replace").replace("\0", "")
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if row]
    except csv.Error:
        return []
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def figure_of(text: str) -> float | str | None:
    """Return a cell as a workbook or a Parquet file keeps it."""
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return text
