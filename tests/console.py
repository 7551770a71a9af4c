"""Runs what a user would type, as a real process, from the top of the project."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(command: str, *, stdin: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `[NAME=VALUE ...] timetax ...` and return the finished process, its output as text."""
    words = shlex.split(command)
    settings = dict(word.split("=", 1) for word in words[: words.index("timetax")])
    environment = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    return subprocess.run(
        [sys.executable, "-m", *words[words.index("timetax") :]],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment | {"COLUMNS": "80"} | settings,
        check=False,
    )
