"""Runs what a user would type, as a real process, from the top of the project."""

import atexit
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

from tests import forking

ROOT = Path(__file__).parent.parent


def run(
    command: str, *, stdin: str = "", cwd: Path = ROOT, cold: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run `[NAME=VALUE ...] timetax ...` and return the finished process, its output as text.

    What is told to Python itself needs a process that Python has begun; any other command is forked
    (see `forking`) unless it is to be `cold`.
    """
    words = shlex.split(command)
    name = words.index("timetax")
    settings = dict(word.split("=", 1) for word in words[:name])
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    environment = kept | {"COLUMNS": "80"} | settings
    begun = cold or any(key.startswith("PYTHON") for key in settings)
    process = _begun if begun or not hasattr(os, "fork") else _forked
    return process(words[name + 1 :], stdin, cwd, environment)


def shown(command: str, settings: Mapping[str, str]) -> str:
    """Return what a terminal gets of `timetax ...`, with these settings and few others."""
    import pty  # Windows has none

    server = _server()
    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "80"} | settings
    forking.request(server, shlex.split(command)[1:], str(ROOT), environment, (0, theirs, 2))
    os.close(theirs)
    output = b""
    try:
        while part := os.read(ours, 65536):
            output += part
    except OSError:
        pass  # how Linux says that the other end is closed
    os.close(ours)
    assert forking.exit_code(server) == 0
    return output.decode()


def run_in_turn(commands: Iterable[str], *, hash_seed: int, cwd: Path = ROOT) -> str:
    """Return what commands print, in one process in which Python orders sets by this seed."""
    code = (
        "import shlex, sys\n"
        "from timetax.cli.app import app\n"
        "for command in sys.argv[1:]:\n"
        "    app(shlex.split(command), standalone_mode=False)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *commands],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed), "COLUMNS": "80"},
        check=True,
    )
    return done.stdout


def _begun(
    arguments: list[str], stdin: str, cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timetax", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        check=False,
    )


def _forked(
    arguments: list[str], stdin: str, cwd: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    server = _server()
    reader, writer = os.pipe()
    with (
        TemporaryFile("w+", encoding="utf-8") as output,
        TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        streams = (reader, output.fileno(), errors.fileno())
        forking.request(server, arguments, str(cwd), environment, streams)
        os.close(reader)
        try:
            with open(writer, "w", encoding="utf-8") as pipe:  # noqa: PTH123
                pipe.write(stdin)
        except BrokenPipeError:
            pass  # the command ended without reading it all
        code = forking.exit_code(server)
        for stream in (output, errors):
            stream.seek(0)
        return subprocess.CompletedProcess(arguments, code, output.read(), errors.read())


@cache
def _server() -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen([sys.executable, "-m", forking.__name__], stdin=theirs, cwd=ROOT)

    def stop() -> None:
        ours.close()
        process.wait()

    atexit.register(stop)
    return ours
