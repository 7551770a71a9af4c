"""Writes files whole or not at all."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from timetax.findings import option_error

PREFIX = ".timetax-"
"""How the name of a file begins that is not whole yet."""

_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""What stands for something that is open already, and can only be written into."""


def write_whole(path: Path, data: bytes | Iterable[bytes], *, in_its_place: bool = False) -> None:
    """Write `data`, or its pieces, to the file at `path`, whole or not at all.

    The mode of the file and links to it stay.

    What is no regular file, such as a pipe or a device, is written into. With `in_its_place`, a
    file that cannot keep its owner, group, attributes and other names is left as it is.

    Raises:
        InputError: the file cannot be written.
    """
    pieces = [data] if isinstance(data, bytes) else data
    try:
        there = _status(path)
        if there is not None and _is_open_ended(path, there):
            _write_into(path, pieces)
        else:
            _replace(path.resolve(), there, pieces, in_its_place)
    except (OSError, RuntimeError) as error:  # a RuntimeError tells of links that make a circle
        reason = getattr(error, "strerror", None) or "its links go round in a circle"
        raise option_error(str(path), f"cannot be written: {reason}") from error


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_open_ended(path: Path, there: os.stat_result) -> bool:
    return not stat.S_ISREG(there.st_mode) or str(path.absolute()).startswith(_STREAMS)


def _write_into(path: Path, pieces: Iterable[bytes]) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as file:  # noqa: PTH123
        file.writelines(pieces)


def _replace(
    target: Path, there: os.stat_result | None, pieces: Iterable[bytes], in_its_place: bool
) -> None:
    if there is not None and not os.access(target, os.W_OK):
        raise option_error(str(target), "cannot be written: it is read-only")
    if there is not None and in_its_place and there.st_nlink > 1:
        message = "is left as it is: it has other names (hard links), which would keep the old text"
        raise option_error(str(target), message)
    _remove_leftovers(target.parent)
    with _unfinished(target.parent) as whole:
        with whole.open("wb") as file:
            file.writelines(pieces)
        if there is not None and not _takes_over(whole, target, there) and in_its_place:
            message = "is left as it is: its owner, group or attributes could not be kept"
            raise option_error(str(target), message)
        whole.replace(target)


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """Give a new file, locked while its writer lives; take it away if it is still there then."""
    with ExitStack() as stack:
        while True:
            path = folder / f"{PREFIX}{os.urandom(8).hex()}"
            path.touch(exist_ok=False)
            stack.callback(path.unlink, missing_ok=True)
            with suppress(FileNotFoundError):
                stack.enter_context(_locked(path, wait=True))
                if (
                    path.exists()
                ):  # another run can have taken it for a leftover until it was locked
                    break
        yield path


def _takes_over(whole: Path, target: Path, there: os.stat_result) -> bool:
    """Give a file the owner, group, mode and attributes of another; return whether it has them."""
    kept = True
    try:
        made = whole.stat()
        if (made.st_uid, made.st_gid) != (there.st_uid, there.st_gid):
            os.chown(whole, there.st_uid, there.st_gid)
        for name in os.listxattr(target) if hasattr(os, "listxattr") else ():
            os.setxattr(whole, name, os.getxattr(target, name))
    except OSError:
        kept = False
    whole.chmod(stat.S_IMODE(there.st_mode))
    return kept


def _remove_leftovers(folder: Path) -> None:
    """Remove the files that killed runs did not finish: those that nobody has locked."""
    for path in folder.glob(f"{PREFIX}{'[0-9a-f]' * 16}"):
        with suppress(OSError), _locked(path, wait=False):
            path.unlink()


@contextmanager
def _locked(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold the lock of a file; raises OSError if another holds it and it is not waited for.

    Where the system has no such locks, it is held by nobody if it is waited for, else by another.
    """
    try:
        import fcntl
    except ImportError as error:
        if not wait:
            raise OSError("locked") from error
        yield
        return
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:  # some network drives have none either
            if not wait:
                raise
        yield
