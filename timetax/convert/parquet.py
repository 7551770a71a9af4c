"""A catalogue as Parquet in the flat layout of `timetax.tabular.flat`: figures are doubles.

The file also holds the tables that follow from the catalogue, so that a report on many forms need
not check and derive again what was checked and derived before.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.tabular.stored import Stored, parquet_with, stored_in
from timetax.version import __version__

if TYPE_CHECKING:
    from timetax.catalogue import Catalogue
    from timetax.table import Tables

VERSION_KEY = "timetax"
"""The key of the file's metadata that holds the version of the format."""

_DERIVING = ("catalogue", "exact", "fields", "ranges", "schema", "table")
"""The modules that say what tables follow from a file."""

_ABOUT = ("title", "description", "currency", "covers", "notes")
"""What tables say of themselves that the file keeps."""


def written(catalogue: "Catalogue") -> bytes:
    """Return the catalogue as the bytes of a Parquet file."""
    import pyarrow as pa

    from timetax.schema import FORMAT_VERSION
    from timetax.table import tabulate
    from timetax.tabular.flat import flat_table

    table = flat_table(catalogue)
    types = [pa.float64() if figure else pa.string() for figure in table.figures]
    schema = pa.schema(
        list(zip(table.header, types, strict=True)), metadata={VERSION_KEY: str(FORMAT_VERSION)}
    )
    arrays = [pa.array(cells, each) for cells, each in zip(table.columns, types, strict=True)]
    tables = tabulate(catalogue)
    stored = Stored(
        frames=tuple(getattr(tables, name) for name in _layouts()),
        about={name: getattr(tables, name) for name in _ABOUT},
    )
    return parquet_with(pa.Table.from_arrays(arrays, schema=schema), stored, _maker())


def tables_of(path: Path) -> "Tables | None":
    """Return the tables of the catalogue that `written` made the file at `path` of.

    They are those that come of loading and tabulating it, to the last bit. None if the file is
    another one, was changed since, or was written by another version of the program.
    """
    from timetax.table import Tables

    layouts = _layouts()
    stored = stored_in(path, tuple(layouts.values()), _maker())
    if stored is None:
        return None
    frames = dict(zip(layouts, stored.frames, strict=True))
    about = {name: stored.about[name] for name in _ABOUT}
    about["notes"] = tuple(stored.about["notes"])
    return Tables(**frames, **about)  # type: ignore[arg-type]


def _maker() -> str:
    """Return what says by which code tables are derived: the version, and a digest of the code.

    A version alone would not do while the code is worked on.
    """
    digest = sha256()
    package = Path(__file__).parent.parent
    for name in _DERIVING:
        digest.update((package / f"{name}.py").read_bytes())
    return f"{__version__} {digest.hexdigest()}"


def _layouts() -> Mapping[str, Mapping[str, str]]:
    """Return the columns and dtypes of each frame of tables."""
    from timetax import table

    return {
        "forms": table.FORMS,
        "life_events": table.LIFE_EVENTS,
        "affected_public": table.AFFECTED,
        "agencies": table.AGENCIES,
        "overlaps": table.OVERLAPS,
        "replaces": table.REPLACES,
        "causes": table.CAUSES,
        "ranges": table.RANGES,
        "requests": table.REQUESTS,
    }
