"""Where output goes: a terminal, a pipe or a file, with colour or without."""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

from timetax.files.writing import write_whole
from timetax.findings import option_error
from timetax.wording.terminal import PLAIN, inert, one_line, safe

QUIET_SECONDS = 1.0
"""Work that is done by then shows no progress."""


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass
class _Tone:
    """How much is said on stderr."""

    quiet: bool = False
    verbose: bool = False
    plain: bool = False


_TONE = _Tone()


@contextmanager
def told(*, quiet: bool, verbose: bool, plain: bool = False) -> Iterator[None]:
    """Be quiet, verbose or plain for a while; verbose, what was read and for how long is said last.

    Raises:
        InputError: it is to be both.
    """
    if quiet and verbose:
        raise option_error("--quiet", "cannot be together with --verbose")
    _TONE.quiet, _TONE.verbose, _TONE.plain = quiet, verbose, plain
    start = time.monotonic()
    try:
        yield
    finally:
        for name in filter(_is_input, _READ.values()):
            say(f"read: {name}", verbose=True)
        say(f"took: {time.monotonic() - start:.1f} seconds", verbose=True)
        _TONE.quiet = _TONE.verbose = _TONE.plain = False


def _is_input(name: str) -> bool:
    """Return whether a file that was read is none of Python's own or the system's."""
    own = (sys.prefix, sys.base_prefix, "/dev/", "/etc/", "/proc/", "/sys/", "/usr/")
    return not name.endswith((".py", ".pyc")) and not name.startswith(own)


def is_quiet() -> bool:
    """Return whether nothing is to be printed but what was asked for."""
    return _TONE.quiet


def say(message: str, *, verbose: bool = False) -> None:
    """Print a message on standard error, unless it is to be quiet, or is not verbose enough."""
    if not _TONE.quiet and (_TONE.verbose or not verbose):
        with suppress(OSError):
            print(one_line(message), file=sys.stderr)


def is_colored(color: Color, output: Path | None) -> bool:
    """Return whether to colour what goes to `output`, or to standard output if that is None."""
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    if output is not None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def draws_bars(output: Path | None) -> bool:
    """Return whether bars stand beside the figures of what goes to `output`: at a terminal alone.

    Not where it is to be plain, nor on a terminal that says of itself that it can do nothing.
    """
    is_dumb = os.environ.get("TERM") == "dumb"
    return output is None and not _TONE.plain and not is_dumb and sys.stdout.isatty()


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None]]:
    """Give a function that takes the share of the work done and, after a second, shows it.

    It is shown on standard error, and only if that is a terminal.
    """
    start = time.monotonic()
    shown = False

    def tell(share: float) -> None:
        nonlocal shown
        if not _TONE.quiet and sys.stderr.isatty() and time.monotonic() - start > QUIET_SECONDS:
            print(f"\r{what} {share:4.0%}", end="", file=sys.stderr, flush=True)
            shown = True

    try:
        yield tell
    finally:
        if shown:
            print(f"\r{' ' * (len(what) + 5)}\r", end="", file=sys.stderr, flush=True)


def watch_reading() -> None:
    """Take note of the files that are opened to be read from now on: none is written over.

    The bytecode of modules is no input, and looking it up would take a tenth of a small run.
    """
    bytecode = f".{sys.implementation.cache_tag}.pyc"

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
        if not str(arguments[0]).endswith(bytecode):
            with suppress(OSError, TypeError, ValueError):
                status = os.stat(arguments[0])  # noqa: PTH116
                _READ[status.st_dev, status.st_ino] = os.fsdecode(arguments[0])

    sys.addaudithook(note)


_READ: dict[tuple[int, int], str] = {}


def require_no_input(output: Path) -> None:
    """Do nothing if `output` is no file that this run has read.

    Raises:
        InputError: it is one.
    """
    with suppress(OSError):
        status = output.stat()
        if stat.S_ISREG(status.st_mode) and (status.st_dev, status.st_ino) in _READ:
            message = "is read by this command and would be written over; give another name"
            raise option_error(str(output), message)


def write_text(text: str | Iterable[str], output: Path | None, *, exactly: bool = True) -> None:
    """Write text, or its pieces, to a file, whole or not at all, or to standard output.

    Standard output gets no character that could steer a terminal or the runner of a job, unless the
    text is to be there `exactly`.

    Raises:
        InputError: it cannot be written, or the file has been read by this run.
    """
    pieces = [text] if isinstance(text, str) else text
    if output is not None:
        require_no_input(output)
        write_whole(output, (piece.encode("utf-8", "replace") for piece in pieces))
        return
    if not exactly:
        pieces = [inert(safe("".join(pieces)))]
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors=PLAIN)
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)  # the reader, such as `head`, has seen enough
    except OSError as error:
        silence(sys.stdout)
        raise option_error("standard output", f"cannot be written: {error.strerror}") from error


def write_bytes(data: bytes, output: Path) -> None:
    """Write bytes to a file, whole or not at all.

    Raises:
        InputError: it cannot be written, or the file has been read by this run.
    """
    require_no_input(output)
    write_whole(output, data)


def silence(stream: TextIO) -> None:
    """Let a stream that takes no more lead nowhere, so that Python does not try at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
