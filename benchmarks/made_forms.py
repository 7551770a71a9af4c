"""Makes PDF forms of words and fields, the same ones in each run; all in them is invented."""

from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

FORMS, PAGES, WORDS, FIELDS = 100, 4, 500, 40


def write(folder: Path) -> None:
    """Write the forms into a folder."""
    folder.mkdir(parents=True)
    for number in range(FORMS):
        _written(number).write(folder / f"form-{number:03}.pdf")


def _written(number: int) -> PdfWriter:
    writer = PdfWriter()
    font = _mapping(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    for page_number in range(PAGES):
        page = writer.add_blank_page(612, 792)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        words = [f"word{(number + place) % 97}" for place in range(WORDS)]
        lines = (" ".join(words[start : start + 10]) for start in range(0, WORDS, 10))
        shown = " ".join(f"({line}) Tj 0 -12 Td" for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 10 Tf 40 750 Td {shown} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
        page[NameObject("/Annots")] = ArrayObject(
            writer._add_object(_field(f"page{page_number}.field{place}", place))
            for place in range(FIELDS)
        )
    return writer


def _field(name: str, place: int) -> DictionaryObject:
    field = _mapping(Type="/Annot", Subtype="/Widget", FT="/Btn" if place % 4 == 0 else "/Tx")
    field[NameObject("/T")] = TextStringObject(name)
    field[NameObject("/TU")] = TextStringObject(f"Question {place} about the applicant")
    sides = (40, 20 * place % 700, 240, 20 * place % 700 + 15)
    field[NameObject("/Rect")] = ArrayObject(NumberObject(side) for side in sides)
    return field


def _mapping(**names: str) -> DictionaryObject:
    return DictionaryObject(
        {NameObject(f"/{key}"): NameObject(value) for key, value in names.items()}
    )
