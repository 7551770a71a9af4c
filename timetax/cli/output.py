"""Where output goes: a terminal, a pipe or a file, with colour or without."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from timetax.files.writing import write_whole

QUIET_SECONDS = 1.0
"""Work that is done by then shows no progress."""


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def is_colored(color: Color, output: Path | None) -> bool:
    """Return whether to colour what goes to `output`, or to standard output if that is None."""
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and output is None and sys.stdout.isatty()


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None]]:
    """Give a function that takes the share of the work done and, after a second, shows it.

    It is shown on standard error, and only if that is a terminal.
    """
    start = time.monotonic()
    shown = False

    def tell(share: float) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - start > QUIET_SECONDS:
            print(f"\r{what} {share:4.0%}", end="", file=sys.stderr, flush=True)
            shown = True

    try:
        yield tell
    finally:
        if shown:
            print(f"\r{' ' * (len(what) + 5)}\r", end="", file=sys.stderr, flush=True)


def write_text(text: str, output: Path | None, *, safely: bool = False) -> None:
    """Write text to a file, whole or not at all, or to standard output.

    With `safely`, a terminal gets it without the characters that could steer it.

    Raises:
        InputError: the file cannot be written.
    """
    if output is not None:
        write_whole(output, text.encode("utf-8", "replace"))
        return
    if safely and sys.stdout.isatty():
        from timetax.wording.terminal import safe

        text = safe(text)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.stdout.write(text)
    sys.stdout.flush()
