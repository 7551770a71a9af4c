"""Bytes with a name are read as a file with them is."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

import timetax
from tests.versions.repositories import forms
from timetax.read.inputs import Blob
from timetax.read.options import AS_THEY_ARE
from timetax.read.to_tables import tables_at

RECORDS = '{"title": "A", "agency": "X", "responses": 60, "minutes per response": 3}\n'
TABLE = "Form title,Agency,# of respondents,Minutes per response\nA,X,60,3\n"


def zipped(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inside", text)
    return buffer.getvalue()


def converted(suffix: str, folder: Path) -> bytes:
    from timetax.write.convert import convert

    path = folder / f"forms.{suffix}"
    convert(timetax.load(Blob("forms.yaml", forms(3).encode())), path)
    return path.read_bytes()


def hours(data: bytes) -> float:
    tables = tables_at([Blob("main:x", data)], AS_THEY_ARE)
    return timetax.total(timetax.with_burden(tables)).burden_hours


CONTENT = {
    "YAML": forms(3).encode(),
    "YAML of Windows": forms(3).replace("\n", "\r\n").encode(),
    "YAML in UTF-16": forms(3).encode("utf-16"),
    "CSV": TABLE.encode(),
    "tabs": TABLE.replace(",", "\t").encode(),
    "JSON lines": RECORDS.encode(),
    "packed YAML": gzip.compress(forms(3).encode()),
    "packed CSV": gzip.compress(TABLE.encode()),
    "zipped CSV": zipped(TABLE),
}


@pytest.mark.parametrize("kind", CONTENT)
def test_bytes_are_known_by_their_content(kind: str) -> None:
    assert hours(CONTENT[kind]) == 3


@pytest.mark.parametrize("suffix", ["yaml", "csv", "xlsx", "parquet"])
def test_bytes_of_what_convert_writes_are_read(suffix: str, tmp_path: Path) -> None:
    assert hours(converted(suffix, tmp_path)) == 3


def test_bytes_of_an_official_inventory_are_read() -> None:
    path = next(Path("tests/read/us_reginfo/samples").glob("*.xml"))
    by_path = timetax.tabulate(timetax.load(path))
    by_bytes = tables_at([Blob("main:x.xml", path.read_bytes())], AS_THEY_ARE)
    assert by_bytes.forms.equals(by_path.forms)


def test_bytes_and_files_are_merged(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(forms(1))
    other = Blob("main:b.yaml", forms(2).replace("f0", "g0").encode())
    assert [form.id for form in timetax.load(path, other).forms] == ["f0", "g0"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (forms(1).replace("60", "many").encode(), "main:a b.yaml:4:51: error: responses: 'many'"),
        (b"forms: [", "main:a b.yaml:2:1: error: a value is missing"),
        (b"a: \xff", "main:a b.yaml:1:4: error: not UTF-8 text"),
        (b"\0\0", "main:a b.yaml:1:1: error: a NUL"),
        (b"\x1f\x8bbroken", "main:a b.yaml: error: cannot be unpacked"),
        (b"PAR1broken", "main:a b.yaml: error: no Parquet file that can be read"),
        (TABLE.replace("60", "many").encode(), "main:a b.yaml:2:3: error: "),
    ],
)
def test_messages_name_the_bytes_as_they_are_called(data: bytes, message: str) -> None:
    with pytest.raises(timetax.InputError) as caught:
        timetax.load(Blob("main:a b.yaml", data))
    assert str(caught.value).startswith(message)
