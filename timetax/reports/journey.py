"""What one person goes through in a life event, step by step, and what it comes to."""

from collections.abc import Iterator, Sequence

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.journeys import Journey
from timetax.catalogue.vocabulary import Basis
from timetax.engine.journeys.amount import Span
from timetax.engine.journeys.forms import facts_of
from timetax.engine.journeys.journey import JourneyTotal, Walk, walk
from timetax.engine.journeys.traits import settled
from timetax.findings import option_error
from timetax.reports.journey_data import FORMAT, journey_data
from timetax.reports.journey_services import services_section
from timetax.reports.journey_steps import (
    blocks_section,
    evidence_section,
    steps_section,
    timeline,
    wholes_section,
)
from timetax.reports.report import Report
from timetax.tables.layouts import Tables
from timetax.wording.durations import days_in_words, minutes_in_words
from timetax.wording.hints import did_you_mean
from timetax.wording.lists import listing, some
from timetax.wording.numbers import in_words, plural

_MOST_NAMED = 12


def journey_report(
    catalogue: Catalogue, tables: Tables, name: str, given: Sequence[str] = ()
) -> Report:
    """Return one person's journey through a life event.

    Args:
        catalogue: the catalogue.
        tables: its tables of inputs.
        name: the id of a life event that one journey is about, or of a journey.
        given: `trait=value` texts that settle who the person is.

    Raises:
        InputError: there is no such journey, or several; a text settles no trait of it.
    """
    journey = journey_named(catalogue, name)
    forms = dict(facts_of(catalogue, tables))
    made = walk(journey, forms, settled(journey, given))
    sections = [
        steps_section(made, catalogue),
        timeline(made),
        blocks_section(made),
        services_section(made, catalogue),
        wholes_section(made),
        evidence_section(made, forms),
    ]
    return Report(
        title=_title(catalogue, made),
        headline=headline(made.total, catalogue.currency),
        description=journey.note,
        total=None,
        sections=tuple(each for each in sections if each is not None),
        notes=tuple(_notes(made)),
        currency=catalogue.currency,
        format=FORMAT,
        data=journey_data(made, catalogue),
        tidy="steps",
        lead=tuple(_lead(made)),
    )


def journey_named(catalogue: Catalogue, name: str) -> Journey:
    """Return the only journey about a life event, or else the journey of that id.

    Raises:
        InputError: there is none, or several are about the life event.
    """
    found = [each for each in catalogue.journeys if each.life_event == name]
    exact = [each for each in catalogue.journeys if each.id == name]
    if len(found) == 1 or exact:
        return (found if len(found) == 1 else exact)[0]
    if found:
        ids = listing([each.id for each in found], "or")
        raise option_error(name, f"{len(found)} journeys are about it; name one: {ids}")
    if not catalogue.journeys:
        message = "the catalogue has no journeys; write them under `journeys:`"
        raise option_error(name, message)
    known = {each.life_event: each.life_event for each in catalogue.journeys}
    known |= {each.id: each.id for each in catalogue.journeys}
    known |= {
        event.name: event.id
        for event in catalogue.life_events.values()
        if any(each.life_event == event.id for each in catalogue.journeys)
    }
    declared = "has no journey" if name in catalogue.life_events else "is no life event or journey"
    hint = did_you_mean(name, known)
    events = some([each.life_event for each in catalogue.journeys], _MOST_NAMED)
    raise option_error(name, f"{declared}{hint or f'; there are {events}'}")


def title_of(catalogue: Catalogue, journey: Journey) -> str:
    """Return what a journey is called: its title, or the name of its life event."""
    return journey.title or catalogue.life_events[journey.life_event].name


def _title(catalogue: Catalogue, made: Walk) -> str:
    journey = made.journey
    title = title_of(catalogue, journey)
    who = ", ".join(f"{trait}: {value}" for trait, value in made.settled.items())
    about = " · ".join(filter(None, [journey.about, who]))
    return f"{title}, one person ({about})" if about else f"{title}, one person"


def headline(total: JourneyTotal, currency: str) -> str:
    """Return what a journey comes to in one sentence, and how many steps it leaves out."""
    said = _work(total.active, unknown=total.steps_not_known > 0)
    more = [
        f"{minutes_in_words(float(span.likely))} of {what}"
        for span, what in ((total.waiting, "waiting"), (total.travel, "travel"))
        if span is not None and span.likely
    ]
    if total.fee is not None and total.fee.likely:
        more.append(f"{in_words(float(total.fee.likely))} {currency}")
    if total.visits:
        visits = in_words(float(total.visits))
        more.append(f"{visits} visit{'' if visits == '1' else 's'}")
    said = listing([said, *more])
    if total.days is not None:
        said += _days(total.days, least=total.steps_without_days > 0)
    if total.agencies:
        count = len(total.agencies)
        said += f", across {count} {'agency' if count == 1 else 'agencies'}"
    if total.asked_before is not None and total.questions is not None:
        again, asked = (in_words(float(each)) for each in (total.asked_before, total.questions))
        said += f", {again} of {asked} questions asked before"
    return said + _left_out(total)


def _work(active: Span | None, *, unknown: bool) -> str:
    if active is None:
        return "The minutes of work are not known"
    high = minutes_in_words(float(active.high))
    if active.likely is None:
        return f"Up to {high} of work"
    if not active.high and unknown:
        return "No minutes of work are known but of steps that take none"
    made = f"About {minutes_in_words(float(active.likely))} of work"
    low = minutes_in_words(float(active.low))
    if low == high:
        return made
    unit = high.partition(" ")[2]
    least = low.removesuffix(f" {unit}") if low.endswith(unit) else low
    return f"{made} (between {least} and {high})"


def _left_out(total: JourneyTotal) -> str:
    out = []
    if total.steps_open:
        depend = "depends" if total.steps_open == 1 else "depend"
        out.append(f"{total.steps_open} {depend} on who one is")
    if total.steps_not_known:
        have = "has" if total.steps_not_known == 1 else "have"
        out.append(f"{total.steps_not_known} {have} no known minutes")
    if not out:
        return "."
    return f". Of {plural(total.steps, 'step')} {listing(out)}, and the figures leave them out."


def _days(days: Span, *, least: bool) -> str:
    at_least = " at least" if least else ""
    if days.likely is not None:
        return f" over{at_least} {days_in_words(float(days.likely))}"
    low, high = days_in_words(float(days.low)), days_in_words(float(days.high))
    if not days.low:
        return f" over up to {high}{' or more' if least else ''}"
    return f" over{at_least} {low}" + (f", up to {high}" if low != high else "")


def _lead(made: Walk) -> Iterator[str]:
    traits = dict.fromkeys(
        trait for each in made.steps if each.share is None for trait in each.depends_on
    )
    if traits:
        values = [f"{trait}={'|'.join(made.journey.values_of(trait))}" for trait in traits]
        yield (
            f"Say who the person is, a --with for each: {', '.join(values)}. The upper end of a "
            "range holds all steps that may come."
        )


def _notes(made: Walk) -> Iterator[str]:
    steps = made.steps
    if any(each.share is not None and 0 < each.share < 1 for each in steps):
        yield "Steps that not all people take count by their share: it is the mean of such people."
    if made.independent:
        yield "Shares are taken as if no trait depended on another."
    if again := {each.step.per for each in steps if each.step.per and each.step.per != "once"}:
        each_once = listing(sorted(again))
        yield f"What comes again counts as often as its step says, for one of each: {each_once}."
    ours = [
        (what, sum(dict(each.step.basis).get(what) == Basis.INFERRED for each in steps))
        for what in ("order", "condition")
    ]
    said = [f"the {what} of {plural(count, 'step')}" for what, count in ours if count]
    if said:
        yield f"No source gives {listing(said)}: {'they are' if len(said) > 1 else 'it is'} ours."
    if any(each.step.rating for each in steps):
        yield "How hard people find a step stands beside it and is in no figure of time."
    yield "Work is learning, form, gathering and interview; waiting and travel are apart from it."
