"""How inputs are read, shown before anything is made of them: the reading plan."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from timetax.engine.burden import with_burden
from timetax.engine.totals import Total, total
from timetax.findings import Finding, InputError, option_error
from timetax.read.inputs import Blob, read_inputs
from timetax.read.options import ReadOptions
from timetax.read.tabular.plan import LeftOut, ReadingPlan
from timetax.read.to_tables import tables_of
from timetax.reports.report import Column, Report, Row, Section
from timetax.wording.hints import shown
from timetax.wording.lists import listing
from timetax.wording.numbers import Kind, in_hours, in_words, plural

_COLUMNS = (
    Column("heading", "heading"),
    Column("key", "is read as", absent="left out"),
    Column("unit", "in"),
    Column("why", "because", shown="wide"),
    Column("examples", "such as"),
)
_ROWS = (
    Column("place", "row"),
    Column("reason", "is"),
    Column("label", "reads"),
    Column("figures", "figures"),
)
_PROOFS = (
    Column("what", "the file's own"),
    Column("place", "at"),
    Column("stated", "is", Kind.NUMBER),
    Column("found", "the rows read make", Kind.NUMBER),
    Column("rows", "rows", Kind.COUNT),
    Column("agrees", "and they"),
)
_INFERENCES = (
    Column("what", "about"),
    Column("value", "it was concluded that"),
    Column("evidence", "because"),
)
_ANSWERS = (Column("option", "settle it with"), Column("meaning", "which means"))


def reading_plan(
    paths: Sequence[str | Blob], options: ReadOptions
) -> tuple[Report, tuple[Finding, ...]]:
    """Return how the files at `paths` are read, and the mistakes in them besides open questions.

    Where there is a mistake or a question, the report has no total.

    Raises:
        InputError: there is no path, or nothing at any of them could be read.
    """
    if not paths:
        raise option_error("convert", "name a table, or an --output to write the catalogue to")
    inputs = read_inputs(paths, options)
    plans = [each.plan for each in inputs if each.plan is not None]
    whole, findings = None, tuple(finding for each in inputs for finding in each.findings)
    if not plans:
        raise InputError(findings)
    if not findings:
        try:
            whole = total(with_burden(tables_of(inputs)))
        except InputError as error:
            findings = error.findings
    shown_already = {note for plan in plans for note in plan.notes()}
    notes = [note for each in inputs for note in each.notes if note not in shown_already]
    asked = {question.finding() for plan in plans for question in plan.questions}
    mistakes = tuple(each for each in findings if each not in asked)
    return _report(plans, whole, mistakes, notes), mistakes


def _report(
    plans: Sequence[ReadingPlan],
    whole: Total | None,
    findings: Sequence[Finding],
    notes: Sequence[str],
) -> Report:
    data: dict[str, Any] = {
        "inputs": [_about(plan) for plan in plans],
        "left_out": _records(plans, "left_out"),
        "proofs": _records(plans, "proofs"),
        "inferences": _records(plans, "inferences"),
        "questions": [
            {
                "file": plan.name,
                "place": str(each.position),
                "message": each.message,
                "answers": [asdict(answer) for answer in each.answers],
            }
            for plan in plans
            for each in plan.questions
        ],
        "errors": [str(each) for each in findings],
    }
    if whole is None:
        data["total"] = {"burden_hours": None}
    return Report(
        title="How the input is read" if len(plans) == 1 else "How the inputs are read",
        headline=_headline(plans, whole, findings),
        description=" ".join(_taken(plan) for plan in plans),
        total=whole,
        sections=tuple(section for plan in plans for section in _sections(plan) if section.rows),
        notes=(
            *notes,
            "--map HEADING=KEY says otherwise of a column, --input of the file; "
            "--output FILE writes the catalogue.",
        ),
        currency="USD",
        format=("timetax_reading_plan", 1),
        data=data,
    )


def _headline(
    plans: Sequence[ReadingPlan], whole: Total | None, findings: Sequence[Finding]
) -> str:
    if whole is not None:
        forms = plural(whole.forms, "form")
        return f"A report would say {in_hours(in_words(whole.burden_hours))} a year on {forms}."
    questions = sum(len(plan.questions) for plan in plans)
    said = [
        *([f"{_are(questions, 'question')} settled"] if questions else []),
        *([f"{_are(len(findings), 'mistake')} mended"] if findings else []),
    ]
    return f"No report can be made before {listing(said)}."


def _are(count: int, noun: str) -> str:
    return f"{plural(count, noun)} {'is' if count == 1 else 'are'}"


def _taken(plan: ReadingPlan) -> str:
    said = f"{plan.name} is taken for {plan.taken_for}: {plan.why}."
    if plan.heading_rows:
        sheet = f" of the sheet {shown(plan.sheet)}" if plan.sheet else ""
        verb = "stand in row" if len(plan.heading_rows) == 1 else "stand in rows"
        said += f" Its headings {verb} {listing(list(map(str, plan.heading_rows)))}{sheet}."
    return said


def _about(plan: ReadingPlan) -> dict[str, Any]:
    return {
        "file": plan.name,
        "taken_for": plan.taken_for,
        "why": plan.why,
        "sheet": plan.sheet,
        "heading_rows": list(plan.heading_rows),
        "columns": [asdict(each) for each in plan.columns],
    }


def _records(plans: Sequence[ReadingPlan], name: str) -> list[dict[str, Any]]:
    return [{"file": plan.name} | _record(each) for plan in plans for each in getattr(plan, name)]


def _record(value: Any) -> dict[str, Any]:
    record = asdict(value)
    if "figures" in record:
        record["figures"] = dict(record["figures"])
    return record


def _within(plan: ReadingPlan, place: str) -> str:
    """Return a place without the name of its file, which stands above it already."""
    return place.removeprefix(f"{plan.name}:")


def _figures(plan: ReadingPlan, row: LeftOut) -> str:
    """Return the figures that go with a row: its hours if it has them, else all."""
    hours = {each.heading for each in plan.columns if each.key == "published_hours"}
    kept = [each for each in row.figures if each[0] in hours] or row.figures
    return "; ".join(": ".join(each) for each in kept)


def _sections(plan: ReadingPlan) -> Iterable[Section]:
    def section(key: str, title: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Section:
        people = key != "headings"
        made = tuple(rows)
        return Section(key, title, (columns[0].key,), columns, made, only_for_people=people)

    yield section(
        "headings",
        f"Columns of {plan.name}",
        _COLUMNS,
        (
            (each.heading, each.key, each.unit or None, each.why, ", ".join(each.examples))
            for each in plan.columns
        ),
    )
    yield section(
        "inferences",
        f"Concluded about {plan.name}",
        _INFERENCES,
        ((each.what, each.value, each.evidence) for each in plan.inferences),
    )
    yield section(
        "left_out",
        f"Rows of {plan.name} that are left out",
        _ROWS,
        (
            (_within(plan, each.place), each.reason, each.label, _figures(plan, each))
            for each in plan.left_out
        ),
    )
    yield section(
        "proofs",
        f"Totals that {plan.name} has itself",
        _PROOFS,
        (
            (
                each.what.removeprefix("the file's own "),
                _within(plan, each.place),
                each.stated,
                each.found,
                each.rows,
                "agree" if each.agrees else "differ",
            )
            for each in plan.proofs
        ),
    )
    for number, each in enumerate(plan.questions, start=1):
        place = _within(plan, str(each.position))
        yield section(
            f"question-{number}",
            f"Open question at {place}: {each.message}",
            _ANSWERS,
            ((answer.option, answer.meaning or None) for answer in each.answers),
        )
