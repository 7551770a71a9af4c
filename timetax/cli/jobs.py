"""What a command says where it runs as a job of a host."""

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from timetax.findings import Finding
from timetax.wording.terminal import one_line


def tell(findings: Iterable[Finding]) -> None:
    """Say findings on standard error, as annotations where the log of a job shows such."""
    from timetax.hosts.here import host_of

    host = host_of(os.environ)
    for each in findings:
        if host and host.annotation:
            print(host.annotation(each, f"timetax {each.rule}"), file=sys.stderr)
        else:
            place = f"{each.position}: " if each.position.file else ""
            said = f"{place}{each.severity}: {each.message} [{each.rule}]"
            print(one_line(said), file=sys.stderr)


def is_file(stream: TextIO) -> bool:
    """Return whether what is written to a stream ends in a file, as with `> findings.json`."""
    with suppress(OSError, ValueError):
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    return False
