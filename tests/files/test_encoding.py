import codecs

import pytest

from timetax.files.encoding import in_windows_1252, marked, no_meaning


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    assert marked(mark + "é".encode(encoding)) == (mark, encoding)


def test_text_without_a_mark_is_utf_8() -> None:
    assert marked(b"") == (b"", "utf-8")
    assert marked(codecs.BOM_UTF8[:2]) == (b"", "utf-8")


def test_a_byte_that_is_no_text_is_named() -> None:
    with pytest.raises(UnicodeDecodeError) as caught:
        b"caf\xe9".decode()
    assert no_meaning(caught.value, "utf-8") == "not UTF-8 text: byte 0xe9 has no meaning here"


def test_a_byte_without_a_meaning_in_windows_1252_is_the_sign_for_none() -> None:
    assert in_windows_1252(b"\x93caf\xe9\x94") == "“café”"
    assert in_windows_1252(b"\x81") == "\ufffd"
