"""The totals of a table: left out of its forms, kept as proofs, or asked about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timetax.read.tabular.aggregates import Sum, aggregates_of
from timetax.read.tabular.body import Body
from timetax.read.tabular.doubts import Doubt
from timetax.read.tabular.figures import Figures
from timetax.read.tabular.group_names import GROUPING, GroupNames
from timetax.read.tabular.labels import Label, parts_among, summaries_among
from timetax.read.tabular.plan import Answer, Proof, Question
from timetax.read.tabular.rows import RowsLeftOut
from timetax.read.tabular.suspects import suspects_in
from timetax.wording.hints import shown
from timetax.wording.lists import spans
from timetax.wording.numbers import in_full, plural

_WHAT = {"published_hours": "hours", "responses": "responses", "respondents": "respondents"}


@dataclass(frozen=True)
class Totals:
    """What the sums in a table prove, and which rows may be sums."""

    proofs: Sequence[Proof]
    questions: Sequence[Question]


def totals_of(body: Body, names: GroupNames, rows: RowsLeftOut, figures: Figures) -> Totals:
    """Leave the sums of other rows out of `rows`, and return what must be said of them."""
    keys = [key for key in GROUPING if key in body.columns]
    groups = {key: body.grid.columns[body.columns[key].index].cells for key in keys}
    suspects = suspects_in(body, names, figures, groups, rows.out, rows.keep)
    made = aggregates_of(figures, suspects, rows.out, rows.keep, groups)
    labels = {each.row: each.label for each in suspects}
    for each in made.sums:
        reason = "a total" if labels.get(each.row, Label.NONE) else "a total, by its figures"
        rows.leave_out(each.row, reason, names.label_in(each.row))
    return Totals(
        [_proof(body, each) for each in made.sums if each.key],
        [
            *[_question(body, names, each) for each in made.doubts],
            *_by_title(body, rows, parts_among, "may be a part of what stands above it, counted "
                       "there", "parts, not counted again"),
            *_by_title(body, rows, summaries_among, "may compare or describe other rows, or say "
                       "what the government itself takes, and be no form", "no forms"),
        ],
    )  # fmt: skip


def _by_title(
    body: Body,
    rows: RowsLeftOut,
    among: Callable[[Sequence[str]], set[str]],
    may_be: str,
    if_dropped: str,
) -> list[Question]:
    """Return the question whether rows whose titles are `among` some of a kind are forms."""
    title = body.columns.get("title")
    texts = body.grid.columns[title.index] if title else None
    parts = among(texts.texts) if texts else set()
    if title is None or texts is None or not parts:
        return []
    settled = rows.out | rows.keep
    found = [row for row in texts.rows_of(parts) if row not in settled]
    if not found:
        return []
    numbers = spans(map(body.number, found))
    message = f"{shown(texts.text(found[0]))} {may_be}"
    answers = (
        Answer(f"--rows drop:{numbers}", if_dropped),
        Answer(f"--rows keep:{numbers}", "forms of their own"),
    )
    return [Question(body.place(found[0], title.index), "value", message, answers)]


def _proof(body: Body, made: Sum) -> Proof:
    return Proof(
        body.named(made.row),
        f"the file's own total of {_WHAT[made.key]}",
        made.stated,
        made.found,
        len(made.of),
        made.agrees,
    )


def _question(body: Body, names: GroupNames, doubt: Doubt) -> Question:
    """Return the question whether rows are forms."""
    numbers = spans(map(body.number, doubt.rows))
    first = doubt.rows[0]
    text = shown(names.label_in(first) if doubt.label else body.first_text(first))
    of = f" {_WHAT[doubt.key]}" if doubt.key in _WHAT else ""
    if doubt.label and doubt.of:
        message = (
            f"{text} may be the total of {plural(len(doubt.of), 'other row')}, and without it "
            "the file's own total does not agree"
        )
    elif doubt.label:
        message = f"{text} speaks of a total, and its figures are the sum of no other rows"
    elif doubt.blocks and len(doubt.rows) > 1:
        message = (
            f"{plural(len(doubt.rows), 'row')}, of which {text} is the first, say nothing of a "
            "total, and the figures of each are the sum of the rows above or below it"
        )
    elif len(doubt.rows) == 1:
        message = (
            f"{text} says nothing of a total, and its {in_full(doubt.stated)}{of} are the sum of "
            f"{plural(len(doubt.of), 'other row')}"
        )
    else:
        message = (
            f"the {plural(len(doubt.rows), 'row')} from {text} on add up to the same "
            f"{in_full(doubt.stated)}{of} as the other {plural(len(doubt.of), 'row')}: they may be "
            "totals of these"
        )
    alone = len(doubt.rows) == 1
    form = "a form of its own" if alone else "forms of their own"
    total = "a total, not counted" if alone else "totals, not counted"
    title = body.columns.get("title")
    return Question(
        body.place(first, title.index if title else 0),
        "value",
        message,
        (Answer(f"--rows keep:{numbers}", form), Answer(f"--rows drop:{numbers}", total)),
    )
