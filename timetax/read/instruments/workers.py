"""Counts many files at once, each within a bound of time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Timer
from typing import Any

from timetax.catalogue.counted import Claim, CountedForm, Printed, Question, Refused

SECONDS = 5.0
"""How long a processor may work on one file."""
MEMORY = 250_000_000
"""How many bytes a process may have for files, beyond those that it begins with."""
MOST_BYTES = 100_000_000
"""How large a file may be."""
_WAIT = 20.0
"""How long one waits for a file on a busy machine."""
TOO_LONG = f"takes more than {SECONDS:g} seconds to read: it is broken, or no form"


@dataclass(frozen=True)
class Task:
    """A file to count: its name, and its path or its bytes."""

    file: str
    path: Path | None = None
    data: bytes | None = None


def counted(tasks: Sequence[Task], at_once: int | None = None) -> list[CountedForm | Refused]:
    """Return each file as it is counted, or why it is not, in the order of the tasks.

    So many are counted `at_once`; without, as many as there are processors.
    """
    many = min(len(tasks), at_once or os.cpu_count() or 1)
    if not many:
        return []
    workers: SimpleQueue[Worker] = SimpleQueue()
    for _ in range(many):
        workers.put(Worker())

    def run(task: Task) -> CountedForm | Refused:
        worker = workers.get()
        try:
            return worker.run(task)
        finally:
            workers.put(worker)

    try:
        with ThreadPoolExecutor(many) as pool:
            return list(pool.map(run, tasks))
    finally:
        for _ in range(many):
            workers.get().end()


class Worker:
    """A process that counts files; it begins anew after one that it did not survive."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, task: Task) -> CountedForm | Refused:
        """Return a file as it is counted, or why it is not."""
        try:
            data = _bytes_of(task)
        except OSError as error:
            return Refused(task.file, f"cannot be read: {error.strerror}")
        if len(data) > MOST_BYTES:
            return Refused(task.file, f"has more than {MOST_BYTES / 1e6:.0f} MB, as no form has")
        if self._process is None:
            self._process = begun()
        process = self._process
        assert process.stdin
        assert process.stdout
        timer = Timer(_WAIT, process.kill)
        timer.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps({"file": task.file, "bytes": len(data)}).encode())
                process.stdin.write(b"\n" + data)
                process.stdin.flush()
            answer = process.stdout.readline()
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self.end()
            return Refused(task.file, TOO_LONG)
        return _result(task.file, json.loads(answer))

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError, subprocess.TimeoutExpired):
                process.communicate(timeout=1)
            process.kill()
            process.wait()


def begun() -> "subprocess.Popen[bytes]":
    """Begin a process that counts files, and nobody hears but by its answers."""
    # No path of the working folder is searched for modules: `-m` would do that.
    return subprocess.Popen(
        [sys.executable, "-P", "-m", f"{__package__}.worker", f"{SECONDS}", f"{MEMORY}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def _bytes_of(task: Task) -> bytes:
    """Return the bytes of a file; it is opened here, where it is known what a run has read."""
    if task.data is not None:
        return task.data
    assert task.path is not None
    with task.path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _result(file: str, answer: dict[str, Any]) -> CountedForm | Refused:
    if "refused" in answer:
        return Refused(file, answer["refused"])
    form = answer["form"]
    printed = form["printed"]
    texts: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in printed.items()
    }
    made = Printed(**texts | {"claims": tuple(Claim(**each) for each in printed["claims"])})
    questions = tuple(Question(**each) for each in form["questions"])
    return CountedForm(**form | {"printed": made, "questions": questions})
