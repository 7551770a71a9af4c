import codecs

import pytest

from tests.read.tabular.tables import HEADINGS, csv_of, forms, mistakes, read_csv
from timetax.read.tabular.reading import read_table

ROWS = [HEADINGS, ["Déclaration; a, b | c", "X", "12,000", "15"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen(delimiter: str) -> None:
    (form,) = forms(read_csv(csv_of(ROWS, delimiter)))
    assert (form["title"], form["responses"]) == ("Déclaration; a, b | c", "12000")


def test_what_excel_writes_before_the_headings_is_no_row() -> None:
    assert len(forms(read_csv(b"sep=;\r\n" + csv_of(ROWS, ";")))) == 1


def test_tabs_are_between_the_cells_of_a_tsv_file() -> None:
    data = csv_of(ROWS, "\t")
    assert len(forms(read_table(data, "forms.tsv", "tsv"))) == 1


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    ],
)
def test_unicode_is_read_with_and_without_its_mark(encode) -> None:  # type: ignore[no-untyped-def]
    (form,) = forms(read_csv(encode(csv_of(ROWS).decode())))
    assert form["title"].startswith("Déclaration")


def test_another_encoding_is_an_error_that_names_the_byte() -> None:
    (message,) = mistakes(read_csv(csv_of(ROWS).decode().encode("cp1252")))
    assert message.startswith("forms.csv:2:3: error: not UTF-8 text: byte 0xe9 has no meaning here")
    assert "'é' in Windows-1252" in message
    assert "save the file as UTF-8" in message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Title,Agency\nA\x00,B\n", "forms.csv:2:2: error: a NUL"),
        (b"Title,Agency\nA,B\x07\n", "forms.csv:2:4: error: control character U+0007"),
        ("Title,Agency".encode("utf-16-le"), "forms.csv:1:2: error: a NUL"),
        (b"PK\x03\x04....", "forms.csv: error: this is a workbook"),
    ],
)
def test_what_is_no_text_is_an_error(data: bytes, said: str) -> None:
    (message,) = mistakes(read_csv(data))
    assert message.startswith(said)


def test_a_quote_that_is_never_closed_is_an_error_with_its_line() -> None:
    data = 'Title,Agency,Year\n"A\nB",X,2024\n"C,X,2024\nD,X,2024\n'
    (message,) = mistakes(read_csv(data))
    assert message == (
        "forms.csv:4:1: error: a quote that is opened in this row is never closed [syntax]"
    )


def test_a_quote_inside_a_quoted_cell_is_an_error_with_its_line() -> None:
    (message,) = mistakes(read_csv('Title,Agency,Year\nA,X,2024\n"a "b" c",X,2024\n'))
    assert message.startswith("forms.csv:3:1: error: a quote ends before its cell does")


def test_quotes_are_those_of_rfc_4180() -> None:
    table = read_csv('Title,Agency,Year\r\n"a ""b"", c\r\nd",X,2024\r\ne,X,24\r\n')
    assert mistakes(table)[0].startswith("forms.csv:4:3")
    assert table.reading.document is not None
    assert table.reading.document.value["forms"][0]["title"] == 'a "b", c d'


def test_cells_with_line_ends_are_whole_wherever_in_a_long_file_they_stand() -> None:
    title = "one\n" + 97 * "x" + "\r\ntwo"
    rows = [(title, "X", "2024")] * 4_000 + [(title, "X", "24")]
    table = read_csv(csv_of([("Title", "Agency", "Year"), *rows]))
    assert mistakes(table)[0].startswith("forms.csv:12002:3")
    kept = forms(read_csv(csv_of([("Title", "Agency", "Year"), *rows[:-1]])))
    assert {form["title"] for form in kept} == {f"one {97 * 'x'} two"}
