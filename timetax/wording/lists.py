"""Several things in a sentence: all of them, the first of them, or each once."""

from collections.abc import Iterable, Iterator, Sequence


def listing(texts: Sequence[str], word: str = "and") -> str:
    """Return all of the texts: a, b and c."""
    *others, last = texts or [""]
    return f"{', '.join(others)} {word} {last}" if others else last


def some(texts: Iterable[str], most: int, in_all: int | None = None) -> str:
    """Return the first of the texts, and how many more there are: a, b and 3 more.

    `in_all` is how many there are if `texts` are not all of them.
    """
    texts = list(texts)
    more = (len(texts) if in_all is None else in_all) - len(texts[:most])
    return ", ".join(texts[:most]) + (f" and {more:,} more" if more > 0 else "")


def searched(words: str) -> str:
    """Return, for the end of a count, what was searched for; nothing if nothing was."""
    return f" with {words!r}" if words else ""


def each_once(texts: Iterable[str | None], separator: str) -> str | None:
    """Return the texts that are there, each once, or None if there is none."""
    return separator.join(dict.fromkeys(filter(None, texts))) or None


def repeated(items: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each item that is in the list before, with its place."""
    seen: set[str] = set()
    for place, item in enumerate(items):
        if item in seen:
            yield place, item
        seen.add(item)


def spans(numbers: Iterable[int]) -> str:
    """Return whole numbers, three and more in a row as a span: 3,4,7-19."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ",".join(
        f"{each[0]}-{each[-1]}" if len(each) > 2 else ",".join(map(str, each)) for each in found
    )
