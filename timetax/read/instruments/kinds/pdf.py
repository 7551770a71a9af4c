"""Forms as PDF files with fields (AcroForm)."""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timetax.catalogue.counted import Question
from timetax.read.instruments.boxes import Box, joined
from timetax.read.instruments.kind import Content, FormKind, NoFormError
from timetax.read.instruments.labels import identity_of, kind_by_label

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_READ_ONLY, _REQUIRED = 1, 1 << 1
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13
_RADIO, _PUSH = 1 << 15, 1 << 16
_HIDDEN = 1 << 1
"""Bits of the flags of fields and of annotations (ISO 32000-1, tables 221, 226, 228 and 165)."""

_INHERITED = ("/FT", "/Ff", "/MaxLen", "/TU", "/AA", "/DV")
_DEEPEST = 32
_MOST_FIELDS = 20_000
_FEW_WORDS = 20
_LONG_DRAWING = 100_000
_PATH = re.compile(rb"(?m)^[-+.0-9 ]+[ \t](?:m|l|c|v|y|re)[ \t]*\r?$\n?")
"""A line of a drawing: in a page of outlines, all but a few hundred of the lines."""


def content(data: bytes) -> Content:
    """Return what a PDF holds.

    Raises:
        NoFormError: it is encrypted, broken, a scan, an XFA form without fields, or has none.
    """
    try:
        import pypdf
    except ModuleNotFoundError:
        raise NoFormError(
            "a PDF is read with pypdf, which is not here: pip install 'timetax[forms]'"
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise NoFormError("is encrypted; save a copy without protection and give that")
        pages = list(reader.pages)
        fields = [each for number, page in enumerate(pages, 1) for each in _fields(page, number)]
        if not fields:
            raise NoFormError(_without_fields(reader, pages))
        texts = [_text(page) for page in pages]
    except NoFormError:
        raise
    except MemoryError:
        raise
    except Exception:  # whatever a broken file makes pypdf say
        raise NoFormError("is no PDF that can be read: it is cut or damaged") from None
    return Content(texts, list(_questions(fields)), len(pages))


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    own: Mapping[str, Any]
    page: int
    rectangle: tuple[float, ...]

    @property
    def flags(self) -> int:
        return int(self.own.get("/Ff") or 0)


def _fields(page: "PageObject", number: int) -> Iterator[_Field]:
    """Yield the fields of a page that people can fill in, one for each of their boxes."""
    annotations = page.get("/Annots")
    for count, reference in enumerate((annotations and annotations.get_object()) or ()):
        if count >= _MOST_FIELDS:
            raise NoFormError(f"has more than {_MOST_FIELDS:,} fields on a page")
        widget = reference.get_object()
        if not isinstance(widget, dict) or widget.get("/Subtype") != "/Widget":
            continue
        own, name = _inherited(widget)
        field = _Field(name, own, number, _rectangle(widget))
        button = own.get("/FT") == "/Btn"
        if (
            own.get("/FT") is None
            or field.flags & _READ_ONLY
            or (button and field.flags & _PUSH)
            or int(widget.get("/F") or 0) & _HIDDEN
        ):
            continue
        yield field


def _inherited(widget: Any) -> tuple[dict[str, Any], str]:
    """Return what holds for a field, as it or those above it say, and its whole name."""
    own: dict[str, Any] = {}
    names: list[str] = []
    node = widget
    for _ in range(_DEEPEST):
        for key in _INHERITED:
            if key not in own and key in node:
                own[key] = node[key]
        if "/T" in node:
            names.append(str(node["/T"]))
        if "/Parent" not in node:
            break
        node = node["/Parent"].get_object()
        if not isinstance(node, dict):
            break
    return own, ".".join(reversed(names))


def _rectangle(widget: Any) -> tuple[float, ...]:
    try:
        left, bottom, right, top = (float(each) for each in widget["/Rect"])
    except (KeyError, TypeError, ValueError):
        return ()
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _questions(fields: list[_Field]) -> Iterator[Question]:
    """Yield the questions: boxes of one name are one, and so is a number in several boxes."""
    boxes: dict[str, tuple[_Field, int]] = {}
    for place, field in enumerate(fields):
        key = field.name or f"\n{place}"
        first, count = boxes.get(key, (field, 0))
        boxes[key] = first, count + 1
    yield from joined(_box(field, count) for field, count in boxes.values())


def _box(field: _Field, count: int) -> Box:
    own, flags = field.own, field.flags
    label = re.sub(r"\s+", " ", str(own.get("/TU") or "")).strip()
    name = field.name.rsplit(".", 1)[-1]
    kind = own["/FT"]
    if kind == "/Sig":
        made = "signature"
    elif kind == "/Ch":
        made = "choice"
    elif kind == "/Btn":
        made = "choice" if flags & _RADIO or count > 1 else "tick"
    elif flags & _MULTILINE:
        made = "long_text"
    else:
        made = _kind_of_format(own) or kind_by_label(label, name)
    longest = own.get("/MaxLen")
    return Box(
        question=Question(
            kind=made,
            label=label,
            name=field.name,
            page=field.page,
            required=True if flags & _REQUIRED else None,
            listed=kind == "/Ch",
            identity=identity_of(made, label, name),
        ),
        is_text=kind == "/Tx" and not flags & (_MULTILINE | _PASSWORD),
        longest=int(longest) if isinstance(longest, int | float) else None,
        rectangle=field.rectangle,
    )


def _kind_of_format(own: Mapping[str, Any]) -> str | None:
    """Return the kind that the format of a field says, as Acrobat's scripts do."""
    actions = own.get("/AA")
    actions = actions.get_object() if actions is not None else None
    if not isinstance(actions, dict):
        return None
    script = ""
    for event in ("/F", "/K"):
        action = actions.get(event)
        action = action.get_object() if action is not None else None
        if isinstance(action, dict):
            script += str(action.get("/JS", ""))[:2_000]
    if "AFDate" in script:
        return "date"
    return "number" if "AFNumber" in script or "AFPercent" in script else None


def _text(page: "PageObject") -> str:
    from pypdf.generic import DecodedStreamObject, NameObject

    contents = page.get_contents()
    if contents is None:
        return ""
    data = contents.get_data()
    if len(data) > _LONG_DRAWING:
        lean = DecodedStreamObject()
        lean.set_data(_PATH.sub(b"", data))
        page[NameObject("/Contents")] = lean
    return page.extract_text()


def _without_fields(reader: "PdfReader", pages: "list[PageObject]") -> str:
    root: Any = reader.trailer["/Root"].get_object()
    form = root.get("/AcroForm")
    form = form.get_object() if form is not None else {}
    if isinstance(form, dict) and "/XFA" in form:
        return (
            "is an XFA form whose fields no reader but Adobe's shows; ask for one with AcroForm "
            "fields, or print it to a PDF and add fields"
        )
    words = 0
    for page in pages[:10]:
        words += len(_text(page).split())
    if words < _FEW_WORDS:
        return "is a scan: pictures without text or fields; recognise its text and add fields"
    return "has no fields to fill in; what is to be written on it cannot be counted"


KIND = FormKind(
    name="PDF",
    suffixes=(".pdf",),
    recognises=lambda data: b"%PDF-" in data[:1024],
    content=content,
)
