"""Forms as HTML pages: the fields of their `form` elements."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from timetax.catalogue.counted import Question
from timetax.files.encoding import decoded
from timetax.read.instruments.boxes import Box, joined
from timetax.read.instruments.html_page import Field, Page
from timetax.read.instruments.kind import Content, FormKind, NoFormError
from timetax.read.instruments.labels import identity_of, kind_by_label
from timetax.wording.lists import some

_KINDS = {
    "number": "number",
    "range": "number",
    "date": "date",
    "datetime-local": "date",
    "month": "date",
    "week": "date",
    "time": "date",
    "checkbox": "tick",
    "radio": "choice",
    "file": "upload",
}
_HEAD = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|form)\b",
    re.IGNORECASE | re.DOTALL,
)
_OF_A_DATE = {
    **dict.fromkeys(("day", "dd"), "day"),
    **dict.fromkeys(("month", "mm"), "month"),
    **dict.fromkeys(("year", "yyyy", "yy"), "year"),
}
"""How the fields of a date are labelled."""
_WIDE = 1_000.0
_REPEATED = re.compile(r"\[\]|\[[0-9]+\]|[._-][1-9][0-9]*[._-]")


def content(data: bytes) -> Content:
    """Return what an HTML page holds.

    Raises:
        NoFormError: no form is in it, or none with fields.
    """
    page = Page(decoded(data))
    fields = page.fields
    if not page.forms:
        elsewhere = f"; save the page in its frame as well: {page.frames[0]}" if page.frames else ""
        raise NoFormError(f"is a page without a form{elsewhere}")
    if not fields:
        drawn = (
            f"; a script draws its {some([f'<{each}>' for each in page.custom], 3)}: save the page "
            "as a browser shows it"
            if page.custom
            else ""
        )
        raise NoFormError(f"has a form without fields to fill in{drawn}")
    seen: dict[tuple[str, str], Box] = {}
    for place, field in enumerate(fields):
        question = _box(place, field, _question(page, field))
        grouped = field.kind in ("radio", "checkbox") and field["name"]
        key = (field.kind, field["name"]) if grouped else ("", str(place))
        if key in seen and field.kind == "checkbox":
            key = ("checkbox", f"{field['name']}\n{place}")
        seen.setdefault(key, question)
    return Content(["".join(page.texts)], list(joined(_with_whole_dates(seen.values()))), None)


def _box(place: int, field: Field, question: Question) -> Box:
    """Return a field as a box: those of one fieldset stand on one line."""
    longest, line = field["maxlength"], field.group * _WIDE
    return Box(
        question,
        is_text=field.kind in ("text", "tel", "number"),
        longest=int(longest) if re.fullmatch("[0-9]{1,6}", longest) else None,
        rectangle=(float(place), line, place + _WIDE, line),
        legend=field.legend,
    )


def _with_whole_dates(boxes: Iterable[Box]) -> Iterator[Box]:
    """Yield the boxes; a day, a month and a year that follow each other are one date."""
    run: list[Box] = []
    for box in boxes:
        parts = [_part_of_date(each) for each in (*run, box)]
        if not all(parts) or len(set(parts)) < len(parts) or not _is_beside(run, box):
            yield from _as_date(run)
            run = []
        run.append(box)
    yield from _as_date(run)


def _part_of_date(box: Box) -> str | None:
    return _OF_A_DATE.get(box.question.label.casefold().strip(" :*"))


def _is_beside(run: list[Box], box: Box) -> bool:
    return not run or run[-1].rectangle[1] == box.rectangle[1]


def _as_date(run: list[Box]) -> Iterator[Box]:
    if len(run) < 2:
        yield from run
        return
    first = run[0]
    label = first.legend or first.question.label
    question = replace(
        first.question,
        kind="date",
        label=label,
        fields=len(run),
        required=any(each.question.required for each in run),
        listed=False,
        identity=identity_of("date", label, first.question.name),
    )
    yield replace(first, question=question, is_text=False)


def _question(page: Page, field: Field) -> Question:
    html, name = field.kind, field["name"] or field["id"]
    label = page.label_of(field)
    if html == "radio" or not label:
        label = field.legend or label
    if html == "textarea":
        kind = "long_text"
    elif html == "select":
        kind = "choice"
    else:
        kind = _KINDS.get(html) or kind_by_label(label, name)
    identity = {"email": "email", "tel": "telephone"}.get(html) or identity_of(kind, label, name)
    return Question(
        kind=kind,
        label=label,
        name=name,
        required=_is_required(field),
        repeated=_REPEATED.search(name) is not None and html != "checkbox",
        listed=html == "select",
        identity=identity,
    )


def _is_required(field: Field) -> bool:
    if field["aria-required"] == "true":
        return True
    is_custom = "-" in field["element"]
    return "required" in field.attributes and not (is_custom and field["required"] == "false")


KIND = FormKind(
    name="HTML",
    suffixes=(".html", ".htm", ".xhtml"),
    recognises=lambda data: _HEAD.match(data[:4096]) is not None,
    content=content,
)
