"""A catalogue as Parquet in the flat layout of `timetax.tabular.flat`: figures are doubles.

The file also holds the tables that follow from the catalogue, so that a report on many forms need
not check and derive again what was checked and derived before.
"""

from typing import TYPE_CHECKING

from timetax.read.stored import maker, stored
from timetax.read.stored_parquet import parquet_with
from timetax.write.format import Format

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue

VERSION_KEY = "timetax"
"""The key of the file's metadata that holds the version of the format."""


def as_parquet(catalogue: "Catalogue") -> bytes:
    """Return the catalogue as the bytes of a Parquet file."""
    import pyarrow as pa

    from timetax.catalogue.document import FORMAT_VERSION
    from timetax.tables.tabulate import tabulate
    from timetax.write.flat import flat_table

    table = flat_table(catalogue)
    types = [pa.float64() if figure else pa.string() for figure in table.figures]
    schema = pa.schema(
        list(zip(table.header, types, strict=True)), metadata={VERSION_KEY: str(FORMAT_VERSION)}
    )
    arrays = [pa.array(cells, each) for cells, each in zip(table.columns, types, strict=True)]
    whole = pa.Table.from_arrays(arrays, schema=schema)
    return parquet_with(whole, stored(tabulate(catalogue)), maker())


FORMAT = Format(
    write=as_parquet,
    suffixes=(".parquet",),
    needs="pyarrow",
    without_it="writing Parquet needs pyarrow: pip install 'timetax[parquet]'",
)
