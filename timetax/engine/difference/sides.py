"""One side of a difference: the figures of its forms, added up by subject."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.formulas import minutes_per_response
from timetax.engine.difference.model import COMPARED
from timetax.engine.measures import BY_WORD

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats: TypeAlias = npt.NDArray[np.float64]
    Flags: TypeAlias = npt.NDArray[np.bool_]
    Numbers: TypeAlias = npt.NDArray[np.intp]
    Texts: TypeAlias = npt.NDArray[np.object_]
    Statuses: TypeAlias = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Side:
    """The figures of one version, a value a subject: those of its form, or the sums of several.

    Attributes:
        rows: how many forms it has, those left out of totals too.
        count: how many of them count.
        first: the row of the first of those that count, else of the others; -1 if there is none.
        figures: by name; NaN if it is not known or no form is there.
        known: by measure, what its forms add to the totals.
        unit: what one response is; missing if it is one form.
    """

    rows: "Numbers"
    count: "Numbers"
    first: "Numbers"
    figures: "Mapping[str, Floats]"
    known: "Mapping[str, Floats]"
    unit: "Texts"

    def sure(self, measure: str) -> "Flags":
        """Return where the measure is known, or no form is there that has it."""
        import numpy as np

        known = ~np.isnan(self.figures[measure]) & ~np.isnan(self.figures["hours"])
        return np.asarray((self.count == 0) | known)


def side_of(forms: "pd.DataFrame", labels: "Numbers", subjects: int) -> Side:
    """Return the figures of a side by subject, from its forms and the subject of each."""
    import numpy as np

    counts = forms["excluded"].isna().to_numpy()
    count = np.bincount(labels[counts], minlength=subjects)
    first = np.full(subjects, -1)
    for rows in (np.flatnonzero(~counts), np.flatnonzero(counts)):
        first[labels[rows[::-1]]] = rows[::-1]
    columns = {name: forms[column].to_numpy("float64") for name, column in COMPARED.items()}
    one = count == 1
    figures = {
        name: np.where(one, np.append(values, np.nan)[first], np.nan)
        for name, values in columns.items()
    }
    estimated = ~np.isnan(columns["hours"])
    known = {measure: np.nan_to_num(figures[measure]) for measure in BY_WORD}
    for measure in BY_WORD:
        known[measure][np.isnan(figures["hours"])] = 0.0
    for subject in np.flatnonzero(count > 1):
        rows = np.flatnonzero(counts & (labels == subject))
        for measure in BY_WORD:
            values = columns[measure][rows]
            figures[measure][subject] = math.fsum(values)
            known[measure][subject] = math.fsum(np.nan_to_num(values[estimated[rows]]))
        hours, responses = (figures[name][subject] for name in ("hours", "responses"))
        figures["minutes"][subject] = minutes_per_response(hours, responses)
    return Side(
        rows=np.bincount(labels, minlength=subjects),
        count=count,
        first=first,
        figures=figures,
        known=known,
        unit=texts_of(forms["unit"], first),
    )


def texts_of(column: "pd.Series[str]", rows: "Numbers") -> "Texts":
    """Return the texts in rows of a column; None where there is none, and for row -1."""
    found = column.array.take(rows, allow_fill=True)
    texts: Texts = found.to_numpy(dtype="object")
    texts[found.isna()] = None
    return texts
