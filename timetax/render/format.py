"""What a module of `formats/` or `findings/` says of its format, as its `FORMAT`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format that a report can be written in; its name is that of its module.

    Attributes:
        write: returns a report, which is its first argument, as a text.
        pieces: yields the same in pieces, where a report may be too large for one text, or None.
        suffixes: the endings of files that may be in this format. Of several that have an ending
            the first is meant unless it is said otherwise.
        for_people: whether people read it: a table then has its first rows, and a line on the rest.
        folds: whether it folds the tables of a compact report, which then have all of their rows.
        one_table: whether it holds one table of a report alone.
        for_terminal: whether `write` takes the `width` of a terminal and whether it has `color`.
        write_bytes: returns the bytes of a file, where the format is no text; else None.
        needs: the library without which it cannot be written, if there is one.
        extra: the extra of the program that installs it.
        rows: how many rows a table has unless it is said otherwise, where that is its own matter.
        dated: whether `write` or `write_bytes` takes the day that it is of, as `today`.
    """

    write: Callable[..., str] | None = None
    pieces: Callable[..., Iterator[str]] | None = None
    suffixes: tuple[str, ...] = ()
    for_people: bool = False
    folds: bool = False
    one_table: bool = False
    for_terminal: bool = False
    write_bytes: Callable[..., bytes] | None = None
    needs: str | None = None
    extra: str = "excel"
    rows: int | None = None
    dated: bool = False


@dataclass(frozen=True, kw_only=True)
class FindingsFormat:
    """A format that the findings of checks can be written in; its name is that of its module.

    Attributes:
        write: returns an `Outcome`, which is its first argument, as a text.
        suffixes: the endings of files that may be in this format.
        for_people: whether `write` takes what people may ask for: `color`, `statistics` of the
            findings in their place, and whether there is a `summary`.
    """

    write: Callable[..., str]
    suffixes: tuple[str, ...] = ()
    for_people: bool = False
