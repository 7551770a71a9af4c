"""Forks a real process for each command, from one process that has imported all it needs.

Most of what a small command takes is the import of pandas, pydantic and our declarations for it,
then what they make when they are first used, and at the end taking all of it apart. This process
imports and rehearses once, and keeps the bundled catalogue as it was read and validated; each
command is then a process of its own, with its own arguments, environment, folder, streams and exit
code, that does what `python -m timetax` does and ends when it has written all. The processes in
which it counts forms are forked as well. Whether a command imports all that it uses is seen where
it is begun cold (see `test_console`).
"""

import gc
import io
import json
import os
import runpy
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from select import select
from tempfile import gettempdir

import timetax
from timetax.catalogue.validation import Validated
from timetax.cli.app import app
from timetax.files.yaml import Document
from timetax.read import inputs, to_catalogue
from timetax.read.instruments import worker, workers

LIBRARIES = (
    *("numpy", "pandas", "pandas.core.methods.to_dict", "pyarrow.parquet", "pydantic", "yaml"),
    *("duckdb", "jinja2", "openpyxl", "pypdf", "resource", "rich.table", "xlsxwriter"),
)


def request(
    server: socket.socket,
    arguments: list[str],
    folder: str,
    environment: dict[str, str],
    streams: tuple[int, int, int],
) -> None:
    """Ask the server for a process; the file descriptors in `streams` become its 0, 1 and 2."""
    message = json.dumps([arguments, folder, environment]).encode()
    socket.send_fds(server, [len(message).to_bytes(4)], streams)
    server.sendall(message)


def exit_code(server: socket.socket) -> int:
    """Wait for the process that was asked for, and return its exit code, -N after signal N."""
    return int.from_bytes(_received(server, 4), signed=True)


def _received(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = connection.recv(size - len(data))
        if not chunk:
            raise EOFError
        data += chunk
    return data


def _serve(client: socket.socket) -> None:
    """Fork until the client has gone; return in each process that was forked."""
    while True:
        size, streams, _, _ = socket.recv_fds(client, 4, 3)
        if not size:
            sys.exit()
        arguments, folder, environment = json.loads(_received(client, int.from_bytes(size)))
        process = os.fork()
        if process == 0:
            client.close()
            _become(arguments, folder, environment, streams)
            return
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(process, 0)
        client.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, signed=True))


def _become(
    arguments: list[str], folder: str, environment: dict[str, str], streams: list[int]
) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # What stood at 1 before might be sought in, and a terminal is written to line by line.
    how = {"encoding": sys.stdout.encoding, "errors": sys.stdout.errors}
    sys.stdout = open(1, "w", closefd=False, **how)  # noqa: SIM115
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = arguments
    sys.path[0] = folder


class _Counting:
    """A process that counts forms, forked where the command would begin it cold."""

    def __init__(self) -> None:
        tasks, answers = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _count((tasks[0], answers[1], os.open(os.devnull, os.O_WRONLY)))
        os.close(tasks[0])
        os.close(answers[1])
        self.stdin, self.stdout = open(tasks[1], "wb"), open(answers[0], "rb")  # noqa: SIM115, PTH123

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def communicate(self, timeout: float) -> None:
        with suppress(BrokenPipeError):
            self.stdin.close()
        if not select([self.stdout], [], [], timeout)[0]:
            self.kill()
        self.wait()


def _count(streams: tuple[int, int, int]) -> None:
    """Be such a process; it has no end of what others are told."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    try:
        worker.main(workers.SECONDS, workers.MEMORY)
    finally:
        os._exit(0)


def _modules() -> list[str]:
    found = (each.name for each in walk_packages(timetax.__path__, "timetax."))
    return [name for name in found if not name.endswith(".__main__")]


def _rehearse() -> None:
    inputs.parse_bytes = cache(inputs.parse_bytes)
    to_catalogue.validated = _once(to_catalogue.validated)
    workers.begun = _Counting
    for name in app.commands:
        assert app.commands[name]
    for folder in (gettempdir(), Path.cwd()):  # from which its files have other names
        os.chdir(folder)
        for command in ("report", "check"):
            with redirect_stdout(io.StringIO()), suppress(SystemExit):
                app([command])


def _once(validated: Callable[[Document], Validated]) -> Callable[[Document], Validated]:
    """Return what validates a document once: those of the bundled catalogue are there to stay."""
    made: dict[int, tuple[Document, Validated]] = {}

    def kept(document: Document) -> Validated:
        if id(document) not in made:
            made[id(document)] = document, validated(document)
        return made[id(document)][1]

    return kept


def main() -> None:
    """Import everything, then be each command that the client on standard input asks for."""
    client = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # as the command line itself does
    for name in (*LIBRARIES, *_modules()):
        import_module(name)
    _rehearse()
    gc.freeze()
    with warnings.catch_warnings():
        # The threads that numpy and pyarrow keep are theirs to end and begin again.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        _serve(client)
    runpy.run_module("timetax", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
