"""Writes files whole or not at all."""

import stat
import tempfile
from pathlib import Path

from timetax.findings import option_error


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to the file at `path`, whole or not at all; its mode and links to it stay.

    Raises:
        InputError: the file cannot be written.
    """
    target = path.resolve()
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".timetax-") as folder:
            whole = Path(folder) / target.name
            whole.write_bytes(data)
            if target.exists():
                whole.chmod(stat.S_IMODE(target.stat().st_mode))
            whole.replace(target)
    except OSError as error:
        raise option_error(str(path), f"cannot be written: {error.strerror}") from error
