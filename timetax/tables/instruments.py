"""What forms hold and what they took people, as tables."""

from typing import TYPE_CHECKING, Any

from timetax.catalogue.ranges import Range
from timetax.catalogue.vocabulary import IDENTITY_KINDS, QUESTION_KINDS
from timetax.tables.counted import IDENTITY, INSTRUMENTS, MEASURED, QUESTIONS
from timetax.tables.frames import frame_of_rows

if TYPE_CHECKING:
    import pandas as pd

    from timetax.catalogue.catalogue import Catalogue
    from timetax.catalogue.instruments import Instrument, Measured


def clocks_of(catalogue: "Catalogue") -> "dict[str, pd.DataFrame]":
    """Return the frames of instruments and measurements: those of `layouts.CLOCKS`."""
    forms = catalogue.forms
    return {
        "instruments": frame_of_rows(
            INSTRUMENTS,
            (_instrument(form.id, form.instrument) for form in forms if form.instrument),
        ),
        "measured": frame_of_rows(
            MEASURED, (_measured(form.id, each) for form in forms for each in form.measured)
        ),
    }


def _instrument(form: str, given: "Instrument") -> dict[str, Any]:
    questions, identity = dict(given.questions), dict(given.identity_questions)
    return (
        {key: getattr(given, key, None) for key in INSTRUMENTS}
        | {QUESTIONS[kind]: questions.get(kind) for kind in QUESTION_KINDS}
        | {IDENTITY[kind]: identity.get(kind) for kind in IDENTITY_KINDS}
        | {"form": form, "source": given.source and given.source.title}
    )


def _measured(form: str, given: "Measured") -> dict[str, Any]:
    minutes = given.minutes
    ends = (minutes.low, minutes.high) if isinstance(minutes, Range) else (None, None)
    return {key: getattr(given, key, None) for key in MEASURED} | {
        "form": form,
        "minutes": float(minutes),
        "low": ends[0],
        "high": ends[1],
        "source": given.source and given.source.title,
    }
