"""A catalogue as Parquet in the flat layout of `timetax.write.flat`: figures are doubles.

Nothing that follows from the catalogue is in the file: a file cannot vouch for itself.
"""

import io
from typing import TYPE_CHECKING

from timetax.write.format import Format

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue

VERSION_KEY = "timetax"
"""The key of the file's metadata that holds the version of the format."""


def as_parquet(catalogue: "Catalogue") -> bytes:
    """Return the catalogue as the bytes of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from timetax.catalogue.document import FORMAT_VERSION
    from timetax.write.flat import flat_table

    table = flat_table(catalogue)
    types = [pa.float64() if figure else pa.string() for figure in table.figures]
    schema = pa.schema(
        list(zip(table.header, types, strict=True)), metadata={VERSION_KEY: str(FORMAT_VERSION)}
    )
    arrays = [pa.array(cells, each) for cells, each in zip(table.columns, types, strict=True)]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


FORMAT = Format(
    write=as_parquet,
    suffixes=(".parquet",),
    needs="pyarrow",
    without_it="writing Parquet needs pyarrow: pip install 'timetax[parquet]'",
)
