"""The settings that hold for this run, apart from what its command line says."""

import os

from timetax.cli.output import say
from timetax.files.settings import Held, held


def settings() -> dict[str, Held]:
    """Return the settings that the environment or the nearest configuration file makes."""
    return held(os.environ)


def setting(key: str) -> Held | None:
    """Return what is set for a key, and take note that it is used; None if nothing is."""
    made = settings().get(key)
    if made is not None:
        _USED[key] = made
    return made


_USED: dict[str, Held] = {}


def say_used() -> None:
    """Say, if it is to be verbose, which settings were used, and where they stand."""
    for key, made in _USED.items():
        say(f"{key}: {', '.join(made.values)} ({made.position})", verbose=True)


def catalogues_set() -> list[str]:
    """Return the paths of the catalogue that is set; none if none is."""
    made = setting("catalogue")
    return list(made.values) if made else []
