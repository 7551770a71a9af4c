"""Where output goes: a terminal, a pipe or a file, with colour or without."""

import os
import sys
from enum import StrEnum
from pathlib import Path

from timetax.writing import write_whole


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
        from timetax.render.text import safe

        text = safe(text)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.stdout.write(text)
    sys.stdout.flush()
