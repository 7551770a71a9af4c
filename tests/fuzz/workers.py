"""Processes that try mutants; one that hangs or dies is a defect of the mutant that it tried."""

import faulthandler
import os
import shlex
import signal
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from random import Random
from typing import IO, NamedTuple

from tests import console
from tests.fuzz.kind import Kind
from timetax.findings import InputError

WHOLE_COMMAND = 20
"""A whole command is run on one mutant in so many."""
MOST_CPU_SECONDS = 2
"""What takes longer to read is a defect."""
ENDLESS_CPU_SECONDS = 20
MOST_SECONDS = 300
"""A process that takes longer over a mutant, or waits longer, is given up."""


class Share(NamedTuple):
    """Mutants of a kind that one process takes; none is begun after `end` of the steady clock."""

    kind: str
    seed: int
    places: range
    end: float


class Tried(NamedTuple):
    """What became of a mutant: accepted or not, with or without a whole command, its defects."""

    kind: str
    accepted: bool | None
    command: bool
    defects: tuple[str, ...]


@cache
def kind_named(name: str) -> Kind:
    """Return the kind in the module of this name."""
    kind: Kind = import_module(f"tests.fuzz.kinds.{name}").KIND
    return kind


def tried(shares: Iterable[Share], jobs: int) -> Iterator[Tried]:
    """Yield what becomes of each mutant of the shares, in `jobs` processes at once."""
    waiting = iter(shares)
    with tempfile.TemporaryDirectory() as folder:
        workers = {_Worker(folder, share) for share in _first(waiting, jobs)}
        while workers:
            asked = wait([each.connection for each in workers])
            for worker in [each for each in workers if each.connection in asked]:
                try:
                    made: Tried | None = worker.connection.recv()
                except (EOFError, ConnectionResetError):
                    yield worker.failure()
                    workers.remove(worker)
                    workers.add(_Worker(folder, worker.rest()))
                    continue
                if made is not None:
                    worker.done += 1
                    yield made
                elif not worker.take(next(waiting, None)):
                    workers.remove(worker)


def _first(shares: Iterator[Share], count: int) -> Iterator[Share]:
    for _, share in zip(range(count), shares, strict=False):
        yield share


class _Worker:
    """A process and the share that it has.

    Attributes:
        connection: gives what becomes of each mutant, and None at the end of a share.
        share: the share.
        done: how many of its mutants are done.
    """

    def __init__(self, folder: str, share: Share) -> None:
        context = get_context("fork")
        self.connection, theirs = Pipe()
        self.trace = tempfile.TemporaryFile("w+", dir=folder)  # noqa: SIM115
        arguments = (self.connection, theirs, self.trace, folder)
        self.process = context.Process(target=_work, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.take(share)

    def take(self, share: Share | None) -> bool:
        """Begin with another share, or end without any; return whether there is one."""
        self.connection.send(share)
        if share is None:
            self.end()
            return False
        self.share, self.done = share, 0
        return True

    def failure(self) -> Tried:
        """Return the mutant at which the process ended, as a defect."""
        with suppress(ProcessLookupError):  # and what it has begun
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.trace.seek(0)
        trace, code = self.trace.read(), self.end()
        ended = trace or f"the process ended with {code}"
        place = self.share.places[self.done]
        return Tried(self.share.kind, None, False, (f"{_named(self.share, place)}: {ended}",))

    def end(self) -> int | None:
        """Wait for the process to end, and return its exit code."""
        self.process.join()
        self.connection.close()
        self.trace.close()
        return self.process.exitcode

    def rest(self) -> Share:
        """Return what is left of the share after the mutant at which the process ended."""
        return self.share._replace(places=self.share.places[self.done + 1 :])


def _named(share: Share, place: int) -> str:
    return f"{share.kind} --seed {share.seed}, mutant {place}"


def _work(asking: Connection, connection: Connection, trace: IO[str], folder: str) -> None:
    asking.close()
    os.setpgrp()
    tempfile.tempdir = folder
    faulthandler.register(signal.SIGPROF, file=trace, chain=True)  # and then it ends the process
    with suppress(EOFError, BrokenPipeError):  # nobody asks any more
        while share := connection.recv():
            for place in share.places:
                if time.monotonic() > share.end:
                    break
                faulthandler.dump_traceback_later(MOST_SECONDS, exit=True, file=trace)
                signal.setitimer(signal.ITIMER_PROF, ENDLESS_CPU_SECONDS)
                made = _tried(share, place)
                signal.setitimer(signal.ITIMER_PROF, 0)
                faulthandler.cancel_dump_traceback_later()
                connection.send(made)
            connection.send(None)


def _tried(share: Share, place: int) -> Tried:
    kind, name = kind_named(share.kind), _named(share, place)
    data = kind.mutant(Random(f"{share.kind} {share.seed} {place}"))
    accepted: bool | None = None
    defects = []
    start = time.process_time()
    try:
        kind.read(data)
        accepted = True
    except InputError:
        accepted = False
    except Exception:
        defects.append(f"{name}:\n{traceback.format_exc()}")
    if (taken := time.process_time() - start) > MOST_CPU_SECONDS:
        defects.append(f"{name}: takes {taken:.1f} seconds to read {len(data):,} bytes")
    command = place % WHOLE_COMMAND == 0
    if command and (wrong := _wrong_with_command(kind, data)):
        defects.append(f"{name}: the whole command: {wrong}")
    return Tried(share.kind, accepted, command, tuple(defects))


def _wrong_with_command(kind: Kind, data: bytes) -> str:
    """Return how a whole command ends as none should, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"mutant{kind.suffix}"
        path.write_bytes(data)
        for name, content in kind.beside.items():
            path.with_name(name).write_bytes(content)
        done = console.run(f"timetax {shlex.join(kind.arguments(data, path))}", cwd=Path(folder))
    ended_well = done.returncode in (0, 1, 2) and "Traceback" not in done.stderr
    return "" if ended_well else f"exit code {done.returncode}\n{done.stderr}"
