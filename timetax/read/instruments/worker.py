"""The process in which files are counted, so that a hostile one ends no more than itself.

Each line of standard input is a task in JSON: the name of a file, and how many bytes follow. Each
line of standard output is what was counted, or why it was not.
"""

import json
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from timetax.read.instruments.counting import count
from timetax.read.instruments.kind import NoFormError


def main(seconds: float, memory: int) -> None:
    """Count files until there are no more, each within the seconds and bytes that are given."""
    _bound(memory)
    tasks, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := tasks.readline():
        task = json.loads(line)
        data = tasks.read(task["bytes"])
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _answer(task["file"], data)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _answer(file: str, data: bytes) -> dict[str, Any]:
    try:
        return {"form": asdict(count(file, data))}
    except NoFormError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "needs more memory than the bound for one file"}
    except RecursionError:
        return {"refused": "is nested deeper than any form"}


def _bound(memory: int) -> None:
    """Let this process have no more than so many bytes beyond those that it has."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + memory
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
