"""Frames kept beside the table of a Parquet file, so that nobody has to derive them once more.

They stand in the footer's key-value metadata, which other programs pass over and drop when they
write the file anew: in `timetax_tables` JSON with the frames as Arrow IPC streams, one after the
other, and in `timetax_checksum` a digest of this and of all bytes of the table, by which a file is
noticed that was changed since.
"""

import io
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import pandas as pd

TABLES_KEY = "timetax_tables"
CHECKSUM_KEY = "timetax_checksum"

Layout: TypeAlias = Mapping[str, str]
"""The columns of a frame, with their dtypes."""

_MAGIC = b"PAR1"
_LENGTH = 4
"""How many bytes tell the length of a Parquet file's footer."""

_ARROW = {"str": "large_string", "Int64": "int64", "float64": "double", "bool": "bool"}
"""The type in Arrow of each dtype."""


@dataclass(frozen=True)
class Stored:
    """Frames, and what there is to say of them together in plain words."""

    frames: "tuple[pd.DataFrame, ...]"
    about: Mapping[str, Any]


def parquet_with(table: Any, stored: Stored, version: str) -> bytes:
    """Return an Arrow table as the bytes of a Parquet file that holds the frames as well.

    `version` is that of what makes the frames: `stored_in` takes no others.
    """
    import json

    import pyarrow.parquet as pq

    streams = b"".join(map(_stream_of, stored.frames))
    content = json.dumps(
        {"version": version, "about": dict(stored.about), "frames": b64encode(streams).decode()}
    )
    buffer = io.BytesIO()
    with pq.ParquetWriter(buffer, table.schema, compression="zstd") as writer:
        writer.write_table(table)
        checksum = _checksum(buffer.getbuffer(), table.schema, content.encode())
        writer.add_key_value_metadata({TABLES_KEY: content, CHECKSUM_KEY: checksum})
    return buffer.getvalue()


def stored_in(data: bytes, layouts: Sequence[Layout], version: str) -> Stored | None:
    """Return the frames that the bytes of a Parquet file hold; each has its layout.

    None if there are none, if they are of another version or layout, or if the file is not as it
    was when they were stored.
    """
    try:
        return _unpacked(data, layouts, version) if data.startswith(_MAGIC) else None
    except Exception:  # whatever is wrong with the file, whoever reads its table will say
        return None


def _unpacked(data: bytes, layouts: Sequence[Layout], version: str) -> Stored | None:
    import json

    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(pa.BufferReader(data)) as file:
        schema, metadata = file.schema_arrow, file.metadata.metadata or {}
    packed, checksum = (metadata.get(key.encode()) for key in (TABLES_KEY, CHECKSUM_KEY))
    if packed is None or checksum is None:
        return None
    footer = int.from_bytes(data[-len(_MAGIC) - _LENGTH : -len(_MAGIC)], "little")
    rows = memoryview(data)[: len(data) - len(_MAGIC) - _LENGTH - footer]
    if _checksum(rows, schema, packed).encode() != checksum:
        return None
    content = json.loads(packed)
    if content["version"] != version:
        return None
    reader = pa.BufferReader(b64decode(content["frames"]))
    # Starting threads would take longer than the work that they share.
    alone = pa.ipc.IpcReadOptions(use_threads=False)
    tables = (pa.ipc.open_stream(reader, options=alone).read_all() for _ in layouts)
    frames = tuple(_frame(table, each) for table, each in zip(tables, layouts, strict=True))
    return Stored(frames, content["about"])


def _checksum(rows: "bytes | memoryview", schema: Any, content: bytes) -> str:
    """Return a digest of a file's bytes before its footer, its columns, and what is stored."""
    from hashlib import sha256

    digest = sha256(rows)
    digest.update(repr([(each.name, str(each.type)) for each in schema]).encode())
    digest.update(content)
    return digest.hexdigest()


def _stream_of(frame: "pd.DataFrame") -> bytes:
    import pyarrow as pa

    columns = {name: _column(frame[name]) for name in frame}
    table = pa.table(columns)
    buffer = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(buffer, table.schema, options=options) as writer:
        writer.write_table(table)
    return buffer.getvalue()


def _column(column: "pd.Series[Any]") -> Any:
    """Return a column in Arrow; texts of which many are the same as a dictionary of them."""
    import pyarrow as pa

    dtype = str(column.dtype)
    if dtype != "str":
        return pa.array(column.array, _ARROW[dtype], from_pandas=dtype == "Int64")
    texts = pa.array(column.array, _ARROW[dtype])
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    found = texts.dictionary_encode()
    return found if len(found.dictionary) * 2 < len(texts) else texts


def _frame(table: Any, layout: Layout) -> "pd.DataFrame":
    """Return the table as a frame; raises ValueError if it is not of the layout."""
    import pandas as pd
    from pandas.api.types import pandas_dtype

    if table.column_names != list(layout):
        raise ValueError("another layout")
    columns: dict[str, pd.Series[Any]] = {}
    for name, dtype in layout.items():
        column = table[name].cast(_ARROW[dtype])
        made: Any = pandas_dtype(dtype)
        # An extension dtype knows Arrow; floats and truths are copied, so that they can be written.
        values = made.__from_arrow__(column) if dtype in ("str", "Int64") else column.to_numpy()
        columns[name] = pd.Series(values, dtype=dtype, copy=True)
    return pd.DataFrame(columns)
