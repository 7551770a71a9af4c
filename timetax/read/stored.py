"""The tables that a Parquet file of ours holds beside the catalogue, ready to be taken.

They are taken only if the same code made them and nothing was changed since.
"""

from hashlib import sha256
from pathlib import Path

from timetax.read.stored_parquet import Stored, stored_in
from timetax.tables.layouts import ABOUT, LAYOUTS, Tables
from timetax.version import __version__

_DERIVING = ("catalogue", "files", "read/tabular", "tables")
"""The packages that say what tables follow from a file."""


def stored(tables: Tables) -> Stored:
    """Return tables as what a file keeps of them."""
    return Stored(
        frames=tuple(getattr(tables, name) for name in LAYOUTS),
        about={name: getattr(tables, name) for name in ABOUT},
    )


def tables_of(data: bytes) -> Tables | None:
    """Return the tables of the catalogue of which `convert` made a Parquet file of these bytes.

    They are those that come of loading and tabulating it, to the last bit. None if the file is
    another one, was changed since, or was written by another version of the program.
    """
    kept = stored_in(data, tuple(LAYOUTS.values()), maker())
    if kept is None:
        return None
    frames = dict(zip(LAYOUTS, kept.frames, strict=True))
    about = {name: kept.about[name] for name in ABOUT}
    about["notes"] = tuple(kept.about["notes"])
    return Tables(**frames, **about)  # type: ignore[arg-type]


def maker() -> str:
    """Return what says by which code tables are derived: the version, and a digest of the code.

    A version alone would not do while the code is worked on.
    """
    digest = sha256()
    package = Path(__file__).parents[1]
    for name in _DERIVING:
        for module in sorted((package / name).rglob("*.py")):
            digest.update(module.read_bytes())
    return f"{__version__} {digest.hexdigest()}"
