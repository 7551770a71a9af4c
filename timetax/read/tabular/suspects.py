"""Rows of which something says that they may be sums: a label, no title, a name in its place."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import compress, count, islice, pairwise

from timetax.read.tabular.aggregates import Suspect, mostly_sums
from timetax.read.tabular.body import Body
from timetax.read.tabular.cells.lines import unknown_among
from timetax.read.tabular.figures import Figures
from timetax.read.tabular.group_names import GroupNames
from timetax.read.tabular.headings import FREQUENCY, LEVELS, TIME
from timetax.read.tabular.labels import Label, label_of, labels_among
from timetax.read.tabular.texts import Texts

_FIRST_COLUMNS = 3
_ENOUGH_TO_SEE = 200
_OF_A_CHAPTER = re.compile(r"\s*\(?[0-9]{1,3}\.[0-9]{1,3}\b")
_OUTLINE = re.compile(r"\s*\(?([0-9]{1,3}(?:\.[0-9]{1,3})*)\b")
_FEW = 20
"""Rows that may lack what all others have; in a large table, two in a hundred."""


def suspects_in(
    body: Body,
    names: GroupNames,
    figures: Figures,
    groups: Mapping[str, Sequence[str | None]],
    out: Collection[int],
    keep: Collection[int],
) -> list[Suspect]:
    """Return the rows that may be sums; those that are `out` or to `keep` are none."""
    labels = _labels(body, names)
    bare: set[int] = set()
    named: set[int] = set()
    if "title" in body.columns:
        titles = body.grid.columns[body.columns["title"].index]
        bare = _rows_without(titles)
        group_names = {
            text.strip() for key in (*LEVELS, "affected_public") for text in body.texts(key)
        }
        if group_names.intersection(titles.texts):
            named = {row for row, cell in enumerate(titles.cells) if cell in group_names}
    lean = _lean(body, figures, out) | _numbered_above(body)
    figured = [each.index for each in body.figure_columns]
    return [
        Suspect(
            row,
            labels.get(row, Label.NONE),
            row in bare,
            row in named,
            row in lean,
            names.groups_of(row, groups, row in labels),
        )
        for row in sorted((labels.keys() | bare | named | lean) - {*out, *keep})
        if row in labels or any(body.grid.text(row, index) for index in figured)
    ]


def _labels(body: Body, names: GroupNames) -> dict[int, Label]:
    """Return the rows with the label of a sum."""
    labels: dict[int, Label] = {}
    title = body.columns.get("title")
    likely = {title.index if title else -1, *body.levels, 0, 1, 2}
    figured = {each.index for each in body.figure_columns}
    for index, texts in body.grid.columns.items():
        if index in figured:
            continue
        found = {
            text: label
            for text in labels_among(texts.texts)
            if label_of(text)
            and (label := label_of(text, names.words))
            and (index in likely or label is Label.SURE)
        }
        if found:
            for row, cell in enumerate(texts.cells):
                if cell in found:
                    labels[row] = max(labels.get(row, Label.NONE), found[cell])
    return labels


def _numbered_above(body: Body) -> set[int]:
    """Return the rows whose number is that of a chapter: 2, and 2.1 stands in the row below."""
    rows: set[int] = set()
    figured = {each.index for each in body.figure_columns}
    for index in range(min(_FIRST_COLUMNS, len(body.grid.columns))):
        cells = body.grid.columns[index].cells
        start = list(filter(None, islice(cells, _ENOUGH_TO_SEE)))
        if index in figured or not any(map(_OF_A_CHAPTER.match, start)):
            continue
        numbers = [found[1] if (found := _OUTLINE.match(cell or "")) else "" for cell in cells]
        rows |= {
            row
            for row, (above, below) in enumerate(pairwise(numbers))
            if above and below.startswith(f"{above}.")
        }
    return rows


def _rows_without(texts: Texts) -> set[int]:
    """Return the rows whose cell says nothing, or that something is not known."""
    nothing = unknown_among(texts.distinct)
    if not nothing:
        return set()
    return set(compress(count(), map(nothing.__contains__, texts.cells)))


def _lean(body: Body, figures: Figures, out: Collection[int]) -> set[int]:
    """Return the rows without a time or a frequency where others have one."""
    rows: set[int] = set()
    all_rows = body.grid.count
    for key in (TIME, FREQUENCY):
        if key in body.columns:
            empty = _rows_without(body.grid.columns[body.columns[key].index]) - {*out}
            few = max(_FEW, all_rows // 50)
            if len(empty) + len(out) < all_rows and (
                len(empty) <= few or mostly_sums(figures, sorted(empty))
            ):
                rows |= empty
    return rows
