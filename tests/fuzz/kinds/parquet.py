"""Tables and flat catalogues as Parquet."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from tests.fuzz.kind import Kind
from tests.fuzz.kinds.csv import FLAT
from tests.fuzz.reading import read_catalogue
from tests.fuzz.tables import TABLE, figure_of, rows_of


def _packed(data: bytes) -> bytes:
    header, *rows = rows_of(data) or [["title"]]
    names = dict.fromkeys(header)
    columns = [_column([row[place] for row in rows]) for place in map(header.index, names)]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, names=list(names)), buffer)
    return buffer.getvalue()


def _column(texts: list[str]) -> "pa.Array":
    cells = [figure_of(text) for text in texts]
    if any(isinstance(cell, float) for cell in cells) and str not in map(type, cells):
        return pa.array(cells, pa.float64())
    return pa.array([text or None for text in texts], pa.string())


KIND = Kind([TABLE, FLAT], read_catalogue, ".parquet", pack=_packed)
