"""What people said of services: every score with what it is, and what compares of them."""

from collections.abc import Sequence

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.vocabulary import FEEDBACK_CHANNELS, SCALES, STAGES
from timetax.engine.feedback import Rated, Rating, in_series, mean_of, ranked, ratings_of
from timetax.findings import option_error
from timetax.reports.printed_figures import DOUBTFUL
from timetax.reports.report import Column, Report, Row, Section, more_note, require_rows
from timetax.wording.hints import did_you_mean
from timetax.wording.numbers import NOTHING, Kind, in_full, plural, signed_in_full

_UNITS = {"five-points": " of 5", "index-100": " of 100"}
_WHAT = (
    Column("driver", "asked"),
    Column("value", "value", Kind.NUMBER, "data"),
    Column("score", "score", shown="people"),
    Column("scale", "scale", shown="data"),
)
_WHO = (
    Column("subject", "subject", shown="data"),
    Column("name", "name", shown="data"),
    Column("group", "who was asked", shown="data"),
    Column("who", "who was rated", shown="people"),
    Column("about", "after", shown="wide"),
)
_HOW = (
    Column("survey", "survey", spare=3),
    Column("channel", "channel", shown="wide"),
    Column("stage", "stage", shown="data"),
)
_REST = (
    Column("responses", "responses", Kind.RESPONSES, spare=2),
    Column("offered", "offered", Kind.NUMBER, "data"),
    Column("customers", "customers", Kind.NUMBER, "data"),
    Column("country", "country", shown="data"),
    Column("source", "source", shown="data"),
    Column("url", "address", shown="data"),
    Column("confidence", "confidence", shown="wide"),
    Column("note", "note", shown="data"),
)
_SCORES = (
    *_WHO,
    *_HOW,
    Column("period", "period"),
    *_WHAT,
    Column("change", "change", Kind.NUMBER, "data"),
    Column("change_in_words", "change", shown="people", spare=1),
    Column("figures", "figures", Kind.COUNT, "data"),
    *_REST,
)
_RANKS = (Column("rank", "rank", Kind.COUNT), *_WHO, Column("period", "period"), *_WHAT, *_REST)
_DOUBLES = (
    Column("name", "who was rated"),
    Column("period", "period"),
    Column("driver", "asked"),
    Column("scores", "official figures"),
    Column("survey", "survey", spare=1),
    Column("sources", "sources", shown="wide"),
)


def feedback_report(
    catalogue: Catalogue,
    *,
    service: str | None = None,
    survey: str | None = None,
    on: str | None = None,
    driver: str | None = None,
    channel: str | None = None,
    stage: str | None = None,
    period: str | None = None,
    rank: bool = False,
    average: bool = False,
    top: int | None = None,
) -> Report:
    """Return the report on the scores of a catalogue, narrowed by what is given.

    Args:
        catalogue: the catalogue.
        service: only of this service or provider, by its id or name.
        survey: only of this survey.
        on: only on this scale.
        driver: only of this question.
        channel: only those asked here.
        stage: only at this stage.
        period: only of this period.
        rank: rank the last score of each.
        average: say the mean of all, each with the weight of its responses.
        top: how many rows a section shows; None shows all.

    Raises:
        InputError: nothing is left, or what is left does not compare and is to be ranked or
            averaged.
    """
    require_rows(top)
    ratings = ratings_of(catalogue)
    if not ratings:
        raise option_error("feedback", "the catalogue has none; write it under `feedback:`")
    for option, wanted in (
        ("service", service),
        ("survey", survey),
        ("on", on),
        ("driver", driver),
        ("channel", channel),
        ("stage", stage),
        ("period", period),
    ):
        ratings = _narrowed(ratings, option, wanted)
    if rank and average:
        raise option_error("--rank", "cannot be together with --average")
    notes: tuple[str, ...] = ()
    if average:
        mean = mean_of(ratings)
        given, first = plural(len(ratings), "score"), ratings[0]
        mean_text = _in_words(mean, first.given.scale)
        headline = f"{mean_text}: the mean of {given}, each with the weight of its responses."
        data = {"mean": mean}
    else:
        headline, data = _headline(ratings), {}
        notes = ("Scores of different surveys, scales, channels or stages do not compare.",)
    series = in_series(ratings)
    sections = (
        *([_ranking(ranked(ratings), top)] if rank else []),
        _scores(series, top),
        _doubles(series, top),
    )
    return Report(
        title="What people say of services",
        headline=headline,
        description=None,
        total=None,
        sections=tuple(each for each in sections if each.rows),
        notes=(
            *notes,
            "A change is from the period before in the same series: one survey, scale, question "
            "and wording, channel, stage and group.",
            "What people had done just before stands under `after`: such a score is of that, and "
            "never of a form.",
        ),
        currency=catalogue.currency,
        format=("timetax_feedback", 1),
        data=data,
    )


def _spellings(each: Rating) -> dict[str, Sequence[str | None]]:
    given = each.given
    return {
        "service": (each.subject, each.name, given.service, given.provider, given.subject),
        "survey": (given.survey,),
        "on": (given.scale, SCALES[given.scale]),
        "driver": (each.score.driver,),
        "channel": (given.channel, FEEDBACK_CHANNELS.get(given.channel or "")),
        "stage": (given.stage, STAGES.get(given.stage or "")),
        "period": (given.period,),
    }


def _narrowed(ratings: Sequence[Rating], option: str, wanted: str | None) -> list[Rating]:
    if wanted is None:
        return list(ratings)
    word = wanted.casefold().strip()
    named = [(each, [s for s in _spellings(each)[option] if s]) for each in ratings]
    kept = [each for each, texts in named if word in map(str.casefold, texts)]
    if not kept and option == "survey":
        kept = [each for each, texts in named if word in texts[0].casefold()]
    if not kept:
        known = sorted({text for _, texts in named for text in texts})
        hint = did_you_mean(wanted, known) or (
            f"; there are {', '.join(known[:12])}" if known else ""
        )
        raise option_error(f"--{option}", f"no score is left with {wanted!r}{hint}")
    return kept


def _headline(ratings: Sequence[Rating]) -> str:
    surveys = len({each.given.survey for each in ratings})
    scales = len({each.given.scale for each in ratings})
    subjects = len({each.subject for each in ratings})
    begin = f"{plural(len(ratings), 'score')} of {subjects:,} that were rated"
    on = f"{plural(surveys, 'survey')} and {plural(scales, 'scale')}"
    if surveys == scales == 1:
        return f"{begin}, of one survey and scale."
    return f"{begin}, of {on}, which never meet in one average or ranking."


def _in_words(value: float, scale: str) -> str:
    return f"{in_full(value)}{_UNITS.get(scale, '%')}"


def score_in_words(rating: Rating) -> str:
    """Return a score with its unit: 4.7 of 5, 80.4%, 69.7 of 100."""
    doubt = DOUBTFUL if rating.given.confidence == "low" else ""
    return _in_words(rating.value, rating.given.scale) + doubt


def _values(rating: Rating) -> dict[str, object]:
    given, score = rating.given, rating.score
    source = given.source
    notes = [score.wording and f"worded as {score.wording}", score.note, given.note]
    return {
        "subject": rating.subject,
        "name": rating.name,
        "who": f"{rating.name}: {given.group}" if given.group else rating.name,
        "driver": score.driver,
        "value": rating.value,
        "score": score_in_words(rating),
        "source": source and source.title,
        "url": source and (source.url or source.copy),
        "note": " ".join(filter(None, notes)) or None,
        "confidence": given.confidence or "high",
        "country": given.country or "US",
        **{
            key: getattr(given, key)
            for key in (
                *("survey", "scale", "channel", "stage", "period", "group", "about"),
                *("responses", "offered", "customers"),
            )
        },
    }


def _row(values: dict[str, object], columns: Sequence[Column]) -> Row:
    return tuple(values[each.key] for each in columns)


def _scores(series: Sequence[Rated], top: int | None) -> Section:
    rows = [
        _row(
            _values(each.rating)
            | {
                "change": each.change,
                "change_in_words": None if each.change is None else signed_in_full(each.change),
                "figures": each.figures,
            },
            _SCORES,
        )
        for each in series
    ]
    return Section(
        key="scores",
        title="Scores",
        by=("subject", "survey", "driver", "period"),
        columns=_SCORES,
        rows=tuple(rows[:top]),
        notes=more_note(len(rows) - len(rows[:top]), len(rows)),
    )


def _ranking(rows: Sequence[Rating], top: int | None) -> Section:
    values = sorted({each.value for each in rows}, reverse=True)
    above = {value: sum(each.value > value for each in rows) + 1 for value in values}
    made = [_row(_values(each) | {"rank": above[each.value]}, _RANKS) for each in rows]
    return Section(
        key="ranking",
        title="Ranking by the last score of each",
        by=("subject",),
        columns=_RANKS,
        rows=tuple(made[:top]),
        notes=(
            *(
                ["They are of different periods."]
                if len({each.given.period for each in rows}) > 1
                else []
            ),
            *more_note(len(made) - len(made[:top]), len(made)),
        ),
    )


def _doubles(series: Sequence[Rated], top: int | None) -> Section:
    things: dict[object, list[Rating]] = {}
    for each in series:
        if each.figures > 1:
            things.setdefault(each.rating.thing, []).append(each.rating)
    rows = [
        (
            found[0].name,
            found[0].given.period,
            found[0].score.driver,
            " or ".join(score_in_words(each) for each in found),
            found[0].given.survey,
            " | ".join(each.given.source.title if each.given.source else NOTHING for each in found),
        )
        for found in things.values()
    ]
    return Section(
        key="several_figures",
        title="More than one official figure of the same thing",
        by=("name", "period", "driver"),
        columns=_DOUBLES,
        rows=tuple(rows[:top]),
        notes=(
            "All are kept and none is taken: no change and no average is made of them.",
            *more_note(len(rows) - len(rows[:top]), len(rows)),
        ),
    )
