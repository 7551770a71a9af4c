"""Paths that a file names: what it names stays in its own folder or in the working folder."""

from pathlib import Path

from timetax.bundle import bundled


def path_named(name: str, folder: Path, *, anywhere: bool = False) -> Path:
    """Return the path that a file in `folder` names, links followed to see where it leads.

    It may lead into that folder, into the working folder and to what comes with the program; with
    `anywhere`, to wherever it likes. A file may come from somebody else, and what it names is read
    and told about.

    Raises:
        ValueError: says what is wrong with it.
    """
    if "\0" in name:
        raise ValueError("a path cannot hold a NUL")
    path = folder / name
    if anywhere:
        return path
    try:
        whole = path.resolve(strict=True)
    except FileNotFoundError:  # whoever reads it will say so
        whole = path.resolve()
    except (OSError, RuntimeError):  # such as links that go round in a circle
        raise ValueError(f"{name!r} leads nowhere") from None
    homes = (folder.resolve(), Path.cwd(), bundled().parent.resolve())
    if not any(whole.is_relative_to(home) for home in homes):
        raise ValueError(
            f"{name!r} is outside of the folder of this file and of the working folder; "
            "start from a folder that holds both, or allow it with --allow-outside"
        )
    return path
