"""The settings that hold for this run, apart from what its command line says."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from timetax.cli.output import say
from timetax.files.settings import Held, held
from timetax.findings import Finding, InputError, Position
from timetax.wording.hints import shown


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


@contextmanager
def on_day(text: str | None) -> Iterator[None]:
    """Let a day that an option gives be the day of what is written, for a while.

    Raises:
        InputError: it is no date.
    """
    if text is not None:
        _DAY.append(_day(text, Position("--today"), "option", ""))
    try:
        yield
    finally:
        _DAY.clear()


_DAY: list[date] = []


def today_set() -> date:
    """Return the day that what is written is of: that of an option, of a setting, or of the run.

    Raises:
        InputError: the setting is no date.
    """
    if _DAY:
        return _DAY[0]
    if made := setting("today"):
        return _day(made.values[0], made.position, "configuration", "today: ")
    return date.today()


def _day(text: str, position: Position, rule: str, name: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        message = f"{name}must be a date such as 2026-01-31, and here is {shown(text)}"
        raise InputError([Finding(position, rule, message)]) from None


def say_used() -> None:
    """Say, if it is to be verbose, which settings were used, and where they stand."""
    for key, made in _USED.items():
        say(f"{key}: {', '.join(made.values)} ({made.position})", verbose=True)


def catalogues_set() -> list[str]:
    """Return the paths of the catalogue that is set; none if none is."""
    made = setting("catalogue")
    return list(made.values) if made else []
