"""Plain forms column by column, and the document that they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timetax.catalogue.document import FORMAT_VERSION
from timetax.read.tabular.figures import Figures, numbers_of
from timetax.read.tabular.headings import FIGURES


@dataclass(frozen=True)
class FormColumns:
    """Plain forms column by column, and the agencies that they declare.

    Attributes:
        agencies: those to declare, none where forms name them as they are.
        values: the values of each key, one of each form in order, None where it is not known.
    """

    agencies: Sequence[dict[str, str]]
    values: dict[str, Sequence[Any]]

    def figures(self, forms: Sequence[int]) -> Figures:
        """Return the figures of some of the forms, by their places."""
        return Figures(
            {
                key: numbers_of([self.values[key][form] for form in forms])
                for key in FIGURES & self.values.keys()
            },
            len(forms),
        )

    def document(self, forms: Sequence[Mapping[str, Any]] | None = None) -> dict[str, Any]:
        """Return the value of a document with these forms, or with others in their place."""
        made: dict[str, Any] = {"timetax": str(FORMAT_VERSION)}
        if self.agencies:
            made["agencies"] = self.agencies
        return made | {"forms": _dicts(self.values) if forms is None else forms}


def _dicts(values: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    full = {key: each for key, each in values.items() if None not in each}
    keys = tuple(full)
    forms: list[dict[str, Any]] = [
        dict(zip(keys, row, strict=True)) for row in zip(*full.values(), strict=True)
    ]
    for key, column in values.items():
        if key not in full:
            for form, value in zip(forms, column, strict=True):
                if value is not None:
                    form[key] = value
    return forms
