"""PDF forms of known words and fields."""

import io
from collections.abc import Sequence
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

READ_ONLY, REQUIRED, MULTILINE, RADIO, PUSH, COMB = 1, 2, 1 << 12, 1 << 15, 1 << 16, 1 << 24


def field(name: str | None, kind: str | None = "Tx", **more: Any) -> DictionaryObject:
    """Return a field; `rect`, `flags`, `label`, `longest`, `hidden` and `script` say more of it."""
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Rect"): ArrayObject(
                NumberObject(each) for each in more.get("rect", (50, 50, 250, 70))
            ),
        }
    )
    if name is not None:
        made[NameObject("/T")] = TextStringObject(name)
    if kind is not None:
        made[NameObject("/FT")] = NameObject(f"/{kind}")
    if flags := more.get("flags"):
        made[NameObject("/Ff")] = NumberObject(flags)
    if label := more.get("label"):
        made[NameObject("/TU")] = TextStringObject(label)
    if longest := more.get("longest"):
        made[NameObject("/MaxLen")] = NumberObject(longest)
    if more.get("hidden"):
        made[NameObject("/F")] = NumberObject(2)
    if script := more.get("script"):
        action = DictionaryObject({NameObject("/JS"): TextStringObject(script)})
        made[NameObject("/AA")] = DictionaryObject({NameObject("/F"): action})
    return made


def group(parent: DictionaryObject, kids: Sequence[DictionaryObject]) -> list[DictionaryObject]:
    """Return the kids, which inherit from a parent that stands on no page."""
    parent.pop("/Subtype")
    for kid in kids:
        kid[NameObject("/Parent")] = parent
    return list(kids)


def pdf(
    pages: Sequence[tuple[str, Sequence[DictionaryObject]]],
    *,
    password: str | None = None,
    xfa: bool = False,
) -> bytes:
    """Return a PDF with these texts and fields."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text, fields in pages:
        page = writer.add_blank_page(612, 792)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        lines = [f"({_escaped(line)}) Tj 0 -12 Td" for line in text.splitlines()]
        stream.set_data(f"BT /F1 10 Tf 40 750 Td {' '.join(lines)} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Annots")] = ArrayObject(writer._add_object(each) for each in fields)
    form = DictionaryObject({NameObject("/Fields"): ArrayObject()})
    if xfa:
        form[NameObject("/XFA")] = TextStringObject("<xdp/>")
    writer._root_object[NameObject("/AcroForm")] = form
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def words(many: int) -> str:
    """Return so many words, ten a line."""
    return "\n".join(" ".join(["word"] * min(10, many - start)) for start in range(0, many, 10))


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
