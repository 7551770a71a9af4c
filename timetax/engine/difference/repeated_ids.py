"""Which of several forms that share a number are the same, where their ids only count them.

A table without ids gets ids made of form numbers or titles, and those that come again get a number
behind: in the order of its rows, which says nothing of the forms. Their content does.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timetax.findings import Finding, InputError, Position
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import pandas as pd

_NAMES = ("title", "agency", "form_number", "control_number", "icr_reference", "unit")
_NEW = "\0new"


def aligned_ids(old: Tables, new: Tables, name: str) -> "pd.Series[str]":
    """Return the ids of the newer forms; those that only count are the ids of the same forms.

    A form that has no counterpart among its likes gets an id that no older form has.

    Raises:
        InputError: it cannot be told which of several forms is which.
    """
    import pandas as pd

    ids_old, ids = old.forms["form"].tolist(), new.forms["form"].tolist()
    families = _families(ids_old)
    shared = families if ids == ids_old else families | _families(ids)
    shared.discard("")
    if not shared:
        return new.forms["form"]
    before, after = _Contents(old, shared), _Contents(new, shared)
    findings: list[Finding] = []
    places = {id_: place for place, id_ in enumerate(ids)}
    for base in sorted(before.members.keys() & after.members.keys()):
        left_old, left_new = before.members[base], after.members[base]
        for of in ("whole", "names", "publics"):
            pairs = _pairs(
                left_old, left_new, getattr(before, of), getattr(after, of), of == "whole"
            )
            for earlier, later in pairs:
                ids[places[later]] = earlier
            left_old = [each for each in left_old if each not in {pair[0] for pair in pairs}]
            left_new = [each for each in left_new if each not in {pair[1] for pair in pairs}]
        if len(left_old) == len(left_new) == 1:
            ids[places[left_new[0]]] = left_old[0]
        elif left_old and left_new:
            findings.append(_in_doubt(left_old, left_new, name))
        else:
            for later in left_new:
                ids[places[later]] = f"{later}{_NEW}"
    if findings:
        raise InputError(findings)
    return pd.Series(ids, dtype=new.forms["form"].dtype)


def _families(ids: Sequence[str]) -> set[str]:
    """Return the ids that stand with a number behind as well."""
    known = set(ids)
    bases = known & {id_.rpartition("-")[0] for id_ in ids}
    parted = (id_.rpartition("-") for id_ in ids) if bases else ()
    return {base for base, _, number in parted if number.isdecimal() and base in bases}


class _Contents:
    """The forms of each family, and what they hold."""

    def __init__(self, tables: Tables, shared: set[str]) -> None:
        self.members: dict[str, list[str]] = defaultdict(list)
        forms = tables.forms
        for id_ in forms["form"]:
            base, dash, number = id_.rpartition("-")
            if id_ in shared:
                self.members[id_].append(id_)
            elif dash and number.isdecimal() and base in shared:
                self.members[base].append(id_)
        wanted = {id_ for members in self.members.values() for id_ in members}
        kept = forms[forms["form"].isin(wanted)]
        publics: dict[str, list[str]] = defaultdict(list)
        of = tables.affected_public[tables.affected_public["form"].isin(wanted)]
        for id_, public in zip(of["form"], of["affected_public"], strict=True):
            publics[id_].append(public)
        self._publics = {id_: tuple(sorted(publics[id_])) for id_ in wanted}
        self._whole = _rows(kept, [each for each in kept.columns if each != "form"])
        self._names = _rows(kept, [each for each in _NAMES if each in kept.columns])

    def whole(self, id_: str) -> Hashable:
        return self._whole[id_], self._publics[id_]

    def names(self, id_: str) -> Hashable:
        return self._names[id_], self._publics[id_]

    def publics(self, id_: str) -> Hashable:
        return self._publics[id_]


def _rows(forms: "pd.DataFrame", columns: list[str]) -> Mapping[str, tuple[Any, ...]]:
    plain = forms[columns].astype(object).where(forms[columns].notna(), None)
    rows = plain.itertuples(index=False, name=None)
    return dict(zip(forms["form"], rows, strict=True))


def _pairs(
    old: Sequence[str],
    new: Sequence[str],
    of_old: Callable[[str], Hashable],
    of_new: Callable[[str], Hashable],
    several: bool,
) -> list[tuple[str, str]]:
    """Return the forms of both sides that have the same content.

    Where several are the same in all, it makes no difference which is which; else they are paired
    only where one on each side is.
    """
    sides: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for id_ in old:
        sides[of_old(id_)][0].append(id_)
    for id_ in new:
        sides[of_new(id_)][1].append(id_)
    return [
        pair
        for earlier, later in sides.values()
        if several or len(earlier) == len(later) == 1
        for pair in zip(earlier, later, strict=False)
    ]


def _in_doubt(old: Sequence[str], new: Sequence[str], name: str) -> Finding:
    message = (
        f"{_listed(old)} before and {_listed(new)} now share a number and a name, and their "
        "figures differ, so it cannot be told which is which; give the forms ids of their own in "
        "both versions, or match by these with `--match id`"
    )
    return Finding(Position(name), "ambiguous", message)


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(map(repr, ids[:5])) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
