"""What forms take by what they hold, beside what they and a catalogue claim."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from timetax.catalogue.counted import CountedForm, Refused
from timetax.catalogue.vocabulary import IDENTITY_KINDS, QUESTION_KINDS
from timetax.engine.estimates.estimating import Estimate
from timetax.engine.estimates.model import Model, Spread
from timetax.engine.estimates.verdict import ABOVE, NO_CLAIM
from timetax.reports.clock_chart import clock_chart
from timetax.reports.report import Column, Report, Row, Section
from timetax.wording.numbers import NOTHING, Kind, for_people, plural

FORMAT = ("timetax_estimate", 1)

NO_MEASUREMENT = (
    "A floor is no measurement: it is what follows from the words and questions of a form alone."
)
NOT_ESTIMATED = (
    "Not estimated, and outside of the form: gathering papers, asking others, waiting, travelling, "
    "proving."
)
NOT_EVERY_WORD = (
    "Nobody reads every word of every notice; a page may be for somebody else; and who is signed "
    "in finds fields filled. A claim above the floor is contradicted by nothing."
)

_CLOCKS = (
    ("claim_minutes", "claim_minutes", "claim_minutes"),
    ("catalogue_minutes", "catalogue_minutes", "catalogue_minutes"),
    ("floor_minutes", "floor_low", "floor_high"),
)
_FORMS = (
    Column("file", "file", shown="data"),
    Column("name", "form", shown="people", lines=2),
    Column("pages", "pages", Kind.COUNT, spare=9, absent=NOTHING),
    Column("words", "words", Kind.COUNT, spare=5),
    Column("questions", "questions", Kind.COUNT, spare=4),
    Column("identity_questions", "of these identity", Kind.COUNT, spare=8),
    Column("reading_minutes", "reading", Kind.MINUTES, spare=3),
    Column("floor_low", "low", Kind.MINUTES, spare=6),
    Column("floor_minutes", "floor", Kind.MINUTES),
    Column("floor_high", "high", Kind.MINUTES, spare=6),
    Column("claim_minutes", "printed claim", Kind.MINUTES, absent=NOTHING, spare=1),
    Column("catalogue_form", "form of the catalogue", shown="data"),
    Column("catalogue_minutes", "in the catalogue", Kind.MINUTES, absent=NOTHING, spare=2),
    Column("hours_at_stake", "hours at stake", Kind.HOURS, absent=NOTHING, spare=7),
    Column("verdict", "verdict"),
)
_QUESTIONS = (
    Column("file", "file", shown="data"),
    Column("name", "form", shown="people", spare=1),
    Column("page", "page", Kind.COUNT, absent=NOTHING),
    Column("kind", "kind"),
    Column("label", "asks", lines=3),
    Column("field", "name in the file", shown="data"),
    Column("fields", "fields", Kind.COUNT, spare=3),
    Column("required", "required", spare=2),
    Column("repeated", "repeated", shown="data"),
    Column("identity", "identity", spare=1),
)
_MODELS = (
    Column("file", "file", shown="data"),
    Column("name", "form", shown="people", lines=2),
    Column("model", "model", lines=2),
    Column("low", "low", Kind.MINUTES, spare=1),
    Column("likely", "minutes", Kind.MINUTES),
    Column("high", "high", Kind.MINUTES, spare=1),
)
_REFUSED = (Column("file", "file", lines=2), Column("reason", "why", lines=4))


def estimate_report(
    estimates: Sequence[Estimate],
    refused: Sequence[Refused],
    models: Mapping[str, Model],
    others: Mapping[str, Sequence[Estimate]],
    *,
    questions: bool = False,
    forms_in_csv: bool = False,
) -> Report:
    """Return what forms take by the first of the models, and by the others beside it.

    Args:
        estimates: a form each, by the first of `models`.
        refused: the files that could not be counted.
        models: the models by their names.
        others: the estimates of the same forms by the other models.
        questions: whether each question is listed.
        forms_in_csv: whether CSV has the forms although questions are listed.
    """
    name, model = next(iter(models.items()))
    forms = [each.form for each in estimates]
    rows_of_forms = tuple(_row(each) for each in estimates)
    sections = [
        Section(
            "forms",
            f"Minutes by {model.title}",
            ("file",),
            _FORMS,
            rows_of_forms,
            chart=clock_chart(_FORMS, rows_of_forms, _CLOCKS, names=("name",)),
        ),
        _kinds(forms),
    ]
    if others:
        by_model = {name: estimates} | dict(others)
        rows = [
            (each.form.file, label_of(each.form), models[key].title, *each.minutes)
            for place in range(len(estimates))
            for key, made in by_model.items()
            for each in [made[place]]
        ]
        sections.append(
            Section("models", "The models side by side", ("file", "model"), _MODELS, tuple(rows))
        )
    if questions:
        listed = tuple(row for form in forms for row in _questions(form))
        sections.append(Section("questions", "Questions", ("file",), _QUESTIONS, listed))
    if refused:
        rows_refused = tuple((each.file, each.reason) for each in refused)
        sections.append(Section("refused", "Not estimated", ("file",), _REFUSED, rows_refused))
    return Report(
        title="The time that forms themselves take",
        headline=_headline(estimates),
        description=None,
        total=None,
        sections=tuple(sections),
        notes=(
            NO_MEASUREMENT,
            *_worth(models),
            NOT_ESTIMATED,
            NOT_EVERY_WORD,
            *_several(forms),
            *_unlabelled(forms),
        ),
        currency="",
        format=FORMAT,
        data={
            "model": name,
            "models": {key: _model_data(each) for key, each in models.items()},
            "forms": [
                _data(each, {key: made[place] for key, made in others.items()})
                for place, each in enumerate(estimates)
            ],
            "refused": [{"file": each.file, "reason": each.reason} for each in refused],
        },
        tidy="questions" if questions and not forms_in_csv else "forms",
    )


def label_of(form: CountedForm) -> str:
    """Return what people call a form: its number where it prints one, and the name of its file."""
    return PurePath(form.file).name


def as_range(minutes: Spread) -> dict[str, float]:
    """Return minutes by the names of their ends."""
    return dict(zip(("low", "likely", "high"), minutes, strict=True))


def _headline(estimates: Sequence[Estimate]) -> str:
    if len(estimates) == 1:
        (each,) = estimates
        low, likely, high = (for_people(minutes, Kind.MINUTES) for minutes in each.minutes)
        claim = each.claim
        claimed = "" if claim is None else f"claimed {for_people(claim, Kind.MINUTES)} minutes, "
        return f"{label_of(each.form)}: {claimed}floor {likely} ({low} to {high}): {each.verdict}."
    verdicts = Counter(each.verdict for each in estimates)
    without = verdicts.pop(NO_CLAIM, 0)
    right = verdicts.pop(ABOVE, 0)
    below = sum(verdicts.values())
    parts = [f"{below:,} below the floor"] if below else []
    parts += [f"{right:,} without contradiction"] if right else []
    parts += [f"{without:,} without a claim"] if without else []
    return f"{plural(len(estimates), 'form')}: {', '.join(parts)}."


def _worth(models: Mapping[str, Model]) -> Iterable[str]:
    for model in models.values():
        yield f"What {model.title} is worth: {model.accuracy}. Source: {model.source}."


def _several(forms: Iterable[CountedForm]) -> Iterable[str]:
    for form in forms:
        if len(form.printed.claims) > 1:
            claims = " and ".join(
                for_people(each.minutes, Kind.MINUTES) for each in form.printed.claims
            )
            yield (
                f"{label_of(form)} prints {claims} minutes, perhaps of several forms in one file; "
                "none of them is taken for its claim."
            )


def _unlabelled(forms: Sequence[CountedForm]) -> Iterable[str]:
    unlabelled = sum(form.unlabelled for form in forms)
    if unlabelled:
        asked = sum(len(form.questions) for form in forms)
        yield (
            f"Of {plural(asked, 'question')}, {unlabelled:,} have no label; whether these ask "
            "about identity is not known."
        )


def _row(each: Estimate) -> Row:
    form = each.form
    return (
        form.file,
        label_of(form),
        form.pages,
        form.words,
        len(form.questions),
        form.identity_questions,
        each.reading[1],
        *each.minutes,
        each.printed_minutes,
        each.known.id if each.known else None,
        each.known.minutes if each.known else None,
        each.hours_at_stake,
        each.verdict,
    )


def _kinds(forms: Sequence[CountedForm]) -> Section:
    asked = [kind for kind in QUESTION_KINDS if any(kind in form.by_kind for form in forms)]
    columns = (
        Column("file", "file", shown="data"),
        Column("name", "form", shown="people", lines=2),
        *(Column(kind, QUESTION_KINDS[kind], Kind.COUNT, absent=NOTHING) for kind in asked),
    )
    rows = tuple(
        (form.file, label_of(form), *(form.by_kind.get(kind) for kind in asked)) for form in forms
    )
    return Section("kinds", "Questions by kind", ("file",), columns, rows)


def _questions(form: CountedForm) -> Iterable[Row]:
    for each in form.questions:
        yield (
            form.file,
            label_of(form),
            each.page,
            QUESTION_KINDS[each.kind],
            each.says,
            each.name,
            each.fields,
            None if each.required is None else "yes" if each.required else "no",
            "yes" if each.repeated else "no",
            IDENTITY_KINDS[each.identity] if each.identity else None,
        )


def _model_data(model: Model) -> dict[str, Any]:
    return {"title": model.title, "source": model.source, "accuracy": model.accuracy}


def _data(each: Estimate, others: Mapping[str, Estimate]) -> dict[str, Any]:
    form, printed, claim = each.form, each.form.printed, each.form.printed.claim
    known = each.known
    return {
        "file": form.file,
        "kind": form.kind,
        "sha256": form.sha256,
        "pages": form.pages,
        "words": form.words,
        "fields": form.fields,
        "questions": len(form.questions),
        "questions_by_kind": dict(form.by_kind),
        "required_questions": sum(question.required is True for question in form.questions),
        "repeated_questions": sum(question.repeated for question in form.questions),
        "identity_questions": form.identity_questions,
        "unlabelled_questions": form.unlabelled,
        "identity_by_kind": dict(form.by_identity),
        "control_number": printed.control_numbers[0] if printed.control_numbers else None,
        "form_number": _form_number(each),
        "edition": printed.edition,
        "expires": printed.expires,
        "claim_minutes": claim.minutes if claim else None,
        "claim_sentence": claim.sentence if claim else None,
        "claim_page": claim.page if claim else None,
        "claims": [
            {"minutes": one.minutes, "sentence": one.sentence, "page": one.page}
            for one in printed.claims
        ],
        "catalogue_form": known.id if known else None,
        "catalogue_minutes": known.minutes if known else None,
        "responses": known.responses if known else None,
        "reading_minutes": each.reading[1],
        "reading": as_range(each.reading),
        "floor_minutes": as_range(each.minutes),
        "hours_at_stake": each.hours_at_stake,
        "verdict": each.verdict,
        "models": {key: as_range(one.minutes) for key, one in others.items()},
        "asks": [
            {
                "kind": question.kind,
                "label": question.label,
                "name": question.name,
                "page": question.page,
                "fields": question.fields,
                "required": question.required,
                "repeated": question.repeated,
                "identity": question.identity,
            }
            for question in form.questions
        ],
    }


def _form_number(each: Estimate) -> str | None:
    if each.known and each.known.form_number:
        return each.known.form_number
    numbers = each.form.printed.form_numbers
    return numbers[0] if numbers else None
