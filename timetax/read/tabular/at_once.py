"""Large texts with delimiters, read column by column by pyarrow where that gives the same cells.

Row by row, the csv module and the sorting into columns take a sixth of the time of a large table.
What is the same is decided before: each quote begins or ends a cell or is written twice inside one,
no cell has the end of a line in it, no line is empty, and every row is as wide as the headings.
Any other text is left to the csv module, which has a message for what is wrong in it.

Some lines are read after others, so that little more is in memory than the text and its cells.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from timetax.read.tabular.texts import Grid, Texts

_LEAST = 1 << 20
"""Characters of a text of which this saves time."""
_PIECE = 1 << 19
"""Characters that are read at once, and the rest of their last line."""
_LONGEST_PIECE = 1 << 20
_AHEAD = 8
"""Pieces that are read before the first is looked at, which imports pandas."""
_MARK = b"\xef\xbb\xbf"
_LINE_END, _RETURN, _QUOTE = b'\n\r"'


def grid_at_once(text: str, delimiter: str, first: int, width: int) -> Grid | None:
    """Return the cells of the rows from `first` on, or None if they must be read row by row."""
    return read_at_once(text, delimiter, first, width) if len(text) >= _LEAST else None


def read_at_once(text: str, delimiter: str, first: int, width: int) -> Grid | None:
    """Return what `grid_at_once` does, of a text of any length."""
    if width < 2:
        return None
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return None
    begin = 0
    for _ in range(first):
        begin = text.find("\n", begin) + 1
        if not begin:
            return None
    if begin and _lines_in(text[:begin].encode("utf-8"), delimiter) != first:
        return None
    grid = Grid({place: Texts() for place in range(width)})
    pieces = _pieces(text, begin)
    for table in _read_ahead(pieces, delimiter, width):
        if table is None:
            return None
        for place, column in enumerate(table.columns):
            _extend(grid.columns[place], column.chunk(0))
        grid.count += table.num_rows
    return grid if grid.count else None


def _pieces(text: str, begin: int) -> Iterator[bytes]:
    while begin < len(text):
        end = text.find("\n", begin + _PIECE) + 1 or len(text)
        yield text[begin:end].encode("utf-8")
        begin = end


def _read_ahead(pieces: Iterable[bytes], delimiter: str, width: int) -> Iterator[Any]:
    """Yield the table of each piece, while those of the next are read on another processor."""
    from concurrent.futures import Future, ThreadPoolExecutor

    begun: deque[Future[Any]] = deque()
    with ThreadPoolExecutor(1) as pool:
        for data in pieces:
            begun.append(pool.submit(_table, data, delimiter, width))
            if len(begun) > _AHEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


def _table(data: bytes, delimiter: str, width: int) -> Any:
    """Return lines as a pyarrow table of texts, or None."""
    import pyarrow as pa
    from pyarrow import csv

    lines = _lines_in(data, delimiter)
    if lines is None or data.startswith(_MARK):  # pyarrow would take it for no part of a cell
        return None
    names = [str(each) for each in range(width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(data),
            csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
            csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
            ),
            pa.system_memory_pool(),
        ).combine_chunks()
    except pa.ArrowInvalid:
        return None
    return table if table.num_rows == lines else None


def _lines_in(data: bytes, delimiter: str) -> int | None:
    """Return how many lines there are; None if they or their quotes are not as they must be."""
    import numpy as np

    if len(data) >= _LONGEST_PIECE or data[0] in (_LINE_END, _RETURN):
        return None
    # Beyond the ends of the text, it is as at the ends of a line.
    around = np.frombuffer(b"\n%b\n" % data, dtype=np.uint8)
    ends = np.flatnonzero(around == _LINE_END)[1:]
    before, after = around[ends[:-1] - 1], around[ends[:-1] + 1]
    if data.count(b"\r") != np.count_nonzero(before == _RETURN):
        return None
    if (before == _LINE_END).any() or (after == _RETURN).any():
        return None
    quotes = np.flatnonzero(around == _QUOTE)
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing) or (np.searchsorted(quotes, ends) % 2).any():
        return None
    before, after = around[opening - 1], around[closing + 1]
    twice = opening[1:] == closing[:-1] + 1
    may_open = (before == ord(delimiter)) | (before == _LINE_END)
    may_open[1:] |= twice
    may_close = (after == ord(delimiter)) | (after == _LINE_END) | (after == _RETURN)
    may_close[:-1] |= twice
    if not (may_open.all() and may_close.all()):
        return None
    return len(ends) - data.endswith(b"\n")


def _extend(texts: Texts, cells: Any) -> None:
    """Add the cells of further rows; each text once, unless most are distinct."""
    if texts.listed is not None:
        texts.listed += _listed(cells)
        return
    coded = cells.dictionary_encode()
    texts.extend_coded(_listed(coded.dictionary), coded.indices.to_numpy())


def _listed(texts: Any) -> list[str]:
    """Return the texts of a pyarrow array: `to_pylist` takes many times as long."""
    made: list[str] = texts.to_numpy(zero_copy_only=False).tolist()
    return made
