"""The tables of catalogues and inventories, by the shortest road that there is to them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timetax.files.yaml import STDIN
from timetax.read.inputs import Blob
from timetax.read.options import ReadOptions

if TYPE_CHECKING:
    from timetax.tables.layouts import Tables

_PARQUET = b"PAR1"


def tables_at(paths: Sequence[str | Blob], options: ReadOptions) -> "Tables":
    """Return the tables of inputs of the catalogue at `paths`, as `catalogue.load` takes them.

    A single file may have a road of its own: tables that a Parquet file holds ready, or columns of
    a spreadsheet that is plainly valid. The tables are the same, to the last bit.

    Raises:
        InputError: a path cannot be read or holds mistakes; carries a finding for each of them.
    """
    made = None
    if len(paths) == 1 and isinstance(paths[0], str) and paths[0] != STDIN:
        made = _without_catalogue(paths[0], options)
    if made is None:
        from timetax.read.to_catalogue import load
        from timetax.tables.tabulate import tabulate

        made = tabulate(load(*paths, options=options))
    return made


def _without_catalogue(path: str, options: ReadOptions) -> "Tables | None":
    if _is_parquet(Path(path)):
        from timetax.read.stored import tables_of

        return tables_of(Path(path))
    from timetax.read.tabular.columnwise import tables_of_text

    return tables_of_text(path, options)


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_PARQUET)) == _PARQUET
    except (OSError, ValueError):  # whoever reads it will say why not
        return False
