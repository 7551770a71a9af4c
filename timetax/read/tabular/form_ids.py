"""An id for each form of a table, made of what it says of itself where none is given."""

from collections.abc import Mapping, Sequence
from typing import Any

from timetax.read.tabular.cells.ids import slugs

MADE_FROM = ("form_number", "control_number", "title")
"""Of which an id is made: the first of these that a form has."""


def ids_of(values: Mapping[str, Sequence[Any]]) -> Sequence[str]:
    """Return an id for each form, each once; those that are given stay."""
    given = values.get("id")
    if given is not None and None not in given:
        return given
    bases = [values[key] for key in MADE_FROM if key in values]
    texts = bases[0]
    if None in texts:
        texts = [next(filter(None, row)) for row in zip(*bases, strict=True)]
    ids = slugs(texts)
    if given is not None:
        ids = [own or made for own, made in zip(given, ids, strict=True)]
    return ids if len(set(ids)) == len(ids) else _numbered(ids, given or [None] * len(ids))


def _numbered(ids: Sequence[str], given: Sequence[str | None]) -> list[str]:
    """Return `ids` with a number behind each that is there before; those given stay."""
    taken = set(filter(None, given))
    times: dict[str, int] = {}
    unique = []
    for name, own in zip(ids, given, strict=True):
        made = name
        while own is None and made in taken:
            times[name] = times.get(name, 1) + 1
            made = f"{name}-{times[name]}"
        taken.add(made)
        unique.append(made)
    return unique
