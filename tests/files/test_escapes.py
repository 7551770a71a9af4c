"""Characters beyond U+FFFF are read as JSON writes them: as two escapes."""

from typing import Any

import pytest

from timetax.files.yaml import File, parse


def read(text: str) -> Any:
    reading = parse(File("a.yaml", text))
    assert reading.findings == ()
    assert reading.document
    return reading.document.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r'"a \ud83d\ude00 b"', "a \N{GRINNING FACE} b"),
        (r'"\uD83D\uDE00"', "\N{GRINNING FACE}"),
        (r'"\ud800\udc00\udbff\udfff"', "\U00010000\U0010ffff"),
        (r'"\\ud83d\\ude00"', r"\ud83d\ude00"),
        (r"\ud83d\ude00", r"\ud83d\ude00"),
        (r"'\ud83d\ude00'", r"\ud83d\ude00"),
    ],
)
def test_two_escapes_are_one_character_in_double_quotes_and_text_elsewhere(
    written: str, meant: str
) -> None:
    assert read(f"key: {written}") == {"key": meant}


def test_what_stands_beside_them_is_as_it_is_written() -> None:
    text = '{"a": "\\ud83d\\ude00", b: \\ud83d\\ude00, c: "\\u00e9"}'
    assert read(text) == {"a": "\N{GRINNING FACE}", "b": r"\ud83d\ude00", "c": "é"}
