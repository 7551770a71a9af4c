"""Large texts with delimiters, read column by column by pyarrow where that gives the same cells.

Row by row, the csv module and the sorting into columns take a sixth of the time of a large table.
What is the same is decided before: each quote begins or ends a cell or is written twice inside one,
no cell has the end of a line in it, no line is empty, and every row is as wide as the headings.
Any other text is left to the csv module, which has a message for what is wrong in it.
"""

from array import array
from typing import Any

from timetax.read.tabular.texts import ENOUGH_TO_SEE, MOSTLY, Grid, Texts
from timetax.tables.coded import numbers

_LEAST, _MOST = 1 << 20, 1 << 28
"""Characters of a text of which this saves time, and of one whose copy is small enough."""
_LONGEST_LINE = 1 << 20
_MARK = b"\xef\xbb\xbf"


def grid_at_once(text: str, delimiter: str, first: int, width: int) -> Grid | None:
    """Return the cells of the rows from `first` on, or None if they must be read row by row."""
    return read_at_once(text, delimiter, first, width) if _LEAST <= len(text) <= _MOST else None


def read_at_once(text: str, delimiter: str, first: int, width: int) -> Grid | None:
    """Return what `grid_at_once` does, of a text of any length."""
    table = _table(text, delimiter, first, width)
    if table is None:
        return None
    columns = {place: _texts(column.combine_chunks()) for place, column in enumerate(table.columns)}
    return Grid(columns, table.num_rows)


def _table(text: str, delimiter: str, first: int, width: int) -> Any:
    """Return the rows from `first` on as a pyarrow table of texts, or None."""
    if (
        width < 2
        or text.startswith(("\r", "\n"))
        or "\n\n" in text
        or "\n\r" in text
        or text.count("\r") != text.count("\r\n")
    ):
        return None
    try:
        import pyarrow as pa
        from pyarrow import csv
    except ImportError:
        return None
    data = text.encode("utf-8")
    begins = _begins(data, delimiter)
    if begins is None or first >= len(begins):
        return None
    begin = int(begins[first])
    if data.startswith(_MARK, begin):  # pyarrow would take it for no part of the first cell
        return None
    names = [str(each) for each in range(width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(pa.py_buffer(data).slice(begin)),
            csv.ReadOptions(use_threads=False, block_size=_LONGEST_LINE, column_names=names),
            csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table if table.num_rows == len(begins) - first else None


def _begins(data: bytes, delimiter: str) -> Any:
    """Return where each line begins; None if quotes or lines are not as they must be."""
    import numpy as np

    content = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(content == ord("\n"))
    begins = np.concatenate([[0], ends + 1])
    if begins[-1] == len(data):
        begins = begins[:-1]
    if np.diff(begins, append=len(data)).max(initial=0) >= _LONGEST_LINE:
        return None
    quotes = np.flatnonzero(content == ord('"'))
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing) or (np.searchsorted(quotes, ends) % 2).any():
        return None
    # Beyond the ends of the text, it is as at the ends of a line.
    around = np.concatenate([[ord("\n")], content, [ord("\n")]])
    before, after = around[opening], around[closing + 2]
    twice = opening[1:] == closing[:-1] + 1
    may_open = (before == ord(delimiter)) | (before == ord("\n"))
    may_open[1:] |= twice
    may_close = (after == ord(delimiter)) | (after == ord("\n")) | (after == ord("\r"))
    may_close[:-1] |= twice
    return begins if may_open.all() and may_close.all() else None


def _texts(cells: Any) -> Texts:
    """Return the cells of a column; each text once, unless most are distinct."""
    start = cells[:ENOUGH_TO_SEE]
    if len(start.unique()) <= MOSTLY * len(start):
        coded = cells.dictionary_encode()
        if len(coded.dictionary) <= MOSTLY * len(cells):
            known = coded.dictionary.to_pylist()
            places = numbers()
            places.update(zip(known, range(len(known)), strict=True))
            return Texts(places, array("q", coded.indices.to_numpy().astype("int64").tobytes()))
    return Texts(listed=cells.to_numpy(zero_copy_only=False).tolist())
