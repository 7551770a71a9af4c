"""The tables of one person's journey: its steps, its days, what it needs and how it is known."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.journeys import MINUTES, Step
from timetax.catalogue.vocabulary import BUILDING_BLOCKS, Basis
from timetax.engine.journeys.amount import ONE, Amount
from timetax.engine.journeys.forms import FormFacts
from timetax.engine.journeys.journey import Taken, Walk, spans
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Row, Section
from timetax.wording.bars import bar
from timetax.wording.lists import listing
from timetax.wording.numbers import NOTHING, Kind, percent

TIMELINE = 20
"""How many cells the bars of a timeline have."""

_STEPS = (
    Column("number", "", Kind.COUNT),
    Column("title", "step"),
    Column("agency_name", "agency", shown="people", spare=3, absent="", lines=2),
    Column("who", "who", shown="people"),
    Column("work", "work", Kind.MINUTES, shown="people"),
    Column("active_minutes", "minutes of work", Kind.MINUTES, shown="data"),
    Column("waiting_minutes", "waiting", Kind.MINUTES, spare=4, absent=""),
    Column("travel_minutes", "travel", Kind.MINUTES, spare=4, absent=""),
    Column("fee", "money", Kind.CENTS, spare=5, absent=""),
    Column("elapsed_days", "days", Kind.NUMBER, spare=2, absent=""),
    Column("needs", "needs", shown="people-wide", absent=""),
    Column("needs_again", "needed before", shown="people-wide", absent=""),
    Column("form", "form", shown="data"),
    Column("agency", "agency", shown="data"),
    Column("share", "share", Kind.SHARE, shown="data"),
    Column("condition", "condition", shown="data"),
    Column("times", "times", Kind.NUMBER, shown="data"),
    Column("per", "per", shown="data"),
    *(
        Column(f"{kind}_minutes", f"{kind} minutes", Kind.MINUTES, shown="data")
        for kind in MINUTES
        if kind not in ("waiting", "travel")
    ),
    Column("active_minutes_low", "minutes of work at least", Kind.MINUTES, shown="data"),
    Column("active_minutes_high", "minutes of work at most", Kind.MINUTES, shown="data"),
    Column("building_blocks", "building blocks", shown="data"),
    Column("needed_before", "needed before", shown="data"),
    Column("questions", "questions", Kind.NUMBER, shown="data"),
    Column("asked_before", "asked before", Kind.NUMBER, shown="data"),
    Column("known", "minutes are known", shown="data"),
    Column("mixed", "not one person's because", shown="data"),
)
_EVIDENCE = (
    Column("number", "", Kind.COUNT),
    Column("title", "step"),
    Column("minutes", "minutes are", shown="wide"),
    Column("source", "source", lines=3, absent=""),
    Column("order", "order", shown="wide"),
    Column("condition", "condition", shown="wide"),
    Column("rating", "how hard", absent="", shown="wide"),
    Column("note", "note", absent="", lines=4),
)
_DAYS = (
    Column("number", "", Kind.COUNT),
    Column("title", "step", lines=1),
    Column("from_day", "from day", Kind.NUMBER),
    Column("to_day", "to day", Kind.NUMBER),
    Column("bar", ""),
)
_BLOCKS = (
    Column("building_block", "building block", shown="data"),
    Column("name", "building block", shown="people"),
    Column("steps", "steps that need it", Kind.COUNT),
    Column("again", "of these again", Kind.COUNT),
    Column("times", "times for one person", Kind.NUMBER),
)
_WHOLES = (
    Column("what", "what was counted"),
    Column("hours", "hours", Kind.NUMBER),
    Column("elapsed_days", "days", Kind.NUMBER, spare=1),
    Column("source", "source", absent="", lines=3),
    Column("note", "note", shown="wide", absent=""),
)
_SAID = {Basis.INFERRED: "ours", Basis.DERIVED: "derived"}


def number(value: Fraction | None) -> float | None:
    """Return an exact number as the float nearest to it; None if it is not known."""
    return None if value is None else float(value)


def likely(amount: Amount | None) -> float | None:
    """Return the likely value of an amount; None if it is not known."""
    return None if amount is None else float(amount.likely)


def in_condition(step: Step) -> str:
    """Return a condition in words: income: low, children: 1 or 2."""
    return ", ".join(f"{trait}: {listing(wanted, 'or')}" for trait, wanted in step.condition)


def steps_section(walk: Walk, catalogue: Catalogue) -> Section:
    """Return the numbered list of steps."""
    whole = Section(
        "steps",
        "Step by step, in minutes",
        ("number",),
        _STEPS,
        tuple(_step(each, catalogue) for each in walk.steps),
        total=_total(walk),
        notes=tuple(_step_notes(walk)),
        chart=_chart(walk),
    )
    return _without_empty(whole)


def _chart(walk: Walk) -> Chart:
    """Return how steps are drawn: with waiting and travel if there are any, else work alone."""
    beside = [
        kind
        for kind in ("waiting", "travel")
        if any(likely(each.minutes[kind]) for each in walk.steps)
    ]
    if beside:
        return Chart(
            "stacked",
            ("active_minutes", *(f"{kind}_minutes" for kind in beside)),
            names=("title",),
            title=f"Minutes of {listing(['work', *beside])}, step by step",
            unit="minutes",
        )
    return Chart(
        "ranges",
        ("active_minutes",),
        names=("title",),
        ends=(("active_minutes_low", "active_minutes_high"),),
        title="Minutes of work, step by step",
        unit="minutes",
    )


def _without_empty(section: Section) -> Section:
    """Return a section without what nobody need see: columns that are there if they say anything.

    Programs find each column that is theirs, whether it says anything or not.
    """
    places, columns = [], []
    for place, column in enumerate(section.columns):
        empty = column.absent == "" and all(row[place] is None for row in section.rows)
        if not (empty and column.shown.startswith("people")):
            places.append(place)
            columns.append(replace(column, shown="data") if empty else column)
    assert section.total is not None

    def kept(row: Row) -> Row:
        return tuple(row[place] for place in places)

    return replace(
        section,
        columns=tuple(columns),
        rows=tuple(map(kept, section.rows)),
        total=kept(section.total),
    )


def _step(each: Taken, catalogue: Catalogue) -> Row:
    step, agency = each.step, each.agency
    active = each.active
    kinds = {kind: likely(each.minutes[kind]) for kind in MINUTES}
    return (
        each.number,
        _called(each),
        catalogue.agencies[agency].acronym or catalogue.agencies[agency].name if agency else None,
        _who(each),
        NOTHING if active is None and each.known else likely(active),
        likely(active),
        kinds["waiting"],
        kinds["travel"],
        likely(each.fee),
        likely(each.days),
        "; ".join(BUILDING_BLOCKS[block] for block in each.blocks) or None,
        "; ".join(BUILDING_BLOCKS[block] for block in each.needed_before) or None,
        step.form,
        agency,
        number(each.share),
        in_condition(step) or None,
        number(each.times),
        step.per,
        *(kinds[kind] for kind in MINUTES if kind not in ("waiting", "travel")),
        None if active is None else float(active.low),
        None if active is None else float(active.high),
        "; ".join(each.blocks) or None,
        "; ".join(each.needed_before) or None,
        number(each.questions),
        number(each.asked_before),
        "yes" if each.known else "no",
        each.mixed,
    )


def _called(each: Taken) -> str:
    times = "" if each.times == 1 else f"{float(each.times):g} times"
    often = " ".join(filter(None, [times, f"per {each.step.per}" if each.step.per else ""]))
    return f"{each.title} ({often})" if often else each.title


def _who(each: Taken) -> str:
    condition = in_condition(each.step)
    if each.share is None:
        return f"if {condition}"
    share = "all" if each.share == ONE else percent(float(each.share))
    return f"{share} (if {condition})" if condition and each.depends_on else share


def _total(walk: Walk) -> Row:
    total = walk.total
    weighs = any(each.share != ONE for each in walk.steps)
    shown: dict[str, object] = {"title": "Total, by shares" if weighs else "Total"}
    for key, span in (
        ("active_minutes", total.active),
        ("waiting_minutes", total.waiting),
        ("travel_minutes", total.travel),
        ("fee", total.fee),
        ("elapsed_days", total.days),
    ):
        shown[key] = number(span.likely) if span else None
    shown["work"] = shown["active_minutes"]
    return tuple(shown.get(column.key) for column in _STEPS)


def _step_notes(walk: Walk) -> Iterator[str]:
    mixed: dict[str, list[int]] = {}
    for each in walk.steps:
        if each.mixed:
            mixed.setdefault(each.mixed, []).append(each.number)
    for why, numbers in mixed.items():
        yield (
            f"{numbered(numbers)}: the average of the collection is not one person's and is not "
            f"used ({why})."
        )
    if missing := [each.number for each in walk.steps if not each.known and not each.mixed]:
        yield f"{numbered(missing)}: minutes are not known, which is not zero."
    if walk.left_out:
        titles = [each.title or each.form or "" for each in walk.left_out]
        yield f"Not for this person: {'; '.join(titles)}."


def numbered(numbers: Sequence[int]) -> str:
    """Return the numbers of steps in words."""
    return (
        f"Step {numbers[0]}" if len(numbers) == 1 else f"Steps {listing(list(map(str, numbers)))}"
    )


def timeline(walk: Walk) -> Section | None:
    """Return the days of the steps as bars; None where no step says how many it takes."""
    if all(each.days is None for each in walk.steps):
        return None
    found = spans(walk.journey, walk.steps)
    end = max(over for _, over in found.values()) or ONE
    rows = []
    for each in walk.steps:
        start, over = found[each.number]
        before = int(start * TIMELINE / end)
        drawn = bar(float((over - start) * TIMELINE / end)) if over > start else "·"
        rows.append((each.number, each.title, float(start), float(over), " " * before + drawn))
    unknown = walk.total.steps_without_days
    perhaps = any(each.share != ONE for each in walk.steps)
    return Section(
        "timeline",
        "Day by day" + (", if one takes every step that may come" if perhaps else ""),
        ("number",),
        _DAYS,
        tuple(rows),
        notes=(f"{unknown} of {len(rows)} steps say nothing of days and are drawn as a point.",)
        if unknown
        else (),
        only_for_people=True,
    )


def blocks_section(walk: Walk) -> Section:
    """Return how often the person is asked for each building block."""
    rows = []
    for block, name in BUILDING_BLOCKS.items():
        needing = [each for each in walk.steps if block in each.blocks]
        if needing:
            counted = [each.times * each.share for each in needing if each.share is not None]
            times = float(sum(counted, Fraction())) if counted else None
            again = sum(block in each.needed_before for each in needing)
            rows.append((block, name, len(needing), again, times))
    open_ones = any(each.share is None and each.blocks for each in walk.steps)
    note = "Steps that depend on traits which are not settled count in no number of times."
    return Section(
        "building_blocks",
        "What is needed, and needed again",
        ("building_block",),
        _BLOCKS,
        tuple(rows),
        notes=(note,) if rows and open_ones else (),
    )


def wholes_section(walk: Walk) -> Section:
    """Return what was published of the journey as a whole."""
    rows = tuple(
        (each.what, each.hours, each.elapsed_days, each.source and each.source.title, each.note)
        for each in walk.journey.published
    )
    return Section(
        "published",
        "Published of the whole, and not added to the steps",
        ("what",),
        _WHOLES,
        rows,
    )


def evidence_section(walk: Walk, forms: dict[str, FormFacts]) -> Section:
    """Return of each step where its minutes come from, and whose its order and condition are.

    Steps of which nothing is said are left out.
    """
    return Section(
        "evidence",
        "How it is known",
        ("number",),
        _EVIDENCE,
        tuple(_evidence(each, forms) for each in walk.steps if _is_told(each, forms)),
        folded=True,
    )


def _is_told(each: Taken, forms: dict[str, FormFacts]) -> bool:
    step = each.step
    of_form = step.form is not None and step.form in forms and forms[step.form].source is not None
    return bool(of_form or step.basis or step.source or step.sources or step.note or step.rating)


def _evidence(each: Taken, forms: dict[str, FormFacts]) -> Row:
    step = each.step
    form = forms.get(step.form) if step.form else None
    basis = dict(step.basis)
    of_form = form.basis if form and step.form_minutes is None and each.minutes["form"] else None
    given = [kind for kind in MINUTES if getattr(step, f"{kind}_minutes") is not None]
    words = dict.fromkeys(str(basis.get(f"{kind}_minutes", Basis.GIVEN)) for kind in given)
    if step.source:
        words = dict.fromkeys(str(basis.get(f"{kind}_minutes", Basis.PUBLISHED)) for kind in given)
    sources = [
        form.source if of_form and form else None,
        step.source.title if step.source else None,
        *(f"{key}: {text}" for key, text in step.sources),
    ]
    return (
        each.number,
        each.title,
        ", ".join([*([of_form] if of_form else []), *words]) or "not known",
        "; ".join(dict.fromkeys(filter(None, sources))) or None,
        _SAID.get(basis.get("order", Basis.GIVEN), "given"),
        _SAID.get(basis.get("condition", Basis.GIVEN), "given") if step.condition else "none",
        f"{step.rating.value:g} on {step.rating.scale}" if step.rating else None,
        step.note,
    )
