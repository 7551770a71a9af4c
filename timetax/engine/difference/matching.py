"""Which forms of two versions are the same, and which went into which."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from timetax.engine.difference.repeated_ids import aligned_ids
from timetax.findings import Finding, InputError, Position, option_error
from timetax.tables.frames import places_among
from timetax.tables.layouts import Tables
from timetax.tables.members import among
from timetax.wording.lists import some
from timetax.wording.numbers import plural

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.intp]

_Texts: TypeAlias = dict[int, dict[str, str]]

MATCHES = ("auto", "id")
"""How forms are matched: by id and then by their references, or by id alone."""

_UNMISTAKABLE = (("icr_reference", "form_number"), ("control_number", "form_number"))
_KEYS = (
    *((*key, "title") for key in _UNMISTAKABLE),
    *_UNMISTAKABLE,
    ("control_number", "title"),
    ("icr_reference",),
)
"""By what forms are matched whose ids are gone or new: where it is unique in both versions."""

_WORDS = {"icr_reference": "ICR reference", "control_number": "control number"}
_LISTED = 10


@dataclass(frozen=True)
class Subjects:
    """What is compared: a form in both versions, one of them alone, or several that went together.

    Attributes:
        old: the number of the subject of each form of the older version.
        new: that of each form of the newer version.
        count: how many there are.
        keeps_id: of which of them a form has the same id in both versions.
    """

    old: "Numbers"
    new: "Numbers"
    count: int
    keeps_id: "npt.NDArray[np.bool_]"


def subjects(old: Tables, new: Tables, name: str, match: str = "auto") -> Subjects:
    """Return what is to be compared in two versions, forms that are left out of totals included.

    A form is the same if it has the same id; of ids that only count forms of one number, see
    `repeated_ids`. Forms that a newer one `replaces` went into it. Those
    left on both sides are the same if their ICR reference or control number with their form number
    (or title) is, and is so once in each version.

    Args:
        old: the tables of the older version.
        new: those of the newer one.
        name: what messages call the newer version.
        match: one of `MATCHES`.

    Raises:
        InputError: one form of a version could be any of several of the other.
    """
    import numpy as np

    if match not in MATCHES:
        raise option_error(f"match {match}", f"is one of {', '.join(MATCHES)}")
    ids = old.forms["form"]
    now = new.forms["form"] if match == "id" else aligned_ids(old, new, name)
    same = places_among(ids, now)
    labels_of_old = np.arange(len(ids))
    labels_of_new = np.where(same >= 0, same, len(ids) + np.arange(len(same)))
    went = new.replaces[among(new.replaces["replaced"], old.forms["form"])]
    if len(went):
        into = places_among(new.forms["form"], went["form"])
        gone = places_among(ids, went["replaced"])
        for before, row in zip(gone[into >= 0], into[into >= 0], strict=True):
            _join(labels_of_old, labels_of_new, labels_of_old[before], labels_of_new[row])
    if match == "auto":
        (left_old,) = np.nonzero(~np.isin(labels_of_old, labels_of_new))
        (left_new,) = np.nonzero(~np.isin(labels_of_new, labels_of_old))
        if len(left_old) and len(left_new):
            for before, row in _alike(_texts(old, left_old), _texts(new, left_new), name):
                labels_of_new[row] = labels_of_old[before]
    _, labels = np.unique(np.concatenate([labels_of_old, labels_of_new]), return_inverse=True)
    of_old, of_new = np.split(labels, [len(ids)])
    keeps_id = np.zeros(labels.max(initial=-1) + 1, dtype=bool)
    keeps_id[of_new[same >= 0]] = True
    return Subjects(of_old, of_new, len(keeps_id), keeps_id)


def _join(old: "Numbers", new: "Numbers", kept: int, lost: int) -> None:
    """Give what has one label the other one."""
    for labels in (old, new):
        labels[labels == lost] = kept


def _texts(tables: Tables, rows: "Numbers") -> _Texts:
    """Return what forms are matched by, for each of these rows; what is not given is no text."""
    columns = tuple(dict.fromkeys(["form", *chain.from_iterable(_KEYS)]))
    texts = (tables.forms[column].array.take(rows).tolist() for column in columns)
    values = zip(*texts, strict=True)
    return {
        row: dict(zip(columns, each, strict=True)) for row, each in zip(rows, values, strict=True)
    }


def _alike(old: _Texts, new: _Texts, name: str) -> list[tuple[int, int]]:
    """Return the rows of forms in both versions that are the same by one of the keys."""
    found = []
    for key in _KEYS:
        before, now = (
            {values: rows[0] for values, rows in _by(key, forms).items() if len(rows) == 1}
            for forms in (old, new)
        )
        for values in before.keys() & now.keys():
            pair = before[values], now[values]
            numbers = {old[pair[0]]["form_number"], new[pair[1]]["form_number"]}
            if len({each for each in numbers if isinstance(each, str)}) < 2:
                found.append(pair)
                del old[pair[0]], new[pair[1]]
    _require_no_doubt(old, new, name)
    return found


def _by(key: Sequence[str], forms: _Texts) -> dict[tuple[str, ...], list[int]]:
    """Return the rows that have each value of a key, where they have it in full."""
    rows: dict[tuple[str, ...], list[int]] = {}
    for row, texts in forms.items():
        values = tuple(texts[column] for column in key)
        if all(isinstance(value, str) for value in values):
            rows.setdefault(values, []).append(row)
    return rows


def _require_no_doubt(old: _Texts, new: _Texts, name: str) -> None:
    findings = []
    for key in _UNMISTAKABLE:
        before, now = _by(key, old), _by(key, new)
        for values in sorted(before.keys() & now.keys()):
            was = [old[row]["form"] for row in before[values]]
            is_ = [new[row]["form"] for row in now[values]]
            findings.append(_in_doubt(key, values, was, is_, name))
    if findings:
        more = len(findings) - _LISTED
        last = Finding(Position(name), "ambiguous", f"{plural(more, 'more such case')}")
        raise InputError([*findings[:_LISTED], *([last] if more > 0 else [])])


def _in_doubt(
    key: Sequence[str], values: Sequence[str], old: Sequence[str], new: Sequence[str], name: str
) -> Finding:
    reference, form_number = values
    message = (
        f"{_WORDS[key[0]]} {reference} with form number {form_number} is that of {_quoted(old)} "
        f"before and of {_quoted(new)} now, so it cannot be told which is which; give them the ids "
        f"that they had, say `replaces: {old[0]}` in the form that it is, or match by id "
        "alone with `--match id`"
    )
    return Finding(Position(name), "ambiguous", message)


def _quoted(forms: Sequence[str]) -> str:
    return some(map(repr, forms), 3)
