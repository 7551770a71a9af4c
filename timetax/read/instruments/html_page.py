"""What stands on an HTML page: its text, and the fields of its forms with all that names them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

from timetax.read.instruments.kind import NoFormError

Attributes: TypeAlias = dict[str, str | None]

_NO_QUESTIONS = {"hidden", "submit", "reset", "button", "image", "search"}
_SILENT = {"script", "style", "template", "noscript", "svg", "title", "datalist"}
_VOID = {"input", "br", "hr", "img", "link", "meta", "area", "base", "col", "embed", "wbr"}
_ENDED_BY_THE_NEXT = {"p", "li", "td", "th", "dt", "dd", "tr", "option", "label", "legend"}
_MOST = 20_000
_LONGEST_LABEL = 120
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
_CUSTOM = (
    ({"textarea"}, "textarea"),
    ({"select", "dropdown", "combobox"}, "select"),
    ({"radio", "radios"}, "radio"),
    ({"checkbox", "checkboxes", "switch", "toggle", "agreement"}, "checkbox"),
    ({"date"}, "date"),
    ({"file", "upload", "uploader"}, "file"),
    ({"number"}, "number"),
    ({"telephone", "phone", "tel"}, "tel"),
    ({"email"}, "email"),
    ({"input", "field", "text", "textfield"}, "text"),
)
"""What elements of a design system (`va-text-input`, `gcds-radios`) are, by the words of it."""
_NAMING = re.compile(
    r"aria-labelledby\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE
)


@dataclass(eq=False)
class Field:
    """A field of a form.

    Attributes:
        attributes: those of its element.
        kind: the type of an `input`, or the name of another element.
        label: what names it beside its attributes, by its `label` elements.
        legend: what stands above the group that it belongs to.
        cell: what heads its row and column of a table.
        group: a number of its `fieldset`; 0 if it is in none.
    """

    attributes: Attributes
    kind: str
    label: list[str]
    legend: str
    cell: str
    group: int

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute) or ""


@dataclass
class _Span:
    """An element that is open, with the words in it."""

    tag: str
    words: list[str]
    depth: int = 1
    group: Attributes | None = None
    custom: Field | None = None


@dataclass
class _Table:
    heads: dict[int, list[str]] = field(default_factory=dict)
    row: dict[int, list[str]] = field(default_factory=dict)
    only_heads: bool = True
    before: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    place: int = -1
    span: int = 1
    is_asked: bool = False
    first: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """Collects the text of a page, and the fields of its forms in their order.

    Attributes:
        texts: the text, in pieces.
        forms: how many forms there are that are no search.
        frames: the addresses of other pages that are shown in it.
        custom: the names of elements in its forms that a script draws.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.forms = 0
        self.frames: list[str] = []
        self.custom: dict[str, None] = {}
        self._found: list[Field] = []
        self._strays: list[Field] = []
        self._ids: set[str] = set()
        self._labels: dict[str, list[str]] = {}
        self._named: dict[str, list[str]] = {
            each: [] for found in _NAMING.findall(text) for each in "".join(found).split()
        }
        self._next_label: list[str] = []
        self._inside = self._fieldsets = self._radiogroups = 0
        self._silent: list[str] = []
        self._lines: list[tuple[int, bool]] = []
        self._legends: list[list[str]] = []
        self._spans: list[_Span] = []
        self._tables: list[_Table] = []
        self._value = ""
        self.feed(text)
        self.close()

    @property
    def fields(self) -> list[Field]:
        """The fields of its forms."""
        away = {id(each) for each in self._strays if each["form"] not in self._ids}
        return [each for each in self._found if id(each) not in away]

    def label_of(self, found: Field) -> str:
        """Return what names a field, as people read it; empty if nothing does."""
        own = [*self._labels.get(found["id"], []), *found.label]
        return (
            plain("".join(own))
            or self._by_aria(found.attributes)
            or plain(found["label"] if "-" in found["element"] else "")
            or found.cell
            or plain(found["title"])
            or plain(found["placeholder"])
        )

    def _by_aria(self, given: Attributes) -> str:
        ids = (given.get("aria-labelledby") or "").split()
        texts = ("".join(self._named.get(each, [])) for each in ids)
        return plain(" ".join(texts)) or plain(given.get("aria-label") or "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins: a group, a label, a cell, or a field."""
        given = dict(attrs)
        if tag not in _VOID:
            self._begin(tag)
        if (identifier := given.get("id")) in self._named and tag not in _VOID:
            self._open(tag, self._named[identifier])
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "form":
            self.forms += 1
            if given.get("role") != "search":
                self._inside += 1
                self._ids.add(given.get("id") or "")
        elif tag == "iframe" and given.get("src"):
            self.frames.append(str(given["src"]))
        elif tag == "fieldset":
            self._fieldsets += 1
            self._lines.append((self._fieldsets, "disabled" in given))
            self._legends.append([])
        elif tag == "legend" and self._legends:
            self._open(tag, self._legends[-1])
        elif tag == "label":
            self._label(given.get("for"))
        elif tag in ("table", "tr", "td", "th"):
            self._cell(tag, given)
        elif tag in ("input", "select", "textarea"):
            kind = (given.get("type") or "text").lower() if tag == "input" else tag
            self._field(tag, kind, given)
        else:
            self._other(tag, given)
        self._value = tag if tag in _VALUES else ""
        self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Note what ends."""
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag == "form":
            self._inside = max(0, self._inside - 1)
        elif tag == "fieldset" and self._lines:
            self._lines.pop()
            self._legends.pop()
        elif tag == "table" and self._tables:
            self._tables.pop()
        for span in self._spans:
            span.depth -= span.tag == tag
        self._spans = [each for each in self._spans if each.depth > 0]
        self._value = ""
        self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        """Keep text, for the page and for what it names."""
        if self._silent:
            return
        self.texts.append(data)
        if self._value:
            return
        for span in self._spans:
            span.words.append(data)
        if self._tables:
            self._tables[-1].words.append(data)

    def _begin(self, tag: str) -> None:
        """Count an element inside of those of the same name; some end where the next begins."""
        if tag in _ENDED_BY_THE_NEXT:
            self._spans = [each for each in self._spans if each.tag != tag]
        for span in self._spans:
            span.depth += span.tag == tag

    def _open(self, tag: str, words: list[str]) -> _Span:
        self._spans.append(_Span(tag, words))
        return self._spans[-1]

    def _label(self, of: str | None) -> None:
        if of:
            words = self._labels.setdefault(of, [])
            words.append(" ")
        else:
            words = self._next_label = []
        self._open("label", words)

    def _cell(self, tag: str, given: Attributes) -> None:
        if tag == "table":
            self._tables.append(_Table())
            return
        if not self._tables:
            return
        table = self._tables[-1]
        if tag == "tr":
            if table.only_heads:
                table.heads.update(table.row)
            table.row, table.only_heads = {}, True
            table.before, table.words, table.place, table.span = [], [], -1, 1
            table.is_asked, table.first = False, []
            return
        table.place += table.span
        wide = given.get("colspan") or ""
        table.span = int(wide) if re.fullmatch("[1-9][0-9]?", wide) else 1
        table.before, table.words = [] if table.is_asked else table.words, []
        table.is_asked = False
        if table.place == 0:
            table.first = table.words
        if tag == "th":
            table.row[table.place] = table.words
        else:
            table.only_heads = False

    def _legend(self) -> str:
        groups = [self._by_aria(span.group) for span in self._spans if span.group]
        fieldset = [plain(" ".join(self._legends[-1]))] if self._legends else []
        return next(filter(None, [*reversed(groups), *fieldset]), "")

    def _heading(self) -> str:
        """Return what heads the row and the column of the cell that is open."""
        if not self._tables or self._tables[-1].place < 0:
            return ""
        table = self._tables[-1]
        of_row = [each for at, each in table.row.items() if at != table.place]
        of_column = table.heads.get(table.place)
        if of_column and not of_row and table.first is not table.words:
            of_row = [table.first]
        heads = [*of_row, of_column or []]
        said = heads if any(heads) else [table.words if any(table.words) else table.before]
        texts = (plain("".join(each)) for each in said)
        return " ".join(each for each in texts if len(each) <= _LONGEST_LABEL).strip()

    def _other(self, tag: str, given: Attributes) -> None:
        """Look for a field in an element that is none of HTML's own."""
        role = given.get("role")
        if role in ("radiogroup", "group") and tag not in _VOID:
            self._radiogroups += role == "radiogroup"
            self._open(tag, []).group = given
        elif role in _ROLES:
            name = f"radiogroup {self._radiogroups}" if role == "radio" else None
            self._field(tag, _ROLES[role], {"name": name} | given)
        elif role == "combobox" and tag == "button":
            self._field(tag, "select", given)
        elif not role and given.get("contenteditable", "false") in (None, "", "true"):
            self._field(tag, "textarea", given)
        elif "-" in tag:
            self._custom(tag, given)

    def _custom(self, tag: str, given: Attributes) -> None:
        if self._inside:
            self.custom.setdefault(tag)
        if label := given.get("label") or given.get("legend"):
            self.texts += (" ", label, " ", given.get("hint") or "")
        words = set(tag.split("-")[1:])
        kind = next((kind for names, kind in _CUSTOM if names & words), None)
        within = any(each.custom and each.custom.kind == "radio" for each in self._spans)
        is_part = "option" in words or (kind == "radio" and within) or "group" in words - {"radio"}
        if kind is None or not (label or given.get("name")):
            return
        if is_part and not (kind == "radio" and "group" in words and not within):
            return
        if kind == "text":
            kind = (given.get("type") or "text").lower()
        before = len(self._found)
        name = f"{tag} {before}" if kind == "radio" else None
        self._field(tag, kind, {"name": name} | given | {"label": label})
        if len(self._found) > before:
            made = self._found[-1]
            made.legend = label or made.legend
            self._open(tag, []).custom = made

    def _field(self, tag: str, kind: str, given: Attributes) -> None:
        if self._silent or not (self._inside or given.get("form")):
            return
        legends = [span for span in self._spans if span.tag == "legend"]
        disabled = [off for _, off in (self._lines[:-1] if legends else self._lines)]
        off = "disabled" in given or "readonly" in given or any(disabled)
        off = off or "true" in (given.get("aria-disabled"), given.get("aria-readonly"))
        if off:
            self._next_label = []
        if off or kind in _NO_QUESTIONS or "hidden" in given:
            return
        if len(self._found) >= _MOST:
            raise NoFormError(f"has more than {_MOST:,} fields")
        for span in self._spans:
            if span.custom and tag in ("input", "select", "textarea"):
                self._found.remove(span.custom)
                given.setdefault("aria-label", span.custom["label"])
                span.custom = None
        made = Field(
            given | {"element": tag},
            kind,
            self._next_label,
            self._legend(),
            self._heading(),
            self._lines[-1][0] if self._lines else 0,
        )
        self._next_label = []
        if self._tables:
            self._tables[-1].words, self._tables[-1].is_asked = [], True
        self._found.append(made)
        if not self._inside:
            self._strays.append(made)


def plain(text: str) -> str:
    """Return a text on one line."""
    return re.sub(r"\s+", " ", text).strip()
