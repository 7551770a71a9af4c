"""Rows of which something says that they may be sums: a label, no title, a name in its place."""

from collections.abc import Collection, Mapping, Sequence

from timetax.read.tabular.aggregates import Suspect, mostly_sums
from timetax.read.tabular.body import Body
from timetax.read.tabular.cells.lines import unknown_among
from timetax.read.tabular.figures import Figures
from timetax.read.tabular.group_names import GroupNames
from timetax.read.tabular.headings import FREQUENCY, LEVELS, TIME
from timetax.read.tabular.labels import Label, label_of, labels_among
from timetax.read.tabular.model import Cell
from timetax.read.tabular.outlines import above_parts, above_sections
from timetax.read.tabular.texts import Texts

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
    labels, beside = _labels(body, names)
    bare: set[int] = set()
    named: set[int] = set()
    if "title" in body.columns:
        titles = body.grid.columns[body.columns["title"].index]
        bare = _rows_without(titles)
        group_names = {
            text.strip() for key in (*LEVELS, "affected_public") for text in body.texts(key)
        }
        named = set(titles.rows_of(group_names))
    lean = _lean(body, figures, out) | above_sections(body)
    above = above_parts(body, figures)
    figured = [each.index for each in body.figure_columns]
    return [
        Suspect(
            row,
            labels.get(row, Label.NONE),
            row in bare,
            row in named,
            row in lean,
            row in beside,
            names.groups_of(row, groups, row in labels),
        )
        for row in sorted((labels.keys() | bare | named | lean | above) - {*out, *keep})
        if row in labels or any(body.grid.text(row, index) for index in figured)
    ]


def _labels(body: Body, names: GroupNames) -> tuple[dict[int, Label], set[int]]:
    """Return the rows with the label of a sum, and those in which it stands beside a title."""
    labels: dict[int, Label] = {}
    named: set[int] = set()
    title = body.columns.get("title")
    naming = {title.index if title else -1, *body.levels}
    likely = {*naming, 0, 1, 2}
    figured = {each.index for each in body.figure_columns}
    for index, texts in body.grid.columns.items():
        if index in figured:
            continue
        found: dict[Cell, Label] = {
            text: label
            for text in labels_among(texts.texts)
            if label_of(text)
            and (label := label_of(text, names.words))
            and (index in likely or label is Label.SURE)
        }
        if found:
            for row in texts.rows_of(found):
                labels[row] = max(labels.get(row, Label.NONE), found[texts.cells[row]])
                if index in naming:
                    named.add(row)
    titles = body.grid.columns[title.index] if title else None
    return labels, {row for row in labels.keys() - named if titles and titles.text(row)}


def _rows_without(texts: Texts) -> set[int]:
    """Return the rows whose cell says nothing, or that something is not known."""
    return set(texts.rows_of(unknown_among(texts.distinct)))


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
