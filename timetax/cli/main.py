"""The command line: parse, call, render, exit. Nothing else."""

import gc
import os
import sys
import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from timetax.cli.output import silence, watch_reading
from timetax.findings import Finding, InputError, Position
from timetax.wording.terminal import one_line

INPUT_UNUSABLE = 2


def run() -> None:
    """Run the command line, and end this process with its exit code once all is written.

    To take apart all that was read, as Python does at its end, takes longer than many a command.
    What cannot be written is left to Python, which tells of it.
    """
    try:
        main()
    except SystemExit as end:
        with suppress(OSError, ValueError):
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            if isinstance(end.code, int):
                os._exit(end.code)
        raise


def main() -> None:
    """Run the command line; what cannot be used or done is told on stderr, with exit code 2."""
    # One run makes little garbage and then ends: collecting it, and walking over all that lives
    # once more at the exit, would cost more than the work on a small catalogue.
    # Those that the libraries make while they are imported are none either.
    gc.disable()
    # Looking for plugins of pydantic takes a tenth of a small run, and none is wanted.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # the words of libraries are for programmers
    _fill_closed_streams()
    from timetax.cli.app import app
    from timetax.cli.completing import complete_for_bash, is_for_bash

    watch_reading()
    try:
        if "_TIMETAX_COMPLETE" in os.environ:
            sys.modules.setdefault("rich", None)  # type: ignore[arg-type]  # it would dress each word
        if is_for_bash(os.environ):
            complete_for_bash(app)
        app(prog_name="timetax")
    except InputError as error:
        _end(error.findings)
    except OSError as error:
        _end([_of_system(error)])
    except RuntimeError as error:
        if "Symlink loop" not in str(error):  # so older versions of Python tell of one
            raise
        _end([Finding(Position("system"), "system", "symbolic links go round in a circle")])
    except MemoryError:
        _end([Finding(Position("memory"), "system", "there is not enough of it for this")])
    finally:
        gc.freeze()


def _fill_closed_streams() -> None:
    """Let each stream that is closed fail when it is used, and never become a file of this run."""
    for name, flags, mode in (
        ("stdin", os.O_WRONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            stream = open(os.open(os.devnull, flags), mode, encoding="utf-8")  # noqa: PTH123, SIM115
            setattr(sys, name, stream)


def _of_system(error: OSError) -> Finding:
    """Return what the system says, as a finding."""
    try:
        Path.cwd()
    except OSError:
        return Finding(Position("working folder"), "system", "it is not there any more")
    name = error.filename if isinstance(error.filename, str) else "system"
    return Finding(Position(name), "system", error.strerror or str(error))


def _end(findings: Iterable[Finding]) -> None:
    try:
        for finding in findings:
            print(one_line(str(finding)), file=sys.stderr)
    except OSError:
        silence(sys.stderr)
    with suppress(OSError):
        sys.stdout.flush()
    sys.exit(INPUT_UNUSABLE)
