"""The command line: parse, call, render, exit. Nothing else."""

import gc
import os
import sys

from timetax.cli import catalogues, checking, differences, files, reforms  # noqa: F401
from timetax.cli.app import app
from timetax.findings import InputError

INPUT_UNUSABLE = 2


def main() -> None:
    """Run the command line; bad input ends with its findings on stderr and exit code 2."""
    # One run makes little garbage and then ends: collecting it, and walking over all that lives
    # once more at the exit, would cost more than the work on a small catalogue.
    gc.disable()
    # Looking for plugins of pydantic takes a tenth of a small run, and none is wanted.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app()
    except InputError as error:
        from timetax.wording.terminal import safe

        for finding in error.findings:
            print(safe(str(finding)), file=sys.stderr)
        sys.exit(INPUT_UNUSABLE)
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; keep Python from flushing into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        gc.freeze()
