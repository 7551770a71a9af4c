"""What a kind of file that holds a sheet says of itself: a module of `formats` is one `FORMAT`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from timetax.files.encoding import marked
from timetax.read.tabular.model import Sheet, TableOptions


@dataclass(frozen=True)
class Start:
    """How a file begins: its first bytes, and what files are in it if it is an archive."""

    data: bytes
    members: frozenset[str] = frozenset()

    @cached_property
    def text(self) -> str:
        """The first bytes as text, without a byte order mark; nothing if they are no text."""
        mark, encoding = marked(self.data)
        if not mark and b"\x00" in self.data:
            return ""
        return self.data.removeprefix(mark).decode(encoding, "replace")

    @cached_property
    def lines(self) -> list[str]:
        """The lines that say something, without those that are comments."""
        lines = (line for line in self.text.splitlines() if not line.lstrip().startswith("#"))
        return list(filter(str.strip, lines))


@dataclass(frozen=True)
class SheetFormat:
    """A kind of file that holds a sheet; the name of its module is that which people type.

    Attributes:
        title: how a message names it.
        recognises: returns by what a file is known to be of this kind, in words; nothing if it is
            not.
        open: returns the rows in the bytes of a file that messages call by a name. Raises
            InputError where they cannot be read.
    """

    title: str
    recognises: Callable[[Start, TableOptions], str]
    open: Callable[[bytes, str, TableOptions], Sheet]
