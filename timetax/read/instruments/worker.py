"""The process in which files are counted, so that a hostile one ends no more than itself.

Each line of standard input is a task in JSON: a name and the path of a file, or how many bytes
follow. Each line of standard output is what was counted, or why it was not.
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

MOST_BYTES = 100_000_000


def main(seconds: float, memory: int) -> None:
    """Count files until there are no more, each within the seconds and bytes that are given."""
    _bound(memory)
    tasks, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := tasks.readline():
        task = json.loads(line)
        data = tasks.read(task["bytes"]) if "bytes" in task else None
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _answer(task["file"], task.get("path"), data)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _answer(file: str, path: str | None, data: bytes | None) -> dict[str, Any]:
    try:
        if data is None:
            assert path is not None
            data = Path(path).read_bytes()
        return {"form": asdict(count(file, data))}
    except NoFormError as error:
        return {"refused": str(error)}
    except OSError as error:
        return {"refused": f"cannot be read: {error.strerror}"}
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
