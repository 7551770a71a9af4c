"""What a module of `formats/` says of its format, as its `FORMAT`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format that a catalogue can be written in; its name is that of its module.

    Attributes:
        write: returns the catalogue as the bytes of a file.
        suffixes: the endings of the names of such files, the usual one first.
        needs: the library without which it cannot be written, if there is one.
        without_it: what to say where that is not installed.
    """

    write: "Callable[[Catalogue], bytes]"
    suffixes: tuple[str, ...]
    needs: str | None = None
    without_it: str = ""
