"""Forms as HTML pages: the fields of their `form` elements."""

import re
from html.parser import HTMLParser

from timetax.catalogue.counted import Question
from timetax.files.encoding import decoded
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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "form":
            self.forms += 1
            self._inside += given.get("role") != "search"
        elif tag == "fieldset":
            self._disabled.append("disabled" in given)
            self._legends.append([])
        elif tag == "legend" and self._legends:
            self._open.append(self._legends[-1])
        elif tag == "label":
            words: list[str] = []
            self.labels.setdefault(given.get("for") or f"\n{len(self.fields)}", words)
            self._open.append(self.labels[given.get("for") or f"\n{len(self.fields)}"])
        elif tag in ("input", "select", "textarea"):
            self._field(tag, given)
        self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag == "form":
            self._inside = max(0, self._inside - 1)
        elif tag == "fieldset" and self._disabled:
            self._disabled.pop()
            self._legends.pop()
        elif tag in ("label", "legend") and self._open:
            self._open.pop()
        self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.texts.append(data)
        for words in self._open:
            words.append(data)

    def _field(self, tag: str, given: dict[str, str | None]) -> None:
        if not self._inside or self._silent:
            return
        kind = (given.get("type") or "text").lower() if tag == "input" else tag
        off = "disabled" in given or "readonly" in given or any(self._disabled)
        if off or kind in _NO_QUESTIONS or "hidden" in given:
            return
        if len(self.fields) >= _MOST:
            raise NoFormError(f"has more than {_MOST:,} fields")
        legend = self._legends[-1] if self._legends else []
        self.fields.append(
            given | {"kind": kind, "place": f"\n{len(self.fields)}", "legend": " ".join(legend)}
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
    seen: dict[tuple[str, str], Question] = {}
    for place, field in enumerate(page.fields):
        question = _question(page, field)
        grouped = field["kind"] in ("radio", "checkbox") and field.get("name")
        key = (str(field["kind"]), str(field["name"])) if grouped else ("", str(place))
        if key in seen and field["kind"] == "checkbox":
            key = ("checkbox", f"{field['name']}\n{place}")
        seen.setdefault(key, question)
    return Content(["".join(page.texts)], list(seen.values()), None)


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
