"""The scenarios that come with the program."""

from pathlib import Path

from timetax.bundle import bundled, seen_from_here


def folder() -> Path:
    """Return the folder of the scenarios that come with the program."""
    return seen_from_here(bundled()).parent / "scenarios"


def bundled_scenarios() -> list[Path]:
    """Return the paths of the scenarios that come with the program, by name.

    The folder holds catalogues of earlier figures too; their names begin with `before`.
    """
    return sorted(path for path in folder().glob("*.yaml") if not path.stem.startswith("before"))
