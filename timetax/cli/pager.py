"""Shows what is longer than the terminal in a pager, as git does."""

import os
import shlex
import shutil
import signal
import subprocess
import sys

VARIABLES = ("TIMETAX_PAGER", "PAGER")
"""Environment variables that name the pager; the first that is there counts. `cat` is none."""

DEFAULT = "less"
SETTINGS = {"LESS": "FRX", "LV": "-c"}
"""What pagers are told through the environment where it does not say otherwise: to end where one
page is enough, to let colours through, and to leave the text on the screen."""


def page(text: str) -> bool:
    """Show text in the pager if it is longer than the terminal; return whether that was done."""
    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    named = next((os.environ[each] for each in VARIABLES if each in os.environ), DEFAULT)
    command = shlex.split(named)
    if command in ([], ["cat"]) or not shutil.which(command[0]):
        return False
    sys.stdout.flush()
    pager = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        env=SETTINGS | os.environ,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    # Ctrl-C is for the pager, which may stop searching and go on.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(text)
    finally:
        signal.signal(signal.SIGINT, before)
    return True
