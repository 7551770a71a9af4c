"""How much a file may unpack to and reach over, unless the user lifts the limits."""

import errno
import io
from typing import IO

MOST_TIMES = 100
"""A packed file may unpack to so many times its size: texts do to ten or thirty times theirs."""

ALWAYS = 64 << 20
"""So many bytes any packed file may unpack to."""

MOST_CELLS = 20_000_000
MOST_EMPTY_CELLS = 1_000_000
"""A sheet may reach over so many cells, and over more only with a byte in the file for each."""

LIFTED = "--no-limits reads it all the same"


def room_of(size: int) -> int:
    """Return how many bytes a packed file of a size may unpack to."""
    return max(ALWAYS, MOST_TIMES * size)


def unpacks_to_too_much(room: int) -> str:
    """Return the message on what unpacks to more than there is room for."""
    return f"it unpacks to more than {room / (1 << 20):,.0f} MB, which is no table's way; {LIFTED}"


class Bounded(io.RawIOBase):
    """A stream of what is unpacked that ends with an OSError where there is no more room."""

    def __init__(self, stream: IO[bytes], room: int) -> None:
        self._stream = stream
        self._room = room
        self._read = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that it can begin again."""
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; what was read before it counts as read."""
        self._read = self._stream.seek(place, whence)
        return self._read

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill a buffer.

        Raises:
            OSError: there is no more room.
        """
        data = self._stream.read(len(buffer))
        self._read += len(data)
        if self._read > self._room:
            raise OSError(errno.EFBIG, unpacks_to_too_much(self._room))
        buffer[: len(data)] = data
        return len(data)
