"""Reads the bytes of files by their ids; nothing is fetched that a repository lacks."""

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TypeAlias

from timetax.versions.git.commands import (
    ENVIRONMENT,
    NOT_HERE,
    OF_NOBODY,
    Repository,
    no_git,
    question,
    refused,
)
from timetax.versions.git.commits import Commit

_POINTER = b"version https://git-lfs.github.com/spec/"

BlobReader: TypeAlias = Callable[[str], bytes]
"""What reads the bytes of a file by their id."""


@contextmanager
def blobs(here: Repository) -> Iterator[BlobReader]:
    """Give what reads the bytes of a file by their id; one process of git reads them all.

    Raises:
        InputError: git is not installed.
    """
    try:
        process = subprocess.Popen(
            question(here, "cat-file", "--batch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | ENVIRONMENT | OF_NOBODY,
        )
    except OSError as error:
        raise no_git(error) from error
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        requests, answers = process.stdin, process.stdout
        try:
            yield lambda id_: read_blob(requests, answers, id_)
        finally:
            with suppress(OSError):  # what could not be written once cannot be flushed either
                requests.close()


def read_blob(requests: IO[bytes], answers: IO[bytes], id_: str) -> bytes:
    """Return the bytes with an id, asked for and answered by a `git cat-file --batch`.

    Raises:
        InputError: they are not there, as in a clone that left them out.
    """
    try:
        requests.write(f"{id_}\n".encode())
        requests.flush()
        header = answers.readline().split()
    except OSError:  # such as a broken pipe
        header = []
    if len(header) != 3:
        raise refused(id_, NOT_HERE)
    size = int(header[2])
    return answers.read(size + 1)[:size]


def id_of(data: bytes, at: Commit) -> str:
    """Return the id that bytes, as they are, would have in the repository of a commit."""
    digest = hashlib.new("sha1" if len(at.id) == len(hashlib.sha1().hexdigest()) else "sha256")
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()


def is_pointer(data: bytes) -> bool:
    """Return whether bytes only point to a file that Git LFS keeps elsewhere."""
    return data.startswith(_POINTER)
