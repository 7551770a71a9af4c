"""Forms as HTML pages: the fields of their `form` elements."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

from timetax.catalogue.counted import Question
from timetax.files.encoding import decoded
from timetax.read.instruments.boxes import Box, joined
from timetax.read.instruments.kind import Content, FormKind, NoFormError
from timetax.read.instruments.labels import identity_of, kind_by_label

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
_NO_QUESTIONS = {"hidden", "submit", "reset", "button", "image", "search"}
_SILENT = {"script", "style", "template", "noscript", "svg", "title"}
_MOST = 20_000
_HEAD = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|form)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROLES = {
    "textbox": "text",
    "spinbutton": "number",
    "slider": "range",
    "checkbox": "checkbox",
    "switch": "checkbox",
    "radio": "radio",
}
"""What elements are by their role that are no fields of HTML itself."""
_VALUES = ("option", "textarea")
_OF_A_DATE = {
    **dict.fromkeys(("day", "dd"), "day"),
    **dict.fromkeys(("month", "mm"), "month"),
    **dict.fromkeys(("year", "yyyy", "yy"), "year"),
}
"""How the fields of a date are labelled."""
_WIDE = 1_000.0
_REPEATED = re.compile(r"\[\]|\[[0-9]+\]|[._-][1-9][0-9]*[._-]")


class _Page(HTMLParser):
    """Collects the text of a page, and the fields of its forms in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.fields: list[dict[str, str | None]] = []
        self.labels: dict[str, list[str]] = {}
        self.forms = 0
        self._inside = 0
        self._silent: list[str] = []
        self._disabled: list[bool] = []
        self._legends: list[list[str]] = []
        self._open: list[list[str]] = []
        self._fieldsets = self._groups = 0
        self._lines: list[int] = []
        self._value = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "form":
            self.forms += 1
            self._inside += given.get("role") != "search"
        elif tag == "fieldset":
            self._disabled.append("disabled" in given)
            self._fieldsets += 1
            self._lines.append(self._fieldsets)
            self._legends.append([])
        elif tag == "legend" and self._legends:
            self._open.append(self._legends[-1])
        elif tag == "label":
            words: list[str] = []
            self.labels.setdefault(given.get("for") or f"\n{len(self.fields)}", words)
            self._open.append(self.labels[given.get("for") or f"\n{len(self.fields)}"])
        elif tag in ("input", "select", "textarea"):
            self._field(tag, given)
        elif (role := given.get("role")) == "radiogroup":
            self._groups += 1
        elif role in _ROLES:
            name = f"radiogroup {self._groups}" if role == "radio" else None
            self._field("input", {"name": name} | given | {"type": _ROLES[role]})
        self._value = tag if tag in _VALUES else ""
        self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag == "form":
            self._inside = max(0, self._inside - 1)
        elif tag == "fieldset" and self._disabled:
            self._disabled.pop()
            self._lines.pop()
            self._legends.pop()
        elif tag in ("label", "legend") and self._open:
            self._open.pop()
        self._value = ""
        self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.texts.append(data)
        for words in () if self._value else self._open:
            words.append(data)

    def _field(self, tag: str, given: dict[str, str | None]) -> None:
        if not self._inside or self._silent:
            return
        kind = (given.get("type") or "text").lower() if tag == "input" else tag
        off = "disabled" in given or "readonly" in given or any(self._disabled)
        off = off or "true" in (given.get("aria-disabled"), given.get("aria-readonly"))
        if off or kind in _NO_QUESTIONS or "hidden" in given:
            return
        if len(self.fields) >= _MOST:
            raise NoFormError(f"has more than {_MOST:,} fields")
        legend = self._legends[-1] if self._legends else []
        self.fields.append(
            given
            | {"kind": kind, "place": f"\n{len(self.fields)}", "legend": " ".join(legend)}
            | {"line": str(self._lines[-1] if self._lines else 0)}
        )


def content(data: bytes) -> Content:
    """Return what an HTML page holds.

    Raises:
        NoFormError: no form is in it, or none with fields.
    """
    page = _Page()
    page.feed(decoded(data))
    page.close()
    if not page.forms:
        raise NoFormError("is a page without a form")
    if not page.fields:
        raise NoFormError("has a form without fields to fill in")
    seen: dict[tuple[str, str], Box] = {}
    for place, field in enumerate(page.fields):
        question = _box(place, field, _question(page, field))
        grouped = field["kind"] in ("radio", "checkbox") and field.get("name")
        key = (str(field["kind"]), str(field["name"])) if grouped else ("", str(place))
        if key in seen and field["kind"] == "checkbox":
            key = ("checkbox", f"{field['name']}\n{place}")
        seen.setdefault(key, question)
    return Content(["".join(page.texts)], list(joined(_with_whole_dates(seen.values()))), None)


def _box(place: int, field: dict[str, str | None], question: Question) -> Box:
    """Return a field as a box: those of one fieldset stand on one line."""
    longest, line = field.get("maxlength") or "", float(field["line"] or 0) * _WIDE
    return Box(
        question,
        is_text=field["kind"] in ("text", "tel", "number"),
        longest=int(longest) if re.fullmatch("[0-9]{1,6}", longest) else None,
        rectangle=(float(place), line, place + _WIDE, line),
        legend=re.sub(r"\s+", " ", field["legend"] or "").strip(),
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


def _question(page: _Page, field: dict[str, str | None]) -> Question:
    html, name = str(field["kind"]), field.get("name") or field.get("id") or ""
    own = page.labels.get(field.get("id") or "") or page.labels.get(str(field["place"])) or []
    said = "".join(own) or field.get("aria-label") or field.get("placeholder") or field.get("title")
    label = said or ""
    if html == "radio" or not label:
        label = field.get("legend") or label
    label = re.sub(r"\s+", " ", label).strip()
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
        required="required" in field or field.get("aria-required") == "true",
        repeated=_REPEATED.search(name) is not None and html != "checkbox",
        listed=html == "select",
        identity=identity,
    )


KIND = FormKind(
    name="HTML",
    suffixes=(".html", ".htm", ".xhtml"),
    recognises=lambda data: _HEAD.match(data[:4096]) is not None,
    content=content,
)
